"""Articles to the topic of raw articles: idempotent, acknowledged by all replicas, bounded in flight.

The partitioner is Kafka's own (murmur2 over the key), so that all versions of an article meet in one partition, whoever
sent them.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter, deque
from collections.abc import Callable, Sequence
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError, MessageSizeTooLargeError, RecordTooLargeError

from worker.errors import NoBroker
from worker.kafka.following import Follower
from worker.kafka.messages import Header
from worker.kafka.needs import look
from worker.kafka.refusals import no_broker
from worker.kafka.rights import Need, Right
from worker.kafka.security import client_security
from worker.observe.trace import HEADER, begin_trace
from worker.replay.outgoing import Done, Outgoing
from worker.settings import KafkaSettings
from worker.topics import RAW

MAX_PENDING = 1_000
"""Messages sent and not yet acknowledged."""

EMBEDDED_BYTES = 2_000_000
"""What may stand on a partition of the embedded broker and not be stored: it drops what is beyond 5 MB, silently."""

RESULT_BYTES = 8_192
"""What the result of an article is expected to take on the topics that follow, with the words that prove it."""

_OVERHEAD = 200
_DELIVERY_LIMIT = 30.0
_STOP_LIMIT = 5.0


class KafkaTarget:
    """The topic ``articles.raw``."""

    def __init__(
        self,
        settings: KafkaSettings,
        done: Done,
        *,
        headers: Sequence[Header] = (),
        max_in_flight: int | None = None,
        stall_limit: float = 60.0,
        follower: Follower | None = None,
        moved: Callable[[str, int], None] | None = None,
    ) -> None:
        """Connect to nothing yet.

        Args:
            settings: How to speak to the brokers.
            done: Told about each article.
            headers: Put on every message.
            max_in_flight: Bytes on one partition that may be sent and not yet stored; None: no bound on a real Kafka, and
                ``EMBEDDED_BYTES`` on the embedded broker; 0: never a bound.
            stall_limit: Seconds without any progress of the worker before the wait for it ends.
            follower: Where progress is read from; it is the caller's to open and close.
            moved: Told which agent is waited for, and how many messages it is behind.
        """
        self.name = f"kafka topic {settings.prefix}{RAW.name}"
        self._settings = settings
        self._topic = settings.prefix + RAW.name
        self._done = done
        self._headers = tuple(headers)
        self._bound = max_in_flight
        self._stall_limit = stall_limit
        self._follower = follower
        self._moved = moved
        self._producer = AIOKafkaProducer(
            bootstrap_servers=settings.bootstrap,
            acks="all",
            enable_idempotence=True,
            linger_ms=20,
            max_batch_size=min(256 * 1024, settings.max_message_bytes),  # the brokers' limit is one of batches
            max_request_size=settings.max_message_bytes,
            request_timeout_ms=int(_DELIVERY_LIMIT * 1000),
            **client_security(settings),
        )
        self._pending: deque[tuple[Outgoing, asyncio.Future[Any]]] = deque()
        self._unstored: Counter[int] = Counter()

    async def start(self) -> None:
        """Connect.

        Raises:
            NoBroker: no broker answers, or there is no such topic.
        """
        await look(self._settings, [Need(Right.WRITE, "topic", self._topic)])
        try:
            await self._producer.start()
        except (KafkaError, OSError) as error:
            raise no_broker(self._settings, error) from error
        if self._follower is not None and self._bound is None:
            self._bound = EMBEDDED_BYTES if await self._follower.is_embedded() else 0

    async def put(self, outgoing: Outgoing) -> None:
        """Send one; waits for room, and on the embedded broker for the worker to store what went before.

        Raises:
            NoBroker: the brokers have gone.
            Stalled: the worker does not get on.
        """
        size = len(outgoing.key) + len(outgoing.value) + _OVERHEAD
        if size > self._settings.max_message_bytes:
            self._done(
                outgoing,
                f"article of {size:,} bytes; up to {self._settings.max_message_bytes:,} fit (TOCSIN_KAFKA__MAX_MESSAGE_BYTES)",
            )
            return
        await self._keep_within_bound(size)
        headers = [("content-type", b"application/json"), (HEADER, str(begin_trace()).encode()), *self._headers]
        try:
            delivery = await self._producer.send(self._topic, outgoing.value, key=outgoing.key, headers=headers)
        except (MessageSizeTooLargeError, RecordTooLargeError) as error:
            self._done(outgoing, f"the article is too large for a message: {error}")
            return
        except (KafkaError, OSError) as error:
            raise self._gone(error) from error
        self._pending.append((outgoing, delivery))
        while self._pending and (len(self._pending) >= MAX_PENDING or self._pending[0][1].done()):
            await self._settle()

    async def flush(self) -> None:
        """Wait for all acknowledgements.

        Raises:
            NoBroker: the brokers have gone.
        """
        while self._pending:
            await self._settle()

    async def close(self) -> None:
        """Disconnect; what was acknowledged meanwhile is still reported, the rest is not."""
        for outgoing, delivery in self._pending:
            if delivery.done() and not delivery.cancelled() and delivery.exception() is None:
                self._done(outgoing, None)
            else:
                delivery.cancel()
        self._pending.clear()
        with contextlib.suppress(TimeoutError):  # it would wait for brokers that have gone
            await asyncio.wait_for(self._producer.stop(), _STOP_LIMIT)

    async def _settle(self) -> None:
        outgoing, delivery = self._pending[0]
        try:
            async with asyncio.timeout(_DELIVERY_LIMIT):  # an idempotent producer would try for ever
                record = await asyncio.shield(delivery)
        except (MessageSizeTooLargeError, RecordTooLargeError) as error:
            self._pending.popleft()
            self._done(outgoing, f"the brokers refuse its size: {error}")
            return
        except (KafkaError, OSError, TimeoutError) as error:
            raise self._gone(error) from error
        self._pending.popleft()
        self._unstored[record.partition] += len(outgoing.key) + len(outgoing.value) + _OVERHEAD + RESULT_BYTES
        self._done(outgoing, None)

    async def _keep_within_bound(self, size: int) -> None:
        """Before the fullest partition could overflow, wait until the worker has stored everything."""
        if not self._bound or self._follower is None:
            return
        waiting = sum(len(outgoing.value) + _OVERHEAD + RESULT_BYTES for outgoing, _ in self._pending)
        if max(self._unstored.values(), default=0) + waiting + size + RESULT_BYTES <= self._bound:
            return
        await self.flush()
        if max(self._unstored.values(), default=0) + size + RESULT_BYTES > self._bound:
            await self._follower.until_stored(self._stall_limit, moved=self._moved)
            self._unstored.clear()

    def _gone(self, error: BaseException) -> NoBroker:
        told = no_broker(self._settings, error)
        return NoBroker(
            told.problem,
            f"{told.remedy} What the summary counts as sent is safe; with --resume FILE a replay goes on there.",
        )
