"""A short run of ``make fuzz``; and the fuzzer finds what is wrong."""

from __future__ import annotations

import pytest

from schemas.article import RawArticle
from tests.fuzz import __main__ as fuzzer
from tests.fuzz.mutants import make_mutant, read_seeds
from worker.lexicons.knowledge import Knowledge, load_knowledge


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """Everything that Tocsin knows."""
    return load_knowledge()


def test_a_short_run_finds_nothing(knowledge: Knowledge) -> None:
    """What holds for any text holds for these, in another process, too."""
    assert list(fuzzer.fuzz(knowledge, 1, range(150))) == []


def test_a_mutant_depends_on_its_number_only() -> None:
    """So that a problem can be looked at again; and mutants differ."""
    seeds = read_seeds()
    texts = [make_mutant(seeds, 1, number).text for number in range(30)]
    assert texts == [make_mutant(seeds, 1, number).text for number in range(30)]
    assert len(set(texts)) == 30


def test_what_is_found_is_told_in_few_words(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    """An article that breaks a rule is made short, and still breaks it."""

    def no_drones(article: RawArticle, _knowledge: Knowledge) -> None:
        if "drone" in article.text:
            raise ValueError("a drone")

    monkeypatch.setattr(fuzzer, "check_article", no_drones)
    article = RawArticle(
        article_id="a",
        text="The army said on Monday that a drone fell into a garden in Riga, and that no one was hurt.",
    )
    wrong = fuzzer.problem_of(article, knowledge)
    assert wrong == "ValueError: a drone"
    assert fuzzer.shorten(article, wrong, knowledge).text == "drone"
