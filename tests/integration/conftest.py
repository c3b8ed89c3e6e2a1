"""The real worker as processes, over the embedded broker, with an SQLite table: what every test here drives."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from confluent_kafka import Consumer, Producer, TopicPartition

from worker.cli.db import upgrade_database
from worker.cli.topics import plan_topics
from worker.kafka.embedded_broker import BrokerProcess
from worker.settings import DatabaseSettings, KafkaSettings

ROOT = Path(__file__).parents[2]
PARTITIONS = 4
READ = ("incidents.events", "articles.raw.dlq", "incidents.extracted.dlq", "incidents.enriched.dlq")
TRIAL = {"extract": "tests.agents.trial_work:load_extract", "enrich": "tests.agents.trial_work:load_enrich"}

RUN = """
import json, sys
from worker.agents.roles import Role
from worker.cli.begin import begin
from worker.cli.run import run
run(sys.argv[1], begin(logs=False), work={Role(role): work for role, work in json.loads(sys.argv[2]).items()})
"""
"""``tocsin run``, but for what the children of its pools do."""


@dataclass(frozen=True, slots=True)
class Read:
    """A record that some topic holds."""

    topic: str
    key: str
    value: bytes | None
    headers: dict[str, str]


@dataclass
class Reader:
    """Reads topics from their start, all the time: the broker forgets what nobody reads in time."""

    bootstrap: str
    topics: tuple[str, ...] = READ
    records: list[Read] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        if self._thread:
            self._thread.join()

    def _read(self) -> None:
        consumer = Consumer({"bootstrap.servers": self.bootstrap, "group.id": "reader", "log_level": 0})
        found = consumer.list_topics(timeout=10).topics
        consumer.assign([TopicPartition(t, p, 0) for t in self.topics for p in found[t].partitions])
        while not self._stop.is_set():
            for message in consumer.consume(500, timeout=0.2):
                if message.error():
                    continue
                headers = {name: (value or b"").decode("utf-8", "replace") for name, value in message.headers() or []}
                key = (message.key() or b"").decode("utf-8", "replace")
                self.records.append(Read(message.topic(), key, message.value(), headers))
        consumer.close()

    def of(self, topic: str) -> list[Read]:
        return [record for record in self.records if record.topic == topic]


class Stage:
    """A broker, a table, and the worker on it."""

    def __init__(
        self, folder: Path, broker: BrokerProcess, *, port: int = 0, settings: Mapping[str, str] | None = None
    ) -> None:
        self.folder, self.broker, self.port = folder, broker, port
        self.database = folder / "tocsin.db"
        self.reader = Reader(broker.bootstrap)
        self.settings = {
            "TOCSIN_KAFKA__BOOTSTRAP": broker.bootstrap,
            "TOCSIN_KAFKA__SESSION_TIMEOUT": "6",
            "TOCSIN_DATABASE__URL": f"sqlite+aiosqlite:///{self.database}",
            "TOCSIN_WEB__PORT": str(port),
            "TOCSIN_LOG__FORMAT": "json",
            **(settings or {}),
        }
        self.process: subprocess.Popen[bytes] | None = None
        self.producer = Producer(
            {"bootstrap.servers": broker.bootstrap, "partitioner": "murmur2_random", "linger.ms": 5, "log_level": 0}
        )
        self.log_path = folder / "worker.log"

    # -- the worker ---------------------------------------------------------
    def upgrade(self) -> None:
        upgrade_database(DatabaseSettings(url=self.settings["TOCSIN_DATABASE__URL"]))

    def start(self, agents: str = "extract,enrich,store", *, work: Mapping[str, str] = TRIAL) -> None:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("TOCSIN_")} | self.settings
        with self.log_path.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", RUN, agents, json.dumps(dict(work))], cwd=ROOT, env=environment, stderr=log
            )

    def signal(self, number: signal.Signals = signal.SIGTERM) -> None:
        assert self.process is not None
        self.process.send_signal(number)

    def wait(self, seconds: float = 40) -> int:
        assert self.process is not None
        code = self.process.wait(seconds)
        self.process = None
        return code

    def stop(self) -> int:
        self.signal()
        return self.wait()

    def roles(self) -> dict[str, int]:
        """The process of each role that runs."""
        assert self.process is not None
        listed = subprocess.run(["/bin/ps", "-e", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True)
        lines = [line.split(None, 2) for line in listed.stdout.splitlines()]
        return {
            args.split("worker.cli.role ")[1].split()[0]: int(pid)
            for pid, parent, args in lines
            if int(parent) == self.process.pid and "worker.cli.role " in args
        }

    def children(self, role: str) -> list[int]:
        """The processes of a role's pool."""
        listed = subprocess.run(["/bin/ps", "-e", "-o", "pid=,ppid="], capture_output=True, text=True, check=True)
        pairs = [line.split() for line in listed.stdout.splitlines()]
        return [int(pid) for pid, parent in pairs if int(parent) == self.roles()[role]]

    def log(self) -> list[dict[str, object]]:
        found = []
        for line in self.log_path.read_text().splitlines():
            with contextlib.suppress(ValueError):
                found.append(json.loads(line))
        return found

    def page(self, role: str, path: str) -> tuple[int, dict[str, object]]:
        """Status and JSON of a health page; 0 when nothing answers."""
        port = self.port + ["extract", "enrich", "store"].index(role)
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=5) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.load(error)
        except OSError:
            return 0, {}

    # -- messages -----------------------------------------------------------
    def send(self, key: str, value: bytes | Mapping[str, object], *, headers: Mapping[str, str] | None = None) -> None:
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        self.producer.produce("articles.raw", key=key, value=body, headers=dict(headers or {}))
        self.producer.poll(0)

    def flush(self) -> None:
        assert self.producer.flush(30) == 0

    def behind(self) -> int:
        """Records that some role has not yet committed, in the order of the flow: 0 means that all is done."""
        groups = {"extract": "articles.raw", "enrich": "incidents.extracted", "store": "incidents.enriched"}
        total = 0
        for role, topic in groups.items():
            consumer = Consumer(
                {"bootstrap.servers": self.broker.bootstrap, "group.id": f"tocsin-{role}", "log_level": 0}
            )
            places = [TopicPartition(topic, p) for p in range(PARTITIONS)]
            committed = {place.partition: max(0, place.offset) for place in consumer.committed(places, timeout=10)}
            ends = {
                p: consumer.get_watermark_offsets(TopicPartition(topic, p), timeout=10)[1] for p in range(PARTITIONS)
            }
            consumer.close()
            total += sum(ends[p] - committed[p] for p in range(PARTITIONS))
        return total

    def drain(self, seconds: float = 60) -> None:
        """Wait until every role has done all that it was sent."""
        wait_until(lambda: self.behind() == 0, seconds, "everything done")

    # -- the table ----------------------------------------------------------
    def rows(self, query: str) -> list[tuple[object, ...]]:
        with contextlib.closing(sqlite3.connect(self.database, timeout=20)) as connection:
            return connection.execute(query).fetchall()

    def stored(self) -> int:
        return int(str(self.rows("SELECT count(*) FROM article")[0][0]))


def wait_until(true: Callable[[], bool], seconds: float, what: str) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"waited {seconds:g} s for: {what}"
        time.sleep(0.1)


@pytest.fixture
def broker() -> Iterator[BrokerProcess]:
    plans = plan_topics(KafkaSettings(partitions=PARTITIONS))
    with BrokerProcess({plan.name: plan.partitions for plan in plans}) as process:
        yield process


@pytest.fixture
def make_stage(tmp_path: Path, broker: BrokerProcess) -> Iterator[Callable[..., Stage]]:
    """Makes stages; whatever still runs at the end is ended."""
    made: list[Stage] = []

    def make(*, port: int = 0, settings: Mapping[str, str] | None = None) -> Stage:
        stage = Stage(tmp_path, broker, port=port, settings=settings)
        stage.upgrade()
        stage.reader.start()
        made.append(stage)
        return stage

    yield make
    for stage in made:
        if stage.process is not None:
            stage.process.kill()
            stage.process.wait()
        stage.reader.stop()


@pytest.fixture
def stage(make_stage: Callable[..., Stage]) -> Stage:
    return make_stage()
