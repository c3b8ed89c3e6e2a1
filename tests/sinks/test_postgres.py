"""Connections to a real PostgreSQL: time limits on both sides, names, and what a dead connection costs."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import AsyncIterator, Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from structlog.testing import capture_logs

from schemas.result import ArticleIncidents
from tests.containers.databases import Database, execute, user_of
from worker.errors import Transient
from worker.settings import DatabaseSettings
from worker.sinks import schema
from worker.sinks.database import open_engine
from worker.sinks.sql import SqlSink

ResultOf = Callable[..., ArticleIncidents]

pytestmark = pytest.mark.docker

LIMITS = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "application_name")


async def limits(engine: AsyncEngine) -> list[str]:
    """What holds on the server's side."""
    async with engine.connect() as connection:
        return [await connection.scalar(sa.text(f"SHOW {name}")) for name in LIMITS]


@pytest.mark.parametrize(
    ("hurried", "expected"),
    [
        pytest.param(True, ["5s", "4s", "5s", "tocsin trial"], id="statements"),
        pytest.param(False, ["0", "4s", "5s", "tocsin trial"], id="migrations, which may take longer"),
    ],
)
async def test_the_server_knows_the_limits(empty_postgres: DatabaseSettings, expected: list[str], *, hurried: bool):
    """A worker that dies or freezes cannot end its own statements; and `pg_stat_activity` shows whose they are."""
    engine = open_engine(empty_postgres, program="tocsin trial", hurried=hurried)
    assert await limits(engine) == expected
    await engine.dispose()


@pytest.fixture
async def short(postgres_database: DatabaseSettings) -> AsyncIterator[AsyncEngine]:
    """An engine with half a second for everything."""
    engine = open_engine(postgres_database.model_copy(update={"timeout": 0.5}))
    yield engine
    await engine.dispose()


async def test_a_slow_statement_is_ended_by_the_server(short: AsyncEngine):
    """Before the client gives up; the connection is good for the next."""
    begun = time.monotonic()
    with (
        pytest.raises(Transient, match="is busy: canceling statement due to statement timeout"),
        schema.said_plainly(short),
    ):
        async with short.connect() as connection:
            await connection.execute(sa.text("SELECT pg_sleep(10)"))
    assert time.monotonic() - begun < 1.5
    async with short.connect() as connection:
        assert await connection.scalar(sa.text("SELECT 1")) == 1


async def test_a_lock_is_not_waited_for_for_ever(short: AsyncEngine, postgres: Database):
    """The error names the lock, not the statement."""
    owner = open_engine(postgres.owner)
    async with owner.begin() as holder:
        await holder.execute(sa.text("LOCK TABLE article"))
        with pytest.raises(Transient, match="lock timeout"), schema.said_plainly(short):
            async with short.connect() as connection:
                await connection.execute(sa.text("SELECT count(*) FROM article"))
    await owner.dispose()


HOLDER = """
    import asyncio, sys
    import sqlalchemy as sa
    from worker.settings import DatabaseSettings
    from worker.sinks.database import open_engine

    async def main():
        engine = open_engine(DatabaseSettings(url=sys.argv[1], timeout=1), program="tocsin holder")
        async with engine.begin() as connection:
            await connection.execute(sa.text("SELECT * FROM article FOR UPDATE"))
            print("held", flush=True)
            await asyncio.sleep(60)

    asyncio.run(main())
"""


async def test_a_worker_that_freezes_gives_its_locks_up(postgres_database: DatabaseSettings, result_of: ResultOf):
    """A paused container in mid-transaction: another worker goes on with its articles."""
    sink = SqlSink(postgres_database.model_copy(update={"timeout": 1}))
    await sink.store([result_of("a", "e1", at=1)])
    command = [sys.executable, "-c", textwrap.dedent(HOLDER), postgres_database.url.get_secret_value()]
    holder = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: ASYNC220 - it only starts
    try:
        assert await asyncio.to_thread(holder.stdout.readline) == "held\n"
        os.kill(holder.pid, signal.SIGSTOP)
        stored = await asyncio.wait_for(sink.store([result_of("a", "e2", at=2)]), 10)
    finally:
        holder.kill()
        holder.communicate()
        await sink.close()
    assert list(stored.publish) == ["e2", "e1"]


async def test_a_migration_takes_the_time_that_it_needs(postgres: Database, monkeypatch: pytest.MonkeyPatch):
    """Longer than any statement of a worker may; another upgrade waits for it."""
    make = schema._upgrade

    def slowly(connection: sa.Connection) -> None:
        connection.execute(sa.text("SELECT pg_sleep(1.5)"))
        make(connection)

    monkeypatch.setattr(schema, "_upgrade", slowly)
    engines = [open_engine(postgres.owner.model_copy(update={"timeout": 0.3}), hurried=False) for _ in range(2)]
    assert await asyncio.gather(*(schema.upgrade(engine) for engine in engines)) == [schema.head()] * 2
    for engine in engines:
        await engine.dispose()


async def test_a_migration_does_not_queue_behind_readers(postgres: Database, monkeypatch: pytest.MonkeyPatch):
    """Who waits for a table's lock holds all others up: it gives up soon, and says so."""
    await postgres.upgrade()
    monkeypatch.setattr(
        schema, "_upgrade", lambda connection: connection.execute(sa.text("DROP TABLE article CASCADE"))
    )
    owner, reader = (
        open_engine(one.model_copy(update={"timeout": 0.5}), hurried=False) for one in (postgres.owner, postgres.reader)
    )
    async with reader.connect() as connection:
        await connection.execute(sa.text("SELECT * FROM article"))
        with pytest.raises(Transient, match="is busy: canceling statement due to lock timeout"):
            await schema.upgrade(owner)
    await owner.dispose()
    await reader.dispose()


async def _backends(connection: AsyncConnection, user: str) -> int:
    query = sa.text("SELECT count(*) FROM pg_stat_activity WHERE usename = :user AND application_name = 'tocsin store'")
    return int(await connection.scalar(query, {"user": user}) or 0)


async def test_the_pool_is_as_large_as_its_setting(postgres: Database, postgres_server: str, result_of: ResultOf):
    """No connection more, however many slices come at once."""
    await postgres.upgrade()
    sink = SqlSink(postgres.worker.model_copy(update={"pool_size": 3}))
    await asyncio.gather(*(sink.store([result_of(f"a{n}", f"e{n}")]) for n in range(20)))
    watcher = open_engine(DatabaseSettings(url=postgres_server))
    async with watcher.connect() as connection:
        assert await _backends(connection, user_of(postgres.worker)) == 3
    await watcher.dispose()
    await sink.close()


async def test_connections_that_died_cost_one_retry(postgres: Database, postgres_server: str, result_of: ResultOf):
    """A restart of the server kills all of a pool at once: the next slice fails once, and all after it go through."""
    await postgres.upgrade()
    sink = SqlSink(postgres.worker)
    await asyncio.gather(*(sink.store([result_of(f"a{n}", f"e{n}")]) for n in range(4)))
    kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{}'"
    await execute(sa.make_url(postgres_server), kill.format(user_of(postgres.worker)))
    tries = 0

    @sa.event.listens_for(sink._engine.sync_engine, "checkout")
    def _tried(*_: object) -> None:
        nonlocal tries
        tries += 1

    begun = time.monotonic()
    with capture_logs() as logs:
        await sink.store([result_of("b", "after")])
        assert tries == 2
        await sink.store([result_of("c", "later")])
    assert tries == 3
    assert [line["event"] for line in logs] == ["database_away", "database_back"]
    assert time.monotonic() - begun < 2
    await sink.close()
