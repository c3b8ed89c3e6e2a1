"""What comes of one article as a whole: its events, and what was put aside."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from schemas.article import ArticleRef
from schemas.incident import IncidentEvent
from schemas.origin import Extractor, Lineage
from schemas.reasons import SkipReason
from schemas.record import Record


class SpanKind(StrEnum):
    DATE_PREFIX = "date_prefix"
    PROMO = "promo"
    TAIL = "tail"
    CREDIT = "credit"
    OTHER = "other"


class Boilerplate(Record):
    """Words that are no part of the article's prose.  Marked, never cut."""

    start: int
    end: int
    kind: SpanKind
    rule_id: str


class Skipped(Record):
    """Words that gave no event, and why."""

    reason: SkipReason
    start: int
    end: int
    rule_id: str
    type: str | None = Field(default=None, description="The leaf that it would have been")


class ArticleIncidents(Record):
    """The whole result of one article: it replaces an older one as one piece."""

    article: ArticleRef
    events: tuple[IncidentEvent, ...] = Field(default=(), description="What the article is about comes first")
    skipped: tuple[Skipped, ...] = ()
    boilerplate: tuple[Boilerplate, ...] = ()
    extractor: Extractor
    lineage: Lineage | None = None
