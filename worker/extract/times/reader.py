"""Reads a sentence's pieces of time: one look-up a word, then the reader of the kind of its head word.

Each reader looks at a small window beside the head, so that the cost is linear.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from worker.extract.times.atoms import Atom, Words
from worker.extract.times.clocks import read_clock, read_clock_word, read_part, read_side
from worker.extract.times.days import read_date, read_holiday, read_month, read_relative_day, read_weekday, read_year
from worker.extract.times.spans import read_anniversary, read_era, read_habit, read_hyphened, read_season, read_unit
from worker.text.document import Sentence
from worker.text.words import remembered

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
    "era": read_hyphened,
    "habit": read_habit,
    "anniversary": read_anniversary,
}


@remembered
def has_figure(word: str) -> bool:
    """Whether a piece may have its head in this word, though it is none of the lexicon's heads."""
    return word[0] in "0123456789" or "-" in word


def read_atoms(words: Words, sentence: Sentence, spots: Sequence[int]) -> list[Atom]:
    """The pieces in text order, without overlap; ``spots`` are the tokens of the sentence that may be heads."""
    words.low, words.high = sentence.first, sentence.last
    words.floor = reach = sentence.first
    heads, eras, tokens = words.lexicon.heads, words.lexicon.names_of_eras, words.tokens
    found: list[Atom] = []
    for at in spots:
        if at < reach:
            continue
        word = tokens[at].lower
        kind = heads.get(word)
        atom = read_era(words, at) if word in eras else None  # "the Winter War", before any winter
        if atom is None and kind is not None:
            atom = _READERS[kind](words, at)
        elif atom is None and word[0] in "0123456789":
            atom = read_date(words, at) or read_clock(words, at) or read_year(words, at)
        elif atom is None:
            atom = read_hyphened(words, at)
        if atom is not None and atom.first >= words.floor:
            found.append(atom)
            words.floor = reach = atom.last
    return found
