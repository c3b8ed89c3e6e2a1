"""A broker for trying things."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from confluent_kafka import Consumer, KafkaException, Producer, TopicPartition
from confluent_kafka.admin import AdminClient

import worker.kafka.embedded_broker as embedded
from worker.kafka.embedded_broker import BrokerBroken, BrokerProcess, parse_topics


def test_it_holds_what_clients_send() -> None:
    """On the topics and partitions that were named."""
    with BrokerProcess({"a": 3, "b.dlq": 1}) as broker:
        topics = AdminClient({"bootstrap.servers": broker.bootstrap}).list_topics(timeout=10).topics
        assert {name: len(topic.partitions) for name, topic in topics.items()} == {"a": 3, "b.dlq": 1}
        producer = Producer({"bootstrap.servers": broker.bootstrap, "log_level": 0})
        producer.produce("a", b"value", b"key", partition=2, headers={"h": b"1"})
        assert producer.flush(10) == 0
        consumer = Consumer({"bootstrap.servers": broker.bootstrap, "group.id": "g", "log_level": 0})
        consumer.assign([TopicPartition("a", 2, 0)])
        message = consumer.poll(10)
        consumer.close()
        assert (message.key(), message.value(), message.headers()) == (b"key", b"value", [("h", b"1")])


def test_errors_can_be_injected() -> None:
    """So many, of that kind; then it is itself again."""
    with BrokerProcess({"a": 1}) as broker:
        producer = Producer({"bootstrap.servers": broker.bootstrap, "retries": 0, "log_level": 0})
        failed: list[object] = []
        broker.command("err 0 87 1")
        for _ in range(2):
            producer.produce("a", b"x", on_delivery=lambda error, _: failed.append(error))
            producer.flush(10)
        assert [error is None for error in failed] == [False, True]
        broker.command("rtt 1")
        broker.command("clear 0")
        with pytest.raises(BrokerBroken, match="no such command"):
            broker.command("dance")


def test_it_ends_with_its_starter() -> None:
    """Its stdin ends then."""
    code = "from worker.kafka.embedded_broker import BrokerProcess; import os; b = BrokerProcess({'a': 1}); print(b.bootstrap, flush=True); os._exit(0)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    time.sleep(0.5)
    with pytest.raises(KafkaException):
        AdminClient({"bootstrap.servers": done.stdout.strip(), "log_level": 0}).list_topics(timeout=1)


def test_a_broken_start_is_said() -> None:
    """Not waited for."""
    with pytest.raises(BrokerBroken):
        BrokerProcess({"a": -1})


@pytest.mark.parametrize("layout", ["confluent_kafka/.dylibs/librdkafka.dylib", "confluent_kafka.libs/librdkafka-1.so"])
def test_the_library_is_found_in_every_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, layout: str) -> None:
    """That of macOS, and that of Linux."""
    package = tmp_path / "confluent_kafka"
    package.mkdir()
    (package / "__init__.py").touch()
    library = tmp_path / layout
    library.parent.mkdir(exist_ok=True)
    library.touch()
    monkeypatch.setattr("confluent_kafka.__file__", str(package / "__init__.py"))
    assert embedded.find_library() == library.resolve()
    library.unlink()
    with pytest.raises(BrokerBroken, match="carries no librdkafka"):
        embedded.find_library()


@pytest.mark.parametrize(("text", "topics"), [("a:4,b.c:1", {"a": 4, "b.c": 1}), ("", {}), ("x:2,", {"x": 2})])
def test_topics_are_named_with_their_partitions(text: str, topics: dict[str, int]) -> None:
    """As on the command line."""
    assert parse_topics(text) == topics


def test_a_topic_without_partitions_is_refused() -> None:
    """Nobody guesses how many."""
    with pytest.raises(ValueError, match="invalid literal"):
        parse_topics("a")
