"""``tocsin tail``: the messages of a topic, as they come."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import typer
from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError

from worker.cli.begin import begin
from worker.cli.exit import ExitCode
from worker.cli.message_views import as_json, as_line
from worker.errors import Misconfigured, NoBroker
from worker.kafka.following import partitions_of
from worker.kafka.reach import await_login
from worker.kafka.refusals import no_broker
from worker.kafka.security import client_security
from worker.settings import KafkaSettings
from worker.topics import INPUTS, TOPICS, dead_letters_of

_REQUEST_LIMIT = 20.0
_FETCH_BYTES = 8 * 1024 * 1024


class View(StrEnum):
    """How a message is printed."""

    AUTO = "auto"  # short on a terminal, json in a pipe
    JSON = "json"  # one JSON object a line: place, key, value, and headers where wanted
    SHORT = "short"  # one line for people


@dataclass(frozen=True, slots=True)
class Start:
    """Where to begin: at an offset of every partition, at its beginning (0), or at its end (None)."""

    offset: int | None


def parse_start(text: str) -> Start:
    """``beginning``, ``end``, or an offset.

    Raises:
        Misconfigured: it is none of these.
    """
    match text:
        case "beginning":
            return Start(0)
        case "end":
            return Start(None)
    if not text.isdecimal():
        raise Misconfigured(f"--from {text}: this is no place in a topic", "Say beginning, end, or an offset.")
    return Start(int(text))


async def read_topic(
    settings: KafkaSettings, name: str, start: Start, *, follow: bool
) -> AsyncIterator[ConsumerRecord]:
    """The messages of all partitions of a topic.  Joins no group, commits nothing.

    Args:
        settings: How to speak to the brokers.
        name: The topic, with or without the prefix.
        start: Where to begin.
        follow: False: end where the topic ends now.

    Raises:
        NoBroker: no broker answers, or there is no such topic.
    """
    await await_login(settings)
    consumer = AIOKafkaConsumer(
        bootstrap_servers=settings.bootstrap,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        request_timeout_ms=int(_REQUEST_LIMIT * 1000),
        max_partition_fetch_bytes=_FETCH_BYTES,
        **client_security(settings),
    )
    try:
        await consumer.start()
        there = await asyncio.wait_for(consumer.topics(), _REQUEST_LIMIT)
        topic = _topic_of(name, settings.prefix, there)
        partitions = await partitions_of(consumer, topic)
        consumer.assign(partitions)
        ends = await consumer.end_offsets(partitions)
        begins = await consumer.beginning_offsets(partitions)
        at = {
            one: ends[one] if start.offset is None else min(max(start.offset, begins[one]), ends[one])
            for one in partitions
        }
        for partition, offset in at.items():
            consumer.seek(partition, offset)
        while follow or any(at[partition] < ends[partition] for partition in partitions):
            batches = await consumer.getmany(timeout_ms=500)
            for partition, records in batches.items():
                at[partition] = records[-1].offset + 1
            for record in sorted((record for records in batches.values() for record in records), key=_when):
                if follow or record.offset < ends[TopicPartition(record.topic, record.partition)]:
                    yield record
    except (KafkaError, OSError, TimeoutError) as error:
        raise no_broker(settings, error) from error
    finally:
        await consumer.stop()


def _when(record: ConsumerRecord) -> tuple[int, int, int]:
    return record.timestamp, record.partition, record.offset


def _topic_of(name: str, prefix: str, there: set[str]) -> str:
    """The topic that a name means: one of the flow's is always the one with the prefix."""
    flow = {topic.name for topic in TOPICS} | {dead_letters_of(topic.name) for topic in INPUTS}
    ours = prefix + name.removeprefix(prefix)
    if name in flow or ours.removeprefix(prefix) in flow:
        if ours in there:
            return ours
        raise NoBroker(
            f"topic {ours} does not exist, or this user may not see it",
            "Make the topics with `tocsin topics create`; docs/kafka.md lists who needs which rights.",
        )
    for candidate in (name, prefix + name):
        if candidate in there:
            return candidate
    shown = ", ".join(sorted(topic for topic in there if not topic.startswith("__"))) or "none"
    raise NoBroker(f"there is no topic {name}", f"Topics on these brokers: {shown}.")


async def print_topic(
    settings: KafkaSettings,
    name: str,
    start: Start,
    *,
    follow: bool,
    limit: int | None,
    show: Callable[[ConsumerRecord], str],
) -> None:
    """Print messages until there are no more, or the limit is reached."""
    count = 0
    if limit == 0:
        return
    async for record in read_topic(settings, name, start, follow=follow):
        print(show(record), flush=True)  # noqa: T201 - the command's result
        count += 1
        if count == limit:
            return


def command(
    topic: Annotated[str, typer.Argument(help="incidents.events, articles.raw.dlq, …; with or without the prefix.")],
    *,
    start: Annotated[str, typer.Option("--from", metavar="beginning|end|OFFSET", help="Where to begin.")] = "end",
    limit: Annotated[int | None, typer.Option("--limit", "-n", min=0, help="End after so many messages.")] = None,
    follow: Annotated[
        bool, typer.Option("--follow/--no-follow", help="Wait for more, or end where the topic ends now.")
    ] = True,
    view: Annotated[
        View, typer.Option("--format", "-f", help="auto: short on a terminal, json in a pipe.")
    ] = View.AUTO,
    headers: Annotated[bool, typer.Option("--headers", help="Show the headers, too.")] = False,
) -> None:
    """Print the messages of a topic as they come, until Ctrl-C.

    A null value is a withdrawn event. No group is joined and nothing is committed: tailing disturbs nobody.
    """
    where = parse_start(start)
    settings = begin(libraries=False).kafka
    terminal = sys.stdout.isatty()
    colours = terminal and "NO_COLOR" not in os.environ
    short = view is View.SHORT or (view is View.AUTO and terminal)

    def show(record: ConsumerRecord) -> str:
        return as_line(record, headers=headers, colours=colours) if short else as_json(record, headers=headers)

    try:
        asyncio.run(print_topic(settings, topic, where, follow=follow, limit=limit, show=show))
    except KeyboardInterrupt as stop:
        raise typer.Exit(ExitCode.INTERRUPTED) from stop
