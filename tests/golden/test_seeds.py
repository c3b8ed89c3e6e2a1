"""Every article of ``seeds/`` against what is expected of it; a failure lists what was gained, lost and changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas.article import RawArticle
from schemas.taxonomy import load_taxonomy
from tests.golden.comparison import Expectation, differences, load_expectations
from worker.lexicons.knowledge import Knowledge
from worker.pipeline import process_article
from worker.replay.readers import Seed, parse_columns, read_files
from worker.replay.sources import find_files

SEEDS = Path(__file__).parents[2] / "seeds"
COLUMNS = parse_columns(["text=body"])  # of stringer.csv


def _pairs() -> Iterator[tuple[str, RawArticle, Expectation | None]]:
    """Each article with its expectation: by its id, or the file's only one."""
    for file in find_files([str(SEEDS)]):
        assert file.path is not None
        articles = [seed.article for seed in read_files([file], COLUMNS) if isinstance(seed, Seed)]
        expected = load_expectations(file.path)
        by_id = {entry.article: entry for entry in expected}
        alone = expected[0] if len(articles) == len(expected) == 1 else None
        for article in articles:
            name = file.path.stem if len(articles) == 1 else f"{file.path.stem}/{article.article_id}"
            yield name, article, alone or by_id.get(article.article_id)


PAIRS = list(_pairs())


@pytest.mark.parametrize(("article", "expected"), [pytest.param(a, e, id=name) for name, a, e in PAIRS])
def test_seed(article: RawArticle, expected: Expectation | None, knowledge: Knowledge) -> None:
    """Every expected event with its type, place, day and casualties, and no other."""
    assert expected is not None, "nothing is written down about this article"
    if found := differences(expected, process_article(article, knowledge)):
        pytest.fail("\n".join(found), pytrace=False)


def test_every_seed_can_be_read() -> None:
    """No line of a seed file is bad, and each expectation has its article."""
    files = find_files([str(SEEDS)])
    readings = list(read_files(files, COLUMNS))
    assert [bad for bad in readings if not isinstance(bad, Seed)] == []
    expected = [entry for file in files if file.path for entry in load_expectations(file.path)]
    assert len(readings) == len(PAIRS) == len(expected)


def test_the_seeds_hold_every_leaf_and_enough_that_is_none() -> None:
    """The sample shows all that can be found, articles with several incidents, and many that look like one and are none."""
    expected = [entry for _, _, entry in PAIRS if entry is not None]
    leaves = {event["type"] for entry in expected for event in entry.events}
    assert leaves == {leaf.leaf for leaf in load_taxonomy().leaves}
    assert len(expected) >= 60
    assert sum(not entry.events for entry in expected) >= 20
    assert sum(len(entry.events) >= 3 for entry in expected) >= 3
