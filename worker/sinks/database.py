"""The engine, and whose fault an error is.

What was measured on both drivers, and stands behind ``fault_of``:
    asyncpg: a bad value comes as plain DBAPIError, only its SQLSTATE tells.  Connecting raises bare OSErrors, a frozen server
        TimeoutError, and that only because of ``command_timeout``.
    aiosqlite: a missing table is an OperationalError like a lock; only SQLite's own error code tells.
"""

from __future__ import annotations

import inspect
from enum import StrEnum
from pathlib import Path
from typing import Any

import asyncpg  # type: ignore[import-untyped]
import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from worker.errors import Misconfigured
from worker.settings import DatabaseSettings

UPGRADE = "Run `tocsin db upgrade`."
URLS = (
    "Set TOCSIN_DATABASE__URL to postgresql+asyncpg://USER:PASSWORD@HOST:5432/DATABASE "
    "or to sqlite+aiosqlite:///PATH/TO/tocsin.db."
)

_DRIVERS = {
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
}


class Fault(StrEnum):
    """What an error of the database asks for."""

    WAIT = "wait"  # it is away, locked, full or overloaded: try again for ever
    DATA = "data"  # a value is refused: find the row
    OPERATOR = "operator"  # rights, password, read-only, no such database: nothing passes until somebody acts
    TABLES = "tables"  # no such table or column: not upgraded
    DEFECT = "defect"  # our statement is wrong


_SQLITE = {
    "READONLY": Fault.OPERATOR,
    "PERM": Fault.OPERATOR,
    "AUTH": Fault.OPERATOR,
    "CORRUPT": Fault.OPERATOR,
    "NOTADB": Fault.OPERATOR,
    "CONSTRAINT": Fault.DATA,
    "TOOBIG": Fault.DATA,
    "MISMATCH": Fault.DATA,
    "RANGE": Fault.DEFECT,
    "MISUSE": Fault.DEFECT,
}

_POSTGRES = {  # by SQLSTATE, or by its class
    "22": Fault.DATA,
    "23": Fault.DATA,
    "54": Fault.DATA,  # program limits: an index entry or a value too large
    "28": Fault.OPERATOR,  # password
    "25006": Fault.OPERATOR,  # read-only
    "3D000": Fault.OPERATOR,  # no such database
    "42501": Fault.OPERATOR,  # no rights
    "42P01": Fault.TABLES,
    "42703": Fault.TABLES,
    "3F000": Fault.TABLES,
    "42": Fault.DEFECT,
    "0A": Fault.DEFECT,
    "21": Fault.DEFECT,
}

Waits = (sa.exc.SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError, OSError, OverflowError, UnicodeError)
"""All that a database raises, by any path.  TimeoutError is an OSError."""


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
        if settings.password is not None:
            raise Misconfigured("TOCSIN_DATABASE__PASSWORD is set, but an SQLite database has none", URLS)
        if url.database in (None, "", ":memory:"):
            raise Misconfigured("an SQLite database in memory would be gone with its connection", URLS)
        return url
    if not url.database:
        raise Misconfigured("the database's URL names no database", URLS)
    url = _with_password(url, settings)
    if "sslmode" in url.query:  # libpq's name for what asyncpg calls ssl
        url = url.difference_update_query(["sslmode"]).update_query_dict({"ssl": url.query["sslmode"]})
    known = {*inspect.signature(asyncpg.connect).parameters, "prepared_statement_cache_size"}
    if unknown := sorted(set(url.query) - known):
        raise Misconfigured(f"the database's URL has parameters that asyncpg does not know: {', '.join(unknown)}", URLS)
    return url


def _with_password(url: sa.URL, settings: DatabaseSettings) -> sa.URL:
    if settings.password is None or url.password is not None or "password" in url.query:
        return url
    if not url.username and "user" not in url.query:
        raise Misconfigured("TOCSIN_DATABASE__PASSWORD is set, but the database's URL names no user", URLS)
    return url.set(password=settings.password.get_secret_value())


def open_engine(settings: DatabaseSettings, *, write: bool = True) -> AsyncEngine:
    """An engine, without any connection yet.

    JSON goes through it as text: records are encoded and decoded by their models alone.

    Raises:
        Misconfigured: the URL is wrong.
    """
    url = parse_url(settings)
    limits: dict[str, Any] = {"timeout": settings.timeout}
    if url.get_backend_name() == "postgresql":
        limits["command_timeout"] = settings.timeout
    engine = create_async_engine(
        url,
        pool_size=settings.pool_size,
        max_overflow=0,
        pool_timeout=settings.timeout,
        connect_args=limits,
        hide_parameters=True,  # an article's words do not belong into errors and logs
        json_serializer=_same,
        json_deserializer=_same,
    )
    if engine.dialect.name == "sqlite":
        _tame_sqlite(engine.sync_engine, settings.timeout, write=write)
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


def fault_of(error: BaseException) -> Fault:
    """What an error of either database asks for.  What nobody knows is waited for: it loses nothing."""
    if isinstance(error, OverflowError | UnicodeError):
        return Fault.DATA
    cause = getattr(error, "orig", None) or error
    if name := getattr(cause, "sqlite_errorname", None):
        return _sqlite_fault(str(name), str(cause))
    state = str(getattr(cause, "sqlstate", None) or "")
    if state:
        return _POSTGRES.get(state) or _POSTGRES.get(state[:2], Fault.WAIT)
    if isinstance(error, sa.exc.DBAPIError | sa.exc.TimeoutError | OSError | asyncpg.InterfaceError):
        return Fault.DATA if isinstance(cause, OverflowError | UnicodeError) else Fault.WAIT
    return Fault.DEFECT


def _sqlite_fault(name: str, message: str) -> Fault:
    primary = name.removeprefix("SQLITE_").partition("_")[0]  # SQLITE_CONSTRAINT_FOREIGNKEY
    if primary == "ERROR":
        return Fault.TABLES if "no such table" in message or "no such column" in message else Fault.DEFECT
    return _SQLITE.get(primary, Fault.WAIT)


def remedy_of(error: BaseException) -> str:
    """What the operator can do about an error that no waiting heals."""
    cause = getattr(error, "orig", None) or error
    state = str(getattr(cause, "sqlstate", None) or "")
    if state.startswith("28"):
        return "Put the right user and password into TOCSIN_DATABASE__URL."
    if state == "3D000":
        return "Make it with CREATE DATABASE, or name another in TOCSIN_DATABASE__URL."
    if getattr(cause, "sqlite_errorname", "") in ("SQLITE_CORRUPT", "SQLITE_NOTADB"):
        return "Name another file in TOCSIN_DATABASE__URL; the table can be rebuilt from the topics."
    return "Give the worker's user the right to write there, or set TOCSIN_DATABASE__URL to where it may."


def lacks_rights(error: BaseException) -> bool:
    """Whether PostgreSQL refuses because rights are missing."""
    return getattr(getattr(error, "orig", None) or error, "sqlstate", "") == "42501"


def is_full(error: BaseException) -> bool:
    """Whether the database's disk is full: that passes only if somebody makes room."""
    cause = getattr(error, "orig", None) or error
    return getattr(cause, "sqlite_errorname", "") == "SQLITE_FULL" or getattr(cause, "sqlstate", "") == "53100"


def _same(text: str) -> str:
    return text


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
