"""The headers of what is published: CloudEvents in Kafka's binary mode, and W3C trace context.

Everything here depends on the input only, so that a record that is made again is the same, byte for byte: consumers may
drop duplicates by (``ce_source``, ``ce_id``), and tables see no change.
"""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256

from worker.kafka.messages import Header, Headers, Incoming, header_of
from worker.observe.trace import HEADER, Trace, parse_traceparent

_MAX_TRACESTATE = 512  # the standard's least that is to be carried


def trace_of(record: Incoming, step: str) -> Trace:
    """The record's trace, kept or begun, one step on.

    Ids that begin here are made of the record's place in its topic.
    """
    place = f"{record.topic}|{record.partition}|{record.offset}|{record.timestamp}"
    given = parse_traceparent(header_of(record.headers, HEADER))
    trace_id, flags = (given.trace_id, given.flags) if given else (_hex(place)[:32], 0)
    return Trace(trace_id, _hex(f"{trace_id}|{step}|{place}")[:16], flags)


def trace_headers(record: Incoming, step: str) -> tuple[Header, ...]:
    """``traceparent``, and ``tracestate`` where it came in with a trace."""
    parent: Header = (HEADER, str(trace_of(record, step)).encode())
    state = header_of(record.headers, "tracestate")
    if state is None or len(state) > _MAX_TRACESTATE or parse_traceparent(header_of(record.headers, HEADER)) is None:
        return (parent,)
    return (parent, ("tracestate", state))


def cloud_event(
    *, id_: str, source: str, type_: str, subject: str, milliseconds: int, schema: str, content_type: str
) -> tuple[Header, ...]:
    """CloudEvents 1.0, binary mode.

    Args:
        id_: The same for a repetition of the same event, unique within the source.
        source: Who says it.
        type_: What happened.
        subject: To what.
        milliseconds: When, since 1970.
        schema: URI of the value's schema.
        content_type: The value's media type.
    """
    return (
        ("content-type", content_type.encode()),
        ("ce_specversion", b"1.0"),
        ("ce_id", id_.encode()),
        ("ce_source", source.encode()),
        ("ce_type", type_.encode()),
        ("ce_subject", subject.encode()),
        ("ce_time", timestamp(milliseconds).encode()),
        ("ce_dataschema", schema.encode()),
    )


def timestamp(milliseconds: int) -> str:
    """RFC 3339 in UTC.  What no calendar holds (a producer's nonsense) becomes 1970."""
    try:
        moment = datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (OverflowError, OSError, ValueError):
        moment = datetime.fromtimestamp(0, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def without(headers: Headers, names: frozenset[str]) -> tuple[Header, ...]:
    """The headers whose names are not among these, in their order."""
    return tuple((name, value) for name, value in headers if name not in names)


def _hex(text: str) -> str:
    return sha256(text.encode()).hexdigest()
