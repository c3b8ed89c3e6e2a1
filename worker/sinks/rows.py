"""A result as rows.  The one place that says what the tables hold, whatever the database.

What PostgreSQL cannot hold is altered or refused here, so that every sink stores and refuses alike.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from hashlib import sha256

from pydantic_core import PydanticSerializationError

from schemas.actor import Actor, ActorRole, ActorStatus
from schemas.incident import IncidentEvent
from schemas.reasons import DeadLetterReason
from schemas.record import Moment
from schemas.result import ArticleIncidents
from worker.codec import encode
from worker.errors import Rejected

Row = Mapping[str, object]

MAX_ID_BYTES = 2_000
"""An index entry of PostgreSQL holds 2,700 bytes; SQLite would take any."""

MAX_WORD = 500
"""Characters of a word in a list, at most 2,000 bytes; more would not fit an index entry.  The record has it whole."""

MAX_INTEGER = 2**63 - 1

_ROLES = {
    ActorRole.SIDE_A: "side",
    ActorRole.SIDE_B: "other side",
    ActorRole.ALLEGED_SPONSOR: "alleged sponsor",
}


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event: as it is published, and as it is stored."""

    event_id: str
    encoded: bytes
    digest: str
    values: Row


@dataclass(frozen=True, slots=True)
class ArticleRows:
    """A whole result, ready to be stored.

    ``age`` orders versions of one article: the raw message's timestamp, then its partition and offset.
    """

    article_id: str
    age: tuple[int, int, int]
    values: Row
    events: tuple[EventRow, ...]


def rows_of(result: ArticleIncidents) -> ArticleRows:
    """A result as rows, without the instant of storing.

    Raises:
        Rejected: ``sink_data_error``: no database could hold or no topic could carry it.
    """
    article = result.article
    try:
        _require_id("article id", article.id)
        lineage = result.lineage
        age = (lineage.timestamp, lineage.partition, lineage.offset) if lineage else (0, -1, -1)
        events = tuple(_event_row(article.id, position, event) for position, event in enumerate(result.events))
        extractor = result.extractor
        values = _clean_row(
            {
                "article_id": article.id,
                "publisher": article.publisher,
                "url": article.url,
                "title": article.title,
                "published": _instant(article.published),
                "language": article.language,
                "sha256": article.sha256,
                "raw_topic": lineage.topic if lineage else None,
                "raw_partition": lineage.partition if lineage else None,
                "raw_offset": lineage.offset if lineage else None,
                "raw_timestamp": age[0],
                "event_count": len(events),
                "skipped": _clean_json("[" + ",".join(skip.model_dump_json() for skip in result.skipped) + "]"),
                "extractor": f"{extractor.name} {extractor.version} {extractor.ruleset_sha}",
            }
        )
    except (PydanticSerializationError, UnicodeError, OverflowError) as error:
        raise Rejected(DeadLetterReason.SINK_DATA_ERROR, f"article {article.id!a}: {error}") from error
    if len({event.event_id for event in events}) < len(events):
        raise Rejected(DeadLetterReason.SINK_DATA_ERROR, f"article {article.id}: two of its events have the same id")
    return ArticleRows(article.id, age, values, events)


def _event_row(article_id: str, position: int, event: IncidentEvent) -> EventRow:
    _require_id("event id", event.event_id)
    encoded = encode(event)
    when, where, casualties = event.time, event.location, event.casualties
    values: dict[str, object] = {
        "event_id": event.event_id,
        "article_id": article_id,
        "importance": position,
        "withdrawn": False,
        "withdrawn_at": None,
        "type": event.type,
        "branch": event.type.partition(".")[0],
        "realis": event.realis.value,
        "title": event.title,
        "summary": event.summary,
        "severity": event.severity.score if event.severity else None,
        "confidence": event.confidence.overall if event.confidence else None,
        "happened_on": None if when.best is None else _day(when.best),
        "time_earliest": _instant(when.earliest),
        "time_best": _instant(when.best),
        "time_latest": _instant(when.latest, end=True),
        "time_precision": when.precision.value,
        "time_inferred": when.inferred,
        "place": where.name if where else None,
        "place_resolved": where.resolved if where else None,
        "geonames_id": where.geonames_id if where else None,
        "country": where.country if where else None,
        "admin1": where.admin1 if where else None,
        "admin2": where.admin2 if where else None,
        "lat": where.lat if where else None,
        "lon": where.lon if where else None,
        "place_precision": where.precision.value if where else "unknown",
        "uncertainty_km": where.uncertainty_km if where else None,
        "who": "; ".join(map(_actor, event.actors)) or None,
        "actors": _each_once(actor.canonical or actor.name for actor in event.actors),
        "weapons": _each_once(weapon.kind.value for weapon in event.weapons),
        "targets": _each_once(target.kind.value for target in event.targets),
        "proof": next((proof.quote for proof in event.evidence if proof.field == "type"), None),
        "record": _clean_json(encoded.decode()),
    }
    for name, number in (("killed", casualties.killed), ("injured", casualties.injured)):
        for bound in ("min", "best", "max"):
            values[f"{name}_{bound}"] = getattr(number, bound) if number else None
        values[f"{name}_qualifier"] = number.qualifier.value if number else None
    row = _clean_row(values)
    # Over the row and not the record: a version that fills a new column writes its rows again when it replays.
    digest = sha256(repr(sorted(row.items())).encode()).hexdigest()
    return EventRow(event.event_id, encoded, digest, {**row, "digest": digest})


def _actor(actor: Actor) -> str:
    role = _ROLES.get(actor.role, actor.role.value)
    said = "" if actor.status in (ActorStatus.CONFIRMED, ActorStatus.REPORTED) else f", {actor.status.value}"
    number = f"{actor.count.text} " if actor.count else ""
    return f"{number}{actor.name} ({role}{said})"


def _each_once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word[:MAX_WORD] for word in dict.fromkeys(words))


def _instant(moment: Moment | None, *, end: bool = False) -> datetime | None:
    """The instant of a moment; a mere date gives its first one in UTC, or with ``end`` its last one."""
    if moment is None:
        return None
    if isinstance(moment, datetime):
        return moment.astimezone(UTC)
    return datetime.combine(moment, time.max if end else time.min, UTC)


def _day(moment: Moment) -> date:
    return moment.astimezone(UTC).date() if isinstance(moment, datetime) else moment


def _require_id(what: str, value: str) -> None:
    """Ids are keys of rows and messages: they are never altered, so they must be fit."""
    if "\x00" in value:
        raise Rejected(DeadLetterReason.SINK_DATA_ERROR, f"{what} {value!a} holds U+0000")
    if not value or len(value.encode()) > MAX_ID_BYTES:
        raise Rejected(
            DeadLetterReason.SINK_DATA_ERROR,
            f"{what} {value[:80]!a}…: {len(value.encode()):,} bytes; 1 to {MAX_ID_BYTES:,} fit",
        )


def _clean_row(values: dict[str, object]) -> dict[str, object]:
    """Values that PostgreSQL and SQLite both hold.

    PostgreSQL refuses U+0000 in text and jsonb, SQLite takes it: U+FFFD stands in for it in every table, and the
    published record keeps it.  Infinite numbers are "not known".

    Raises:
        OverflowError: an integer is wider than 64 bits.
    """
    return {name: _clean_value(name, value) for name, value in values.items()}


def _clean_value(name: str, value: object) -> object:
    if isinstance(value, str):
        return value.replace("\x00", "\ufffd")
    if isinstance(value, tuple):
        return tuple(_clean_value(name, word) for word in value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, int) and abs(value) > MAX_INTEGER:
        raise OverflowError(f"{name} {value} is wider than 64 bits")
    return value


def _clean_json(text: str) -> str:
    """JSON text that jsonb takes: the same with U+FFFD for U+0000, which JSON writes as an escape."""
    if "\\u0000" not in text:  # nearly always: spares parsing
        return text
    return json.dumps(_clean_tree(json.loads(text)), ensure_ascii=False, separators=(",", ":"))


def _clean_tree(tree: object) -> object:
    if isinstance(tree, str):
        return tree.replace("\x00", "\ufffd")
    if isinstance(tree, list):
        return [_clean_tree(branch) for branch in tree]
    if isinstance(tree, dict):
        return {_clean_tree(name): _clean_tree(branch) for name, branch in tree.items()}
    return tree


def newest(rows: Iterable[ArticleRows]) -> dict[str, ArticleRows]:
    """The newest result of each article, sorted by id; of equally old ones the last.

    Sorted, since two workers that lock the same rows in different orders would wait for each other.
    """
    return dict(sorted({row.article_id: row for row in sorted(rows, key=lambda row: row.age)}.items()))
