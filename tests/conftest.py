"""What many tests share: whether Docker must be there, a PostgreSQL, results to store."""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
import signal
import stat
import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from schemas.article import ArticleRef, sha256_of
from schemas.incident import IncidentEvent
from schemas.origin import Extractor, Lineage
from schemas.result import ArticleIncidents
from schemas.time import Time, TimePrecision
from tests.containers.databases import Database, new_database
from worker.settings import DatabaseSettings, KafkaSettings
from worker.sinks import schema
from worker.sinks.database import open_engine

_NOBODY = 65_534

if TYPE_CHECKING:
    from tests.containers.kafka import KafkaServer
    from tests.containers.postgres import PostgresServer
    from tests.containers.secured_kafka import SecuredKafka


def pytest_configure() -> None:
    """Ctrl-C reaches the commands that tests start, also where pytest runs in the background of a shell, which ignores it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def require_docker() -> None:
    """Skip without a Docker engine; fail where TOCSIN_REQUIRE_DOCKER=1 says that there must be one."""
    docker = shutil.which("docker")
    if docker and subprocess.run([docker, "info"], capture_output=True, timeout=30, check=False).returncode == 0:
        return
    if os.environ.get("TOCSIN_REQUIRE_DOCKER") == "1":
        pytest.fail("TOCSIN_REQUIRE_DOCKER=1, and no Docker engine answers `docker info`", pytrace=False)
    pytest.skip("no Docker engine answers (TOCSIN_REQUIRE_DOCKER=1 makes this a failure)")


@pytest.fixture(scope="session")
def postgres_container(require_docker: None) -> Iterator[PostgresServer]:  # noqa: ARG001 - without an engine there is none
    """A PostgreSQL for the whole session: make a database of your own on it, and leave it running."""
    from tests.containers.postgres import PostgresServer  # noqa: PLC0415 - only where Docker is

    with PostgresServer() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_server(postgres_container: PostgresServer) -> str:
    """URL of one who may make databases and roles on it."""
    return postgres_container.url


@pytest.fixture(scope="session")
def kafka(require_docker: None) -> Iterator[KafkaServer]:  # noqa: ARG001 - without an engine there is none
    """An Apache Kafka for the whole session: give topics and groups a prefix of your own, and leave it running."""
    from tests.containers.kafka import KafkaServer  # noqa: PLC0415 - only where Docker is

    with KafkaServer() as server:
        yield server


@pytest.fixture(scope="session")
def secured_kafka(require_docker: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecuredKafka]:  # noqa: ARG001
    """An Apache Kafka with logins, certificates and rights, for the whole session: use a prefix of your own."""
    from tests.containers.secured_kafka import SecuredKafka  # noqa: PLC0415 - only where Docker is

    with SecuredKafka(tmp_path_factory.mktemp("secured")) as server:
        yield server


@pytest.fixture
def kafka_settings(kafka: KafkaServer) -> KafkaSettings:
    """How to reach it, with a prefix that no other test has; there are no topics yet."""
    return KafkaSettings(bootstrap=kafka.bootstrap, prefix=f"t{secrets.token_hex(4)}.", partitions=4)


@pytest.fixture
def postgres(postgres_server: str) -> Iterator[Database]:
    """A database of its own on the server, without tables, and its roles."""
    with new_database(postgres_server) as database:
        yield database


@pytest.fixture
def empty_postgres(postgres: Database) -> DatabaseSettings:
    """A database without tables, as its owner sees it."""
    return postgres.owner


@pytest.fixture
def empty_sqlite(tmp_path: Path) -> DatabaseSettings:
    """A file that does not exist yet."""
    return DatabaseSettings(url=f"sqlite+aiosqlite:///{tmp_path}/tocsin.db", timeout=5)


@pytest.fixture
def sqlite_database(empty_sqlite: DatabaseSettings) -> DatabaseSettings:
    """An SQLite database with this version's tables."""
    return _upgraded(empty_sqlite)


@pytest.fixture
def postgres_database(postgres: Database) -> DatabaseSettings:
    """A PostgreSQL database with this version's tables, as a worker with the least rights sees it."""
    asyncio.run(postgres.upgrade())
    return postgres.worker


@pytest.fixture
def ordinary_user(tmp_path: Path) -> Iterator[None]:
    """Not root, to whom no file is closed: where the tests run as root, the test's folder is given to another for the test."""
    if os.geteuid() != 0:
        yield
        return
    for path in (tmp_path, *tmp_path.rglob("*")):
        os.chown(path, _NOBODY, -1)
    for parent in takewhile(lambda parent: not parent.stat().st_mode & stat.S_IXOTH, tmp_path.parents):
        parent.chmod(0o711)
    os.seteuid(_NOBODY)
    yield
    os.seteuid(0)


ResultOf = Callable[..., ArticleIncidents]


@pytest.fixture
def result_of() -> ResultOf:
    """A factory of results: ``result_of("a", "e1", "e2", at=5)`` holds two events and comes from a message of instant 5.

    Keyword arguments that it does not know become fields of every event.
    """
    return _result


def _result(
    article_id: str, *event_ids: str, at: int | None = 1, partition: int = 0, offset: int = 0, **fields: object
) -> ArticleIncidents:
    article = ArticleRef(id=article_id, url=f"https://example.org/{article_id[:20]}", sha256=sha256_of(article_id))
    extractor = Extractor(version="1.0.0", ruleset_sha="0" * 8)
    lineage = None if at is None else Lineage(topic="articles.raw", partition=partition, offset=offset, timestamp=at)
    known: dict[str, object] = {
        "type": "conflict.drone_strike",
        "time": Time(best=date(2026, 3, 1), precision=TimePrecision.DAY),
    }
    events = tuple(
        IncidentEvent.model_validate(
            {"event_id": event_id, "article": article, "extractor": extractor, "lineage": lineage} | known | fields
        )
        for event_id in event_ids
    )
    return ArticleIncidents(article=article, events=events, extractor=extractor, lineage=lineage)


def _upgraded(settings: DatabaseSettings) -> DatabaseSettings:
    async def run() -> None:
        engine = open_engine(settings)
        await schema.upgrade(engine)
        await engine.dispose()

    asyncio.run(run())
    return settings
