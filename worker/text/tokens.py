"""Words with their offsets in the raw text; every later stage shares them.

A token is a word (letters, digits, marks, inner hyphens, apostrophes, periods and digit commas), or one other character.
Space is no token.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

# One linear pass, no nested repetition.  A number keeps its separators ("1,200", "3.5"), an acronym its periods
# ("U.S."), a word its inner hyphens and apostrophes ("days-long", "Sana'a"), an accent its letter (NFD).
_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u093e-\u094f"
_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)+(?![\w])"  # 1,200  3.5
    r"|(?:[^\W\d_]\.){2,}(?!\w)"  # U.S.
    rf"|\w[\w{_MARKS}]*(?:[-‐‑'’][\w{_MARKS}]+)*"
    r"|\S"
)
_POSSESSIVE = re.compile(r"(.+)(['’])[sS]\Z")


class Token(NamedTuple):
    """A word: ``text == raw[start:end]``; ``lower`` is its key in lexicons (NFC, lower case, straight apostrophe)."""

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
        """Whether it begins with an upper-case letter."""
        return self.text[0].isupper()


def key_of(word: str) -> str:
    """The key under which lexicons know a word: NFC, lower case, straight apostrophes and hyphens."""
    if not word.isascii():
        word = unicodedata.normalize("NFC", word).translate(_STRAIGHT)
    return word.lower()


_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-"})


def split_tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of ``text[start:end]``; offsets are those of ``text``.  A possessive 's is a token of its own."""
    tokens: list[Token] = []
    for found in _TOKEN.finditer(text, start, len(text) if end is None else end):
        word, first = found.group(), found.start()
        if word[-1] in "sS" and len(word) > 2 and (split := _POSSESSIVE.match(word)):
            cut = first + split.end(1)
            tokens.append(Token(first, cut, text[first:cut], key_of(text[first:cut])))
            tokens.append(Token(cut, found.end(), text[cut : found.end()], "'s"))
        else:
            tokens.append(Token(first, found.end(), word, key_of(word)))
    return tokens
