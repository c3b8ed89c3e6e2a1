"""A dead letter: the original bytes, key and headers, and headers that say what went wrong.

The names are Kafka Connect's where it has one, because existing tools read those; the rest begins with ``x-dlq-``.
"""

from __future__ import annotations

from dataclasses import dataclass

from worker import __version__
from worker.errors import Rejected
from worker.kafka.headers import timestamp, without
from worker.kafka.messages import Header, Headers, Incoming, header_of
from worker.kafka.outbox import size_of, size_of_headers

REASON = "x-dlq-reason"
FIRST_FAILED_AT = "x-dlq-first-failed-at"
REDRIVES = "x-dlq-redrives"
APP_VERSION = "x-dlq-app-version"
ORIGINAL_TIMESTAMP = "x-dlq-original-timestamp"
"""Milliseconds since 1970.  It decides which version of an article is newer, so a redriven message must get it back; the
dead letter's own timestamp is that of its writing, since retention counts from it."""
TRUNCATED_FROM = "x-dlq-truncated-from"
"""The value's size in bytes, where it did not fit with the headers."""
KEY_TRUNCATED_FROM = "x-dlq-key-truncated-from"
NULL_VALUE = "x-dlq-null-value"
"""``true`` where neither key nor value came: the client sends no such record, so an empty value stands for the null."""
HEADERS_DROPPED = "x-dlq-headers-dropped"
"""How many of the original headers are missing, because they did not fit."""

_CONNECT = "__connect.errors."
OWN = frozenset(
    {
        *(_CONNECT + name for name in ("topic", "partition", "offset", "stage")),
        *(_CONNECT + name for name in ("exception.class.name", "exception.message")),
        *(REASON, FIRST_FAILED_AT, REDRIVES, APP_VERSION, ORIGINAL_TIMESTAMP),
        *(TRUNCATED_FROM, KEY_TRUNCATED_FROM, NULL_VALUE, HEADERS_DROPPED),
    }
)
"""Headers that a dead letter gets; those of an earlier failure are replaced."""

_MAX_MESSAGE = 1_000
_SMALLEST_VALUE = 10_000  # bytes of the value that must fit before original headers are dropped


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """What goes to ``<topic>.dlq``."""

    key: bytes | None
    value: bytes | None
    headers: Headers


def dead_letter_of(record: Incoming, rejected: Rejected, *, stage: str, now: int, max_bytes: int) -> DeadLetter:
    """The dead letter of a record.

    Args:
        record: What was taken from the topic.
        rejected: Why it cannot be done.
        stage: The role that says so.
        now: Milliseconds since 1970.
        max_bytes: What the brokers take; what does not fit is cut, and a header says so.
    """
    errors: list[Header] = [
        (_CONNECT + "topic", record.topic.encode()),
        (_CONNECT + "partition", str(record.partition).encode()),
        (_CONNECT + "offset", str(record.offset).encode()),
        (_CONNECT + "stage", stage.encode()),
        (_CONNECT + "exception.class.name", _class_name(rejected).encode()),
        (_CONNECT + "exception.message", rejected.message[:_MAX_MESSAGE].encode("utf-8", "replace")),
        (REASON, rejected.reason.encode()),
        (FIRST_FAILED_AT, header_of(record.headers, FIRST_FAILED_AT) or timestamp(now).encode()),
        (REDRIVES, header_of(record.headers, REDRIVES) or b"0"),
        (APP_VERSION, __version__.encode()),
        (ORIGINAL_TIMESTAMP, str(record.timestamp).encode()),
    ]
    kept = without(record.headers, OWN)
    key, value = record.key, record.value
    if key is None and value is None:
        errors.append((NULL_VALUE, b"true"))
        value = b""
    if key is not None and len(key) > max_bytes // 2:
        errors.append((KEY_TRUNCATED_FROM, str(len(key)).encode()))
        key = key[: max_bytes // 2]
    if kept and size_of(key, None, [*kept, *errors]) + _SMALLEST_VALUE > max_bytes:
        errors.append((HEADERS_DROPPED, str(len(kept)).encode()))
        kept = ()
    if value is not None and size_of(key, value, [*kept, *errors]) > max_bytes:
        errors.append((TRUNCATED_FROM, str(len(value)).encode()))
        value = value[: max(0, max_bytes - size_of(key, None, ()) - size_of_headers([*kept, *errors]))]
    return DeadLetter(key, value, (*kept, *errors))


def _class_name(rejected: Rejected) -> str:
    """The cause's class where there is one: it says more than ``Rejected``."""
    kind = type(rejected.__cause__ or rejected)
    return f"{kind.__module__}.{kind.__qualname__}"
