"""Where a scenario plays: topics and a database of its own on servers that all scenarios share, and one to three workers."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.chaos.progress import Progress
from tests.containers.databases import new_database
from tests.containers.kafka import KafkaServer
from tests.containers.postgres import PostgresServer
from tests.stage.load import Expected
from tests.stage.stage import Backend, worker_settings
from tests.stage.tables import PostgresTable
from tests.stage.topics import DEAD_LETTERS, Read, Topics
from tests.stage.worker import Worker, wait_until
from worker.cli.topics import create_topics
from worker.settings import KafkaSettings

PARTITIONS = 6
GO_ON = 180.0
"""Seconds within which work must go on after anything that a scenario does."""


@dataclass
class Arena:
    """One scenario's."""

    name: str
    articles: int
    kafka: KafkaServer
    postgres: PostgresServer
    folder: Path
    chance: random.Random
    expected: Expected = field(default_factory=Expected)
    workers: list[Worker] = field(default_factory=list)
    exits: Counter[str] = field(default_factory=Counter)
    """How workers ended, by what was done to them and the exit code."""
    notes: list[str] = field(default_factory=list)
    """What a scenario saw beside its figures."""
    failure: str = ""
    """What kept it from ending."""
    _again: int = 0

    def __post_init__(self) -> None:
        settings = KafkaSettings(bootstrap=self.kafka.bootstrap, prefix=f"{self.name}.", partitions=PARTITIONS)
        asyncio.run(create_topics(settings))
        self._database = new_database(self.postgres.url)
        database = self._database.__enter__()
        asyncio.run(database.upgrade())
        self.table = PostgresTable(database.worker, self.postgres)
        self.backend = Backend(settings, self.table, self.kafka.kill, self.kafka.start)
        self.topics = Topics(self.kafka.bootstrap, settings.prefix)
        self.progress = Progress(self.topics, self.table)

    # -- workers ------------------------------------------------------------
    def start_worker(self, **settings: str) -> Worker:
        """One more, with a name that it keeps over restarts."""
        worker = self.new_worker(**settings)
        worker.start()
        return worker

    def new_worker(self, **settings: str) -> Worker:
        """One more, that does not run yet."""
        number = len(self.workers)
        own = {
            "TOCSIN_KAFKA__INSTANCE": f"w{number}",
            "TOCSIN_WORKER__ARTICLE_LIMIT": "1",
            "TOCSIN_WORKER__PROCESSES": "2",
            "TOCSIN_DATABASE__TIMEOUT": "5",
        }
        worker = Worker(worker_settings(self.backend) | own | settings, self.folder / f"{self.name}-{number}.log")
        self.workers.append(worker)
        return worker

    def stop_worker(self, worker: Worker) -> None:
        """SIGTERM, once it runs, and wait for its end."""
        wait_until(lambda: bool(worker.roles()), GO_ON, "the worker to run")
        self.exits[f"SIGTERM {worker.stop()}"] += 1

    def end(self) -> None:
        """Stop all workers, and count how roles ended on the way."""
        for worker in self.workers:
            if worker.process is not None:
                self.stop_worker(worker)
            for line in worker.log() if worker.log_path.exists() else ():
                if line.get("event") in ("role_ended", "role_stays_down"):
                    self.exits[f"{line['role']} {line['code']}"] += 1

    def abandon(self) -> None:
        """Leave nothing running, whatever happened."""
        self.progress.stop()
        for worker in self.workers:
            worker.kill()

    def kill_role(self) -> str:
        """SIGKILL to a random role of a random worker."""
        worker = self.chance.choice([worker for worker in self.workers if worker.process is not None])
        role = self.chance.choice(["extract", "enrich", "store"])
        wait_until(lambda: role in worker.roles(), GO_ON, f"{role} to run")
        os.kill(worker.roles()[role], signal.SIGKILL)
        return role

    def kill_child(self) -> None:
        """SIGKILL to a random child of a random pool."""
        worker = self.chance.choice([worker for worker in self.workers if worker.process is not None])
        role = self.chance.choice(["extract", "extract", "enrich"])
        wait_until(lambda: bool(worker.children(role)), GO_ON, f"a child of {role}")
        with contextlib.suppress(ProcessLookupError):  # it may just have been replaced
            os.kill(self.chance.choice(worker.children(role)), signal.SIGKILL)

    # -- articles -----------------------------------------------------------
    def send(self, numbers: range) -> None:
        """Send these articles, poison among them, and wait until the brokers have them."""
        for number in numbers:
            self.topics.send(*self.expected.article(number))
        self.topics.flush()

    def send_all(self) -> None:
        """Everything that this scenario is about, at once: what then happens, happens in the middle of it."""
        self.send(range(self.articles))

    def at(self, share: float) -> None:
        """Wait until that share of all articles is stored or dead."""
        wanted = share * (self.articles - len(self.expected.dead))
        self.progress.wait(lambda: self.progress.stored >= wanted, GO_ON)

    def during(self, times: int, act: Callable[[int], object]) -> None:
        """Do something that often, evenly over the work."""
        for time_ in range(times):
            self.at((time_ + 0.5) / (times + 0.5))
            act(time_)

    @contextmanager
    def outage(self) -> Iterator[None]:
        """What stands still meanwhile is no stall of the worker's."""
        begin = time.monotonic()
        try:
            yield
        finally:
            self.progress.excused.append((begin, time.monotonic()))

    def read_again(self) -> None:
        """Extract, which does not run now, will begin its topic anew: what it has sent is sent once more, on purpose."""
        self._again += self.topics.written("incidents.extracted")
        self.topics.rewind("extract")

    def repeated(self, records: list[Read]) -> dict[str, int]:
        """Topic to records beyond those that must be there: at least once may repeat, and this is how much.

        Args:
            records: All of ``incidents.events``, and others.
        """
        events = [(record.key, record.value) for record in records if record.topic == "incidents.events"]
        early = sum(reason != "enrich_error" for reason in self.expected.dead.values())
        results = self.topics.sent - early + self._again  # each of them goes on, or is a dead letter of enrich
        written = self.topics.written
        return {
            "extracted": written("incidents.extracted") - results,
            "enriched": written("incidents.enriched", "incidents.extracted.dlq") - results,
            "events": len(events) - len(set(events)),
            "dead letters": written(*DEAD_LETTERS) - len(self.expected.dead),
        }

    def clear(self) -> None:
        """Give the disk back."""
        self.topics.delete_all()
        self._database.__exit__(None, None, None)

    def finish(self) -> None:
        """Wait until all is done, then stop the workers."""
        expected = len(self.expected.live)
        self.progress.wait(lambda: self.progress.stored >= expected, GO_ON)
        self.progress.stop()  # what comes now is no stall: nothing is left to store
        wait_until(lambda: self.topics.behind() == 0, GO_ON, "everything committed")
        self.end()
