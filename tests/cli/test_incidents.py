"""`tocsin incidents` and `tocsin db`: what they find, how they show it, how they end."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from schemas.attack import WeaponKind
from schemas.harm import TargetKind
from schemas.incident import IncidentEvent
from schemas.result import ArticleIncidents
from worker.cli.incident_views import Format, count_text, print_incidents
from worker.cli.incidents import parse_moment, read_incidents
from worker.cli.main import app
from worker.settings import DatabaseSettings
from worker.sinks.query import IncidentFilter, IncidentRow, Order
from worker.sinks.sql import SqlSink

ResultOf = Callable[..., ArticleIncidents]

EVENTS = {
    "kherson": {
        "type": "conflict.drone_strike",
        "time": {"earliest": "2026-03-01T02:00:00Z", "best": "2026-03-01T02:10:00Z", "precision": "minute"},
        "location": {
            "name": "Kherson", "resolved": "Kherson", "country": "UKR", "admin1": "UA-65",
            "lat": 46.65, "lon": 32.6, "precision": "place", "uncertainty_km": 8.0,
        },
        "casualties": {
            "killed": {"min": 12, "best": 12, "qualifier": "at_least", "text": "at least 12"},
            "injured": {"best": 40, "qualifier": "about", "text": "about 40"},
        },
        "actors": [
            {"role": "perpetrator", "name": "Russian forces", "kind": "organization", "status": "alleged"},
            {"role": "responder", "name": "firefighters",
             "count": {"min": 30, "best": 30, "max": 30, "qualifier": "exact", "text": "thirty"}},
        ],
        "evidence": [{"field": "type", "start": 0, "end": 21, "quote": "drones\thit\na \x1b[31mmarket", "rule_id": "r1"}],
        "weapons": [{"kind": "drone", "name": "Shahed"}, {"kind": "missile"}],
        "targets": [{"kind": "commercial", "name": "a market"}],
        "severity": {"score": 7.5},
    },
    "lima": {
        "type": "accident.transport",
        "time": {"best": "2026-02-10", "precision": "day", "inferred": True},
        "location": {"name": "outside Lima", "resolved": "Lima", "country": "PER", "lat": -12.0, "lon": -77.0,
                     "precision": "admin1", "uncertainty_km": 60.0},
        "casualties": {"killed": {"min": 0, "best": 0, "max": 0, "qualifier": "explicit_none", "text": "nobody"}},
        "severity": {"score": 2.0},
    },
    "sea": {
        "type": "conflict.naval_attack",
        "time": {"earliest": "2026-01-01", "latest": "2026-01-31", "precision": "month"},
        "location": {"name": "the Red Sea", "lat": 20.0, "lon": 38.0, "precision": "region", "uncertainty_km": 900.0},
    },
}  # fmt: skip


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The default database is a file in the current folder: that is never the project's."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def filled(sqlite_database: DatabaseSettings, result_of: ResultOf, monkeypatch: pytest.MonkeyPatch) -> DatabaseSettings:
    """Three live incidents of three articles, and a withdrawn one; the settings point there."""
    results = [result_of(f"article-{name}", name, **fields) for name, fields in EVENTS.items()]
    older = result_of("article-sea", "gone", at=0, type="unrest.riot")

    async def fill() -> None:
        sink = SqlSink(sqlite_database)
        await sink.store([older])
        await sink.store(results)
        await sink.close()

    asyncio.run(fill())
    monkeypatch.setenv("TOCSIN_DATABASE__URL", sqlite_database.url.get_secret_value())
    return sqlite_database


@pytest.fixture
def rows(filled: DatabaseSettings) -> list[IncidentRow]:
    """The live incidents, newest first."""
    return read_incidents(filled, IncidentFilter())


def printed(rows: list[IncidentRow], format_: Format, width: int | None = None) -> str:
    """What is printed."""
    out = io.StringIO()
    print_incidents(rows, format_, out, width=width)
    return out.getvalue()


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        pytest.param({}, ["kherson", "lima", "sea"], id="all live ones, newest first"),
        pytest.param({"type": "conflict"}, ["kherson", "sea"], id="branch"),
        pytest.param({"type": "conflict.naval_attack"}, ["sea"], id="leaf"),
        pytest.param({"type": "naval_attack"}, ["sea"], id="leaf without its branch"),
        pytest.param({"country": "per"}, ["lima"], id="country, in any case"),
        pytest.param({"since": date(2026, 2, 10)}, ["kherson", "lima"], id="since, that day included"),
        pytest.param({"until": date(2026, 2, 10)}, ["lima", "sea"], id="until, that day included"),
        pytest.param({"since": date(2026, 1, 20), "until": date(2026, 1, 21)}, ["sea"], id="may have been that day"),
        pytest.param({"since": datetime(2026, 3, 1, 2, 11, tzinfo=UTC)}, [], id="since, to the minute"),
        pytest.param({"killed_min": 12}, ["kherson"], id="killed"),
        pytest.param({"killed_min": 0}, ["kherson", "lima"], id="killed is said at all"),
        pytest.param({"place": "lim"}, ["lima"], id="part of a place's name"),
        pytest.param({"place": "red sea"}, ["sea"], id="place that no gazetteer knows"),
        pytest.param({"place": "UA-65"}, ["kherson"], id="region"),
        pytest.param({"place": "%"}, [], id="a per cent sign is no wildcard"),
        pytest.param({"article": "article-lima"}, ["lima"], id="article"),
        pytest.param({"actor": "russian"}, ["kherson"], id="part of an actor's name"),
        pytest.param({"weapon": WeaponKind.MISSILE}, ["kherson"], id="one of its weapons"),
        pytest.param({"weapon": WeaponKind.MINE}, [], id="no such weapon"),
        pytest.param(
            {"target": TargetKind.COMMERCIAL, "weapon": WeaponKind.DRONE}, ["kherson"], id="target and weapon"
        ),
        pytest.param({"withdrawn": True}, ["gone"], id="withdrawn ones"),
        pytest.param({"order": Order.OLDEST}, ["sea", "lima", "kherson"], id="oldest first"),
        pytest.param({"order": Order.KILLED}, ["kherson", "lima", "sea"], id="most killed first"),
        pytest.param({"order": Order.SEVERITY, "limit": 2}, ["kherson", "lima"], id="most severe first, two"),
    ],
)
def test_filters(filled: DatabaseSettings, wanted: dict[str, object], found: list[str]):
    """All conditions hold; what is not known is not found by it and comes last."""
    assert [row.event_id for row in read_incidents(filled, IncidentFilter(**wanted))] == found


@pytest.mark.docker
def test_filters_on_postgresql(postgres_database: DatabaseSettings, result_of: ResultOf):
    """The same questions have the same answers there."""

    async def fill() -> None:
        sink = SqlSink(postgres_database)
        await sink.store([result_of(f"article-{name}", name, **fields) for name, fields in EVENTS.items()])
        await sink.close()

    asyncio.run(fill())

    def ask(**wanted: object) -> list[str]:
        return [row.event_id for row in read_incidents(postgres_database, IncidentFilter(**wanted))]

    assert ask() == ["kherson", "lima", "sea"]
    assert ask(since=date(2026, 1, 20), until=date(2026, 1, 21)) == ["sea"]
    assert ask(type="conflict", killed_min=1, place="kher", country="UKR", order=Order.KILLED) == ["kherson"]
    assert ask(weapon=WeaponKind.MISSILE, target=TargetKind.COMMERCIAL, actor="firefighters") == ["kherson"]
    assert ask(weapon=WeaponKind.MINE) == []
    (row, *_) = read_incidents(postgres_database, IncidentFilter())
    assert (row.actors, row.weapons) == (("Russian forces", "firefighters"), ("drone", "missile"))
    assert row.time_best == datetime(2026, 3, 1, 2, 10, tzinfo=UTC)
    assert IncidentEvent.read_json(row.record).casualties.killed.best == 12


@pytest.mark.parametrize(
    ("low", "best", "high", "qualifier", "text"),
    [
        (None, None, None, None, "–"),
        (0, 0, 0, "explicit_none", "0"),
        (12, 12, 12, "exact", "12"),
        (12, 12, None, "at_least", "≥12"),
        (None, 5, 5, "at_most", "≤5"),
        (None, 50, None, "about", "~50"),
        (10, None, 14, "range", "10–14"),
        (24, None, None, "dozens", "≥24"),
        (3, None, None, "several", "≥3"),
        (None, None, None, "many", "–"),
    ],
)
def test_numbers_show_their_doubt(low: int | None, best: int | None, high: int | None, qualifier: str, text: str):
    """What is not said, none, and at least so many are told apart."""
    assert count_text(low, best, high, qualifier) == text


def test_lines_for_pipes(rows: list[IncidentRow]):
    """Seven fields, tab-separated, one line each: the words of an article break neither a line nor a terminal."""
    lines = printed(rows, Format.AUTO).splitlines()
    assert [line.split("\t") for line in lines] == [
        ["conflict.drone_strike", "2026-03-01 02:10", "Kherson, UKR", "≥12", "~40",
         "Russian forces (perpetrator, alleged); thirty firefighters (responder)", "drones hit a [31mmarket"],
        ["accident.transport", "~2026-02-10", "Lima, PER", "0", "–", "–", "–"],
        ["conflict.naval_attack", "2026-01", "the Red Sea", "–", "–", "–", "–"],
    ]  # fmt: skip


@pytest.mark.parametrize("width", [60, 80, 119, 120, 200])
def test_the_table_fits_its_terminal(rows: list[IncidentRow], width: int):
    """No line is longer than the terminal is wide, and every number is whole."""
    text = printed(rows, Format.TABLE, width)
    assert max(map(len, text.splitlines())) <= width
    for whole in ("≥12", "~40", "Kherson", "2026-03-01 02:10", "naval_attack", "killed", "Russian forces"):
        assert whole in text
    assert "\x1b" not in text


def test_no_incidents_are_said(filled: DatabaseSettings):
    """An empty table would look like a failure."""
    assert printed(read_incidents(filled, IncidentFilter(country="NZL")), Format.TABLE, 80) == "No incidents.\n"


def test_json_lines_are_the_events(rows: list[IncidentRow]):
    """Each line is an IncidentEvent, whole."""
    events = [IncidentEvent.read_json(line) for line in printed(rows, Format.JSONL).splitlines()]
    assert [event.event_id for event in events] == ["kherson", "lima", "sea"]
    assert events[0].evidence[0].quote == "drones\thit\na \x1b[31mmarket"


def test_csv_reads_back(rows: list[IncidentRow]):
    """Line breaks and quotes survive; nothing is not 0."""
    read = list(csv.DictReader(io.StringIO(printed(rows, Format.CSV))))
    assert [line["event_id"] for line in read] == ["kherson", "lima", "sea"]
    assert read[0]["proof"] == "drones\thit\na \x1b[31mmarket"
    assert read[0]["time_best"] == "2026-03-01T02:10:00Z"
    assert [line["killed_best"] for line in read] == ["12", "0", ""]
    assert [line["weapons"] for line in read] == ["drone; missile", "", ""]


def test_geojson_puts_points_only_where_they_are_known(rows: list[IncidentRow]):
    """A country's or a sea's centre is no place of an incident: null geometry, but the uncertainty is said."""
    collection = json.loads(printed(rows, Format.GEOJSON))
    assert collection["type"] == "FeatureCollection"
    assert [feature["geometry"] for feature in collection["features"]] == [
        {"type": "Point", "coordinates": [32.6, 46.65]},
        {"type": "Point", "coordinates": [-77.0, -12.0]},
        None,
    ]
    assert [feature["properties"]["uncertainty_km"] for feature in collection["features"]] == [8.0, 60.0, 900.0]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        pytest.param("incidents --type drone_strike", 0, "Kherson, UKR", id="found"),
        pytest.param("incidents --country ukr --since 2026-03-01 --until 2026-03-01T23:00Z", 0, "Kherson", id="dates"),
        pytest.param("incidents --weapon drone --target commercial --actor russian", 0, "Kherson", id="lists"),
        pytest.param("incidents --weapon gun", 2, "small_arms", id="no such weapon"),
        pytest.param("incidents --limit 1", 0, "--limit 0 shows all", id="more than shown"),
        pytest.param("incidents --type dron_strike", 2, "mean conflict.drone_strike", id="type misspelt"),
        pytest.param("incidents --since yesterday", 2, "no date like", id="no date"),
        pytest.param("incidents --since 2026-03-01T10:00", 2, "no date like", id="instant without its zone"),
        pytest.param("incidents --country Ukraine", 2, "alpha-3", id="country's name"),
        pytest.param("incidents --format xml", 2, "geojson", id="no such format"),
        pytest.param("db current", 0, "up to date", id="current"),
        pytest.param("db upgrade", 0, "still at", id="nothing to upgrade"),
    ],
)
@pytest.mark.usefixtures("filled")
def test_commands(arguments: str, code: int, words: str):
    """What they print, and the code they end with."""
    result = CliRunner().invoke(app, arguments.split())
    assert (result.exit_code, words in " ".join(result.output.replace("│", "").split())) == (code, True), result.output


@pytest.mark.parametrize(
    ("url", "arguments", "code", "words"),
    [
        ("mysql://u:secret@h/d", "db upgrade", 2, "TOCSIN_DATABASE__URL"),
        ("mysql://u:secret@h/d", "incidents", 2, "TOCSIN_DATABASE__URL"),
        ("postgresql://u:secret@127.0.0.1:1/d", "db upgrade", 4, "does not answer"),
        ("postgresql://u:secret@127.0.0.1:1/d", "incidents", 4, "does not answer"),
        ("sqlite:///{folder}/none.db", "incidents", 4, "tocsin db upgrade"),
        ("sqlite:///{folder}/none.db", "db current", 4, "tocsin db upgrade"),
        ("sqlite:///{folder}/none.db", "db upgrade", 0, "now at"),
    ],
)
def test_trouble_with_the_database(
    url: str, arguments: str, code: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """2 for a wrong URL, 4 for anything else; what to do, and never the password."""
    monkeypatch.setenv("TOCSIN_DATABASE__URL", url.format(folder=tmp_path))
    result = CliRunner().invoke(app, arguments.split())
    assert (result.exit_code, words in result.output, "secret" in result.output) == (code, True, False), result.output


@pytest.mark.parametrize("text", ["", "2026", "yesterday", "2026-13-01", "2026-03-01T10:00"])
def test_what_is_no_moment(text: str):
    """Neither a date nor an instant with its zone."""
    with pytest.raises(ValueError, match=r".+"):
        parse_moment(text)
