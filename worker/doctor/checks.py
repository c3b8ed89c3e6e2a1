"""The one list of checks, and how they are run: one after the other, each bounded, none hidden by another's failure."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

from worker.doctor.broker import check_broker
from worker.doctor.database import check_database
from worker.doctor.dead_letters import check_dead_letters
from worker.doctor.findings import Finding, Report, Seen, Status
from worker.doctor.gazetteer import check_gazetteer
from worker.doctor.lag import check_lag
from worker.doctor.odd_settings import check_settings
from worker.doctor.rights import check_rights
from worker.doctor.topics import check_topics
from worker.errors import Misconfigured, Transient
from worker.settings import Settings
from worker.sinks.refusals import START

LIMIT = 15.0
"""Seconds for a check."""

_BROKERS = "Start the brokers, or set TOCSIN_KAFKA__BOOTSTRAP to where they are."


@dataclass(frozen=True, slots=True)
class Check:
    """A check.

    Attributes:
        ask: Looks; raises ``Misconfigured`` or ``Transient`` where it cannot go on, which is a finding too.
        silence: The remedy where what it asks does not answer.
        needs: The check without which this one can see nothing.
    """

    name: str
    ask: Callable[[Settings], Awaitable[Seen]]
    silence: str = ""
    needs: str = ""


SETTINGS = "settings"
BROKER = "broker"

CHECKS = (
    Check(SETTINGS, check_settings),
    Check(BROKER, check_broker, _BROKERS),
    Check("topics", check_topics, _BROKERS, needs=BROKER),
    Check("rights", check_rights, _BROKERS, needs=BROKER),
    Check("lag", check_lag, _BROKERS, needs=BROKER),
    Check("dead letters", check_dead_letters, _BROKERS, needs=BROKER),
    Check("database", check_database, START),
    Check("gazetteer", check_gazetteer),
)
"""In the order in which one would mend."""


async def examine(settings: Settings, *, limit: float = LIMIT) -> AsyncIterator[Report]:
    """Run every check.

    Args:
        settings: What to look with, and at.
        limit: Seconds for each.
    """
    unwell: set[str] = set()
    for check in CHECKS:
        if check.needs in unwell:
            yield Report(check.name, Status.SKIPPED, f"needs the {check.needs}, see above")
            continue
        report = await _run(check, settings, limit)
        if report.status is not Status.OK:
            unwell.add(check.name)
        yield report


def without_settings(error: Misconfigured) -> list[Report]:
    """What there is to say where the settings cannot be read."""
    first, *rest = CHECKS
    return [
        Report(first.name, Status.FINDING, findings=(Finding(error.problem, error.remedy),)),
        *(Report(check.name, Status.SKIPPED, f"needs the {first.name}, see above") for check in rest),
    ]


async def _run(check: Check, settings: Settings, limit: float) -> Report:
    try:
        async with asyncio.timeout(limit):
            seen = await check.ask(settings)
    except Misconfigured as error:
        found: tuple[Finding, ...] = (Finding(error.problem, error.remedy),)
    except Transient as error:
        found = (Finding(str(error), check.silence),)
    except TimeoutError:
        found = (Finding(f"no answer within {limit:g} s", check.silence),)
    else:
        found = seen.findings
        if not found:
            return Report(check.name, Status.OK, seen.well)
    return Report(check.name, Status.FINDING, findings=found)
