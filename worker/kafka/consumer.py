"""Delivers slices, and commits only the acknowledged prefix of what was delivered.

Faust's own rule commits past a message that nobody acknowledged (``tests/kafka/test_faust_internals.py`` shows it), so a
crash loses it.  Here the committed offset is that of the acknowledged prefix of the slices delivered in this generation,
whatever order they are acknowledged in.

It relies on these internals of faust-streaming 0.15.3, each with a test of its own: ``_to_message``, ``getmany`` being an
async generator of (tp, message), ``_new_offset``, ``_add_gap``, ``_acked``, ``_acked_index``, ``_read_offset`` (after
``perform_seek`` it holds the committed offset), and that every new generation calls ``on_partitions_assigned`` and then
``perform_seek``.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable

from faust.transport.drivers import aiokafka as driver
from faust.types import TP, Message
from faust.types.tuples import ConsumerMessage

from worker.kafka.messages import Incoming

_LOG = logging.getLogger("faust.slices")  # mode would take this module for ours, and log each start
_LOOK_EVERY = 0.5


class SliceConsumerThread(driver.AIOKafkaConsumerThread):  # type: ignore[misc]  # Faust has no types that mypy can follow
    """The thread in which aiokafka lives, whose callers do not wait for it once it has stopped.

    A rebalance in the moment of SIGTERM asks the thread for a commit while the thread waits for the rebalance to end.
    """

    logger = _LOG

    async def call_thread(self, fun: Callable[..., Awaitable[object]], *args: object, **kwargs: object) -> object:
        """What ``fun`` returns there.

        Raises:
            asyncio.CancelledError: the thread takes no more calls.
        """
        call = asyncio.ensure_future(super().call_thread(fun, *args, **kwargs))
        while not call.done():
            stopped = self.method_queue.should_stop
            try:
                await asyncio.wait({call}, timeout=_LOOK_EVERY)
            except asyncio.CancelledError:
                call.cancel()
                raise
            if stopped and not call.done():
                call.cancel()
        return await call


class SliceConsumer(driver.Consumer):  # type: ignore[misc]
    """A consumer for one app with one agent and no tables.  Do not filter, take() or group_by() its streams."""

    logger = _LOG

    def __init__(self, *args: object, **kwargs: object) -> None:
        self._delivered: dict[TP, deque[Message]] = defaultdict(deque)
        self._expected: dict[TP, int | None] = {}  # next offset to deliver
        self._asked_again: dict[TP, int] = {}
        super().__init__(*args, **kwargs)

    def _new_consumer_thread(self) -> SliceConsumerThread:
        return SliceConsumerThread(self, loop=self.loop, beacon=self.beacon)

    # -- delivery ---------------------------------------------------------
    def _to_message(self, tp: TP, records: list[Incoming]) -> ConsumerMessage:
        last = records[-1]
        return ConsumerMessage(
            last.topic,
            last.partition,
            last.offset,  # acknowledging the message acknowledges everything up to its last record
            last.timestamp / 1000.0,
            last.timestamp_type,  # type: ignore[attr-defined]  # of aiokafka's own records
            None,
            None,
            tuple(records),
            None,
            tp=tp,
            generation_id=self.app.consumer_generation_id,
        )

    async def getmany(self, timeout: float) -> AsyncIterator[tuple[TP, Message]]:  # noqa: ASYNC109 - Faust's signature
        """The next slices of all partitions."""
        accepted: dict[TP, bool] = {}  # the slices of one run are contiguous: check the first one
        async for tp, message in super().getmany(timeout):
            if tp not in accepted:
                accepted[tp] = await self._follows(tp, message.value[0].offset)
            if accepted[tp]:
                self._expected[tp] = message.offset + 1
                self._delivered[tp].append(message)
                yield tp, message

    async def _follows(self, tp: TP, first: int) -> bool:
        """Whether a run starts where the last one ended.

        If not, it either follows a hole in the log (retention, compaction, transaction markers) or was fetched before a
        seek.  Ask once more from the expected offset: a real hole answers the same.
        """
        expected = self._expected.get(tp)
        if expected is None or first <= expected or self._asked_again.get(tp) == first:
            return True
        self.log.info("%s: expected offset %d, got %d: fetching again", tp, expected, first)
        self._asked_again[tp] = first
        await self.seek_wait({tp: expected})
        return False

    async def perform_seek(self) -> None:
        """Begin a generation at the committed offsets, and where there is none at the first record.

        What was fetched while the group settled is dropped, and aiokafka seeks back only where something was committed.
        """
        await super().perform_seek()
        self._expected = dict(self._read_offset)  # here: the committed offset, or None
        if fresh := [tp for tp in self.assignment() if not self._expected.get(tp)]:
            await self.seek_wait(dict.fromkeys(fresh, 0))  # below the first record it is as if there was no offset

    def unfinished(self, tp: TP) -> int | None:
        """The first offset that was delivered and not acknowledged; None where all is."""
        for message in self._delivered.get(tp, ()):
            if not message.acked:
                return int(message.value[0].offset)
        return None

    # -- commit -----------------------------------------------------------
    async def _add_gap(self, tp: TP, offset_from: int, offset_to: int) -> None:
        """Faust sees a gap before each slice (it numbers it by its last offset): nothing to record."""

    def _new_offset(self, tp: TP) -> int | None:
        self._acked[tp].clear()
        self._acked_index[tp].clear()
        delivered = self._delivered[tp]
        offset: int | None = None
        while delivered and delivered[0].acked:
            offset = delivered.popleft().offset + 1
        return offset

    # -- rebalance --------------------------------------------------------
    async def on_partitions_revoked(self, revoked: set[TP]) -> None:
        """Commit first: Faust forgets acknowledged offsets of revoked partitions that it did not commit yet."""
        await self.commit()
        await super().on_partitions_revoked(revoked)

    async def on_partitions_assigned(self, assigned: set[TP], generation_id: int = 0) -> None:
        """All partitions begin again at their committed offset: slices of older generations no longer count."""
        self._delivered.clear()
        self._expected.clear()
        self._asked_again.clear()
        await super().on_partitions_assigned(assigned, generation_id)
