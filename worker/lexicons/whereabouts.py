"""Where knowledge stands: the file and line of a rule, of an actor's name, of a word; who sees a wrong value goes there.

Read from the files as they lie on the disk, only when somebody asks: no stage needs it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

_ENTRY = re.compile(r"^\s*(?:- )?\{?\s*id: *([a-z][a-z0-9_.]*)")
_IN_CODE = re.compile(r'"([a-z]+(?:\.[a-z_]+)+)"')
_NAMED = re.compile(r"^\s*- *\{? *name: *(?:\"([^\"]+)\"|'([^']+)'|([^,}\n]+))")
_CODE = ("extract", "enrich")  # the packages whose code finds some things without a rule: places, persons, times


def place_of_rule(rule_id: str) -> str | None:
    """``worker/data/rules/weapons.yaml:12``; for what code finds, the line of the code."""
    return _rules().get(rule_id)


def place_of_actor(canonical: str) -> str | None:
    """The entry of a known group or agency."""
    return _actors().get(canonical)


def places_of_name(name: str) -> tuple[str, ...]:
    """The lines of the hand-written place data that hold a name: aliases, regions, words around names."""
    whole = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])", re.IGNORECASE)
    return tuple(where for where, line in _lines("data/places", ".yaml") if whole.search(line.partition(" #")[0]))


@cache
def _rules() -> dict[str, str]:
    found: dict[str, str] = {}
    for folder in _CODE:
        for where, line in _lines(folder, ".py"):
            for match in _IN_CODE.finditer(line):
                found.setdefault(match.group(1), where)
    for where, line in _lines("data", ".yaml"):
        if entry := _ENTRY.match(line):
            found[entry.group(1)] = where
    return found


@cache
def _actors() -> dict[str, str]:
    found: dict[str, str] = {}
    for where, line in _lines("data/actors", ".yaml"):
        if match := _NAMED.match(line):
            found.setdefault(next(name for name in match.groups() if name).strip(), where)
    return found


def _lines(folder: str, suffix: str) -> Iterator[tuple[str, str]]:
    """Each line of the files below a folder of the package, with its path and number."""
    for path, file in _files(files("worker").joinpath(*folder.split("/")), f"worker/{folder}"):
        if path.endswith(suffix):
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
                yield f"{path}:{number}", line


def _files(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _files(entry, f"{path}/{entry.name}")
        else:
            yield f"{path}/{entry.name}", entry
