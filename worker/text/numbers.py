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
from dataclasses import replace

from schemas.quantity import Qualifier, Quantity
from worker.text.document import Document, Sentence
from worker.text.layers import Layer, layer_of
from worker.text.number_kinds import PLURALS, NumberKind, kind_of
from worker.text.number_qualifiers import qualified
from worker.text.number_shapes import Read, digit_word_kind, read_hyphenated, read_range
from worker.text.numerals import HEADS, SCALES, TENS, UNITS, parse_numeral
from worker.text.tokens import Token
from worker.text.words import remembered
from worker.values import dataclass


@dataclass(frozen=True, slots=True)
class Number:
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
    for sentence, spots in document.sentences_with(document.spots_where(_may_begin)):
        for number in _in_sentence(document, sentence, spots):
            if found and found[-1].last > number.first:
                continue
            found.append(number)
    return tuple(found)


def number_layer(numbers: Sequence[Number]) -> Layer:
    """The counts as a layer, for patterns that say ``%number``."""
    return layer_of((number.first, number.last) for number in numbers if number.kind == "count")


@remembered
def _may_begin(word: str) -> bool:
    return word in _STARTS or word[0] in "0123456789" or "-" in word


def _in_sentence(document: Document, sentence: Sentence, spots: Sequence[int]) -> Iterator[Number]:
    tokens, low, high = document.tokens, sentence.first, sentence.last
    floor = low
    previous: Number | None = None
    for at in spots:
        read = _read(tokens, at, low, high) if at >= floor else None
        if read is None:
            continue
        number = Number(*qualified(document, read, floor), read.kind)
        if (
            previous is not None
            and previous.kind == "age"
            and number.kind == "count"
            and _in_list(document, previous, number, high)
        ):
            number = replace(number, kind="age")
        yield number
        previous, floor = number, read.last


def _read(tokens: Sequence[Token], at: int, low: int, high: int) -> Read | None:  # noqa: C901, PLR0912 - a list of shapes
    word = tokens[at].lower
    if word[0] in "0123456789":
        if "-" in word:
            return read_hyphenated(tokens, at, low, high)
        if kind := digit_word_kind(word):
            return Read(at, at + 1, None, None, None, Qualifier.EXACT, kind)
    elif word in _NOTHING:
        return _none(tokens, at, high)
    elif word in ORDINALS:
        return Read(at, at + 1, None, None, None, Qualifier.EXACT, "ordinal")
    elif word not in HEADS:
        if "-" in word and (word.partition("-")[0] in UNITS or word.partition("-")[0] in TENS):
            return read_hyphenated(tokens, at, low, high)
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
    if ranged := read_range(tokens, at, numeral, low, high):
        return ranged
    kind = kind_of(tokens, at, numeral, low, high)
    value = numeral.value
    if value == 0 and kind == "count":
        return Read(at, numeral.last, 0, 0, 0, Qualifier.EXPLICIT_NONE, kind)
    if numeral.qualifier is Qualifier.ABOUT:
        return Read(at, numeral.last, None, value, None, Qualifier.ABOUT, kind)
    if numeral.qualifier is not None:
        return Read(at, _with_of(tokens, numeral.last, high), value, None, None, numeral.qualifier, kind)
    if kind == "percent" and numeral.last + 1 < high and tokens[numeral.last].lower == "in":
        return Read(at, numeral.last + 2, None, None, None, Qualifier.EXACT, kind)  # one in five
    return Read(at, numeral.last, value, value, value, Qualifier.EXACT, kind)


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
ORDINALS = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth".split(),
        start=1,
    )
} | {"twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100}
_NOTHING = frozenset("no none nobody without not".split())
_STARTS = HEADS | _NOTHING | frozenset(ORDINALS)
# After "no": words with which it negates no thing.
_NO_THING = frozenset(
    "longer more less fewer later sooner matter doubt way wonder further better worse different sense good such , . : ; ! ? ) ” ’ \" '"
    " the to".split()
)


def _none(tokens: Sequence[Token], at: int, high: int) -> Read | None:
    """No casualties, no one, none, nobody, without any casualties, not a single."""
    word = tokens[at].lower
    second = tokens[at + 1].lower if at + 1 < high else ""
    third = tokens[at + 2].lower if at + 2 < high else ""
    last = at + 1
    if word == "no":
        if second == "." and third[:1].isdigit():
            return Read(at, at + 3, None, None, None, Qualifier.EXACT, "name")
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
    return Read(at, last, 0, 0, 0, Qualifier.EXPLICIT_NONE, "count")


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


def _in_list(document: Document, previous: Number, number: Number, high: int) -> bool:
    """Aged 5, 7 and 12; not "aged 5 to 12, and | dozens"."""
    if document.tokens[previous.last - 1].text.isdigit() and not document.tokens[number.last - 1].text.isdigit():
        return False
    between = {token.lower for token in document.tokens[previous.last : number.first]}
    if not between or not between <= {",", "and", "or", "to"} or number.first - previous.last > 2:
        return False
    after = document.tokens[number.last].lower if number.last < high else ""
    return not after.endswith("s") and after not in PLURALS
