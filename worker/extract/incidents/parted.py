"""Parts that have no verb of their own: ``killed five in Nairobi and | three in Kisumu`` harms at two places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from worker.extract.findings import PlaceMention, Trigger
from worker.extract.places.scenes import Scenes
from worker.text.numerals import HEADS

_NO_HARM = ("arrest", "protest", "trade")
_FAR = 8  # words from what befell them to where
_MOST_PARTS = 6
_PASSIVE = frozenset("was were died".split())
_OWN = 4  # words from a part's number to what befell it
_WIDE = 6  # words between the two places


def with_parts(triggers: Sequence[Trigger], scenes: Scenes) -> tuple[Trigger, ...]:
    """The triggers, and for each number that shares the verb of another place one more of the same kind."""
    names = {(t.sentence, t.first) for t in triggers if t.leaf and not t.effect}
    parts = [
        part
        for trigger in triggers
        if trigger.skip is None and trigger.kind not in _NO_HARM and trigger.leaf
        for part in _parts_of(trigger, scenes)
        if not any(
            (part.sentence, at) in names for at in range(part.first, part.first + _OWN)
        )  # "five in | landslides in"
    ]
    return (*triggers, *parts) if parts else tuple(triggers)


def is_part(trigger: Trigger) -> bool:
    """Whether a trigger is but the number of such a part."""
    return trigger.effect and trigger.weight == 0.0


def _parts_of(trigger: Trigger, scenes: Scenes) -> Iterable[Trigger]:
    clause, keys = scenes.clauses[trigger.first], scenes.document.keys
    begin = _begin_of_passive(trigger, scenes)
    if not any(is_number(key) for key in keys[begin : trigger.last + _FAR]):
        return
    behind = list(
        islice(
            (
                place
                for place in scenes.places[trigger.sentence]
                if place.first >= trigger.last and scenes.is_where(place)
                if scenes.clauses[place.first] == clause or _is_in_list(place, scenes)
            ),
            _MOST_PARTS,
        )
    )
    if not behind or behind[0].first - trigger.last > _FAR:
        return
    if not any(is_number(key) for key in keys[begin : behind[0].first]):
        return
    for place, other in pairwise(behind):
        at = _number_between(place, other, scenes)
        if at < 0:
            return
        token = scenes.document.tokens[at]
        yield replace(
            trigger,
            start=token.start,
            end=token.end,
            first=at,
            last=at + 1,
            kind="hurt",
            effect=True,
            definite=False,
            several=0,
            weight=0.0,
        )


def _is_in_list(place: PlaceMention, scenes: Scenes) -> bool:
    """``…; and three in | Jabalia``: a part that a semicolon sets apart."""
    before = scenes.document.keys[max(0, place.first - _WIDE) : place.first]
    return ";" in before and any(is_number(key) for key in before[before.index(";") :])


def _begin_of_passive(trigger: Trigger, scenes: Scenes) -> int:
    """Where those are counted whom it befell: "| Five people were killed", else at the trigger."""
    keys, low = scenes.document.keys, scenes.document.sentences[trigger.sentence].first
    passive = not _PASSIVE.isdisjoint(keys[max(low, trigger.first - 2) : trigger.last])
    return max(low, trigger.first - _FAR) if passive else trigger.first


def _number_between(place: PlaceMention, other: PlaceMention, scenes: Scenes) -> int:
    """The number behind "and" with which the part of the other place begins; -1 for none."""
    keys = scenes.document.keys
    if other.first - place.last > _WIDE:
        return -1
    for at in range(place.last, other.first - 1):
        number = at + 1
        if keys[at] in ("and", ",", ";") and is_number(keys[number]):
            return number
    return -1


def is_number(key: str) -> bool:
    """Whether a word counts people: "three", "14", "another"."""
    return key in HEADS or key.isdigit() or key == "another"
