"""Joins things to lists: ``a bank in Goma, two shops and the town hall``, ``at the embassy and in front of a school``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from worker.text.document import Document
from worker.text.layers import Layer
from worker.values import dataclass

_JOINTS = frozenset("and or , & plus : -- – — namely including as well".split())
_PREPOSITIONS = frozenset("at in on near against outside inside to under into of from with between".split())
_PREPOSITIONAL = _PREPOSITIONS | {"front", "next", "close", "one", "another", "others"}  # "another in front of"
_LONGEST = 4  # words of a preposition
_ASIDE = 2  # phrases with a preposition between a thing and the joint
_BRACKETS = 8  # tokens of an aside in brackets
_AHEAD = 3  # members of a list before its first thing


@dataclass(frozen=True, slots=True)
class Span:
    """The tokens ``[first, last)`` of a thing."""

    first: int
    last: int


def join_things(document: Document, things: Sequence[Span], phrases: Layer, low: int) -> Iterator[tuple[int, range]]:
    """Lists, as the positions of their things; with each where it begins, counted with members that are no things.

    ``low`` is the first token of the sentence.
    """
    begin = 0
    for at in range(1, len(things) + 1):
        if at == len(things) or not _joined(document, phrases, things[at - 1].last, things[at].first):
            yield _beginning(document, phrases, things[begin].first, low), range(begin, at)
            begin = at


def _joined(document: Document, phrases: Layer, left: int, right: int) -> bool:
    """Whether only phrases about the left thing, a joint, and a preposition stand between two things."""
    tokens = document.tokens
    at = left
    for _ in range(_ASIDE):
        end = phrases.ends.get(at + 1)
        if at >= right or tokens[at].lower not in _PREPOSITIONS or end is None or end > right:
            break
        at = end
    joint = at = _after_brackets(document, at, right)
    while joint < right and tokens[joint].lower in _JOINTS:
        joint += 1
    if joint == at:
        return False
    return right - joint <= _LONGEST and all(tokens[i].lower in _PREPOSITIONAL for i in range(joint, right))


def _after_brackets(document: Document, at: int, right: int) -> int:
    """Behind an aside: ``the union | (UTW)``."""
    tokens = document.tokens
    if at < right and tokens[at].lower in ("(", "["):
        for closing in range(at + 1, min(right, at + _BRACKETS)):
            if tokens[closing].lower in (")", "]"):
                return closing + 1
    return at


def _beginning(document: Document, phrases: Layer, first: int, low: int) -> int:
    """Where a list begins that names others before its first thing: ``the mayor, | a bank``."""
    tokens = document.tokens
    for _ in range(_AHEAD):
        joint = first
        while joint > low and tokens[joint - 1].lower in (",", "and", "&"):
            joint -= 1
        before = phrases.begins.get(joint)
        while before is not None and before - 1 > low and tokens[before - 1].lower == "of":
            before = phrases.begins.get(before - 1)
        if joint == first or before is None or before < low:
            return first
        first = before
    return first
