"""The worker is killed, stopped and refused, over and over, while articles come in: nothing is missing, nothing stands twice."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from schemas.incident import event_id_of
from tests.integration.conftest import Stage, wait_until

ARTICLES = 5_000
CHUNK = 300
TEXT = "Two people were hurt when a bus left the road near the harbour, the fire service said. " * 4

POISON = (
    ("decode_error", b"\xff\xfe not text"),
    ("decode_error", b'{"text": "never closed'),
    ("schema_invalid", b'{"title": "no text"}'),
    ("empty_text", b'{"text": "   "}'),
    ("too_large", json.dumps({"text": "x" * 270_000}).encode()),
    ("extract_error", {"do": "bug"}),
    ("extract_error", {"do": "die"}),
    ("extract_timeout", {"do": "hang"}),
    ("span_mismatch", {"do": "mismatch"}),
    ("produce_too_large", {"do": "big", "events": 1}),
    ("enrich_error", {"events": 1}),
)

KAFKA_ERRORS = (
    ("produce, refused", "err 0 29 1"),  # TOPIC_AUTHORIZATION_FAILED: ends the role that meets it
    ("produce, moved", "err 0 6 3"),  # NOT_LEADER_OR_FOLLOWER: passes
    ("heartbeat", "err 12 27 2"),  # REBALANCE_IN_PROGRESS
    ("sync", "err 14 42 1"),  # INVALID_REQUEST: aiokafka parks the membership; the watchdog frees it
    ("join", "err 11 30 1"),  # GROUP_AUTHORIZATION_FAILED: the same
    ("commit", "err 8 16 2"),  # NOT_COORDINATOR
)


@dataclass
class Expected:
    """What must be there in the end."""

    live: dict[str, set[str]] = field(default_factory=dict)  # article to its events
    gone: set[str] = field(default_factory=set)
    dead: dict[str, str] = field(default_factory=dict)  # key to reason

    def article(self, key: str, events: int) -> None:
        ids = {event_id_of(key, "accident.transport", "Somewhere", "2024-05-01", n) for n in range(events)}
        self.gone |= self.live.get(key, set()) - ids
        self.live[key] = ids


def send_article(stage: Stage, expected: Expected, number: int) -> None:
    key = f"article-{number}"
    if number % 100 == 50:  # one in a hundred
        reason, poison = POISON[number // 100 % len(POISON)]
        expected.dead[key] = reason
        if isinstance(poison, bytes):
            stage.send(key, poison)
        else:
            title = "enrich-bug" if reason == "enrich_error" else None
            stage.send(key, {"article_id": key, "text": TEXT, "title": title, "metadata": poison})
        return
    events = number % 4
    stage.send(key, {"article_id": key, "text": TEXT, "metadata": {"events": events}})
    expected.article(key, events)


def send_version(stage: Stage, expected: Expected, number: int) -> None:
    """A newer version with one event less."""
    key = f"article-{number}"
    stage.send(key, {"article_id": key, "text": TEXT + " Updated.", "metadata": {"events": number % 4 - 1}})
    expected.article(key, number % 4 - 1)


class Disasters:
    """What happens to the worker, one after another, each in the middle of its work."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
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
        self.stage.broker.command(command)
        return name


@pytest.mark.slow
@pytest.mark.timeout(420)
def test_nothing_is_lost_and_nothing_stands_twice(make_stage: Callable[..., Stage]) -> None:
    """5,000 articles with 1 % poison, SIGKILL five times, SIGTERM five times, errors of every kind of request."""
    stage = make_stage(settings={"TOCSIN_WORKER__ARTICLE_LIMIT": "1"})
    expected, disasters = Expected(), Disasters(stage)
    steps: list[Callable[[], str]] = [disasters.kill, disasters.stop] * 5
    for at, (name, command) in enumerate(KAFKA_ERRORS):
        steps.insert(2 * at + 1, lambda name=name, command=command: disasters.refuse(name, command))
    begin = time.monotonic()
    stage.start()
    for first in range(0, ARTICLES, CHUNK):
        for number in range(first, min(first + CHUNK, ARTICLES)):
            send_article(stage, expected, number)
        stage.flush()
        wait_until(
            lambda first=first: stage.stored() + len(expected.dead) > first + CHUNK // 4, 90, "the worker goes on"
        )
        if steps:  # in the middle of its work on these
            print(f"{time.monotonic() - begin:6.1f} s  {first + CHUNK:5}  {steps.pop(0)()}")
        wait_until(lambda: stage.behind() < 2 * CHUNK, 90, "room on the broker")
    assert not steps, "a disaster was left out"
    stage.drain(90)
    for number in range(3, 803, 4):
        send_version(stage, expected, number)
    stage.flush()
    stage.drain(90)
    assert stage.stop() == 0
    wait_until(lambda: len(stage.reader.of("incidents.events")) > 0, 10, "the reader")
    time.sleep(1)
    print(f"{time.monotonic() - begin:6.1f} s  all done; stops took {[round(s, 1) for s in disasters.stops]} s")
    assert_all_there(stage, expected)


def assert_all_there(stage: Stage, expected: Expected) -> None:
    """The table, the topic of events and the dead letters hold exactly what they should."""
    live = set().union(*expected.live.values())
    articles = stage.rows("SELECT article_id FROM article")
    events = stage.rows("SELECT event_id, withdrawn FROM incident_event")
    assert sorted(str(key) for (key,) in articles) == sorted(expected.live)
    assert sorted(str(key) for key, withdrawn in events if not withdrawn) == sorted(live)
    assert {str(key) for key, withdrawn in events if withdrawn} == expected.gone - live

    published = stage.reader.of("incidents.events")
    last = {record.key: record.value for record in published}
    assert {key for key, value in last.items() if value is not None} == live
    assert {key for key, value in last.items() if value is None} == expected.gone - live

    dead = [record for record in stage.reader.records if record.topic.endswith(".dlq")]
    assert {record.key: record.headers["x-dlq-reason"] for record in dead} == expected.dead
    wanted = {
        key: "incidents.extracted.dlq" if reason == "enrich_error" else "articles.raw.dlq"
        for key, reason in expected.dead.items()
    }
    assert {record.key: record.topic for record in dead} == wanted
    doubles = len(published) - len(live) - len(expected.gone)
    print(f"repeated events {doubles}, repeated dead letters {len(dead) - len(expected.dead)}")
    print(Counter(expected.dead.values()))
