"""Reads GeoNames dump files: cities500.txt, allCountries.txt, or one country's.

Nineteen columns, tab-separated, no header, as GeoNames' own readme describes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from worker.errors import Misconfigured
from worker.lexicons.gazetteer.sources import Town

COLUMNS = 19
TOWN, ADMIN1, ADMIN2 = "P", "ADM1", "ADM2"
_NO_TOWN = frozenset(("PPLQ", "PPLW", "PPLH", "PPLCH"))  # abandoned, destroyed, historical


class Feature(NamedTuple):
    """A row that is used: a town, or a division with its own point."""

    town: Town
    code: str  # TOWN, ADMIN1 or ADMIN2


def read_dump(path: Path) -> Iterator[Feature]:
    """The towns and the first- and second-level divisions of a dump file, in its order.

    Raises:
        Misconfigured: A line is not of the format; the message names file and line.
    """
    with path.open(encoding="utf-8", newline="\n") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            feature = _parse_row(line.rstrip("\r\n").split("\t"), f"{path}, line {number}")
            if feature is not None:
                yield feature


def _parse_row(row: list[str], where: str) -> Feature | None:
    if len(row) != COLUMNS:
        raise Misconfigured(
            f"{where}: {len(row)} columns, a GeoNames dump has {COLUMNS}", "give an unchanged dump file"
        )
    identity, name, ascii_name, others, lat, lon, feature_class, feature, country = row[:9]
    if feature_class == "P" and feature not in _NO_TOWN:
        code = TOWN
    elif feature_class == "A" and feature in (ADMIN1, ADMIN2):
        code = feature
    else:
        return None
    try:
        geonames_id, latitude, longitude, population = int(identity), float(lat), float(lon), int(row[14] or 0)
    except ValueError as error:
        raise Misconfigured(f"{where}: {error}", "give an unchanged dump file") from None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180) or population < 0 or not name or len(country) != 2:
        raise Misconfigured(f"{where}: not a place on Earth: {name!r} {lat} {lon}", "give an unchanged dump file")
    admin1, admin2 = row[10], row[11]
    town = Town(
        geonames_id=geonames_id,
        name=name,
        names=tuple(dict.fromkeys(one for one in (ascii_name, *others.split(",")) if one)),
        country=country,
        admin1=admin1,
        admin2=f"{country}.{admin1}.{admin2}" if admin1 and admin2 else "",
        lat=latitude,
        lon=longitude,
        population=population,
    )
    return Feature(town, code)
