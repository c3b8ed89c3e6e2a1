"""The document of an article: what later stages may rely on."""

from __future__ import annotations

import pytest

from schemas.article import RawArticle
from worker.lexicons.boilerplate import load_boilerplate
from worker.lexicons.language import load_languages
from worker.text.document import Document
from worker.text.reading import MAX_SENTENCE, read_document, read_outline


def _read(text: str) -> Document:
    return read_document(RawArticle(text=text))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("shells fell and " * 1000, id="no full stop in 3,000 words"),
        pytest.param("Mira Holt, " * 1000, id="a list of names"),
        pytest.param("x" + ",;" * 3000, id="punctuation marks"),
        pytest.param("word " * (MAX_SENTENCE + 1), id="one word too many"),
    ],
)
def test_a_sentence_without_end_comes_in_parts(text: str) -> None:
    """No sentence is longer than the limit, and no token is lost: what compares words in pairs stays cheap."""
    document = _read(text)
    assert max(s.last - s.first for s in document.sentences) <= MAX_SENTENCE
    assert [at for s in document.sentences for at in range(s.first, s.last)] == list(range(len(document.tokens)))
    assert {s.paragraph for s in document.sentences} == {0}


def test_a_long_sentence_is_parted_after_a_pause() -> None:
    """The part ends at the last comma that comes in its second half."""
    document = _read("one " * 150 + ", " + "two " * 150)
    assert [s.last for s in document.sentences] == [151, 301]


def test_an_ordinary_sentence_stays_whole() -> None:
    """The limit is above any sentence of prose."""
    assert len(_read("The river rose, " + "and rose, " * 60 + "and fell.").sentences) == 1


def test_offsets_are_those_of_the_raw_text() -> None:
    """Whatever stands between words: accents as marks of their own, carriage returns, NUL, emoji, right-to-left marks."""
    text = "date 2026-05-03\r\n\r\nCafe\u0301 bombed\x00 in \u200fמטולה\u200e 🚒.\r\nTwo died."
    document = _read(text)
    assert all(text[token.start : token.end] == token.text for token in document.tokens)
    assert [token.start for token in document.tokens] == sorted(token.start for token in document.tokens)
    assert str(document.published) == "2026-05-03"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "date 2026-05-03 The mayor's office said on Monday that the new bridge is open. It took four years.",
            id="a date first",
        ),
        pytest.param(
            "Le maire a dit lundi que le pont de la ville est ouvert, et que les travaux ont duré quatre ans.",
            id="French",
        ),
        pytest.param(
            "The mayor’s “plan” for the U.S. bridge was read.The council agreed, and it was on the list.",
            id="quotes, glued sentences",
        ),
        pytest.param("… — !", id="no word"),
        pytest.param(
            "The hall of the town is open to all and the rain was heavy. " * 40, id="longer than what decides"
        ),
    ],
)
def test_the_outline_has_the_words_of_the_document(text: str) -> None:
    """The same words, though the outline does not know its sentences: none is cut where a sentence ends."""
    article = RawArticle(text=text)
    document = read_document(article, load_boilerplate(), load_languages())
    outline = read_outline(article, load_boilerplate(), load_languages())
    assert outline.vocabulary == document.vocabulary
    assert outline.has_prose == document.has_prose
