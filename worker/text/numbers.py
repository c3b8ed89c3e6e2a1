"""Numbers in words and digits, with their qualifier: ``at least 1,200``, ``dozens of``, ``between 10 and 15``, ``no``.

What a quantity holds, (min, best, max), always so:

=====================================  ==================  =============
12, twelve, a total of 12, a dozen     (12, 12, 12)        exact
at least, more than, over 12, 12 or more  (12, 12, null)   at_least
up to, as many as, fewer than 12       (null, 12, 12)      at_most
about, some, nearly 12, 12 or so       (null, 12, null)    about
10 to 15, between 10 and 15, 10-15     (10, null, 15)      range
several, a few, a handful of           (3, null, null)     several
dozens, several dozen                  (24, null, null)    dozens
many, numerous, a number of            (2, null, null)     many
scores, hundreds, tens of thousands    (40, 200, 20000, …) many
no, none, nobody, zero, 0, without any (0, 0, 0)           explicit_none
=====================================  ==================  =============

News says "more than 30" loosely, so that it is read as "at least 30".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from schemas.quantity import Qualifier, Quantity
from worker.text.document import Document, Sentence
from worker.text.layers import Layer, layer_of
from worker.text.number_kinds import MONTHS, PLURALS, NumberKind, kind_of
from worker.text.numerals import HEADS, LARGEST, SCALES, TENS, UNITS, Numeral, parse_numeral
from worker.text.tokens import Token


class Number(NamedTuple):
    """A number in tokens ``[first, last)`` of a document, its qualifier included.

    Only ``kind == "count"`` counts people or things; the others are there so that nobody takes them for it.
    """

    first: int
    last: int
    quantity: Quantity
    kind: NumberKind = "count"


def find_numbers(document: Document) -> tuple[Number, ...]:
    """All numbers, in text order, without overlap."""
    found: list[Number] = []
    for sentence in document.sentences:
        for number in _in_sentence(document, sentence):
            if found and found[-1].last > number.first:
                continue
            found.append(number)
    return tuple(found)


def number_layer(numbers: Sequence[Number]) -> Layer:
    """The counts as a layer, for patterns that say ``%number``."""
    return layer_of((number.first, number.last) for number in numbers if number.kind == "count")


class _Read(NamedTuple):
    """A number before its left qualifiers are read."""

    first: int
    last: int
    low: int | None
    best: int | None
    high: int | None
    qualifier: Qualifier
    kind: NumberKind


def _in_sentence(document: Document, sentence: Sentence) -> Iterator[Number]:
    tokens, low, high = document.tokens, sentence.first, sentence.last
    at = floor = low
    previous: Number | None = None
    while at < high:
        word = tokens[at].lower
        if word not in _STARTS and word[0] not in "0123456789" and "-" not in word:
            at += 1
            continue
        read = _read(tokens, at, low, high)
        if read is None:
            at += 1
            continue
        number = _qualified(document, read, floor)
        if (
            previous is not None
            and previous.kind == "age"
            and number.kind == "count"
            and _in_list(document, previous, number, high)
        ):
            number = number._replace(kind="age")
        yield number
        previous, at = number, read.last
        floor = read.last


def _read(tokens: Sequence[Token], at: int, low: int, high: int) -> _Read | None:  # noqa: C901, PLR0912 - a list of shapes
    word = tokens[at].lower
    if word[0] in "0123456789":
        if "-" in word:
            return _hyphenated(tokens, at, low, high)
        if kind := _digit_word_kind(word):
            return _Read(at, at + 1, None, None, None, Qualifier.EXACT, kind)
    elif word in _NOTHING:
        return _none(tokens, at, high)
    elif word in _ORDINALS:
        return _Read(at, at + 1, None, None, None, Qualifier.EXACT, "ordinal")
    elif word not in HEADS:
        if "-" in word and (word.partition("-")[0] in UNITS or word.partition("-")[0] in TENS):
            return _hyphenated(tokens, at, low, high)
        return None
    elif word in ("a", "an"):
        if at + 1 >= high or tokens[at + 1].lower not in _AFTER_ARTICLE:
            return None
    elif (word == "one" and _is_pronoun(tokens, at, low, high)) or (
        word == "many" and at > low and tokens[at - 1].lower in ("how", "too", "as")
    ):
        return None
    numeral = parse_numeral(tokens, at, high)
    if numeral is None:
        return None
    if ranged := _range(tokens, at, numeral, low, high):
        return ranged
    kind = kind_of(tokens, at, numeral, low, high)
    value = numeral.value
    if value == 0 and kind == "count":
        return _Read(at, numeral.last, 0, 0, 0, Qualifier.EXPLICIT_NONE, kind)
    if numeral.qualifier is Qualifier.ABOUT:
        return _Read(at, numeral.last, None, value, None, Qualifier.ABOUT, kind)
    if numeral.qualifier is not None:
        return _Read(at, _with_of(tokens, numeral.last, high), value, None, None, numeral.qualifier, kind)
    if kind == "percent" and numeral.last + 1 < high and tokens[numeral.last].lower == "in":
        return _Read(at, numeral.last + 2, None, None, None, Qualifier.EXACT, kind)  # one in five
    return _Read(at, numeral.last, value, value, value, Qualifier.EXACT, kind)


def _with_of(tokens: Sequence[Token], last: int, high: int) -> int:
    """Takes in the "of" of "dozens of people", so that a noun follows the number; not that of "dozens of the wounded"."""
    if last + 1 < high and tokens[last].lower == "of" and tokens[last + 1].lower not in _DETERMINERS:
        return last + 1
    return last


_DETERMINERS = frozenset("the them these those his her its their our my your us this that whom which".split())
_AFTER_ARTICLE = frozenset(
    "dozen hundred thousand million billion couple pair handful few good very still large big huge great small significant considerable"
    " substantial growing record vast number series string spate host lot multitude range".split()
)
_ORDINALS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth twentieth"
    " thirtieth fortieth fiftieth hundredth".split()
)
_ORDINAL_ENDS = ("st", "nd", "rd", "th")


def _digit_word_kind(word: str) -> NumberKind | None:
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


def _hyphenated(tokens: Sequence[Token], at: int, low: int, high: int) -> _Read | None:
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
        return _Read(at, at + 1, head if plus else None, head, None, qualifier, "count")
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
    return _Read(at, at + 1, head, head, head, Qualifier.EXACT, kind)


_HYPHEN_DURATIONS = frozenset(
    "second minute hour day night week month year decade days hours weeks months years".split()
)


def _words_range(at: int, parts: list[str]) -> _Read | None:
    """10-to-15."""
    if len(parts) != 3 or not (parts[0] + parts[2]).isdigit() or max(len(parts[0]), len(parts[2])) > 12:
        return None
    low, high = int(parts[0]), int(parts[2])
    return _Read(at, at + 1, low, None, high, Qualifier.RANGE, "count") if low < high else None


_SPORT = frozenset(
    "win won beat beaten lost lose defeat defeated victory draw drew goal goals led lead final match score scored vote voted"
    " ruled ruling decision".split()
)


def _digit_groups(tokens: Sequence[Token], at: int, low: int, high: int, parts: list[str]) -> _Read | None:
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
            return _Read(at, at + 1, a, None, b, Qualifier.RANGE, kind)
    return _Read(at, at + 1, None, None, None, Qualifier.EXACT, kind)


def _range(tokens: Sequence[Token], at: int, start: Numeral, low: int, high: int) -> _Read | None:  # noqa: C901, PLR0912 - a list of shapes
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
    if tokens[joint + 1].lower[0] in "0123456789" and _digit_word_kind(tokens[joint + 1].lower):
        return None
    stop = parse_numeral(tokens, joint + 1, high)
    if stop is None or stop.qualifier is not None or stop.digits != start.digits:
        return None
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
            return _Read(at, stop.last, None, None, None, Qualifier.EXACT, "score")
        return None
    if kind in ("year", "date", "clock"):
        return _Read(at, stop.last, None, None, None, Qualifier.RANGE, kind)
    if word == "to" and left == "from":
        if any(token.lower in _CHANGE for token in tokens[max(low, at - 5) : at - 1]):
            return None
        first = at - 1
    if word == "or" and larger > 2 * smaller + 1 and not start.digits:
        return None
    if left == "between":
        first = at - 1
    return _Read(first, stop.last, smaller, None, larger, Qualifier.RANGE, kind)


_CHANGE = frozenset(
    "rise rises rose risen rising increase increases increased increasing climb climbs climbed climbing grow grew grown jump jumped"
    " fall fell fallen drop dropped go went gone up down revise revised raise raised reduce reduced cut lowered decline declined".split()
)
_NOTHING = frozenset("no none nobody without not".split())
_STARTS = HEADS | _NOTHING | _ORDINALS
# After "no": words with which it negates no thing.
_NO_THING = frozenset(
    "longer more less fewer later sooner matter doubt way wonder further better worse different sense good such , . : ; ! ? ) ” ’ \" '"
    " the to".split()
)


def _none(tokens: Sequence[Token], at: int, high: int) -> _Read | None:
    """No casualties, no one, none, nobody, without any casualties, not a single."""
    word = tokens[at].lower
    second = tokens[at + 1].lower if at + 1 < high else ""
    third = tokens[at + 2].lower if at + 2 < high else ""
    last = at + 1
    if word == "no":
        if second == "." and third[:1].isdigit():
            return _Read(at, at + 3, None, None, None, Qualifier.EXACT, "name")
        if not second or second in _NO_THING or not second[0].isalpha():
            return None
        last += second == "one"
    elif word == "without":
        if second != "any" or not third[:1].isalpha():
            return None
        last += 1
    elif word == "not":
        if (
            second not in ("a", "one")
            or (second == "a" and third != "single")
            or (second == "one" and third != "single")
        ):
            return None
        last += 2
    return _Read(at, last, 0, 0, 0, Qualifier.EXPLICIT_NONE, "count")


def _is_pronoun(tokens: Sequence[Token], at: int, low: int, high: int) -> bool:
    """No one, one another, one day, the one: not a number."""
    left = tokens[at - 1].lower if at > low else ""
    after = tokens[at + 1].lower if at + 1 < high else ""
    if left in ("the", "this", "that", "every", "any", "no", "each", "which", "-") and not (
        left == "the" and after[:1].isalpha()
    ):
        return True
    return after in (
        "another",
        "day",
        "night",
        "time",
        "thing",
        "'s",
        "way",
        "point",
        "such",
        "hundred",
        "thousand",
        "million",
    ) and (after not in SCALES)


# Phrases to the left of a number, by their last word: words before it, and what they make of it.
_LEAST, _MOST, _ABOUT, _SAME = Qualifier.AT_LEAST, Qualifier.AT_MOST, Qualifier.ABOUT, Qualifier.EXACT
_QUALIFIERS: dict[str, tuple[tuple[tuple[str, ...], Qualifier], ...]] = {
    "least": ((("at",), _LEAST),),
    "than": (
        (("no", "fewer"), _LEAST), (("no", "less"), _LEAST), (("not", "less"), _LEAST), (("not", "fewer"), _LEAST),
        (("no", "more"), _MOST), (("not", "more"), _MOST),
        (("more",), _LEAST), (("greater",), _LEAST), (("higher",), _LEAST), (("fewer",), _MOST), (("less",), _MOST),
    ),
    "over": (((), _LEAST),),
    "above": (((), _LEAST),),
    "under": (((), _MOST),),
    "below": (((), _MOST),),
    "exceeding": (((), _LEAST),),
    "of": (
        (("upwards",), _LEAST), (("upward",), _LEAST), (("in", "excess"), _LEAST), (("a", "minimum"), _LEAST),
        (("a", "maximum"), _MOST), (("a", "total"), _SAME), (("an", "estimated", "total"), _ABOUT), (("in", "the", "region"), _ABOUT),
    ),
    "to": ((("up",), _MOST), (("close",), _ABOUT)),
    "as": ((("as", "many"), _MOST), (("as", "much"), _MOST), (("as", "few"), _LEAST)),
    "most": ((("at",), _MOST), (("at", "the"), _MOST)),
    "about": (((), _ABOUT),),
    "around": (((), _ABOUT),),
    "some": (((), _ABOUT),),
    "nearly": (((), _ABOUT),),
    "almost": (((), _ABOUT),),
    "roughly": (((), _ABOUT),),
    "approximately": (((), _ABOUT),),
    "approx": (((), _ABOUT),),
    "circa": (((), _ABOUT),),
    "perhaps": (((), _ABOUT),),
    "maybe": (((), _ABOUT),),
    "possibly": (((), _ABOUT),),
    "estimated": ((("an",), _ABOUT), ((), _ABOUT)),
    "only": (((), _SAME),),
    "just": (((), _SAME),),
    "exactly": (((), _SAME),),
    "another": (((), _SAME),),
    "further": ((("a",), _SAME),),
    "additional": ((("an",), _SAME),),
    "combined": ((("a",), _SAME),),
    "well": (((), _SAME),),
    "far": (((), _SAME),),
}  # fmt: skip
_LARGE_ONLY = frozenset(("over", "above", "under", "below"))  # "over two villages" is a place
_VAGUE = (Qualifier.SEVERAL, Qualifier.DOZENS, Qualifier.MANY, Qualifier.EXPLICIT_NONE)


def _qualified(document: Document, read: _Read, floor: int) -> Number:
    """Takes in the qualifiers to the left ("at least an estimated") and to the right ("or more")."""
    tokens = document.tokens
    first, last, qualifier = read.first, read.last, read.qualifier
    known = read.best if read.best is not None else read.low
    outer: Qualifier | None = None
    if read.kind not in ("name", "date", "clock", "year", "ordinal", "score"):
        for _ in range(4):
            step = _qualifier_before(tokens, first, floor, known)
            if step is None:
                break
            first, found = step
            outer = found if found is not Qualifier.EXACT or outer is None else outer
        if (
            tokens[first].lower in ("well", "far")
            and first < read.first
            and tokens[first + 1].lower not in ("over", "above", "more", "under", "below")
        ):
            first += 1
        last, after = _qualifier_after(document, last, read)
        outer = outer or after
    text = document.words(first, last)
    low, best, high = read.low, read.best, read.high
    if qualifier is Qualifier.EXACT and best is not None:
        if outer is Qualifier.AT_LEAST:
            qualifier, high = outer, None
        elif outer is Qualifier.AT_MOST:
            qualifier, low = outer, None
        elif outer is Qualifier.ABOUT:
            qualifier, low, high = outer, None, None
    elif qualifier is Qualifier.ABOUT and outer is Qualifier.AT_LEAST:
        qualifier, low = outer, best
    quantity = Quantity.model_construct(min=low, best=best, max=high, qualifier=qualifier, text=text)
    return Number(first, last, quantity, read.kind)


def _qualifier_before(
    tokens: Sequence[Token], first: int, floor: int, value: int | None
) -> tuple[int, Qualifier] | None:
    if first <= floor:
        return None
    word = tokens[first - 1].lower
    if word in _LARGE_ONLY and (value is None or value < 10):
        return None
    for phrase, qualifier in _QUALIFIERS.get(word, ()):
        begin = first - 1 - len(phrase)
        if begin >= floor and all(tokens[begin + i].lower == part for i, part in enumerate(phrase)):
            return begin, qualifier
    return None


def _qualifier_after(document: Document, last: int, read: _Read) -> tuple[int, Qualifier | None]:
    """Or more, or so, or fewer, plus, +."""
    tokens = document.tokens
    end = document.sentence_of(read.first).last
    if last >= end or read.qualifier is not Qualifier.EXACT:
        return last, None
    word = tokens[last].lower
    if word == "+" and tokens[last].start == tokens[last - 1].end:
        return last + 1, Qualifier.AT_LEAST
    if word == "or" and last + 1 < end:
        after = {"more": _LEAST, "so": _ABOUT, "fewer": _MOST, "less": _MOST, "higher": _LEAST}.get(
            tokens[last + 1].lower
        )
        if after:
            return last + 2, after
    return last, None


def _in_list(document: Document, previous: Number, number: Number, high: int) -> bool:
    """Aged 5, 7 and 12."""
    between = {token.lower for token in document.tokens[previous.last : number.first]}
    if not between or not between <= {",", "and", "or", "to"} or number.first - previous.last > 2:
        return False
    after = document.tokens[number.last].lower if number.last < high else ""
    return not after.endswith("s") and after not in PLURALS
