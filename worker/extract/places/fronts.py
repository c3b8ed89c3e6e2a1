"""What the beginning of a trigger's clause or sentence tells: where it was, that it is told anew, that it is a part of its own."""

from __future__ import annotations

from collections.abc import Sequence

from worker.extract.findings import Mention, PlaceMention, Trigger
from worker.extract.places.elsewhere import is_elsewhere
from worker.extract.places.prepositions import AT
from worker.extract.places.scenes import Scenes
from worker.lexicons.gazetteer.headwords import HEAD_WORDS
from worker.text.numbers import ORDINALS
from worker.text.numerals import HEADS

_PART = 8  # words between what befell some and where
_OWN = 6  # words from a number to what befell so many, and from there to where
_JOINING = frozenset(("and", "while"))
_ONE = frozenset(("a", "an"))
_OPENS = frozenset(
    "in on at earlier later early late hours minutes days elsewhere meanwhile separately".split()
)  # "in the evening, | one man was killed"
_OPENING = 8  # words before a place with which a clause begins: "and in the northern town of"
_BEGINNINGS = tuple(
    (word,)
    for word in "elsewhere earlier later hours minutes days meanwhile separately also on the that previously".split()
)
_SAYING = frozenset("said says told reported announced confirmed told spokesman officials".split())


def opens_with(scenes: Scenes, trigger: Mention, words: frozenset[str], beyond: int = 0) -> bool:
    """Whether the trigger's clause begins with one of the words, ``beyond`` so many others."""
    at, low = trigger.first, scenes.document.sentences[trigger.sentence].first
    while at > low and scenes.clauses[at - 1] == scenes.clauses[trigger.first]:
        at -= 1
    return scenes.document.keys[min(at + beyond, trigger.first)] in words


def front_of(scenes: Scenes, trigger: Trigger) -> PlaceMention | None:
    """``(and) in Mosul two policemen | died``: where it was, if the trigger's clause begins with that."""
    return next((p for p in scenes.places[trigger.sentence] if _begins_with(scenes, p, trigger)), None)


def opens_a_paragraph(scenes: Scenes, trigger: Trigger) -> bool:
    """Whether its sentence is the first of a paragraph, and begins with somebody or something new: "A man", "Two shops"."""
    sentences, at = scenes.document.sentences, trigger.sentence
    if at == 0 or sentences[at].paragraph == sentences[at - 1].paragraph:
        return False
    return scenes.document.keys[sentences[at].first] in HEADS


def opens_anew(scenes: Scenes, trigger: Trigger) -> bool:
    """``Hours earlier, in another town …``: whether its sentence begins with another time."""
    first = scenes.document.sentences[trigger.sentence].first
    return scenes.document.keys[first : first + 1] in _BEGINNINGS


def place_of_part(scenes: Scenes, trigger: Trigger, told: Sequence[PlaceMention]) -> PlaceMention | None:
    """``killing four in Medina and | wounding two in Jeddah``: of the second part, where the first has a place, too."""
    keys = scenes.document.keys
    if keys[trigger.first - 1] not in ("and", ",") or not any(place.sentence == trigger.sentence for place in told):
        return None
    clause = scenes.clauses[trigger.first]
    here = [p for p in scenes.places[trigger.sentence] if scenes.clauses[p.first] == clause and scenes.is_where(p)]
    before = any(p.last <= trigger.first and trigger.first - p.last <= _PART for p in here)
    behind = (p for p in here if 0 <= p.first - trigger.last <= _PART)
    return next(behind, None) if before else None


def place_of_own_clause(scenes: Scenes, trigger: Trigger) -> PlaceMention | None:
    """``and one | died in the city of Dnipro``: of a harm that has a clause and a place of its own."""
    keys, clause = scenes.document.keys, scenes.clauses[trigger.first]
    low = scenes.document.sentences[trigger.sentence].first
    at = trigger.first
    while at > low and trigger.first - at < _OWN and scenes.clauses[at - 1] == clause and keys[at - 1] != ",":
        at -= 1
    counted = any(
        (key in HEADS and key not in _ONE) or key in ORDINALS or key.isdigit() for key in keys[at : trigger.first]
    )
    counted = counted or opens_anew(scenes, trigger)  # "hours later, a man was killed in"
    opens = at == low or (keys[at - 1] == "," and keys[low] in _OPENS and at - low <= _OPENING)
    if not counted or not (opens or {keys[at], keys[at - 1]} & _JOINING):
        return None
    behind = (p for p in scenes.places[trigger.sentence] if 0 <= p.first - trigger.last <= _OWN)
    here = next((p for p in behind if scenes.clauses[p.first] == clause and scenes.is_where(p)), None)
    if (
        here is not None
        and keys[here.first - 1] == "the"
        and HEAD_WORDS.keys().isdisjoint(keys[here.last - 1 : here.last + 1])
    ):
        return None  # "a soldier was injured in the Shopian encounter"; but "in the Donetsk region"
    return None if here is None or is_elsewhere(scenes.document, here, scenes.preposition_of(here)) else here


def _begins_with(scenes: Scenes, place: PlaceMention, trigger: Trigger) -> bool:
    """Whether the trigger's clause begins with the place, and nobody says there what happened elsewhere."""
    if place.last > trigger.first or scenes.clauses[place.first] != scenes.clauses[trigger.first]:
        return False
    keys, low = scenes.document.keys, scenes.document.sentences[trigger.sentence].first
    at = place.first
    while at > low and place.first - at < _OPENING and scenes.clauses[at - 1] == scenes.clauses[place.first]:
        at -= 1
    opening, between = keys[at : place.first], keys[place.last : trigger.first]
    if not scenes.is_where(place) or not _SAYING.isdisjoint(between):
        return False
    return (at > low and keys[at] == "and") or not AT.isdisjoint(opening[:1]) or opening[:1] in _BEGINNINGS
