"""What was struck, told again: "ambushed a jeep", and then "shot at the jeep from a field", are one."""

from __future__ import annotations

from itertools import pairwise

from worker.extract.findings import TimeMention, Trigger
from worker.extract.incidents.growing import Growing
from worker.extract.incidents.same_toll import may_be_retold
from worker.extract.places.scenes import Scenes
from worker.lexicons.incidents import IncidentRules

SAME_TARGET = 3.6
"""How well it fits: better than another of the leaf, told just before."""
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
    if not 0 < trigger.sentence - one.triggers[0].sentence <= _SOON or not may_be_retold(trigger, time, one, rules):
        return False
    if not rules.by_taking.isdisjoint((trigger.leaf, one.leaf)):
        return False  # "forced into a car", and then "the car was shot at": what was done with him, and to whom it was
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
