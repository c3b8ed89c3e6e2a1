"""Databases on a PostgreSQL as an operator makes them: each with an owner, a worker and a reader."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import asyncpg
import sqlalchemy as sa

from worker.settings import DatabaseSettings
from worker.sinks import schema
from worker.sinks.database import open_engine
from worker.sinks.rights import Roles

PASSWORD = "test-only"  # noqa: S105 - of databases that live for one test


@dataclass(frozen=True, slots=True)
class Database:
    """A database, and how each role speaks to it.  None of them is a superuser."""

    owner: DatabaseSettings
    worker: DatabaseSettings
    reader: DatabaseSettings

    @property
    def roles(self) -> Roles:
        """The names of those who get rights."""
        return Roles(worker=user_of(self.worker), reader=user_of(self.reader))

    async def upgrade(self) -> None:
        """As `tocsin db upgrade --worker … --reader …` does it, as the owner."""
        engine = open_engine(self.owner)
        try:
            await schema.upgrade(engine, self.roles)
        finally:
            await engine.dispose()


def url_of(settings: DatabaseSettings) -> sa.URL:
    """Its parts."""
    return sa.make_url(settings.url.get_secret_value())


def user_of(settings: DatabaseSettings) -> str:
    """The user that a URL names."""
    return str(url_of(settings).username)


@contextmanager
def new_database(server: str) -> Iterator[Database]:
    """A database of its own without tables, gone afterwards, and roles of its own.

    Args:
        server: URL of a user who may make databases and roles.
    """
    at = sa.make_url(server)
    name = f"tocsin_{secrets.token_hex(6)}"
    owner, worker, reader = roles = [f"{name}_{what}" for what in ("owner", "worker", "reader")]
    made = (
        *(f"CREATE ROLE {role} LOGIN PASSWORD '{PASSWORD}'" for role in roles),
        f"GRANT {owner} TO CURRENT_USER",
        f"CREATE DATABASE {name} OWNER {owner}",
        f"REVOKE ALL ON DATABASE {name} FROM PUBLIC",
        f"GRANT CONNECT ON DATABASE {name} TO {worker}, {reader}",
    )
    asyncio.run(execute(at, *made))

    def settings(role: str) -> DatabaseSettings:
        url = at.set(drivername="postgresql", database=name, username=role, password=PASSWORD)
        return DatabaseSettings(url=url.render_as_string(hide_password=False), timeout=5)

    yield Database(settings(owner), settings(worker), settings(reader))
    asyncio.run(execute(at, f"DROP DATABASE {name} WITH (FORCE)", *(f"DROP ROLE {role}" for role in roles)))


async def execute(url: sa.URL, *statements: str) -> None:
    """Run statements, each in a transaction of its own."""
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    connection = await asyncpg.connect(plain)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()
