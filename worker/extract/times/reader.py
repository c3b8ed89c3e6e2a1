"""Reads a sentence's pieces of time: one look-up a word, then the reader of the kind of its head word.

Each reader looks at a small window beside the head, so that the cost is linear.
"""

from __future__ import annotations

from collections.abc import Callable

from worker.extract.times.atoms import Atom, Words
from worker.extract.times.clocks import read_clock, read_clock_word, read_part, read_side
from worker.extract.times.days import read_date, read_holiday, read_month, read_relative_day, read_weekday, read_year
from worker.extract.times.spans import read_anniversary, read_era, read_habit, read_hyphened, read_season, read_unit
from worker.text.document import Sentence

_READERS: dict[str, Callable[[Words, int], Atom | None]] = {
    "weekday": read_weekday,
    "month": read_month,
    "relative": read_relative_day,
    "holiday": read_holiday,
    "part": read_part,
    "clock_word": read_clock_word,
    "side": read_side,
    "season": read_season,
    "unit": read_unit,
    "era": read_era,
    "habit": read_habit,
    "anniversary": read_anniversary,
}


def read_atoms(words: Words, sentence: Sentence) -> list[Atom]:
    """The pieces in text order, without overlap."""
    words.low, words.high = sentence.first, sentence.last
    words.floor = at = sentence.first
    heads, tokens = words.lexicon.heads, words.tokens
    found: list[Atom] = []
    while at < words.high:
        word = tokens[at].lower
        kind = heads.get(word)
        if kind is not None:
            atom = _READERS[kind](words, at)
        elif word[0] in "0123456789":
            atom = read_date(words, at) or read_clock(words, at) or read_year(words, at)
        elif "-" in word:
            atom = read_hyphened(words, at)
        else:
            at += 1
            continue
        if atom is not None and atom.first >= words.floor:
            found.append(atom)
            words.floor = atom.last
            at = max(atom.last, at + 1)
        else:
            at += 1
    return found
