"""Decides which place a name means in an article, and whether it means one at all.

One name has one sense in an article, but for a head word beside it ("Belgorod region" is not Belgorod).  Evidence is
added up in units of one order of magnitude of population.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log2, log10

from worker.extract.place_context import Cues
from worker.extract.place_names import NameMatch
from worker.lexicons.gazetteer import Candidate, Entry, NameRank, PlaceKind, distance_km

# How well known a place is without its population: what one of its kind is worth.
_KIND_PRIOR = {PlaceKind.COUNTRY: 8.5, PlaceKind.CONTINENT: 8.0, PlaceKind.WATER: 4.0, PlaceKind.ISLAND: 4.0, PlaceKind.REGION: 5.2}
_KIND_PENALTY = {PlaceKind.ADMIN1: 0.6, PlaceKind.ADMIN2: 1.4}
_RANK_PENALTY = {
    NameRank.PRIMARY: 0.0,
    NameRank.CURATED: 0.0,
    NameRank.STRIPPED: 0.2,
    NameRank.ALTERNATE: 1.2,
    NameRank.BARE: 1.5,
    NameRank.DEMONYM: 0.0,
    NameRank.KEY: 1.8,
}
_CONTAINED = 4.0  # ", Texas" behind it
_OF_KIND, _OF_OTHER_KIND = 3.0, 1.5  # a head word that fits, or does not
_COUNTRY_WEIGHT, _COUNTRY_LIMIT = 0.7, 2.5  # times log2(1 + mentions of its country), at most
_DIVISION_WEIGHT, _DIVISION_LIMIT = 0.9, 2.2
_NEAR_WEIGHT, _NEAR_KM = 1.2, 120.0
_KEPT = 12  # candidates that are weighed in any case; beyond them only those of the article's countries
_ACCEPTED = 4.6
_LOCATIVE, _INITIAL, _BESIDE, _SURNAME, _LOWER = 1.4, 1.0, 2.6, 3.0, 2.5
_UNSUPPORTED = 1.6  # a place of whose country the article says nothing
_LEAST_POPULATION = 100


@dataclass(slots=True)
class Evidence:
    """What the article as a whole says."""

    countries: Counter[str] = field(default_factory=Counter)
    divisions: Counter[str] = field(default_factory=Counter)
    points: list[tuple[float, float]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sense:
    """The place that a name means, and how surely it is a place at all."""

    candidate: Candidate
    score: float


Group = Sequence[int]  # positions of the matches that share a name and a head word's kinds


def resolve_senses(
    matches: Sequence[NameMatch], cues: Sequence[Cues], containers: Mapping[int, Entry], surnames: frozenset[str], lower: frozenset[str]
) -> list[Sense | None]:
    """The sense of each match, or nothing where no place is meant.

    Args:
        matches: The names in the order of the text.
        cues: What stands round each.
        containers: What is written behind a name as containing it, by the name's position.
        surnames: Folded words that are persons' names in the article.
        lower: Folded words that the article writes without a capital.
    """
    groups: dict[tuple[str, tuple[PlaceKind, ...]], list[int]] = defaultdict(list)
    for position, match in enumerate(matches):
        if not cues[position].organisation and not cues[position].person:
            groups[match.folded, cues[position].kinds].append(position)
    evidence = _first_evidence(matches, groups.values(), containers)
    chosen: dict[tuple[str, tuple[PlaceKind, ...]], Sense | None] = {}
    for _ in range(2):
        for key, group in groups.items():
            chosen[key] = _choose(matches, group, cues, containers, evidence)
        evidence = _further_evidence(matches, groups, chosen, evidence)
    senses: list[Sense | None] = [None] * len(matches)
    for key, group in groups.items():
        sense = chosen[key]
        if sense is not None:
            strength = _strength(sense, matches[group[0]], group, cues, containers, evidence, surnames, lower)
            for position in group:
                own = strength - (_BESIDE if cues[position].beside and matches[position].last - matches[position].first < 2 else 0.0)
                if sense.candidate.entry.kind is PlaceKind.COUNTRY and cues[position].beside:
                    own += 1.0
                senses[position] = Sense(sense.candidate, own) if own >= _ACCEPTED else None
    return senses


def _first_evidence(matches: Sequence[NameMatch], groups: Iterable[Group], containers: Mapping[int, Entry]) -> Evidence:
    """Countries and peoples, which need no context."""
    evidence = Evidence()
    for group in groups:
        best = matches[group[0]].candidates[0]
        if best.entry.kind is PlaceKind.COUNTRY and best.rank is not NameRank.KEY:
            same = [one for one in matches[group[0]].candidates if one.entry.kind is PlaceKind.COUNTRY]
            for one in same:
                for country in one.entry.countries:
                    evidence.countries[country] += len(group)
        elif best.entry.kind is PlaceKind.ADMIN1 and best.rank <= NameRank.CURATED and len(matches[group[0]].candidates) == 1 and best.entry.admin1:
            evidence.countries[best.entry.country or ""] += len(group)
            evidence.divisions[best.entry.admin1] += len(group)
    for entry in containers.values():
        evidence.countries.update(entry.countries)
        if entry.admin1:
            evidence.divisions[entry.admin1] += 1
    return evidence


def _further_evidence(
    matches: Sequence[NameMatch],
    groups: Mapping[tuple[str, tuple[PlaceKind, ...]], list[int]],
    chosen: Mapping[tuple[str, tuple[PlaceKind, ...]], Sense | None],
    first: Evidence,
) -> Evidence:
    """With the first choice of all names: the countries, divisions and points of those that are well supported."""
    evidence = Evidence(Counter(first.countries), Counter(first.divisions))
    for key, group in groups.items():
        sense = chosen[key]
        if sense is None or sense.score < _ACCEPTED:
            continue
        entry = sense.candidate.entry
        if entry.kind in (PlaceKind.CITY, PlaceKind.ADMIN1, PlaceKind.ADMIN2) and entry.country:
            evidence.countries[entry.country] += 1
            if entry.admin1:
                evidence.divisions[entry.admin1] += len(group)
            evidence.points.append((entry.lat, entry.lon))
    return evidence


def _choose(
    matches: Sequence[NameMatch], group: Group, cues: Sequence[Cues], containers: Mapping[int, Entry], evidence: Evidence
) -> Sense | None:
    match = matches[group[0]]
    holders = [containers[position] for position in group if position in containers]
    the = any(cues[position].the for position in group)
    best: Sense | None = None
    for number, candidate in enumerate(match.candidates):
        entry = candidate.entry
        if number >= _KEPT and not holders and not any(country in evidence.countries for country in entry.countries):
            continue
        score = _prior(candidate, the=the) + _support(entry, evidence)
        if holders:
            score += _CONTAINED if any(_holds(holder, entry) for holder in holders) else -_CONTAINED / 2
        score += _fit(entry, cues[group[0]].kinds)
        if best is None or score > best.score:
            best = Sense(candidate, score)
    return best


def _prior(candidate: Candidate, *, the: bool) -> float:
    entry, rank = candidate
    known = _KIND_PRIOR.get(entry.kind)
    if known is None:
        known = log10(entry.population + _LEAST_POPULATION) - _KIND_PENALTY.get(entry.kind, 0.0)
    elif entry.kind in (PlaceKind.WATER, PlaceKind.ISLAND) or (entry.kind is PlaceKind.REGION and rank is not NameRank.PRIMARY):
        known += min(1.5, log10(1.0 + entry.radius_km) - 1.5)
    if rank is NameRank.BARE and the:
        return known + 0.5
    return known - _RANK_PENALTY[rank]


def _support(entry: Entry, evidence: Evidence) -> float:
    mentions = max((evidence.countries[country] for country in entry.countries), default=0)
    score = min(_COUNTRY_LIMIT, _COUNTRY_WEIGHT * log2(1 + mentions)) if entry.kind is not PlaceKind.COUNTRY else 0.0
    if entry.admin1 and entry.kind is not PlaceKind.ADMIN1:
        score += min(_DIVISION_LIMIT, _DIVISION_WEIGHT * log2(1 + evidence.divisions[entry.admin1]))
    if entry.kind in (PlaceKind.CITY, PlaceKind.ADMIN2, PlaceKind.ADMIN1) and evidence.points:
        others = [distance_km(entry.lat, entry.lon, *point) for point in evidence.points]
        nearest = sorted(distance for distance in others if distance > 0.5)[:3]
        score += _NEAR_WEIGHT * sum(exp(-distance / _NEAR_KM) for distance in nearest) / 2
    return score


def _fit(entry: Entry, kinds: tuple[PlaceKind, ...]) -> float:
    if not kinds:
        return 0.0
    if entry.kind in kinds:
        return _OF_KIND - 0.6 * kinds.index(entry.kind)
    return -_OF_OTHER_KIND


def _holds(holder: Entry, entry: Entry) -> bool:
    if holder.key == entry.key:
        return False
    if holder.kind is PlaceKind.COUNTRY:
        return holder.countries[0] in entry.countries
    if holder.kind is PlaceKind.ADMIN1:
        return entry.admin1 == holder.admin1
    if holder.kind is PlaceKind.ADMIN2:
        return entry.admin2 == holder.admin2
    return distance_km(holder.lat, holder.lon, entry.lat, entry.lon) <= max(holder.radius_km, 50.0)


def _strength(
    sense: Sense,
    match: NameMatch,
    group: Group,
    cues: Sequence[Cues],
    containers: Mapping[int, Entry],
    evidence: Evidence,
    surnames: frozenset[str],
    lower: frozenset[str],
) -> float:
    """How surely the name is a place's at all."""
    strength = sense.score
    entry, rank = sense.candidate
    single = match.last - match.first == 1
    placed = any(cues[position].locative or cues[position].kinds or position in containers for position in group)
    if placed:
        strength += _LOCATIVE
    elif single and all(cues[position].initial for position in group):
        strength -= _INITIAL
    if entry.kind not in (PlaceKind.COUNTRY, PlaceKind.CONTINENT) and not any(country in evidence.countries for country in entry.countries):
        strength -= _UNSUPPORTED
    if single and match.folded in surnames and rank is not NameRank.DEMONYM:
        strength -= _SURNAME
    if single and match.folded in lower and rank is not NameRank.DEMONYM:
        strength -= _LOWER
    return strength
