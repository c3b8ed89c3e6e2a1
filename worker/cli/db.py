"""`tocsin db`: the tables' version."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from worker.cli.begin import begin
from worker.cli.exit import ExitCode
from worker.errors import NoDatabase, Transient
from worker.settings import DatabaseSettings
from worker.sinks import schema
from worker.sinks.database import UPGRADE, open_engine, parse_url, place_of
from worker.sinks.refusals import START
from worker.sinks.rights import Roles, beyond

db_app = typer.Typer(help="Create and migrate the sink table.", no_args_is_help=True)


@contextmanager
def answering() -> Iterator[None]:
    """A command does not wait: a database that does not answer ends it.

    Raises:
        NoDatabase: with what to do.
    """
    try:
        yield
    except Transient as error:
        raise NoDatabase(str(error), START) from error


def upgrade_database(settings: DatabaseSettings, roles: Roles = schema.NOBODY) -> tuple[str | None, str]:
    """Bring the tables to this program's version and grant rights: the versions before and after.

    Raises:
        Misconfigured: the URL is wrong, or its database has no roles.
        NoDatabase: the database is newer than this program, a role does not exist, or rights are missing.
        Transient: the database does not answer.
    """

    async def run() -> tuple[str | None, str]:
        engine = open_engine(settings, program="tocsin db", hurried=False)
        try:
            return await schema.current(engine), await schema.upgrade(engine, roles)
        finally:
            await engine.dispose()

    return asyncio.run(run())


def current_version(settings: DatabaseSettings) -> str | None:
    """The version of the tables in the database; None when it has none.

    Raises:
        Misconfigured: the URL is wrong.
        NoDatabase: rights are missing.
        Transient: the database does not answer.
    """

    async def run() -> str | None:
        engine = open_engine(settings, write=False, program="tocsin db")
        try:
            return await schema.current(engine)
        finally:
            await engine.dispose()

    return asyncio.run(run())


def rights_beyond(settings: DatabaseSettings, roles: Roles) -> list[str]:
    """What roles may do beyond the rights that `tocsin db upgrade` grants, a sentence each.

    Raises:
        Misconfigured: the URL is wrong.
        NoDatabase: there are no tables.
        Transient: the database does not answer.
    """

    async def run() -> list[str]:
        engine = open_engine(settings, write=False, program="tocsin db")
        try:
            with schema.said_plainly(engine):
                async with engine.connect() as connection:
                    return await beyond(connection, roles)
        finally:
            await engine.dispose()

    return asyncio.run(run())


@db_app.command()
def upgrade(
    worker: Annotated[
        str | None, typer.Option(metavar="ROLE", help="Let this role of PostgreSQL write rows, and no more.")
    ] = None,
    reader: Annotated[
        str | None, typer.Option(metavar="ROLE", help="Let this role of PostgreSQL read, and no more.")
    ] = None,
) -> None:
    """Make the tables, or bring them to this version, as the user in TOCSIN_DATABASE__URL, who then owns them.

    With --worker and --reader, give these roles their rights, and take what they have beyond them. Safe to run again.
    """
    settings = begin(logs=False).database
    where = place_of(parse_url(settings))
    roles = Roles(worker, reader)
    with answering():
        before, after = upgrade_database(settings, roles)
        more = rights_beyond(settings, roles) if roles != schema.NOBODY else []
    typer.echo(f"{where}: {f'still at {after}' if before == after else f'now at {after}'}")
    for what, role in (("writes rows", worker), ("reads", reader)):
        if role is not None:
            typer.echo(f"  {role} {what}")
    for sentence in more:
        typer.echo(f"  Look: {sentence}. Nobody granted that here; docs/database.md says how to make roles.", err=True)


@db_app.command()
def current() -> None:
    """Show the tables' version, and the one that this program needs."""
    settings = begin(logs=False).database
    where = place_of(parse_url(settings))
    with answering():
        found = current_version(settings)
    needed = schema.head()
    if found == needed:
        typer.echo(f"{where}: {found}, up to date")
        return
    typer.echo(f"{where}: {found or 'no tables'}; this program needs {needed}\n  {UPGRADE}")
    raise typer.Exit(ExitCode.DATABASE)
