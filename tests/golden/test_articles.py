"""Every article of ``articles/`` against what stands beside it there; a failure lists what was gained, lost and changed.

The samples of ``seeds/`` show newcomers what there is; these hold the code to more: how different desks write, and what only
looks like an incident.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden.comparison import WrittenArticle, differences, load_articles
from worker.lexicons.knowledge import Knowledge
from worker.pipeline import process_article

FILES = sorted((Path(__file__).parent / "articles").glob("*.yaml"))
ARTICLES = [written for file in FILES for written in load_articles(file)]


@pytest.mark.parametrize("written", [pytest.param(written, id=str(written.article)) for written in ARTICLES])
def test_article(written: WrittenArticle, knowledge: Knowledge) -> None:
    """Every expected event with its type, place, day, casualties and roles, and no other."""
    if found := differences(written, process_article(written.raw, knowledge)):
        pytest.fail("\n".join(found), pytrace=False)


def test_half_of_the_articles_are_hard() -> None:
    """They hold several incidents, or none although their words sound like one."""
    assert 2 * sum(len(written.events) != 1 for written in ARTICLES) >= len(ARTICLES)
    assert len({written.article for written in ARTICLES}) == len(ARTICLES)
