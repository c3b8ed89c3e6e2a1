"""Joins things to lists: ``a bank in Goma, two shops and the town hall``, ``at the embassy and in front of a school``."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from worker.text.document import Document
from worker.text.layers import Layer
from worker.values import dataclass

_JOINTS = frozenset("and or , ; & plus : - -- – — namely including as well".split())
_PREPOSITIONS = frozenset("at in on near against outside inside to under into of from with between".split())
_ORDINALS = frozenset("second third fourth other last".split())  # "and the | third | at"
_LEADING = _PREPOSITIONS | _ORDINALS | frozenset("front next close one another others".split())  # "another in front of"
_LONGEST = 4  # words of a preposition
_ASIDE = 3  # phrases with a preposition between a thing and the joint
_BRACKETS = 8  # tokens of an aside in brackets
_AHEAD = 3  # members of a list before its first thing


@dataclass(frozen=True, slots=True)
class Span:
    """The tokens ``[first, last)`` of a thing."""

    first: int
    last: int


def join_things(
    document: Document, things: Sequence[Span], phrases: Layer, times: Collection[int], low: int
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Lists, as the positions of their things; with each where it begins, counted with members that are no things.

    ``times`` are tokens that say when, ``low`` is the first token of the sentence.  A thing that only says where, "three
    cars | on the road | -- a van, a bus and a jeep", is a list of its own.
    """
    members: list[int] = []
    for at in range(len(things)):
        if members and not _joined(document, phrases, times, things[members[-1]].last, things[at].first):
            if at + 1 < len(things) and _joined(
                document, phrases, times, things[members[-1]].last, things[at + 1].first
            ):
                yield things[at].first, (at,)
                continue
            yield _beginning(document, phrases, things[members[0]].first, low), tuple(members)
            members = []
        members.append(at)
    if members:
        yield _beginning(document, phrases, things[members[0]].first, low), tuple(members)


def _joined(document: Document, phrases: Layer, times: Collection[int], left: int, right: int) -> bool:
    """Whether only phrases about the left thing, members that are no things, a joint, and a preposition stand between."""
    tokens = document.tokens
    at = left
    for step in range(_AHEAD):
        joint = at = _after_asides(document, phrases, times, at, right)
        while joint < right and tokens[joint].lower in _JOINTS:
            joint += 1
        if joint == at:
            return False
        led = right - joint <= _LONGEST and all(_leads_on(document, i) for i in range(joint, right))
        if led and (step == 0 or joint == right):
            return True
        end = phrases.ends.get(joint)
        if tokens[joint - 1].lower != "," or end is None or end >= right or tokens[end].lower not in (",", "and"):
            return False
        at = end  # "offices of aid groups, | political parties | and churches"
    return False


def _leads_on(document: Document, at: int) -> bool:
    """Whether a word is of a preposition, or stands for what went off at the next thing: "and the third at"."""
    word, behind = document.keys[at], document.keys[at + 1 : at + 2]
    return word in _LEADING or (word in ("the", "a") and not _ORDINALS.isdisjoint(behind))


def _after_asides(document: Document, phrases: Layer, times: Collection[int], at: int, right: int) -> int:
    """Behind what says where and when, and an aside in brackets: ``a bank | in Goma on Friday``."""
    tokens = document.tokens
    for _ in range(_ASIDE):
        end = at + 1 if tokens[at].lower in _PREPOSITIONS else at
        if end in times:
            while end in times:
                end += 1
        elif end > at:
            end = phrases.ends.get(end, right + 1)
        if end == at or end > right:
            break
        at = end
    return _after_brackets(document, at, right)


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
