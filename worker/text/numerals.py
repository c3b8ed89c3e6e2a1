"""The bare value of a number at a token: digits, words, dozens, without qualifier or range.

It knows the words for numbers, a closed class of English; whether a number counts people, is a price or part of a name is
not asked here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.quantity import Qualifier
from worker.text.tokens import Token
from worker.values import dataclass

LARGEST = 10**12  # what a Quantity holds; a larger number counts no incident

UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen".split()
    )
}
TENS = {w: 10 * v for v, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)} | {
    "fourty": 40
}
SCALES = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SUFFIXES = {
    "k": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "bn": 10**9,
    "b": 10**9,
    "million": 10**6,
    "billion": 10**9,
    "tn": 10**12,
}
_PLURALS = {"hundreds": 200, "thousands": 2000, "millions": 2 * 10**6, "billions": 2 * 10**9}

_DIGITS = re.compile(r"([0-9]{1,13})(?:\.([0-9]{1,6}))?\Z")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{2,3}){1,5}\Z")
_WITH_SUFFIX = re.compile(r"([0-9]{1,9})(?:[.,]([0-9]{1,6}))?(k|m|mn|bn|tn|b|million|billion)\Z")
_MAX_WORDS = 14  # tokens of one number in words


@dataclass(frozen=True, slots=True)
class Numeral:
    """A value in tokens up to ``last``; ``qualifier`` where the word itself is vague; ``whole`` false for 3.5."""

    last: int
    value: int
    qualifier: Qualifier | None
    whole: bool
    digits: bool


def parse_numeral(tokens: Sequence[Token], at: int, end: int) -> Numeral | None:
    """The number that begins at token ``at``, within tokens up to ``end``.

    Reads: 1,200; 1 200 (with a no-break or thin space); 3.5; 1.2 million; 10k; twenty-one; one hundred and five; a hundred;
    half a million; a dozen; two dozen; dozens; tens of thousands; several hundred; several; a few; a handful of; many.
    Too large a number is none.
    """
    word = tokens[at].lower
    if word[0] in "0123456789":
        found = _digits(tokens, at, end)
    elif word in UNITS or word in TENS or "-" in word:
        found = _words(tokens, at, end)
    else:
        found = _vague(tokens, at, end)
    return found if found is not None and found.value <= LARGEST else None


def _digits(tokens: Sequence[Token], at: int, end: int) -> Numeral | None:
    word = tokens[at].lower
    value: int
    whole = True
    last = at + 1
    if plain := _DIGITS.match(word):
        scale = 1
        while last < end and last < at + 3 and tokens[last].lower in SCALES:
            scale *= SCALES[tokens[last].lower]
            last += 1
        if scale == 1 and plain[2] is None:
            value, last = _spaced(tokens, at, end, int(word))
            if last < end and tokens[last].lower == "dozen":
                value, last = value * 12, last + 1
        else:
            value, whole = _scaled(plain[1], plain[2], scale)
    elif _GROUPED.match(word):
        value = int(word.replace(",", ""))
        if last < end and tokens[last].lower in SCALES:
            value, last = value * SCALES[tokens[last].lower], last + 1
    elif suffixed := _WITH_SUFFIX.match(word):
        value, whole = _scaled(suffixed[1], suffixed[2], _SUFFIXES[suffixed[3]])
    else:
        return None
    return Numeral(last, int(value), None, whole, digits=True)


def _scaled(whole: str, fraction: str | None, scale: int) -> tuple[int, bool]:
    """1, 25, 1000 -> 1250; without floats, so that 1.1 million is 1,100,000."""
    fraction = fraction or ""
    value, rest = divmod(int(whole + fraction) * scale, 10 ** len(fraction))
    return value, rest == 0 and (scale > 1 or not fraction)


def _spaced(tokens: Sequence[Token], at: int, end: int, value: int) -> tuple[int, int]:
    """1 200 000: groups of three digits, one no-break or thin space apart."""
    last = at + 1
    if len(tokens[at].lower) > 3 or tokens[at].lower[0] == "0":
        return value, last
    while last < end and last < at + 4:
        token = tokens[last]
        if len(token.lower) != 3 or not token.lower.isascii() or not token.lower.isdigit():
            break
        if token.start != tokens[last - 1].end + 1:
            break
        value, last = value * 1000 + int(token.lower), last + 1
    return value, last


def _below_hundred(word: str) -> int | None:
    """seven, twenty, twenty-one."""
    if word in UNITS:
        return UNITS[word]
    if word in TENS:
        return TENS[word]
    tens, _, unit = word.partition("-")
    if unit and tens in TENS and 1 <= UNITS.get(unit, 0) <= 9:
        return TENS[tens] + UNITS[unit]
    return None


def _words(tokens: Sequence[Token], at: int, end: int) -> Numeral | None:  # noqa: C901, PLR0912 - a list of shapes
    total = 0  # of closed thousands, millions
    current: int | None = None  # of the group that is open
    room = LARGEST  # the next value of a group must be below: after "twenty" a unit, after "hundred" below 100
    lowest = LARGEST * 10  # the scales of closed groups fall
    last = at
    stop = min(end, at + _MAX_WORDS)
    i = at
    while i < stop:
        word = tokens[i].lower
        value = _below_hundred(word)
        if value is not None:
            if (current is not None and value >= room) or (current is not None and value == 0):
                break
            current = (current or 0) + value
            room = 10 if word in TENS else 0
            i = last = i + 1
        elif word in SCALES and (current is not None):
            scale = SCALES[word]
            if scale == 100:
                if current >= 100 or current == 0:
                    break
                current, room = current * 100, 100
            else:
                if scale >= lowest:
                    break
                total, current, room, lowest = total + current * scale, None, 1000, scale
            i = last = i + 1
        elif word == "dozen" and total == 0 and current is not None and current < 100:
            return Numeral(i + 1, current * 12, None, whole=True, digits=False)
        elif word == "and" and room in (100, 1000) and i + 1 < stop:
            following = _below_hundred(tokens[i + 1].lower)
            if not following:
                break
            i += 1
        else:
            break
    if last == at:
        return None
    return Numeral(last, total + (current or 0), None, whole=True, digits=False)


def _word(tokens: Sequence[Token], at: int, end: int) -> str:
    return tokens[at].lower if at < end else ""


def _vague(tokens: Sequence[Token], at: int, end: int) -> Numeral | None:  # noqa: C901, PLR0912 - a list of shapes
    """a dozen, half a dozen, dozens, scores, hundreds, tens of thousands, several, a few, a couple of, many, a number of."""
    word, second, third, fourth = (_word(tokens, at + i, end) for i in range(4))
    many, several, dozens = Qualifier.MANY, Qualifier.SEVERAL, Qualifier.DOZENS

    def numeral(length: int, value: int, qualifier: Qualifier | None = None) -> Numeral:
        return Numeral(at + length, value, qualifier, whole=True, digits=False)

    if word in ("a", "an"):
        if second == "dozen":
            return numeral(2, 12)
        if second in ("hundred", "thousand", "million", "billion") and third != "-":
            return _article_scale(tokens, at, end)
        if second in ("couple", "pair") and third == "of" and fourth not in ("the", "them", "these"):
            if fourth == "dozen":
                return numeral(4, 24)
            if fourth in ("hundred", "thousand", "million"):
                return numeral(4, 2 * SCALES[fourth], Qualifier.ABOUT)
            return numeral(3, 2)
        if second == "couple" and third in ("dozen", "hundred", "thousand"):
            return numeral(3, 24 if third == "dozen" else 2 * SCALES[third], Qualifier.ABOUT)
        if second == "handful" and third == "of":
            return numeral(3, 3, several)
        if second in ("few", "good") and (stem := _stem(tokens, at + (1 if second == "few" else 2), end)):
            return stem
        if second == "few":
            return numeral(2, 3, several)
        return _many_of(tokens, at, end)
    if word == "half":
        if second in ("a", "dozen"):
            length = 2 if second == "dozen" else 3
            scale = 12 if _word(tokens, at + length - 1, end) == "dozen" else SCALES.get(third, 0)
            return numeral(length, scale // 2) if scale > 2 else None
        return None
    if word in ("several", "few", "many"):
        if stem := _stem(tokens, at, end):
            return stem
        if word == "several":
            return numeral(1, 3, several)
        return numeral(1, 2, many) if word == "many" else None
    if word == "dozens":
        return numeral(1, 24, dozens)
    if word == "scores":
        harmed = at > 0 and tokens[at - 1].lower in _BEFORE_SCORES
        return numeral(1, 40, many) if harmed or second in _AFTER_SCORES else None
    if word == "tens" and second == "of":
        return numeral(3, 2 * 10 * SCALES[third[:-1]], many) if third in ("thousands", "millions") else None
    if word in _PLURALS:
        if second == "of" and third in ("thousands", "millions", "billions"):
            return numeral(3, _PLURALS[word] * SCALES[third[:-1]], many)
        return numeral(1, _PLURALS[word], many)
    if word in ("numerous", "multiple", "countless"):
        return numeral(1, 2, many)
    if word in ("large", "huge", "vast", "significant", "growing") and second == "numbers" and third == "of":
        return numeral(3, 2, many)
    if word in ("lots", "plenty", "swarms", "waves") and second == "of":
        return numeral(2, 2, many)
    if word == "nought":
        return numeral(1, 0)
    return None


def _article_scale(tokens: Sequence[Token], at: int, end: int) -> Numeral:
    """A hundred, a thousand and five: as "one hundred" is read."""
    scale = SCALES[tokens[at + 1].lower]
    last = at + 2
    if _word(tokens, last, end) == "and" and last + 1 < end:
        rest = _below_hundred(tokens[last + 1].lower)
        if rest and scale == 100:
            return Numeral(last + 2, scale + rest, None, whole=True, digits=False)
    if scale == 100 and _word(tokens, last, end) in ("thousand", "million"):
        return Numeral(last + 1, scale * SCALES[tokens[last].lower], None, whole=True, digits=False)
    return Numeral(last, scale, None, whole=True, digits=False)


def _stem(tokens: Sequence[Token], at: int, end: int) -> Numeral | None:
    """Several hundred, a few thousand, several dozen: at least two of them."""
    second, third = _word(tokens, at + 1, end), _word(tokens, at + 2, end)
    if second in ("dozen", "dozens"):
        return Numeral(at + 2, 24, Qualifier.DOZENS, whole=True, digits=False)
    if second in ("hundred", "thousand", "million", "billion"):
        scale = SCALES[second]
        if second == "hundred" and third in ("thousand", "million"):
            return Numeral(at + 3, 2 * scale * SCALES[third], Qualifier.MANY, whole=True, digits=False)
        return Numeral(at + 2, 2 * scale, Qualifier.MANY, whole=True, digits=False)
    return None


_AFTER_SCORES = frozenset(
    "of more others were are have had remain injured wounded hurt killed dead missing arrested detained displaced feared".split()
)
_BEFORE_SCORES = frozenset(
    "injuring wounding injured wounded killing killed hurting maiming trapping displacing".split()
)
_LARGE = frozenset("large big huge great small significant considerable substantial growing record vast good".split())
_MANY_NOUNS = frozenset("number series string spate host lot multitude range".split())


def _many_of(tokens: Sequence[Token], at: int, end: int) -> Numeral | None:
    """A number of, a large number of, a series of."""
    noun = at + 1
    if _word(tokens, noun, end) in ("very", "still"):
        noun += 1
    if _word(tokens, noun, end) in _LARGE:
        noun += 1
    if _word(tokens, noun, end) in _MANY_NOUNS and _word(tokens, noun + 1, end) == "of":
        return Numeral(noun + 2, 2, Qualifier.MANY, whole=True, digits=False)
    return None


HEADS = (
    frozenset(UNITS)
    | frozenset(TENS)
    | frozenset(_PLURALS)
    | frozenset(
        "a an half several few many dozens scores tens numerous multiple countless large huge vast significant growing lots"
        " plenty swarms waves nought".split()
    )
    | frozenset(f"{tens}-{unit}" for tens in TENS for unit, value in UNITS.items() if 0 < value < 10)
)
"""Words at which a number may begin, besides digits."""
