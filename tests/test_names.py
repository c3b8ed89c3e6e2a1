"""No module gives one of its names a second meaning: whatever reads the first one would silently get the other."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted(
    path.relative_to(ROOT).as_posix() for top in ("schemas", "worker", "tests") for path in (ROOT / top).rglob("*.py")
)


def _named(body: list[ast.stmt]) -> Iterator[str]:
    for statement in body:
        match statement:
            case ast.Assign(targets=targets):
                yield from (node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr()):
                yield name
            case ast.FunctionDef(name=name, decorator_list=[]) | ast.ClassDef(name=name):
                yield name


def _twice(source: str) -> list[str]:
    return [name for name, times in Counter(_named(ast.parse(source).body)).items() if times > 1]


@pytest.mark.parametrize("module", MODULES)
def test_a_name_of_a_module_has_one_meaning(module: str) -> None:
    """Its constants, functions and classes."""
    assert not _twice((ROOT / module).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "source", ["DAYS = {1}\nDAYS = {2}", "A, B = 1, 2\nA = 3", "def f(): ...\nf = 1", "X: int = 1\nX = 2"]
)
def test_it_sees_a_second_meaning(source: str) -> None:
    """However it is given."""
    assert _twice(source)
