"""Numbers written with hyphens, letters or as a range: 10-15, 34-year-old, 3rd, 5pm, between 10 and 15, two or three."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.quantity import Qualifier
from worker.text.number_kinds import MONTHS, NumberKind, kind_of
from worker.text.numerals import HEADS, LARGEST, SCALES, TENS, UNITS, Numeral, parse_numeral
from worker.text.tokens import Token
from worker.values import dataclass


@dataclass(frozen=True, slots=True)
class Read:
    """A number before its left qualifiers are read."""

    first: int
    last: int
    low: int | None
    best: int | None
    high: int | None
    qualifier: Qualifier
    kind: NumberKind


_ORDINAL_ENDS = ("st", "nd", "rd", "th")


def digit_word_kind(word: str) -> NumberKind | None:
    """3rd, 1990s, 3pm, 20km, 45mm: what the letters after the digits say."""
    if word[-1] in "0123456789":
        return None if word.isascii() and word.count(".") < 2 else "name"
    letters = word.lstrip("0123456789.,:")
    digits = word[: len(word) - len(letters)]
    if letters in _ORDINAL_ENDS:
        return "ordinal"
    if letters in ("s", "'s"):
        return "year" if len(digits) in (2, 4) else "name"
    if letters in ("am", "pm", "a.m", "p.m", "hrs", "h", "gmt", "utc"):
        return "clock"
    if letters in ("k", "m", "mn", "bn", "tn", "b", "million", "billion"):
        return None
    if letters in (
        "km",
        "kg",
        "mm",
        "cm",
        "ft",
        "mph",
        "kph",
        "mw",
        "kw",
        "gw",
        "lb",
        "lbs",
        "kmh",
        "c",
        "f",
        "gb",
        "mb",
        "tb",
    ):
        return "measure"
    return "name"


def read_hyphenated(tokens: Sequence[Token], at: int, low: int, high: int) -> Read | None:
    """10-15, 3-0, 34-year-old, three-day, 20-kilometre, 20-odd, 2023-05-24, 555-1234."""
    parts = tokens[at].lower.split("-")
    if all(part.isdigit() and part.isascii() for part in parts):
        return _digit_groups(tokens, at, low, high, parts)
    kind: NumberKind = "name"
    head = UNITS.get(parts[0], TENS.get(parts[0]))
    unit = parts[1]
    if parts[0] in TENS and len(parts) > 2 and parts[1] in UNITS:
        head, unit = TENS[parts[0]] + UNITS[parts[1]], parts[2]
    if head is None:
        digits = parts[0].replace(",", "")
        head = int(digits) if digits.isdigit() and digits.isascii() and len(digits) < 13 else None
    if head is not None and unit in ("plus", "odd", "some"):
        plus = unit == "plus"
        qualifier = Qualifier.AT_LEAST if plus else Qualifier.ABOUT
        return Read(at, at + 1, head if plus else None, head, None, qualifier, "count")
    if unit in ("and", "to", "or"):
        return _words_range(at, parts)
    if parts[-1] in ("old", "olds"):
        kind = "age"
    elif unit in _HYPHEN_DURATIONS:
        kind = "duration"
    elif unit in ("million", "billion", "thousand", "hundred") and parts[0] not in TENS:
        kind = "money" if parts[-1] in ("dollar", "euro", "pound") else "measure"
    else:
        kind = "measure" if parts[0][:1].isdigit() or head is not None else "name"
    return Read(at, at + 1, head, head, head, Qualifier.EXACT, kind)


_HYPHEN_DURATIONS = frozenset(
    "second minute hour day night week month year decade days hours weeks months years".split()
)


def _words_range(at: int, parts: list[str]) -> Read | None:
    """10-to-15."""
    if len(parts) != 3 or not (parts[0] + parts[2]).isdigit() or max(len(parts[0]), len(parts[2])) > 12:
        return None
    low, high = int(parts[0]), int(parts[2])
    return Read(at, at + 1, low, None, high, Qualifier.RANGE, "count") if low < high else None


_SPORT = frozenset(
    "win won beat beaten lost lose defeat defeated victory draw drew goal goals led lead final match score scored vote voted"
    " ruled ruling decision".split()
)


def _digit_groups(tokens: Sequence[Token], at: int, low: int, high: int, parts: list[str]) -> Read | None:
    kind: NumberKind = "name"
    if len(parts) == 3 and len(parts[0]) == 4:
        kind = "date"
    elif len(parts) == 2 and max(map(len, parts)) <= 9:
        a, b = int(parts[0]), int(parts[1])
        near = {token.lower for token in tokens[max(low, at - 4) : min(high, at + 4)]}
        if len(parts[0]) == 4 and 1800 <= a <= 2100 and (len(parts[1]) in (2, 4)):
            kind = "year"
        elif (at > low and tokens[at - 1].lower in MONTHS) or (at + 1 < high and tokens[at + 1].lower in MONTHS):
            kind = "date"
        elif a >= b or not near.isdisjoint(_SPORT):
            kind = "score"
        elif (len(parts[0]), len(parts[1])) == (3, 4):
            kind = "name"  # a telephone number
        elif b <= 20 * max(a, 1) and len(parts[0]) < 5 and parts[0][0] != "0":
            numeral = Numeral(at + 1, b, None, whole=True, digits=True)
            kind = kind_of(tokens, at, numeral, low, high)
            return Read(at, at + 1, a, None, b, Qualifier.RANGE, kind)
    return Read(at, at + 1, None, None, None, Qualifier.EXACT, kind)


def read_range(tokens: Sequence[Token], at: int, start: Numeral, low: int, high: int) -> Read | None:  # noqa: C901, PLR0912 - a list of shapes
    """Between 10 and 15, 10 to 15, from 3 to 5, two or three, 10–15; not "rose from 3 to 5", "2014 to 2016"."""
    joint = start.last
    if joint + 1 >= high or start.qualifier is not None:
        return None
    word = tokens[joint].lower
    left = tokens[at - 1].lower if at > low else ""
    if word in ("–", "—", "-", "−"):
        if tokens[joint].start != tokens[joint - 1].end or tokens[joint + 1].start != tokens[joint].end:
            return None
    elif not (word in ("to", "or") or (word == "and" and left == "between")):
        return None
    if tokens[joint + 1].lower not in HEADS and tokens[joint + 1].lower[0] not in "0123456789":
        return None
    if tokens[joint + 1].lower[0] in "0123456789" and digit_word_kind(tokens[joint + 1].lower):
        return None
    stop = parse_numeral(tokens, joint + 1, high)
    if stop is None or stop.qualifier is not None or (start.digits and not stop.digits):
        return None
    if stop.digits != start.digits and not (left == "between" or word == "to"):
        return None  # but "between five and 15", "nine to 12", as a style book has it
    smaller, larger = start.value, stop.value
    if (
        (scale := SCALES.get(tokens[stop.last - 1].lower))
        and tokens[joint - 1].lower not in SCALES
        and smaller * scale < larger
    ):
        smaller *= scale
    first, kind = at, kind_of(tokens, at, start, low, high)
    if kind == "count":
        kind = (
            kind_of(tokens, joint, stop, low, high)
            if left != "between"
            else kind_of(tokens, joint + 1, stop, low, high)
        )
    if not smaller < larger or larger > LARGEST:
        if word in ("–", "-"):
            return Read(at, stop.last, None, None, None, Qualifier.EXACT, "score")
        return None
    if kind in ("year", "date", "clock"):
        return Read(at, stop.last, None, None, None, Qualifier.RANGE, kind)
    if word == "to" and left == "from":
        if any(token.lower in _CHANGE for token in tokens[max(low, at - 5) : at - 1]):
            return None
        first = at - 1
    if word == "or" and larger > 2 * smaller + 1 and not start.digits:
        return None
    if left == "between":
        first = at - 1
    return Read(first, stop.last, smaller, None, larger, Qualifier.RANGE, kind)


_CHANGE = frozenset(
    "rise rises rose risen rising increase increases increased increasing climb climbs climbed climbing grow grew grown jump jumped"
    " fall fell fallen drop dropped go went gone up down revise revised raise raised reduce reduced cut lowered decline declined".split()
)
