"""PostgreSQL in a container."""

from __future__ import annotations

import time
from collections.abc import Mapping

import sqlalchemy as sa
from pydantic import SecretStr

from tests.containers.server import Server, free_port
from worker.cli.db import upgrade_database
from worker.settings import DatabaseSettings

IMAGE = "postgres:15-bookworm"
OWNER, PASSWORD, DATABASE = "owner", "owner-test-only", "tocsin"


class PostgresServer(Server):
    """A server with one empty database; its user may do everything."""

    def __init__(self, *, settings: Mapping[str, str] | None = None) -> None:
        """Nothing starts yet.

        Args:
            settings: More variables for the image.
        """
        self.port = free_port()
        environment = {"POSTGRES_USER": OWNER, "POSTGRES_PASSWORD": PASSWORD, "POSTGRES_DB": DATABASE}
        super().__init__(
            IMAGE,
            ports={5432: self.port},
            environment=environment | dict(settings or {}),
            started="ready to accept connections",
        )

    @property
    def url(self) -> str:
        """Of the owner, in libpq's form."""
        return f"postgresql://{OWNER}:{PASSWORD}@localhost:{self.port}/{DATABASE}"

    def await_answer(self) -> None:
        """Return once it answers over TCP: while the first start makes the database, only the socket does.

        Raises:
            TimeoutError: it does not, within a minute.
        """
        deadline = time.monotonic() + 60
        while True:
            try:
                self.run("pg_isready", "-h", "127.0.0.1", "-U", OWNER)
            except RuntimeError:
                if time.monotonic() > deadline:
                    raise TimeoutError("PostgreSQL does not answer") from None
                time.sleep(0.2)
            else:
                return

    def sql(self, statement: str) -> str:
        """Run a statement as the owner; returns psql's bare output.

        Raises:
            RuntimeError: it failed.
        """
        return self.run("psql", "-U", OWNER, "-d", DATABASE, "-v", "ON_ERROR_STOP=1", "-Atc", statement).strip()

    def new_database(self, name: str) -> DatabaseSettings:
        """A database with this version's tables."""
        self.run("createdb", "-U", OWNER, name)
        url = sa.make_url(self.url).set(database=name).render_as_string(hide_password=False)
        settings = DatabaseSettings(url=SecretStr(url))
        upgrade_database(settings)
        return settings

    def drop_database(self, name: str) -> None:
        """With all that is in it."""
        self.run("dropdb", "-U", OWNER, "--force", name)
