"""The headers of each topic's records: what a consumer sees before it decodes a value."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.origin import Lineage
from worker.kafka.headers import cloud_event
from worker.kafka.messages import Header
from worker.topics import Topic

CONTENT_TYPE = "application/json"

_TYPES = {
    "incidents.extracted": "tocsin.article.extracted",
    "incidents.enriched": "tocsin.article.enriched",
    "incidents.events": "tocsin.incident.reported",
}
WITHDRAWN = "tocsin.incident.withdrawn"


def schema_of(topic: Topic) -> str:
    """The URI of a topic's schema: ``tocsin schemas export`` writes a file of that name."""
    return f"urn:tocsin:schema:{topic.record.__name__}"


def headers_of(
    topic: Topic,
    *,
    role: str,
    subject: str,
    occurrence: str,
    milliseconds: int,
    trace: Sequence[Header],
    withdrawn: bool = False,
) -> tuple[Header, ...]:
    """CloudEvents and trace context of one record.

    Args:
        topic: Where it goes.
        role: Who sends it.
        subject: The article's or the event's id.
        occurrence: What makes it happen: the raw message's place, so that a repetition has the same ``ce_id``.
        milliseconds: The raw message's timestamp.
        trace: Its trace's headers.
        withdrawn: Whether it is a tombstone.
    """
    events = cloud_event(
        id_=f"{subject}@{occurrence}",
        source=f"/tocsin/{role}",
        type_=WITHDRAWN if withdrawn else _TYPES[topic.name],
        subject=subject,
        milliseconds=milliseconds,
        schema=schema_of(topic),
        content_type=CONTENT_TYPE,
    )
    return (*events, *trace)


def occurrence_of(lineage: Lineage | None) -> str:
    """The raw message's place, as part of an id."""
    return f"{lineage.topic}-{lineage.partition}-{lineage.offset}" if lineage else "unknown"
