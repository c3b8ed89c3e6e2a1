"""``tocsin health``: whether the agents of this machine live, for a container's probe.

It asks the agents' own pages, so that there is one liveness, whoever asks.  It imports neither Faust nor a database.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Annotated

import typer

from worker.agents.roles import Role, parse_roles, port_of
from worker.cli.begin import begin
from worker.cli.exit import ExitCode
from worker.cli.run import AGENTS
from worker.errors import Misconfigured
from worker.settings import WebSettings
from worker.web.probe import Finding, Page, ask


def ask_agents(roles: Sequence[Role], web: WebSettings, page: Page) -> list[tuple[Role, Finding]]:
    """What each agent's page says; they are asked at once, so that silent ones share the wait.

    Raises:
        Misconfigured: there is no web server.
    """
    if not web.port:
        raise Misconfigured(
            "TOCSIN_WEB__PORT is 0: the agents have no web server that could be asked",
            "Set it to a port; 6066 is the default.",
        )
    with ThreadPoolExecutor(len(roles)) as threads:
        asked = [(role, threads.submit(ask, web.host, port_of(role, web.port), page)) for role in roles]
        return [(role, answer.result()) for role, answer in asked]


def command(
    *,
    ready: Annotated[
        bool, typer.Option("--ready", help="Ask `/readyz`, whether it takes messages, instead of `/livez`.")
    ] = False,
    agents: Annotated[
        str | None, typer.Option("--agents", "-a", help="Which agents, separated by commas.", show_default=AGENTS)
    ] = None,
) -> None:
    """Ask the agents of this machine whether they live; made for the health check of a container.

    0 when all are well, else 1 and a line for each that is not. An agent that waits for brokers or a database lives.
    """
    settings = begin(logs=False)
    found = ask_agents(parse_roles(agents or settings.worker.agents), settings.web, "readyz" if ready else "livez")
    for role, finding in found:
        if not finding.good:
            typer.echo(f"{role}: {'; '.join(finding.reasons)}")
    if not all(finding.good for _, finding in found):
        raise typer.Exit(ExitCode.SOME_FAILED)
