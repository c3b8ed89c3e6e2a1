"""The doubt of a number, in the words beside it: at least, up to, about, or more."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.quantity import Qualifier, Quantity
from worker.text.document import Document
from worker.text.number_shapes import Read
from worker.text.tokens import Token

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
_MOVING = frozenset("go goes going gone went move moves moved rise rises risen rose climb climbs climbed".split())
_LARGE_ONLY = frozenset(("over", "above", "under", "below"))  # "over two villages" is a place


def qualified(document: Document, read: Read, floor: int) -> tuple[int, int, Quantity]:
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
    return first, last, quantity


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
        if phrase == ("up",) and begin > floor and tokens[begin - 1].lower in _MOVING:
            continue  # "the toll has gone up to 33"
        if begin >= floor and all(tokens[begin + i].lower == part for i, part in enumerate(phrase)):
            return begin, qualifier
    return None


def _qualifier_after(document: Document, last: int, read: Read) -> tuple[int, Qualifier | None]:
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
