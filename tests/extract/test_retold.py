"""How many incidents a text tells of: told again more sharply is one, one more of its kind is another, and what was long ago is none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.golden.comparison import WrittenArticle, differences, load_articles
from worker.extract.trace import Trace
from worker.lexicons.knowledge import Knowledge
from worker.pipeline import process_article

Run = Callable[[str], Trace]
ARTICLES = load_articles(Path(__file__).parent / "retold.yaml")


@pytest.mark.parametrize("article", ARTICLES, ids=[str(article.article) for article in ARTICLES])
def test_what_an_article_tells(article: WrittenArticle, knowledge: Knowledge) -> None:
    """Each event with what is written of it, and none more."""
    assert differences(article, process_article(article.raw, knowledge)) == []


Told = list[tuple[str | None, int | None]]


def told(found: Trace) -> Told:
    """The place and the dead of each event."""
    events = found.result.events
    return [
        (e.location.name if e.location else None, e.casualties.killed.best if e.casualties.killed else None)
        for e in events
    ]


SHARPER = [
    pytest.param(
        "A Kearney man died after his car hit a tree. A Kearney man died early Tuesday in a collision on Prairie Road, police said. The"
        " crash happened near Kearney.",
        [("Prairie Road", 1)],
        id="the lead names the road in the town of the headline",
    ),
    pytest.param(
        "A fire killed two people in Leicester on Monday. The blaze broke out at a house in Narborough Road.",
        [("Narborough Road", 2)],
        id="the road of the fire that was told of",
    ),
    pytest.param(
        "A man was shot dead in Leicester on Monday. Detectives have asked for witnesses. The victim has not been named. His family has"
        " been told. A man was shot dead in Narborough Road on Monday, too.",
        [("Leicester", 1), ("Narborough Road", 1)],
        id="a road named long after the lead is where another one was shot",
    ),
    pytest.param(
        "A man was shot dead in Narborough Road, Leicester, on Monday. A man was shot dead in Evington Road.",
        [("Narborough Road", 1), ("Evington Road", 1)],
        id="two roads",
    ),
    pytest.param(
        "Two boys drowned when a ferry sank near Leicester on Monday. A third died later at Glenfield Hospital.",
        [("Leicester", 3)],
        id="where somebody died of it is not where it was",
    ),
    pytest.param(
        "A bomb went off in Mosul on Monday. It exploded at Salam Hospital and killed two nurses.",
        [("Salam Hospital", 2)],
        id="a hospital that was hit is where it was",
    ),
]


@pytest.mark.parametrize(("text", "expected"), SHARPER)
def test_a_site_of_the_town_is_told_more_sharply(run: Run, text: str, expected: Told) -> None:
    """A street or a building lies in the town that was named before; two of them are two scenes."""
    assert told(run(text)) == expected
