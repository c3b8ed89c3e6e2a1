"""Regions, islands, waters and continents: Natural Earth's, and the regions of conflicts that are written by hand."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from math import cos, floor, radians
from typing import cast

from worker.errors import Misconfigured
from worker.lexicons.gazetteer import sources
from worker.lexicons.gazetteer.draft import Draft
from worker.lexicons.gazetteer.entry import NameRank, PlaceKind
from worker.lexicons.gazetteer.geometry import KM_PER_DEGREE, centre_of, distance_km

_WATER = frozenset(
    (
        *"river lake reservoir sea gulf bay strait sound channel lagoon fjord ocean inlet waterfall".split(),
        "alkaline lake",
    )
)
_NAMED_BARE = frozenset(("river", "lake", "reservoir", "alkaline lake"))
_ABBREVIATIONS = {"Ra.": "Range", "Mts.": "Mountains", "Mtn.": "Mountain", "Pen.": "Peninsula", "Is.": "Islands", "I.": "Island"} | {
    "Arch.": "Archipelago", "Plat.": "Plateau", "Des.": "Desert", "G.": "Gulf", "Str.": "Strait", "C.": "Cape", "L.": "Lake",
    "Mt.": "Mount", "R.": "River", "Ste.": "Sainte", "St.": "Saint", "Res.": "Reservoir",
}  # fmt: skip
_LAKE = re.compile(r"(?:Lago|Lac|Danau|Laguna)(?: di| de)? ")
"""What lakes are called at home, by the first words of their names: English says Lake."""
_CELL_DEGREES = 0.5
_SHARE = 0.9  # of the towns in its circle: a place of one country
_GENERIC = frozenset("plain north south east west central coast highlands islands".split())


def wide_places(divisions: Mapping[str, Draft], towns: Iterable[Draft]) -> list[Draft]:
    """All wide places; where our own list has the name, Natural Earth's is left out."""
    own = _continents() + _own_regions(divisions)
    taken = {name for draft in own for name in draft.names}
    near = _Neighbourhood(towns)
    found = []
    for row in sources.read_table("regions.tsv"):
        draft = _natural(row, near)
        if draft is not None and not taken.intersection(draft.names):
            found.append(draft)
    return own + found


_CONTINENT_RADIUS_KM = 3000.0


def _continents() -> list[Draft]:
    drafts = []
    for continent in sources.read_cached_continents():
        draft = Draft(
            continent.name, PlaceKind.CONTINENT, (), continent.geonames_id, lat=continent.lat, lon=continent.lon
        )
        draft.radius_km = _CONTINENT_RADIUS_KM
        draft.call(continent.name, NameRank.PRIMARY)
        drafts.append(draft)
    return drafts


def _own_regions(divisions: Mapping[str, Draft]) -> list[Draft]:
    """Our own list: a circle each, or the union of divisions."""
    drafts = []
    for name, value in sources.read_list("conflict_regions.yaml").items():
        region = cast("dict[str, object]", value)
        countries = tuple(cast("list[str]", region["countries"]))
        draft = Draft(name, PlaceKind(cast("str", region.get("kind", "region"))), countries, own=True)
        members = [_division(divisions, code, name) for code in cast("list[str]", region.get("divisions", []))]
        if members:
            points = [one.point for one in members]
            draft.lat, draft.lon, _ = centre_of(points)
            reach = (
                distance_km(draft.lat, draft.lon, *point) + one.radius_km
                for point, one in zip(points, members, strict=True)
            )
            draft.radius_km = round(max(reach), 1)
            draft.population = sum(one.population for one in members)
        else:
            draft.lat, draft.lon = cast("tuple[float, float]", tuple(cast("list[float]", region["centre"])))
            draft.radius_km = float(cast("float", region["radius_km"]))
        draft.call(name, NameRank.PRIMARY)
        for alias in cast("list[str]", region.get("aliases", [])):
            draft.call(alias, NameRank.CURATED)
        drafts.append(draft)
    return drafts


def _division(divisions: Mapping[str, Draft], code: str, region: str) -> Draft:
    found = divisions.get(code)
    if found is None or found.lat is None:
        raise Misconfigured(f"conflict_regions.yaml, {region}: no division {code}", "correct its code")
    return found


def _natural(row: Mapping[str, str], near: _Neighbourhood) -> Draft | None:
    name = " ".join(_ABBREVIATIONS.get(word, word) for word in row["name"].split())
    name = name.title() if name.isupper() else name
    sort = row["kind"].strip().lower()
    if sort == "continent":
        return None  # GeoNames' own points serve better
    kind = PlaceKind.WATER if sort in _WATER else PlaceKind.ISLAND if sort.startswith("island") else PlaceKind.REGION
    if len(name) < 3 or name.lower() in _GENERIC:
        return None
    lat, lon, radius = float(row["latitude"]), float(row["longitude"]), float(row["radius_km"])
    countries = near.countries(lat, lon, max(radius, 30.0))
    draft = Draft(name, kind, countries, lat=lat, lon=lon, radius_km=radius)
    bare = sort in _NAMED_BARE
    if bare and _LAKE.match(name):
        draft.call(_LAKE.sub("Lake ", name, count=1), NameRank.CURATED)
    for written in (name, *(part.strip() for part in row["alternate_names"].split(";"))):
        if len(written) < 3:
            continue
        one = written.title() if written.isupper() else written
        headed = any(
            word in one.split()
            for word in ("River", "Lake", "Reservoir", "Creek", "Canal", "Loch", "Lago", "Rio", "Río")
        )
        draft.call(one, NameRank.BARE if bare and not headed else NameRank.PRIMARY if one == name else NameRank.CURATED)
        if bare and not headed:
            for head in (f"{one} River", f"River {one}") if sort == "river" else (f"Lake {one}", f"{one} Lake"):
                draft.call(head, NameRank.PRIMARY)
    return draft


class _Neighbourhood:
    """Which country the towns round a point belong to, cell by cell of a grid."""

    def __init__(self, towns: Iterable[Draft]) -> None:
        self._cells: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
        for town in towns:
            lat, lon = town.point
            self._cells[floor(lat / _CELL_DEGREES), floor(lon / _CELL_DEGREES)][town.countries[0]] += 1

    def countries(self, lat: float, lon: float, radius: float) -> tuple[str, ...]:
        """The one country of nearly all towns in the circle, else those that hold a tenth of them."""
        counts: Counter[str] = Counter()
        rows = int(radius / (KM_PER_DEGREE * _CELL_DEGREES)) + 1
        row, column = floor(lat / _CELL_DEGREES), floor(lon / _CELL_DEGREES)
        for i in range(row - rows, row + rows + 1):
            middle = (i + 0.5) * _CELL_DEGREES
            columns = int(rows / max(0.2, cos(radians(middle)))) + 1
            for j in range(column - columns, column + columns + 1):
                held = self._cells.get((i, j))
                if held and distance_km(lat, lon, middle, (j + 0.5) * _CELL_DEGREES) <= radius:
                    counts.update(held)
        total = sum(counts.values())
        if not total:
            return ()
        first, most = min(counts.items(), key=lambda item: (-item[1], item[0]))
        if most >= _SHARE * total:
            return (first,)
        return tuple(sorted(country for country, held_here in counts.items() if held_here >= total / 10))
