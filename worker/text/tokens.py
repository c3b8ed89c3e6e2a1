"""Words with their offsets in the raw text; every later stage shares them.

A token is a word (letters, digits, marks, inner hyphens, apostrophes, periods and digit commas), or one other character.
Space, control characters and marks that only steer the direction or width of text are no tokens.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import chain

from worker.text.words import LONGEST_WORD, remembered
from worker.values import dataclass

# One linear pass: every repetition is bounded, or what it consumed is a token for certain.  A number keeps its
# separators ("1,200", "3.5", "3.40pm"), an acronym its periods ("U.S."), a word its inner hyphens and apostrophes
# ("days-long", "Sana'a"), an accent its letter (NFD), a soft hyphen or joiner its word.
_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u200c\u200d\u00ad\u2060"
_UNSEEN = "\\x00-\\x1f\\x7f-\\x9f\u00ad\u200b-\u200d\u2060\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufe0f"
_WORD = rf"\w+(?:[{_MARKS}]+\w*|[-‐‑'’]\w+)*"
# A plain word is seen by the first alternative: half the cost.
_TOKEN = re.compile(
    rf"[A-Za-z]{{2,}}+(?![\w'’\-‐‑{_MARKS}])"
    rf"|\d+(?:[.,]\d+)+(?:[\w{_MARKS}]|[-‐‑'’](?=\w))*"  # 1,200  3.5  3.40pm  6.1-magnitude
    r"|(?:ex-)?(?:[^\W\d_]\.){2,6}(?!\w)"  # U.S.  ex-U.S.
    rf"|{_WORD}"
    r"|['’][sS](?!\w)"  # U.S.'s
    rf"|[^\s{_UNSEEN}]"
)


CLOCK_COLON = "\u2236"
"""The key of the colon in "8:25": it ends no clause, as any other does."""
_ARTICLES = frozenset("al el il ul ur ud as ad an ar at az es ez ash esh adh ath uz us abu ibn bin ben".split())
_HYPHENS = "-‐‑"


def begins_upper(word: str) -> bool:
    """Whether a word begins with an upper-case letter, behind an Arabic article as in "al-Harb"."""
    if word[0].isupper():
        return True
    at = 2 if word[2:3] in _HYPHENS else 3
    return word[at : at + 1] in _HYPHENS and word[at + 1 : at + 2].isupper() and word[:at] in _ARTICLES


def without_articles(name: str) -> str:
    """A name without the articles of its words: "Omar Harb" of "Omar al-Harb"."""
    if "-" not in name:
        return name
    parts = (word.partition("-") for word in name.split(" "))
    return " ".join(rest if rest and head.lower() in _ARTICLES else head + dash + rest for head, dash, rest in parts)


@dataclass(frozen=True, slots=True)
class Token:
    """A word: ``text == raw[start:end]``, but for its case where a sentence has only capitals.

    ``lower`` is its key in lexicons (NFC, lower case, straight apostrophe).
    """

    start: int
    end: int
    text: str
    lower: str

    @property
    def is_word(self) -> bool:
        """Whether it is a word or number and no punctuation mark."""
        return self.lower[0].isalnum()

    @property
    def is_capitalised(self) -> bool:
        """Whether it begins with an upper-case letter, behind an Arabic article: "Harb", "al-Harb"."""
        return begins_upper(self.text)


# Straight apostrophes and hyphens; soft hyphens and joiners are not seen in print, so no key holds them.
_STRAIGHT = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "\u00ad": None, "\u200c": None, "\u200d": None, "\u2060": None}
)


@remembered
def key_of(word: str) -> str:
    """The key under which lexicons know a word: NFC, lower case, straight apostrophes and hyphens."""
    if not word.isascii():
        word = unicodedata.normalize("NFC", word).translate(_STRAIGHT) or word
    return word.lower()


_Part = tuple[int, int, str, str]
"""As in ``Token``, but for the offsets: those within what stands between two spaces."""


def _cut(run: str) -> Iterator[_Part]:
    """The tokens of what stands between two spaces.  A possessive 's is a token of its own."""
    for found in _TOKEN.finditer(run):
        word = found[0]
        first, last = found.span()
        if word[-1] in "sS" and len(word) > 2 and word[-2] in "'’":
            yield first, last - 2, word[:-2], key_of(word[:-2])
            yield last - 2, last, word[-2:], "'s"
        elif word == ":" and run[:first][-1:].isdigit() and run[last : last + 1].isdigit():
            yield first, last, word, CLOCK_COLON
        else:
            yield first, last, word, key_of(word)


@remembered
def _parts_of(run: str) -> tuple[_Part, ...]:
    return tuple(_cut(run))


@remembered
def _keys_of(run: str) -> tuple[str, ...]:
    """The keys of what stands between two spaces."""
    return tuple([key for _, _, _, key in _cut(run)])


def split_keys(text: str, start: int = 0, end: int | None = None) -> list[str]:
    """The keys of the tokens of ``text[start:end]`` without their offsets, at a fifth of the cost."""
    stretch = text[start:end]
    runs = (stretch.lower() if stretch.isascii() else stretch).split()
    return list(chain.from_iterable(map(_keys_of, runs)))


def split_tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of ``text[start:end]``; offsets are those of ``text``.  No token holds a space, so it is cut at those first."""
    tokens: list[Token] = []
    add, at = tokens.append, start
    for run in text[start:end].split():
        at = text.index(run, at)
        for first, last, word, key in _parts_of(run) if len(run) <= LONGEST_WORD else _cut(run):
            add(Token(at + first, at + last, word, key))
        at += len(run)
    return tokens
