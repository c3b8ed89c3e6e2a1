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

from worker.errors import Misconfigured, NoDatabase, Transient
from worker.sinks.database import UPGRADE, missing_file, place_of
from worker.sinks.faults import Fault, Waits, fault_of, is_busy, lacks_rights, remedy_of
from worker.sinks.refusals import URLS, reason_of
from worker.sinks.rights import WORKER, Roles, grant, remedy_for, require_rights, require_roles
from worker.sinks.tables import ARTICLE, VERSIONS

MIGRATIONS = Path(__file__).parent / "migrations"

NOBODY = Roles()

_OWNER = (
    "Migrations run as the owner of the tables, who may create in the schema: put that user into TOCSIN_DATABASE__URL."
)
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


async def upgrade(engine: AsyncEngine, roles: Roles = NOBODY) -> str:
    """Bring the tables to this program's version and grant rights, in one transaction; returns that version.

    Args:
        engine: Of the tables' owner.
        roles: Who gets rights.

    Raises:
        Misconfigured: SQLite has no roles.
        NoDatabase: the database is of a newer version, a role does not exist, or the settings are wrong.
        Transient: it does not answer.
    """
    if roles != NOBODY and engine.dialect.name != "postgresql":
        raise Misconfigured(
            f"{place_of(engine.url)} has no roles that rights could be granted to",
            "Leave --worker and --reader out, or set TOCSIN_DATABASE__URL to a PostgreSQL database.",
        )
    if path := missing_file(engine):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NoDatabase(f"cannot make the folder {path.parent}: {error}", URLS) from error
    with said_plainly(engine, rights=_OWNER):
        async with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                await require_roles(connection, roles)
                await _await_turn(connection)
            await _require_not_newer(connection)
            await connection.run_sync(_upgrade)
            if roles != NOBODY:
                await grant(connection, roles)
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
            if found is None and engine.dialect.name == "postgresql":
                await _require_sight(connection)
            if found != head():
                has = f"tables of version {found}" if found else "no tables of Tocsin"
                raise NoDatabase(f"the database holds {has}; this program needs version {head()}", UPGRADE)
            if engine.dialect.name == "postgresql":
                await _require_primary(connection)
                await require_rights(connection, WORKER)
            else:  # a file that may only be read says so at the first write, not at BEGIN IMMEDIATE
                await connection.execute(sa.update(ARTICLE).where(sa.false()).values(event_count=0))


@contextmanager
def said_plainly(engine: AsyncEngine, *, rights: str | None = None) -> Iterator[None]:
    """Turn what the database raises into what to do about it.

    Args:
        engine: Whose place is named.
        rights: What to do where rights are missing; None: have them granted to this user.

    Raises:
        NoDatabase: password, rights, name of the database, file, tables.
        Transient: it is away, locked, full or overloaded.
    """
    try:
        yield
    except Waits as error:
        reason = reason_of(error)
        match fault_of(error):
            case Fault.WAIT if "unable to open database file" in reason and not _can_open(engine):
                raise NoDatabase(f"cannot open {place_of(engine.url)}: {reason}", URLS) from error
            case Fault.WAIT:
                what = "is busy" if is_busy(error) else "does not answer"
                raise Transient(f"{place_of(engine.url)} {what}: {reason}") from error
            case Fault.TABLES:
                raise NoDatabase(f"tables are missing in {place_of(engine.url)}: {reason}", UPGRADE) from error
            case Fault.OPERATOR:
                remedy = remedy_of(error)
                if lacks_rights(error):
                    remedy = rights or remedy_for(engine.url.username or "ROLE")
                raise NoDatabase(f"{place_of(engine.url)} refuses: {reason}", remedy) from error
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


async def _await_turn(connection: AsyncConnection) -> None:
    """Wait for another upgrade, however long it takes; tables that are in use are not waited for so patiently."""
    limit = await connection.scalar(sa.text("SELECT current_setting('lock_timeout')"))
    for statement, values in (
        ("SELECT set_config('lock_timeout', '0', true)", {}),
        ("SELECT pg_advisory_xact_lock(:key)", {"key": _LOCK}),
        ("SELECT set_config('lock_timeout', :limit, true)", {"limit": limit}),
    ):
        await connection.execute(sa.text(statement), values)


async def _require_primary(connection: AsyncConnection) -> None:
    """A replica would fail at the first slice: say so at the start."""
    if await connection.scalar(sa.text("SELECT current_setting('transaction_read_only')")) == "on":
        raise NoDatabase("the database is read-only: a replica?", "Point TOCSIN_DATABASE__URL at the primary.")


async def _require_sight(connection: AsyncConnection) -> None:
    """Tables in a schema that this user may not use look as if they were not there: say which it is."""
    hidden = sa.text(
        "SELECT n.nspname, current_user FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE c.relname = :name AND NOT has_schema_privilege(n.oid, 'USAGE')"
    )
    if found := (await connection.execute(hidden, {"name": VERSIONS})).first():
        raise NoDatabase(f"the database's user {found[1]} may not use the schema {found[0]}", remedy_for(found[1]))


def _revision(connection: sa.Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _upgrade(connection: sa.Connection, revision: str = "head") -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
