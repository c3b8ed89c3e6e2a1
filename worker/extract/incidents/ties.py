"""What the grammar of one sentence says of two triggers: whether they tell of one incident or can not."""

from __future__ import annotations

from itertools import pairwise

from worker.extract.findings import Trigger
from worker.extract.incidents.when import reaction_before
from worker.extract.places.scenes import Scenes
from worker.lexicons.incidents import IncidentRules

_IN = frozenset("in during".split())
_ARTICLES = frozenset("a an the".split())
_REACH = 4  # words from "in" to what it was in
_CROWDS = "unrest"
_POLICE = "security"


def are_one(trigger: Trigger, told: Trigger, leaf: str, scenes: Scenes, rules: IncidentRules) -> bool:
    """``Soldiers killed three gunmen | in a raid on the camp``: what was told of a ``leaf`` just before, in the same clause.

    Who was killed ``in a police operation`` is told of it, though nobody need die in one.
    """
    first, second = sorted((trigger, told), key=lambda t: t.first)
    if not trigger.leaf or trigger.sentence != told.sentence or first.last > second.first:
        return False
    clauses, keys = scenes.clauses, scenes.document.keys
    if clauses[first.last - 1] != clauses[second.first]:
        return False
    in_operation = trigger is first and trigger.effect and rules.family_of(leaf) == _POLICE
    if rules.family_of(leaf) != rules.family_of(trigger.leaf) and not in_operation:
        return False
    before = keys[max(first.last, second.first - _REACH) : second.first]
    return any(word in _IN and after in _ARTICLES for word, after in pairwise(before))


def are_two(trigger: Trigger, told: Trigger, leaf: str, scenes: Scenes, rules: IncidentRules) -> bool:
    """``Judges | protest | the murder``: it is not the protest."""
    if trigger.sentence != told.sentence or rules.family_of(leaf) != _CROWDS:
        return False
    return reaction_before(trigger, scenes, rules) >= 0
