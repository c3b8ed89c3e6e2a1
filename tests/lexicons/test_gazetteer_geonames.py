"""GeoNames dump files: what is read from them, and how a bad line is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from worker.errors import Misconfigured
from worker.lexicons.gazetteer import Gazetteer, PlaceKind, layout
from worker.lexicons.gazetteer.compile import build
from worker.lexicons.gazetteer.geonames import ADMIN1, TOWN, read_dump


def row(**changes: str) -> str:
    """A line of a dump: a village in the Belgorod region, with changes."""
    fields = {
        "id": "99000001",
        "name": "Verkhnyaya Testovka",
        "ascii": "Verkhnyaya Testovka",
        "others": "Testovka,Тестовка",
        "lat": "50.51",
        "lon": "35.90",
        "class": "P",
        "code": "PPL",
        "country": "RU",
        "cc2": "",
        "admin1": "09",
        "admin2": "824990",
        "admin3": "",
        "admin4": "",
        "population": "312",
        "elevation": "",
        "dem": "180",
        "zone": "Europe/Moscow",
        "modified": "2025-03-01",
    } | changes
    return "\t".join(fields.values()) + "\n"


def write(tmp_path: Path, *lines: str) -> Path:
    """A dump file of these lines."""
    path = tmp_path / "RU.txt"
    path.write_text("".join(lines), encoding="utf-8")
    return path


def test_towns_and_divisions_are_read(tmp_path: Path) -> None:
    """A village with its division; a division's own point; a river and an abandoned village are left out."""
    path = write(
        tmp_path,
        row(),
        row(id="2", **{"class": "H", "code": "STM"}),
        row(id="3", code="PPLQ"),
        "\n",
        row(id="578071", name="Belgorod Oblast", **{"class": "A", "code": "ADM1"}, admin2=""),
    )
    village, division = read_dump(path)
    assert (village.code, village.town.name, village.town.admin2) == (TOWN, "Verkhnyaya Testovka", "RU.09.824990")
    assert village.town.names == ("Verkhnyaya Testovka", "Testovka", "Тестовка")
    assert (village.town.lat, village.town.lon, village.town.population) == (50.51, 35.90, 312)
    assert (division.code, division.town.admin1) == (ADMIN1, "09")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("only\tthree\tcolumns\n", "3 columns"),
        (row(lat="north"), "could not convert"),
        (row(lat="95.0"), "not a place on Earth"),
        (row(id="x1"), "invalid literal"),
        (row(population="-4"), "not a place on Earth"),
        (row(country=""), "not a place on Earth"),
    ],
    ids=["columns", "latitude", "beyond the pole", "id", "population", "country"],
)
def test_a_bad_line_is_named_by_file_and_number(tmp_path: Path, line: str, said: str) -> None:
    """The message leads to the line."""
    path = write(tmp_path, row(), line)
    with pytest.raises(Misconfigured, match=said) as raised:
        list(read_dump(path))
    assert f"{path}, line 2" in str(raised.value)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_dump_is_compiled_in_and_the_same_sources_give_the_same_bytes(tmp_path: Path) -> None:
    """Two builds with one dump: equal files, and the village is found in its district."""
    dump = write(tmp_path, row())
    folders = [build([dump], tmp_path / name).folder for name in ("one", "two")]
    for name in (layout.NAMES, layout.POSTINGS, layout.RECORDS, layout.STRINGS, layout.STAMP):
        assert (folders[0] / name).read_bytes() == (folders[1] / name).read_bytes(), name
    (village,) = Gazetteer.load(folders[0]).lookup("Verkhnyaya Testovka")
    assert village.kind is PlaceKind.CITY
    assert (village.admin1_iso, village.admin2_name, village.population) == ("RU-BEL", "Grayvoronskiy Rayon", 312)
