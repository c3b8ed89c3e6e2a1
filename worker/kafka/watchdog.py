"""Looks after one app: reads what aiokafka parks, sees whether work goes on, and ends what is stuck.

Faust never calls the coordinator's ``check_errors()``: an unexpected error then parks the membership for ever, and the
worker lives on without partitions.  Reading the error lets aiokafka join again.  It is a service of the worker, not a
timer of the app: those do not run before the first assignment.

It relies on these internals, each with a test of its own: ``app._consumer._thread._consumer`` is aiokafka's consumer, with
``_coordinator.check_errors``, ``_client.cluster`` with ``_last_successful_refresh_ms``, and ``_subscription``; and Faust's
``_committed_offset``.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

from aiokafka import AIOKafkaConsumer
from aiokafka.consumer.group_coordinator import GroupCoordinator
from faust.transport.consumer import ConsumerThread
from faust.types import TP
from mode import Service

from worker.kafka.transport import SliceApp
from worker.kafka.vitals import Vitals

_THREAD_LIMIT = 5.0  # call_thread() never resolves once the consumer's thread is gone


class StuckInRebalance(RuntimeError):
    """The group did not settle in time."""


class InputGone(RuntimeError):
    """The topic that the role reads is no longer there, or may no longer be seen."""


class Watchdog(Service):  # type: ignore[misc]  # mode has no types that mypy can follow
    """Writes the vitals of an app, every second."""

    logger = logging.getLogger("faust.watchdog")  # mode would take this module for ours, and log each start

    every = 1.0
    longest_rebalance = 180.0
    most_errors = 20
    longest_gone = 20.0
    """Seconds without the topic that is read; what the cluster holds is asked for every 10."""

    def __init__(self, app: SliceApp, vitals: Vitals, work_done: Callable[[], int], **kwargs: object) -> None:
        """Watch.

        Args:
            app: The Faust app.
            vitals: What to write to.
            work_done: A number that grows while the role works, also within a slice.
            kwargs: What mode's services take.
        """
        super().__init__(**kwargs)
        self._app = app
        self._vitals = vitals
        self._work_done = work_done
        self._seen: object = None
        self._gone_since: float | None = None
        self._commits: dict[TP, int] = {}

    @Service.task  # type: ignore[untyped-decorator]
    async def _watch(self) -> None:
        while not self.should_stop:
            await self.sleep(self.every)
            self._vitals.tick = time.monotonic()
            await self._look()

    async def _look(self) -> None:
        vitals, now = self._vitals, time.monotonic()
        vitals.rebalancing_since = (vitals.rebalancing_since or now) if self._app.rebalancing else None
        if vitals.rebalancing_since and now - vitals.rebalancing_since > self.longest_rebalance:
            await self._end_app(StuckInRebalance(f"no assignment for {self.longest_rebalance:g} s"))
            return
        thread = getattr(self._app._consumer, "_thread", None)  # noqa: SLF001
        client = getattr(thread, "_consumer", None)
        if client is None or getattr(client, "_coordinator", None) is None:
            return
        self._observe(client, now)
        if gone := self._gone_for_long(client, now):
            await self._end_app(InputGone(f"{gone} is not there"))  # the next start says what is the matter
            return
        await self._read_coordinator_error(thread, client._coordinator)  # noqa: SLF001

    def _gone_for_long(self, client: AIOKafkaConsumer, now: float) -> str | None:
        """The input's name, once it has been missing for too long: aiokafka waits for it for ever, without partitions."""
        subscription = client._subscription.subscription  # noqa: SLF001
        cluster = client._client.cluster  # noqa: SLF001
        topics = subscription.topics if subscription is not None and cluster._last_successful_refresh_ms else ()  # noqa: SLF001
        gone = next((topic for topic in topics if not cluster.partitions_for_topic(topic)), None)
        self._gone_since = None if gone is None else self._gone_since or now
        return gone if self._gone_since is not None and now - self._gone_since > self.longest_gone else None

    def _observe(self, client: AIOKafkaConsumer, now: float) -> None:
        """Positions and ends, straight from the consumer's thread: reading them needs no turn of its loop."""
        vitals, consumer = self._vitals, self._app._consumer  # noqa: SLF001
        refreshed = client._client.cluster._last_successful_refresh_ms / 1000  # noqa: SLF001 - of the wall clock
        vitals.metadata_at = now - max(0.0, time.time() - refreshed) if refreshed else None
        subscription = client._subscription.subscription  # noqa: SLF001
        assignment = subscription.assignment if subscription is not None else None
        positions: dict[int, int] = {}
        ends: dict[int, int] = {}
        for tp in assignment.tps if assignment is not None else ():
            state = assignment.state_value(tp) if assignment is not None else None
            if state is None or not state.has_valid_position or state.highwater is None:
                continue
            unfinished = consumer.unfinished(tp)
            ends[tp.partition] = state.highwater
            positions[tp.partition] = state.position if unfinished is None else unfinished
        vitals.assigned = len(assignment.tps) if assignment is not None else 0
        vitals.positions, vitals.ends = positions, ends
        seen = (positions, self._work_done())
        if vitals.lag == 0 or seen != self._seen:
            vitals.moved_at = now
        self._seen = seen
        commits = dict(consumer._committed_offset)  # noqa: SLF001
        if commits != self._commits:
            self._commits, vitals.committed_at = commits, now

    async def _read_coordinator_error(self, thread: ConsumerThread, coordinator: GroupCoordinator) -> None:
        async def check() -> Exception | None:
            try:
                coordinator.check_errors()
            except Exception as error:  # noqa: BLE001 - whatever it is: it is read, counted and logged
                return error
            return None

        try:
            error = await asyncio.wait_for(thread.call_thread(check), _THREAD_LIMIT)
        except TimeoutError:
            return
        if error is not None:
            self._vitals.coordinator_errors += 1
            self.log.warning("the group coordinator's error #%d: %r", self._vitals.coordinator_errors, error)
            if self._vitals.coordinator_errors >= self.most_errors:
                await self._end_app(error)

    async def _end_app(self, error: Exception) -> None:
        self._vitals.failure = self._vitals.failure or error
        await self._app.crash(error)
