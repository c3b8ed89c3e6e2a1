"""Decides which place a name means in an article, and whether it means one at all.

One name has one sense in an article, but for a head word beside it ("Belgorod region" is not Belgorod).  Evidence is
added up in units of one order of magnitude of population.  All names vote together: each spreads one vote over the
countries and divisions of the places that it may mean, so that a list of English towns is read as English.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import field
from math import fsum

from worker.extract.places.context import Cues
from worker.extract.places.evidence import MOST_SUPPORT, Evidence, estrangement, named_evidence, support
from worker.extract.places.names import NameMatch
from worker.extract.places.priors import METROPOLIS, Scales, fit
from worker.lexicons.gazetteer import Candidate, Entry, NameRank, PlaceKind
from worker.lexicons.gazetteer.headwords import HEAD_WORDS
from worker.values import dataclass

_PEOPLE = (NameRank.DEMONYM, NameRank.PEOPLE)
_KEPT = 12  # candidates that are weighed in any case; beyond them only those of the article's countries
_ACCEPTED = 4.8
_SPEAKER = 2.5  # a town that says something
_LOCATIVE, _INITIAL, _BESIDE, _SURNAME, _LOWER, _GIVEN = 1.4, 1.0, 4.0, 3.0, 2.5, 3.0
_BESIDE_DIVISION = 1.5
_WELL_KNOWN = 200_000  # people; such a town may be named without its country
_LARGE_ISLAND = 40.0  # km; such an island, too: Luzon, Lombok, Crete
_UNSUPPORTED = 1.6  # a place of whose country the article says nothing
_ALONE = 0.25  # of that, where the article names no land at all: "a stabbing in Wrexham"
_LIKELY = 0.4  # as much less well known as the best: the name may mean it, too
_FAR_NAME = 3.0  # a foreign or merely similar name without support
_NEVER = 100.0
_LONG = 0.8  # two words and more are seldom anything else
_SUPPORTED = 0.5  # votes of other names
_LEAST_NAME = 5  # letters
OWN_NAMES = (NameRank.PRIMARY, NameRank.CURATED, NameRank.STRIPPED)
_MOST_POINTS = 40
_ROUNDS = 3


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
    named = named_evidence(matches, cues, containers)
    groups = _grouped(matches, cues, containers, named)
    evidence = named
    for number in range(_ROUNDS):
        for group in groups:
            if len(group.candidates) > 1 or number in (0, _ROUNDS - 1):  # between them one candidate stays what it is
                _choose(group, evidence, named)
        evidence = _counted(named, groups)
    senses: list[Sense | None] = [None] * len(matches)
    for group in groups:
        if group.sense is None:
            continue
        strength = _strength(group, group.sense, matches, cues, containers, evidence, named, rivals)
        for position in group.positions:
            own = (
                strength
                - _lower(matches[position], cues[position], rivals, held=position in containers)
                - _beside(group.sense.candidate, matches[position], cues[position])
                - _speaking(group.sense.candidate, cues[position], held=position in containers)
            )
            if own >= _ACCEPTED and not (cues[position].language and group.sense.candidate.rank in _PEOPLE):
                senses[position] = Sense(group.sense.candidate, own)
    return senses if any(senses) else _only_ones(senses, groups, matches, cues, rivals)


def _only_ones(
    senses: list[Sense | None],
    groups: Sequence[_Group],
    matches: Sequence[NameMatch],
    cues: Sequence[Cues],
    rivals: Rivals,
) -> list[Sense | None]:
    """With the names that one country alone has, of a text that names no sure place."""
    for group in groups:
        if group.sense is not None and _is_only_there(group, matches, cues, rivals):
            for position in group.positions:
                senses[position] = Sense(group.sense.candidate, _ACCEPTED)
    return senses


def _is_only_there(group: _Group, matches: Sequence[NameMatch], cues: Sequence[Cues], rivals: Rivals) -> bool:
    """``A bus fell into a river in Chitwan``: where a text names nothing else, a name that one country alone has, behind "in"."""
    match = matches[group.positions[0]]
    one_land = len({country for candidate in match.candidates for country in candidate.entry.countries}) == 1
    if not one_land or len(match.folded) < _LEAST_NAME or match.candidates[0].rank not in OWN_NAMES:
        return False
    if match.folded in rivals.surnames | rivals.given_names | rivals.lower:
        return False
    return all(cues[position].locative and not cues[position].beside for position in group.positions)


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
        the = any(cues[position].the for position in held)
        if any(one.rank in _PEOPLE and one.entry.kind is PlaceKind.COUNTRY for one in match.candidates):
            kinds = ()  # "Australian states"
        scales = Scales(match, kinds, holders, the=the)
        weighed = []
        for number, candidate in enumerate(match.candidates):
            abroad = not any(country in named.countries for country in candidate.entry.countries)
            if number < _KEPT or holders or not abroad:
                weighed.append((candidate, scales.weigh(candidate)))
        best = max((score for _, score in weighed), default=0.0)
        kept = tuple((candidate, score) for candidate, score in weighed if score >= best - MOST_SUPPORT)
        groups.append(_Group(held, kinds, kept, holders, scales.rivalled))
    return groups


def _choose(group: _Group, evidence: Evidence, named: Evidence) -> None:
    """The best candidate under the evidence of all other names, and this name's votes."""
    scored = [
        (
            candidate,
            base
            + support(candidate.entry, evidence, group.votes, rivalled=group.rivalled)
            - estrangement(candidate, evidence, group.votes, named),
        )
        for candidate, base in group.candidates
    ]
    if not scored:
        return
    candidate, best = max(scored, key=lambda one: one[1])
    group.sense = Sense(candidate, best)
    votes = Evidence()
    weights = [10.0 ** (score - best) for _, score in scored]
    total = fsum(weights) * max(1.0, (_ACCEPTED + 1.0 - best) * 2)
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


def _strength(
    group: _Group,
    sense: Sense,
    matches: Sequence[NameMatch],
    cues: Sequence[Cues],
    containers: Mapping[int, Entry],
    evidence: Evidence,
    named: Evidence,
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
        strength += _LONG * (1 + (placed and len(match.candidates) == 1))  # "in Khan Younis", which is nothing else
    elif not placed and all(cues[position].initial for position in group.positions):
        strength -= _INITIAL
    if not supported:
        strangeness = 0.0 if _says_its_kind(match, entry) else _strangeness(sense.candidate, group.kinds, named)
        alone = placed and not _speak_others(group, evidence, named) and _is_of_one_land(group)
        strength -= strangeness * _ALONE if alone else strangeness
    if (
        not supported
        and entry.population < METROPOLIS
        and any(cues[position].minor for position in group.positions)
        and _speak_others(group, evidence, named)
    ):
        strength -= _NEVER  # "the village of Damba", beside Kaduna: one that no gazetteer knows
    if rank is NameRank.KEY and not placed and single:
        strength -= _FAR_NAME
    if single and rank not in _PEOPLE:
        if match.folded in rivals.surnames:
            strength -= _SURNAME
        land = entry.kind is PlaceKind.COUNTRY or (placed and entry.kind is PlaceKind.ADMIN1)  # "in Virginia"
        if not held and match.folded in rivals.given_names and not land:
            strength -= _GIVEN
    return strength


def _says_its_kind(match: NameMatch, entry: Entry) -> bool:
    """``Lake Kivu``, ``Gulf of Aden``: a name that needs no country beside it."""
    words = match.folded.split()
    return len(words) > 1 and any(entry.kind in HEAD_WORDS.get(word, ()) for word in (words[0], words[-1]))


def _speak_others(group: _Group, evidence: Evidence, named: Evidence) -> bool:
    """Whether other names of the article speak for some country."""
    others = fsum(evidence.countries.values()) - fsum(group.votes.countries.values())
    return named.lands > 0 or others - named.away >= _SUPPORTED


def _is_of_one_land(group: _Group) -> bool:
    """Whether all places that the name may well mean lie in one country."""
    best = max(score for _, score in group.candidates)
    return len({one.entry.country for one, score in group.candidates if score >= best - _LIKELY}) == 1


def _strangeness(candidate: Candidate, kinds: tuple[PlaceKind, ...], named: Evidence) -> float:
    """What speaks against a place of whose country the article says nothing."""
    entry, rank = candidate
    if entry.kind in (PlaceKind.COUNTRY, PlaceKind.CONTINENT) or entry.own:
        return 0.0
    known = entry.population >= _WELL_KNOWN or (entry.kind is PlaceKind.ISLAND and entry.radius_km >= _LARGE_ISLAND)
    strangeness = _UNSUPPORTED / 4 if known else _UNSUPPORTED
    if named.lands >= 1:
        strangeness += max(0.0, fit(entry, kinds))  # "the town of" says that it is a town, and not which
    if rank in (NameRank.ALTERNATE, NameRank.KEY) and entry.population < METROPOLIS:
        strangeness += _FAR_NAME
    return strangeness


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
    town = entry.kind in (PlaceKind.CITY, PlaceKind.ADMIN2) and not entry.capital and entry.population < METROPOLIS
    return _SPEAKER if town and cue.speaks and not held and not cue.kinds and rank not in _PEOPLE else 0.0
