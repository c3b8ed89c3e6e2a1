"""What the pool's children do: bytes in, bytes out, with a few numbers for the log.  Nothing of Faust, nothing of Kafka.

Each ``load_…`` loads the knowledge once, when a child starts, and gives the function that works on one message.
"""

from __future__ import annotations

import gc
from pathlib import Path

from schemas.result import ArticleIncidents
from worker.agents.passing import Message, Result, result_of
from worker.codec import decode, decode_article
from worker.kafka.child import Work
from worker.lexicons.knowledge import Knowledge, load_knowledge
from worker.pipeline import enrich, extract_article


def load_extract(gazetteer: str) -> Work:
    """Extraction; ``gazetteer`` is a folder, or empty for the package's own.

    Raises:
        Misconfigured: the gazetteer is missing.
    """
    knowledge = _load(gazetteer)

    def work(message: object) -> Result:
        assert isinstance(message, Message)  # noqa: S101 - our own parent
        return result_of(extract_article(decode_article(message.value), knowledge, message.lineage))

    return work


def load_enrich(gazetteer: str) -> Work:
    """Enrichment; the lineage stays that of the raw message.

    Raises:
        Misconfigured: the gazetteer is missing.
    """
    knowledge = _load(gazetteer)

    def work(message: object) -> Result:
        assert isinstance(message, Message)  # noqa: S101 - our own parent
        return result_of(enrich(decode(ArticleIncidents, message.value), knowledge))

    return work


def _load(gazetteer: str) -> Knowledge:
    """The knowledge, out of the garbage collector's sight: it never goes, and to walk over it stops the child for 100 ms."""
    knowledge = load_knowledge(Path(gazetteer) if gazetteer else None)
    gc.collect()
    gc.freeze()
    return knowledge
