"""Article in, result out: the whole core as two functions, which the agents, the commands and the tests share.

Pure: no Kafka, no database, no clock, no environment, no log.
"""

from __future__ import annotations

from schemas.article import RawArticle
from schemas.origin import Lineage
from schemas.result import ArticleIncidents
from worker.enrich.steps import enrich
from worker.extract.engine import extract
from worker.lexicons.knowledge import Knowledge


def extract_article(article: RawArticle, knowledge: Knowledge, lineage: Lineage | None = None) -> ArticleIncidents:
    """What the text says; ``lineage`` is the raw message that it came in.

    Raises:
        Rejected: ``span_mismatch``, when evidence does not stand where it claims to (a defect).
    """
    result = extract(article, knowledge)
    if lineage is None:
        return result
    events = tuple(event.model_copy(update={"lineage": lineage}) for event in result.events)
    return result.model_copy(update={"events": events, "lineage": lineage})


def process_article(article: RawArticle, knowledge: Knowledge) -> ArticleIncidents:
    """Extraction and enrichment in one: what ``tocsin extract`` prints."""
    return enrich(extract(article, knowledge), knowledge)


__all__ = ["enrich", "extract_article", "process_article"]
