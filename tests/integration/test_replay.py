"""`tocsin replay` and `tocsin tail` over the embedded broker: what stands on the topic, after kills too."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from confluent_kafka import Consumer, Message, Producer, TopicPartition

from tests.integration.conftest import MakeStage
from worker.cli.exit import ExitCode
from worker.kafka.embedded_broker import BrokerProcess

ROOT = Path(__file__).parents[2]
PARTITIONS = 4
TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


@contextmanager
def _command(
    folder: Path, broker: BrokerProcess | None, *arguments: str, **settings: str
) -> Iterator[subprocess.Popen[str]]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("TOCSIN_")} | settings
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "TOCSIN_LOG__LEVEL": "error"}
    environment |= {"TOCSIN_KAFKA__BOOTSTRAP": broker.bootstrap} if broker else {}
    with subprocess.Popen(
        [sys.executable, "-m", "worker.cli.main", *arguments],
        cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            process.kill()  # nothing is left running, whatever failed


def _run(folder: Path, broker: BrokerProcess | None, *arguments: str, **settings: str) -> tuple[int, str, str]:
    with _command(folder, broker, *arguments, **settings) as process:
        out, said = process.communicate(timeout=120)
    return process.returncode, out, said


def _read(broker: BrokerProcess, topic: str) -> list[Message]:
    consumer = Consumer({"bootstrap.servers": broker.bootstrap, "group.id": "test", "log_level": 0})
    places = [TopicPartition(topic, partition, 0) for partition in range(PARTITIONS)]
    ends = sum(consumer.get_watermark_offsets(place, timeout=10)[1] for place in places)
    consumer.assign(places)
    found: list[Message] = []
    until = time.monotonic() + 20
    while len(found) < ends and time.monotonic() < until:
        found += [message for message in consumer.consume(500, timeout=0.5) if not message.error()]
    consumer.close()
    return found


def _articles(folder: Path, count: int, *, size: int = 0) -> None:
    lines = [json.dumps({"id": f"a{n}", "text": f"Article {n}. " + "x" * size}) for n in range(count)]
    (folder / "in.jsonl").write_text("\n".join(lines) + "\n")


def test_what_is_sent_stands_on_the_topic(tmp_path: Path, broker: BrokerProcess):
    """Key, value, headers; each key where Kafka's own partitioner puts it."""
    known = {"21": -973932308, "foobar": -790332482, "a-little-bit-long-string": -985981536}  # from Kafka's own tests
    (tmp_path / "in.jsonl").write_text("".join(json.dumps({"id": key, "text": "Fire."}) + "\n" for key in known))
    code, out, said = _run(tmp_path, broker, "replay", "in.jsonl", "--header", "source=archive")
    summary = json.loads(out)
    assert (code, summary["sent"], summary["failed"]) == (0, 3, 0), said
    messages = _read(broker, "articles.raw")
    assert {(m.key() or b"").decode(): m.partition() for m in messages} == {
        key: (murmur2 & 0x7FFFFFFF) % PARTITIONS for key, murmur2 in known.items()
    }
    for message in messages:
        headers = {name: (value or b"").decode() for name, value in message.headers() or []}
        assert headers.keys() == {"content-type", "traceparent", "source", "x-replay-run-id"}
        assert (headers["source"], headers["x-replay-run-id"]) == ("archive", summary["run_id"])
        assert json.loads(message.value() or b"")["text"] == "Fire."


def test_a_replay_that_is_killed_goes_on_where_it_was(tmp_path: Path, broker: BrokerProcess):
    """kill -9, three times: in the end every article is there, and few are there twice."""
    _articles(tmp_path, 2_000)
    replay = (
        "replay",
        "in.jsonl",
        "--resume",
        "state",
        "--progress",
        "none",
        "--rate",
        "1000/s",
        "--max-in-flight",
        "0",
    )
    for kill in range(3):
        before = (tmp_path / "state").stat().st_size if kill else 0
        with _command(tmp_path, broker, *replay) as process:
            until = time.monotonic() + 30
            while not (tmp_path / "state").exists() or (tmp_path / "state").stat().st_size < before + 33 * 200:
                assert process.poll() is None
                assert time.monotonic() < until
                time.sleep(0.02)
            process.kill()
            process.communicate()
        assert process.returncode == -signal.SIGKILL
    code, out, said = _run(tmp_path, broker, *replay)
    summary = json.loads(out)
    assert code == 0, said
    assert summary["sent_before"] >= 600
    assert summary["sent"] + summary["sent_before"] == summary["read"] == 2_000
    times = Counter((message.key() or b"").decode() for message in _read(broker, "articles.raw"))
    assert times.keys() == {f"a{n}" for n in range(2_000)}
    assert sum(times.values()) - 2_000 < 600
    code, out, said = _run(tmp_path, broker, *replay)
    assert json.loads(out)["sent"] == 0


def test_nothing_overflows_while_no_worker_stores(tmp_path: Path, broker: BrokerProcess):
    """The embedded broker would drop it silently: the replay waits, then says who does not get on, and what was sent."""
    _articles(tmp_path, 300, size=100_000)
    code, out, said = _run(tmp_path, broker, "replay", "in.jsonl", "--timeout", "1")
    assert code == ExitCode.SOME_FAILED
    assert "the agent extract is " in said
    assert "tocsin run" in said
    sent = json.loads(out)["sent"]
    messages = _read(broker, "articles.raw")
    assert 0 < sent == len(messages) < 100
    per_partition = Counter[int]()
    for message in messages:
        per_partition[message.partition()] += len(message.value() or b"")
    assert max(per_partition.values()) <= 2_000_000


def test_an_article_that_no_message_holds_is_said(tmp_path: Path, broker: BrokerProcess):
    """It fails alone, with the limit's name; the others go through."""
    lines = [{"id": "a", "text": "x" * 200_000}, {"id": "b", "text": "Fire."}]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    code, out, said = _run(
        tmp_path, broker, "replay", "in.jsonl", "--on-error", "skip", TOCSIN_KAFKA__MAX_MESSAGE_BYTES="100000"
    )
    assert (code, json.loads(out)["sent"], json.loads(out)["failed"]) == (ExitCode.SOME_FAILED, 1, 1)
    assert "in.jsonl:1: article of 200," in said
    assert "TOCSIN_KAFKA__MAX_MESSAGE_BYTES" in said


@pytest.mark.parametrize("command", [["replay", "in.jsonl"], ["tail", "articles.raw"]])
def test_a_missing_topic_is_said(tmp_path: Path, broker: BrokerProcess, command: list[str]):
    """With the command that makes it; exit code 3."""
    _articles(tmp_path, 1)
    code, out, said = _run(tmp_path, broker, *command, TOCSIN_KAFKA__PREFIX="other.")
    assert code == ExitCode.BROKER
    assert "topic other.articles.raw does not exist" in said
    assert "tocsin topics create" in said
    assert command[0] == "tail" or json.loads(out)["sent"] == 0


@pytest.mark.slow
def test_a_broker_that_goes_away_ends_the_replay_with_what_was_sent(tmp_path: Path, broker: BrokerProcess):
    """Exit code 3 within a limit; the summary and the resume file agree with the topic."""
    _articles(tmp_path, 2_000)
    unbounded = ("--resume", "state", "--max-in-flight", "0")
    with _command(tmp_path, broker, "replay", "in.jsonl", "--rate", "500/s", *unbounded) as process:
        time.sleep(2.5)
        broker.command("down")
        out, said = process.communicate(timeout=90)
    broker.command("up")
    assert process.returncode == ExitCode.BROKER, said
    assert "Traceback" not in said
    summary = json.loads(out)
    assert 0 < summary["sent"] < 2_000
    assert len((tmp_path / "state").read_text().splitlines()) - 1 == summary["sent"]
    keys = {(message.key() or b"").decode() for message in _read(broker, "articles.raw")}
    assert len(keys) >= summary["sent"]
    code, out, said = _run(tmp_path, broker, "replay", "in.jsonl", *unbounded)
    assert code == 0, said
    assert {(message.key() or b"").decode() for message in _read(broker, "articles.raw")} == {
        f"a{n}" for n in range(2_000)
    }


@pytest.mark.slow
def test_waiting_ends_when_every_article_is_in_the_table_or_a_dead_letter(make_stage: MakeStage):
    """The sample articles through the real worker."""
    stage = make_stage()
    stage.start(work={})
    settings: dict[str, str] = {k: v for k, v in stage.settings.items() if k != "TOCSIN_LOG__FORMAT"}
    code, out, said = _run(ROOT, None, "replay", "seeds", "--map", "text=body", "--wait", **settings)
    summary = json.loads(out)
    assert code == 0, said
    assert summary["sent"] == summary["stored"] == stage.stored() >= 60
    assert (summary["dead_lettered"], summary["missing"]) == ({}, 0)
    assert stage.stop() == 0


@pytest.mark.slow
def test_waiting_tells_which_became_dead_letters_and_what_is_missing(make_stage: MakeStage, tmp_path: Path):
    """With the reason; the others are stored.  Exit code 1."""
    stage = make_stage()
    stage.start()
    lines = [{"id": f"a{n}", "text": "Fire.", "metadata": {"events": 1}} for n in range(20)]
    lines[7]["metadata"] = {"do": "mismatch"}
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    settings = {k: v for k, v in stage.settings.items() if k != "TOCSIN_LOG__FORMAT"}
    code, out, said = _run(tmp_path, None, "replay", "in.jsonl", "--wait", **settings)
    summary = json.loads(out)
    assert code == ExitCode.SOME_FAILED, said
    assert (summary["sent"], summary["stored"], summary["missing"]) == (20, 19, 0)
    assert summary["dead_lettered"] == {"span_mismatch": 1}
    assert stage.stop() == 0
    code, out, said = _run(tmp_path, None, "replay", "in.jsonl", "--wait", "--timeout", "2", **settings)
    assert code == ExitCode.SOME_FAILED
    assert f"the agent extract is 20 messages behind on {stage.topics.prefix}articles.raw" in said


@pytest.fixture
def events(broker: BrokerProcess) -> BrokerProcess:
    """An event, a withdrawn one, and a message that is neither."""
    producer = Producer({"bootstrap.servers": broker.bootstrap, "log_level": 0})
    event = {"event_id": "e1", "type": "conflict.shelling", "title": "Shelling in Kherson"}
    producer.produce("incidents.events", key="e1", value=json.dumps(event), partition=0, headers={"traceparent": TRACE})
    producer.flush(10)
    producer.produce("incidents.events", key="e2", value=None, partition=0)
    producer.flush(10)
    producer.produce("incidents.events", key=None, value=b"\x1b[31mred\xff", partition=0)
    producer.flush(10)
    return broker


def test_tail_prints_json_lines_in_a_pipe(tmp_path: Path, events: BrokerProcess):
    """A tombstone is a null value; what is no JSON comes as text."""
    code, out, said = _run(tmp_path, events, "tail", "incidents.events", "--from", "beginning", "--no-follow")
    assert code == 0, said
    lines = [json.loads(line) for line in out.splitlines()]
    assert [(line["partition"], line["offset"], line["key"]) for line in lines] == [
        (0, 0, "e1"),
        (0, 1, "e2"),
        (0, 2, None),
    ]
    assert lines[0]["value"]["type"] == "conflict.shelling"
    assert lines[1]["value"] is None
    assert lines[2]["value"] == "\x1b[31mred\\xff"
    assert lines[0].keys() == {"topic", "partition", "offset", "timestamp", "key", "value"}


def test_tail_prints_lines_for_people(tmp_path: Path, events: BrokerProcess):
    """With headers where wanted; no message can drive the terminal."""
    code, out, said = _run(
        tmp_path, events, "tail", "incidents.events", "--from", "0", "--limit", "3", "--format", "short", "--headers"
    )
    assert code == 0, said
    assert "e1 conflict.shelling: Shelling in Kherson" in out
    assert f"    traceparent: {TRACE}" in out
    assert "e2 withdrawn" in out
    assert "\x1b" not in out


def test_tail_knows_names_with_and_without_the_prefix(tmp_path: Path, events: BrokerProcess):
    """And begins at an offset."""
    for name in ("incidents.events", "events"):  # the prefix is taken from the name, or put before it
        code, out, said = _run(
            tmp_path, events, "tail", name, "--from", "2", "--no-follow", TOCSIN_KAFKA__PREFIX="incidents."
        )
        assert code == 0, said
        assert [json.loads(line)["offset"] for line in out.splitlines()] == [2]


def test_tail_follows_until_ctrl_c(tmp_path: Path, broker: BrokerProcess):
    """From the end on; exit code 130, no traceback."""
    producer = Producer({"bootstrap.servers": broker.bootstrap, "log_level": 0})
    producer.produce("incidents.events", key="old", value="{}", partition=0)
    producer.flush(10)
    with _command(tmp_path, broker, "tail", "incidents.events") as process:
        assert process.stdout is not None
        time.sleep(3)
        producer.produce("incidents.events", key="new", value="{}", partition=0)
        producer.flush(10)
        assert json.loads(process.stdout.readline())["key"] == "new"
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)
    assert process.returncode == ExitCode.INTERRUPTED
    assert "Traceback" not in said
