"""Words that say what sort of place a name names: "Kherson Oblast", "the district of X", "Governorate".

They are cut from the names of divisions, and beside a name in a text they say which of its bearers is meant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from worker.lexicons.gazetteer.entry import PlaceKind

_FIRST = (PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.REGION)
_SECOND = (PlaceKind.ADMIN2, PlaceKind.ADMIN1)
_TOWN = (PlaceKind.CITY,)
_WATER = (PlaceKind.WATER,)

# Folded head word -> the kinds that it speaks of, the likeliest first.
HEAD_WORDS: Mapping[str, tuple[PlaceKind, ...]] = MappingProxyType(
    dict.fromkeys(
        ("oblast", "province", "governorate", "state", "republic", "krai", "kray", "wilaya", "prefecture"), _FIRST
    )
    | dict.fromkeys(("region", "voivodeship", "emirate", "provinces", "regions", "states", "oblasts"), _FIRST)
    | dict.fromkeys(
        ("district", "territory", "county", "rayon", "raion", "department", "municipality", "parish", "canton"), _SECOND
    )
    | dict.fromkeys(("subdistrict", "township", "counties", "districts", "okrug", "borough", "woreda"), _SECOND)
    | dict.fromkeys(
        ("city", "town", "village", "settlement", "hamlet", "suburb", "neighborhood", "neighbourhood"), _TOWN
    )
    | dict.fromkeys(("cities", "towns", "villages", "settlements", "port", "capital", "commune", "locality"), _TOWN)
    | dict.fromkeys(("river", "lake", "sea", "ocean", "gulf", "bay", "strait", "reservoir", "canal", "coast"), _WATER)
    | {"island": (PlaceKind.ISLAND,), "islands": (PlaceKind.ISLAND,), "peninsula": (PlaceKind.REGION,)}
    | {"valley": (PlaceKind.REGION,), "mountains": (PlaceKind.REGION,), "desert": (PlaceKind.REGION,)}
)

# What the sources put round the name of a division, in the languages of the divisions.
_CUT_AFTER = re.compile(
    r"(?:['’ʼ]s)?\s+(?:oblast['’ʼ]?|oblasty|province|governorate|county|district|region|prefecture|state|department|republic"
    r"|kray|krai|(?:autonomous |urban )?okrug|rayon|raion|parish|canton|kommune?|municipality|city|capital|il|ili|ilçesi"
    r"|viloyati|velayaty?|voivodeship|wojew[oó]dztwo|aimag|aymag|shi|ken|sheng|járás|tumani|urban district|borough|territory"
    r"|division|zone|union|emirate|county borough|metropolitan area|federal district|autonomous (?:region|province|republic)"
    r"|-?do|-?si|barrio|barrio-pueblo|voblast['’ʼ]?|voblasc['’ʼ]?|novads|pagasts|aūdany|oblysy|municipal district)\Z",
    re.IGNORECASE,
)
_CUT_BEFORE = re.compile(
    r"\A(?:(?:state|province|department|departamento|provincia|région|region|governorate|district|municipality|republic|royal"
    r" borough|borough|city|county|canton|free and hanseatic city|free hanseatic city|estado|cercle|wilaya|arrondissement"
    r"|commune|administrative district|ciudad autónoma)(?: and [a-z]+)? (?:of|de|du|des|d['’]|del|de la|do|da) "
    r"|(?:raionul|respublika|muḩāfaz̧at|muḩāfaz̧at al|mintaqat|judeţul|gorodskoy okrug|powiat|województwo|tỉnh|tinh|changwat"
    r"|provincia di|provincia de|departamento de|kabupaten|kota|wilayah|cercle de|city of|département de|liwā['’]?) )",
    re.IGNORECASE,
)


def bare_name(name: str) -> str:
    """A division's name without its head words: "Kherson" of "Kherson Oblast", "Berlin" of "State of Berlin"."""
    bare = _CUT_BEFORE.sub("", name.strip())
    while (cut := _CUT_AFTER.sub("", bare)) != bare and cut.strip():
        bare = cut
    return bare.strip() or name.strip()
