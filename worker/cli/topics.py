"""``tocsin topics``: which topics there are and who is behind on them, making those that are missing, and what differs."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

import typer

from worker.agents.stages import stages_of
from worker.cli.begin import begin
from worker.cli.tables import print_rows
from worker.errors import NoBroker, Transient
from worker.kafka.admin import Admin
from worker.kafka.cluster import Cluster
from worker.kafka.comparison import compare_topics
from worker.kafka.following import Follower, Stage
from worker.kafka.plans import Difference, TopicPlan, TopicState, plan_topics
from worker.settings import KafkaSettings

app = typer.Typer(help="List and create the topics.", no_args_is_help=True)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a creation did, and what it found.

    Attributes:
        made: Names of the topics that were missing.
        aligned: What was brought into line.
        differing: What is not as planned.
    """

    made: tuple[str, ...] = ()
    aligned: tuple[Difference, ...] = ()
    differing: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A topic of ours.

    Attributes:
        state: None where it is missing.
        group: Who reads it; empty where no agent does.
        members: Of that group; None where the brokers do not tell.
        lags: Partition to the messages that the group has not committed.
    """

    plan: TopicPlan
    state: TopicState | None
    group: str = ""
    members: int | None = None
    lags: Mapping[int, int] | None = None


async def create_topics(settings: KafkaSettings, *, align: bool = False) -> Outcome:
    """Make the topics that are missing, and compare those that are there.

    Args:
        settings: Which brokers, and how topics are to be.
        align: Whether configurations that differ are set.  Partitions and replicas never are: the first moves keys, the
            second data.

    Raises:
        NoBroker: no broker answers, or it refuses.
    """
    try:
        async with Admin(settings) as admin:
            found = await compare_topics(admin, settings)
            if found.missing:
                await admin.create(found.missing)
        aligned = tuple(one for one in found.differing if align and one.alignable)
        if aligned:
            await asyncio.to_thread(_align, settings, aligned)
    except Transient as error:
        raise NoBroker(str(error), _START) from error
    return Outcome(
        tuple(plan.name for plan in found.missing), aligned, tuple(one for one in found.differing if one not in aligned)
    )


def _align(settings: KafkaSettings, wanted: tuple[Difference, ...]) -> None:
    cluster = Cluster(settings)
    for topic in dict.fromkeys(one.topic for one in wanted):
        cluster.configure(topic, {one.what: one.wanted for one in wanted if one.topic == topic})


async def list_topics(settings: KafkaSettings) -> list[Listed]:
    """Every topic of ours, what there is of it, and how far its reader is behind.

    Raises:
        NoBroker: no broker answers.
    """
    stages = stages_of(settings)
    try:
        async with Admin(settings) as admin:
            there = await admin.topics()
            told = not admin.is_embedded
        async with Follower(settings, stages) as follower:
            lags = await follower.lags()
        groups = await asyncio.to_thread(Cluster(settings).groups, [stage.group for stage in lags]) if told else {}
    except Transient as error:
        raise NoBroker(str(error), _START) from error
    readers = {stage.topic: stage for stage in lags}

    def listed(plan: TopicPlan, reader: Stage | None) -> Listed:
        state = there.get(plan.name)
        if reader is None:
            return Listed(plan, state)
        members = groups[reader.group].members if reader.group in groups else None
        return Listed(plan, state, reader.group, members, lags[reader])

    return [listed(plan, readers.get(plan.name)) for plan in plan_topics(settings)]


@app.command("create")
def create(
    *,
    align: Annotated[
        bool,
        typer.Option(
            "--align",
            help="Set configurations that differ. Never partitions (keys would move, and an article's versions lose their "
            "order) nor replicas (data would move).",
        ),
    ] = False,
) -> None:
    """Create the topics that are missing, and say where the others differ from the plan.

    Safe to run again: what exists is left as it is, but for --align.
    """
    settings = begin().kafka
    outcome = asyncio.run(create_topics(settings, align=align))
    for name in outcome.made:
        typer.echo(f"created {name}")
    for one in outcome.aligned:
        typer.echo(f"aligned {one.topic}: {one.what} was {one.found}, is {one.wanted}")
    for one in outcome.differing:
        typer.echo(f"{one}\n  {one.remedy}")
    if outcome == Outcome():
        typer.echo(f"all {len(plan_topics(settings))} topics are there as planned: nothing to do")


@app.command("list")
def list_(
    *, plain: Annotated[bool, typer.Option("--names", help="Only the names of the topics that exist.")] = False
) -> None:
    """List the topics of the flow: partitions x replicas, and how far the group that reads each is behind.

    Columns: topic, partitions x replicas, group, its members, its lag, and the lag of each partition that has one.
    """
    found = asyncio.run(list_topics(begin().kafka))
    if plain:
        for one in found:
            if one.state:
                typer.echo(one.plan.name)
        return
    print_rows(("topic", "partitions", "group", "members", "lag", "by partition"), map(row_of, found))
    if any(one.state is None for one in found):
        typer.echo("Run `tocsin topics create` to create what is missing.", err=True)


def row_of(listed: Listed) -> tuple[str, str, str, str, str, str]:
    """As it is shown; ``-`` is what does not apply or is not known."""
    lags = listed.lags
    return (
        listed.plan.name,
        f"{listed.state.partitions} x {listed.state.replication}" if listed.state else "missing",
        listed.group or "-",
        "-" if listed.members is None else str(listed.members),
        "-" if lags is None else str(sum(lags.values())),
        " ".join(f"{partition}:{lag}" for partition, lag in sorted((lags or {}).items()) if lag) or "-",
    )


_START = "Check TOCSIN_KAFKA__BOOTSTRAP, or start a broker: `tocsin broker` runs one for trying."
