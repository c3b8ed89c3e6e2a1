"""How the places of one sentence hang together: what ties each to the sentence, and which only say where another one lies.

"the port of Hodeidah in western Yemen", "in Spain's Murcia region", "the Black Sea port of Odesa": of such a chain the
smallest place is meant, and the others hold it.  It reads words and punctuation; which place is a scene is not decided here.
"""

from __future__ import annotations

from collections.abc import Sequence

from schemas.place import PlacePrecision, PlaceQualifier
from worker.extract.findings import PlaceMention
from worker.extract.places.chain_links import ARTICLES, DIRECTIONS, INTO, POSSESSIVE, link_between
from worker.lexicons.gazetteer import Entry, PlaceKind
from worker.lexicons.gazetteer.geometry import distance_km
from worker.lexicons.gazetteer.headwords import HEAD_WORDS
from worker.text.document import Document
from worker.values import dataclass

_NEIGHBOURS = frozenset("nearby neighbouring neighboring".split())
_VILLAGES = frozenset("village hamlet locality settlement commune".split())
_PARTS = frozenset("square centre center heart middle outskirts suburbs streets downtown edge".split())
_WATERS = frozenset("river rivers lake canal bay gulf strait lagoon reservoir delta estuary".split())
_TOGETHER = 2  # sentences apart in which a town and a river of unknown course are told of together
_OUTSKIRTS_KM = 20.0
_BOTH = frozenset(("and", "or"))
_STEPS = 12  # words that are looked at before a place
_MODIFIERS = 3  # words such as "besieged" between an article and "town of"
WIDE = (PlacePrecision.COUNTRY, PlacePrecision.ADMIN1, PlacePrecision.REGION)
"""Within a place so wide a scene may be named more sharply."""
_LANDS = (PlaceKind.REGION, PlaceKind.ISLAND)
_CLOSE_KM = 20.0  # of a town, in which a village may lie that is told next
_HELD = (PlacePrecision.ADMIN2, PlacePrecision.SITE)
_BREADTH = {
    PlacePrecision.EXACT: 0,
    PlacePrecision.SITE: 0,
    PlacePrecision.PLACE: 1,
    PlacePrecision.ADMIN2: 2,
    PlacePrecision.ADMIN1: 3,
    PlacePrecision.REGION: 4,
    PlacePrecision.COUNTRY: 5,
    PlacePrecision.UNKNOWN: 1,
}


@dataclass(frozen=True, slots=True)
class Chains:
    """What stands before the places of a sentence, by their first tokens, and those that hold another one."""

    prepositions: dict[int, str]
    holders: frozenset[int]


def find_chains(document: Document, places: Sequence[PlaceMention]) -> Chains:
    """The chains of one sentence, whose places come in text order."""
    taken = {number: place.first for place in places for number in range(place.first, place.last)}
    return Chains(
        {place.first: _preposition_of(place, document, taken, places) for place in places}, _holders(document, places)
    )


def contains(outer: PlaceMention, inner: PlaceMention) -> bool:
    """Whether the outer place holds the inner one, or is it."""
    a, b = outer.entry, inner.entry
    if _is_in_its_name(outer, inner):
        return True
    if a is None:
        return _may_hold(outer, inner)
    if b is not None and a.kind is PlaceKind.CITY and _is_quarter(b, a, inner.parent):
        return True
    if (b is not None and a.key == b.key) or (b is None and _holds_parent(outer, a, inner)):
        return True
    if outer.precision is PlacePrecision.COUNTRY:
        return outer.country is not None and outer.country == inner.country
    if b is not None and outer.precision is PlacePrecision.REGION and inner.precision is not PlacePrecision.REGION:
        return a.kind in _LANDS and _lies_within(b, a)
    if a.kind is PlaceKind.ADMIN2 and b is not None:
        return a.admin2 is not None and a.admin2 == b.admin2  # "Khar, a town in Bajaur"
    if outer.precision is PlacePrecision.ADMIN1:
        if _is_somewhere_in_land(inner, outer):
            return True
        return (
            outer.admin1 is not None and outer.admin1 == inner.admin1 and inner.precision is not PlacePrecision.COUNTRY
        )
    return False


def is_quarter_of(outer: PlaceMention, inner: PlaceMention) -> bool:
    """``Baghdad``, and then "the northwestern Hurriyah neighborhood": sharper, but what was there may be another incident."""
    parent, town = inner.parent, outer.entry
    return inner.quarter and parent is not None and town is not None and parent.key == town.key


def _is_somewhere_in_land(village: PlaceMention, division: PlaceMention) -> bool:
    """``In the Amhara region``, and then "near the town of Dallo in central Ethiopia", which no gazetteer knows."""
    unknown = village.entry is None and village.precision is PlacePrecision.PLACE and village.admin1 is None
    headed = village.first > division.first and village.extended[0] < village.start
    return unknown and headed and village.country is not None and village.country == division.country


def _is_in_its_name(outer: PlaceMention, inner: PlaceMention) -> bool:
    """``Briarcliff``, and then "Briarcliff Road"; ``Kashmir``, and "Indian-controlled Kashmir"."""
    unknown = outer.entry is None or inner.entry is None
    regions = outer.precision is PlacePrecision.REGION and inner.precision is PlacePrecision.REGION
    if not (unknown or regions) or len(inner.name) < len(outer.name):
        return False
    whole, part = outer.name.casefold(), inner.name.casefold()
    return (unknown and f"{part} ".startswith(f"{whole} ")) or (regions and part.endswith(f" {whole}"))


def _holds_parent(outer: PlaceMention, entry: Entry, inner: PlaceMention) -> bool:
    """Whether a known place holds the one that an unknown district or site lies in: "Tripoli", and then "the Abu Salim district".

    Of a village only its land is known.
    """
    parent = inner.parent
    if parent is None or inner.precision not in _HELD:
        return False
    if outer.precision is PlacePrecision.REGION:
        return entry.kind in _LANDS and _lies_within(parent, entry)
    return entry.key == parent.key or (outer.precision is PlacePrecision.COUNTRY and outer.country == parent.country)


def _may_hold(outer: PlaceMention, inner: PlaceMention) -> bool:
    """Whether a division that no gazetteer knows may hold a town of its country: "the province of X", and then "near the town of Y"."""
    wide = outer.precision in (PlacePrecision.ADMIN1, PlacePrecision.ADMIN2)
    sharper = _BREADTH[inner.precision] < _BREADTH[outer.precision]
    told = outer.parent is not None and inner.entry is not None and outer.parent.key == inner.entry.key
    return (
        wide and sharper and outer.country == inner.country and not told
    )  # "Baghdad", and then "the Saydiya district"


def _is_quarter(inner: Entry, outer: Entry, told: Entry | None) -> bool:
    """``Dasht-e-Barchi`` is of Kabul: told so, or by the map: of our own list, or of the town's own division, and within its bounds."""
    if (told is not None and told.key == outer.key) or (
        inner.kind is PlaceKind.ADMIN2 and _is_city_state(outer, inner)
    ):
        return True
    if inner.kind is not PlaceKind.CITY or outer.own or not (inner.own or _has_division_of(inner, outer)):
        return False
    return distance_km(inner.lat, inner.lon, outer.lat, outer.lon) <= outer.radius_km


def _has_division_of(inner: Entry, outer: Entry) -> bool:
    """``Pernis`` lies in the municipality of Rotterdam, which the town gives its name."""
    named = inner.admin2_name is not None and inner.admin2_name == outer.name
    return named and inner.admin1 == outer.admin1 and inner.population < outer.population


def _is_city_state(city: Entry, district: Entry) -> bool:
    """``Kyiv`` and its Sviatoshynskyi district: of a city that is a division of its own."""
    named = city.admin1 == district.admin1 and city.name in (district.admin1_name or "")
    near = max(city.radius_km, _OUTSKIRTS_KM)  # "Tafawa Balewa" in the state of Bauchi is far from Bauchi
    return named and distance_km(city.lat, city.lon, district.lat, district.lon) <= near


def _lies_within(inner: Entry, outer: Entry) -> bool:
    """``West Africa`` holds Mauritania: one of its lands, and no farther from its middle than its edge is."""
    lands = set(inner.countries) & set(outer.countries)
    return bool(lands) and distance_km(inner.lat, inner.lon, outer.lat, outer.lon) <= outer.radius_km


def apart(one: PlaceMention, other: PlaceMention) -> bool:
    """Whether two places can not be one scene."""
    return (
        not contains(one, other)
        and not contains(other, one)
        and not _on_shore(one, other)
        and not _on_shore(other, one)
        and not _may_lie_near(one, other)
        and not _may_lie_near(other, one)
    )


def _may_lie_near(village: PlaceMention, town: PlaceMention) -> bool:
    """``Near Homs``, and then "in the town of Zaydal", which no gazetteer knows."""
    near = town.qualifier is PlaceQualifier.NEAR and town.precision is PlacePrecision.PLACE
    near = near and (town.distance_km or 0.0) <= _CLOSE_KM
    unknown = village.entry is None and village.precision is PlacePrecision.PLACE
    named = village.first > town.first and village.extended[0] < village.start  # as "the town of", not "near Zaydal"
    return near and unknown and named and village.country == town.country


def _on_shore(water: PlaceMention, place: PlaceMention) -> bool:
    """Whether a place may lie on a water: within its bounds; by a river of unknown course, if both are told of together."""
    a, b = water.entry, place.entry
    if a is not None:
        is_near = b is not None and b.kind is not PlaceKind.WATER and a.kind is PlaceKind.WATER
        return is_near and b is not None and distance_km(a.lat, a.lon, b.lat, b.lon) <= a.radius_km
    if b is None or b.kind is PlaceKind.WATER or water.name.rpartition(" ")[2].lower() not in _WATERS:
        return False
    return water.country in (None, place.country) and abs(water.sentence - place.sentence) <= _TOGETHER


def _preposition_of(
    place: PlaceMention, document: Document, taken: dict[int, int], others: Sequence[PlaceMention]
) -> str:
    """The word that ties a place to its sentence: "in the southern Belgorod region", "in Spain's town of Lorca" -> in."""
    tokens, low = document.tokens, document.sentences[place.sentence].first
    at = place.first - 1
    end = at - _STEPS
    headed = False  # whether a head word, or a possessor, ties what stands before it to the place
    while at >= max(low, end):
        word = tokens[at].lower
        if at in taken:
            if not headed:
                return word
            at = taken[at] - 1
            continue
        if word == "of" and at > low and (tokens[at - 1].lower in HEAD_WORDS or tokens[at - 1].lower in _PARTS):
            at, headed = at - 2, True
            at = _before_modifiers(document, at, low, taken)
        elif word in HEAD_WORDS or word in POSSESSIVE:
            at, headed = at - 1, True
        elif word in ARTICLES or word in DIRECTIONS or word in _NEIGHBOURS or word == "of":
            at -= 1
        elif word in _BOTH and at - 1 in taken:
            other = next(p for p in others if p.first == taken[at - 1])
            return "from" if _preposition_of(other, document, taken, others) == "from" else word  # "from Kursk and X"
        else:
            return word
    return ""


def _before_modifiers(document: Document, at: int, low: int, taken: dict[int, int]) -> int:
    """Where "the long besieged" begins, before "town of"; ``at`` itself where no article does."""
    for number in range(at, max(low, at - _MODIFIERS) - 1, -1):
        word = document.tokens[number]
        if word.lower in ARTICLES:
            return number
        if number in taken or not word.text[0].isalpha() or word.lower in INTO:
            return at
    return at


def _holders(document: Document, places: Sequence[PlaceMention]) -> frozenset[int]:
    holders: set[int] = set()
    chain: list[PlaceMention] = []
    for place in (one for one in places if one.kind == "place"):
        link = link_between(document, chain[-1], place) if chain else None
        if link is None:
            chain = [place]
            continue
        before = chain[-1]
        if link == "head" and _is_of_city(document, before, place):
            holders.add(place.first)
        elif link == "possessor" and _is_village_of(document, before, place):
            holders.add(place.first)  # "the Otomabere locality of | Irumu territory"
        elif link == "possessor" or (_lies_in(place, before) and link == "head"):
            holders.add(before.first)
        elif (
            _lies_in(before, place)
            or (link == "in" and (_lies_in_town(before, place) or _is_unknown_in(before, place)))
            or _is_bracketed(document, before, place)
        ):
            holders.add(place.first)
        elif before.first not in holders:
            chain = [place]
            continue
        if any(one.first not in holders and _lies_in(one, place) for one in chain):
            holders.add(place.first)
        chain.append(place)
    return frozenset(holders)


def _lies_in(inner: PlaceMention, outer: PlaceMention) -> bool:
    """Whether a chain of words may mean the inner place by way of the outer one: it is smaller, and of the same land."""
    if _BREADTH[inner.precision] >= _BREADTH[outer.precision]:
        return False
    if outer.precision in (PlacePrecision.COUNTRY, PlacePrecision.ADMIN1) and inner.entry is not None:
        return contains(outer, inner)
    return outer.country is None or inner.country is None or outer.country == inner.country


def _is_of_city(document: Document, before: PlaceMention, place: PlaceMention) -> bool:
    """``the Warwick Triangle district of | Durban``: a quarter that no gazetteer knows, whatever else "district" may mean."""
    city = place.entry is not None and place.entry.kind is PlaceKind.CITY
    return city and before.entry is None and document.keys[place.first - 1] == "of"


def _is_bracketed(document: Document, before: PlaceMention, place: PlaceMention) -> bool:
    """``Dukhun village (| Sheikan locality``: where a place that no gazetteer knows lies."""
    opened = "(" in document.keys[before.last : place.first]
    return opened and before.entry is None and before.precision is not PlacePrecision.SITE


def _lies_in_town(inner: PlaceMention, outer: PlaceMention) -> bool:
    """``at Bondi Beach in Sydney``: a quarter that is known by its own name, in the larger town beside it."""
    a, b = inner.entry, outer.entry
    if a is None or b is None or a.kind is not PlaceKind.CITY or b.kind is not PlaceKind.CITY:
        return False
    near = distance_km(a.lat, a.lon, b.lat, b.lon) <= max(b.radius_km, _OUTSKIRTS_KM)
    return near and a.population < b.population


def _is_village_of(document: Document, before: PlaceMention, place: PlaceMention) -> bool:
    """``the Otomabere locality of | Irumu territory``; not "the Gaza city of | Rafah"."""
    return before.entry is None and document.keys[before.last] in _VILLAGES and _lies_in(before, place)


def _is_unknown_in(inner: PlaceMention, outer: PlaceMention) -> bool:
    """``Kapapirgo village in Isoka``: a village that no gazetteer knows, in a town of its land that one does."""
    village = inner.entry is None and inner.precision is PlacePrecision.PLACE
    town = outer.entry is not None and outer.entry.kind is PlaceKind.CITY
    return village and town and inner.country in (None, outer.country)
