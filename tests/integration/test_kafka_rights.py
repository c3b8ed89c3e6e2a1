"""A Kafka with an authorizer: the least rights suffice, and a right, a topic or room that is missing is said."""

from __future__ import annotations

import json
import re
import secrets
import shlex
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.integration.commands import Commands
from tests.integration.conftest import ROOT, wait_until
from worker.agents.roles import Role, needs_of
from worker.cli.db import upgrade_database
from worker.kafka.rights import Need, Right
from worker.settings import DatabaseSettings

if TYPE_CHECKING:
    from tests.containers.secured_kafka import SecuredKafka

pytestmark = [pytest.mark.docker, pytest.mark.slow]

USER, PASSWORD = "guest", "test-only-of-the-guest"


class Flow:
    """Topics of a test's own, one who may do everything (``boss``), and one who may do what is granted (``guest``)."""

    def __init__(self, kafka: SecuredKafka, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.kafka = kafka
        self.prefix = f"r{secrets.token_hex(4)}."
        own = {"TOCSIN_KAFKA__PREFIX": self.prefix, "TOCSIN_KAFKA__PARTITIONS": "1"}
        self.boss = Commands(folder, kafka.variables("HOST") | own)
        self.guest = Commands(folder, kafka.variables("LOGIN", username=USER, password=PASSWORD) | own)
        self.boss.do("topics", "create")
        upgrade_database(DatabaseSettings(url=self.boss.environment()["TOCSIN_DATABASE__URL"]))

    @property
    def needs(self) -> list[Need]:
        """All that the worker needs."""
        return [need for role in Role for need in needs_of(role, self.prefix)]

    def grant_all(self) -> None:
        """Let the guest run the worker."""
        self.kafka.grant(USER, self.needs)

    def need(self, right: Right, kind: str, name: str) -> Need:
        """One of those."""
        (found,) = (n for n in self.needs if (n.right, n.kind, n.name) == (right, kind, self.prefix + name))
        return found

    def send(self, name: str, *options: str) -> None:
        """Replay an article."""
        self.boss.do(
            "replay", self.boss.article(name, f"Gunmen killed three people in Zahedan on Monday. {name}\n"), *options
        )

    def extracted(self) -> int:
        """How many articles have a result of extract on its topic; a crash may repeat one."""
        lines = self.boss.do("tail", "incidents.extracted", "--from", "beginning", "--no-follow", "--format", "json")
        return len({json.loads(line)["key"] for line in lines.splitlines()})

    def stored(self) -> int:
        """How many articles the table holds."""
        return int(str(self.boss.rows("SELECT count(*) FROM article")[0][0]))


@pytest.fixture
def flow(secured_kafka: SecuredKafka, tmp_path: Path) -> Iterator[Flow]:
    made = Flow(secured_kafka, tmp_path)
    yield made
    secured_kafka.withdraw(USER)


def test_the_documented_rights_suffice(flow: Flow) -> None:
    """The commands of docs/kafka.md, as they stand there but for the names, and not one right more."""
    for line in re.findall(r"^    kafka-acls\.sh (.*)$", (ROOT / "docs/kafka.md").read_text(), flags=re.MULTILINE):
        words = shlex.split(line)[4:]  # without where the brokers are, and who grants
        named = [
            flow.prefix + word if before in ("--topic", "--group") else word
            for before, word in zip(["", *words], words, strict=False)
        ]
        flow.kafka.tool("kafka-acls.sh", *(word.replace("User:tocsin", f"User:{USER}") for word in named))
    with flow.guest.worker() as worker:
        flow.send("allowed", "--wait")
        assert worker.stop() == 0
    assert flow.stored() == 1
    assert "rights_unknown" not in worker.said()


@pytest.mark.parametrize(
    ("right", "kind", "name"),
    [
        (Right.READ, "topic", "articles.raw"),
        (Right.WRITE, "topic", "incidents.extracted"),
        (Right.WRITE, "topic", "articles.raw.dlq"),
        (Right.READ, "group", "tocsin-extract"),
    ],
)
def test_a_missing_right_is_said(right: Right, kind: str, name: str, flow: Flow) -> None:
    """With the topic or group, and the command that grants it; the worker ends at its start."""
    flow.grant_all()
    flow.kafka.withdraw(USER, flow.need(right, kind, name))
    with flow.guest.worker("--agents", "extract") as worker:
        assert worker.wait() == 3
    said = worker.said()
    assert f"the Kafka user guest may not {right.lower()} {kind} {flow.prefix}{name}\n" in said
    grant = f"kafka-acls.sh --add --allow-principal User:guest --operation {right.capitalize()} --{kind} {flow.prefix}{name}"
    assert grant in said
    assert "Traceback" not in said


def test_who_may_do_nothing_hears_all_that_is_missing(flow: Flow) -> None:
    """At once, once; and the commands end with 3, too."""
    with flow.guest.worker("--agents", "extract") as worker:
        assert worker.wait() == 3
    for need in needs_of(Role.EXTRACT, flow.prefix):
        assert worker.said().count(need.granted_by(USER)) == 1
    for command in (("replay", flow.guest.article("any")), ("tail", "incidents.events"), ("topics", "create")):
        ended = flow.guest.run(*command)
        assert ended.code == 3
        assert flow.prefix in ended.err
        assert "Traceback" not in ended.err


def taken_right(right: Right, kind: str, name: str) -> Callable[[Flow], None]:
    return lambda flow: flow.kafka.withdraw(USER, flow.need(right, kind, name))


CHANGES: dict[str, tuple[Callable[[Flow], None], str]] = {
    "the right to write": (taken_right(Right.WRITE, "topic", "incidents.extracted"), "may not write topic"),
    "the right to read": (taken_right(Right.READ, "topic", "articles.raw"), "may not read topic"),
    "the right to the group": (taken_right(Right.READ, "group", "tocsin-extract"), "may not read group"),
    "room for records": (
        lambda flow: flow.kafka.limit(f"{flow.prefix}incidents.extracted", 2_000),
        "refuses a record for its size",
    ),
}
"""What is taken away while the worker runs, and what it then says."""


@pytest.mark.parametrize("taken", CHANGES)
def test_what_is_taken_away_while_it_runs_is_said_and_loses_nothing(taken: str, flow: Flow) -> None:
    """The worker ends with 3; when it is given back, the article that waits goes through."""
    take, words = CHANGES[taken]
    flow.grant_all()
    with flow.guest.worker("--agents", "extract") as worker:
        flow.send("before")
        wait_until(lambda: flow.extracted() == 1, 60, "the first article")
        take(flow)
        flow.send("after")
        assert worker.wait(90) == 3
    assert words in worker.said()
    flow.grant_all()
    flow.kafka.limit(f"{flow.prefix}incidents.extracted", 1_048_588)
    with flow.guest.worker("--agents", "extract") as worker:
        wait_until(lambda: flow.extracted() == 2, 60, "the article that waited")
        assert worker.stop() == 0


def test_topics_that_take_too_little_are_found_at_the_start(flow: Flow) -> None:
    """Where the user may see configurations."""
    flow.kafka.limit(f"{flow.prefix}incidents.extracted", 500_000)
    with flow.boss.worker("--agents", "extract") as worker:
        assert worker.wait() == 3
    assert f"topic {flow.prefix}incidents.extracted takes up to 500000 bytes" in worker.said()
    assert "tocsin topics create --align" in worker.said()
    flow.boss.do("topics", "create", "--align")
    with flow.boss.worker("--agents", "extract") as worker:
        flow.send("large")
        wait_until(lambda: flow.extracted() == 1, 60, "a result")
        assert worker.stop() == 0


def test_a_topic_that_is_deleted_ends_the_worker(secured_kafka: SecuredKafka, tmp_path: Path) -> None:
    """Its input as its output; the next start says the same at once."""
    topics = ("articles.raw", "incidents.extracted")
    flows = [Flow(secured_kafka, tmp_path / topic) for topic in topics]  # both at once: each takes half a minute
    with flows[0].boss.worker("--agents", "extract") as first, flows[1].boss.worker("--agents", "extract") as second:
        for flow, topic in zip(flows, topics, strict=True):
            wait_until(partial(is_member, flow), 40, "the agent in its group")
            flow.kafka.delete(flow.prefix + topic)
        flows[1].send("any")
        assert (first.wait(90), second.wait(90)) == (3, 3)
    for flow, topic, worker in zip(flows, topics, (first, second), strict=True):
        with flow.boss.worker("--agents", "extract") as again:
            assert again.wait() == 3
        for said in (worker.said(), again.said()):
            assert f"topic {flow.prefix}{topic} does not exist\n  Run `tocsin topics create`" in said


def is_member(flow: Flow) -> bool:
    """Whether the agent extract has joined its group."""
    group = f"{flow.prefix}tocsin-extract"
    return bool(flow.kafka.admin().describe_consumer_groups([group])[group].result(30).members)


def test_a_password_that_changes_is_waited_for(flow: Flow) -> None:
    """When a connection must be made anew the log says what is wrong; once the password is right, all goes on."""
    flow.grant_all()
    with flow.guest.worker("--agents", "extract") as worker:
        flow.send("before")
        wait_until(lambda: flow.extracted() == 1, 60, "the first article")
        flow.kafka.set_password(USER, "another-one")
        flow.kafka.stop()
        flow.kafka.start()
        flow.send("meanwhile")
        wait_until(lambda: "SaslAuthenticationFailed" in worker.said(), 60, "the log to say it")
        assert flow.extracted() == 1
        flow.kafka.set_password(USER, PASSWORD)
        wait_until(lambda: flow.extracted() == 2, 60, "the article that waited")
        assert worker.stop() == 0
    assert PASSWORD not in worker.said()
