"""How the work gets on, sampled from outside: ends of the topics and rows of the table, a few times a second."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import asyncpg
from confluent_kafka import KafkaException

from tests.stage.tables import PostgresTable
from tests.stage.topics import Topics

_EVERY = 0.25
_WATCHED = (
    "incidents.extracted",
    "incidents.enriched",
    "incidents.events",
    "articles.raw.dlq",
    "incidents.extracted.dlq",
)


@dataclass
class Progress:
    """A thread that looks."""

    topics: Topics
    table: PostgresTable
    stored: int = 0
    """Articles in the table when it last answered."""
    enriched: int = 0
    """Records that ``incidents.enriched`` ever got."""
    excused: list[tuple[float, float]] = field(default_factory=list)
    """When a server was taken away, in seconds of the monotonic clock."""
    begun: float = 0.0
    ended: float = 0.0
    _moves: list[float] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        self.begun = time.monotonic()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._look()), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        if not self._stop.is_set():
            self.ended = time.monotonic()
        self._stop.set()
        if self._thread:
            self._thread.join()

    def wait(self, true: Callable[[], bool], seconds: float) -> None:
        """Wait for something; ``seconds`` is how long nothing at all may move.

        Raises:
            TimeoutError: nothing moves any more.
        """
        while not true():
            still = time.monotonic() - max(self._moves[-1:] or [self.begun])
            if still > seconds:
                raise TimeoutError(f"nothing has moved for {still:.0f} s; {self.stored} articles are stored")
            time.sleep(0.1)

    def longest_stall(self) -> float:
        """Seconds in which nothing moved, between the first movement and the end, outages left out."""
        moments = [*self._moves, self.ended]
        return max((self._counted(one, two) for one, two in itertools.pairwise(moments)), default=0.0)

    def _counted(self, begin: float, end: float) -> float:
        away = sum(max(0.0, min(end, two) - max(begin, one)) for one, two in self.excused)
        return end - begin - away

    async def _look(self) -> None:
        connection: asyncpg.Connection | None = None
        before: tuple[int, int] | None = None
        written = 0
        while not self._stop.is_set():
            with contextlib.suppress(KafkaException, TimeoutError):
                ends = await asyncio.to_thread(self.topics.ends, _WATCHED, timeout=2)
                written = sum(ends.values())
                self.enriched = sum(end for (topic, _), end in ends.items() if topic == "incidents.enriched")
            try:
                if connection is None:
                    connection = await asyncpg.connect(self.table.owner_url, timeout=2, command_timeout=2)
                self.stored = await connection.fetchval("SELECT count(*) FROM article")
            except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
                if connection is not None:
                    connection.terminate()
                connection = None
            now = (written, self.stored)
            if before is not None and now != before:
                self._moves.append(time.monotonic())
            before = now
            await asyncio.sleep(_EVERY)
        if connection is not None:
            connection.terminate()
