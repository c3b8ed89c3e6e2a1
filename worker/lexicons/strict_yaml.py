"""YAML in which no key stands twice.  It needs PyYAML alone: compiling the gazetteer has no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    _SafeLoader = yaml.SafeLoader
else:
    _SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # in C where there is one


class _Loader(_SafeLoader):
    """YAML itself keeps the last of two equal keys and loses the first without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - PyYAML's
        seen: set[object] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    problem=f"{key.value!r} stands twice: join the two entries", problem_mark=key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def read_yaml(content: str | bytes) -> Any:  # noqa: ANN401 - whoever reads it checks its shape
    """What a YAML text holds.

    Raises:
        yaml.YAMLError: it is no YAML, or a mapping has a key twice; with line and column.
    """
    return yaml.load(content, Loader=_Loader)  # noqa: S506 - a safe loader
