"""Tells a part of a thing from the thing: of "the windows of a school" and "the school's windows" the school was hit."""

from __future__ import annotations

from collections.abc import Container, Mapping

from worker.text.document import Document
from worker.text.layers import Layer
from worker.text.numbers import Number

_PARTS = frozenset(
    "window windows roof roofs wall walls door doors facade façade gate gates entrance entrances stern hull bow fence fences"
    " perimeter windscreen windshield tyres tires rooftop balcony balconies chimney dome minaret lobby vault".split()
)
_OF = frozenset("of in at on".split())
_PORTIONS = frozenset(
    "outskirts edge edges segment segments section sections stretch stretches part parts portion portions half head heads".split()
)


def is_part(document: Document, phrases: Layer, heads: Container[str], at: int, high: int) -> bool:
    """Whether the noun at token ``at`` is but a part of a thing that follows: ``the facade | of a school``."""
    keys = document.keys
    if keys[at] not in _PARTS or keys[at + 1] not in _OF:
        return False
    end = phrases.ends.get(at + 2)
    return end is not None and end <= high and any(keys[i] in heads for i in range(at + 2, end))


def before_part(
    document: Document, counts: Mapping[int, Number], low: int, first: int, determiners: Container[str]
) -> int:
    """Where it begins with what part of it is meant: ``several segments of | the road``, ``the windows of | a school``."""
    keys = document.keys
    if first - 2 < low or not (
        (keys[first - 1] == "of" and keys[first - 2] in _PORTIONS)
        or (keys[first - 1] in _OF and keys[first - 2] in _PARTS)
    ):
        return first
    first -= 2
    number = counts.get(first)
    if number is not None and number.first >= low:
        return number.first
    return first - 1 if first > low and keys[first - 1] in determiners else first


def whole_until(document: Document, heads: Container[str], name: int, head: int, last: int) -> int:
    """Where the name of the whole ends: ``the bank | 's front windows``."""
    if document.keys[head] not in _PARTS:
        return last
    for at in range(name + 1, head):
        if document.keys[at] == "'s" and document.keys[at - 1] in heads:
            return at
    return last
