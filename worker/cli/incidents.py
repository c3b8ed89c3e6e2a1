"""`tocsin incidents`: asks the table."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace
from datetime import date, datetime
from typing import Annotated

import typer

from schemas.attack import WeaponKind
from schemas.harm import TargetKind
from schemas.record import Moment
from worker.cli.begin import begin
from worker.cli.db import answering
from worker.cli.incident_views import Format, print_incidents
from worker.settings import DatabaseSettings
from worker.sinks.database import open_engine
from worker.sinks.query import IncidentFilter, IncidentRow, Order, find_incidents, resolve_type


def read_incidents(settings: DatabaseSettings, wanted: IncidentFilter) -> list[IncidentRow]:
    """The incidents in the table that a filter takes.  Not to be called where an event loop runs.

    Raises:
        Misconfigured: the URL is wrong.
        NoDatabase: there is no table.
        Transient: the database does not answer.
        ValueError: there is no such type.
    """
    return asyncio.run(_read(settings, wanted))


async def _read(settings: DatabaseSettings, wanted: IncidentFilter) -> list[IncidentRow]:
    engine = open_engine(settings, write=False, program="tocsin incidents")
    try:
        return await find_incidents(engine, wanted)
    finally:
        await engine.dispose()


def parse_moment(text: str) -> Moment:
    """A date (2026-03-01) or an instant with its zone (2026-03-01T14:00Z).

    Raises:
        ValueError: it is neither.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text!r} has no zone; add Z for UTC")
    return moment


def _moment(text: str) -> Moment:
    try:
        return parse_moment(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no date like 2026-03-01 or 2026-03-01T14:00Z") from error


def _type(text: str) -> str:
    try:
        return resolve_type(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def _country(text: str) -> str:
    if len(text) != 3 or not text.isalpha():
        raise typer.BadParameter(f"{text!r} is no ISO 3166-1 alpha-3 code like UKR")
    return text.upper()


def incidents(
    *,
    type_: Annotated[
        str | None, typer.Option("--type", parser=_type, metavar="TYPE", help="Leaf or branch: drone_strike, conflict")
    ] = None,
    country: Annotated[
        str | None, typer.Option(parser=_country, metavar="CODE", help="ISO 3166-1 alpha-3: UKR")
    ] = None,
    since: Annotated[
        Moment | None, typer.Option(parser=_moment, metavar="DATE", help="Happened on or after it")
    ] = None,
    until: Annotated[
        Moment | None, typer.Option(parser=_moment, metavar="DATE", help="Happened on or before it")
    ] = None,
    killed_min: Annotated[int | None, typer.Option(min=0, help="At least so many killed")] = None,
    place: Annotated[str | None, typer.Option(help="Part of a place's or region's name")] = None,
    article: Annotated[str | None, typer.Option(help="Id of an article")] = None,
    actor: Annotated[str | None, typer.Option(help="Part of an actor's name or role, as written")] = None,
    weapon: Annotated[WeaponKind | None, typer.Option(help="A kind of weapon")] = None,
    target: Annotated[TargetKind | None, typer.Option(help="A kind of thing that was hit or aimed at")] = None,
    withdrawn: Annotated[
        bool, typer.Option("--withdrawn", help="Those that their articles no longer hold, instead of the live ones")
    ] = False,
    limit: Annotated[int, typer.Option(min=0, help="At most so many; 0: all")] = 50,
    order: Annotated[Order, typer.Option(help="What comes first")] = Order.NEWEST,
    format_: Annotated[
        Format, typer.Option("--format", help="auto: a table on a terminal, tab-separated lines in a pipe")
    ] = Format.AUTO,
) -> None:
    """Show the incidents in the table."""
    wanted = IncidentFilter(
        type_,
        country,
        since,
        until,
        killed_min,
        place,
        article,
        actor,
        weapon,
        target,
        withdrawn=withdrawn,
        order=order,
        limit=limit or None,
    )
    ask = (
        wanted if wanted.limit is None else replace(wanted, limit=wanted.limit + 1)
    )  # one more tells that there is more
    with answering():
        rows = read_incidents(begin(logs=False).database, ask)
    shown = rows[: wanted.limit]
    print_incidents(shown, format_, sys.stdout)
    if len(rows) > len(shown):
        sys.stdout.flush()
        typer.echo(f"The first {len(shown)}; there are more. --limit 0 shows all.", err=True)
