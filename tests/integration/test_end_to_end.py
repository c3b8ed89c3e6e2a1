"""Seed files in, rows in PostgreSQL out, over Apache Kafka; an independent client reads what stands on the topics between."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from functools import cache

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests.integration.conftest import MakeStage
from tests.stage.stage import Stage
from tests.stage.topics import Read
from tests.stage.worker import ROOT, bare_environment, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.docker]

SCHEMAS = {
    "incidents.extracted": "ArticleIncidents",
    "incidents.enriched": "ArticleIncidents",
    "incidents.events": "IncidentEvent",
}
SENDERS = {"incidents.extracted": "extract", "incidents.enriched": "enrich", "incidents.events": "store"}
TYPES = {
    "incidents.extracted": "tocsin.article.extracted",
    "incidents.enriched": "tocsin.article.enriched",
    "incidents.events": "tocsin.incident.reported",
}
TRACEPARENT = re.compile(r"00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")
CLOUD_EVENT = {"specversion", "id", "source", "type", "subject", "time", "dataschema"}

NEWS = "A car bomb exploded outside a market in Kabul on Wednesday, killing three people, police said."
QUIET = "Police said that the smoke over a market in Kabul on Wednesday came from a kitchen. Nobody was hurt."


@cache
def validator(record: str) -> Draft202012Validator:
    """Of the schema that stands in the repository."""
    schema = json.loads((ROOT / f"schemas/jsonschema/{record}.json").read_text())
    return Draft202012Validator(schema, format_checker=FormatChecker())


def faults_of(read: Read) -> list[str]:
    """What a consumer could hold against a record: its value by the exported schema, its headers by the design."""
    headers, withdrawn = read.headers, read.value is None
    faults = []
    lineage = None
    if read.value is not None:
        value = json.loads(read.value)
        lineage = value["lineage"]
        faults += [f"{error.json_path}: {error.message}" for error in validator(SCHEMAS[read.topic]).iter_errors(value)]
        if read.key != (value["event_id"] if read.topic == "incidents.events" else value["article"]["id"]):
            faults.append("the key is not the record's id")
    wanted = {
        "content-type": "application/json",
        "ce_specversion": "1.0",
        "ce_source": f"/tocsin/{SENDERS[read.topic]}",
        "ce_type": "tocsin.incident.withdrawn" if withdrawn else TYPES[read.topic],
        "ce_subject": read.key,
        "ce_dataschema": f"urn:tocsin:schema:{SCHEMAS[read.topic]}",
    }
    faults += [
        f"{name} is {headers.get(name)!r}, not {value!r}"
        for name, value in wanted.items()
        if headers.get(name) != value
    ]
    if lineage:
        instant = datetime.fromtimestamp(lineage["timestamp"] / 1000, UTC)
        if datetime.fromisoformat(headers["ce_time"]) != instant:
            faults.append(f"ce_time is {headers['ce_time']}, the raw message's {instant}")
        if lineage["trace_id"] != headers["traceparent"].split("-")[1]:
            faults.append("the trace is not that of the raw message")
    if not TRACEPARENT.fullmatch(headers.get("traceparent", "")):
        faults.append("no traceparent")
    known = {f"ce_{name}" for name in CLOUD_EVENT} | {"content-type", "traceparent", "tracestate", "x-tocsin-ms"}
    faults += [f"header {name} has no meaning" for name in headers.keys() - known]
    return [f"{read.topic} {read.key}: {fault}" for fault in faults]


def replay(stage: Stage, *words: str) -> dict[str, object]:
    """``tocsin replay``, until everything is stored; its summary."""
    done = subprocess.run(
        [sys.executable, "-m", "worker.cli.main", "replay", *words, "--wait"],
        cwd=ROOT,
        env=bare_environment() | stage.settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    summary: dict[str, object] = json.loads(done.stdout)
    return summary


def test_seeds_become_records_and_rows(make_real_stage: MakeStage) -> None:
    """Every record keeps its schema, every header the design; the topic of events and the table hold the same."""
    stage = make_real_stage()
    stage.start(work={})
    summary = replay(stage, "seeds", "--map", "text=body")
    sent = summary["sent"]
    assert isinstance(sent, int)
    assert sent >= 60
    assert (summary["stored"], summary["missing"], summary["dead_lettered"]) == (sent, 0, {})
    records = stage.topics.read(*SCHEMAS)
    counts = Counter(record.topic for record in records)
    assert counts["incidents.extracted"] == counts["incidents.enriched"] == sent
    assert [fault for record in records for fault in faults_of(record)] == []
    ids = Counter((record.headers["ce_source"], record.headers["ce_id"]) for record in records)
    assert [id_ for id_, count in ids.items() if count > 1] == []
    raw = {record.key: record.headers["traceparent"].split("-")[1] for record in stage.topics.read("articles.raw")}
    enriched = {r.key: r.headers["traceparent"].split("-")[1] for r in records if r.topic == "incidents.enriched"}
    assert enriched == raw
    events = {record.key: json.loads(record.value or b"") for record in records if record.topic == "incidents.events"}
    rows = stage.rows("SELECT event_id, record::text FROM incident_event WHERE NOT withdrawn")
    assert {key: json.loads(str(record)) for key, record in rows} == events
    assert len(events) >= 45
    assert stage.stop() == 0


def test_what_a_newer_version_no_longer_says_leaves_a_tombstone(make_real_stage: MakeStage) -> None:
    """The row is marked, the view forgets it, and the topic's last word on it is null; a second newer version brings it back."""
    stage = make_real_stage()
    stage.start(work={})

    def live() -> set[str]:
        return {str(key) for (key,) in stage.rows("SELECT event_id FROM incidents")}

    stage.send("a", {"article_id": "a", "published": "2026-03-05", "text": NEWS})
    stage.flush()
    wait_until(lambda: len(live()) == 1, 60, "the incident")
    (event,) = live()
    stage.send("a", {"article_id": "a", "published": "2026-03-05", "text": QUIET})
    stage.flush()
    wait_until(lambda: not live(), 30, "its withdrawal")
    stage.drain()
    records = stage.topics.read("incidents.events")
    assert [(record.key, record.value is None) for record in records] == [(event, False), (event, True)]
    assert [fault for record in records for fault in faults_of(record)] == []
    assert stage.rows("SELECT withdrawn, withdrawn_at IS NOT NULL FROM incident_event") == [(True, True)]
    assert stage.rows("SELECT event_count FROM article") == [(0,)]
    stage.send("a", {"article_id": "a", "published": "2026-03-05", "text": NEWS})
    stage.flush()
    wait_until(lambda: live() == {event}, 30, "it is back")
    assert stage.stop() == 0


@pytest.mark.parametrize("planted", ["value", "key", "type", "trace"])
def test_the_checks_of_this_file_find_what_is_wrong(planted: str) -> None:
    """One fault each, planted into a record that has none."""
    lineage = {"topic": "articles.raw", "partition": 0, "offset": 1, "timestamp": 1_000, "trace_id": "a" * 32}
    article = {
        "id": "a",
        "sha256": "0" * 64,
        "publisher": None,
        "url": None,
        "title": None,
        "published": None,
        "language": None,
    }
    extractor = {"name": "tocsin", "version": "1", "ruleset_sha": "x"}
    value = {
        "article": article, "events": [], "skipped": [], "boilerplate": [], "extractor": extractor, "lineage": lineage,
    }  # fmt: skip
    headers = {
        "content-type": "application/json",
        "ce_specversion": "1.0",
        "ce_id": "a@articles.raw-0-1",
        "ce_source": "/tocsin/enrich",
        "ce_type": "tocsin.article.enriched",
        "ce_subject": "a",
        "ce_time": "1970-01-01T00:00:01.000Z",
        "ce_dataschema": "urn:tocsin:schema:ArticleIncidents",
        "traceparent": f"00-{'a' * 32}-{'b' * 16}-00",
    }
    assert faults_of(Read("incidents.enriched", 0, 0, "a", json.dumps(value).encode(), headers)) == []
    match planted:
        case "value":
            value["articel"] = 1
        case "key":
            article["id"] = "b"
        case "type":
            headers["ce_type"] = "tocsin.article.extracted"
        case _:
            lineage["trace_id"] = "c" * 32
    assert len(faults_of(Read("incidents.enriched", 0, 0, "a", json.dumps(value).encode(), headers))) == 1
