"""What a place weighs for a name before the article's other names are asked: how well known it is, and how its words fit.

In units of one order of magnitude of population.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log10

from worker.extract.places.names import NameMatch
from worker.lexicons.gazetteer import Candidate, Entry, NameRank, PlaceKind, distance_km
from worker.lexicons.gazetteer.spelling import fold

METROPOLIS = 1_000_000  # people
# How well known a place is without its population: what one of its kind is worth.
_KIND_PRIOR = {
    PlaceKind.COUNTRY: 8.5,
    PlaceKind.CONTINENT: 8.5,
    PlaceKind.WATER: 4.0,
    PlaceKind.ISLAND: 5.0,
    PlaceKind.REGION: 4.0,
}
_OWN_REGION = 6.5  # of our own list, or of the first order
_OWN_TOWN = 5.6  # a town that news names without its country is as well known as a large city
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
_CAPITAL = 1.0
_RIVALLED = 1.5  # a country whose name a division or a great city of another country bears, too
_SHORTENED = 0.5  # and which is written without its article
_NAMED_LIKE_COUNTRY = 3.0  # against a town of a country's name
_CONTAINED = 4.0  # ", Texas" behind it
_OTHERS_NAME = (
    0.5  # against another name of a place, where a city of some size bears it as its own: Puno, also said of Pune
)
_KNOWN_CITY = 50_000  # people
_NAMED_ITS_LAND = (
    0.4  # a town after which a division many times as large is called, and the division: Valencia of Spain
)
_LARGER = 4
_LARGE_CITY = 200_000  # people
_OF_KIND, _OF_OTHER_KIND = 3.0, 1.5  # a head word that fits, or does not
_LONG_KEY = 0.5  # against a name of two words and more that is spelled otherwise
_LEAST_POPULATION = 100


class Scales:
    """Weighs the candidates of one name."""

    def __init__(self, match: NameMatch, kinds: tuple[PlaceKind, ...], holders: Sequence[Entry], *, the: bool) -> None:
        """Made for a name.

        Args:
            match: The name.
            kinds: What the head word beside it calls it, the likeliest first.
            holders: What is written behind it as containing it.
            the: Whether an article stands before it.
        """
        self._match, self._kinds, self._holders, self._the = match, kinds, holders, the
        self.rivalled = is_rivalled(match.candidates)
        self._country = any(
            one.entry.kind is PlaceKind.COUNTRY and one.rank <= NameRank.CURATED for one in match.candidates
        )

        divisions = {
            one.entry.admin1: one.entry.population
            for one in match.candidates
            if one.entry.kind is PlaceKind.ADMIN1 and one.rank <= NameRank.CURATED
        }
        self._shared = frozenset(
            entry.admin1
            for entry, _ in match.candidates
            if entry.kind is PlaceKind.CITY
            and entry.population >= _LARGE_CITY
            and divisions.get(entry.admin1, 0) > _LARGER * entry.population
        )
        self._borne = any(
            one.rank is NameRank.PRIMARY and one.entry.kind is PlaceKind.CITY and one.entry.population >= _KNOWN_CITY
            for one in match.candidates
        )

    def weigh(self, candidate: Candidate) -> float:
        """The weight of a candidate."""
        match, entry = self._match, candidate.entry
        score = _prior(candidate, the=self._the, long=match.last - match.first > 1) + fit(entry, self._kinds)
        if entry.own and entry.geonames_id and entry.kind in (self._kinds[:1] or (entry.kind,)):
            score = max(score, _OWN_TOWN)
        if self.rivalled and entry.kind is PlaceKind.COUNTRY:
            score -= _RIVALLED if fold(entry.name.lower()) == match.folded else _RIVALLED + _SHORTENED
        short = fold(entry.name.lower()).startswith(match.folded)  # "Newcastle" of Newcastle upon Tyne
        if self._borne and candidate.rank is NameRank.ALTERNATE and not short:
            score -= _OTHERS_NAME
        if entry.admin1 in self._shared:
            score += _NAMED_ITS_LAND
        if self._country and self._is_named_like_country(candidate):
            score -= _NAMED_LIKE_COUNTRY
        if self._holders:
            score += _CONTAINED if any(_holds(holder, entry) for holder in self._holders) else -_CONTAINED / 2
        return score

    def _is_named_like_country(self, candidate: Candidate) -> bool:
        """Whether it is a town, while a country bears its name, too; not "Niger | state"."""
        entry, rank = candidate
        if entry.kind in self._kinds[:1]:
            return False
        if entry.kind is PlaceKind.COUNTRY or (entry.kind is PlaceKind.ADMIN1 and rank is NameRank.PRIMARY):
            return False
        return not is_rival_city(candidate, self._match.candidates[0].entry)


def is_rivalled(candidates: Sequence[Candidate]) -> bool:
    """Whether a country and a division, or a great city elsewhere, bear the name: Georgia."""
    kinds = {one.entry.kind for one in candidates if one.rank is NameRank.PRIMARY}
    if PlaceKind.COUNTRY not in kinds:
        return False
    return PlaceKind.ADMIN1 in kinds or any(is_rival_city(one, candidates[0].entry) for one in candidates)


def is_rival_city(candidate: Candidate, country: Entry) -> bool:
    """Whether a great city of another country bears a country's name: Salvador, which El Salvador is without its article."""
    entry, rank = candidate
    return (
        country.kind is PlaceKind.COUNTRY
        and entry.kind is PlaceKind.CITY
        and rank is NameRank.PRIMARY
        and entry.population >= METROPOLIS
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


def fit(entry: Entry, kinds: tuple[PlaceKind, ...]) -> float:
    """How well a place is what the head word beside its name calls it."""
    if not kinds:
        return 0.0
    if entry.kind in kinds:
        return _OF_KIND - 0.6 * kinds.index(entry.kind)
    return 0.0 if entry.own and entry.geonames_id is None else -_OF_OTHER_KIND


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
