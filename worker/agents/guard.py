"""The one guard: every message is worked on, sent and delivered, or becomes a dead letter, and only then acknowledged.

Nothing escapes it but what must end the process: a defect of ours, a broker that refuses, or too many dead letters.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Sequence

from schemas.reasons import DeadLetterReason
from worker.agents.breaker import Breaker
from worker.agents.dead_letters import dead_letter_of
from worker.agents.meters import Meters
from worker.agents.roles import Role
from worker.agents.story import tell_dead_letter
from worker.errors import Rejected, Transient
from worker.kafka.child import Answer
from worker.kafka.messages import Headers, Incoming
from worker.kafka.outbox import Outbox, Producer, size_of
from worker.topics import dead_letters_of

Attempt = Callable[[Sequence[object]], Awaitable[list[Answer]]]

FIRST_WAIT = 0.1
LONGEST_WAIT = 5.0


class Guard:
    """One role's."""

    def __init__(self, role: Role, *, max_bytes: int, breaker: Breaker, meters: Meters) -> None:
        self.role = role
        self._max_bytes = max_bytes
        self._breaker = breaker
        self._meters = meters

    async def patiently(self, items: Sequence[object], attempt: Attempt) -> list[Answer]:
        """The attempt's answer for each item, in order; those that come back as ``Transient`` are tried again.

        Waits with full jitter between tries, for as long as it takes: the slices behind wait, and nothing is lost.
        """
        answers = await attempt(items)
        longest = FIRST_WAIT
        while again := [index for index, answer in enumerate(answers) if isinstance(answer.result, Transient)]:
            self._meters.retried(len(again))
            await asyncio.sleep(random.uniform(0, longest))  # noqa: S311 - jitter, no secret
            longest = min(longest * 2, LONGEST_WAIT)
            for index, answer in zip(again, await attempt([items[index] for index in again]), strict=True):
                answers[index] = answer
        return answers

    def open_outbox(self, producer: Producer, outcomes: Sequence[object]) -> Outbox:
        """The outbox of a slice, once its outcomes are counted.

        Raises:
            BreakerOpen: too many of them are rejections; nothing is sent.
        """
        self._breaker.count(not isinstance(outcome, Rejected) for outcome in outcomes)
        return Outbox(producer, self._max_bytes)

    def too_large(self, topic: str, key: bytes, value: bytes, headers: Headers) -> Rejected | None:
        """Why the brokers would not take a record; a rejection by them would break the producer."""
        size = size_of(key, value, headers)
        if size <= self._max_bytes:
            return None
        message = f"the record for {topic} has {size:,} bytes; {self._max_bytes:,} fit"
        return Rejected(DeadLetterReason.PRODUCE_TOO_LARGE, message)

    async def dead_letter(self, outbox: Outbox, record: Incoming, rejected: Rejected) -> None:
        """Send a record to its topic's dead letters; it is awaited like every output."""
        letter = dead_letter_of(
            record, rejected, stage=self.role, now=int(time.time() * 1000), max_bytes=self._max_bytes
        )
        await outbox.send(dead_letters_of(record.topic), letter.key, letter.value, letter.headers)

    def tell(self, record: Incoming, rejected: Rejected) -> None:
        """Log and count a dead letter, once it is delivered."""
        self._meters.dead_lettered(rejected.reason)
        tell_dead_letter(self.role, record, rejected)
