"""The pieces of which time expressions are made, and the words of the sentence in which they are read.

A piece is a day, a part of a day, a clock time or a stretch, resolved as far as it can be alone.  How pieces join ("late on" +
"Friday" + "night") is worker/extract/times/mentions.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple

from schemas.time import TimePrecision as P
from worker.extract.times.calendar import months_later, shifted
from worker.lexicons.times import TimeLexicon
from worker.text.numbers import Number
from worker.text.tokens import Token
from worker.values import dataclass

Use = Literal["event", "report", "past", "future", "duration"]

DECADE = re.compile(r"(?:[0-9]{2})?[0-9]0'?s\Z")
INTRODUCING = frozenset("in since of from during until till by for throughout through to and between early late mid this last next around before after"
                " every each".split())  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock time; ``offset`` in minutes from UTC where the zone is known."""

    hour: int
    minute: int | None
    offset: int | None


class Shift(NamedTuple):
    """So many days (or months) from a day that the text gives elsewhere: "two days earlier"."""

    days: int
    months: int
    wide: bool  # the day may stand sentences before; else only in the same one, or it is the publication
    fallback: bool  # without such a day the publication stands in


@dataclass(frozen=True, slots=True)
class Atom:
    """Tokens ``[first, last)``.  ``start`` to ``end`` are days; ``part`` of a day, ``clock``, ``side`` (early, late)."""

    first: int
    last: int
    rule: str
    kind: Literal["day", "part", "clock", "side", "span", "shift", "other"]
    precision: P = P.UNKNOWN
    start: date | None = None
    end: date | None = None
    best: date | None = None
    end_best: date | None = None
    part: Literal["part", "night", "overnight", "last_night", "tonight"] | None = None
    clock: Clock | None = None
    side: str | None = None
    shift: Shift | None = None
    use: Use | None = None
    weekday: bool = False
    into: bool = False


class Words:
    """The tokens ``[low, high)`` of one sentence, and what pieces are resolved against; ``floor`` is where free tokens begin."""

    __slots__ = ("counts", "floor", "high", "lexicon", "low", "reference", "tokens")

    def __init__(
        self, tokens: tuple[Token, ...], lexicon: TimeLexicon, reference: date | None, counts: Mapping[int, Number]
    ) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.reference = reference  # the day of publication
        self.counts = counts  # numbers, by the token after them
        self.low = self.high = self.floor = 0

    def at(self, at: int) -> str:
        """The key of a token; empty beyond the sentence."""
        return self.tokens[at].lower if self.low <= at < self.high else ""

    def is_capital(self, at: int) -> bool:
        """Whether a token begins with a capital."""
        return self.low <= at < self.high and self.tokens[at].is_capitalised

    def is_glued(self, at: int) -> bool:
        """Whether no space stands between a token and the next."""
        return at + 1 < self.high and self.tokens[at].end == self.tokens[at + 1].start

    def is_future(self, first: int, last: int) -> bool:  # noqa: C901 - a list of shapes
        """A word to come in the clause: "will … on Friday", "by Friday", "On Friday the court will …"."""
        lexicon = self.lexicon
        if self.at(last + (self.at(last) in lexicon.parts or self.at(last) in lexicon.nights)) == "'s":
            return False  # "set off by | Wednesday night's quake"
        at = first - 1
        while self.at(at) in (
            "the",
            "end",
            "of",
            "on",
            "early",
            "late",
            "this",
            "morning",
            "evening",
            "midnight",
            "noon",
        ):
            at -= 1
        if self.at(at) in lexicon.future_prepositions:
            return True
        for i in range(first - 1, max(self.low, first - 12) - 1, -1):
            word = self.at(i)
            if word in lexicon.future_words or (
                word == "due" and self.at(i + 1) in ("on", "in", "by", "at", "next", "this")
            ):
                return True
            if word in lexicon.clause_starts:
                break
        if first <= self.low + 2:
            for i in range(last, min(self.high, last + 8)):
                word = self.at(i)
                if word in ("will", "shall", "won't"):
                    return True
                if word in lexicon.clause_starts or word in lexicon.report_verbs:
                    break
        return False

    def year_at(self, at: int) -> tuple[int | None, int]:
        """A year at a token, and the token after it."""
        word = self.at(at)
        if len(word) == 4 and word.isdigit() and word.isascii() and 1000 <= int(word) <= 2199:
            return int(word), at + 1
        if (
            len(word) == 2
            and word.isdigit()
            and word.isascii()
            and int(word) > 31
            and self.at(at - 1) in self.lexicon.months
        ):
            return 1900 + int(word), at + 1  # 2 May 89, as wires date themselves
        return None, at


def span_atom(
    first: int,
    last: int,
    rule: str,
    span: tuple[date, date] | None,
    precision: P,
    reference: date | None,
    use: Use | None = None,
) -> Atom:
    """A stretch; one that has begun ends with the publication."""
    if span is None:
        return Atom(first, last, rule, "span", precision, use=use)
    start, end = span
    if reference is not None and start <= reference < end and use != "future":
        end = reference
    return Atom(first, last, rule, "span", precision, start, end, start, use=use)


def around_atom(first: int, last: int, rule: str, day: date | None, precision: P) -> Atom:
    """Two weeks ago is a day more or less; a year ago a month."""
    slack = {P.WEEK: 3, P.MONTH: 15, P.YEAR: 180}.get(precision, 0)
    start, end = (shifted(day, -slack), shifted(day, slack)) if day else (None, None)
    return Atom(first, last, rule, "span" if slack else "day", precision, start, end, day)


def moved(day: date, days: int, months: int) -> date | None:
    """So many months and days later or, where negative, earlier."""
    moved = months_later(day, months) if months else day
    return shifted(moved, days) if moved else None


def months_end(start: date, months: int) -> date:
    """The last day of a stretch of months."""
    after = months_later(start, months)
    end = shifted(after, -1) if after else None
    return end or start


def year_of_month(month: int, reference: date, *, future: bool) -> int:
    """The year in which a month named alone falls: the last such month, this one included."""
    if future:
        return reference.year if month >= reference.month else reference.year + 1
    return reference.year if month <= reference.month else reference.year - 1
