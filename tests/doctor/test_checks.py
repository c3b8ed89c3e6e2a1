"""The checks together: bounded, none hidden by another, no secret shown."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from worker.doctor.checks import CHECKS, examine
from worker.doctor.findings import Report, Status
from worker.kafka.embedded_broker import BrokerProcess
from worker.kafka.plans import plan_topics
from worker.settings import DatabaseSettings, KafkaSettings, Settings

NAMES = [check.name for check in CHECKS]


async def reports(settings: Settings, limit: float = 10) -> dict[str, Report]:
    return {report.check: report async for report in examine(settings, limit=limit)}


def doctor(*words: str, folder: Path, **settings: str) -> tuple[int, str, str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("TOCSIN_")} | settings
    done = subprocess.run(
        [sys.executable, "-m", "worker.cli.main", "doctor", *words],
        cwd=folder, env=environment | {"PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


async def test_all_is_well_on_an_embedded_broker(sqlite_database: DatabaseSettings) -> None:
    """It tells neither configurations nor rights, and that is no finding."""
    with BrokerProcess({plan.name: plan.partitions for plan in plan_topics(KafkaSettings(partitions=2))}) as broker:
        kafka = KafkaSettings(bootstrap=broker.bootstrap, partitions=2)
        found = await reports(Settings(kafka=kafka, database=sqlite_database))
    assert list(found) == NAMES
    assert {name: report.status for name, report in found.items()} == dict.fromkeys(NAMES, Status.OK)
    assert all(report.said for report in found.values())


async def test_what_is_away_hides_nothing_else(empty_sqlite: DatabaseSettings, tmp_path: Path) -> None:
    """Without brokers the database and the gazetteer are looked at; what needs brokers is skipped, and says so."""
    settings = Settings(kafka=KafkaSettings(bootstrap="127.0.0.1:1"), database=empty_sqlite, gazetteer=tmp_path)
    begun = time.monotonic()
    found = await reports(settings)
    assert time.monotonic() - begun < 15
    assert [name for name, report in found.items() if report.status is Status.SKIPPED] == [
        "topics", "rights", "lag", "dead letters"
    ]  # fmt: skip
    (broker,), (database,), (gazetteer,) = (found[name].findings for name in ("broker", "database", "gazetteer"))
    assert "127.0.0.1:1" in broker.problem
    assert "TOCSIN_KAFKA__BOOTSTRAP" in broker.remedy
    assert "there is no database" in database.problem
    assert "tocsin db upgrade" in database.remedy
    assert str(tmp_path) in gazetteer.problem
    assert "tocsin gazetteer build" in gazetteer.remedy


async def test_a_broker_that_hangs_is_given_up() -> None:
    """One that takes the connection and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        kafka = KafkaSettings(bootstrap=f"127.0.0.1:{silent.getsockname()[1]}")
        begun = time.monotonic()
        found = await reports(Settings(kafka=kafka), limit=2)
    assert time.monotonic() - begun < 8
    assert found["broker"].status is Status.FINDING
    assert "no answer within 2 s" in found["broker"].findings[0].problem


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("postgresql://tocsin:hush-hush@127.0.0.1:1/news", "postgresql+asyncpg://tocsin:***@127.0.0.1:1/news"),
        ("mysql://tocsin:hush-hush@127.0.0.1/news", "'mysql' is no database"),
    ],
)
def test_no_password_is_shown(tmp_path: Path, url: str, problem: str) -> None:
    """Not in the table, not in JSON, not on stderr; the exit code tells that there are findings."""
    settings = {
        "TOCSIN_KAFKA__BOOTSTRAP": "127.0.0.1:1", "TOCSIN_DATABASE__URL": url,
        "TOCSIN_KAFKA__USERNAME": "u", "TOCSIN_KAFKA__PASSWORD": "never-told",
    }  # fmt: skip
    for words in ((), ("--json",)):
        code, out, err = doctor(*words, folder=tmp_path, **settings)
        assert code == 1
        assert problem in out
        assert "hush-hush" not in out + err
        assert "never-told" not in out + err


def test_settings_that_cannot_be_read_are_the_first_finding(tmp_path: Path) -> None:
    """Nothing else can be looked at."""
    code, out, _ = doctor("--json", folder=tmp_path, TOCSIN_DATABASE__URL_FILE="/nowhere/url")
    first, *rest = json.loads(out)
    assert code == 1
    assert (first["check"], first["status"]) == ("settings", "finding")
    assert "TOCSIN_DATABASE__URL_FILE: cannot read /nowhere/url" in first["findings"][0]["problem"]
    assert {one["status"] for one in rest} == {"skipped"}
    assert [one["check"] for one in rest] == NAMES[1:]
