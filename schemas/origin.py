"""Where a result comes from: the rules that made it, and the raw message."""

from __future__ import annotations

from pydantic import Field

from schemas.record import Record


class Extractor(Record):
    name: str = "tocsin"
    version: str
    ruleset_sha: str


class Lineage(Record):
    """The raw message that an event comes from."""

    topic: str
    partition: int
    offset: int
    timestamp: int = Field(description="Milliseconds since 1970, as the broker or the producer set it")
    trace_id: str | None = None
