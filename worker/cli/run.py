"""``tocsin run``: the worker.  Checks the settings, then gives its place to the supervisor."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Mapping
from typing import Annotated

import typer

from worker.agents.roles import Role, parse_roles
from worker.cli.begin import begin
from worker.kafka.process_codes import HARD
from worker.kafka.supervisor import STOP_SIGNALS, Plan
from worker.settings import Settings

NO_WORK: Mapping[Role, str] = {}
AGENTS = "TOCSIN_WORKER__AGENTS"


def plan_of(roles: tuple[Role, ...], *, json_logs: bool, work: Mapping[Role, str] = NO_WORK) -> Plan:
    """What the supervisor is to run.

    Args:
        roles: Which roles, a process for each.
        json_logs: Whether its own lines are JSON.
        work: What the children of a role's pool do, instead of the product's own; for tests.
    """
    commands = {str(role): [sys.executable, "-m", "worker.cli.role", str(role), work.get(role, "")] for role in roles}
    return Plan(commands=commands, stays_down=(HARD,), json_logs=json_logs)


def run(agents: str, settings: Settings, *, work: Mapping[Role, str] = NO_WORK) -> None:
    """Become the supervisor of these roles; never returns.

    Raises:
        Misconfigured: there is no such agent.
    """
    json_logs = settings.log.format == "json" or (settings.log.format == "auto" and not sys.stderr.isatty())
    plan = plan_of(parse_roles(agents), json_logs=json_logs, work=work)
    # A signal that comes meanwhile waits for the supervisor: the mask outlives exec.
    signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
    # In its own place: the command and its settings would cost 30 MB for as long as the worker lives.
    os.execv(sys.executable, [sys.executable, "-m", "worker.kafka.supervisor", plan.encode()])  # noqa: S606


def command(
    agents: Annotated[
        str | None,
        typer.Option(
            "--agents",
            "-a",
            help="Which agents, separated by commas: each gets a process of its own.",
            show_default=AGENTS,
        ),
    ] = None,
) -> None:
    """Run the worker until it is stopped.

    Each agent is a process of its own; one that crashes is started again, alone.
    Waits for a broker or a database that is away; SIGTERM and Ctrl-C stop it cleanly.
    """
    settings = begin(logs=False)
    run(agents or settings.worker.agents, settings)


if __name__ == "__main__":
    typer.run(command)
