"""Which bearers of a name lie where the text says: "Baraka in Congo" is none of the Barakas that lie elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from worker.extract.places.border_villages import across_the_border
from worker.extract.places.containers import LISTING, holders_of, is_placed_in, led_by_a_people, words_between
from worker.extract.places.context import BEARINGS
from worker.extract.places.longer_names import LARGE_TOWN
from worker.extract.places.names import NameMatch
from worker.extract.places.priors import METROPOLIS
from worker.extract.places.senses import OWN_NAMES
from worker.lexicons.gazetteer import Candidate, Entry, NameRank, PlaceKind, distance_km
from worker.text.document import Document

_BEYOND_EDGE_KM = 50.0  # of a division
_SMALL_TOWN = 20_000  # people; the name of a smaller one is often that of a place elsewhere, too
_QUARTERS = frozenset(("neighborhood", "neighbourhood"))
_OF_QUARTERS = _QUARTERS | {"suburb", "township"}  # "the Cape Town suburb of Hanover Park"
_VILLAGES = (("village",), ("hamlet",))
_NAMES_DISTRICT = 20_000  # people; a town so large may have given its district the name
_AFAR_KM = 500.0  # so far no town lies "near" another, or "north of" it
_BEARING = 8  # words between a place and the one that it lies north of
_NEXT_TO = frozenset(("near", "outside"))
_NEAR_KM = 100.0  # farther from all other places of an article lies no quarter


def at_home(document: Document, matches: Sequence[NameMatch]) -> list[NameMatch]:
    """Without small places of other lands: "Baraka in Congo" is none of the Barakas that lie elsewhere, nor "Nueva Esperanza, Usulutan".

    A quarter lies where the article plays: the Escalon neighborhood of San Salvador is no Escalon of California.
    """
    quarters = dict(_quarters(document, matches))
    foreign = {position for position, near in quarters.items() if not near} | across_the_border(document, matches)
    held: dict[int, tuple[Candidate, ...]] = {}
    for position, (match, following) in enumerate(pairwise(matches)):
        if not is_placed_in(document, match, following):
            continue
        holders, tie = holders_of(following), document.tokens[match.last].lower
        if not holders or holders[0].kind is not (PlaceKind.COUNTRY if tie == "in" else PlaceKind.ADMIN1):
            continue
        if _is_in_list(document, matches, position):
            continue
        if all(_is_all_abroad(match, holder) for holder in holders):
            foreign.add(position)
        elif holders[0].kind is PlaceKind.ADMIN1 and (inside := _inside(match, holders[0])):
            held[position] = inside
    foreign.update(
        position for position, holder in led_by_a_people(document, matches) if _is_all_abroad(matches[position], holder)
    )
    villages = dict(_villages(document, matches))
    foreign.update(position for position, inside in villages.items() if not inside)
    beside = dict(_beside(document, matches))
    foreign.update(position for position, near in beside.items() if not near)
    narrowed = {**villages, **held, **quarters, **beside}
    return [
        replace(match, candidates=narrowed[position]) if position in narrowed else match
        for position, match in enumerate(matches)
        if position not in foreign
    ]


def _beside(document: Document, matches: Sequence[NameMatch]) -> Iterator[tuple[int, tuple[Candidate, ...]]]:
    """Positions of names that stand right before "near Brits", "north of Durban", with their bearers that lie so: no other Jericho."""
    keys = document.keys
    for position, (match, following) in enumerate(pairwise(matches)):
        between = keys[match.last : following.first]
        if len(between) > _BEARING or not between or not _says_beside(between):
            continue
        anchor = following.candidates[0].entry
        if anchor.kind is not PlaceKind.CITY or anchor.population < _SMALL_TOWN:
            continue
        if any(not _is_afar(one, following) for one in match.candidates[:1]):
            continue
        yield position, tuple(one for one in match.candidates if not _is_afar(one, following, _NEAR_KM))


def _says_beside(between: Sequence[str]) -> bool:
    """``, near``, ", some 20 km north of", "outside"."""
    if between[-1] in _NEXT_TO:
        return len(between) == 1 or between[0] == ","
    return between[-1] == "of" and between[-2:-1] != () and between[-2] in BEARINGS


def _is_afar(candidate: Candidate, following: NameMatch, reach: float = _AFAR_KM) -> bool:
    """Whether a bearer lies near none of those of the name behind it, as no land and no sea is asked to."""
    here = candidate.entry
    if here.kind not in (PlaceKind.CITY, PlaceKind.ADMIN2):
        return False
    towns = (one.entry for one in following.candidates if one.entry.kind is PlaceKind.CITY)
    return all(distance_km(here.lat, here.lon, town.lat, town.lon) > reach for town in towns)


def _is_in_list(document: Document, matches: Sequence[NameMatch], position: int) -> bool:
    """``Miami, | West Palm Beach, | New York``, ``in | Zilina, | Nitra, Presov and Kosice``: a town, and not what holds it, stands behind it."""
    first = matches[position].first
    if first and document.keys[first - 1] in LISTING:
        return True
    words = words_between(document, matches, position + 2)
    goes_on = bool(words) and words <= LISTING
    return goes_on and matches[position + 2].candidates[0].entry.kind is not PlaceKind.COUNTRY


def _is_all_abroad(match: NameMatch, holder: Entry) -> bool:
    """Whether nothing in a division bears the name, or only small towns outside of a country."""
    if holder.kind is PlaceKind.ADMIN1:
        return not _inside(match, holder)
    if any(set(holder.countries) & set(one.entry.countries) for one in match.candidates):
        return False
    return all(one.entry.kind is PlaceKind.CITY and one.entry.population < _SMALL_TOWN for one in match.candidates)


def _inside(match: NameMatch, division: Entry) -> tuple[Candidate, ...]:
    """What a name may mean right before a division's: no Salem that is known is "Salem, Vermont".

    What no namesake shares may lie near its edge, where another map draws it otherwise: "Tarmiyah, Saladin".
    """
    inside = tuple(one for one in match.candidates if _may_lie_in(one, division))
    if inside:
        return inside
    bearers = [
        one
        for one in match.candidates
        if one.entry.kind is PlaceKind.CITY and one.rank is not NameRank.KEY and one.entry.country == division.country
    ]
    if len(bearers) != 1:
        return ()
    at = bearers[0].entry
    reach = division.radius_km + _BEYOND_EDGE_KM
    return tuple(bearers) if distance_km(at.lat, at.lon, division.lat, division.lon) <= reach else ()


def _may_lie_in(candidate: Candidate, division: Entry) -> bool:
    """Whether it is counted to the division, or known too widely to be told by it: a land, a metropolis, a sea."""
    entry, rank = candidate
    metropolis = entry.population >= METROPOLIS and rank in OWN_NAMES  # "Birmingham, Bavaria" may be a list
    if entry.kind in (PlaceKind.COUNTRY, PlaceKind.CONTINENT) or (entry.kind is PlaceKind.CITY and metropolis):
        return True
    if not set(division.countries) & set(entry.countries):
        return not entry.countries and rank in OWN_NAMES
    return entry.kind not in (PlaceKind.CITY, PlaceKind.ADMIN2) or entry.admin1 == division.admin1


def _quarters(document: Document, matches: Sequence[NameMatch]) -> Iterator[tuple[int, tuple[Candidate, ...]]]:
    """Positions of names that are called a quarter's, with their bearers near another place of the article."""
    tokens = document.tokens
    for position, match in enumerate(matches):
        after = tokens[match.last].lower if match.last < len(tokens) else ""
        before = [token.lower for token in tokens[max(0, match.first - 2) : match.first]]
        part = after == "district" and before[-1:] == ["the"] and not _may_be_district(matches, match)
        if (
            not part
            and after not in _QUARTERS
            and not (len(before) == 2 and before[0] in _OF_QUARTERS and before[1] == "of")
        ):
            continue
        following = matches[position + 1].first if position + 1 < len(matches) else -1
        held = following == match.last + 2 and tokens[match.last + 1].lower in ("of", "in")
        if not held and not part and any(not _is_small(one) for one in match.candidates):
            continue  # "a Chicago neighborhood"
        best = [other.candidates[0].entry for other in matches if other.folded != match.folded]
        towns = [one for one in best if one.kind in (PlaceKind.CITY, PlaceKind.ADMIN1, PlaceKind.ADMIN2)]
        near = tuple(
            one
            for one in match.candidates
            if any(
                distance_km(one.entry.lat, one.entry.lon, town.lat, town.lon) <= max(_NEAR_KM, town.radius_km)
                for town in towns
            )
        )
        if towns and (part or not near):
            yield position, near


def _villages(document: Document, matches: Sequence[NameMatch]) -> Iterator[tuple[int, tuple[Candidate, ...]]]:
    """Positions of names that are called a village's, with their bearers in the lands that the article names: no town lies abroad."""
    for position, match in enumerate(matches):
        after = document.keys[match.last : match.last + 1]
        before = document.keys[max(0, match.first - 2) : match.first]
        called = after in _VILLAGES or (before[1:] == ("of",) and before[:1] in _VILLAGES)
        if not called or match.candidates[0].entry.kind is not PlaceKind.CITY:
            continue  # "the Kyrgyz | village"
        lands = {
            land
            for other in matches
            if other.folded != match.folded and other.candidates[0].rank in OWN_NAMES
            for land in other.candidates[0].entry.countries
        }
        inside = tuple(one for one in match.candidates if not lands.isdisjoint(one.entry.countries))
        if lands and len(inside) < len(match.candidates):
            yield position, inside


def _may_be_district(matches: Sequence[NameMatch], match: NameMatch) -> bool:
    """Whether a bearer that may be a district, or gives it its name, shares a country with another name: else "the Medina district" is none."""
    lands = {
        one.entry.country
        for one in match.candidates
        if one.entry.kind is not PlaceKind.CITY or one.entry.population >= _NAMES_DISTRICT
    }
    return any(lands & {one.entry.country for one in other.candidates[:1]} for other in matches if other is not match)


def _is_small(candidate: Candidate) -> bool:
    return candidate.entry.kind is PlaceKind.CITY and candidate.entry.population < LARGE_TOWN
