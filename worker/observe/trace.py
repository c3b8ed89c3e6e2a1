"""W3C trace context: kept when it comes in, begun when not, so that an article can be followed from topic to table."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass

HEADER = "traceparent"

_SHAPE = re.compile(r"([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?")
_SAMPLED = 0x01


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a message stands in a trace.

    Attributes:
        trace_id: 32 hex digits, the same from end to end.
        span_id: 16 hex digits, of the step that sent the message.
        flags: Bit 1: sampled.
    """

    trace_id: str
    span_id: str
    flags: int = _SAMPLED

    def __str__(self) -> str:
        """The value of the header ``traceparent``."""
        return f"00-{self.trace_id}-{self.span_id}-{self.flags:02x}"

    def child(self) -> Trace:
        """The same trace, one step on."""
        return Trace(self.trace_id, _new_id(8), self.flags)


def begin_trace() -> Trace:
    """A new trace, for an article that came without one."""
    return Trace(_new_id(16), _new_id(8))


def parse_traceparent(value: str | bytes | None) -> Trace | None:
    """The trace in a header, or None where there is none that is valid: the standard says to begin a new one then."""
    if value is None:
        return None
    if isinstance(value, bytes):
        value = value.decode("ascii", "replace")
    shape = _SHAPE.fullmatch(value.strip())
    if shape is None:
        return None
    version, trace_id, span_id, flags, rest = shape.groups()
    if version == "ff" or (version == "00" and rest) or not int(trace_id, 16) or not int(span_id, 16):
        return None
    return Trace(trace_id, span_id, int(flags, 16) & _SAMPLED)


def _new_id(size: int) -> str:
    while not int(new := secrets.token_hex(size), 16):
        pass  # all zeros is not an id
    return new
