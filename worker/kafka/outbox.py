"""What one slice sends, and whether the brokers have all of it.

Sizes are checked before sending: a record that a broker rejects for its size leaves a hole in the idempotent producer's
sequence, and every later record of that partition then fails.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Collection, Sequence
from typing import Protocol

from aiokafka.errors import MessageSizeTooLargeError

from worker.errors import NoBroker
from worker.kafka.messages import Header, Headers

_RECORD = 100  # bytes of a batch's and a record's own fields, rounded up
_HEADER = 10  # bytes of the lengths of a header


class Producer(Protocol):
    """Faust's producer, as far as it is used here: straight, since ``topic.send`` costs five times as much."""

    async def send(
        self,
        topic: str,
        key: bytes | None,
        value: bytes | None,
        partition: int | None,
        timestamp: float | None,
        headers: list[Header] | None,
    ) -> Awaitable[object]:
        """Put a record into a batch; the awaitable that comes back ends when all replicas have it."""


def size_of(key: bytes | None, value: bytes | None, headers: Headers) -> int:
    """An upper bound of a record's size in bytes, uncompressed."""
    return _RECORD + len(key or b"") + len(value or b"") + size_of_headers(headers)


def size_of_headers(headers: Headers) -> int:
    """An upper bound of the size of a record's headers in bytes."""
    return sum(len(name.encode()) + len(value or b"") + _HEADER for name, value in headers)


class RefusedForSize(NoBroker):
    """A topic takes smaller records than the settings say.

    The role must end: the producer's later records of that partition would be refused, too.
    """

    def __init__(self, topics: Collection[str], largest: int) -> None:
        super().__init__(
            f"topic {', '.join(sorted(topics))} refuses a record for its size: its max.message.bytes is below "
            f"TOCSIN_KAFKA__MAX_MESSAGE_BYTES ({largest}); what was not delivered comes again",
            "Let the topic take more (`tocsin topics create --align`), or lower TOCSIN_KAFKA__MAX_MESSAGE_BYTES: records above "
            "it become dead letters.",
        )


class Outbox:
    """The records that one slice sends."""

    def __init__(self, producer: Producer, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self._producer = producer
        self._deliveries: list[tuple[str, Awaitable[object]]] = []

    def fits(self, key: bytes | None, value: bytes | None, headers: Headers) -> bool:
        """Whether the brokers will take a record of this size."""
        return size_of(key, value, headers) <= self.max_bytes

    async def send(self, topic: str, key: bytes | None, value: bytes | None, headers: Headers) -> None:
        """Put a record into the producer's batch.

        Raises:
            ValueError: it does not fit; ask ``fits`` before.
        """
        if not self.fits(key, value, headers):
            raise ValueError(f"a record of {size_of(key, value, headers)} bytes for {topic} does not fit")
        self._deliveries.append((topic, await self._producer.send(topic, key, value, None, None, list(headers))))

    async def delivered(self, limit: float) -> None:
        """Return once the brokers have every record.

        Args:
            limit: Seconds; more than the producer's own time limit, which tells the cause.

        Raises:
            RefusedForSize: a broker takes smaller records only.
            KafkaError: a broker refused one otherwise, or none answered.
            TimeoutError: none answered within the limit.
        """
        futures = [(topic, asyncio.ensure_future(delivery)) for topic, delivery in self._deliveries]
        try:
            await asyncio.wait_for(_all([future for _, future in futures]), limit)
        except MessageSizeTooLargeError as error:
            raise RefusedForSize({topic for topic, future in futures if _is_refused(future)}, self.max_bytes) from error


async def _all(deliveries: Sequence[Awaitable[object]]) -> None:
    await asyncio.gather(*deliveries)


def _is_refused(future: asyncio.Future[object]) -> bool:
    return future.done() and not future.cancelled() and isinstance(future.exception(), MessageSizeTooLargeError)
