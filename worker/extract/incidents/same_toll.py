"""A toll that is told again: "killed 26 in bombardment of Kosti", and "warplanes struck homes in Hamad Town, killing 26", are one."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.place import PlacePrecision
from worker.extract.findings import PlaceMention, TimeMention, Trigger
from worker.extract.incidents.apartness import apart_from
from worker.extract.incidents.growing import Growing
from worker.extract.places.scenes import Scenes
from worker.extract.times.moments import disjoint
from worker.lexicons.gazetteer import PlaceKind
from worker.lexicons.incidents import IncidentRules

SAME_TOLL = 3.6
"""How well it fits: better than another of the leaf, told just before."""
MOST_APART = 8
"""Incidents of an article; a longer list tells each of its tolls once."""
_ARMED = "armed"
_FEW = 5  # so many are killed here and there on one day
_TOLD = 12  # sentences
_MOST = 5  # triggers, the first and the last of an incident, whose sentences are looked at
_BEHIND, _BEFORE = 5, 6  # words from "killed" to the number, and from a number to "killed"
_KILLED = frozenset("killed killing kills kill dead died slain massacred".split())
_COUNTED = frozenset(
    "six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()
)


def tells_same_toll(
    trigger: Trigger,
    place: PlaceMention | None,
    time: TimeMention | None,
    one: Growing,
    scenes: Scenes,
    rules: IncidentRules,
) -> bool:
    """Whether its sentence tells the toll of this incident, which no other place or day forbids."""
    if not 0 < trigger.sentence - one.last_sentence <= _TOLD or not may_be_retold(trigger, time, one, rules):
        return False
    if place is not None and one.places and not _may_be_there(place, one):
        return False
    told = set(_tolls(trigger.sentence, scenes))
    if not told:
        return False
    sentences = {t.sentence for t in (*one.triggers[:_MOST], *one.triggers[-_MOST:])}
    return any(not told.isdisjoint(_tolls(at, scenes)) for at in sentences)


def may_be_retold(trigger: Trigger, time: TimeMention | None, one: Growing, rules: IncidentRules) -> bool:
    """Whether it may be this attack in other words: a deed of arms, of no other day, and not said to be another one."""
    if trigger.effect or trigger.separate or not trigger.leaf:
        return False
    if {rules.family_of(trigger.leaf), rules.family_of(one.leaf)} != {_ARMED}:
        return False
    return time is None or not one.times or not all(disjoint(time, other) for other in one.times)


def _may_be_there(place: PlaceMention, one: Growing) -> bool:
    """Whether the places do not forbid it: one is in the other or by its sea, or no gazetteer knows it and its land is the same."""
    if not apart_from(place, one.places) or any(_is_sea(other) for other in (place, *one.places)):
        return True
    unknown = place.entry is None and place.precision is PlacePrecision.PLACE
    return unknown and any(place.country == other.country for other in one.places)


def _is_sea(place: PlaceMention) -> bool:
    """``in the Gulf``, and then "at the Kharg terminal"."""
    return place.entry is not None and place.entry.kind is PlaceKind.WATER and place.country is None


def _tolls(sentence: int, scenes: Scenes) -> Iterator[str]:
    """The numbers of a sentence beside its words of death, larger ones only."""
    span, keys = scenes.document.sentences[sentence], scenes.document.keys
    taken = {at for time in scenes.times[sentence] for at in range(time.first, time.last)}
    for at in range(span.first, span.last):
        key = keys[at]
        if at in taken or not (key in _COUNTED or (key.isdecimal() and int(key) > _FEW)):
            continue
        before = keys[max(span.first, at - _BEHIND) : at]
        behind = keys[at + 1 : min(span.last, at + 1 + _BEFORE)]
        if not _KILLED.isdisjoint(before) or not _KILLED.isdisjoint(behind):
            yield key
