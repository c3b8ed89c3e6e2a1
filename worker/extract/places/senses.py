"""Decides which place a name means in an article, and whether it means one at all.

One name has one sense in an article, but for a head word beside it ("Belgorod region" is not Belgorod).  Evidence is
added up in units of one order of magnitude of population.  All names vote together: each spreads one vote over the
countries and divisions of the places that it may mean, so that a list of English towns is read as English.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log2, log10

from worker.extract.places.context import Cues
from worker.extract.places.names import NameMatch
from worker.lexicons.gazetteer import Candidate, Entry, NameRank, PlaceKind, distance_km
from worker.lexicons.gazetteer.spelling import fold

# How well known a place is without its population: what one of its kind is worth.
_KIND_PRIOR = {
    PlaceKind.COUNTRY: 8.5,
    PlaceKind.CONTINENT: 8.5,
    PlaceKind.WATER: 4.0,
    PlaceKind.ISLAND: 5.0,
    PlaceKind.REGION: 4.0,
}
_OWN_REGION = 6.5  # of our own list, or of the first order
_KIND_PENALTY = {PlaceKind.ADMIN1: 0.9, PlaceKind.ADMIN2: 1.4}
_RANK_PENALTY = {
    NameRank.PRIMARY: 0.0,
    NameRank.CURATED: 0.0,
    NameRank.STRIPPED: 0.2,
    NameRank.ALTERNATE: 1.2,
    NameRank.BARE: 1.5,
    NameRank.DEMONYM: 0.0,
    NameRank.KEY: 1.8,
    NameRank.PEOPLE: 0.0,
}
_PEOPLE = (NameRank.DEMONYM, NameRank.PEOPLE)
_CAPITAL = 1.0
_RIVALLED = 1.5  # a country whose name a division or a great city of another country bears, too
_SHORTENED = 0.5  # and which is written without its article
_METROPOLIS = 1_000_000  # people
_NAMED_LIKE_COUNTRY = 3.0  # against a town of a country's name
_CONTAINED = 4.0  # ", Texas" behind it
_OF_KIND, _OF_OTHER_KIND = 3.0, 1.5  # a head word that fits, or does not
_COUNTRY_WEIGHT, _COUNTRY_LIMIT = 0.9, 2.2  # times log2(1 + votes for its country), at most
_DIVISION_WEIGHT, _DIVISION_LIMIT = 0.8, 2.0
_NEAR_DEGREES = 4.0  # of latitude; beyond them nearness is nothing
_NEAR_WEIGHT, _NEAR_KM, _NEAR_LIMIT = 0.7, 100.0, 1.2
_MOST_SUPPORT = _COUNTRY_LIMIT + _DIVISION_LIMIT + _NEAR_LIMIT
_KEPT = 12  # candidates that are weighed in any case; beyond them only those of the article's countries
_ACCEPTED = 4.8
_SPEAKER = 2.5  # a town that says something
_LOCATIVE, _INITIAL, _BESIDE, _SURNAME, _LOWER, _GIVEN = 1.4, 1.0, 4.0, 3.0, 2.5, 3.0
_BESIDE_DIVISION = 1.5
_WELL_KNOWN = 200_000  # people; such a town may be named without its country
_UNSUPPORTED = 1.6  # a place of whose country the article says nothing
_FAR_NAME = 3.0  # a foreign or merely similar name without support
_NEVER = 100.0
_LONG_KEY = 0.5  # against a name of two words and more that is spelled otherwise
_LONG = 0.8  # two words and more are seldom anything else
_SUPPORTED = 0.5  # votes of other names
_LEAST_POPULATION = 100
_MOST_POINTS = 40
_ROUNDS = 3


@dataclass(slots=True)
class Evidence:
    """What the article as a whole says: votes for countries (alpha-3) and divisions (GeoNames codes), and points."""

    countries: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    divisions: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    points: list[tuple[float, float]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Rivals:
    """What a capitalised word may be instead of a place: folded words."""

    surnames: frozenset[str]  # persons' names in the article
    given_names: frozenset[str]
    lower: frozenset[str]  # words that the article writes without a capital, too


@dataclass(frozen=True, slots=True)
class Sense:
    """The place that a name means, and how surely it is a place at all."""

    candidate: Candidate
    score: float


@dataclass(slots=True)
class _Group:
    """All mentions of one name with one head word's kinds."""

    positions: list[int]
    kinds: tuple[PlaceKind, ...]
    candidates: tuple[tuple[Candidate, float], ...]  # with what does not depend on the other names
    holders: tuple[Entry, ...]
    rivalled: bool  # a country and a division bear the name: Georgia
    sense: Sense | None = None
    votes: Evidence = field(default_factory=Evidence)


def resolve_senses(
    matches: Sequence[NameMatch], cues: Sequence[Cues], containers: Mapping[int, Entry], rivals: Rivals
) -> list[Sense | None]:
    """The sense of each match, or nothing where no place is meant.

    Args:
        matches: The names in the order of the text.
        cues: What stands round each.
        containers: What is written behind a name as containing it, by the name's position.
        rivals: What a capitalised word may be instead.
    """
    named = _named_evidence(matches, cues, containers)
    groups = _grouped(matches, cues, containers, named)
    evidence = named
    for number in range(_ROUNDS):
        for group in groups:
            if len(group.candidates) > 1 or number in (0, _ROUNDS - 1):  # between them one candidate stays what it is
                _choose(group, evidence)
        evidence = _counted(named, groups)
    senses: list[Sense | None] = [None] * len(matches)
    for group in groups:
        if group.sense is None:
            continue
        strength = _strength(group, group.sense, matches, cues, containers, evidence, rivals)
        for position in group.positions:
            own = (
                strength
                - _lower(matches[position], cues[position], rivals, held=position in containers)
                - _beside(group.sense.candidate, matches[position], cues[position])
                - _speaking(group.sense.candidate, cues[position], held=position in containers)
            )
            if own >= _ACCEPTED and not (cues[position].language and group.sense.candidate.rank in _PEOPLE):
                senses[position] = Sense(group.sense.candidate, own)
    return senses


def _named_evidence(matches: Sequence[NameMatch], cues: Sequence[Cues], containers: Mapping[int, Entry]) -> Evidence:
    """The countries and divisions that are named themselves, by their names or their peoples'; also inside organisations."""
    evidence = Evidence()
    for match, cue in zip(matches, cues, strict=True):
        if not cue.person:
            _add_named(evidence, match.candidates)
    for entry in containers.values():
        for country in entry.countries:
            evidence.countries[country] += 1
        if entry.admin1:
            evidence.divisions[entry.admin1] += 2
    return evidence


def _add_named(evidence: Evidence, candidates: Sequence[Candidate]) -> None:
    """One vote, shared by the countries of a name, and by the divisions and great cities that bear it, too: Georgia."""
    first = candidates[0]
    if first.entry.kind is PlaceKind.COUNTRY and first.rank is not NameRank.KEY:
        shared = [
            one.entry
            for one in candidates
            if one.entry.kind is PlaceKind.COUNTRY
            or (one.entry.kind is PlaceKind.ADMIN1 and one.rank is NameRank.PRIMARY)
            or _is_rival_city(one, first.entry)
        ]
        for entry in shared:
            for country in entry.countries:
                evidence.countries[country] += 1.0 / len(shared)
    elif first.entry.kind is PlaceKind.ADMIN1 and first.rank <= NameRank.CURATED and first.entry.admin1:
        sure = [one for one in candidates if one.rank <= NameRank.CURATED]
        if len(sure) == 1:
            evidence.divisions[first.entry.admin1] += 1


def _grouped(
    matches: Sequence[NameMatch], cues: Sequence[Cues], containers: Mapping[int, Entry], named: Evidence
) -> list[_Group]:
    positions: dict[tuple[str, tuple[PlaceKind, ...]], list[int]] = defaultdict(list)
    for position, match in enumerate(matches):
        part = cues[position].organisation and match.candidates[0].rank is not NameRank.DEMONYM
        if not part and not cues[position].person:
            positions[match.folded, cues[position].kinds].append(position)
    groups = []
    for (_, headed), held in positions.items():
        match = matches[held[0]]
        kinds = headed
        holders = tuple(containers[position] for position in held if position in containers)
        long = match.last - match.first > 1
        the = any(cues[position].the for position in held)
        if any(one.rank in _PEOPLE and one.entry.kind is PlaceKind.COUNTRY for one in match.candidates):
            kinds = ()  # "Australian states"
        rivalled = _is_rivalled(match.candidates)
        country = any(one.entry.kind is PlaceKind.COUNTRY and one.rank <= NameRank.CURATED for one in match.candidates)
        weighed = []
        for number, candidate in enumerate(match.candidates):
            entry = candidate.entry
            if number >= _KEPT and not holders and not any(country in named.countries for country in entry.countries):
                continue
            score = _prior(candidate, the=the, long=long) + _fit(entry, kinds)
            if rivalled and entry.kind is PlaceKind.COUNTRY:
                score -= _RIVALLED if fold(entry.name.lower()) == match.folded else _RIVALLED + _SHORTENED
            if (
                country
                and entry.kind is not PlaceKind.COUNTRY
                and not (entry.kind is PlaceKind.ADMIN1 and candidate.rank is NameRank.PRIMARY)
                and not _is_rival_city(candidate, match.candidates[0].entry)
            ):
                score -= _NAMED_LIKE_COUNTRY
            if holders:
                score += _CONTAINED if any(_holds(holder, entry) for holder in holders) else -_CONTAINED / 2
            weighed.append((candidate, score))
        best = max((score for _, score in weighed), default=0.0)
        kept = tuple((candidate, score) for candidate, score in weighed if score >= best - _MOST_SUPPORT)
        groups.append(_Group(held, kinds, kept, holders, rivalled))
    return groups


def _is_rivalled(candidates: Sequence[Candidate]) -> bool:
    kinds = {one.entry.kind for one in candidates if one.rank is NameRank.PRIMARY}
    if PlaceKind.COUNTRY not in kinds:
        return False
    return PlaceKind.ADMIN1 in kinds or any(_is_rival_city(one, candidates[0].entry) for one in candidates)


def _is_rival_city(candidate: Candidate, country: Entry) -> bool:
    """Whether a great city of another country bears a country's name: Salvador, which El Salvador is without its article."""
    entry, rank = candidate
    return (
        country.kind is PlaceKind.COUNTRY
        and entry.kind is PlaceKind.CITY
        and rank is NameRank.PRIMARY
        and entry.population >= _METROPOLIS
        and entry.country not in country.countries
    )


def _prior(candidate: Candidate, *, the: bool, long: bool) -> float:
    entry, rank = candidate
    known = _KIND_PRIOR.get(entry.kind)
    if known is None:
        known = (
            log10(entry.population + _LEAST_POPULATION)
            - _KIND_PENALTY.get(entry.kind, 0.0)
            + (_CAPITAL if entry.capital else 0.0)
        )
    elif entry.kind in (PlaceKind.REGION, PlaceKind.WATER, PlaceKind.ISLAND):
        known = _OWN_REGION if entry.own else known + max(0.0, min(2.0, log10(1.0 + entry.radius_km) - 1.5))
    if rank is NameRank.BARE and the:
        return known + 0.5
    if rank is NameRank.KEY and long:
        return known - _LONG_KEY
    return known - _RANK_PENALTY[rank]


def _fit(entry: Entry, kinds: tuple[PlaceKind, ...]) -> float:
    if not kinds:
        return 0.0
    if entry.kind in kinds:
        return _OF_KIND - 0.6 * kinds.index(entry.kind)
    return 0.0 if entry.own else -_OF_OTHER_KIND


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


def _choose(group: _Group, evidence: Evidence) -> None:
    """The best candidate under the evidence of all other names, and this name's votes."""
    scored = [
        (candidate, base + _support(candidate.entry, evidence, group.votes, rivalled=group.rivalled))
        for candidate, base in group.candidates
    ]
    if not scored:
        return
    candidate, best = max(scored, key=lambda one: one[1])
    group.sense = Sense(candidate, best)
    votes = Evidence()
    weights = [10.0 ** (score - best) for _, score in scored]
    total = sum(weights) * max(1.0, (_ACCEPTED + 1.0 - best) * 2)
    for (one, _), weight in zip(scored, weights, strict=True):
        share = weight / total
        if share < 0.02 or one.entry.kind in (PlaceKind.COUNTRY, PlaceKind.CONTINENT):
            continue
        for country in one.entry.countries[:1]:
            votes.countries[country] += share
        if one.entry.admin1:
            votes.divisions[one.entry.admin1] += share
    if best >= _ACCEPTED and candidate.entry.kind in (PlaceKind.CITY, PlaceKind.ADMIN2):
        votes.points.append((candidate.entry.lat, candidate.entry.lon))
    group.votes = votes


def _counted(named: Evidence, groups: Sequence[_Group]) -> Evidence:
    evidence = Evidence(named.countries.copy(), named.divisions.copy())
    for group in groups:
        for country, votes in group.votes.countries.items():
            evidence.countries[country] += votes
        for division, votes in group.votes.divisions.items():
            evidence.divisions[division] += votes
        if len(evidence.points) < _MOST_POINTS:  # so that a long text costs no more than its length
            evidence.points += group.votes.points
    return evidence


def _support(entry: Entry, evidence: Evidence, own: Evidence, *, rivalled: bool) -> float:
    score = 0.0
    if (entry.kind is not PlaceKind.COUNTRY or rivalled) and entry.countries:
        votes = _most_votes(entry, evidence, own)
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


def _most_votes(entry: Entry, evidence: Evidence, own: Evidence) -> float:
    """The votes of other names for the entry's country, or for that of its countries that has most."""
    if entry.country is not None:
        return evidence.countries.get(entry.country, 0.0) - own.countries.get(entry.country, 0.0)
    return max((evidence.countries.get(one, 0.0) - own.countries.get(one, 0.0) for one in entry.countries), default=0.0)


def _strength(
    group: _Group,
    sense: Sense,
    matches: Sequence[NameMatch],
    cues: Sequence[Cues],
    containers: Mapping[int, Entry],
    evidence: Evidence,
    rivals: Rivals,
) -> float:
    """How surely the name is a place's at all."""
    strength = sense.score
    entry, rank = sense.candidate
    match = matches[group.positions[0]]
    single = match.last - match.first == 1
    placed = any(
        cues[position].locative or cues[position].kinds or position in containers for position in group.positions
    )
    held = any(position in containers or cues[position].kinds for position in group.positions)
    supported = any(
        evidence.countries[country] - group.votes.countries[country] >= _SUPPORTED for country in entry.countries
    )
    if placed:
        strength += _LOCATIVE
    if not single:
        strength += _LONG
    elif not placed and all(cues[position].initial for position in group.positions):
        strength -= _INITIAL
    if entry.kind not in (PlaceKind.COUNTRY, PlaceKind.CONTINENT) and not supported and not entry.own:
        strength -= _UNSUPPORTED if entry.population < _WELL_KNOWN else _UNSUPPORTED / 4
        if rank in (NameRank.ALTERNATE, NameRank.KEY) and entry.population < 1_000_000:
            strength -= _FAR_NAME
    if rank is NameRank.KEY and not placed and single:
        strength -= _FAR_NAME
    if single and rank not in _PEOPLE:
        if match.folded in rivals.surnames:
            strength -= _SURNAME
        if not held and match.folded in rivals.given_names and entry.kind is not PlaceKind.COUNTRY:
            strength -= _GIVEN
    return strength


def _lower(match: NameMatch, cue: Cues, rivals: Rivals, *, held: bool) -> float:
    """A word that the article also writes small is a name only where a word of place stands beside it."""
    if match.folded not in rivals.lower or cue.locative or cue.kinds or held:
        return 0.0
    return _NEVER if cue.initial else _LOWER


def _beside(candidate: Candidate, match: NameMatch, cue: Cues) -> float:
    entry, rank = candidate
    if not cue.beside or rank in _PEOPLE or entry.kind in (PlaceKind.COUNTRY, PlaceKind.CONTINENT) or cue.kinds:
        return 0.0
    return _BESIDE_DIVISION if entry.kind is PlaceKind.ADMIN1 or match.last - match.first > 1 else _BESIDE


def _speaking(candidate: Candidate, cue: Cues, *, held: bool) -> float:
    """A capital or a state speaks for its government; a town or a county that "said" is a person of that name."""
    entry, rank = candidate
    town = entry.kind in (PlaceKind.CITY, PlaceKind.ADMIN2) and not entry.capital and entry.population < _METROPOLIS
    return _SPEAKER if town and cue.speaks and not held and not cue.kinds and rank not in _PEOPLE else 0.0
