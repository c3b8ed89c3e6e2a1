"""Rules of casualties, weapons, damage and effects prove themselves through their stages, which decide more than patterns do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import pytest

from tests.extract.conftest import Read
from worker.extract.casualties.mentions import find_casualties
from worker.extract.findings import Mention
from worker.extract.reading import Reading
from worker.extract.things.counts import find_counts
from worker.extract.things.damage import find_damage
from worker.extract.things.effects import find_effects
from worker.extract.things.outcomes import find_outcomes
from worker.extract.things.secondary import find_secondary
from worker.extract.things.targets import find_targets
from worker.extract.things.weapons import find_weapons
from worker.lexicons.casualties import load_casualties
from worker.lexicons.classes import load_classes
from worker.lexicons.damage import load_damage
from worker.lexicons.effects import load_effects
from worker.lexicons.rules import Rule
from worker.lexicons.weapons import load_weapons

Find = Callable[[Reading], Sequence[Mention]]


@cache
def stages() -> list[tuple[Sequence[Rule], Find]]:
    """Each set of rules with the stage that applies it."""
    classes = load_classes()
    casualties, weapons = load_casualties(classes), load_weapons(classes)
    damage, effects = load_damage(classes), load_effects(classes)
    return [
        (casualties.rules.rules, lambda r: find_casualties(r, casualties)),
        (casualties.unharmed.rules, lambda r: find_casualties(r, casualties)),
        (casualties.fates.rules, lambda r: find_casualties(r, casualties)),
        (weapons.weapons.rules, lambda r: find_weapons(r, weapons)),
        (weapons.counts.rules, lambda r: find_counts(r, weapons)),
        (weapons.outcomes.rules, lambda r: find_outcomes(r, weapons)),
        (damage.damage.rules, lambda r: find_damage(r, damage)),
        (damage.targets.rules, lambda r: find_targets(r, damage)),
        (effects.effects.rules, lambda r: find_effects(r, effects)),
        (effects.secondary.rules, lambda r: find_secondary(r, effects)),
    ]


def cases(attribute: str) -> list[object]:
    """One row for each sentence of each rule."""
    return [
        pytest.param(rule.id, sentence, find, id=f"{rule.id}-{number}")
        for rules, find in stages()
        for rule in rules
        for number, sentence in enumerate(getattr(rule, attribute))
    ]


@pytest.mark.parametrize(("rule_id", "sentence", "find"), cases("examples"))
def test_a_rule_is_found_in_its_examples(rule_id: str, sentence: str, find: Find, read: Read) -> None:
    """Each example gives a finding by its rule."""
    assert rule_id in {mention.rule_id for mention in find(read(sentence)[0])}


@pytest.mark.parametrize(("rule_id", "sentence", "find"), cases("counter"))
def test_a_rule_is_not_found_in_its_counter_examples(rule_id: str, sentence: str, find: Find, read: Read) -> None:
    """No counter-example gives a finding by its rule."""
    assert rule_id not in {mention.rule_id for mention in find(read(sentence)[0])}
