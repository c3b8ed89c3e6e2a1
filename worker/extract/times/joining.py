"""Joins pieces of time into expressions: late on + Friday + night, 3 p.m. on + Monday, from Friday + to Sunday."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from schemas.time import TimePrecision as P
from worker.extract.times.atoms import Atom, Clock
from worker.extract.times.calendar import shifted
from worker.text.tokens import Token

# Words between two pieces that make one expression of them, by the kinds of the pieces.
_DAY_LINKS = frozenset("on of in at the during about around from between late early".split())
_SIDE_LINKS = frozenset("on in the of at this".split())
_CLOCK_LINKS = frozenset(
    "on at around about , local time the in ( ) just shortly before after of approximately roughly nearly".split()
)
_RANGE_LINKS = frozenset("and to through until till into - – — or & on".split())
_MOST_BETWEEN = 3


def join_atoms(atoms: Sequence[Atom], tokens: Sequence[Token], reference: date | None) -> Iterator[Atom]:
    """Whole expressions, in text order: pieces that only linking words part are one."""
    current = atoms[0]
    for following in atoms[1:]:
        merged = _merge(current, following, tokens, reference)
        if merged is None:
            yield current
            current = following
        else:
            current = merged
    yield current


def _merge(left: Atom, right: Atom, tokens: Sequence[Token], reference: date | None) -> Atom | None:  # noqa: C901 - a list of shapes
    """One expression of two, or None: late on + Friday, Friday + night, 3 p.m. on + Friday, Monday and + Tuesday."""
    gap = right.first - left.last
    if gap > _MOST_BETWEEN or left.kind == "other" or right.kind in ("other", "side"):
        return None
    between = [token.lower for token in tokens[left.last : right.first]]
    links = set(between)
    first, last = left.first, right.last
    if left.kind == "side":
        if not links <= _SIDE_LINKS:
            return None
        return _sided(right, left)
    if left.kind == "day" and right.kind == "day":
        return _range(left, right, between, tokens, reference)
    if left.kind in ("part", "day") and right.kind in ("part", "day") and links <= (_DAY_LINKS | {"into", "to"}):
        day, part = (left, right) if left.kind == "day" else (right, left)
        if day.part is not None or (day.clock is not None and part.part == "overnight"):
            return None
        if left.kind == "day" and links - {"in", "the", "at", "on", "during"}:
            return None
        precision = P.NIGHT if part.precision is P.NIGHT else P.PART_OF_DAY
        into = "into" in links or "to" in links
        if precision is P.NIGHT and day.start != day.end:  # the night of 3 to 4 May
            day = replace(day, best=day.end, end_best=None)
        return replace(
            day,
            first=first,
            last=last,
            part=part.part,
            precision=precision,
            side=part.side or day.side,
            into=into,
            rule="time.day_part",
        )
    if "clock" in (left.kind, right.kind) and links <= _CLOCK_LINKS and left.kind in ("clock", "day", "part"):
        if left.clock is not None and right.clock is not None:
            if links != {"("} or right.kind != "clock":
                return None
            closes = tokens[right.last : right.last + 1]
            last += bool(closes and closes[0].lower == ")")
            return replace(left, first=first, last=last, clock=_zoned(left.clock, right.clock))
        clock, other = (left, right) if left.kind == "clock" else (right, left)
        if other.kind == "shift" or other.clock is not None or other.kind == "span":
            return None
        other, last = _of_zone(left, other, tokens, last)
        return replace(other, first=first, last=last, clock=clock.clock, precision=P.HOUR, rule="time.day_clock")
    return None


def _of_zone(left: Atom, day: Atom, tokens: Sequence[Token], last: int) -> tuple[Atom, int]:
    """The local day and the end of both, where a day in brackets is another zone's: 1:40 a.m. (2240 GMT | Monday) is on Tuesday."""
    words = [token.lower for token in tokens[left.first : left.last]]
    clock = left.clock
    if "(" not in words or ")" in words or clock is None or clock.offset is None or day.kind != "day":
        return day, last
    before = (60 * clock.hour + (clock.minute or 0) - clock.offset) // (24 * 60)
    start, end, best = (moment and shifted(moment, -before) for moment in (day.start, day.end, day.best))
    closes = [token.lower for token in tokens[last : last + 1]] == [")"]
    return replace(day, start=start, end=end, best=best), last + closes


def _range(left: Atom, right: Atom, between: list[str], tokens: Sequence[Token], reference: date | None) -> Atom | None:
    """Monday and Tuesday; from 3 May to 5 May; the night of Friday to Saturday."""
    if (
        not between
        or not set(between) <= _RANGE_LINKS
        or between == ["on"]
        or right.clock is not None
        or left.clock is not None
    ):
        return None
    start, end = left.start, right.end
    if start is not None and end is not None and start > end:
        later = shifted(end, 7) if right.weekday else None
        earlier = shifted(start, -7) if left.weekday else None
        if later is not None and reference is not None and start <= later <= reference:
            end = later
        elif earlier is not None and earlier <= end:
            start = earlier
        else:
            return None
    night = left.part in ("night", "overnight") or (right.part == "night" and left.part is None and between[0] != "and")
    first = left.first
    if first > 0 and tokens[first - 1].lower in ("from", "between") and not night:
        first -= 1
    if "or" in between:
        return replace(left, first=first, last=right.last, end=end, best=start, precision=P.DAYS, rule="time.days")
    if night:
        return replace(
            left,
            first=first,
            last=right.last,
            start=start,
            end=end,
            best=end,
            precision=P.NIGHT,
            part="night",
            into=True,
            rule="time.night",
        )
    precision = P.DAYS if start != end else P.DAY
    return replace(
        left,
        first=first,
        last=right.last,
        start=start,
        end=end,
        best=start,
        end_best=end,
        precision=precision,
        part=None,
        rule="time.days",
    )


def _sided(right: Atom, left: Atom) -> Atom | None:
    """Early May, late 2021, early this week, late on Friday."""
    side = left.side
    if right.kind in ("day", "part", "shift", "clock"):
        precision = P.PART_OF_DAY if right.precision is P.DAY else right.precision
        return replace(right, first=left.first, side=side, precision=precision)
    start, end = right.start, right.end
    if right.kind != "span":
        return None
    if start is not None and end is not None and end > start:
        third = max(0, ((end - start).days + 1) // 3 - 1)
        if side == "early":
            end = shifted(start, third)
        elif side == "late":
            start = shifted(end, -third)
        else:
            start, end = shifted(start, third), shifted(end, -third)
    return replace(right, first=left.first, start=start, end=end, best=start, side=side)


def _zoned(local: Clock, zoned: Clock) -> Clock:
    """5 a.m. local time (0200 GMT): the local time with the offset that the other one gives."""
    if zoned.offset is None:
        return local
    minutes = 60 * (local.hour - zoned.hour) + (local.minute or 0) - (zoned.minute or 0) + zoned.offset
    offset = (minutes + 12 * 60) % (24 * 60) - 12 * 60
    return Clock(local.hour, zoned.minute if local.minute is None else local.minute, offset)
