"""The sink table seen from outside, whatever database it is in."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import asyncpg
import sqlalchemy as sa

from worker.settings import DatabaseSettings

if TYPE_CHECKING:
    from tests.containers.postgres import PostgresServer

Rows = list[tuple[object, ...]]


class Table(Protocol):
    """Where the worker stores."""

    settings: DatabaseSettings
    """As the worker gets them."""

    def rows(self, query: str) -> Rows:
        """What a query finds."""

    def drop(self) -> None:
        """Leave nothing in the database."""

    @contextmanager
    def away(self) -> Iterator[None]:
        """The database takes nothing and answers nothing meanwhile."""


class SqliteTable:
    """A file."""

    def __init__(self, settings: DatabaseSettings) -> None:
        self.settings = settings
        self.path = Path(sa.make_url(settings.url.get_secret_value()).database or "")

    def rows(self, query: str) -> Rows:
        with contextlib.closing(sqlite3.connect(self.path, timeout=20)) as connection:
            return connection.execute(query).fetchall()

    def drop(self) -> None:
        self.path.unlink()

    @contextmanager
    def away(self) -> Iterator[None]:
        with contextlib.closing(sqlite3.connect(self.path, isolation_level=None)) as lock:
            lock.execute("BEGIN IMMEDIATE")
            yield
            lock.rollback()


class PostgresTable:
    """A database on a server."""

    def __init__(self, settings: DatabaseSettings, server: PostgresServer) -> None:
        self.settings = settings
        self._server = server
        self._name = sa.make_url(settings.url.get_secret_value()).database

    def rows(self, query: str) -> Rows:
        async def run() -> Rows:
            connection = await asyncpg.connect(self.owner_url, timeout=10, command_timeout=30)
            try:
                return [tuple(row) for row in await connection.fetch(query)]
            finally:
                await connection.close()

        return asyncio.run(run())

    def drop(self) -> None:
        self.rows("DROP SCHEMA public CASCADE")
        self.rows("CREATE SCHEMA public")

    @property
    def owner_url(self) -> str:
        """Of the one who may do everything."""
        return sa.make_url(self._server.url).set(database=self._name).render_as_string(hide_password=False)

    @contextmanager
    def away(self) -> Iterator[None]:
        self._server.pause()
        try:
            yield
        finally:
            self._server.unpause()
