"""What consumers see before they decode a value."""

from __future__ import annotations

import pytest

from tests.kafka.records import Taken
from worker.kafka.headers import cloud_event, timestamp, trace_headers, trace_of, without
from worker.kafka.messages import header_of

PARENT = b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def test_a_trace_is_kept() -> None:
    """The trace's id and flags go on; the parent becomes this step."""
    headers = trace_headers(Taken(headers=(("traceparent", PARENT), ("tracestate", b"vendor=1"))), "extract")
    assert headers[0][1].startswith(b"00-0af7651916cd43dd8448eb211c80319c-")
    assert headers[0][1].endswith(b"-01")
    assert headers[0][1] != PARENT
    assert headers[1] == ("tracestate", b"vendor=1")


@pytest.mark.parametrize(
    "given", [None, b"", b"\xff", b"00-" + b"0" * 32 + b"-b7ad6b7169203331-01", b"ff" + PARENT[2:], PARENT.upper()]
)
def test_a_trace_is_begun_where_none_comes_in(given: bytes | None) -> None:
    """The same message begins the same trace, however often it is read; another message another one."""
    headers = () if given is None else (("traceparent", given), ("tracestate", b"lost=1"))
    record = Taken(headers=headers)
    assert trace_of(record, "extract") == trace_of(record, "extract")
    assert trace_of(record, "extract").trace_id != trace_of(Taken(offset=43, headers=headers), "extract").trace_id
    assert [name for name, _ in trace_headers(record, "extract")] == ["traceparent"]


def test_cloud_events_in_binary_mode() -> None:
    """All required attributes, under Kafka's names."""
    headers = cloud_event(
        id_="7",
        source="/tocsin/store",
        type_="t",
        subject="s",
        milliseconds=0,
        schema="urn:x",
        content_type="application/json",
    )
    assert dict(headers) == {
        "content-type": b"application/json",
        "ce_specversion": b"1.0",
        "ce_id": b"7",
        "ce_source": b"/tocsin/store",
        "ce_type": b"t",
        "ce_subject": b"s",
        "ce_time": b"1970-01-01T00:00:00.000Z",
        "ce_dataschema": b"urn:x",
    }


@pytest.mark.parametrize(
    ("milliseconds", "text"),
    [
        (1_714_557_600_123, "2024-05-01T10:00:00.123Z"),
        (-1, "1969-12-31T23:59:59.999Z"),  # Kafka's "no timestamp"
        (10**18, "1970-01-01T00:00:00.000Z"),  # no calendar holds it
    ],
)
def test_timestamps_never_fail(milliseconds: int, text: str) -> None:
    """A producer may set any number."""
    assert timestamp(milliseconds) == text


def test_headers_may_repeat() -> None:
    """The last of a name counts; dropping names keeps the order of the others."""
    headers = (("a", b"1"), ("b", b"2"), ("a", b"3"))
    assert header_of(headers, "a") == b"3"
    assert header_of(headers, "c") is None
    assert without(headers, frozenset({"b"})) == (("a", b"1"), ("a", b"3"))
