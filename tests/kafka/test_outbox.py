"""What one slice sends."""

from __future__ import annotations

import asyncio

import pytest

from tests.kafka.records import Brokers
from worker.kafka.outbox import Outbox, size_of


@pytest.mark.parametrize(
    ("size", "fits"),
    [(1_000 - size_of(b"key", None, [("h", b"v")]), True), (1_001 - size_of(b"key", None, [("h", b"v")]), False)],
)
async def test_sizes_are_checked_before_sending(size: int, *, fits: bool) -> None:
    """Key, value and headers count; what does not fit is never given to the producer."""
    brokers = Brokers()
    outbox = Outbox(brokers, max_bytes=1_000)
    assert outbox.fits(b"key", b"x" * size, [("h", b"v")]) is fits
    if fits:
        await outbox.send("t", b"key", b"x" * size, [("h", b"v")])
    else:
        with pytest.raises(ValueError, match="does not fit"):
            await outbox.send("t", b"key", b"x" * size, [("h", b"v")])
    assert len(brokers.sent) == fits
    await outbox.delivered(1)


async def test_a_slice_is_delivered_when_the_last_record_is() -> None:
    """And a refused record is an error of the slice."""
    answers = [asyncio.get_running_loop().create_future() for _ in range(2)]

    class Slow:
        async def send(self, *_: object):  # noqa: ANN202
            return answers[len(outbox._deliveries)]

    outbox = Outbox(Slow(), max_bytes=1_000)
    await outbox.send("t", None, b"1", ())
    await outbox.send("t", None, b"2", ())
    waiting = asyncio.create_task(outbox.delivered(1))
    answers[0].set_result(None)
    await asyncio.sleep(0)
    assert not waiting.done()
    answers[1].set_exception(ConnectionError("refused"))
    with pytest.raises(ConnectionError):
        await waiting


async def test_a_broker_that_never_answers_is_an_error() -> None:
    """Not a slice that waits for ever."""

    class Silent:
        async def send(self, *_: object):  # noqa: ANN202
            return asyncio.get_running_loop().create_future()

    outbox = Outbox(Silent(), max_bytes=1_000)
    await outbox.send("t", None, b"1", ())
    with pytest.raises(TimeoutError):
        await outbox.delivered(0.01)
