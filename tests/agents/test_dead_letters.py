"""What stands in a dead-letter topic."""

from __future__ import annotations

from schemas.reasons import DeadLetterReason
from tests.kafka.records import Taken
from worker import __version__
from worker.agents.dead_letters import OWN, dead_letter_of
from worker.errors import Rejected
from worker.kafka.outbox import size_of

REJECTED = Rejected(DeadLetterReason.SCHEMA_INVALID, "field `text`: Field required")
NOW = 1_714_557_600_000


def letter(record: Taken, *, rejected: Rejected = REJECTED, max_bytes: int = 1_000_000):
    return dead_letter_of(record, rejected, stage="extract", now=NOW, max_bytes=max_bytes)


def test_the_original_is_untouched() -> None:
    """Bytes, key and headers, repeated ones in their order; the errors come after."""
    own = (("tenant", b"\xff"), ("tenant", b"b"), ("traceparent", b"nonsense"))
    found = letter(Taken(value=b"\xff\xfe", key=b"\x00", headers=own))
    assert found.value == b"\xff\xfe"
    assert found.key == b"\x00"
    assert tuple(found.headers[:3]) == own
    assert dict(found.headers[3:]) == {
        "__connect.errors.topic": b"articles.raw",
        "__connect.errors.partition": b"3",
        "__connect.errors.offset": b"42",
        "__connect.errors.stage": b"extract",
        "__connect.errors.exception.class.name": b"worker.errors.Rejected",
        "__connect.errors.exception.message": b"field `text`: Field required",
        "x-dlq-reason": b"schema_invalid",
        "x-dlq-first-failed-at": b"2024-05-01T10:00:00.000Z",
        "x-dlq-redrives": b"0",
        "x-dlq-app-version": __version__.encode(),
        "x-dlq-original-timestamp": b"1714557600000",
    }
    assert {name for name, _ in found.headers[3:]} <= OWN


def test_a_null_value_stays_null() -> None:
    """A tombstone is not an empty text; nor is a missing key an empty one."""
    assert (letter(Taken(value=None, key=b"k")).key, letter(Taken(value=None, key=b"k")).value) == (b"k", None)
    assert letter(Taken(value=b"v", key=None)).key is None


def test_a_record_of_nothing_can_be_sent() -> None:
    """The client refuses a record without key and value: an empty value stands for the null, and a header says so."""
    found = letter(Taken(value=None, key=None))
    assert (found.key, found.value) == (None, b"")
    assert dict(found.headers)["x-dlq-null-value"] == b"true"
    assert {name for name, _ in found.headers} <= OWN | {name for name, _ in Taken().headers}


def test_a_second_failure_keeps_when_it_first_failed() -> None:
    """And how often it was sent back; the rest says what went wrong now, once."""
    first = letter(Taken()).headers
    again = [(name, b"2" if name == "x-dlq-redrives" else value) for name, value in first]
    again = [(name, b"2020-01-01T00:00:00.000Z" if name == "x-dlq-first-failed-at" else value) for name, value in again]
    found = letter(Taken(headers=tuple(again)), rejected=Rejected(DeadLetterReason.EXTRACT_ERROR, "now this"))
    names = [name for name, _ in found.headers]
    assert len(names) == len(set(names))
    headers = dict(found.headers)
    assert headers["x-dlq-redrives"] == b"2"
    assert headers["x-dlq-first-failed-at"] == b"2020-01-01T00:00:00.000Z"
    assert headers["x-dlq-reason"] == b"extract_error"


def test_what_does_not_fit_is_cut_and_said() -> None:
    """A dead letter always fits: one that did not would stop its partition for ever."""
    for record in (
        Taken(value=b"x" * 60_000),
        Taken(headers=(("big", b"h" * 60_000),), value=b"x" * 60_000),
        Taken(key=b"k" * 60_000, value=b"x" * 60_000, headers=(("big", b"h" * 60_000),)),
    ):
        found = letter(record, max_bytes=50_000)
        assert size_of(found.key, found.value, found.headers) <= 50_000
        headers = dict(found.headers)
        assert record.value is not None
        assert headers["x-dlq-truncated-from"] == b"60000"
        assert found.value
        assert record.value.startswith(found.value)
        assert ("x-dlq-headers-dropped" in headers) == bool(record.headers)
        assert ("x-dlq-key-truncated-from" in headers) == (len(record.key or b"") > 50_000)


def test_the_cause_is_named() -> None:
    """Where an error of a library stands behind the rejection, its class says more."""
    try:
        try:
            b"\xff".decode()
        except UnicodeDecodeError as error:
            raise Rejected(DeadLetterReason.DECODE_ERROR, "not UTF-8: \ud800") from error
    except Rejected as error:
        headers = dict(letter(Taken(), rejected=error).headers)
    assert headers["__connect.errors.exception.class.name"] == b"builtins.UnicodeDecodeError"
    assert headers["__connect.errors.exception.message"] == b"not UTF-8: ?"
