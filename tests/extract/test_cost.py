"""Cost grows with the length of a text, whatever stands in it: no stage compares everything with everything."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

import pytest

from tests.bench.long_texts import KINDS, long_article
from tests.cost import grows_with_length, seconds_of, steps_of
from worker.codec import MAX_TEXT_BYTES
from worker.lexicons.knowledge import Knowledge
from worker.pipeline import process_article

SMALL, LARGE = 4 * 1024, 32 * 1024
MOST_STEPS = 1.5  # what a character of the large text may cost, where one of the small text costs 1; a square costs 8
MOST_SECONDS = 8.0  # the same of seconds, which a busy machine blurs, from 8 KB to 256 KB; a square costs 32


def test_the_count_sees_a_square() -> None:
    """The instrument: a comparison of all with all, in one line, costs four times for twice the length."""

    def square(length: int) -> int:
        return steps_of(lambda: [any(a == -b for a in range(1, length)) for b in range(length)])

    assert square(200) > 3.5 * square(100) > 10_000


@pytest.mark.parametrize("unit", [pytest.param(unit, id=kind) for kind, unit in KINDS])
def test_a_character_costs_the_same_in_a_longer_text(unit: Callable[[int], str], knowledge: Knowledge) -> None:
    """Eight times the text, no more than half as much again for each of its characters."""
    small, large = (
        steps_of(lambda size=size: process_article(long_article(unit, size), knowledge)) / size
        for size in (SMALL, LARGE)
    )
    assert large < MOST_STEPS * small, (
        f"{small:.1f} lines of Python for each character of {SMALL:,}, {large:.1f} of {LARGE:,}"
    )


IN_SECONDS = ("news", "towns", "things", "one sentence", "newlines")


@pytest.mark.slow
@pytest.mark.parametrize("unit", [pytest.param(unit, id=kind) for kind, unit in KINDS if kind in IN_SECONDS])
def test_the_largest_text_takes_seconds(unit: Callable[[int], str], knowledge: Knowledge) -> None:
    """What counting lines cannot see (work within one call of a library) is seen in CPU seconds, within wide bounds."""
    spent: list[float] = []
    for size in (8 * 1024, MAX_TEXT_BYTES):
        article = long_article(unit, size)
        spent.append(seconds_of(lambda article=article: process_article(article, knowledge)) / size)
    assert spent[1] < MOST_SECONDS * max(spent[0], 1e-6)


def test_the_measure_of_growth_tells_a_square_from_a_line() -> None:
    """The instrument: work within one call of a library, which counting lines cannot see, and work in lines."""
    assert grows_with_length(lambda size: partial(sorted, range(size)))
    assert not grows_with_length(lambda size: partial(re.search, r"a*b", "a" * (size // 8)))
    assert not grows_with_length(lambda size: lambda: [any(a < 0 for a in range(b)) for b in range(size // 20)])
