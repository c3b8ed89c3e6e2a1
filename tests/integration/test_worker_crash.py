"""The worker is killed, stopped and refused, over and over, while articles come in: nothing is missing, nothing stands twice.

On the embedded broker, which can be told to refuse; on Kafka and PostgreSQL the same is done by ``make chaos``.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable

import pytest

from tests.integration.conftest import MakeStage
from tests.stage.load import Expected, judge
from tests.stage.stage import Stage
from tests.stage.topics import DEAD_LETTERS
from tests.stage.worker import wait_until
from worker.kafka.embedded_broker import BrokerProcess

ARTICLES = 5_000
CHUNK = 300

KAFKA_ERRORS = (
    ("produce, refused", "err 0 29 1"),  # TOPIC_AUTHORIZATION_FAILED: ends the role that meets it
    ("produce, moved", "err 0 6 3"),  # NOT_LEADER_OR_FOLLOWER: passes
    ("heartbeat", "err 12 27 2"),  # REBALANCE_IN_PROGRESS
    ("sync", "err 14 42 1"),  # INVALID_REQUEST: aiokafka parks the membership; the watchdog frees it
    ("join", "err 11 30 1"),  # GROUP_AUTHORIZATION_FAILED: the same
    ("commit", "err 8 16 2"),  # NOT_COORDINATOR
)


class Disasters:
    """What happens to the worker, one after another, each in the middle of its work."""

    def __init__(self, stage: Stage, broker: BrokerProcess) -> None:
        self.stage, self.broker = stage, broker
        self.chance = random.Random(7)
        self.stops: list[float] = []

    def kill(self) -> str:
        role = self.chance.choice(["extract", "enrich", "store"])
        wait_until(lambda: role in self.stage.roles(), 40, f"{role} to run")
        os.kill(self.stage.roles()[role], signal.SIGKILL)
        return f"SIGKILL {role}"

    def stop(self) -> str:
        begin = time.monotonic()
        self.stage.signal(signal.SIGTERM)
        assert self.stage.wait() == 0, "SIGTERM always ends with 0"
        self.stops.append(time.monotonic() - begin)
        self.stage.start()
        return "SIGTERM"

    def refuse(self, name: str, command: str) -> str:
        self.broker.command(command)
        return name


@pytest.mark.slow
@pytest.mark.timeout(420)
def test_nothing_is_lost_and_nothing_stands_twice(make_embedded_stage: MakeStage, broker: BrokerProcess) -> None:
    """5,000 articles with 1 % poison, SIGKILL five times, SIGTERM five times, errors of every kind of request."""
    stage = make_embedded_stage(settings={"TOCSIN_WORKER__ARTICLE_LIMIT": "1"})
    expected, disasters = Expected(), Disasters(stage, broker)
    steps: list[Callable[[], str]] = [disasters.kill, disasters.stop] * 5
    for at, (name, command) in enumerate(KAFKA_ERRORS):
        steps.insert(2 * at + 1, lambda name=name, command=command: disasters.refuse(name, command))
    begin = time.monotonic()
    stage.start()
    for first in range(0, ARTICLES, CHUNK):
        for number in range(first, min(first + CHUNK, ARTICLES)):
            stage.send(*expected.article(number))
        stage.flush()
        if (
            first and steps
        ):  # in the middle of its work on these; a refusal that comes later could meet this test's own client
            print(f"{time.monotonic() - begin:6.1f} s  {first + CHUNK:5}  {steps.pop(0)()}")
        wait_until(
            lambda first=first: stage.stored() + len(expected.dead) > first + CHUNK // 4, 90, "the worker goes on"
        )
        wait_until(lambda: stage.topics.behind() < 2 * CHUNK, 90, "room on the broker")
    assert not steps, "a disaster was left out"
    stage.drain(90)
    for number in range(3, 803, 4):
        stage.send(*expected.newer(number))
    stage.flush()
    stage.drain(90)
    assert stage.stop() == 0
    wait_until(lambda: len(stage.reader.of("incidents.events")) > 0, 10, "the reader")
    time.sleep(1)
    print(f"{time.monotonic() - begin:6.1f} s  all done; stops took {[round(s, 1) for s in disasters.stops]} s")
    published = stage.reader.of("incidents.events")
    dead = [record for record in stage.reader.records if record.topic in DEAD_LETTERS]
    verdict = judge(
        expected,
        articles=[str(key) for (key,) in stage.rows("SELECT article_id FROM article")],
        events=[(str(key), bool(gone)) for key, gone in stage.rows("SELECT event_id, withdrawn FROM incident_event")],
        records=[*published, *dead],
    )
    assert (verdict.missing, verdict.doubled) == ((), ())
    print(f"repeated events {len(published) - len(expected.events) - len(expected.gone)}")
    print(f"repeated dead letters {len(dead) - len(expected.dead)}", Counter(expected.dead.values()))
