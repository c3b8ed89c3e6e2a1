"""What the tests of the extraction share: the knowledge, loaded once, and the run of an article that is but a text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

import pytest

from schemas.article import RawArticle
from worker.extract.actors.phrases import Phrases
from worker.extract.engine import read_article, trace
from worker.extract.reading import Reading
from worker.extract.trace import Trace
from worker.lexicons.knowledge import Knowledge, load_knowledge
from worker.text.reading import read_document

Read = Callable[[str], tuple[Reading, Phrases]]
PUBLISHED = date(2024, 5, 15)  # a Wednesday


@cache
def _knowledge() -> Knowledge:
    return load_knowledge()


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """Everything that Tocsin knows."""
    return _knowledge()


@pytest.fixture(scope="session")
def run(knowledge: Knowledge) -> Callable[[str], Trace]:
    """Runs the extraction on a text that was published on Wednesday, 15 May 2024."""
    return lambda text: trace(RawArticle(article_id="test", text=text, published=PUBLISHED), knowledge)


@pytest.fixture(scope="session")
def read(knowledge: Knowledge) -> Callable[[str], tuple[Reading, Phrases]]:
    """Reads such a text up to its places, phrases and actors, whether or not it tells of an incident."""

    def reading_of(text: str) -> tuple[Reading, Phrases]:
        article = RawArticle(article_id="test", text=text, published=PUBLISHED)
        return read_article(read_document(article, knowledge.boilerplate, knowledge.languages), knowledge)

    return reading_of
