"""Every article of ``articles/`` against what stands beside it there; a failure lists what was gained, lost and changed.

The samples of ``seeds/`` show newcomers what there is; these hold the code to more: how different desks write, and what only
looks like an incident.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from schemas.taxonomy import load_taxonomy
from tests.golden.comparison import WrittenArticle, differences, load_articles
from tests.golden.test_seeds import PAIRS
from worker.lexicons.knowledge import Knowledge
from worker.pipeline import process_article

FILES = sorted((Path(__file__).parent / "articles").glob("*.yaml"))
ARTICLES = [written for file in FILES for written in load_articles(file)]
OPEN = load_articles(Path(__file__).parent / "open_articles.yaml")


@pytest.mark.parametrize("written", [pytest.param(written, id=str(written.article)) for written in ARTICLES])
def test_article(written: WrittenArticle, knowledge: Knowledge) -> None:
    """Every expected event with its type, place, day, casualties and roles, and no other."""
    if found := differences(written, process_article(written.raw, knowledge)):
        pytest.fail("\n".join(found), pytrace=False)


@pytest.mark.parametrize("written", [pytest.param(written, id=str(written.article)) for written in OPEN])
@pytest.mark.xfail(strict=True, reason="not read right yet")
def test_open_article(written: WrittenArticle, knowledge: Knowledge) -> None:
    """What is known to go wrong; the one that goes right fails here, and belongs among the others."""
    assert not differences(written, process_article(written.raw, knowledge))


def test_half_of_the_articles_are_hard() -> None:
    """They hold several incidents, or none although their words sound like one."""
    assert 2 * sum(len(written.events) != 1 for written in ARTICLES) >= len(ARTICLES)
    assert len({written.article for written in ARTICLES}) == len(ARTICLES)


def test_the_samples_and_the_articles_hold_every_leaf_at_least_twice() -> None:
    """In different words: one article proves little."""
    expected = [*ARTICLES, *(entry for _, _, entry in PAIRS if entry is not None)]
    leaves = Counter(event["type"] for entry in expected for event in entry.events if isinstance(event["type"], str))
    assert [leaf.leaf for leaf in load_taxonomy().leaves if leaves[leaf.leaf] <= 1] == []
