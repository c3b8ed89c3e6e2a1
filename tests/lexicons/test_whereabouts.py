"""Where a rule, a name, a word of the knowledge stands: the file and line that somebody opens to change it."""

from __future__ import annotations

from pathlib import Path

import pytest

from worker.lexicons.knowledge import load_knowledge
from worker.lexicons.whereabouts import place_of_actor, place_of_rule, places_of_name

ROOT = Path(__file__).parents[2]


def _line(where: str) -> str:
    path, _, number = where.rpartition(":")
    return (ROOT / path).read_text(encoding="utf-8").splitlines()[int(number) - 1]


@pytest.mark.parametrize(
    ("rule_id", "file"),
    [
        ("weapon.drone", "worker/data/rules/weapons.yaml"),
        ("trigger.robbery", "worker/data/rules/triggers/crime.yaml"),
        ("scope.denied", "worker/data/rules/realis.yaml"),
        ("actor.soldier", "worker/data/actors/nouns.yaml"),
        ("place.name", "worker/extract/places/mentions.py"),  # no rule: the code finds it
    ],
)
def test_a_rule_is_found_in_its_file(rule_id: str, file: str) -> None:
    """The line is the one on which its id stands."""
    where = place_of_rule(rule_id)
    assert where is not None
    assert where.startswith(f"{file}:")
    assert rule_id in _line(where)


def test_every_rule_of_the_triggers_and_scopes_is_found() -> None:
    """Whatever way its entry is written in: on one line, on several."""
    knowledge = load_knowledge()
    ids = [rule.id for rule in (*knowledge.triggers.rules.rules, *knowledge.scopes.scopes.rules)]
    assert [rule_id for rule_id in ids if place_of_rule(rule_id) is None] == []


def test_a_known_group_and_a_hand_written_place_name_are_found() -> None:
    """The entry of the group, the alias of the place; what GeoNames knows stands in no file that one edits."""
    shabaab = place_of_actor("Al-Shabaab")
    assert shabaab is not None
    assert "Al-Shabaab" in _line(shabaab)
    assert any("aliases.yaml" in where for where in places_of_name("DR Congo"))
    assert place_of_actor("Nobody's Front") is None
    assert places_of_name("Beledweyne") == ()
