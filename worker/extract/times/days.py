"""Days and dates: Friday, last Friday, 3 May, 3/5/2023, May, 2014, yesterday, Christmas Eve."""

from __future__ import annotations

import re
from datetime import date

from schemas.time import TimePrecision as P
from worker.extract.times.atoms import DECADE, INTRODUCING, Atom, Use, Words, span_atom, year_of_month
from worker.extract.times.calendar import day_of, month_of, months_later, nearest_year, shifted, weekday_near, year_of
from worker.text.tokens import CLOCK_COLON

_RIDES = frozenset("bus buses coach coaches train trains ferry ferries flight flights journey trip sleeper".split())
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")
_DOTTED = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})\Z")
_DASHED = re.compile(r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})\Z")
_SHORT = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{2})\Z")  # only behind "on": it may be a version of something
_MANY = frozenset("people men women children civilians".split())
_DAY = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?\Z")
_DAYS = re.compile(r"([0-9]{1,2})-([0-9]{1,2})\Z")
_LEAST_YEAR = 1000

# A day of history or of sales.
_BEFORE_DATE = frozenset("on since until till".split())
_NAMED_DAYS = frozenset("bloody black cyber super giving".split())


def _is_part(words: Words, at: int) -> bool:
    """``Tue. | night``, "Sat | morning"."""
    word = words.at(at + 1) if words.at(at) == "." else words.at(at)
    return word in words.lexicon.parts or word in words.lexicon.nights


def read_weekday(words: Words, at: int) -> Atom | None:  # noqa: C901, PLR0912 - a list of shapes
    """Friday; last Friday; Friday, May 3; Friday (3 May); Friday last week."""
    if not words.is_capital(at):
        return None
    for gap in (1, 2):  # the date beside it wins
        if gap == 2 and words.at(at + 1) not in (",", "(", ".", "the"):
            break
        dated = read_date(words, at + gap)
        if dated is not None:
            last = dated.last + (words.at(at + 1) == "(" and words.at(dated.last) == ")")
            return _extended(dated, at, last)
    word = words.at(at)
    if word in words.lexicon.unsure_weekdays and not _is_part(words, at + 1):
        return None
    left = words.at(at - 1)
    if left in words.lexicon.every:
        return Atom(at - 1, at + 1, "time.habit", "other", use="duration")
    if left in _NAMED_DAYS and words.is_capital(at - 1):
        return None  # "Bloody Sunday"
    weekday, reference = words.lexicon.weekdays[word], words.reference
    first, last = at, at + 1
    day: date | None = None
    use: Use | None = None
    future = words.is_future(at, at + 1)
    if left in ("next", "coming", "this", "last", "past"):
        first = at - 1
        future = future or left in ("next", "coming")
        if words.at(at - 2) == "this" and left in ("past", "coming", "last"):
            first = at - 2
    if reference is not None:
        day = weekday_near(weekday, reference, future=future)
        if left == "last" and day == reference:
            day = shifted(reference, -7)
        if left == "next" and day == reference:
            day = shifted(reference, 7)
        week, length = _week_after(words, at + 1)
        if week is not None:
            monday = shifted(reference, 7 * week - reference.weekday())
            day = shifted(monday, weekday) if monday else None
            last = at + 1 + length
    if future:
        use = "future"
    return Atom(first, last, "time.weekday", "day", P.DAY, day, day, day, use=use, weekday=True)


def _week_after(words: Words, at: int) -> tuple[int | None, int]:
    """Friday last week, Friday of last week: the week, and how many words."""
    skip = int(words.at(at) == "of")
    if words.at(at + skip + 1) == "week":
        week = {"last": -1, "this": 0, "next": 1, "previous": -1}.get(words.at(at + skip))
        return week, skip + 2
    return None, 0


def read_date(words: Words, at: int) -> Atom | None:
    """A date with its day that begins at a token."""
    word = words.at(at)
    if word in words.lexicon.months:
        return _month_day(words, at)
    if word[:1].isdigit():
        return _day_month(words, at) or _numeric(words, at)
    return None


def read_month(words: Words, at: int) -> Atom | None:  # noqa: C901 - a list of shapes
    """May 3; May 2022; in May; last May."""
    if not words.is_capital(at):
        return None
    month, left = words.lexicon.months[words.at(at)], words.at(at - 1)
    counted = left == "in" and _counts_many(words, at + 1)
    if not counted and (dated := _month_day(words, at)):
        return dated
    after = at + 1 + (words.at(at + 1) in (",", ".", "of"))
    if (_DAY.match(words.at(at + 1)) and not counted) or (_DAY.match(left) and not words.is_glued(at - 1)):
        return None  # February 30, 32 May; not those of "in 20 March attacks"
    year, last = words.year_at(after)
    reference = words.reference
    first = at
    if year is None:
        last = at + 1
        offset = {"last": -1, "this": 0, "next": 1, "previous": -1}.get(words.at(at + 1 + (words.at(at + 1) == "of")))
        if offset is not None and words.at(at + 2 + (words.at(at + 1) == "of")) == "year":
            last = at + 3 + (words.at(at + 1) == "of")
            year = reference.year + offset if reference else None
        elif left not in INTRODUCING and words.at(at) in words.lexicon.unsure_months:
            return None
        elif len(words.at(at)) < 5 and words.at(at) not in ("may", "june", "july"):
            return None  # an abbreviation needs its day or year: "Jun Lee"
        elif reference is not None:
            future = left in ("next", "coming") or words.is_future(at, at + 1)
            year = year_of_month(month, reference, future=future)
            if left == "last" and month == reference.month:
                year = reference.year - 1
            if left in ("last", "next", "this"):
                first = at - 1
    return span_atom(first, last, "time.month", month_of(year, month) if year else None, P.MONTH, reference)


def _month_day(words: Words, at: int) -> Atom | None:
    """May 3; May 3rd, 2023; Jan. 3; May the 3rd; May 3-5; May 3 to 5; May 3 and 4."""
    month, day_at = words.lexicon.months[words.at(at)], at + 1
    if words.at(day_at) in (".", "the"):
        day_at += 1
    word = words.at(day_at)
    days = _DAYS.match(word)
    found = _DAY.match(word)
    if not days and not found:
        return None
    if words.at(day_at + 1) == CLOCK_COLON:
        return None
    if days:
        start, end, last = int(days[1]), int(days[2]), day_at + 1
    else:
        start = end = int(found[1]) if found else 0
        last = day_at + 1
        second = _DAY.match(words.at(last + 1))
        joined = (
            words.at(last) in ("to", "and", "through", "-", "–", "&") and words.at(last + 2) not in words.lexicon.months
        )
        if second and joined and int(second[1]) > start and not _is_counting(words, last + 1):
            end, last = int(second[1]), last + 2
    year, after = words.year_at(last + (words.at(last) == ","))
    if year is None and words.at(last) == "of":
        year, after = words.year_at(last + 1)
    return _dated(words, at, after if year else last, start, end, month, year)


def _counts_many(words: Words, at: int) -> bool:
    """The number is of many, and no day: "in March | 60 people drowned"."""
    counted = words.at(at + 1)
    return words.at(at).isdecimal() and (counted in _MANY or (counted.endswith("s") and len(counted) > len("as")))


def _is_counting(words: Words, at: int) -> bool:
    """The number counts something: "on May 3 and 12 people"."""
    return words.at(at + 1)[:1].isalpha() and words.at(at + 1) not in (
        "in",
        "at",
        "on",
        "as",
        "when",
        "after",
        "that",
        "by",
    )


def _day_month(words: Words, at: int) -> Atom | None:
    """3 May; 3rd of May 2023; 3-5 May; 3 to 5 May; 3 and 4 May."""
    word = words.at(at)
    start = end = 0
    last = at + 1
    if days := _DAYS.match(word):
        start, end = int(days[1]), int(days[2])
    elif found := _DAY.match(word):
        start = end = int(found[1])
        second = _DAY.match(words.at(at + 2))
        if (
            second
            and words.at(at + 1) in ("to", "and", "-", "–", "&", "or")
            and words.at(at + 3) in words.lexicon.months
        ):
            end, last = int(second[1]), at + 3
    else:
        return None
    if words.at(last) == "of":
        last += 1
        if words.at(last) in ("this", "last") and words.at(last + 1) == "month" and words.reference is not None:
            return _of_month(words, at, last, start, end)
    if words.at(last) not in words.lexicon.months or not (words.is_capital(last) or _is_written_small(words, at, last)):
        return None
    month = words.lexicon.months[words.at(last)]
    last += 1 + (words.at(last + 1) == "." and words.at(last + 2)[:1].isdigit())
    year, after = words.year_at(last + (words.at(last) == ","))
    return _dated(words, at, after if year else last, start, end, month, year)


def _of_month(words: Words, at: int, last: int, start: int, end: int) -> Atom | None:
    """The 2nd of this month; the 30th of last month."""
    reference = words.reference
    month = months_later(reference, -int(words.at(last) == "last")) if reference else None
    return _dated(words, at, last + 2, start, end, month.month, month.year) if month else None


def _is_written_small(words: Words, at: int, month: int) -> bool:
    """``on 27 may``, "27 may 1989": a month though its case was lost, and no verb."""
    year, _ = words.year_at(month + 1)
    return year is not None or (words.at(at - 1) in _BEFORE_DATE and words.at(at - 2) != "up")


def _dated(words: Words, first: int, last: int, start: int, end: int, month: int, year: int | None) -> Atom | None:
    reference = words.reference
    rule = "time.date"
    if day_of(2024, month, start) is None or day_of(2024, month, end) is None or end < start:
        return None
    if year is None:
        if reference is None:
            return Atom(first, last, rule, "day", P.DAY if start == end else P.DAYS)
        near = nearest_year(month, start, reference, future=words.is_future(first, last))
        year = near.year if near else reference.year
        if words.at(first - 1) == "last" and day_of(year, month, start) == day_of(*reference.timetuple()[:3]):
            year -= 1  # "last April 6", told on its anniversary
    begin, stop = day_of(year, month, start), day_of(year, month, end)
    if begin is None or stop is None:
        return None
    several = begin != stop
    return Atom(first, last, rule, "day", P.DAYS if several else P.DAY, begin, stop, begin, stop if several else None)


def _numeric(words: Words, at: int) -> Atom | None:
    """2023-05-03; 2023/05/03; 3/5/2023, 3-5-2023 and 5/3/2023, which may be two days; 03.05.2023; on 03.05.23."""
    word = words.at(at)
    if iso := _ISO.match(word):
        day = day_of(int(iso[1]), int(iso[2]), int(iso[3]))
        return Atom(at, at + 1, "time.date", "day", P.DAY, day, day, day) if day else None
    if dotted := _DOTTED.match(word):
        return _either(words, at, at + 1, int(dotted[1]), int(dotted[2]), int(dotted[3]), both=False)
    if dashed := _DASHED.match(word):
        return _either(words, at, at + 1, int(dashed[1]), int(dashed[2]), int(dashed[3]), both=True)
    if (short := _SHORT.match(word)) and words.at(at - 1) in _BEFORE_DATE:
        return _either(words, at, at + 1, int(short[1]), int(short[2]), 2000 + int(short[3]), both=False)
    parts = [words.at(at + i) for i in range(5)]
    if parts[1] != "/" or parts[3] != "/" or not all(p.isdigit() and p.isascii() and len(p) <= 4 for p in parts[::2]):
        return None
    if len(parts[0]) == 4 and len(parts[4]) <= 2 and all(words.is_glued(at + i) for i in range(4)):
        return _either(words, at, at + 5, int(parts[4]), int(parts[2]), int(parts[0]), both=False)
    if len(parts[4]) not in (2, 4) or any(not words.is_glued(at + i) for i in range(4)):
        return None
    year = int(parts[4]) + (2000 if len(parts[4]) == 2 else 0)
    return _either(words, at, at + 5, int(parts[0]), int(parts[2]), year, both=True)


def _either(words: Words, first: int, last: int, one: int, two: int, year: int, *, both: bool) -> Atom | None:
    """Day and month in whichever order gives a date; of two the one nearer to the publication, not after it."""
    days = [day_of(year, two, one)] + ([day_of(year, one, two)] if both else [])
    known = sorted({day for day in days if day is not None})
    if not known:
        return None
    best: date | None = known[0] if len(known) == 1 else None
    if best is None and words.reference is not None:
        reference = words.reference
        best = min(known, key=lambda day: (day > reference, abs((day - reference).days)))
    return Atom(first, last, "time.date", "day", P.DAY, known[0], known[-1], best)


def read_year(words: Words, at: int) -> Atom | None:
    """In 2014; 2014; the 1990s."""
    word, left = words.at(at), words.at(at - 1)
    if DECADE.match(word) and left in ("the", "early", "late", "mid", "'"):
        digits = word.rstrip("s'")
        start = int(digits) if len(digits) == 4 else 1900 + int(digits)
        first, last = year_of(start), year_of(start + 9)
        span = (first[0], last[1]) if first and last else None
        return span_atom(at, at + 1, "time.decade", span, P.YEAR, words.reference, use="past")
    if len(word) != 4 or not word.isdigit() or not word.isascii() or not _LEAST_YEAR <= int(word) <= 2199:
        return None
    made = words.at(at + 1) in words.lexicon.vehicle_makes and words.is_capital(at + 1)
    if made and left not in INTRODUCING:
        return None  # "a 2010 Ford"; but "In 2014 Ford"
    number = words.counts.get(at + 1)
    if left not in INTRODUCING and not (number is not None and number.kind == "year"):
        return None
    if number is not None and number.kind in ("count", "money", "measure", "percent", "clock", "name"):
        return None
    return span_atom(at, at + 1, "time.year", year_of(int(word)), P.YEAR, words.reference)


def read_relative_day(words: Words, at: int) -> Atom | None:
    """Today; yesterday; the day before yesterday; tomorrow; tonight; overnight."""
    word, reference = words.at(at), words.reference
    if word == "overnight":
        if words.at(at + 1) in _RIDES:
            return None  # "an overnight | bus"
        return Atom(at, at + 1, "time.overnight", "part", P.NIGHT, part="overnight")
    if word == "tonight":
        return Atom(at, at + 1, "time.tonight", "part", P.NIGHT, part="tonight")
    days = {"today": 0, "yesterday": -1, "tomorrow": 1}[word]
    first, left = at, words.at(at - 1)
    if left in ("before", "after") and words.at(at - 2) == "day":
        days, first = days + (1 if left == "after" else -1), at - 2 - (words.at(at - 3) == "the")
    day = shifted(reference, days) if reference else None
    return Atom(first, at + 1, "time.relative_day", "day", P.DAY, day, day, day, use="future" if days > 0 else None)


_FESTIVE = frozenset(
    "market markets tree trees card cards gift gifts shopping lights decorations carol carols song songs movie film".split()
)


def read_holiday(words: Words, at: int) -> Atom | None:
    """Christmas Day; New Year's Eve 2022; but no Christmas market."""
    for length in (4, 3, 2, 1):  # "New Year | 's | Eve"
        name = " ".join(words.at(at + i) for i in range(length)).replace(" 's", "'s")
        if name in words.lexicon.holidays and words.is_capital(at) and words.at(at + length) not in _FESTIVE:
            month, day = words.lexicon.holidays[name]
            if words.at(at + length) in words.lexicon.festive:
                return None
            year, last = words.year_at(at + length + (words.at(at + length) == ","))
            return _dated(words, at, last if year else at + length, day, day, month, year)
    return None


def _extended(atom: Atom, first: int, last: int) -> Atom:
    return Atom(
        first, last, atom.rule, atom.kind, atom.precision, atom.start, atom.end, atom.best, atom.end_best, use=atom.use
    )
