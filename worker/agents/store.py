"""The agent store: results to the table, then live events and tombstones to ``incidents.events``.

In this order, and acknowledged last: a crash in between stores and publishes the same again.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from schemas.origin import Lineage
from schemas.result import ArticleIncidents
from worker.agents.contracts import headers_of, occurrence_of
from worker.agents.guard import Guard
from worker.agents.meters import Meters
from worker.agents.roles import FLOWS, Role
from worker.agents.story import spent_of, tell_done
from worker.codec import decode, encode
from worker.errors import Rejected
from worker.kafka.headers import trace_headers
from worker.kafka.messages import Header, Incoming
from worker.kafka.ordered import Slice
from worker.kafka.outbox import Outbox, Producer
from worker.sinks.protocol import Sink, Stored

Decoded = ArticleIncidents | Rejected


@dataclass(slots=True)
class Batch:
    """A slice on its way into the table."""

    outcomes: list[Decoded]
    """One for each record."""
    seconds: float = 0.0
    """Of the transaction, shared evenly."""
    stored: Stored = field(default_factory=Stored)


class Projector:
    """The role's work on slices."""

    def __init__(self, *, sink: Sink, guard: Guard, meters: Meters, producer: Producer, prefix: str) -> None:
        self._target = FLOWS[Role.STORE].target
        self._prefix = prefix
        self._sink, self._guard, self._meters, self._producer = sink, guard, meters, producer

    async def begin(self, records: Slice) -> Batch:
        """Decode."""
        return Batch([self._decoded(record) for record in records])

    async def finish(self, records: Slice, batch: Batch) -> Outbox:
        """Store in one transaction, then send."""
        good = [(index, result) for index, result in enumerate(batch.outcomes) if isinstance(result, ArticleIncidents)]
        if good:
            begin = time.perf_counter()
            batch.stored = await self._sink.store([result for _, result in good])
            batch.seconds = time.perf_counter() - begin
            for position, rejected in batch.stored.failed.items():
                batch.outcomes[good[position][0]] = rejected
        outbox = self._guard.open_outbox(self._producer, batch.outcomes)
        origins = self._origins(records, batch)
        for event_id, value in batch.stored.publish.items():
            headers = self._headers(event_id, origins.get(event_id), records[-1], withdrawn=value is None)
            await outbox.send(self._prefix + self._target.name, event_id.encode(), value, headers)
        for record, outcome in zip(records, batch.outcomes, strict=True):
            if isinstance(outcome, Rejected):
                await self._guard.dead_letter(outbox, record, outcome)
        return outbox

    def done(self, records: Slice, batch: Batch) -> None:
        """Count and log what was stored and published."""
        self._meters.rows(batch.stored.counts)
        self._meters.spent(Role.STORE, batch.seconds)
        share = batch.seconds / len(records)
        for record, outcome in zip(records, batch.outcomes, strict=True):
            if isinstance(outcome, Rejected):
                self._guard.tell(record, outcome)
                continue
            self._meters.done(outcome.lineage.timestamp if outcome.lineage else record.timestamp)
            tell_done(record, outcome, ms={**spent_of(record.headers), Role.STORE.value: share * 1000})

    def _decoded(self, record: Incoming) -> Decoded:
        try:
            result = decode(ArticleIncidents, record.value)
        except Rejected as rejected:
            return rejected
        # An event is smaller than its article's record, but its own headers may be larger.
        name = self._prefix + self._target.name
        for event in result.events:
            headers = self._headers(event.event_id, (record, result.lineage), record, withdrawn=False)
            too_large = self._guard.too_large(name, event.event_id.encode(), record.value or b"", headers)
            if too_large is not None:
                too_large = self._guard.too_large(name, event.event_id.encode(), encode(event), headers)
            if too_large is not None:
                return too_large
        return result

    def _origins(self, records: Slice, batch: Batch) -> dict[str, tuple[Incoming, Lineage | None]]:
        """The record and the raw message that an event comes from."""
        return {
            event.event_id: (record, outcome.lineage)
            for record, outcome in zip(records, batch.outcomes, strict=True)
            if isinstance(outcome, ArticleIncidents)
            for event in outcome.events
        }

    def _headers(
        self, event_id: str, origin: tuple[Incoming, Lineage | None] | None, last: Incoming, *, withdrawn: bool
    ) -> tuple[Header, ...]:
        record, lineage = origin or (last, None)
        occurrence = occurrence_of(
            lineage
            or Lineage(topic=record.topic, partition=record.partition, offset=record.offset, timestamp=record.timestamp)
        )
        return headers_of(
            self._target,
            role=Role.STORE,
            subject=event_id,
            occurrence=occurrence,
            milliseconds=lineage.timestamp if lineage else record.timestamp,
            trace=trace_headers(record, Role.STORE),
            withdrawn=withdrawn,
        )
