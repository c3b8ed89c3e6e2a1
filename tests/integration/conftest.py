"""The real worker as processes: on the embedded broker with SQLite, and on Apache Kafka with PostgreSQL."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import socket
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.containers.kafka import KafkaServer
from tests.containers.postgres import PostgresServer
from tests.stage.stage import Backend, Stage
from tests.stage.tables import PostgresTable, SqliteTable
from tests.stage.worker import ROOT, wait_until
from worker.cli.topics import create_topics
from worker.kafka.embedded_broker import BrokerProcess
from worker.kafka.plans import plan_topics
from worker.settings import DatabaseSettings, KafkaSettings

__all__ = ["PARTITIONS", "ROOT", "Stage", "wait_until"]

PARTITIONS = 4

MakeStage = Callable[..., Stage]


@pytest.fixture
def broker() -> Iterator[BrokerProcess]:
    plans = plan_topics(KafkaSettings(partitions=PARTITIONS))
    with BrokerProcess({plan.name: plan.partitions for plan in plans}) as process:
        yield process


@pytest.fixture
def embedded(broker: BrokerProcess, sqlite_database: DatabaseSettings) -> Backend:
    """A laptop's: the embedded broker and a file."""
    return Backend(
        KafkaSettings(bootstrap=broker.bootstrap),
        SqliteTable(sqlite_database),
        lambda: broker.command("down"),
        lambda: broker.command("up"),
    )


@pytest.fixture
def real(
    kafka: KafkaServer,
    kafka_settings: KafkaSettings,
    postgres_container: PostgresServer,
    postgres_database: DatabaseSettings,
) -> Backend:
    """Production's: Apache Kafka and PostgreSQL, with topics and a database of this test's own."""
    asyncio.run(create_topics(kafka_settings))
    return Backend(kafka_settings, PostgresTable(postgres_database, postgres_container), kafka.stop, kafka.start)


@pytest.fixture(params=["embedded", pytest.param("real", marks=pytest.mark.docker)])
def backend(request: pytest.FixtureRequest) -> Backend:
    """Each in turn: what is tested on it is what the worker promises anywhere."""
    found: Backend = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def make_stage(tmp_path: Path, backend: Backend) -> Iterator[MakeStage]:
    """Makes stages; whatever still runs at the end is ended."""
    yield from _stages(tmp_path, backend)


@pytest.fixture
def make_real_stage(tmp_path: Path, real: Backend) -> Iterator[MakeStage]:
    """Makes stages on Kafka and PostgreSQL only."""
    yield from _stages(tmp_path, real)


@pytest.fixture
def make_embedded_stage(tmp_path: Path, embedded: Backend) -> Iterator[MakeStage]:
    """Makes stages on the embedded broker and SQLite only."""
    yield from _stages(tmp_path, embedded)


def _stages(folder: Path, backend: Backend) -> Iterator[MakeStage]:
    made: list[Stage] = []

    def make(*, port: int = 0, settings: Mapping[str, str] | None = None) -> Stage:
        stage = Stage(folder, backend, port=port, settings=settings)
        stage.reader.start()
        made.append(stage)
        return stage

    yield make
    for stage in made:
        stage.kill()
        stage.reader.stop()


@pytest.fixture
def stage(make_stage: MakeStage) -> Stage:
    return make_stage()


@pytest.fixture
def port() -> int:
    """The first of three that are free, one for each role; below those that connections are given while the stage starts."""
    while True:
        first = 20_000 + 3 * secrets.randbelow(4_000)
        with contextlib.ExitStack() as held, contextlib.suppress(OSError):
            for number in range(first, first + 3):
                held.enter_context(socket.create_server(("127.0.0.1", number)))
            return first
