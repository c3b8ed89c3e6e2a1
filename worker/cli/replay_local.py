"""Targets without Kafka: the sink table, with the pipeline in this process, and stdout."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from schemas.article import RawArticle
from schemas.result import ArticleIncidents
from worker.errors import NoDatabase, Rejected, Transient
from worker.replay.outgoing import Done, Outgoing
from worker.sinks.protocol import Sink
from worker.sinks.refusals import START

SLICE = 100
"""Articles in a transaction."""


class StdoutTarget:
    """Prints the articles as they would be sent, one JSON line each."""

    name = "stdout"

    def __init__(self, done: Done, out: BinaryIO) -> None:
        self._done = done
        self._out = out

    async def start(self) -> None:
        """Nothing to connect to."""

    async def put(self, outgoing: Outgoing) -> None:
        """Print one."""
        self._out.write(outgoing.value + b"\n")
        self._done(outgoing, None)

    async def flush(self) -> None:
        """Hand everything over."""
        self._out.flush()

    async def close(self) -> None:
        """Nothing to disconnect from."""


class SinkTarget:
    """Extracts, enriches and stores here: the table without Kafka.  The same articles give the same rows."""

    name = "sink table"

    def __init__(self, sink: Sink, work: Callable[[RawArticle], ArticleIncidents], done: Done) -> None:
        """Connect to nothing yet.

        Args:
            sink: Where rows go; closed with the target.
            work: The pipeline.
            done: Told about each article.
        """
        self._sink = sink
        self._work = work
        self._done = done
        self._slice: list[tuple[Outgoing, ArticleIncidents]] = []

    async def start(self) -> None:
        """Look whether the table is there.

        Raises:
            NoDatabase: it is not, or the database does not answer.
        """
        try:
            await self._sink.check()
        except Transient as error:
            raise NoDatabase(str(error), START) from error

    async def put(self, outgoing: Outgoing) -> None:
        """Extract one; stores when a slice is full."""
        try:
            result = self._work(outgoing.seed.article)
        except Rejected as error:
            self._done(outgoing, str(error))
            return
        except Exception as error:  # noqa: BLE001 - a defect costs its article, and is said
            self._done(outgoing, f"a defect, please report it: {error!r}")
            return
        self._slice.append((outgoing, result))
        if len(self._slice) >= SLICE:
            await self.flush()

    async def flush(self) -> None:
        """Store what is held.

        Raises:
            NoDatabase: no waiting helps: tables or rights are missing.
        """
        held, self._slice = self._slice, []
        if not held:
            return
        stored = await self._sink.store([result for _, result in held])
        for index, (outgoing, _) in enumerate(held):
            rejected = stored.failed.get(index)
            self._done(outgoing, str(rejected) if rejected else None)

    async def close(self) -> None:
        """Disconnect."""
        await self._sink.close()
