"""Names as runs of capitalised words: where one begins and ends, be it known or not: "San Jose", "El Mango", "Savana de Torres"."""

from __future__ import annotations

from worker.extract.places.names import begins_name
from worker.lexicons.gazetteer.spelling import fold
from worker.lexicons.gazetteer.words import ContextWords
from worker.text.document import Document

_ARTICLES = frozenset("el al la le ad ar as at az an es da ba ma st los las abu um ed bu".split())
_PARTICLES = frozenset(("de", "del", "do", "da", "dos", "das", "la", "las", "los"))
_SPANISH_ARTICLES = frozenset(("El", "La", "Los", "Las"))
SAINTS = frozenset(("San", "Santa", "Santo", "São", "Sao"))
LONGEST_NAME = 3  # words
LEAST_LETTERS = 3


def name_run(document: Document, words: ContextWords, first: int, limit: int) -> int:
    """Where the name that begins at ``first`` ends; ``first`` itself where none does."""
    end, stop = first, min(limit, first + LONGEST_NAME)
    if first + 1 < limit and document.tokens[first].text in SAINTS and begins_name(document.tokens[first + 1]):
        end = first + 2  # "San Jose", where Jose alone is a person
    while end < stop and (
        is_plain_name(document, words, end, LEAST_LETTERS if end == first else 2)  # "Nan Ye"
        or (end + 1 < stop and is_article(document.tokens[end].text) and is_plain_name(document, words, end + 1))
    ):
        if end > first and end + 1 < limit and document.tokens[end].text in _SPANISH_ARTICLES:
            if is_plain_name(document, words, end + 1):
                return end + 2  # "San Mateo | El Alto"
            return end
        end += 1
        joined = end
        while joined < min(limit, end + 2) and document.tokens[joined].text in _PARTICLES:
            joined += 1
        if end < joined < limit and is_plain_name(document, words, joined):
            return joined + 1  # "Savana de Torres"
    return end


def is_article(text: str) -> bool:
    """``El`` Mango, ``Al`` Jubah, ``La`` Paila."""
    return text[0].isupper() and text.lower() in _ARTICLES


def is_plain_name(document: Document, words: ContextWords, at: int, letters: int = LEAST_LETTERS) -> bool:
    """Whether a word may be part of a place's name: capitalised, and no title, given name, organisation or plain word."""
    token = document.tokens[at]
    word = fold(token.lower)
    return (
        begins_name(token)
        and len(token.text) >= letters
        and token.text.replace("-", "").replace("'", "").replace("’", "").isalpha()
        and word not in words.never
        and word not in words.organisation
        and word not in words.title
        and word not in words.given_name
    )
