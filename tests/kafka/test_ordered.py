"""Slices overlap, and are acknowledged in their order, each only when it is durable."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from tests.kafka.records import Taken
from worker.kafka.messages import Incoming
from worker.kafka.ordered import Slice, in_order
from worker.kafka.outbox import Outbox


@dataclass
class Event:
    """What Faust's stream yields."""

    value: list[Taken]


@dataclass
class Stream:
    """Faust's stream, as far as it is used."""

    slices: list[int]
    acked: list[int] = field(default_factory=list)
    taken: int = 0
    acks_off: bool = False

    def noack(self) -> Stream:
        self.acks_off = True
        return self

    async def events(self) -> AsyncIterator[Event]:
        for number in self.slices:
            self.taken += 1
            yield Event([Taken(offset=number)])
        await asyncio.Event().wait()

    async def ack(self, event: Event) -> None:
        assert self.acks_off
        self.acked.append(event.value[0].offset)


class Deliveries:
    """A producer whose deliveries end when the test says so."""

    def __init__(self) -> None:
        self.futures: dict[int, asyncio.Future[None]] = {}

    async def send(self, _topic, key, *_rest: object):  # noqa: ANN001
        return self.futures.setdefault(int(key), asyncio.get_running_loop().create_future())


class Steps:
    """A role whose slices take as long as the test says."""

    def __init__(self, deliveries: Deliveries, *, begin_fails: int = -1, finish_fails: int = -1) -> None:
        self.deliveries = deliveries
        self.gates: dict[int, asyncio.Event] = {}
        self.begun: list[int] = []
        self.finished: list[int] = []
        self.told: list[int] = []
        self.begin_fails, self.finish_fails = begin_fails, finish_fails

    async def begin(self, records: Slice) -> int:
        number = records[0].offset
        self.begun.append(number)
        await self.gates.setdefault(number, asyncio.Event()).wait()
        if number == self.begin_fails:
            raise KeyError(number)
        return number

    async def finish(self, records: Slice, result: int) -> Outbox:
        assert records[0].offset == result
        if result == self.finish_fails:
            raise ValueError(result)
        self.finished.append(result)
        outbox = Outbox(self.deliveries, 1_000)
        await outbox.send("t", str(result).encode(), b"", ())
        return outbox

    def done(self, records: Slice, result: int) -> None:
        assert records[0].offset == result
        self.told.append(result)

    def open(self, *numbers: int) -> None:
        for number in numbers:
            self.gates.setdefault(number, asyncio.Event()).set()


async def settle() -> None:
    for _ in range(50):
        await asyncio.sleep(0)


async def test_work_overlaps_and_order_is_kept() -> None:
    """The second slice is ready first, and waits for the first one's turn."""
    stream, deliveries = Stream([1, 2, 3]), Deliveries()
    steps = Steps(deliveries)
    task = asyncio.create_task(in_order(stream, steps, depth=8, send_limit=5))
    await settle()
    assert steps.begun == [1, 2, 3]
    steps.open(2, 3)
    await settle()
    assert steps.finished == []
    steps.open(1)
    await settle()
    assert steps.finished == [1, 2, 3]
    assert stream.acked == []
    deliveries.futures[2].set_result(None)
    await settle()
    assert stream.acked == []  # the first is not delivered yet
    deliveries.futures[1].set_result(None)
    await settle()
    assert stream.acked == steps.told == [1, 2]
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_no_more_slices_are_taken_than_fit() -> None:
    """Backpressure: the stream is not asked for more."""
    stream = Stream(list(range(100)))
    task = asyncio.create_task(in_order(stream, Steps(Deliveries()), depth=3, send_limit=5))
    await settle()
    assert stream.taken <= 3 + 2  # in the queue, in hand on either side of it
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


@pytest.mark.parametrize(("failing", "error"), [("begin_fails", KeyError), ("finish_fails", ValueError)])
async def test_what_came_before_a_failure_is_acknowledged(failing: str, error: type[Exception]) -> None:
    """And nothing after it, though its work is done."""
    stream, deliveries = Stream([1, 2, 3, 4]), Deliveries()
    steps = Steps(deliveries, **{failing: 3})
    steps.open(1, 2, 3, 4)
    task = asyncio.create_task(in_order(stream, steps, depth=8, send_limit=5))
    await settle()
    assert not task.done()  # it waits for what was sent before
    for number in (1, 2):
        deliveries.futures[number].set_result(None)
    with pytest.raises(error):
        await task
    assert stream.acked == [1, 2]


async def test_a_delivery_that_fails_ends_it() -> None:
    """The slice is not acknowledged, nor those behind it."""
    stream, deliveries = Stream([1, 2]), Deliveries()
    steps = Steps(deliveries)
    steps.open(1, 2)
    task = asyncio.create_task(in_order(stream, steps, depth=8, send_limit=5))
    await settle()
    deliveries.futures[2].set_result(None)
    deliveries.futures[1].set_exception(ConnectionError("refused"))
    with pytest.raises(ConnectionError):
        await task
    assert stream.acked == []


def test_records_are_what_clients_hand_over() -> None:
    """The double has what the real one has."""
    record: Incoming = Taken()
    assert record.offset == 42
