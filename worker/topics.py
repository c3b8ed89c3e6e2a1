"""The one list of topics: what stands on each, under which key, and how it is cleaned up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from schemas.article import RawArticle
from schemas.incident import IncidentEvent
from schemas.record import Record
from schemas.result import ArticleIncidents

DEAD_LETTER_SUFFIX = ".dlq"
DEAD_LETTERS_KEPT = timedelta(days=90)
"""Time for people to look, mend and send again."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic's contract.  ``name`` is the default; settings may put a prefix before it.

    Attributes:
        kept: How long a record stays; under ``compact`` how long a withdrawal does, for a consumer that was away longer does
            not learn of it.
    """

    name: str
    record: type[Record]
    key: str
    cleanup: Literal["delete", "compact"]
    kept: timedelta
    sentence: str


# As long as an agent may stand still before Kafka drops what it has not read.
_FLOWING = timedelta(days=14)
_WITHDRAWALS = timedelta(days=7)

RAW = Topic("articles.raw", RawArticle, "article_id", "delete", _FLOWING, "News articles as producers send them.")
EXTRACTED = Topic(
    "incidents.extracted",
    ArticleIncidents,
    "article_id",
    "delete",
    _FLOWING,
    "What the text of each article says, possibly no incident at all.",
)
ENRICHED = Topic(
    "incidents.enriched",
    ArticleIncidents,
    "article_id",
    "compact",
    _WITHDRAWALS,
    "The same with coordinates, canonical actors, codes, severity, title and confidence.",
)
EVENTS = Topic(
    "incidents.events",
    IncidentEvent,
    "event_id",
    "compact",
    _WITHDRAWALS,
    "One message per incident event; a null value withdraws it.",
)

TOPICS = (RAW, EXTRACTED, ENRICHED, EVENTS)
"""In the order of the flow."""

INPUTS = (RAW, EXTRACTED, ENRICHED)
"""Those that an agent reads, and that therefore have a dead-letter topic."""


def dead_letters_of(topic: str) -> str:
    """The name of a topic's dead-letter topic."""
    return topic + DEAD_LETTER_SUFFIX
