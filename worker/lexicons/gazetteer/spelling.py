"""How names are made comparable: folded for exact look-up, and a coarser key that forgives transliteration.

The same folding is used when the gazetteer is compiled and when a text is read.
"""

from __future__ import annotations

import re
import unicodedata

from worker.text.tokens import split_tokens
from worker.text.words import remembered

# Letters that Unicode does not take apart into a base and an accent.
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a", "ǝ": "a", "þ": "th", "ð": "d"}
    | {"ħ": "h", "ŋ": "n", "ŧ": "t"}
    | dict.fromkeys("'`´ʼʻʿʾ’‘", "")
)
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_DOUBLED = re.compile(r"(.)\1+")
# The article before an Arabic name, as it is spoken: al-Fasher, El Fasher, Ed Daein, Ash Shaddadah.
_ARABIC = frozenset("al el ad ed as es ash esh at et an en ar er az ez".split())
# What transliterations of one name differ in; applied in this order.
_SOUNDS = (
    ("kh", "h"),
    ("zh", "z"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("iy", "i"),
    ("yi", "i"),
    ("y", "i"),
    ("j", "i"),
)


@remembered
def fold(lower: str) -> str:
    """A lower-case word without accents and apostrophes: the form under which names are looked up."""
    if lower.isascii():
        return lower.replace("'", "").replace("`", "")
    bare = unicodedata.normalize("NFKD", lower.translate(_LETTERS))
    return "".join(letter for letter in bare if not unicodedata.combining(letter)).translate(_LETTERS)


def fold_name(name: str) -> str:
    """A whole name folded, its tokens joined by single spaces, as a text's tokens are."""
    if name.isascii() and name.replace(" ", "").isalpha():
        return " ".join(name.lower().split())
    return " ".join(fold(token.lower) for token in split_tokens(name))


@remembered
def transliteration_key(folded: str) -> str:
    """What remains of a folded name when spellings of one sound are made equal: graivoron for Grayvoron and Graivoron."""
    parts = _NOT_WORD.split(folded)
    key = "".join(parts[1:] if len(parts) > 1 and parts[0] in _ARABIC else parts)
    for spelling, sound in _SOUNDS:
        if spelling in key:
            key = key.replace(spelling, sound)
    key = _DOUBLED.sub(r"\1", key)
    return key[:-1] if key.endswith(("ah", "eh")) else key
