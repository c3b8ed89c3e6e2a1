"""`tocsin db`: the tables' version."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from worker.errors import Misconfigured, Transient
from worker.settings import DatabaseSettings, Settings
from worker.sinks import schema
from worker.sinks.database import UPGRADE, open_engine, parse_url, place_of

EXIT_USAGE = 2
EXIT_DATABASE = 4

db_app = typer.Typer(name="db", help="The table's version.", no_args_is_help=True)


def upgrade_database(settings: DatabaseSettings) -> tuple[str | None, str]:
    """Bring the tables to this program's version: the versions before and after.

    Raises:
        Misconfigured: the URL is wrong, the database is newer, or rights are missing.
        Transient: the database does not answer.
    """

    async def run() -> tuple[str | None, str]:
        engine = open_engine(settings)
        try:
            return await schema.current(engine), await schema.upgrade(engine)
        finally:
            await engine.dispose()

    return asyncio.run(run())


def current_version(settings: DatabaseSettings) -> str | None:
    """The version of the tables in the database; None when it has none.

    Raises:
        Misconfigured: the URL is wrong, or rights are missing.
        Transient: the database does not answer.
    """

    async def run() -> str | None:
        engine = open_engine(settings, write=False)
        try:
            return await schema.current(engine)
        finally:
            await engine.dispose()

    return asyncio.run(run())


@contextmanager
def database_trouble() -> Iterator[None]:
    """End a command with what to do: exit code 2 for a wrong URL, 4 for any other trouble with the database."""
    try:
        parse_url(Settings().database)
    except Misconfigured as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(EXIT_USAGE) from error
    try:
        yield
    except Misconfigured as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(EXIT_DATABASE) from error
    except Transient as error:
        typer.echo(f"{error}\n  Start the database, or set TOCSIN_DATABASE__URL to where it is.", err=True)
        raise typer.Exit(EXIT_DATABASE) from error


@db_app.command()
def upgrade() -> None:
    """Make the tables, or bring them to this version."""
    settings = Settings().database
    with database_trouble():
        before, after = upgrade_database(settings)
        where = place_of(parse_url(settings))
    typer.echo(f"{where}: {f'still at {after}' if before == after else f'now at {after}'}")


@db_app.command()
def current() -> None:
    """Show the tables' version, and the one that this program needs."""
    settings = Settings().database
    with database_trouble():
        found = current_version(settings)
        where = place_of(parse_url(settings))
    needed = schema.head()
    if found == needed:
        typer.echo(f"{where}: {found}, up to date")
        return
    typer.echo(f"{where}: {found or 'no tables'}; this program needs {needed}\n  {UPGRADE}")
    raise typer.Exit(EXIT_DATABASE)
