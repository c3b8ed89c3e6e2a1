"""Clock times and parts of a day: 3:40 p.m., 14:30 GMT, midnight, the morning, last night, early."""

from __future__ import annotations

import re
from typing import Literal

from schemas.time import TimePrecision as P
from worker.extract.times.atoms import Atom, Clock, Shift, Words
from worker.text.tokens import CLOCK_COLON

_CLOCK = re.compile(r"([0-9]{1,2})(?:\.([0-9]{2}))?(am|pm|a\.m|p\.m|h|hrs)?\Z")
_CLOSES = frozenset(("", ".", ",", ";", ")", "when", "in", "at", "near", "outside", "and", "by"))
"""Behind "the evening before", where the evening before is not that of something: "the evening before the vote"."""
_MINUTES = re.compile(r"([0-9]{2})(am|pm|a\.m|p\.m|h|hrs)?\Z")


def read_clock(words: Words, at: int) -> Atom | None:  # noqa: C901 - a list of shapes
    """3:40 p.m.; 14:30 GMT; 3pm; 3.40pm; 3 o'clock; 1430 GMT; 0300 hours."""
    word = words.at(at)
    zone_at = at + 1
    half = ""
    minute: int | None = None
    if len(word) == 4 and word.isdigit() and word.isascii():
        number = words.counts.get(at + 1)
        named = words.at(at + 1) in words.lexicon.zones or words.at(at + 1) in ("hours", "hrs", "local")
        if not named and (
            words.at(at - 1) not in ("at", "approximately") or (number is not None and number.kind == "count")
        ):
            return None
        hour, minute = int(word[:2]), int(word[2:])
    elif found := _CLOCK.match(word):
        hour, half = int(found[1]), found[3] or ""
        minute = int(found[2]) if found[2] else None
        if words.at(at + 1) == CLOCK_COLON:
            minutes = _MINUTES.match(words.at(at + 2))
            if minutes is None or minute is not None:
                return None
            minute, half, zone_at = int(minutes[1]), minutes[2] or "", at + 3
            if words.at(at + 3) == CLOCK_COLON and words.at(at + 4).isdigit():
                zone_at = at + 5
        elif (
            not half
            and _half(words, zone_at) is None
            and words.at(zone_at) != "o'clock"
            and words.at(zone_at) not in words.lexicon.zones
        ):
            return None
        if minute is None and not half and words.at(zone_at) in words.lexicon.zones and words.at(zone_at) == "z":
            return None
    else:
        return None
    if not half and (spelled := _half(words, zone_at)):
        half, zone_at = spelled
    if words.at(zone_at) == "o'clock" or words.at(zone_at) in ("hours", "hrs"):
        zone_at += 1
    hour = (
        hour % 12 + 12 if half.startswith("p") and hour <= 12 else (0 if half.startswith("a") and hour == 12 else hour)
    )
    if hour > 23 or (minute or 0) > 59:
        return None
    return _zoned(words, at, zone_at, hour, minute, "time.clock")


def _half(words: Words, at: int) -> tuple[str, int] | None:
    word = words.at(at)
    if word in ("a.m.", "p.m.", "am", "pm", "a.m", "p.m"):
        if word == "am" and words.at(at + 1) in ("not", "a", "the"):
            return None
        return word, at + 1
    return None


def _zoned(words: Words, first: int, last: int, hour: int, minute: int | None, rule: str) -> Atom:
    bracket = words.at(last) == "("
    zone = words.lexicon.zones.get(words.at(last + bracket))
    offset: int | None = None
    if zone is not None:
        offset, last = zone, last + 1 + bracket + (bracket and words.at(last + 2) == ")")
    elif words.at(last) == "local":
        last += 1 + (words.at(last + 1) == "time")
    return Atom(first, last, rule, "clock", P.HOUR, clock=Clock(hour, minute, offset))


def read_clock_word(words: Words, at: int) -> Atom | None:
    """Noon, midnight; "before | midnight" is an hour of the day that ends."""
    hour = words.lexicon.clock_words[words.at(at)]
    return _zoned(
        words, at, at + 1, 23 if hour == 0 and words.at(at - 1) == "before" else hour, None, "time.clock_word"
    )


def read_part(words: Words, at: int) -> Atom | None:
    """The morning; this evening; last night; that night; at dawn.  Not "night vision", "Morning Post", "day and night"."""
    word, left, right = words.at(at), words.at(at - 1), words.at(at + 1)
    night = word in words.lexicon.nights
    if words.is_capital(at) and at > words.low and words.at(at - 1) not in words.lexicon.weekdays:
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
    ) or (left == "and" and words.at(at - 2) == "day"):
        return None
    part: Literal["part", "night"] = "night" if night else "part"
    precision = P.NIGHT if night else P.PART_OF_DAY
    reference = words.reference
    if left in words.lexicon.every:
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
        first = at - 1 - (words.at(at - 2) == "the")
        return Atom(
            first, at + 1, "time.other_day", "shift", precision, part=part, shift=Shift(days, 0, True, days < 0)
        )
    if right == "before" and (night or (left == "the" and words.at(at + 2) in _CLOSES)):
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


def read_side(words: Words, at: int) -> Atom | None:
    """Early, late; kept only where a day or more stands beside them."""
    if words.at(at + 1) == "hours" and words.at(at) == "early":
        return Atom(at, at + 2, "time.small_hours", "part", P.PART_OF_DAY, part="part")
    return Atom(at, at + 1, "time.side", "side", side=words.at(at))
