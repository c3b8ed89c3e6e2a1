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

from worker.cli.topics import create_topics, list_topics, plan_topics
from worker.errors import NoBroker
from worker.kafka.embedded_broker import BrokerProcess
from worker.settings import KafkaSettings
from worker.topics import INPUTS, TOPICS


@pytest.fixture(scope="module")
def broker() -> Iterator[BrokerProcess]:
    with BrokerProcess({plan.name: plan.partitions for plan in plan_topics(KafkaSettings(partitions=2))}) as process:
        yield process


def test_every_topic_is_planned() -> None:
    """Those of the flow and the dead letters of each that an agent reads, all with the prefix."""
    plans = {plan.name: plan for plan in plan_topics(KafkaSettings(prefix="p.", partitions=6, replication=3))}
    assert set(plans) == {f"p.{topic.name}" for topic in TOPICS} | {f"p.{topic.name}.dlq" for topic in INPUTS}
    assert plans["p.articles.raw"].configuration["cleanup.policy"] == "delete"
    assert plans["p.incidents.events"].configuration["cleanup.policy"] == "compact"
    assert int(plans["p.articles.raw.dlq"].configuration["retention.ms"]) > 30 * 86_400_000
    assert {plan.replication for plan in plans.values()} == {3}
    assert plans["p.articles.raw"].partitions == 6
    assert {plan.configuration["max.message.bytes"] for plan in plans.values()} == {"1048588"}


async def test_what_is_there_is_left_alone(broker: BrokerProcess) -> None:
    """An embedded broker has all of them from its start."""
    settings = KafkaSettings(bootstrap=broker.bootstrap)
    assert await create_topics(settings) == []
    states = await list_topics(settings)
    assert [state.partitions if state else None for _, state in states] == [2, 2, 2, 2, 1, 1, 1]


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
    assert out.splitlines()[0].split() == ["articles.raw", "3", "x", "1"]
    second = tocsin("broker", "--port", port, settings={})
    _, said = second.communicate(timeout=30)
    assert second.returncode == 3
    assert f"port {port} of this machine is taken" in said
    broker.send_signal(signal.SIGINT)
    out, said = broker.communicate(timeout=10)
    assert broker.returncode == 0
    assert out.strip() == address
    assert "for trying, not for keeping" in said
