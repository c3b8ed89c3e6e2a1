"""The engine: from settings to connections, with a time limit on everything."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from worker.errors import Misconfigured
from worker.settings import DatabaseSettings
from worker.sinks.postgres import complete_url, connect_arguments
from worker.sinks.refusals import URLS

UPGRADE = "Run `tocsin db upgrade`."
PROGRAM = "tocsin"
_OLDEST = (
    300.0  # seconds: firewalls forget silent connections without a word, and an unused one may wait for hours here
)

_DRIVERS = {
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
}


def parse_url(settings: DatabaseSettings) -> sa.URL:
    """The URL, with the driver that Tocsin uses.

    Raises:
        Misconfigured: it is no URL of PostgreSQL or SQLite.  The message never shows the password.
    """
    try:
        url = sa.make_url(settings.url.get_secret_value().strip())
    except (sa.exc.ArgumentError, ValueError):  # the cause would show the password
        raise Misconfigured("the database's URL cannot be read", URLS) from None
    driver = _DRIVERS.get(url.drivername)
    if driver is None:
        raise Misconfigured(f"{url.drivername!r} is no database that Tocsin knows", URLS)
    url = url.set(drivername=driver)
    if driver.startswith("sqlite"):
        for name in ("password", "ca", "certificate", "key"):
            if getattr(settings, name) is not None:
                raise Misconfigured(f"TOCSIN_DATABASE__{name.upper()} is set, but an SQLite database has none", URLS)
        if url.database in (None, "", ":memory:"):
            raise Misconfigured("an SQLite database in memory would be gone with its connection", URLS)
        return url
    return complete_url(url, settings)


def open_engine(
    settings: DatabaseSettings, *, write: bool = True, program: str = PROGRAM, hurried: bool = True
) -> AsyncEngine:
    """An engine, without any connection yet.

    JSON goes through it as text: records are encoded and decoded by their models alone.

    A connection that died in the pool costs one failed try: all that are as old are given up with it, and the next try
    makes a new one.  Asking before each use (``pool_pre_ping``) would cost every slice a round trip instead.

    Args:
        settings: Of the database.
        write: Whether it may change an SQLite file.
        program: What PostgreSQL shall call the connections: ``application_name``.
        hurried: Whether statements have a time limit.  Migrations have none.

    Raises:
        Misconfigured: the URL is wrong, or a certificate cannot be used.
    """
    url = parse_url(settings)
    is_sqlite = url.get_backend_name() == "sqlite"
    engine = create_async_engine(
        url,
        pool_size=settings.pool_size,
        max_overflow=0,
        pool_timeout=settings.timeout,
        pool_recycle=-1 if is_sqlite else _OLDEST,
        connect_args={"timeout": settings.timeout}
        if is_sqlite
        else connect_arguments(url, settings, program=program, hurried=hurried),
        hide_parameters=True,  # an article's words do not belong into errors and logs
        json_serializer=_same,
        json_deserializer=_same,
    )
    if is_sqlite:
        _tame_sqlite(engine.sync_engine, settings.timeout, write=write)
    else:
        _give_up_silent_ones(engine.sync_engine)
    return engine


def place_of(url: sa.URL) -> str:
    """Where a database is, fit to be shown: without its password."""
    return url.render_as_string(hide_password=True)


def missing_file(engine: AsyncEngine) -> Path | None:
    """The file of an SQLite database that does not exist: connecting would make an empty one."""
    if engine.dialect.name != "sqlite":
        return None
    path = Path(engine.url.database or "")
    return None if path.exists() or str(path).startswith("file:") else path


def _same(text: str) -> str:
    return text


def _give_up_silent_ones(engine: sa.Engine) -> None:
    """A connection on which not even the server's own time limit is heard of is dead, and so are those beside it.

    Rolling back on it would wait as long again.
    """

    @sa.event.listens_for(engine, "handle_error")
    def _silent(context: sa.engine.ExceptionContext) -> None:
        if isinstance(context.original_exception, TimeoutError):
            context.is_disconnect = True


def _tame_sqlite(engine: sa.Engine, timeout: float, *, write: bool) -> None:
    """Many processes on one file: a write-ahead log, patience, and transactions that take the lock when they begin.

    ``synchronous`` stays FULL: what was stored is then acknowledged to Kafka, so it must outlive a power cut.
    """

    @sa.event.listens_for(engine, "connect")
    def _connected(connection: DBAPIConnection, _record: object) -> None:
        connection.isolation_level = None  # the driver shall not begin transactions of its own
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {int(timeout * 1000)}")
        cursor.execute("PRAGMA foreign_keys = ON")
        if write:
            cursor.execute("PRAGMA journal_mode = WAL")
        cursor.close()

    @sa.event.listens_for(engine, "begin")
    def _begun(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
