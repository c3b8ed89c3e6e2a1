"""Which version of the tables a database holds, and how it gets the one of this program.

Alembic is run from here with the migrations of the package: no alembic.ini, no current folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from worker.errors import NoDatabase, Transient
from worker.sinks.database import UPGRADE, URLS, Fault, Waits, fault_of, missing_file, place_of, remedy_of

MIGRATIONS = Path(__file__).parent / "migrations"

_LOCK = 7_863_521_004  # an advisory lock of PostgreSQL: two upgrades at once go one after the other


def head() -> str:
    """The version of the tables that this program writes."""
    revision = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    if revision is None:
        raise RuntimeError(f"the package has no migrations in {MIGRATIONS}")
    return revision


async def current(engine: AsyncEngine) -> str | None:
    """The version of the tables in the database, or None when it holds none.

    Raises:
        NoDatabase, Transient: as ``said_plainly`` says.
    """
    if missing_file(engine):
        return None
    with said_plainly(engine):
        async with engine.connect() as connection:
            return await connection.run_sync(_revision)


async def upgrade(engine: AsyncEngine) -> str:
    """Bring the tables to this program's version, in one transaction; returns that version.

    Raises:
        NoDatabase: the database is of a newer version, or the settings are wrong.
        Transient: it does not answer.
    """
    if path := missing_file(engine):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NoDatabase(f"cannot make the folder {path.parent}: {error}", URLS) from error
    with said_plainly(engine):
        async with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
            await _require_not_newer(connection)
            await connection.run_sync(_upgrade)
    return head()


async def require_head(engine: AsyncEngine) -> None:
    """Pass when the database holds exactly the tables of this program and takes rows.

    Raises:
        NoDatabase: it does not.
        Transient: it does not answer.
    """
    if path := missing_file(engine):
        raise NoDatabase(f"there is no database {path}", UPGRADE)
    with said_plainly(engine):
        async with engine.begin() as connection:
            await _require_not_newer(connection)
            found = await connection.run_sync(_revision)
            if found != head():
                has = f"tables of version {found}" if found else "no tables of Tocsin"
                raise NoDatabase(f"the database holds {has}; this program needs version {head()}", UPGRADE)
            if engine.dialect.name == "postgresql":
                await _require_rights(connection)


@contextmanager
def said_plainly(engine: AsyncEngine) -> Iterator[None]:
    """Turn what the database raises into what to do about it.

    Raises:
        NoDatabase: password, rights, name of the database, file, tables.
        Transient: it is away, locked, full or overloaded.
    """
    try:
        yield
    except Waits as error:
        reason = str(getattr(error, "orig", None) or error).partition("\n")[0] or type(error).__name__
        match fault_of(error):
            case Fault.WAIT if "unable to open database file" in reason and not _can_open(engine):
                raise NoDatabase(f"cannot open {place_of(engine.url)}: {reason}", URLS) from error
            case Fault.WAIT:
                raise Transient(f"{place_of(engine.url)} does not answer: {reason}") from error
            case Fault.TABLES:
                raise NoDatabase(f"tables are missing in {place_of(engine.url)}: {reason}", UPGRADE) from error
            case Fault.OPERATOR:
                raise NoDatabase(f"{place_of(engine.url)} refuses: {reason}", remedy_of(error)) from error
            case _:
                raise


def _can_open(engine: AsyncEngine) -> bool:
    path = Path(engine.url.database or "")
    if path.exists():
        return path.is_file() and os.access(path, os.R_OK | os.W_OK) and os.access(path.parent, os.W_OK)
    return os.access(path.parent, os.W_OK)


async def _require_not_newer(connection: AsyncConnection) -> None:
    found = await connection.run_sync(_revision)
    known = {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
    if found and found not in known:
        raise NoDatabase(
            f"the database holds tables of version {found}, which this program does not know; it knows up to {head()}",
            "A newer Tocsin has upgraded it: install that version, or point TOCSIN_DATABASE__URL at another database.",
        )


async def _require_rights(connection: AsyncConnection) -> None:
    """A replica or a user who may only read would fail at the first slice: say so at the start."""
    if await connection.scalar(sa.text("SELECT current_setting('transaction_read_only')")) == "on":
        raise NoDatabase("the database is read-only: a replica?", "Point TOCSIN_DATABASE__URL at the primary.")
    for table in ("article", "incident_event"):
        for right in ("SELECT", "INSERT", "UPDATE"):
            has = await connection.scalar(sa.select(sa.func.has_table_privilege(table, right)))
            if not has:
                raise NoDatabase(
                    f"the database's user may not {right} on {table}",
                    f"GRANT SELECT, INSERT, UPDATE ON article, incident_event TO {connection.engine.url.username};",
                )


def _revision(connection: sa.Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _upgrade(connection: sa.Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
