"""A message as people or programs see it: one line of text, or one JSON object."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime

from worker.kafka.messages import Incoming

_SHOWN = 240
_DIM, _BOLD, _RED, _OFF = "\x1b[2m", "\x1b[1m", "\x1b[31m", "\x1b[0m"


def as_json(record: Incoming, *, headers: bool) -> str:
    """A message as one JSON line; a value that is no JSON is given as text, a tombstone as null."""
    told: dict[str, object] = {
        "topic": record.topic,
        "partition": record.partition,
        "offset": record.offset,
        "timestamp": _moment(record),
        "key": _text(record.key),
        "value": _value(record.value),
    }
    if headers:
        told["headers"] = [[name, _text(value)] for name, value in record.headers]
    return json.dumps(told, ensure_ascii=False)


def as_line(record: Incoming, *, headers: bool, colours: bool) -> str:
    """A message as one line for people, with its headers below."""
    dim, bold, red, off = (_DIM, _BOLD, _RED, _OFF) if colours else ("", "", "", "")
    place = f"{dim}{_moment(record)} {record.partition}/{record.offset}{off} {bold}{_text(record.key)}{off}"
    lines = [f"{place} {red}withdrawn{off}" if record.value is None else f"{place} {gist_of(_value(record.value))}"]
    if headers:
        lines += [f"    {dim}{name}: {_plain(_text(value) or '')}{off}" for name, value in record.headers]
    return "\n".join(lines)


def gist_of(value: object) -> str:
    """What a message says, in a line: an event's type and title; an article's events; else its beginning."""
    match value:
        case {"event_id": _, "type": type_, "title": title}:
            return _plain(f"{type_}: {title or 'untitled'}")
        case {"events": [*events], "skipped": [*skipped], "article": _}:
            types = ", ".join(_named(events, "type")) or "no event"
            reasons = ", ".join(sorted(set(_named(skipped, "reason"))))
            return _plain(types + (f"; skipped: {reasons}" if reasons else ""))
        case {"text": str(text), **rest}:
            return _plain(f"{rest.get('title') or ''} {text}".strip())
        case _:
            return _plain(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _named(records: Sequence[object], field: str) -> list[str]:
    return [str(record[field]) for record in records if isinstance(record, dict) and field in record]


def _plain(text: str) -> str:
    """One line without control characters: what stands in a topic must not drive the terminal."""
    line = "".join(letter if letter.isprintable() else " " for letter in text[: _SHOWN * 4])
    line = " ".join(line.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def _text(raw: bytes | None) -> str | None:
    return None if raw is None else raw.decode("utf-8", "backslashreplace")


def _value(raw: bytes | None) -> object:
    if raw is None:
        return None
    try:
        return json.loads(raw)
    except ValueError:
        return _text(raw)


def _moment(record: Incoming) -> str:
    moment = datetime.fromtimestamp(max(0, record.timestamp) / 1000, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
