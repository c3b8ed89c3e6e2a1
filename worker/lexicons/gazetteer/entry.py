"""What the gazetteer says of one place."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import NamedTuple


class PlaceKind(StrEnum):
    """What sort of place an entry is.  The order is the number in the compiled file: append only."""

    CITY = "city"
    ADMIN1 = "admin1"
    ADMIN2 = "admin2"
    COUNTRY = "country"
    REGION = "region"
    WATER = "water"
    ISLAND = "island"
    CONTINENT = "continent"


class NameRank(IntEnum):
    """How an entry came to a name; lower is surer."""

    PRIMARY = 0  # the gazetteer's own name
    CURATED = 1  # an alias from our own list
    STRIPPED = 2  # the name without its head word: "Khersonska Oblast'" as "Khersonska"
    ALTERNATE = 3  # an alternate name of the source, in whatever language
    BARE = 4  # a river or lake without its head word; a name only after "the"
    DEMONYM = 5  # the people of the place
    KEY = 6  # equal only by transliteration: Graivoron, Grayvoron
    PEOPLE = 7  # the people themselves, in the plural: they speak of a place and name none


class Entry(NamedTuple):
    """A place.  Degrees WGS 84, kilometres, ISO 3166-1 alpha-3; null where unknown."""

    key: int  # its number in this compilation; not stable over builds
    geonames_id: int | None
    name: str
    kind: PlaceKind
    country: str | None  # null for a sea or a region over several countries
    countries: tuple[str, ...]  # all of them
    admin1: str | None  # GeoNames' code, RU.09
    admin1_iso: str | None  # ISO 3166-2, RU-BEL
    admin1_name: str | None
    admin2: str | None  # GeoNames' code, RU.09.824990
    admin2_name: str | None
    lat: float
    lon: float
    population: int
    radius_km: float
    capital: bool  # the capital of its country
    own: bool  # a region or town of our own lists: one that news names
