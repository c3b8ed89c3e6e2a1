"""Values without a guard are values still: equal and hashed by what they hold."""

from __future__ import annotations

from dataclasses import replace

from worker.values import dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    """Any value."""

    one: int
    other: str = ""


def test_a_value_is_what_it_holds():
    assert Pair(1, "a") == Pair(1, "a") != Pair(2, "a")
    assert {Pair(1), Pair(1), Pair(2)} == {Pair(2), Pair(1)}


def test_a_value_has_no_other_fields():
    assert not hasattr(Pair(1), "__dict__")


def test_a_changed_value_is_another_one():
    pair = Pair(1, "a")
    assert replace(pair, one=2) == Pair(2, "a")
    assert pair == Pair(1, "a")
