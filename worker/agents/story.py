"""One log line per article that tells its story, written where the story ends: stored, or dead-lettered.

The milliseconds of the stages before travel in a header, so that the one line can name them all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TypedDict

import structlog

from schemas.result import ArticleIncidents
from worker.agents.passing import Result
from worker.agents.roles import Role
from worker.errors import Rejected
from worker.kafka.messages import Header, Headers, Incoming, header_of
from worker.observe.logs import log_article

_LOG = structlog.get_logger("tocsin")

MILLISECONDS = "x-tocsin-ms"
_MAX_LENGTH = 200


def spent_header(headers: Headers, stage: str, seconds: float) -> Header:
    """The header with this stage added: ``extract=12.3,enrich=0.4``."""
    before = (header_of(headers, MILLISECONDS) or b"")[:_MAX_LENGTH]
    now = f"{stage}={seconds * 1000:.1f}".encode()
    return (MILLISECONDS, before + b"," + now if before else now)


def spent_of(headers: Headers) -> dict[str, float]:
    """Stage to milliseconds, of all stages before; what does not read so is left out."""
    text = (header_of(headers, MILLISECONDS) or b"")[:_MAX_LENGTH].decode("latin-1")
    parts = [part.partition("=") for part in text.split(",")]
    return {stage: float(value) for stage, _, value in parts if value.replace(".", "", 1).isdecimal()}


def tell_done(record: Incoming, result: ArticleIncidents, *, ms: Mapping[str, float]) -> None:
    """It is stored and published: the line that tells the whole story."""
    log_article(
        Role.STORE,
        result.article.id,
        events=len(result.events),
        skipped=Counter(str(skipped.reason) for skipped in result.skipped),
        ms=ms,
        trace_id=result.lineage.trace_id if result.lineage else None,
        **_place(record),
    )


def tell_dead_letter(role: Role, record: Incoming, rejected: Rejected) -> None:
    """It is a dead letter: the line that ends the story."""
    key = (record.key or b"").decode("utf-8", "replace")[:_MAX_LENGTH]
    log_article(role, key, dead_lettered=rejected.reason, why=rejected.message, **_place(record))


def tell_step(role: Role, record: Incoming, result: Result, *, ms: float) -> None:
    """One stage is done; a later one tells the story."""
    _LOG.debug(
        "stage_done", agent=role, article_id=result.article_id, events=result.events, ms=round(ms, 1), **_place(record)
    )


class Place(TypedDict):
    """Where a record stands."""

    topic: str
    partition: int
    offset: int


def _place(record: Incoming) -> Place:
    return Place(topic=record.topic, partition=record.partition, offset=record.offset)
