"""What an article as a whole says of where it plays: votes of its names for countries and divisions, and points nearby."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import field
from math import exp, log2

from worker.extract.places.context import Cues
from worker.extract.places.names import NameMatch
from worker.extract.places.priors import METROPOLIS, is_rival_city
from worker.lexicons.gazetteer import Candidate, Entry, NameRank, PlaceKind, distance_km
from worker.values import dataclass

_COUNTRY_WEIGHT, _COUNTRY_LIMIT = 0.9, 2.2  # times log2(1 + votes for its country), at most
_DIVISION_WEIGHT, _DIVISION_LIMIT = 0.8, 2.0
_NEAR_DEGREES = 4.0  # of latitude; beyond them nearness is nothing
_NEAR_WEIGHT, _NEAR_KM, _NEAR_LIMIT = 0.7, 100.0, 1.2
MOST_SUPPORT = _COUNTRY_LIMIT + _DIVISION_LIMIT + _NEAR_LIMIT
_ELSEWHERE, _MOST_ELSEWHERE = 1.3, 3.0  # for each naming of other lands, up to so many
_PEOPLE = (NameRank.DEMONYM, NameRank.PEOPLE)
_OF_PEOPLE = 0.5  # of a country's name
_AT_HOME = 1.0  # votes of other names for its country


@dataclass(slots=True)
class Evidence:
    """What the article as a whole says: votes for countries (alpha-3) and divisions (GeoNames codes), and points.

    ``lands`` counts how often countries are named; by its people's name, who may act abroad, a country counts half; by its soldiers or tourists
    it counts as ``away``, for they may be anywhere.
    """

    countries: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    divisions: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    points: list[tuple[float, float]] = field(default_factory=list)
    lands: float = 0.0
    away: float = 0.0


def named_evidence(matches: Sequence[NameMatch], cues: Sequence[Cues], containers: Mapping[int, Entry]) -> Evidence:
    """The countries and divisions that are named themselves, by their names or their peoples'; also inside organisations."""
    evidence = Evidence()
    for match, cue in zip(matches, cues, strict=True):
        if not cue.person and not cue.held:
            _add_named(evidence, match.candidates, abroad=cue.abroad)
    for entry in containers.values():
        evidence.lands += 1
        for country in entry.countries:
            evidence.countries[country] += 1
        if entry.admin1:
            evidence.divisions[entry.admin1] += 2
    return evidence


def _add_named(evidence: Evidence, candidates: Sequence[Candidate], *, abroad: bool) -> None:
    """One vote, shared by the countries of a name, and by the divisions and great cities that bear it, too: Georgia."""
    first = candidates[0]
    if first.entry.kind is PlaceKind.COUNTRY and first.rank is not NameRank.KEY:
        shared = [
            one.entry
            for one in candidates
            if one.entry.kind is PlaceKind.COUNTRY
            or (one.entry.kind is PlaceKind.ADMIN1 and one.rank is NameRank.PRIMARY)
            or is_rival_city(one, first.entry)
        ]
        for entry in shared:
            for country in entry.countries:
                evidence.countries[country] += 1.0 / len(shared)
        if abroad:
            evidence.away += 1.0
        else:
            evidence.lands += _OF_PEOPLE if first.rank in _PEOPLE else 1.0
    elif first.entry.kind is PlaceKind.ADMIN1 and first.rank <= NameRank.CURATED and first.entry.admin1:
        sure = [one for one in candidates if one.rank <= NameRank.CURATED]
        if len(sure) == 1:
            evidence.divisions[first.entry.admin1] += 1


def support(entry: Entry, evidence: Evidence, own: Evidence, *, rivalled: bool) -> float:
    """What the other names say for a place; ``own`` are the votes of its own name."""
    score = 0.0
    if (entry.kind is not PlaceKind.COUNTRY or rivalled) and entry.countries:
        votes = most_votes(entry, evidence, own)
        if votes > 0:
            score = min(_COUNTRY_LIMIT, _COUNTRY_WEIGHT * log2(1 + votes))
    if entry.admin1:
        votes = evidence.divisions.get(entry.admin1, 0.0) - own.divisions.get(entry.admin1, 0.0)
        if votes > 0:
            score += min(_DIVISION_LIMIT, _DIVISION_WEIGHT * log2(1 + votes))
    if entry.kind is PlaceKind.CITY or entry.kind is PlaceKind.ADMIN2:
        near = 0.0
        for point in evidence.points:
            if -_NEAR_DEGREES < point[0] - entry.lat < _NEAR_DEGREES and point not in own.points:
                near += exp(-distance_km(entry.lat, entry.lon, *point) / _NEAR_KM)
        score += min(_NEAR_LIMIT, _NEAR_WEIGHT * near)
    return score


def most_votes(entry: Entry, evidence: Evidence, own: Evidence) -> float:
    """The votes of other names for the entry's country, or for that of its countries that has most."""
    if entry.country is not None:
        return evidence.countries.get(entry.country, 0.0) - own.countries.get(entry.country, 0.0)
    return max((evidence.countries.get(one, 0.0) - own.countries.get(one, 0.0) for one in entry.countries), default=0.0)


def estrangement(candidate: Candidate, evidence: Evidence, own: Evidence, named: Evidence) -> float:
    """What speaks against a town abroad in an article that names other lands, and nothing of its own."""
    entry, rank = candidate
    if entry.kind not in (PlaceKind.CITY, PlaceKind.ADMIN2) or most_votes(entry, evidence, own) >= _AT_HOME:
        return 0.0
    if entry.population >= METROPOLIS and rank <= NameRank.CURATED:
        return 0.0
    return _ELSEWHERE * min(_MOST_ELSEWHERE, named.lands)
