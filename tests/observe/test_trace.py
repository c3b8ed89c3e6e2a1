"""W3C trace context: kept when valid, begun when not."""

from __future__ import annotations

import pytest

from worker.observe.trace import Trace, begin_trace, parse_traceparent

GIVEN = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


@pytest.mark.parametrize("value", [GIVEN, GIVEN.encode(), f" {GIVEN} "])
def test_a_valid_header_is_kept(value: str | bytes):
    """As text or as bytes."""
    assert parse_traceparent(value) == Trace("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", 1)
    assert str(parse_traceparent(value)) == GIVEN


@pytest.mark.parametrize(
    ("value", "is_read"),
    [
        ("cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-comes", True),
        ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more", False),
        ("ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", False),
        ("00-00000000000000000000000000000000-00f067aa0ba902b7-01", False),
        ("00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01", False),
        ("00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01", False),
        ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7", False),
        ("", False),
        (None, False),
        (b"\xff\xfe", False),
    ],
    ids=[
        "later version",
        "too long",
        "version ff",
        "no trace",
        "no span",
        "capitals",
        "short",
        "empty",
        "none",
        "bytes",
    ],
)
def test_what_the_standard_says_of_others(value: str | bytes | None, is_read: bool):  # noqa: FBT001
    """A later version may have more at its end; what is invalid counts as absent."""
    assert (parse_traceparent(value) is not None) is is_read


def test_a_child_stays_in_its_trace():
    """With a span of its own, and the flags as they came."""
    parent = parse_traceparent(GIVEN[:-1] + "0")
    assert parent is not None
    child = parent.child()
    assert (child.trace_id, child.flags) == (parent.trace_id, 0)
    assert child.span_id != parent.span_id
    assert parse_traceparent(str(child)) == child


def test_a_new_trace_is_valid_and_never_the_same():
    """Random ids."""
    traces = {begin_trace() for _ in range(100)}
    assert len({trace.trace_id for trace in traces}) == 100
    assert all(parse_traceparent(str(trace)) == trace for trace in traces)
