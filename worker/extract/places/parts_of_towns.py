"""Which towns the words say to be parts of another one: "the Alimosho area of Lagos", "Houston's East End".

A gazetteer knows most quarters as towns of their own, or knows but a namesake far away; told of one blast, the quarter and its
town are one scene.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from schemas.place import PlacePrecision
from worker.extract.findings import PlaceMention
from worker.extract.places.settlements import UNKNOWN_SETTLEMENT
from worker.lexicons.gazetteer import Entry, PlaceKind, distance_km
from worker.text.document import Document

_PARTS = frozenset(
    "area district neighbourhood neighborhood suburb quarter section borough ward part locality township commune".split()
)
_TIES = frozenset(("of", "in"))
_BETWEEN = frozenset(
    "a an the , city town capital northern southern eastern western central outlying poor busy".split()
)
_WORDS = 7  # between the two names
_ACROSS_KM = 40.0  # no town is wider
_QUARTER = 500_000  # people; few quarters have more


def with_their_towns(document: Document, places: Sequence[PlaceMention]) -> Sequence[PlaceMention]:
    """The mentions; each of a place that the words call a part of a town holds that town as its parent, wherever it stands."""
    towns = {**dict(_told(document, places)), **dict(_owned(document, places))}
    if not towns:
        return places
    return [
        _within(place, place.entry, towns[place.entry.key])
        if place.entry is not None and place.entry.key in towns
        else place
        for place in places
    ]


def _within(place: PlaceMention, part: Entry, town: Entry) -> PlaceMention:
    """The place in that town; a namesake far from there is not it."""
    if _is_near(part, town):
        return replace(place, parent=town)
    return replace(
        place,
        rule_id=UNKNOWN_SETTLEMENT,
        entry=None,
        precision=PlacePrecision.PLACE,
        country=town.country,
        admin1=town.admin1,
        parent=town,
    )


def _is_near(part: Entry, town: Entry) -> bool:
    return distance_km(part.lat, part.lon, town.lat, town.lon) <= _ACROSS_KM


def _told(document: Document, places: Sequence[PlaceMention]) -> Iterator[tuple[int, Entry]]:
    for place, following in pairwise(places):
        part, town = place.entry, following.entry
        if part is None or town is None or town.kind is not PlaceKind.CITY or part.kind is PlaceKind.COUNTRY:
            continue
        near = place.sentence == following.sentence and 1 < following.first - place.last <= _WORDS
        if not near or part.key == town.key or part.population > town.population:
            continue
        words = document.keys[place.last : following.first]
        if _calls_part(words) and _is_near(part, town):
            yield part.key, town


def _owned(document: Document, places: Sequence[PlaceMention]) -> Iterator[tuple[int, Entry]]:
    """``Houston's | East End``: of a town, and no town that is larger than a quarter may be."""
    for place, following in pairwise(places):
        town, part = place.entry, following.entry
        if town is None or part is None or town.kind is not PlaceKind.CITY or part.kind is not PlaceKind.CITY:
            continue
        owned = document.keys[place.last : following.first] == ("'s",) and place.sentence == following.sentence
        small = part.population < min(_QUARTER, town.population) and part.key != town.key
        if owned and small and following.kind == "place":
            yield part.key, town


def _calls_part(words: Sequence[str]) -> bool:
    """``area of``, ``, a northern suburb of the city of``."""
    at = next((number for number, word in enumerate(words) if word in _PARTS), None)
    if at is None or at + 1 >= len(words) or words[at + 1] not in _TIES:
        return False
    return _BETWEEN.issuperset(words[:at]) and (_BETWEEN | _TIES).issuperset(words[at + 2 :])
