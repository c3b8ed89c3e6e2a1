"""Which bearers of a name lie as far from a large town as the text says: "La Loma, 40 miles north of San Salvador"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from worker.extract.places.context import BEARINGS
from worker.extract.places.longer_names import LARGE_TOWN
from worker.extract.places.names import NameMatch
from worker.lexicons.gazetteer import Candidate, Entry, PlaceKind, distance_km
from worker.text.document import Document

_HEDGES = frozenset("about some around roughly nearly just approximately only almost over located lying".split())
_KM = {"km": 1.0, "kms": 1.0, "kilometre": 1.0, "kilometer": 1.0, "mile": 1.609}
_KM |= {f"{unit}s": km for unit, km in _KM.items() if unit not in ("km", "kms")}
_FROM = frozenset(("of", "from"))
_REACH = 8  # words from the unit to the town: "(25 miles) to the north-east of the capital,"
_SHORTEST, _LONGEST, _SLACK_KM = 0.35, 1.4, 25.0  # roads are longer than the straight line, desks round


def at_distance(document: Document, matches: Sequence[NameMatch]) -> list[NameMatch]:
    """Without bearers that lie elsewhere; a name of which none is left is that of a place which no gazetteer knows."""
    firsts = {match.first: match for match in matches}
    kept: list[NameMatch] = []
    for match in matches:
        towns = _town_behind(document, match, firsts)
        if towns is None:
            kept.append(match)
        elif there := _at(match.candidates, *towns):
            kept.append(replace(match, candidates=there))
    return kept


def _town_behind(
    document: Document, match: NameMatch, firsts: Mapping[int, NameMatch]
) -> tuple[float, tuple[Entry, ...]] | None:
    """How far a name's place is said to be, and the large towns from which it may be measured."""
    keys, high = document.keys, document.sentences[match.sentence].last
    at = match.last
    if at + 3 >= high or keys[at] not in (",", "("):
        return None
    at += 1
    while at < high and keys[at] in _HEDGES:
        at += 1
    if at + 1 >= high:
        return None
    number = keys[at].replace(",", "").rstrip("ms").rstrip("k")
    unit = at if keys[at].endswith(("km", "kms")) else at + 1
    if not (number.isascii() and number.isdigit()) or unit >= high or (unit > at and keys[unit] not in _KM):
        return None
    km = int(number) * (_KM[keys[unit]] if unit > at else 1.0)
    for number_of in range(unit + 1, min(high, unit + _REACH)):
        town = firsts.get(number_of)
        if town is None:
            continue
        between = keys[unit + 1 : number_of]
        if _FROM.isdisjoint(between) or (BEARINGS.isdisjoint(between) and "from" not in between):
            return None
        large = tuple(
            one.entry
            for one in town.candidates
            if one.entry.kind is PlaceKind.CITY and (one.entry.capital or one.entry.population >= LARGE_TOWN)
        )
        return (km, large) if large else None
    return None


def _at(candidates: Sequence[Candidate], km: float, towns: Sequence[Entry]) -> tuple[Candidate, ...]:
    """Those that are well known, or lie so far from one of the towns."""
    least, most = _SHORTEST * km - _SLACK_KM, _LONGEST * km + _SLACK_KM
    return tuple(
        one
        for one in candidates
        if any(
            least <= distance_km(one.entry.lat, one.entry.lon, t.lat, t.lon) - one.entry.radius_km <= most
            for t in towns
        )
    )
