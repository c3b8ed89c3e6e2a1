"""The compiled gazetteer: what names lead to, where divisions lie, what is said when it is not there."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from worker.errors import Misconfigured
from worker.lexicons.gazetteer import Gazetteer, PlaceKind, distance_km, layout
from worker.lexicons.gazetteer.headwords import bare_name
from worker.lexicons.gazetteer.index import DEFAULT_FOLDER
from worker.lexicons.gazetteer.sources import read_list
from worker.lexicons.gazetteer.spelling import fold_name, transliteration_key


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """The one that the package carries."""
    return Gazetteer.load()


BEST = [
    ("Kyiv", PlaceKind.CITY, "UKR"),
    ("Kiev", PlaceKind.CITY, "UKR"),
    ("Nigeria", PlaceKind.COUNTRY, "NGA"),
    ("the Netherlands", PlaceKind.COUNTRY, "NLD"),
    ("U.S.", PlaceKind.COUNTRY, "USA"),
    ("Côte d'Ivoire", PlaceKind.COUNTRY, "CIV"),
    ("Cote d’Ivoire", PlaceKind.COUNTRY, "CIV"),
    ("Georgia", PlaceKind.COUNTRY, "GEO"),
    ("Helmand", PlaceKind.ADMIN1, "AFG"),
    ("Cabo Delgado", PlaceKind.ADMIN1, "MOZ"),
    ("North Kivu", PlaceKind.ADMIN1, "COD"),
    ("Darfur", PlaceKind.REGION, "SDN"),
    ("Donbass", PlaceKind.REGION, "UKR"),
    ("Bakhmut", PlaceKind.CITY, "UKR"),
    ("Avdiivka", PlaceKind.CITY, "UKR"),
    ("Hodeidah", PlaceKind.CITY, "YEM"),
    ("Qamishli", PlaceKind.CITY, "SYR"),
    ("Graivoron", PlaceKind.CITY, "RUS"),
    ("St. Petersburg", PlaceKind.CITY, "RUS"),
    ("Saint Petersburg", PlaceKind.CITY, "RUS"),
    ("São Paulo", PlaceKind.CITY, "BRA"),
    ("Nashville", PlaceKind.CITY, "USA"),
]


@pytest.mark.parametrize(("name", "kind", "country"), BEST, ids=[row[0] for row in BEST])
def test_a_name_leads_to_a_place_of_this_kind_and_country(
    gazetteer: Gazetteer, name: str, kind: PlaceKind, country: str
) -> None:
    """The wanted place stands among the first three."""
    found = [(entry.kind, entry.country) for entry in gazetteer.lookup(name)[:3]]
    assert (kind, country) in found


def test_decomposed_accents_lead_to_the_same_place(gazetteer: Gazetteer) -> None:
    """NFD and NFC are one name."""
    assert gazetteer.lookup("Sa\u0303o Paulo")[0] == gazetteer.lookup("São Paulo")[0]


def test_a_name_of_nothing_leads_nowhere(gazetteer: Gazetteer) -> None:
    """No place, no entry, no error."""
    assert gazetteer.lookup("Qwertzuiopolis") == ()
    assert gazetteer.lookup("") == ()
    assert gazetteer.lookup("القاهرة") == ()


def test_the_belgorod_region_lies_where_it_lies(gazetteer: Gazetteer) -> None:
    """Centre within 60 km, ISO 3166-2 code, radius of its size."""
    entry = gazetteer.division("RU.09")
    assert entry is not None
    assert entry.admin1_iso == "RU-BEL"
    assert distance_km(entry.lat, entry.lon, 50.75, 37.5) < 60
    assert 70 < entry.radius_km < 200


def test_a_district_lies_where_its_town_lies(gazetteer: Gazetteer) -> None:
    """The Graivoron district is named after Grayvoron, and found by that name."""
    district = gazetteer.division("RU.09.824990")
    assert district is not None
    assert district in gazetteer.lookup("Graivoron")
    assert distance_km(district.lat, district.lon, 50.48, 35.67) < 30


def test_the_ways_to_an_entry_agree(gazetteer: Gazetteer) -> None:
    """By GeoNames id, by code, by name, and up to the country."""
    town = gazetteer.entry(559034)
    assert town is not None
    assert (town.name, town.kind, town.country, town.admin1) == ("Grayvoron", PlaceKind.CITY, "RUS", "RU.09")
    division = gazetteer.parent(town)
    assert division == gazetteer.division("RU.09")
    assert division is not None
    assert gazetteer.parent(division) == gazetteer.country("RUS") == gazetteer.country("RU")
    assert gazetteer.entry(1) is None


def test_a_region_is_no_town_of_its_name(gazetteer: Gazetteer) -> None:
    """There are towns called Sinai; the region is asked for."""
    region = gazetteer.region("Sinai")
    assert region is not None
    assert region.kind is PlaceKind.REGION
    assert region.countries == ("EGY",)


def test_all_own_regions_are_found_by_name_and_alias(gazetteer: Gazetteer) -> None:
    """Each hand-written region with a radius, a source and all its names."""
    for name, value in read_list("conflict_regions.yaml").items():
        assert isinstance(value, dict), name
        assert value["source"], name
        for written in (name, *value.get("aliases", [])):
            assert any(entry.own and entry.name == name for entry in gazetteer.lookup(written)), written
        region = gazetteer.region(name) or gazetteer.lookup(name)[0]
        assert region.radius_km > 0, name


@pytest.mark.parametrize(
    ("code", "iso"),
    [
        ("RU.09", "RU-BEL"),
        ("RU.47", "RU-MOS"),
        ("RU.48", "RU-MOW"),
        ("UA.05", "UA-14"),
        ("UA.12", "UA-30"),
        ("UA.13", "UA-32"),
        ("SD.55", "SD-DN"),
        ("AF.10", "AF-HEL"),
        ("US.TX", "US-TX"),
        ("NG.27", "NG-BO"),
        ("SY.12", "SY-ID"),
        ("AR.07", "AR-C"),
    ],
)
def test_iso_codes_of_divisions(gazetteer: Gazetteer, code: str, iso: str) -> None:
    """GeoNames' code to ISO 3166-2, also where a city and the region round it share a name."""
    entry = gazetteer.division(code)
    assert entry is not None
    assert entry.admin1_iso == iso


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Kherson Oblast'", "Kherson"),
        ("Grayvoronskiy Rayon", "Grayvoronskiy"),
        ("State of Berlin", "Berlin"),
        ("Aleppo Governorate", "Aleppo"),
        ("Department of Antioquia", "Antioquia"),
        ("Oconee County", "Oconee"),
        ("District", "District"),
        ("New York", "New York"),
    ],
)
def test_head_words_are_cut_from_names(name: str, bare: str) -> None:
    """And nothing else is."""
    assert bare_name(name) == bare


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Graivoron", "Grayvoron"),
        ("Deir Ezzor", "Deir ez-Zor"),
        ("Khan Younis", "Khan Yunis"),
        ("Sana'a", "Sanaa"),
        ("Hodeidah", "Hodeida"),
    ],
)
def test_spellings_of_one_sound_share_a_key(one: str, other: str) -> None:
    """What transliterations differ in is no difference."""
    assert transliteration_key(fold_name(one)) == transliteration_key(fold_name(other))


def test_distance() -> None:
    """Kyiv to Moscow, in kilometres; a point to itself; over the date line."""
    assert distance_km(50.45, 30.52, 55.75, 37.62) == pytest.approx(756, abs=5)
    assert distance_km(10.0, 20.0, 10.0, 20.0) == 0
    assert distance_km(0.0, 179.9, 0.0, -179.9) == pytest.approx(22.2, abs=0.5)


def test_a_missing_gazetteer_names_the_command(tmp_path: Path) -> None:
    """Misconfigured, with the remedy."""
    with pytest.raises(Misconfigured, match="tocsin gazetteer build"):
        Gazetteer.load(tmp_path)


def _copy_with(tmp_path: Path, **changes: object) -> Path:
    folder = tmp_path / "copy"
    shutil.copytree(DEFAULT_FOLDER, folder)
    stamp = json.loads((folder / layout.STAMP).read_text())
    (folder / layout.STAMP).write_text(json.dumps(stamp | changes))
    return folder


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"format": layout.FORMAT - 1}, "has format"),
        ({"tables": {"admin1.tsv": 1}}, "other tables"),
        ({"sizes": {layout.RECORDS: 1}}, "not whole"),
        ({"sizes": {"gone.bin": 1}}, "not whole"),
    ],
    ids=["older format", "other tables", "cut short", "file gone"],
)
def test_an_outdated_gazetteer_is_not_read(tmp_path: Path, changes: dict[str, object], said: str) -> None:
    """Each way to be outdated is said, with the remedy."""
    folder = _copy_with(tmp_path, **changes)
    with pytest.raises(Misconfigured, match=said) as raised:
        Gazetteer.load(folder)
    assert "tocsin gazetteer build" in raised.value.remedy


def test_a_damaged_stamp_is_no_gazetteer(tmp_path: Path) -> None:
    """A build that was broken off, or a file that is not JSON."""
    (tmp_path / layout.STAMP).write_text("{")
    with pytest.raises(Misconfigured, match="damaged"):
        Gazetteer.load(tmp_path)
