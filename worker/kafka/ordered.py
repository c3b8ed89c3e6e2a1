"""Slices overlap in work, in sending and in delivery, and are acknowledged in their order, each only when it is durable.

So neither the pool nor the producer's linger time is waited for slice by slice.  Acknowledgements are off from the first
line on and stay off when the agent dies: Faust would otherwise acknowledge what failed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from typing import Generic, Protocol, TypeVar

from faust.types import EventT, StreamT

from worker.kafka.messages import Incoming
from worker.kafka.outbox import Outbox

Result = TypeVar("Result")
Slice = Sequence[Incoming]


class SliceWork(Protocol, Generic[Result]):
    """What a role does with a slice, in three steps."""

    async def begin(self, records: Slice) -> Result:
        """Work on it; several slices are worked on at once."""

    async def finish(self, records: Slice, result: Result) -> Outbox:
        """Store and send it; called in the slices' order, one at a time."""

    def done(self, records: Slice, result: Result) -> None:
        """It is durable and acknowledged: tell its story."""


async def in_order(stream: StreamT, work: SliceWork[Result], *, depth: int, send_limit: float) -> None:
    """Take slices from a Faust stream for as long as it lives.

    Args:
        stream: Faust's stream of slices.
        work: The role's three steps.
        depth: Slices in work at once, and as many being delivered.
        send_limit: Seconds for the delivery of a slice.

    Raises:
        Exception: the first error of any step, after the slices before it were delivered and acknowledged.
    """
    acks = stream.noack()
    working: asyncio.Queue[tuple[EventT, Awaitable[Result]]] = asyncio.Queue(depth)
    sent: asyncio.Queue[tuple[EventT, Result, Outbox]] = asyncio.Queue(depth)

    async def send() -> None:
        while True:
            event, task = await working.get()
            try:
                result = await task
                outbox = await work.finish(event.value, result)
            except Exception:
                await sent.join()  # what came before is good
                raise
            await sent.put((event, result, outbox))

    async def acknowledge() -> None:
        while True:
            event, result, outbox = await sent.get()
            await outbox.delivered(send_limit)
            await acks.ack(event)  # not event.ack(): it leaves Faust's counters behind
            work.done(event.value, result)
            sent.task_done()

    begun: set[asyncio.Task[Result]] = set()
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(send())
            group.create_task(acknowledge())
            async for event in acks.events():
                task = asyncio.create_task(work.begin(event.value))  # not the group's: its error counts in its turn
                begun.add(task)
                task.add_done_callback(begun.discard)
                await working.put((event, task))
    except BaseExceptionGroup as errors:
        raise _first(errors) from errors
    finally:
        for task in begun:
            task.cancel()
        await asyncio.gather(*begun, return_exceptions=True)


def _first(errors: BaseExceptionGroup[BaseException]) -> BaseException:
    first = errors.exceptions[0]
    return _first(first) if isinstance(first, BaseExceptionGroup) else first
