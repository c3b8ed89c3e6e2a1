"""``tocsin doctor``: whether a worker can run here, and what to do where not."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from typing import Annotated

import typer

from worker.cli.begin import begin, secrets_of
from worker.cli.exit import ExitCode
from worker.cli.tables import print_rows
from worker.doctor.checks import examine, without_settings
from worker.doctor.findings import Report, Status
from worker.errors import Misconfigured
from worker.observe.logs import Masker
from worker.settings import Settings


def reports_of(settings: Settings) -> list[Report]:
    """What every check says.  Not to be called where an event loop runs."""

    async def run() -> list[Report]:
        return [report async for report in examine(settings)]

    return asyncio.run(run())


def rows_of(reports: Iterable[Report]) -> Iterator[tuple[str, str, str, str]]:
    """A row for each finding, one for each check that has none."""
    for report in reports:
        if not report.findings:
            yield report.status, report.check, report.said, ""
        for finding in report.findings:
            yield report.status, report.check, finding.problem, finding.remedy


def json_of(reports: Iterable[Report]) -> str:
    """For programs."""
    return json.dumps([asdict(report) for report in reports], ensure_ascii=False, indent=2)


def command(
    *, as_json: Annotated[bool, typer.Option("--json", help="A JSON array of the checks, for programs.")] = False
) -> None:
    """Check settings, brokers, topics, rights, lag, dead letters, database and gazetteer.

    Each finding comes with its remedy. 0 when all is well, 1 when anything was found. It changes nothing.
    """
    hide: Callable[[str], str] = str
    try:
        settings = begin(libraries=False)
    except Misconfigured as error:
        reports = without_settings(error)
    else:
        # A URL is shown without its password; whole, it is no secret that could stand in a sentence.
        hide = Masker([secret for secret in secrets_of(settings) if "://" not in secret]).mask_text
        reports = reports_of(settings)
    if as_json:
        typer.echo(hide(json_of(reports)))
    else:
        print_rows(("", "check", "what", "remedy"), [tuple(hide(cell) for cell in row) for row in rows_of(reports)])
    if any(report.status is Status.FINDING for report in reports):
        raise typer.Exit(ExitCode.SOME_FAILED)
