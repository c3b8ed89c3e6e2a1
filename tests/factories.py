"""Records with sensible defaults; each test says only what it is about."""

from __future__ import annotations

from datetime import date
from typing import Any

from schemas.article import ArticleRef, sha256_of
from schemas.harm import Casualties
from schemas.incident import Evidence, IncidentEvent, event_id_of
from schemas.origin import Extractor, Lineage
from schemas.place import Location
from schemas.quantity import Casualty, Qualifier
from schemas.result import ArticleIncidents
from schemas.time import Time, TimePrecision

TEXT = "A bomb exploded in Kirkuk on Friday, killing nine people."
EXTRACTOR = Extractor(version="0", ruleset_sha="0" * 64)


def article_ref(article_id: str = "a-1", **changes: Any) -> ArticleRef:
    """A reference to an article."""
    return ArticleRef(**{"id": article_id, "sha256": sha256_of(TEXT), "published": date(2026, 11, 6)} | changes)


def people(best: int | None, qualifier: Qualifier = Qualifier.EXACT, text: str = "nine") -> Casualty:
    """A number of people as the text gives it."""
    match qualifier:
        case Qualifier.AT_LEAST:
            return Casualty(min=best, best=best, max=None, qualifier=qualifier, text=text)
        case Qualifier.SEVERAL | Qualifier.DOZENS | Qualifier.MANY:
            return Casualty(min=best, best=None, max=None, qualifier=qualifier, text=text)
        case _:
            return Casualty(min=best, best=best, max=best, qualifier=qualifier, text=text)


def event(article_id: str = "a-1", ordinal: int = 1, **changes: Any) -> IncidentEvent:
    """One bombing in Kirkuk, or what the changes make of it."""
    fields: dict[str, Any] = {
        "article": article_ref(article_id),
        "type": "conflict.explosive_device",
        "time": Time(
            earliest=date(2026, 11, 6), best=date(2026, 11, 6), latest=date(2026, 11, 6), precision=TimePrecision.DAY
        ),
        "location": Location(name="Kirkuk"),
        "casualties": Casualties(killed=people(9)),
        "evidence": (Evidence(field="type", start=2, end=15, quote="bomb exploded", rule_id="test"),),
        "extractor": EXTRACTOR,
    } | changes
    fields.setdefault("event_id", event_id_of(article_id, fields["type"], "Kirkuk", "2026-11-06", ordinal))
    return IncidentEvent(**fields)


def incidents(*events: IncidentEvent, article_id: str = "a-1", timestamp: int = 1, **changes: Any) -> ArticleIncidents:
    """An article's result, read from a raw message of that time."""
    lineage = Lineage(topic="articles.raw", partition=0, offset=timestamp, timestamp=timestamp)
    fields = {"article": article_ref(article_id), "events": events, "extractor": EXTRACTOR, "lineage": lineage}
    return ArticleIncidents(**fields | changes)
