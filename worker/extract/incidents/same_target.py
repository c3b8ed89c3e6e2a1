"""What was struck, told again: "ambushed a jeep", and then "shot at the jeep from a field", are one."""

from __future__ import annotations

from itertools import pairwise

from worker.extract.findings import TimeMention, Trigger
from worker.extract.incidents.growing import Growing
from worker.extract.places.scenes import Scenes
from worker.extract.times.moments import disjoint
from worker.lexicons.incidents import IncidentRules

SAME_TARGET = 3.6
"""How well it fits: better than another of the leaf, told just before."""
_ARMED = "armed"
_SOON = 4  # sentences
# Words between what is done and what is struck: "were slain when forty men of the Front shot at | the jeep".
_BEFORE, _BEHIND = 5, 9
_MODIFYING = 3  # words: "a police convoy", "the two-vehicle army convoy"
_PLACES = frozenset("station stations stop stops terminal depot park driver drivers crash".split())  # of the bus
_RIDING = frozenset("in into from by inside aboard with".split())  # "fired from | a car"
_NEW = frozenset("a an".split())
_STRUCK = frozenset(
    "convoy motorcade patrol column jeep bus minibus coach car truck lorry van pickup taxi ambulance motorcycle vehicle train tram"
    " ship boat ferry tanker freighter vessel trawler yacht helicopter plane aircraft airliner".split()
)


def strikes_it_again(
    trigger: Trigger, time: TimeMention | None, one: Growing, scenes: Scenes, rules: IncidentRules
) -> bool:
    """Whether it hits "the jeep" that this incident hit as "a jeep" a few sentences before, whatever the words for it and the place."""
    near = trigger.sentence - one.triggers[0].sentence
    if trigger.effect or trigger.separate or not trigger.leaf or not 0 < near <= _SOON:
        return False
    if {rules.family_of(trigger.leaf), rules.family_of(one.leaf)} != {_ARMED}:
        return False
    if not rules.by_taking.isdisjoint((trigger.leaf, one.leaf)):
        return False  # "forced into a car", and then "the car was shot at": what was done with him, and to whom it was
    if time is not None and one.times and all(disjoint(time, other) for other in one.times):
        return False
    again = _struck(trigger, frozenset(("the",)), scenes)
    return bool(again) and not again.isdisjoint(_struck(one.triggers[0], _NEW, scenes))


def _struck(trigger: Trigger, articles: frozenset[str], scenes: Scenes) -> frozenset[str]:
    """The things that move which stand beside the words of a deed, behind one of these articles."""
    document = scenes.document
    sentence, keys = document.sentences[trigger.sentence], document.keys
    found: set[str] = set()
    for at in range(max(sentence.first, trigger.first - _BEFORE), min(sentence.last, trigger.last + _BEHIND)):
        if keys[at] in articles and keys[at - 1] not in _RIDING:
            named = keys[at + 1 : min(sentence.last, at + 2 + _MODIFYING)]
            found.update(key for key, behind in pairwise((*named, "")) if key in _STRUCK and behind not in _PLACES)
    return frozenset(found)
