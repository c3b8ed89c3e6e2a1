"""Follows what was sent through the worker's consumer groups, until the last of them has committed it.

An agent is done when its group's committed positions have reached the ends of its input.  One pass over the agents in the
order of the flow is enough once nothing more is sent.  It only looks: it joins no group and commits nothing.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Self, TypeVar

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import (
    GroupCoordinatorNotAvailableError,
    GroupLoadInProgressError,
    KafkaError,
    NotCoordinatorForGroupError,
)
from aiokafka.structs import OffsetAndMetadata

from worker.errors import TocsinError
from worker.kafka.messages import header_of
from worker.kafka.reach import await_login
from worker.kafka.refusals import no_broker
from worker.kafka.security import client_security
from worker.settings import KafkaSettings

_COORDINATOR = (GroupCoordinatorNotAvailableError, NotCoordinatorForGroupError, GroupLoadInProgressError)
_LOOK_EVERY = 0.2
_REQUEST_LIMIT = 20.0

T = TypeVar("T")
Ends = Mapping[TopicPartition, int]


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the flow: who reads which topic, in which consumer group."""

    agent: str
    topic: str
    group: str


class Stalled(TocsinError):
    """Nothing has moved for longer than the limit."""


class Follower:
    """A connection that only looks; use it with ``async with``.

    Raises:
        NoBroker: no broker answers, or it refuses.
    """

    def __init__(self, settings: KafkaSettings, stages: Sequence[Stage]) -> None:
        """Connect to nothing yet.

        Args:
            settings: How to speak to the brokers.
            stages: In the order of the flow.
        """
        self._settings = settings
        self._stages = tuple(stages)
        self._consumer: AIOKafkaConsumer
        self._admin: AIOKafkaAdminClient

    async def __aenter__(self) -> Self:
        await await_login(self._settings)
        options = {"bootstrap_servers": self._settings.bootstrap, "request_timeout_ms": int(_REQUEST_LIMIT * 1000)}
        security = client_security(self._settings)
        self._consumer = AIOKafkaConsumer(
            **options, **security, enable_auto_commit=False, max_partition_fetch_bytes=8 * 1024 * 1024
        )
        self._admin = AIOKafkaAdminClient(**options, **security)
        try:
            await self._consumer.start()
            await self._admin.start()
        except (KafkaError, OSError) as error:
            await self._close()
            raise no_broker(self._settings, error) from error
        return self

    async def __aexit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        await self._close()

    async def _close(self) -> None:
        await self._consumer.stop()
        await self._admin.close()

    async def is_embedded(self) -> bool:
        """Whether this is the embedded broker, which drops records that nobody has stored yet."""
        cluster = await self._asked(self._admin.describe_cluster())
        return str(cluster.get("cluster_id", "")).startswith("mockCluster")

    async def missing(self, topics: Collection[str]) -> list[str]:
        """Those of these topics that are not there."""
        there = set(await self._asked(self._admin.list_topics()))
        return [topic for topic in topics if topic not in there]

    async def ends_of(self, topics: Collection[str]) -> Ends:
        """Where these topics end now; those that are not there are left out."""
        absent = set(await self.missing(topics))
        ends: dict[TopicPartition, int] = {}
        for topic in topics:
            if topic not in absent:
                ends |= await self._ends(topic)
        return ends

    async def count_since(self, topics: Collection[str], since: datetime) -> dict[str, int]:
        """Topic to the messages on it that are not older; those that are not there are left out."""
        ends = await self.ends_of(topics)
        moment = int(since.timestamp() * 1000)
        begins = await self._asked(self._consumer.offsets_for_times(dict.fromkeys(ends, moment))) if ends else {}
        counts: dict[str, int] = {}
        for partition, end in ends.items():
            begin = begins.get(partition)  # None: none is so young
            counts[partition.topic] = counts.get(partition.topic, 0) + (max(0, end - begin.offset) if begin else 0)
        return counts

    async def reasons_since(self, since: Ends, topics: Collection[str], keys: Collection[bytes]) -> dict[bytes, str]:
        """Key to reason, of the dead letters on these topics that came since, and are of these keys."""
        found: dict[bytes, str] = {}
        for partition, end in (await self.ends_of(topics)).items():
            begin = since.get(partition, 0)
            if begin >= end:
                continue
            self._consumer.assign([partition])
            self._consumer.seek(partition, begin)
            while begin < end:
                batch = await self._asked(self._consumer.getmany(partition, timeout_ms=int(_REQUEST_LIMIT * 1000)))
                records = batch.get(partition, [])
                if not records:
                    raise Stalled(f"{partition.topic} cannot be read to its end")
                for record in records:
                    if record.key in keys:
                        found[record.key] = (header_of(record.headers, "x-dlq-reason") or b"unknown").decode()
                begin = records[-1].offset + 1
        return found

    async def until_stored(self, limit: float, *, moved: Callable[[str, int], None] | None = None) -> None:
        """Wait until the worker has stored everything that is on its input now.

        Args:
            limit: Seconds that may pass without any movement.
            moved: Told which agent is waited for, and how many messages it is behind, whenever that changes.

        Raises:
            Stalled: nothing moved for so long; the message says which agent is behind, and on what.
            NoBroker: the brokers have gone.
        """
        for stage in self._stages:
            ends = await self._ends(stage.topic)
            last, since = -1, time.monotonic()
            while (behind := await self._behind(stage.group, ends)) > 0:
                if behind != last:
                    last, since = behind, time.monotonic()
                    if moved is not None:
                        moved(stage.agent, behind)
                elif time.monotonic() - since > limit:
                    raise Stalled(
                        f"the agent {stage.agent} is {behind:,} messages behind on {stage.topic}, and has not moved for "
                        f"{limit:g} s; is it running? (`tocsin run`; group {stage.group})"
                    )
                await asyncio.sleep(_LOOK_EVERY)

    async def _ends(self, topic: str) -> dict[TopicPartition, int]:
        partitions = await self._asked(partitions_of(self._consumer, topic))
        ends = await self._asked(self._consumer.end_offsets(partitions))
        return dict(ends)

    async def lags(self) -> dict[Stage, dict[int, int]]:
        """How many messages of each partition a stage's group has not committed; without the stages whose topic is missing."""
        absent = set(await self.missing([stage.topic for stage in self._stages]))
        found = {}
        for stage in self._stages:
            if stage.topic not in absent:
                lags = await self._lags(stage.group, await self._ends(stage.topic))
                found[stage] = {partition.partition: lag for partition, lag in lags.items()}
        return found

    async def _behind(self, group: str, ends: Ends) -> int:
        return sum((await self._lags(group, ends)).values())

    async def _lags(self, group: str, ends: Ends) -> dict[TopicPartition, int]:
        committed = await self._asked(self._committed(group, ends))
        positions = {partition: max(0, at.offset) for partition, at in committed.items()}
        never = [
            partition for partition in ends if ends[partition] > 0 and not _has_committed(committed.get(partition))
        ]
        if never:  # retention may have emptied what this group never read
            starts = await self._asked(self._consumer.beginning_offsets(never))
            positions |= {partition: starts[partition] for partition in never}
        return {partition: max(0, end - positions.get(partition, 0)) for partition, end in ends.items()}

    async def _committed(self, group: str, ends: Ends) -> Mapping[TopicPartition, OffsetAndMetadata]:
        """What a group has committed; a cluster whose first group this is makes the topic of all groups meanwhile."""
        end = time.monotonic() + _REQUEST_LIMIT
        while True:
            try:
                return dict(await self._admin.list_consumer_group_offsets(group, partitions=list(ends)))
            except _COORDINATOR:
                if time.monotonic() > end:
                    raise
            await asyncio.sleep(_LOOK_EVERY)

    async def _asked(self, question: Awaitable[T]) -> T:
        try:
            return await asyncio.wait_for(question, _REQUEST_LIMIT * 2)
        except (KafkaError, OSError, TimeoutError) as error:
            raise no_broker(self._settings, error) from error


def _has_committed(at: OffsetAndMetadata | None) -> bool:
    """A coordinator that is still loading leaves partitions out; aiokafka passes over its error."""
    return at is not None and at.offset >= 0


async def partitions_of(consumer: AIOKafkaConsumer, topic: str) -> list[TopicPartition]:
    """A topic's partitions, for a consumer that has subscribed to nothing."""
    if not consumer.partitions_for_topic(topic):
        await consumer._client.force_metadata_update()  # noqa: SLF001 - it only knows topics that it subscribed to
    return [TopicPartition(topic, number) for number in sorted(consumer.partitions_for_topic(topic) or ())]
