"""Stretches and distances: last week, two days ago, the past 24 hours, for three days, every night, last summer."""

from __future__ import annotations

import re
from datetime import date

from schemas.time import TimePrecision as P
from worker.extract.times.atoms import (
    DECADE,
    Atom,
    Shift,
    Use,
    Words,
    around_atom,
    months_end,
    moved,
    span_atom,
    year_of_month,
)
from worker.extract.times.calendar import day_of, month_of, months_later, shifted, week_of, year_of

_LONG_SPAN = re.compile(
    r"(?:[a-z0-9]+-){0,3}(?:second|minute|hour|day|night|week|month|year|decade|century)s?(?:-(?:long|old))?\Z"
)
_MID = re.compile(r"mid-([a-z0-9]+)\Z")
_SATURDAY = 5
_UNIT_DAYS = {"night": 1, "day": 1, "week": 7, "fortnight": 14, "weekend": 7}
_UNIT_MONTHS = {"month": 1, "year": 12, "decade": 120, "century": 1200}
_UNIT_PRECISION = {
    "second": P.MINUTE, "minute": P.HOUR, "hour": P.HOUR, "night": P.NIGHT, "day": P.DAY, "weekend": P.DAYS, "week": P.WEEK,
    "fortnight": P.WEEK, "month": P.MONTH, "year": P.YEAR, "decade": P.YEAR, "century": P.YEAR,
}  # fmt: skip
_LAST = frozenset(("last", "past", "previous", "preceding", "recent"))
_NEXT = frozenset(("next", "coming", "following", "upcoming"))
_AHEAD = 6  # months: of a season that is further off the last one is meant
UNTIL_NOW = "time.until_now"


def read_season(words: Words, at: int) -> Atom | None:
    """Last summer; in the spring of 2022; this winter.  Northern hemisphere."""
    left, reference = words.at(at - 1), words.reference
    year, last = words.year_at(at + 1 + (words.at(at + 1) == "of"))
    if year is None:
        last = at + 1
        if left not in ("last", "this", "next") or reference is None:
            return None
        year = reference.year + {"last": -1, "this": 0, "next": 1}[left]
        if left == "this" and words.lexicon.seasons[words.at(at)] > reference.month + _AHEAD:
            year -= 1  # "this winter", in March
    first_month = day_of(year, words.lexicon.seasons[words.at(at)], 1)
    if first_month is None:
        return None
    if left == "last" and reference and (after := months_later(first_month, 12)) and months_end(after, 3) < reference:
        first_month = after
    return span_atom(
        at - (left in ("last", "this", "next")),
        last,
        "time.season",
        (first_month, months_end(first_month, 3)),
        P.MONTH,
        reference,
    )


def read_era(words: Words, at: int) -> Atom | None:
    """During the Second World War; not what is called after it, and no war that is still fought."""
    for name, (begin, end) in words.lexicon.names_of_eras.get(words.at(at), ()):
        last = at + len(name)
        if not all(_is_written(words, at + i, word) for i, word in enumerate(name)):
            continue
        behind, first, final = words.at(last), day_of(begin, 1, 1), day_of(end, 12, 31)
        called = behind in words.lexicon.called_after_eras or behind.endswith("-era")
        title = len(name) == 1 and at == words.low  # "Troubles mount for the planemaker"
        over = words.reference is None or words.reference.year > end + 1
        if called or title or not over or first is None or final is None:
            return None
        return span_atom(at, last, "time.era", (first, final), P.YEAR, words.reference, use="past")
    return None


def _is_written(words: Words, at: int, word: str) -> bool:
    return words.at(at) == word.lower() and (word.islower() or words.is_capital(at))


def read_habit(words: Words, at: int) -> Atom | None:
    """Nightly, weekly; not as part of a name."""
    return None if words.is_capital(at) and at > words.low else Atom(at, at + 1, "time.habit", "other", use="duration")


def read_anniversary(_words: Words, at: int) -> Atom | None:
    """The tenth anniversary of: what follows is past."""
    return Atom(at, at + 1, "time.anniversary", "other", use="past")


def read_hyphened(words: Words, at: int) -> Atom | None:
    """Three-day; days-long; mid-June; 2000-and-so is none; the nineties."""
    word = words.at(at)
    if "-" not in word:
        return None
    if mid := _MID.match(word):
        if mid[1] in words.lexicon.months:
            month = words.lexicon.months[mid[1]]
            year, last = words.year_at(at + 1)
            if year is None:
                last = at + 1
                year = (
                    year_of_month(month, words.reference, future=words.is_future(at, at + 1))
                    if words.reference
                    else None
                )
            start = day_of(year, month, 11) if year else None
            end = day_of(year, month, 20) if year else None
            return span_atom(at, last, "time.month", (start, end) if start and end else None, P.WEEK, words.reference)
        if DECADE.match(mid[1]) or (len(mid[1]) == 4 and mid[1].isdigit() and mid[1].isascii()):
            digits = int(mid[1].rstrip("s"))
            begin, stop = (digits + 3, digits + 6) if mid[1].endswith("s") else (digits, digits)
            first, final = (
                day_of(begin, 1 if mid[1].endswith("s") else 5, 1),
                day_of(stop, 12 if mid[1].endswith("s") else 8, 31),
            )
            return span_atom(
                at, at + 1, "time.year", (first, final) if first and final else None, P.YEAR, words.reference
            )
        return None
    if word.startswith("decades-") or (_LONG_SPAN.match(word) and not word.endswith("-old")):
        return Atom(at, at + 1, "time.duration", "other", use="duration") if "-" in word else None
    return None


def read_unit(words: Words, at: int) -> Atom | None:  # noqa: C901 - a list of shapes
    """Two days ago; a day after; the past 24 hours; last week; this month; the previous day; for three days; every year."""
    word, left, right = words.at(at), words.at(at - 1), words.at(at + 1)
    unit = words.lexicon.units[word]
    if right in ("before", "after") and words.at(at + 2) in ("yesterday", "tomorrow"):
        return None
    if left in words.lexicon.every:
        return Atom(at - 1, at + 1, "time.habit", "other", use="duration")
    number = words.counts.get(at)
    count: int | None = None
    first = at
    if number is not None and number.first >= words.low:
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
        return _distance(words, first, at, unit, count, right)
    before = words.at(first - 1)
    if before in _LAST and (number is not None or word.endswith("s")):
        begin = first - 1 - (words.at(first - 2) == "the")
        return _until_now(words, begin, at + 1, unit, count)
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
        return _near_unit(words, at, unit, left)
    if number is None and unit == "weekend" and left == "the" and words.at(at - 2) in ("over", "at", "during", "on"):
        now = words.reference is not None and words.reference.weekday() >= _SATURDAY  # told before it is over
        return _near_unit(words, at, unit, "this" if now else "last")
    if number is not None and number.kind != "duration":
        return None
    if before in ("for", "lasted", "lasting", "lasts", "throughout") or (count is not None and number is not None):
        return Atom(first, at + 1, "time.duration", "other", use="duration")
    return None


def _distance(words: Words, first: int, at: int, unit: str, count: int | None, direction: str) -> Atom | None:  # noqa: C901, PLR0912 - a list of shapes
    """Two weeks ago; a day earlier; hours later; a day after the strike."""
    last = at + 2
    precision = _UNIT_PRECISION[unit]
    rule = "time.distance"
    if direction == "on":
        return (
            None if count is None or unit not in ("year", "month") else Atom(first, last, rule, "other", use="duration")
        )
    if count is None or count > 10_000:
        if (
            words.at(at)[-1:] != "s"
            and words.at(at - 1) == "the"
            and unit == "day"
            and direction in ("before", "after")
        ):
            days = -1 if direction == "before" else (1 if words.at(at + 2) in ("", ".", ",") else 0)
            return Atom(at - 1, last, "time.other_day", "shift", P.DAY, shift=Shift(days, 0, True, days < 0))
        if words.at(at)[-1:] == "s" and direction in ("ago", "earlier", "later", "before", "after"):
            small = unit in ("second", "minute", "hour")
            past = direction == "ago" and unit in ("year", "decade", "century", "month")
            if small:
                return Atom(first, last, rule, "shift", P.PART_OF_DAY, shift=Shift(0, 0, True, direction == "ago"))
            return Atom(first, last, rule, "other", use="past" if past else "event")
        return None
    days, months = count * _UNIT_DAYS.get(unit, 0), count * _UNIT_MONTHS.get(unit, 0)
    reference = words.reference
    if direction == "ago":
        day = moved(reference, -days, -months) if reference else None
        if unit in ("second", "minute", "hour"):
            back = shifted(reference, -(count // 24) - 1) if reference and unit == "hour" else reference
            best = shifted(reference, -(count // 24)) if reference else None
            return Atom(first, last, rule, "span", P.DAY if count >= 24 else P.HOUR, back, reference, best)
        return around_atom(first, last, rule, day, precision)
    if direction == "after":  # the telling comes that long after what is told next
        shift = Shift(-days, -months, False, True)
        if words.at(last) in ("", ".", ","):
            shift = Shift(days, months, True, False)
    elif direction in ("later", "afterwards"):
        shift = Shift(days, months, True, False)
    elif direction == "before" and words.at(last)[:1].isalpha():
        return Atom(first, last, rule, "other", use="event")  # before something to come, or long past
    else:
        shift = Shift(-days, -months, True, True)
    if unit in ("second", "minute", "hour"):
        shift = Shift((count // 24 if unit == "hour" else 0) * (1 if shift.days > 0 else -1), 0, True, False)
        precision = P.HOUR
    return Atom(first, last, rule, "shift", precision, shift=shift)


def _until_now(words: Words, first: int, last: int, unit: str, count: int | None) -> Atom:
    """The past 24 hours; the last three weeks; recent days."""
    number = count if count is not None else 3
    reference = words.reference
    rule = UNTIL_NOW
    if unit in ("second", "minute", "hour"):
        days = max(1, -(-number // 24)) if unit == "hour" and number <= 10_000 else 1
        start = shifted(reference, -days) if reference else None
        return Atom(first, last, rule, "span", P.DAY if days <= 1 else P.DAYS, start, reference, reference)
    start = (
        moved(reference, -number * _UNIT_DAYS.get(unit, 0), -number * _UNIT_MONTHS.get(unit, 0))
        if reference and number <= 10_000
        else None
    )
    if unit in _UNIT_MONTHS:
        return Atom(first, last, rule, "span", _UNIT_PRECISION[unit], start, reference, None, use="past")
    best = reference if count is not None and number * _UNIT_DAYS[unit] <= 7 else None
    return Atom(first, last, rule, "span", P.DAYS, start, reference, best)


def _near_unit(words: Words, at: int, unit: str, word: str) -> Atom | None:  # noqa: C901, PLR0912 - a list of shapes
    """Last week; this month; next year; the previous day; that same weekend."""
    first, reference = at - 1, words.reference
    if words.at(first - 1) == "the":
        first -= 1
    if unit in ("second", "minute", "hour", "century"):
        return Atom(first, at + 1, "time.duration", "other", use="duration") if word not in ("same", "that") else None
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
        return _until_now(words, first, at + 1, unit, 1)
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
    if words.at(first - 1) in ("earlier", "later") and first - 1 >= words.floor:
        first -= 1
        if words.at(first) == "later":
            use = "future" if offset == 0 else use
        elif span is not None and span[0] < reference <= span[1]:
            span = span[0], shifted(reference, -1) or reference
    if words.is_future(first, at + 1):
        use = "future"
    return span_atom(
        first, at + 1, rule, span, P.DAYS if unit == "weekend" else _UNIT_PRECISION[unit], reference, use=use
    )


def _weekend(reference: date, offset: int, word: str) -> tuple[date, date] | None:
    """Saturday and Sunday.  "This weekend" is that of the week; "last weekend" the one that is over."""
    monday = shifted(reference, -reference.weekday())
    if monday is None:
        return None
    week = 0 if word in ("this", "coming") else offset
    saturday, sunday = shifted(monday, 7 * week + 5), shifted(monday, 7 * week + 6)
    return (saturday, sunday) if saturday and sunday else None
