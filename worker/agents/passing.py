"""What passes between an agent and its pool's children.  No knowledge and no Faust: both sides load this."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from schemas.origin import Lineage
from schemas.result import ArticleIncidents
from worker.codec import encode


@dataclass(frozen=True, slots=True)
class Message:
    """One record on its way to a child."""

    value: bytes | None
    lineage: Lineage
    """Where it stands; for extract it is the raw message that all results name."""


@dataclass(frozen=True, slots=True)
class Result:
    """One record on its way back."""

    value: bytes
    article_id: str
    lineage: Lineage | None
    """The raw message, whose timestamp decides which result of an article is newer."""
    events: int
    skipped: Mapping[str, int]


def result_of(result: ArticleIncidents) -> Result:
    """A result as bytes, with what the log says about it."""
    return Result(
        value=encode(result),
        article_id=result.article.id,
        lineage=result.lineage,
        events=len(result.events),
        skipped=Counter(str(skipped.reason) for skipped in result.skipped),
    )
