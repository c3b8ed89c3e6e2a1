"""Capitals that are not named: ``the Iraqi capital``, ``Yemen's capital``, ``in the capital`` of the country told of before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from schemas.place import PlacePrecision
from worker.extract.findings import PlaceMention
from worker.extract.places.elsewhere import is_half_of_word
from worker.extract.places.prepositions import AT
from worker.lexicons.gazetteer import Gazetteer
from worker.text.document import Document

_CAPITAL = "capital"
_MONEY = frozenset(
    "punishment crime crimes gain gains murder market markets charge charges investment investments offence offences expenditure"
    " goods letter letters flight offense offenses case cases requirement requirements spending controls account stock works region"
    " territory district area gazette radio fm sentence project projects of one building".split()
)
_NAMED_SOON = 3  # tokens after it, in which its name may follow: "the capital, Baghdad", "the capital city of Baghdad"


def find_capitals(document: Document, places: Sequence[PlaceMention], gazetteer: Gazetteer) -> Iterator[PlaceMention]:
    """The capitals that the text means and does not name, each as the capital's own entry."""
    keys = document.keys
    if _CAPITAL not in keys:
        return
    firsts = {place.first for place in places}
    ends = {place.last: place for place in places}
    for at in (i for i, key in enumerate(keys) if key == _CAPITAL and i > 0):
        sentence = document.sentence_of(at)
        behind = _owner_behind(at, document, places)
        if behind is None and keys[at + 1 : at + 2] and keys[at + 1] in _MONEY:
            continue
        if behind is None and any(n in firsts for n in range(at + 1, min(at + 1 + _NAMED_SOON, sentence.last))):
            continue
        owner = ends.get(at) or (ends.get(at - 1) if keys[at - 1] == "'s" else None)
        first = owner.first if owner is not None else at
        if behind is not None:
            country = behind.country
        elif owner is not None:
            country = owner.country if owner.precision is PlacePrecision.COUNTRY else None
        else:
            country = _country_told_before(at, document, places) if keys[at - 1] == "the" else None
        entry = gazetteer.capital_of(country) if country else None
        if entry is None:
            continue
        start, end = document.tokens[first].start, document.tokens[at].end
        yield PlaceMention(
            start=start,
            end=end,
            first=first,
            last=at + 1,
            sentence=sentence.index,
            rule_id="place.capital",
            name=document.text[start:end],
            extended=(start, end),
            entry=entry,
            kind="place",
            metonym=False,
            precision=PlacePrecision.PLACE,
            qualifier=None,
            country=country,
            admin1=entry.admin1,
            distance_km=None,
            confidence=0.8,
        )


def _owner_behind(at: int, document: Document, places: Sequence[PlaceMention]) -> PlaceMention | None:
    """``in the capital of the | Central African Republic``: the land whose capital it is."""
    keys = document.keys
    if keys[at + 1 : at + 2] != ("of",):
        return None
    first = at + 2 + (keys[at + 2 : at + 3] == ("the",))
    return next((p for p in places if p.first == first and p.precision is PlacePrecision.COUNTRY), None)


def _country_told_before(at: int, document: Document, places: Sequence[PlaceMention]) -> str | None:
    """The country of the place that was named last before a token, else the one that most names are of; sooner a place where somebody was than whose army speaks."""
    named = [place for place in places if place.country is not None and not is_half_of_word(document, place)]
    before = [place for place in named if place.last <= at]
    where = (place for place in reversed(before) if _is_where(place, document))
    told = next(where, None) or (before[-1] if before else None)
    if told is not None or not named:
        return told.country if told is not None else None
    (country, often), *_ = Counter(place.country for place in named).most_common(1)
    return (
        country if 2 * often > len(named) else None
    )  # told behind it, "throughout the capital …, fighting in San Miguel"


def _is_where(place: PlaceMention, document: Document) -> bool:
    """Not ``the | U.S. | Army``, "| Iraqi | police"; but "in Iraq", "Kirkuk"."""
    if place.kind != "place" or place.metonym:
        return False
    return place.precision is not PlacePrecision.COUNTRY or document.keys[place.first - 1] in AT


def with_capitals(places: Sequence[PlaceMention], capitals: Sequence[PlaceMention]) -> Sequence[PlaceMention]:
    """All places in text order, a country that only says whose capital is meant left out."""
    if not capitals:
        return places
    inside = {at for capital in capitals for at in range(capital.first, capital.last)}
    return sorted((*(place for place in places if place.first not in inside), *capitals), key=lambda place: place.first)
