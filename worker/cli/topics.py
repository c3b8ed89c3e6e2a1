"""``tocsin topics``: which topics there are, and making those that are missing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Annotated

import typer

from worker.cli.begin import begin
from worker.errors import NoBroker
from worker.kafka.admin import Admin, TopicState
from worker.kafka.plans import TopicPlan
from worker.kafka.reach import BrokerAway
from worker.settings import KafkaSettings
from worker.topics import INPUTS, TOPICS, dead_letters_of

_DAY = 86_400_000  # milliseconds
DEAD_LETTERS_KEPT = 90 * _DAY
TOMBSTONES_KEPT = 7 * _DAY
"""A consumer of a compacted topic that was away for longer does not learn of withdrawn events."""
_BATCH = 48_588  # bytes of a batch around its records, so that the default limit gives Kafka's own

app = typer.Typer(help="List and create the topics.", no_args_is_help=True)


def plan_topics(settings: KafkaSettings) -> tuple[TopicPlan, ...]:
    """Every topic that Tocsin uses, as it is to be made."""
    largest = {"max.message.bytes": str(settings.max_message_bytes + _BATCH)}
    compact = {"cleanup.policy": "compact", "delete.retention.ms": str(TOMBSTONES_KEPT)}
    flow = [
        TopicPlan(
            settings.prefix + topic.name,
            settings.partitions,
            settings.replication,
            largest | (compact if topic.cleanup == "compact" else {"cleanup.policy": "delete"}),
        )
        for topic in TOPICS
    ]
    kept = {"cleanup.policy": "delete", "retention.ms": str(DEAD_LETTERS_KEPT)}
    dead = [
        TopicPlan(dead_letters_of(settings.prefix + topic.name), 1, settings.replication, largest | kept)
        for topic in INPUTS
    ]
    return (*flow, *dead)


async def create_topics(settings: KafkaSettings) -> list[str]:
    """Make the topics that are missing; their names.  Those that are there are not touched.

    Raises:
        NoBroker: no broker answers, or it refuses.
    """
    try:
        async with Admin(settings) as admin:
            there = await admin.topics()
            missing = [plan for plan in plan_topics(settings) if plan.name not in there]
            if missing:
                await admin.create(missing)
    except BrokerAway as away:
        raise NoBroker(away.problem, away.remedy) from away
    return [plan.name for plan in missing]


async def list_topics(settings: KafkaSettings) -> list[tuple[TopicPlan, TopicState | None]]:
    """Every topic of ours, and what there is of it.

    Raises:
        NoBroker: no broker answers.
    """
    try:
        async with Admin(settings) as admin:
            there = await admin.topics()
    except BrokerAway as away:
        raise NoBroker(away.problem, away.remedy) from away
    return [(plan, there.get(plan.name)) for plan in plan_topics(settings)]


@app.command("create")
def create() -> None:
    """Create the topics that are missing; those that exist are left as they are."""
    settings = begin().kafka
    made = asyncio.run(create_topics(settings))
    _say(
        [f"created {name}" for name in made]
        or [f"all {len(plan_topics(settings))} topics are there already: nothing to do"]
    )


@app.command("list")
def list_(
    *, plain: Annotated[bool, typer.Option("--names", help="Only the names of the topics that exist.")] = False
) -> None:
    """List the topics of the flow, with their partitions and replicas."""
    states = asyncio.run(list_topics(begin().kafka))
    if plain:
        _say([plan.name for plan, state in states if state])
        return
    width = max(len(plan.name) for plan, _ in states)
    _say(
        f"{plan.name:{width}}  {f'{state.partitions} x {state.replication}' if state else 'missing'}"
        for plan, state in states
    )
    if any(state is None for _, state in states):
        typer.echo("Run `tocsin topics create` to create what is missing.", err=True)


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)
