"""The language of a text, by its script and its commonest words.  In doubt it says nothing.

It knows profiles, lists of short words for each language; it needs a few hundred words at most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import field
from itertools import chain

from worker.values import dataclass

ENGLISH = "en"
_READ = 300  # tokens that decide
_FEWEST = 20  # words below which Latin text is not judged, but for a clear case
_CLEAR = 4  # common words of another language, none of English: clear even in a short text


@dataclass(frozen=True, slots=True)
class LanguageProfiles:
    """``words``: word -> languages in which it is common; ``letters``: a letter that only some of a script's languages have."""

    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)
    english: frozenset[str] = frozenset()
    """The words that are common in English, and ``other`` those that are so in any other language."""
    other: frozenset[str] = frozenset()


# Blocks of scripts: first and last code point, script.
_BLOCKS = (
    (0x0370, 0x03FF, "el"), (0x0400, 0x052F, "cyrillic"), (0x0530, 0x058F, "hy"), (0x0590, 0x05FF, "he"), (0x0600, 0x077F, "arabic"),
    (0x0900, 0x097F, "hi"), (0x0980, 0x09FF, "bn"), (0x0A00, 0x0A7F, "pa"), (0x0A80, 0x0AFF, "gu"), (0x0B80, 0x0BFF, "ta"),
    (0x0C00, 0x0C7F, "te"), (0x0C80, 0x0CFF, "kn"), (0x0D00, 0x0D7F, "ml"), (0x0D80, 0x0DFF, "si"), (0x0E00, 0x0E7F, "th"),
    (0x0E80, 0x0EFF, "lo"), (0x1000, 0x109F, "my"), (0x10A0, 0x10FF, "ka"), (0x1200, 0x137F, "am"), (0x1780, 0x17FF, "km"),
    (0x1100, 0x11FF, "ko"), (0x3040, 0x30FF, "ja"), (0x3400, 0x9FFF, "han"), (0xAC00, 0xD7AF, "ko"), (0xFB50, 0xFDFF, "arabic"),
    (0xFE70, 0xFEFF, "arabic"),
)  # fmt: skip
_DEFAULTS = {"cyrillic": "ru", "arabic": "ar", "han": "zh"}


def recognise_language(keys: Sequence[str], profiles: LanguageProfiles) -> str | None:
    """The ISO 639-1 code of the language of most words, or None in doubt: a short headline is in doubt.

    ``keys`` are those of the text's tokens, the first few hundred at least.  An English text that quotes another language
    stays English.
    """
    words = [word for word in keys[:_READ] if word[0].isalpha()]
    if not words:
        return None
    foreign = () if "".join(words).isascii() else [w for w in words if w[0] > "\u036f" and _script(w[0]) is not None]
    if 2 * len(foreign) > len(words):
        return _by_script(foreign, profiles)
    if _is_plainly_english(words, profiles):
        return ENGLISH
    hits = Counter(chain.from_iterable(filter(None, map(profiles.words.get, words))))
    if not hits:
        return None
    english = hits.pop(ENGLISH, 0)
    best, count = min(hits.items(), key=lambda item: (-item[1], item[0]), default=(ENGLISH, 0))
    if len(words) < _FEWEST:
        if english == 0 and count >= _CLEAR:
            return best
        return ENGLISH if english >= _CLEAR and english > 2 * count else None
    if count > 1.5 * english and count >= 0.12 * len(words):
        return best
    return ENGLISH if _suffices(english, words) and english > count else None


def _is_plainly_english(words: Sequence[str], profiles: LanguageProfiles) -> bool:
    """Whether English has more of them than all other languages together: nearly each English text, and soon counted."""
    english = sum(map(profiles.english.__contains__, words))
    if len(words) < _FEWEST or not _suffices(english, words):
        return False
    return english > sum(map(profiles.other.__contains__, words))


def _suffices(english: int, words: Sequence[str]) -> bool:
    return english >= 0.08 * len(words)


def is_english(language: str | None) -> bool:
    """Whether to read the text as English: in doubt, yes."""
    return language is None or language == ENGLISH


def language_hint(given: str | None) -> str | None:
    """The two letters of what a producer gave: "en-GB" -> en; None for what is no such code."""
    code = (given or "").strip().lower().replace("_", "-").partition("-")[0]
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None


def _script(letter: str) -> str | None:
    point = ord(letter)
    return next((script for first, last, script in _BLOCKS if first <= point <= last), None)


def _by_script(words: Sequence[str], profiles: LanguageProfiles) -> str | None:
    script, _ = Counter(_script(word[0]) for word in words).most_common(1)[0]
    if script == "han" and any(_script(letter) == "ja" for word in words for letter in word):
        return "ja"
    if script not in _DEFAULTS:
        return script
    hits = Counter[str](language for word in words for language in profiles.words.get(word, ()))
    for word in words:
        for letter in word:
            if language := profiles.letters.get(letter):
                hits[language] += 2
    return min(hits.items(), key=lambda item: (-item[1], item[0]))[0] if hits else _DEFAULTS[script]
