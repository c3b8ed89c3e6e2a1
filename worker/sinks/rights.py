"""What the roles of PostgreSQL may do: one list, granted by `tocsin db upgrade`, looked at when a worker starts.

Tables belong to the owner, who migrates.  A worker writes rows and never deletes any; a reader reads.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from worker.errors import NoDatabase
from worker.sinks.tables import INCIDENTS, METADATA, VERSIONS

Rights = Mapping[str, tuple[str, ...]]
"""Table or view to what may be done with it."""

_TABLES = tuple(table.name for table in METADATA.sorted_tables)
WORKER: Rights = dict.fromkeys(_TABLES, ("SELECT", "INSERT", "UPDATE")) | {VERSIONS: ("SELECT",)}
READER: Rights = dict.fromkeys((*_TABLES, INCIDENTS.name, VERSIONS), ("SELECT",))

_ALL = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")


@dataclass(frozen=True, slots=True)
class Roles:
    """Who gets which rights; None: nobody."""

    worker: str | None = None
    reader: str | None = None

    def granted(self) -> Iterator[tuple[str, Rights]]:
        """Each named role with its rights."""
        if self.worker is not None:
            yield self.worker, WORKER
        if self.reader is not None:
            yield self.reader, READER


async def require_roles(connection: AsyncConnection, roles: Roles) -> None:
    """Pass when these roles exist and can be given less than everything.

    Raises:
        NoDatabase: one does not exist, is the owner itself, or is both.
    """
    owner = await connection.scalar(sa.text("SELECT current_user"))
    for role, _ in roles.granted():
        if not await connection.scalar(sa.text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": role}):
            raise NoDatabase(
                f"PostgreSQL has no role {role!r}",
                f"Make it: CREATE ROLE {_quoted(connection, role)} LOGIN PASSWORD '…';",
            )
        if role == owner:
            raise NoDatabase(
                f"the role {role!r} owns the tables and may do everything with them",
                f"Name another role: {_quoted(connection, role)} in TOCSIN_DATABASE__URL migrates, others work and read.",
            )
    if roles.worker is not None and roles.worker == roles.reader:
        raise NoDatabase(f"the role {roles.worker!r} is to be worker and reader", "Name two; a worker reads, too.")


async def grant(connection: AsyncConnection, roles: Roles) -> None:
    """Give each role its rights, and take what it has beyond them.

    Raises:
        NoDatabase: this user may not give them.
    """
    schema = str(await connection.scalar(sa.text("SELECT current_schema()")))
    for role, rights in roles.granted():
        to, within = _quoted(connection, role), _quoted(connection, schema)
        await connection.exec_driver_sql(f"REVOKE CREATE ON SCHEMA {within} FROM {to}")
        await connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA {within} TO {to}")
        for name in dict.fromkeys((*WORKER, *READER)):
            table = _quoted(connection, name)
            await connection.exec_driver_sql(f"REVOKE ALL ON {table} FROM {to}")
            if name in rights:
                await connection.exec_driver_sql(f"GRANT {', '.join(rights[name])} ON {table} TO {to}")
        await require_rights(connection, rights, role)


async def require_rights(connection: AsyncConnection, rights: Rights, role: str | None = None) -> None:
    """Pass when a role has these rights.

    Args:
        connection: To PostgreSQL.
        rights: Which.
        role: Whose; None: of the connection's user.

    Raises:
        NoDatabase: one is missing; the remedy is the command that grants it.
    """
    who = role or str(await connection.scalar(sa.text("SELECT current_user")))
    for name, wanted in rights.items():
        for right in wanted:
            if not await connection.scalar(sa.select(sa.func.has_table_privilege(who, name, right))):
                raise NoDatabase(f"the database's user {who} may not {right} on {name}", remedy_for(who))


async def beyond(connection: AsyncConnection, roles: Roles) -> list[str]:
    """What these roles may do beyond their rights: as superusers, as members of other roles, or as everybody may."""
    found = []
    for role, rights in roles.granted():
        more = [
            f"{right} on {name}"
            for name in rights
            for right in _ALL
            if right not in rights[name]
            and await connection.scalar(sa.select(sa.func.has_table_privilege(role, name, right)))
        ]
        creates = sa.text("SELECT has_schema_privilege(:role, current_schema(), 'CREATE')")
        if await connection.scalar(creates, {"role": role}):
            more.append("CREATE in the schema")
        if more:
            found.append(f"{role} may also {', '.join(more)}")
    return found


def remedy_for(user: str, *, only_reads: bool = False) -> str:
    """The command that gives a user its rights."""
    option = "--reader" if only_reads else "--worker"
    return f"Run `tocsin db upgrade {option} {shlex.quote(user)}` with the owner of the tables in TOCSIN_DATABASE__URL."


def _quoted(connection: AsyncConnection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote_identifier(name)
