"""What the SQL sink does when the database is away, locked, full or refuses: it waits, halves or says what to do."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from schemas.result import ArticleIncidents
from worker.errors import Misconfigured, Rejected, Transient
from worker.settings import DatabaseSettings
from worker.sinks.database import open_engine
from worker.sinks.protocol import Stored
from worker.sinks.rows import rows_of
from worker.sinks.sql import SqlSink

ResultOf = Callable[..., ArticleIncidents]

DATABASES = ["sqlite", pytest.param("postgres", marks=pytest.mark.docker)]


@pytest.fixture(params=DATABASES)
async def database(request: pytest.FixtureRequest) -> DatabaseSettings:
    """A database with tables."""
    return await asyncio.to_thread(request.getfixturevalue, f"{request.param}_database")


@pytest.fixture
def owner(request: pytest.FixtureRequest, database: DatabaseSettings) -> DatabaseSettings:
    """The same database, as who may change its tables."""
    is_sqlite = database.url.get_secret_value().startswith("sqlite")
    return database if is_sqlite else request.getfixturevalue("postgres").owner


@pytest.fixture
def file(sqlite_database: DatabaseSettings) -> Path:
    """The file of the SQLite database."""
    return Path(sa.make_url(sqlite_database.url.get_secret_value()).database or "")


@contextlib.asynccontextmanager
async def sink_on(settings: DatabaseSettings) -> AsyncIterator[SqlSink]:
    """A sink that is closed again."""
    sink = SqlSink(settings)
    try:
        yield sink
    finally:
        await sink.close()


async def run(settings: DatabaseSettings, *statements: str) -> list[tuple[object, ...]]:
    """Statements in one transaction; the rows of the last."""
    engine = open_engine(settings)
    async with engine.begin() as connection:
        for statement in statements:
            result = await connection.execute(sa.text(statement))
        rows = [tuple(row) for row in result] if result.returns_rows else []
    await engine.dispose()
    return rows


REFUSES_E13 = {
    "sqlite": """CREATE TRIGGER refuse BEFORE INSERT ON incident_event WHEN NEW.event_id = 'e13'
                 BEGIN SELECT RAISE(ABORT, 'e13 is refused'); END""",
    "postgresql": "ALTER TABLE incident_event ADD CONSTRAINT refuse CHECK (event_id <> 'e13')",
}


async def test_the_row_that_the_database_refuses_is_found(
    database: DatabaseSettings, owner: DatabaseSettings, result_of: ResultOf
):
    """Of fifty results one is refused by the database itself: that one fails, by its index, the others are stored."""
    backend = sa.make_url(database.url.get_secret_value()).get_backend_name()
    await run(owner, REFUSES_E13[backend])
    async with sink_on(database) as sink:
        stored = await sink.store([result_of(f"a{n}", f"e{n}") for n in range(50)])
    assert list(stored.failed) == [13]
    assert "refuse" in stored.failed[13].message
    assert isinstance(stored.failed[13], Rejected)
    assert len(stored.publish) == stored.counts.inserted == 49
    assert await run(database, "SELECT count(*) FROM article") == [(49,)]  # nothing half: its article is not there


async def test_a_missing_table_is_raised(database: DatabaseSettings, owner: DatabaseSettings, result_of: ResultOf):
    """It is no data error and does not pass: the operator must act."""
    await run(owner, "DROP VIEW incidents", "ALTER TABLE incident_event RENAME TO elsewhere")
    async with sink_on(database) as sink:
        with pytest.raises(Misconfigured, match=r"(?s)tables are missing.*tocsin db upgrade"):
            await asyncio.wait_for(sink.store([result_of("a", "e1")]), 20)


async def test_two_sinks_share_a_database(database: DatabaseSettings, result_of: ResultOf):
    """The old and the new owner of a partition write the same articles at once: no deadlock, no loss, newest wins."""
    async with sink_on(database) as one, sink_on(database) as two:
        slices = [[result_of(f"a{n:02}", f"a{n:02}-v{v}", at=v) for n in range(20)] for v in range(10)]
        await asyncio.gather(
            *(one.store(slice_) for slice_ in slices), *(two.store(slice_[::-1]) for slice_ in slices[::-1])
        )
    rows = await run(database, "SELECT event_id FROM incident_event WHERE NOT withdrawn ORDER BY event_id")
    assert rows == [(f"a{n:02}-v9",) for n in range(20)]
    assert await run(database, "SELECT count(*) FROM article") == [(20,)]


async def _until(condition: Callable[[], bool], seconds: float = 10) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - of a thing that has no event
            await asyncio.sleep(0.02)


async def _waits_then_stores(sink: SqlSink, result: ArticleIncidents, heal: Callable[[], object], event: str) -> Stored:
    """The sink waits and says so once, until ``heal``; then it stores and says so."""
    with capture_logs() as logs:
        storing = asyncio.create_task(sink.store([result]))
        await _until(lambda: sink.down_since is not None)
        await asyncio.sleep(0.5)
        assert not storing.done()
        heal()
        stored = await asyncio.wait_for(storing, 20)
    assert [line["event"] for line in logs] == [event, "database_back"]
    assert sink.down_since is None
    return stored


async def test_a_locked_sqlite_is_waited_for(sqlite_database: DatabaseSettings, file: Path, result_of: ResultOf):
    """Longer than its busy time-out, too."""
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    async with sink_on(sqlite_database.model_copy(update={"timeout": 0.2})) as sink:
        stored = await _waits_then_stores(
            sink, result_of("a", "e1"), lambda: holder.execute("ROLLBACK"), "database_away"
        )
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(Transient):
            await sink.check()
        assert sink.down_since is not None
    holder.close()
    assert list(stored.publish) == ["e1"]


async def test_a_full_disk_is_waited_for_and_said(sqlite_database: DatabaseSettings, result_of: ResultOf):
    """The disk of SQLite is as large as ``max_page_count`` says; the line names the remedy."""
    async with sink_on(sqlite_database) as sink:

        def limit(pages: int) -> None:
            @sa.event.listens_for(sink._engine.sync_engine, "checkout")
            def _limit(connection: sa.engine.interfaces.DBAPIConnection, *_: object) -> None:
                connection.cursor().execute(f"PRAGMA max_page_count = {pages}")

        limit(1)  # at once below what it holds: no page more
        await _waits_then_stores(
            sink, result_of("a", "e1", summary="x" * 100_000), lambda: limit(1_000_000), "database_full"
        )


async def test_a_database_that_turns_read_only_is_said(sqlite_database: DatabaseSettings, result_of: ResultOf):
    """No waiting heals it."""
    async with sink_on(sqlite_database) as sink:

        @sa.event.listens_for(sink._engine.sync_engine, "checkout")
        def _read_only(connection: sa.engine.interfaces.DBAPIConnection, *_: object) -> None:
            connection.cursor().execute("PRAGMA query_only = ON")

        with pytest.raises(Misconfigured, match=r"(?s)readonly.*right to write"):
            await asyncio.wait_for(sink.store([result_of("a", "e1")]), 10)


async def test_a_store_that_is_cancelled_leaves_nothing_and_the_sink_goes_on(
    sqlite_database: DatabaseSettings, file: Path, result_of: ResultOf
):
    """SIGTERM while the database is away: the worker cancels the slice in flight."""
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    async with sink_on(sqlite_database.model_copy(update={"timeout": 0.2})) as sink:
        storing = asyncio.create_task(sink.store([result_of("a", "e1")]))
        await _until(lambda: sink.down_since is not None)
        storing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await storing
        holder.execute("ROLLBACK")
        holder.close()
        assert list((await sink.store([result_of("b", "e2")])).publish) == ["e2"]
    assert await run(sqlite_database, "SELECT event_id FROM incident_event") == [("e2",)]


WRITER = """
    import asyncio, sys
    from schemas.article import ArticleRef, sha256_of
    from schemas.incident import IncidentEvent
    from schemas.origin import Extractor, Lineage
    from schemas.result import ArticleIncidents
    from schemas.time import Time
    from worker.settings import DatabaseSettings
    from worker.sinks.sql import SqlSink

    def result(n, version):
        article = ArticleRef(id=f"a{n}", sha256=sha256_of(""))
        extractor = Extractor(version="1", ruleset_sha="0")
        lineage = Lineage(topic="t", partition=0, offset=version, timestamp=version)
        events = [IncidentEvent(event_id=f"a{n}-v{version}-{i}", article=article, type="unrest.riot", time=Time(),
                                extractor=extractor) for i in range(3)]
        return ArticleIncidents(article=article, events=events, extractor=extractor, lineage=lineage)

    async def main():
        sink, version = SqlSink(DatabaseSettings(url=sys.argv[1])), int(sys.argv[2])
        while True:
            version += 1
            await sink.store([result(n, version) for n in range(50)])
            print(version, flush=True)

    asyncio.run(main())
"""


@pytest.fixture
def writer(database: DatabaseSettings) -> Iterator[Callable[[int], subprocess.Popen[str]]]:
    """Starts a process that stores version after version of 50 articles with 3 events each."""
    started: list[subprocess.Popen[str]] = []

    def start(version: int) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", textwrap.dedent(WRITER), database.url.get_secret_value(), str(version)]
        started.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.mark.slow
async def test_a_kill_in_mid_transaction_leaves_nothing_half(
    database: DatabaseSettings, writer: Callable[[int], subprocess.Popen[str]], result_of: ResultOf
):
    """SIGKILL at three different instants: all articles are of one version, with all their events, and no lock stays."""
    version = 0
    for pause in (0.003, 0.017, 0.031):
        process = writer(version)
        said = [int(await asyncio.to_thread(process.stdout.readline)) for _ in range(2)]
        time.sleep(pause)  # noqa: ASYNC251 - to the millisecond
        process.send_signal(signal.SIGKILL)
        rest, _ = await asyncio.to_thread(process.communicate)
        acknowledged = max([*said, *map(int, rest.split())])
        ((lowest, highest),) = await run(database, "SELECT min(raw_timestamp), max(raw_timestamp) FROM article")
        assert lowest == highest
        assert highest >= acknowledged
        live = await run(database, "SELECT event_id FROM incident_event WHERE NOT withdrawn")
        assert {row[0] for row in live} == {f"a{n}-v{highest}-{i}" for n in range(50) for i in range(3)}
        version = int(str(highest))
    async with sink_on(database) as sink:
        stored = await asyncio.wait_for(sink.store([result_of("a0", "after", at=version + 1)]), 10)
    assert stored.counts.inserted == 1


class Wire:
    """A TCP proxy to a server that can freeze (accepts, relays nothing), refuse (closes and does not listen) and forget."""

    def __init__(self, host: str, port: int) -> None:
        self.target = (host, port)
        self.flows = asyncio.Event()
        self.flows.set()
        self.port = 0
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def listen(self) -> None:
        """Take connections, on the same port each time."""
        self._server = await asyncio.start_server(self._accepted, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def refuse(self) -> None:
        """Cut all connections and take no new ones."""
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def forget(self) -> None:
        """Relay nothing more of what is open now, and close nothing: as firewalls and failed hosts do."""
        self.flows.clear()
        self.flows = asyncio.Event()  # each relay waits for the event of its own time
        self.flows.set()

    async def _accepted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        self._tasks.add(task)
        up_reader = up_writer = None
        try:
            up_reader, up_writer = await asyncio.open_connection(*self.target)
            await asyncio.gather(self._relay(reader, up_writer), self._relay(up_reader, writer))
        except (OSError, asyncio.CancelledError):
            pass
        finally:
            self._tasks.discard(task)
            for end in (writer, up_writer):
                if end is not None:
                    end.transport.abort()

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        flows = self.flows
        while data := await reader.read(65_536):
            await flows.wait()
            writer.write(data)
            await writer.drain()
        writer.close()


@pytest.fixture
async def wired(postgres_database: DatabaseSettings) -> AsyncIterator[tuple[Wire, DatabaseSettings]]:
    """PostgreSQL behind a wire that can fail."""
    url = sa.make_url(postgres_database.url.get_secret_value())
    wire = Wire(url.host, url.port or 5432)
    await wire.listen()
    through = url.set(host="127.0.0.1", port=wire.port).update_query_dict({"ssl": "disable"})
    yield wire, DatabaseSettings(url=through.render_as_string(hide_password=False), timeout=1)
    await wire.refuse()


@pytest.mark.docker
async def test_a_frozen_server_is_waited_for(wired: tuple[Wire, DatabaseSettings], result_of: ResultOf):
    """It neither answers nor closes: time limits end the wait, and the slice goes on when it answers."""
    wire, settings = wired
    async with sink_on(settings) as sink:
        await sink.store([result_of("a", "e1", at=1)])
        wire.flows.clear()
        stored = await _waits_then_stores(sink, result_of("a", "e2", at=2), wire.flows.set, "database_away")
    assert {key: body is not None for key, body in stored.publish.items()} == {"e1": False, "e2": True}


@pytest.mark.docker
async def test_connections_that_nobody_answers_any_more_cost_one_retry(
    wired: tuple[Wire, DatabaseSettings], result_of: ResultOf
):
    """A firewall forgot them, or their host is gone and another took its name: new ones work at once."""
    wire, settings = wired
    async with sink_on(settings.model_copy(update={"timeout": 2})) as sink:
        await asyncio.gather(*(sink.store([result_of(f"a{n}", f"e{n}")]) for n in range(4)))
        wire.forget()
        begun = time.monotonic()
        with capture_logs() as logs:
            await asyncio.gather(*(sink.store([result_of(f"b{n}", f"f{n}")]) for n in range(4)))
        assert time.monotonic() - begun < 7  # 3 until the client gives up, 2 for closing in good order, and one retry
    assert [line["event"] for line in logs] == ["database_away", "database_back"]


@pytest.mark.docker
async def test_closing_does_not_hang_on_a_frozen_server(wired: tuple[Wire, DatabaseSettings], result_of: ResultOf):
    """A worker that shuts down cannot wait for it."""
    wire, settings = wired
    sink = SqlSink(settings)
    await sink.store([result_of("a", "e1", at=1)])
    wire.flows.clear()
    await asyncio.wait_for(sink.close(), 5)


@pytest.mark.docker
async def test_a_server_that_goes_away_and_comes_back(wired: tuple[Wire, DatabaseSettings], result_of: ResultOf):
    """Connections are cut, new ones refused; then it is back."""
    wire, settings = wired
    async with sink_on(settings) as sink:
        await sink.store([result_of("a", "e1", at=1)])
        await wire.refuse()
        back: list[asyncio.Task[None]] = []
        stored = await _waits_then_stores(
            sink, result_of("a", "e2", at=2), lambda: back.append(asyncio.create_task(wire.listen())), "database_away"
        )
    assert list(stored.publish) == ["e2", "e1"]


def test_nothing_is_opened_before_it_is_needed(tmp_path: Path):
    """Making a sink neither makes a file nor needs a server."""
    SqlSink(DatabaseSettings(url=f"sqlite:///{tmp_path}/x.db"))
    SqlSink(DatabaseSettings(url="postgresql://u@127.0.0.1:1/d"))
    assert list(tmp_path.iterdir()) == []


def test_rows_of_equal_results_have_equal_digests(result_of: ResultOf):
    """And any field that is stored changes it."""
    (one,), (same,), (other,) = (
        rows_of(result).events
        for result in (result_of("a", "e1"), result_of("a", "e1"), result_of("a", "e1", summary="changed"))
    )
    assert one.digest == same.digest != other.digest
