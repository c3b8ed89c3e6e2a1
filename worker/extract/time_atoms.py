"""The pieces of time expressions: a day, a part of a day, a clock time, a stretch; resolved as far as they can be alone.

Each piece hangs on a head word; the words beside it are read within a small window, so that the cost is linear.  How pieces
join ("late on" + "Friday" + "night") is worker/extract/times.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from schemas.incident import TimePrecision as P
from worker.extract.calendar import (
    day_of,
    month_of,
    months_later,
    nearest_year,
    shifted,
    week_of,
    weekday_near,
    year_of,
)
from worker.lexicons.times import TimeLexicon
from worker.text.document import Sentence
from worker.text.numbers import Number
from worker.text.tokens import Token

Use = Literal["event", "report", "past", "future", "duration"]


class Clock(NamedTuple):
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


_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")
_DOTTED = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})\Z")
_DAY = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?\Z")
_DAYS = re.compile(r"([0-9]{1,2})-([0-9]{1,2})\Z")
_DECADE = re.compile(r"(?:[0-9]{2})?[0-9]0'?s\Z")
_CLOCK = re.compile(r"([0-9]{1,2})(?:\.([0-9]{2}))?(am|pm|a\.m|p\.m|h|hrs)?\Z")
_MINUTES = re.compile(r"([0-9]{2})(am|pm|a\.m|p\.m|h|hrs)?\Z")
_LONG_SPAN = re.compile(
    r"(?:[a-z0-9]+-){0,3}(?:second|minute|hour|day|night|week|month|year|decade|century)s?(?:-(?:long|old))?\Z"
)
_MID = re.compile(r"mid-([a-z0-9]+)\Z")
_UNIT_DAYS = {"night": 1, "day": 1, "week": 7, "fortnight": 14, "weekend": 7}
_UNIT_MONTHS = {"month": 1, "year": 12, "decade": 120, "century": 1200}
_UNIT_PRECISION = {
    "second": P.MINUTE, "minute": P.HOUR, "hour": P.HOUR, "night": P.NIGHT, "day": P.DAY, "weekend": P.DAYS, "week": P.WEEK,
    "fortnight": P.WEEK, "month": P.MONTH, "year": P.YEAR, "decade": P.YEAR, "century": P.YEAR,
}  # fmt: skip
_LAST = frozenset(("last", "past", "previous", "preceding", "recent"))
_NEXT = frozenset(("next", "coming", "following", "upcoming"))
_IN = frozenset("in since of from during until till by for throughout through to and between early late mid this last next around before after"
                " every each".split())  # fmt: skip
_LEAST_YEAR = 1000


class AtomReader:
    """Reads one sentence's pieces.  ``reference`` is the day of publication; without it only whole dates resolve."""

    def __init__(
        self, tokens: tuple[Token, ...], lexicon: TimeLexicon, reference: date | None, counts: Mapping[int, Number]
    ) -> None:
        self._tokens = tokens
        self._lexicon = lexicon
        self._reference = reference
        self._counts = counts  # by the token after the number
        self._low = self._high = self._floor = 0
        self._readers: dict[str, Callable[[int], Atom | None]] = {
            "weekday": self._weekday, "month": self._month, "part": self._part, "clock_word": self._clock_word,
            "season": self._season, "unit": self._unit, "relative": self._relative, "side": self._side, "holiday": self._holiday,
            "era": self._era, "habit": self._habit, "anniversary": self._anniversary,
        }  # fmt: skip

    def read(self, sentence: Sentence) -> list[Atom]:
        """The pieces in text order, without overlap."""
        self._low, self._high = sentence.first, sentence.last
        self._floor = at = sentence.first
        heads = self._lexicon.heads
        found: list[Atom] = []
        while at < self._high:
            word = self._tokens[at].lower
            kind = heads.get(word)
            if kind is not None:
                atom = self._readers[kind](at)
            elif word[0] in "0123456789":
                atom = self._digits(at)
            elif "-" in word or word.endswith("ies") or word.endswith("teens"):
                atom = self._hyphened(at)
            else:
                at += 1
                continue
            if atom is not None and atom.first >= self._floor:
                found.append(atom)
                self._floor = atom.last
                at = max(atom.last, at + 1)
            else:
                at += 1
        return found

    # --- what stands beside ---------------------------------------------------------------------------------------

    def _at(self, at: int) -> str:
        return self._tokens[at].lower if self._low <= at < self._high else ""

    def _capital(self, at: int) -> bool:
        return self._low <= at < self._high and self._tokens[at].is_capitalised

    def _adjacent(self, at: int) -> bool:
        """No space between a token and the next."""
        return at + 1 < self._high and self._tokens[at].end == self._tokens[at + 1].start

    def _is_future(self, first: int, last: int) -> bool:
        """A word to come in the clause: "will … on Friday", "by Friday", "On Friday the court will …"."""
        if self._at(last) == "'s":
            return False
        lexicon = self._lexicon
        at = first - 1
        while self._at(at) in (
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
        if self._at(at) in lexicon.future_prepositions:
            return True
        for i in range(first - 1, max(self._low, first - 12) - 1, -1):
            word = self._at(i)
            if word in lexicon.future_words or (
                word == "due" and self._at(i + 1) in ("on", "in", "by", "at", "next", "this")
            ):
                return True
            if word in lexicon.clause_starts:
                break
        if first <= self._low + 2:
            for i in range(last, min(self._high, last + 8)):
                word = self._at(i)
                if word in ("will", "shall", "won't"):
                    return True
                if word in lexicon.clause_starts or word in lexicon.report_verbs:
                    break
        return False

    # --- days -----------------------------------------------------------------------------------------------------

    def _weekday(self, at: int) -> Atom | None:
        """Friday; last Friday; Friday, May 3; Friday (3 May); Friday last week."""
        if not self._capital(at):
            return None
        for gap in (1, 2):  # the date beside it wins
            if gap == 2 and self._at(at + 1) not in (",", "(", ".", "the"):
                break
            dated = self._date_at(at + gap)
            if dated is not None:
                last = dated.last + (self._at(at + 1) == "(" and self._at(dated.last) == ")")
                return _extended(dated, at, last)
        word = self._at(at)
        if word in self._lexicon.unsure_weekdays:
            return None
        left = self._at(at - 1)
        if left in self._lexicon.every:
            return Atom(at - 1, at + 1, "time.habit", "other", use="duration")
        weekday, reference = self._lexicon.weekdays[word], self._reference
        first, last = at, at + 1
        day: date | None = None
        use: Use | None = None
        future = self._is_future(at, at + 1)
        if left in ("next", "coming", "this", "last", "past"):
            first = at - 1
            future = future or left in ("next", "coming")
            if self._at(at - 2) == "this" and left in ("past", "coming", "last"):
                first = at - 2
        if reference is not None:
            day = weekday_near(weekday, reference, future=future)
            if left == "last" and day == reference:
                day = shifted(reference, -7)
            if left == "next" and day == reference:
                day = shifted(reference, 7)
            week, length = self._week_after(at + 1)
            if week is not None:
                monday = shifted(reference, 7 * week - reference.weekday())
                day = shifted(monday, weekday) if monday else None
                last = at + 1 + length
        if future:
            use = "future"
        return Atom(first, last, "time.weekday", "day", P.DAY, day, day, day, use=use, weekday=True)

    def _week_after(self, at: int) -> tuple[int | None, int]:
        """Friday last week, Friday of last week: the week, and how many words."""
        skip = int(self._at(at) == "of")
        if self._at(at + skip + 1) == "week":
            week = {"last": -1, "this": 0, "next": 1, "previous": -1}.get(self._at(at + skip))
            return week, skip + 2
        return None, 0

    def _date_at(self, at: int) -> Atom | None:
        """A date with its day that begins at a token."""
        word = self._at(at)
        if word in self._lexicon.months:
            return self._month_day(at)
        if word[:1].isdigit():
            return self._day_month(at) or self._numeric(at)
        return None

    def _month(self, at: int) -> Atom | None:
        """May 3; May 2022; in May; last May."""
        if not self._capital(at):
            return None
        if dated := self._month_day(at):
            return dated
        month, left = self._lexicon.months[self._at(at)], self._at(at - 1)
        after = at + 1 + (self._at(at + 1) in (",", ".", "of"))
        if _DAY.match(self._at(at + 1)) or (_DAY.match(left) and not self._adjacent(at - 1)):
            return None  # February 30, 32 May; not those of "in 20 March attacks"
        year, last = self._year_at(after)
        reference = self._reference
        first = at
        if year is None:
            last = at + 1
            offset = {"last": -1, "this": 0, "next": 1, "previous": -1}.get(
                self._at(at + 1 + (self._at(at + 1) == "of"))
            )
            if offset is not None and self._at(at + 2 + (self._at(at + 1) == "of")) == "year":
                last = at + 3 + (self._at(at + 1) == "of")
                year = reference.year + offset if reference else None
            elif left not in _IN and self._at(at) in self._lexicon.unsure_months:
                return None
            elif len(self._at(at)) < 5 and self._at(at) not in ("may", "june", "july"):
                return None  # an abbreviation needs its day or year: "Jun Lee"
            elif reference is not None:
                future = left in ("next", "coming") or self._is_future(at, at + 1)
                year = _year_of_month(month, reference, future=future)
                if left == "last" and month == reference.month:
                    year = reference.year - 1
                if left in ("last", "next", "this"):
                    first = at - 1
        return _span(first, last, "time.month", month_of(year, month) if year else None, P.MONTH, reference)

    def _month_day(self, at: int) -> Atom | None:
        """May 3; May 3rd, 2023; Jan. 3; May the 3rd; May 3-5; May 3 to 5; May 3 and 4."""
        month, day_at = self._lexicon.months[self._at(at)], at + 1
        if self._at(day_at) in (".", "the"):
            day_at += 1
        word = self._at(day_at)
        days = _DAYS.match(word)
        found = _DAY.match(word)
        if not days and not found:
            return None
        if self._at(day_at + 1) == ":" and self._adjacent(day_at):
            return None
        if days:
            start, end, last = int(days[1]), int(days[2]), day_at + 1
        else:
            start = end = int(found[1]) if found else 0
            last = day_at + 1
            second = _DAY.match(self._at(last + 1))
            if second and self._at(last) in ("to", "and", "through", "-", "–", "&") and int(second[1]) > start:
                if self._at(last + 2) not in self._lexicon.months and not self._is_counting(last + 1):
                    end, last = int(second[1]), last + 2
        year, after = self._year_at(last + (self._at(last) == ","))
        if year is None and self._at(last) == "of":
            year, after = self._year_at(last + 1)
        return self._dated(at, after if year else last, start, end, month, year)

    def _is_counting(self, at: int) -> bool:
        """The number counts something: "on May 3 and 12 people"."""
        return self._at(at + 1)[:1].isalpha() and self._at(at + 1) not in (
            "in",
            "at",
            "on",
            "as",
            "when",
            "after",
            "that",
            "by",
        )

    def _day_month(self, at: int) -> Atom | None:
        """3 May; 3rd of May 2023; 3-5 May; 3 to 5 May; 3 and 4 May."""
        word = self._at(at)
        start = end = 0
        last = at + 1
        if days := _DAYS.match(word):
            start, end = int(days[1]), int(days[2])
        elif found := _DAY.match(word):
            start = end = int(found[1])
            second = _DAY.match(self._at(at + 2))
            if (
                second
                and self._at(at + 1) in ("to", "and", "-", "–", "&", "or")
                and self._at(at + 3) in self._lexicon.months
            ):
                end, last = int(second[1]), at + 3
        else:
            return None
        if self._at(last) == "of":
            last += 1
        if self._at(last) not in self._lexicon.months or not self._capital(last):
            return None
        month = self._lexicon.months[self._at(last)]
        last += 1 + (self._at(last + 1) == "." and self._at(last + 2)[:1].isdigit())
        year, after = self._year_at(last + (self._at(last) == ","))
        return self._dated(at, after if year else last, start, end, month, year)

    def _year_at(self, at: int) -> tuple[int | None, int]:
        word = self._at(at)
        if len(word) == 4 and word.isdigit() and word.isascii() and 1000 <= int(word) <= 2199:
            return int(word), at + 1
        if (
            len(word) == 2
            and word.isdigit()
            and word.isascii()
            and int(word) > 31
            and self._at(at - 1) in self._lexicon.months
        ):
            return 1900 + int(word), at + 1  # 2 May 89, as wires date themselves
        return None, at

    def _dated(self, first: int, last: int, start: int, end: int, month: int, year: int | None) -> Atom | None:
        reference = self._reference
        rule = "time.date"
        if day_of(2024, month, start) is None or day_of(2024, month, end) is None or end < start:
            return None
        if year is None:
            if reference is None:
                return Atom(first, last, rule, "day", P.DAY if start == end else P.DAYS)
            near = nearest_year(month, start, reference, future=self._is_future(first, last))
            year = near.year if near else reference.year
        begin, stop = day_of(year, month, start), day_of(year, month, end)
        if begin is None or stop is None:
            return None
        several = begin != stop
        return Atom(
            first, last, rule, "day", P.DAYS if several else P.DAY, begin, stop, begin, stop if several else None
        )

    def _numeric(self, at: int) -> Atom | None:
        """2023-05-03; 3/5/2023 and 5/3/2023, which may be two days; 03.05.2023."""
        word = self._at(at)
        if iso := _ISO.match(word):
            day = day_of(int(iso[1]), int(iso[2]), int(iso[3]))
            return Atom(at, at + 1, "time.date", "day", P.DAY, day, day, day) if day else None
        if dotted := _DOTTED.match(word):
            return self._either(at, at + 1, int(dotted[1]), int(dotted[2]), int(dotted[3]), both=False)
        parts = [self._at(at + i) for i in range(5)]
        if (
            parts[1] != "/"
            or parts[3] != "/"
            or not all(p.isdigit() and p.isascii() and len(p) <= 4 for p in parts[::2])
        ):
            return None
        if len(parts[4]) not in (2, 4) or any(not self._adjacent(at + i) for i in range(4)):
            return None
        year = int(parts[4]) + (2000 if len(parts[4]) == 2 else 0)
        return self._either(at, at + 5, int(parts[0]), int(parts[2]), year, both=True)

    def _either(self, first: int, last: int, one: int, two: int, year: int, *, both: bool) -> Atom | None:
        """Day and month in whichever order gives a date; of two the one nearer to the publication, not after it."""
        days = [day_of(year, two, one)] + ([day_of(year, one, two)] if both else [])
        known = sorted({day for day in days if day is not None})
        if not known:
            return None
        best: date | None = known[0] if len(known) == 1 else None
        if best is None and self._reference is not None:
            reference = self._reference
            best = min(known, key=lambda day: (day > reference, abs((day - reference).days)))
        return Atom(first, last, "time.date", "day", P.DAY, known[0], known[-1], best)

    def _digits(self, at: int) -> Atom | None:
        return self._date_at(at) or self._clock(at) or self._year(at)

    def _year(self, at: int) -> Atom | None:
        """In 2014; 2014; the 1990s."""
        word, left = self._at(at), self._at(at - 1)
        if _DECADE.match(word) and left in ("the", "early", "late", "mid", "'"):
            digits = word.rstrip("s'")
            start = int(digits) if len(digits) == 4 else 1900 + int(digits)
            first, last = year_of(start), year_of(start + 9)
            span = (first[0], last[1]) if first and last else None
            return _span(at, at + 1, "time.decade", span, P.YEAR, self._reference, use="past")
        if len(word) != 4 or not word.isdigit() or not word.isascii() or not _LEAST_YEAR <= int(word) <= 2199:
            return None
        number = self._counts.get(at + 1)
        if left not in _IN and not (number is not None and number.kind == "year"):
            return None
        if number is not None and number.kind in ("count", "money", "measure", "percent", "clock", "name"):
            return None
        return _span(at, at + 1, "time.year", year_of(int(word)), P.YEAR, self._reference)

    # --- clock times and parts of a day ---------------------------------------------------------------------------

    def _clock(self, at: int) -> Atom | None:
        """3:40 p.m.; 14:30 GMT; 3pm; 3.40pm; 3 o'clock; 1430 GMT; 0300 hours."""
        word = self._at(at)
        zone_at = at + 1
        half = ""
        minute: int | None = None
        if len(word) == 4 and word.isdigit() and word.isascii():
            number = self._counts.get(at + 1)
            named = self._at(at + 1) in self._lexicon.zones or self._at(at + 1) in ("hours", "hrs", "local")
            if not named and (
                self._at(at - 1) not in ("at", "approximately") or (number is not None and number.kind == "count")
            ):
                return None
            hour, minute = int(word[:2]), int(word[2:])
        elif found := _CLOCK.match(word):
            hour, half = int(found[1]), found[3] or ""
            minute = int(found[2]) if found[2] else None
            if self._at(at + 1) == ":" and self._adjacent(at) and self._adjacent(at + 1):
                minutes = _MINUTES.match(self._at(at + 2))
                if minutes is None or minute is not None:
                    return None
                minute, half, zone_at = int(minutes[1]), minutes[2] or "", at + 3
                if self._at(at + 3) == ":" and self._at(at + 4).isdigit():
                    zone_at = at + 5
            elif (
                not half and self._half(zone_at) is None and self._at(zone_at) not in ("o'clock", *self._lexicon.zones)
            ):
                return None
            if minute is None and not half and self._at(zone_at) in self._lexicon.zones and self._at(zone_at) == "z":
                return None
        else:
            return None
        if not half and (spelled := self._half(zone_at)):
            half, zone_at = spelled
        if self._at(zone_at) == "o'clock" or self._at(zone_at) in ("hours", "hrs"):
            zone_at += 1
        hour = (
            hour % 12 + 12
            if half.startswith("p") and hour <= 12
            else (0 if half.startswith("a") and hour == 12 else hour)
        )
        if hour > 23 or (minute or 0) > 59:
            return None
        return self._zoned(at, zone_at, hour, minute, "time.clock")

    def _half(self, at: int) -> tuple[str, int] | None:
        word = self._at(at)
        if word in ("a.m.", "p.m.", "am", "pm", "a.m", "p.m"):
            if word == "am" and self._at(at + 1) in ("not", "a", "the"):
                return None
            return word, at + 1
        return None

    def _zoned(self, first: int, last: int, hour: int, minute: int | None, rule: str) -> Atom:
        bracket = self._at(last) == "("
        zone = self._lexicon.zones.get(self._at(last + bracket))
        offset: int | None = None
        if zone is not None:
            offset, last = zone, last + 1 + bracket + (bracket and self._at(last + 2) == ")")
        elif self._at(last) == "local":
            last += 1 + (self._at(last + 1) == "time")
        return Atom(first, last, rule, "clock", P.HOUR, clock=Clock(hour, minute, offset))

    def _clock_word(self, at: int) -> Atom | None:
        return self._zoned(at, at + 1, self._lexicon.clock_words[self._at(at)], None, "time.clock_word")

    def _part(self, at: int) -> Atom | None:
        """The morning; this evening; last night; that night; at dawn.  Not "night vision", "Morning Post", "day and night"."""
        word, left, right = self._at(at), self._at(at - 1), self._at(at + 1)
        night = word in self._lexicon.nights
        if self._capital(at) and at > self._low and self._at(at - 1) not in self._lexicon.weekdays:
            return None
        if right in (
            "vision",
            "club",
            "clubs",
            "shift",
            "school",
            "market",
            "prayer",
            "train",
            "bus",
            "edition",
            "news",
            "star",
            "post",
        ) or (left == "and" and self._at(at - 2) == "day"):
            return None
        part: Literal["part", "night"] = "night" if night else "part"
        precision = P.NIGHT if night else P.PART_OF_DAY
        reference = self._reference
        if left in self._lexicon.every:
            return Atom(at - 1, at + 1, "time.habit", "other", use="duration")
        if left == "last" or (left == "yesterday" and night):
            return Atom(at - 1, at + 1, "time.last_night", "part", precision, part="last_night")
        if left == "this":
            kind: Literal["tonight"] | None = "tonight" if night else None
            return Atom(
                at - 1,
                at + 1,
                "time.this_part",
                "part" if night else "day",
                precision,
                reference,
                reference,
                reference,
                part=kind or part,
            )
        if left in ("previous", "same", "following", "next", "that", "preceding"):
            days = {"previous": -1, "preceding": -1, "following": 1, "next": 1}.get(left, 0)
            first = at - 1 - (self._at(at - 2) == "the")
            return Atom(
                first, at + 1, "time.other_day", "shift", precision, part=part, shift=Shift(days, 0, True, days < 0)
            )
        if right == "before" and night:
            return Atom(
                at - (left == "the"),
                at + 2,
                "time.other_day",
                "shift",
                precision,
                part=part,
                shift=Shift(-1, 0, True, True),
            )
        return Atom(at, at + 1, "time.part", "part", precision, part=part)

    def _relative(self, at: int) -> Atom | None:
        """Today; yesterday; the day before yesterday; tomorrow; tonight; overnight."""
        word, reference = self._at(at), self._reference
        if word == "overnight":
            return Atom(at, at + 1, "time.overnight", "part", P.NIGHT, part="overnight")
        if word == "tonight":
            return Atom(at, at + 1, "time.tonight", "part", P.NIGHT, part="tonight")
        days = {"today": 0, "yesterday": -1, "tomorrow": 1}[word]
        first, left = at, self._at(at - 1)
        if left in ("before", "after") and self._at(at - 2) == "day":
            days, first = days + (1 if left == "after" else -1), at - 2 - (self._at(at - 3) == "the")
        day = shifted(reference, days) if reference else None
        return Atom(first, at + 1, "time.relative_day", "day", P.DAY, day, day, day, use="future" if days > 0 else None)

    def _side(self, at: int) -> Atom | None:
        """Early, late; kept only where a day or more stands beside them."""
        if self._at(at + 1) == "hours" and self._at(at) == "early":
            return Atom(at, at + 2, "time.small_hours", "part", P.PART_OF_DAY, part="part")
        return Atom(at, at + 1, "time.side", "side", side=self._at(at))

    # --- stretches ------------------------------------------------------------------------------------------------

    def _season(self, at: int) -> Atom | None:
        """Last summer; in the spring of 2022; this winter.  Northern hemisphere."""
        left, reference = self._at(at - 1), self._reference
        year, last = self._year_at(at + 1 + (self._at(at + 1) == "of"))
        if year is None:
            last = at + 1
            if left not in ("last", "this", "next") or reference is None:
                return None
            year = reference.year + {"last": -1, "this": 0, "next": 1}[left]
        first_month = day_of(year, self._lexicon.seasons[self._at(at)], 1)
        if first_month is None:
            return None
        if (
            left == "last"
            and reference
            and (after := months_later(first_month, 12))
            and _months_end(after, 3) < reference
        ):
            first_month = after
        return _span(
            at - (left in ("last", "this", "next")),
            last,
            "time.season",
            (first_month, _months_end(first_month, 3)),
            P.MONTH,
            reference,
        )

    def _holiday(self, at: int) -> Atom | None:
        for length in (3, 2, 1):
            name = " ".join(self._at(at + i) for i in range(length)).replace(" 's", "'s")
            if name in self._lexicon.holidays and self._capital(at):
                month, day = self._lexicon.holidays[name]
                year, last = self._year_at(at + length + (self._at(at + length) == ","))
                return self._dated(at, last if year else at + length, day, day, month, year)
        return None

    def _era(self, at: int) -> Atom | None:
        """During the Second World War."""
        for length in (3, 2, 1):
            if " ".join(self._at(at + i) for i in range(length)) in self._lexicon.eras:
                return Atom(at, at + length, "time.era", "other", use="past")
        return self._holiday(at) if self._at(at) in ("new", "christmas") else None

    def _habit(self, at: int) -> Atom | None:
        return None if self._capital(at) and at > self._low else Atom(at, at + 1, "time.habit", "other", use="duration")

    def _anniversary(self, at: int) -> Atom | None:
        """The tenth anniversary of: what follows is past."""
        return Atom(at, at + 1, "time.anniversary", "other", use="past")

    def _hyphened(self, at: int) -> Atom | None:
        """Three-day; days-long; mid-June; 2000-and-so is none; the nineties."""
        word = self._at(at)
        if mid := _MID.match(word):
            if mid[1] in self._lexicon.months:
                month = self._lexicon.months[mid[1]]
                year, last = self._year_at(at + 1)
                if year is None:
                    last = at + 1
                    year = (
                        _year_of_month(month, self._reference, future=self._is_future(at, at + 1))
                        if self._reference
                        else None
                    )
                start = day_of(year, month, 11) if year else None
                end = day_of(year, month, 20) if year else None
                return _span(at, last, "time.month", (start, end) if start and end else None, P.WEEK, self._reference)
            if _DECADE.match(mid[1]) or (len(mid[1]) == 4 and mid[1].isdigit() and mid[1].isascii()):
                digits = int(mid[1].rstrip("s"))
                begin, stop = (digits + 3, digits + 6) if mid[1].endswith("s") else (digits, digits)
                first, final = (
                    day_of(begin, 1 if mid[1].endswith("s") else 5, 1),
                    day_of(stop, 12 if mid[1].endswith("s") else 8, 31),
                )
                return _span(
                    at, at + 1, "time.year", (first, final) if first and final else None, P.YEAR, self._reference
                )
            return None
        if word.startswith("decades-") or (_LONG_SPAN.match(word) and not word.endswith("-old")):
            return Atom(at, at + 1, "time.duration", "other", use="duration") if "-" in word else None
        return None

    def _unit(self, at: int) -> Atom | None:
        """Two days ago; a day after; the past 24 hours; last week; this month; the previous day; for three days; every year."""
        word, left, right = self._at(at), self._at(at - 1), self._at(at + 1)
        unit = self._lexicon.units[word]
        if right in ("before", "after") and self._at(at + 2) in ("yesterday", "tomorrow"):
            return None
        if left in self._lexicon.every:
            return Atom(at - 1, at + 1, "time.habit", "other", use="duration")
        number = self._counts.get(at)
        count: int | None = None
        first = at
        if number is not None and number.first >= self._low:
            quantity = number.quantity
            count = quantity.best if quantity.best is not None else quantity.min
            first = number.first
        elif left in ("a", "an", "one"):
            count, first = 1, at - 1
        if right in (
            "ago",
            "earlier",
            "later",
            "before",
            "after",
            "prior",
            "beforehand",
            "afterwards",
            "on",
            "previously",
        ):
            return self._distance(first, at, unit, count, right)
        before = self._at(first - 1)
        if before in _LAST and (number is not None or word.endswith("s")):
            begin = first - 1 - (self._at(first - 2) == "the")
            return self._until_now(begin, at + 1, unit, count)
        if number is None and left in (
            "last",
            "past",
            "this",
            "next",
            "coming",
            "previous",
            "same",
            "following",
            "that",
            "preceding",
            "current",
        ):
            return self._near_unit(at, unit, left)
        if (
            number is None
            and unit == "weekend"
            and left == "the"
            and self._at(at - 2) in ("over", "at", "during", "on")
        ):
            return self._near_unit(at, unit, "last")
        if number is not None and number.kind != "duration":
            return None
        if before in ("for", "lasted", "lasting", "lasts", "throughout") or (count is not None and number is not None):
            return Atom(first, at + 1, "time.duration", "other", use="duration")
        return None

    def _distance(self, first: int, at: int, unit: str, count: int | None, direction: str) -> Atom | None:
        """Two weeks ago; a day earlier; hours later; a day after the strike."""
        last = at + 2
        precision = _UNIT_PRECISION[unit]
        rule = "time.distance"
        if direction == "on":
            return (
                None
                if count is None or unit not in ("year", "month")
                else Atom(first, last, rule, "other", use="duration")
            )
        if count is None or count > 10_000:
            if (
                self._at(at)[-1:] != "s"
                and self._at(at - 1) == "the"
                and unit == "day"
                and direction in ("before", "after")
            ):
                days = -1 if direction == "before" else (1 if self._at(at + 2) in ("", ".", ",") else 0)
                return Atom(at - 1, last, "time.other_day", "shift", P.DAY, shift=Shift(days, 0, True, days < 0))
            if self._at(at)[-1:] == "s" and direction in ("ago", "earlier", "later", "before", "after"):
                small = unit in ("second", "minute", "hour")
                past = direction == "ago" and unit in ("year", "decade", "century", "month")
                if small:
                    return Atom(first, last, rule, "shift", P.PART_OF_DAY, shift=Shift(0, 0, True, direction == "ago"))
                return Atom(first, last, rule, "other", use="past" if past else "event")
            return None
        days, months = count * _UNIT_DAYS.get(unit, 0), count * _UNIT_MONTHS.get(unit, 0)
        reference = self._reference
        if direction == "ago":
            day = _moved(reference, -days, -months) if reference else None
            if unit in ("second", "minute", "hour"):
                back = shifted(reference, -(count // 24) - 1) if reference and unit == "hour" else reference
                best = shifted(reference, -(count // 24)) if reference else None
                return Atom(first, last, rule, "span", P.DAY if count >= 24 else P.HOUR, back, reference, best)
            return _around(first, last, rule, day, precision)
        if direction == "after":  # the telling comes that long after what is told next
            shift = Shift(-days, -months, False, True)
            if self._at(last) in ("", ".", ","):
                shift = Shift(days, months, True, False)
        elif direction in ("later", "afterwards"):
            shift = Shift(days, months, True, False)
        elif direction == "before" and self._at(last)[:1].isalpha():
            return Atom(first, last, rule, "other", use="event")  # before something to come, or long past
        else:
            shift = Shift(-days, -months, True, True)
        if unit in ("second", "minute", "hour"):
            shift = Shift((count // 24 if unit == "hour" else 0) * (1 if shift.days > 0 else -1), 0, True, False)
            precision = P.HOUR
        return Atom(first, last, rule, "shift", precision, shift=shift)

    def _until_now(self, first: int, last: int, unit: str, count: int | None) -> Atom:
        """The past 24 hours; the last three weeks; recent days."""
        number = count if count is not None else 3
        reference = self._reference
        rule = "time.until_now"
        if unit in ("second", "minute", "hour"):
            days = max(1, -(-number // 24)) if unit == "hour" and number <= 10_000 else 1
            start = shifted(reference, -days) if reference else None
            return Atom(first, last, rule, "span", P.DAY if days <= 1 else P.DAYS, start, reference, reference)
        start = (
            _moved(reference, -number * _UNIT_DAYS.get(unit, 0), -number * _UNIT_MONTHS.get(unit, 0))
            if reference and number <= 10_000
            else None
        )
        if unit in _UNIT_MONTHS:
            return Atom(first, last, rule, "span", _UNIT_PRECISION[unit], start, reference, None, use="past")
        best = reference if count is not None and number * _UNIT_DAYS[unit] <= 7 else None
        return Atom(first, last, rule, "span", P.DAYS, start, reference, best)

    def _near_unit(self, at: int, unit: str, word: str) -> Atom | None:
        """Last week; this month; next year; the previous day; that same weekend."""
        first, reference = at - 1, self._reference
        if self._at(first - 1) == "the":
            first -= 1
        if unit in ("second", "minute", "hour", "century"):
            return (
                Atom(first, at + 1, "time.duration", "other", use="duration") if word not in ("same", "that") else None
            )
        if unit in ("day", "night") and word in ("previous", "preceding", "same", "following", "next", "that"):
            days = {"previous": -1, "preceding": -1, "following": 1, "next": 1}.get(word, 0)
            return Atom(first, at + 1, "time.other_day", "shift", P.DAY, shift=Shift(days, 0, True, days < 0))
        if unit == "day" or word in ("same", "that"):
            return None
        offset = -1 if word in ("last", "past", "previous", "preceding") else (1 if word in _NEXT else 0)
        use: Use | None = "future" if offset > 0 else None
        rule = f"time.{'this' if offset == 0 else 'last' if offset < 0 else 'next'}_unit"
        if reference is None:
            past = unit in ("year", "decade") and offset < 0
            return Atom(first, at + 1, rule, "span", _UNIT_PRECISION[unit], use="past" if past else use)
        span: tuple[date, date] | None
        if word == "past":
            return self._until_now(first, at + 1, unit, 1)
        if unit in ("week", "fortnight"):
            day = shifted(reference, 7 * offset)
            span = week_of(day) if day else None
        elif unit == "weekend":
            span = _weekend(reference, offset, word)
        elif unit == "month":
            day = months_later(reference, offset)
            span = month_of(day.year, day.month) if day else None
        else:
            years = 10 if unit == "decade" else 1
            start = reference.year // years * years + offset * years
            bounds = year_of(start), year_of(start + years - 1)
            span = (bounds[0][0], bounds[1][1]) if bounds[0] and bounds[1] else None
        if offset < 0 and unit in ("year", "decade"):
            use = "past"
        if self._at(first - 1) in ("earlier", "later") and first - 1 >= self._floor:
            first -= 1
            if self._at(first) == "later":
                use = "future" if offset == 0 else use
            elif span is not None and span[0] < reference <= span[1]:
                span = span[0], shifted(reference, -1) or reference
        if self._is_future(first, at + 1):
            use = "future"
        return _span(
            first, at + 1, rule, span, P.DAYS if unit == "weekend" else _UNIT_PRECISION[unit], reference, use=use
        )


def _extended(atom: Atom, first: int, last: int) -> Atom:
    return Atom(
        first, last, atom.rule, atom.kind, atom.precision, atom.start, atom.end, atom.best, atom.end_best, use=atom.use
    )


def _span(
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


def _around(first: int, last: int, rule: str, day: date | None, precision: P) -> Atom:
    """Two weeks ago is a day more or less; a year ago a month."""
    slack = {P.WEEK: 3, P.MONTH: 15, P.YEAR: 180}.get(precision, 0)
    start, end = (shifted(day, -slack), shifted(day, slack)) if day else (None, None)
    return Atom(first, last, rule, "span" if slack else "day", precision, start, end, day)


def _moved(day: date, days: int, months: int) -> date | None:
    moved = months_later(day, months) if months else day
    return shifted(moved, days) if moved else None


def _months_end(start: date, months: int) -> date:
    after = months_later(start, months)
    end = shifted(after, -1) if after else None
    return end or start


def _year_of_month(month: int, reference: date, *, future: bool) -> int:
    """The year in which a month named alone falls: the last such month, this one included."""
    if future:
        return reference.year if month >= reference.month else reference.year + 1
    return reference.year if month <= reference.month else reference.year - 1


def _weekend(reference: date, offset: int, word: str) -> tuple[date, date] | None:
    """Saturday and Sunday.  "This weekend" is that of the week; "last weekend" the one that is over."""
    monday = shifted(reference, -reference.weekday())
    if monday is None:
        return None
    week = 0 if word in ("this", "coming") else offset
    saturday, sunday = shifted(monday, 7 * week + 5), shifted(monday, 7 * week + 6)
    return (saturday, sunday) if saturday and sunday else None
