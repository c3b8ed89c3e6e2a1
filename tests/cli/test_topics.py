"""`tocsin topics` and `tocsin broker`, against the embedded broker."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from confluent_kafka import Producer

from worker.cli.topics import Outcome, create_topics, list_topics, row_of
from worker.errors import NoBroker
from worker.kafka.embedded_broker import BrokerProcess
from worker.kafka.plans import plan_topics
from worker.settings import KafkaSettings
from worker.topics import TOPICS


@pytest.fixture(scope="module")
def broker() -> Iterator[BrokerProcess]:
    with BrokerProcess({plan.name: plan.partitions for plan in plan_topics(KafkaSettings(partitions=2))}) as process:
        yield process


async def test_what_is_there_is_left_alone(broker: BrokerProcess) -> None:
    """An embedded broker has all of them from its start; it tells no configuration and no members."""
    assert await create_topics(KafkaSettings(bootstrap=broker.bootstrap, partitions=2)) == Outcome()
    found = await create_topics(KafkaSettings(bootstrap=broker.bootstrap), align=True)
    assert [(one.topic, one.what) for one in found.differing] == [(topic.name, "partitions") for topic in TOPICS]
    assert (found.made, found.aligned) == ((), ())


async def test_the_list_shows_who_is_behind(broker: BrokerProcess) -> None:
    """On every topic that an agent reads, whose group has done nothing yet."""
    producer = Producer({"bootstrap.servers": broker.bootstrap, "log_level": 0})
    for partition in (0, 1, 1):
        producer.produce("articles.raw", b"{}", partition=partition)
    assert producer.flush(20) == 0
    listed = await list_topics(KafkaSettings(bootstrap=broker.bootstrap))
    assert [row_of(one) for one in listed] == [
        ("articles.raw", "2 x 1", "tocsin-extract", "-", "3", "0:1 1:2"),
        ("incidents.extracted", "2 x 1", "tocsin-enrich", "-", "0", "-"),
        ("incidents.enriched", "2 x 1", "tocsin-store", "-", "0", "-"),
        ("incidents.events", "2 x 1", "-", "-", "-", "-"),
        ("articles.raw.dlq", "1 x 1", "-", "-", "-", "-"),
        ("incidents.extracted.dlq", "1 x 1", "-", "-", "-", "-"),
        ("incidents.enriched.dlq", "1 x 1", "-", "-", "-", "-"),
    ]


async def test_an_embedded_broker_cannot_make_topics(broker: BrokerProcess) -> None:
    """It is said, with the way out."""
    with pytest.raises(NoBroker, match="embedded broker") as caught:
        await create_topics(KafkaSettings(bootstrap=broker.bootstrap, prefix="other."))
    assert "tocsin broker --topics" in caught.value.remedy


async def test_no_broker_is_said() -> None:
    """By its address."""
    with pytest.raises(NoBroker, match=r"127\.0\.0\.1:1"):
        await list_topics(KafkaSettings(bootstrap="127.0.0.1:1"))


def tocsin(*words: str, settings: Mapping[str, str]) -> subprocess.Popen[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("TOCSIN_")} | settings
    return subprocess.Popen(
        [sys.executable, "-m", "worker.cli.main", *words],
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_the_broker_in_the_foreground(tmp_path: Path) -> None:
    """On a port of one's choice: it says its address, what it is not for, and ends at Ctrl-C; a second one is told why not."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    file = tmp_path / "address"
    broker = tocsin(
        "broker", "--port", port, "--file", str(file), "--partitions", "3", "--topics", "mine:1", settings={}
    )
    end = time.monotonic() + 20
    while not file.exists() and time.monotonic() < end:
        time.sleep(0.05)
    address = file.read_text().strip()
    assert address == f"127.0.0.1:{port}"
    listed = tocsin("topics", "list", settings={"TOCSIN_KAFKA__BOOTSTRAP": address})
    out, _ = listed.communicate(timeout=30)
    assert listed.returncode == 0
    assert out.splitlines()[0].split("\t")[:3] == ["articles.raw", "3 x 1", "tocsin-extract"]
    second = tocsin("broker", "--port", port, settings={})
    _, said = second.communicate(timeout=30)
    assert second.returncode == 3
    assert f"port {port} of this machine is taken" in said
    broker.send_signal(signal.SIGINT)
    out, said = broker.communicate(timeout=10)
    assert broker.returncode == 0
    assert out.strip() == address
    assert "for trying, not for keeping" in said
