"""Somebody reads what waits, and is not far behind."""

from __future__ import annotations

import asyncio

from worker.agents.stages import stages_of
from worker.doctor.findings import Finding, Seen
from worker.kafka.admin import Admin
from worker.kafka.cluster import REQUEST_LIMIT, Cluster
from worker.kafka.following import Follower, Stage
from worker.settings import Settings

HIGH = 10_000
"""Messages: minutes of work of one process that extracts."""


async def check_lag(settings: Settings) -> Seen:
    """Of each group, with its members.

    Raises:
        Transient: no broker answers.
        Misconfigured: they refuse this client.
    """
    kafka = settings.kafka
    async with Admin(kafka, limit=REQUEST_LIMIT) as admin:
        told = not admin.is_embedded
    async with Follower(kafka, stages_of(kafka)) as follower:
        lags = {stage: sum(parts.values()) for stage, parts in (await follower.lags()).items()}
    states = await asyncio.to_thread(Cluster(kafka).groups, [stage.group for stage in lags]) if told else {}
    members = {name: state.members for name, state in states.items()}
    found = [finding for stage, lag in lags.items() for finding in behind(stage, lag, members.get(stage.group))]
    said = ", ".join(f"{stage.agent} {lag:,}" for stage, lag in lags.items())
    return Seen(f"messages behind: {said or 'no topic to read'}", tuple(found))


def behind(stage: Stage, lag: int, members: int | None) -> list[Finding]:
    """What a group's lag asks for; a group whose members are not known has some."""
    if lag and members == 0:
        return [
            Finding(
                f"{lag:,} messages wait on {stage.topic}, and nobody in group {stage.group} reads them",
                f"Start the worker: `tocsin run --agents {stage.agent}`.",
            )
        ]
    if lag > HIGH:
        return [
            Finding(
                f"group {stage.group} is {lag:,} messages behind on {stage.topic}",
                "Look whether it falls (`tocsin topics list`); else add workers, at most one for each partition.",
            )
        ]
    return []
