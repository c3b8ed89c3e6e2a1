"""Work for the pool's children that does what the article's metadata asks for: so many events, or a misdeed.

{"events": 2}                    that many events
{"do": "hang" | "block" | "die" | "bug" | "big" | "mismatch"}
The variable TRIAL_FEWER_EVENTS=1 is another rule set: it finds one event less in each article.
"""

from __future__ import annotations

import os
import signal
import time
from datetime import UTC, datetime

from schemas.article import ArticleRef, RawArticle, sha256_of
from schemas.incident import IncidentEvent, event_id_of
from schemas.origin import Extractor, Lineage
from schemas.reasons import DeadLetterReason
from schemas.result import ArticleIncidents
from schemas.time import Time
from worker.agents.passing import Message, result_of
from worker.codec import decode, decode_article
from worker.errors import Rejected, Transient
from worker.kafka.child import Work

EXTRACTOR = Extractor(version="0", ruleset_sha="trial")


def event_of(article: ArticleRef, ordinal: int, lineage: Lineage | None, summary: str = "") -> IncidentEvent:
    return IncidentEvent(
        event_id=event_id_of(article.id, "accident.transport", "Somewhere", "2024-05-01", ordinal),
        article=article,
        type="accident.transport",
        summary=summary or None,
        time=Time(best=datetime(2024, 5, 1, tzinfo=UTC)),
        extractor=EXTRACTOR,
        lineage=lineage,
    )


def incidents_of(article: RawArticle, lineage: Lineage | None = None) -> ArticleIncidents:
    """The result of a trial article."""
    ref = ArticleRef(id=article.article_id, title=article.title, sha256=sha256_of(article.text))
    summary = "x" * 1_500_000 if article.metadata.get("do") == "big" else ""
    found = article.metadata.get("events", 0)
    if "do" not in article.metadata:
        found -= int(os.environ.get("TRIAL_FEWER_EVENTS", "0"))
    events = [event_of(ref, n, lineage, summary) for n in range(found)]
    return ArticleIncidents(article=ref, events=tuple(events), extractor=EXTRACTOR, lineage=lineage)


def misbehave(do: str) -> None:
    """Hang, crash or raise, as the word says."""
    match do:
        case "die":
            os._exit(9)
        case "bug":
            raise RuntimeError("a defect")
        case "mismatch":
            raise Rejected(DeadLetterReason.SPAN_MISMATCH, "the quote is not there")
        case "block":  # what a C extension that never returns looks like
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
    while do in ("hang", "block"):
        time.sleep(0.01)


def load_extract(argument: str) -> Work:
    seconds = float(argument or 0)

    def work(message: object) -> object:
        assert isinstance(message, Message)
        article = decode_article(message.value)
        end = time.thread_time() + seconds
        while time.thread_time() < end:
            pass
        misbehave(article.metadata.get("do", ""))
        return result_of(incidents_of(article, message.lineage))

    return work


def load_enrich(_argument: str) -> Work:
    def work(message: object) -> object:
        assert isinstance(message, Message)
        incidents = decode(ArticleIncidents, message.value)
        if incidents.article.title == "enrich-bug":
            raise RuntimeError("a defect in the enrichment")
        return result_of(incidents)

    return work


def load_transient(argument: str) -> Work:
    """Each item is put off until so many seconds after the start."""
    begin, wait = time.monotonic(), float(argument)

    def work(item: object) -> object:
        if item == "later" and time.monotonic() - begin < wait:
            raise Transient("not yet")
        return item

    return work
