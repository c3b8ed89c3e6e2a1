"""All that Tocsin knows, loaded once; and a reading of a text, as the engine makes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from schemas.article import RawArticle
from worker.extract.engine import read_article
from worker.extract.phrases import Phrases
from worker.extract.reading import Reading
from worker.lexicons.knowledge import Knowledge, load_knowledge
from worker.text.reading import read_document

Read = Callable[[str], tuple[Reading, Phrases]]


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The knowledge of the source tree."""
    return load_knowledge()


@pytest.fixture(scope="session")
def read(knowledge: Knowledge) -> Read:
    """A text with its numbers, places, phrases and actors; published in spring 2024."""

    def reading_of(text: str) -> tuple[Reading, Phrases]:
        article = RawArticle(article_id="a", text=text, published=date(2024, 4, 17))
        return read_article(read_document(article, knowledge.boilerplate, knowledge.languages), knowledge)

    return reading_of
