"""Poison of every kind through the real topics: its reason, its place, its bytes untouched, and no harm to its neighbours."""

from __future__ import annotations

import json
import re

import pytest

from tests.integration.conftest import MakeStage
from tests.stage.worker import wait_until
from worker import __version__

pytestmark = [pytest.mark.slow, pytest.mark.docker]

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


def article(key: str, text: str = "Fire.", **more: object) -> bytes:
    return json.dumps({"article_id": key, "text": text} | more).encode()


POISON = [
    # key, value, reason, the role that says so, words of the message
    ("not-utf8", b"\xff\xfe\x00 no text", "decode_error", "extract", "UTF-8"),
    ("broken-json", b'{"text": "never closed', "decode_error", "extract", "JSON"),
    ("no-text", b'{"title": "no text"}', "schema_invalid", "extract", "text"),
    ("wrong-type", b'{"text": ["a", "list"]}', "schema_invalid", "extract", "text"),
    ("white-space", b'{"text": " \\n "}', "empty_text", "extract", "empty"),
    ("nothing", b"", "empty_text", "extract", "empty"),
    ("large", article("large", "x" * 270_000), "too_large", "extract", "270,000 bytes"),
    ("bug", article("bug", metadata={"do": "bug"}), "extract_error", "extract", "a defect"),
    ("death", article("death", metadata={"do": "die"}), "extract_error", "extract", "its process died"),
    ("hang", article("hang", metadata={"do": "hang"}), "extract_timeout", "extract", "took more than 1 s"),
    ("block", article("block", metadata={"do": "block"}), "extract_timeout", "extract", "hung"),
    ("mismatch", article("mismatch", metadata={"do": "mismatch"}), "span_mismatch", "extract", "quote"),
    ("big", article("big", metadata={"do": "big", "events": 1}), "produce_too_large", "extract", "1,000,000 fit"),
    ("enrich", article("enrich", title="enrich-bug", metadata={"events": 1}), "enrich_error", "enrich", "a defect"),
    ("long-id", article("i" * 2_100, metadata={"events": 1}), "sink_data_error", "store", "2,000 fit"),
    ("nul-id", article("nul\x00id", metadata={"events": 1}), "sink_data_error", "store", "U+0000"),
]
TOPICS = {"extract": "articles.raw", "enrich": "incidents.extracted", "store": "incidents.enriched"}


def test_each_poison_becomes_a_dead_letter_with_its_reason(make_real_stage: MakeStage) -> None:
    """Kafka Connect's headers and ours are right, the producer's stand beside them, and all neighbours are stored."""
    stage = make_real_stage(settings={"TOCSIN_WORKER__ARTICLE_LIMIT": "1"})
    trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    neighbours = 0
    for key, value, *_ in POISON:
        stage.send(key, value, headers={"traceparent": trace, "source": "wire", "empty": None})
        for _ in range(3):
            stage.send(f"good-{neighbours}", article(f"good-{neighbours}", metadata={"events": 1}))
            neighbours += 1
    stage.flush()
    stage.start()
    letters = [f"{topic}.dlq" for topic in TOPICS.values()]
    wait_until(lambda: stage.stored() == neighbours and stage.topics.written(*letters) >= len(POISON), 120, "all done")
    stage.drain()
    assert stage.stop() == 0
    dead = {record.headers["x-dlq-reason"] + "|" + record.key: record for record in stage.topics.read(*letters)}
    inputs = {(r.topic, r.partition, r.offset): r for r in stage.topics.read(*TOPICS.values())}
    assert len(dead) == len(POISON)
    for key, value, reason, role, words in POISON:
        raw_key = json.loads(value)["article_id"] if role == "store" else key  # what extract sends has the article's id
        record = dead[f"{reason}|{raw_key}"]
        headers = record.headers
        assert record.topic == f"{TOPICS[role]}.dlq", key
        source = inputs[
            TOPICS[role],
            int(headers["__connect.errors.partition"]),
            int(headers["__connect.errors.offset"]),
        ]
        assert (record.key, record.value) == (source.key, source.value), key
        if role == "extract":
            assert record.value == value
        assert headers["__connect.errors.topic"] == stage.topics.prefix + TOPICS[role]
        assert headers["__connect.errors.stage"] == role
        assert words in headers["__connect.errors.exception.message"], headers
        assert headers["__connect.errors.exception.class.name"].rpartition(".")[2]
        assert INSTANT.fullmatch(headers["x-dlq-first-failed-at"])
        assert (headers["x-dlq-redrives"], headers["x-dlq-app-version"]) == ("0", __version__)
        assert int(headers["x-dlq-original-timestamp"]) > 1_700_000_000_000
        assert headers["traceparent"].split("-")[1] == trace.split("-")[1]
        assert role != "extract" or headers["source"] == "wire"


def test_a_message_without_value_or_key_is_a_dead_letter_too(make_real_stage: MakeStage) -> None:
    """Nothing that stands on a topic stops the flow: a client that refuses to send what came must not either."""
    stage = make_real_stage()
    stage.start()
    stage.topics.send_raw(None, None)
    stage.topics.send_raw(None, b"{")
    stage.send("good", article("good", metadata={"events": 1}))
    stage.flush()
    wait_until(lambda: stage.stored() == 1, 60, "the good one")
    stage.drain()
    dead = stage.topics.read("articles.raw.dlq")
    assert sorted((record.value, record.headers["x-dlq-reason"]) for record in dead) == [
        (b"", "empty_text"),
        (b"{", "decode_error"),
    ]
    assert [record.headers.get("x-dlq-null-value") for record in dead if not record.value] == ["true"]
    assert stage.stop() == 0
