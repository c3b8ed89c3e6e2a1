"""What is remembered of words: the same as what is asked anew, and never more than so much."""

from __future__ import annotations

from worker.text import words
from worker.text.words import WordTable


def test_a_word_is_asked_once() -> None:
    """The second time the answer is remembered."""
    asked: list[str] = []
    table = WordTable(lambda word: asked.append(word) or word.upper())
    assert [table["bomb"], table["bomb"], table["blast"]] == ["BOMB", "BOMB", "BLAST"]
    assert asked == ["bomb", "blast"]


def test_neither_many_nor_long_words_fill_the_memory() -> None:
    """A full table begins anew; what is longer than words are is not kept."""
    table = WordTable(len)
    for number in range(words.MOST_WORDS + 10):
        assert table[str(number)] == len(str(number))
    assert len(table) <= words.MOST_WORDS
    before = len(table)
    assert table["x" * 100_000] == 100_000
    assert len(table) == before
