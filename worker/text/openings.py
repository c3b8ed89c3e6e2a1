"""What a text must begin with, or hold, for a regular expression to match all of it: seen in one step, where the expression takes many.

It reads the expression as Python's own parser does.  What it does not know could be anything, so that no match is ever lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any, NamedTuple

_PARSER: Any = import_module("re._parser")
LONGEST = 5
"""Characters of an opening at most."""
_FEW = 12  # characters of a set that are told one by one
_TIMES = 2  # that a repetition is followed
_SHORTEST_LANDMARK = 5
_Element = tuple[object, Any]
_Head = tuple[str, bool]  # what it begins with; whether it is known how it goes on


class Openings(NamedTuple):
    """One of ``heads`` at the begin, or one of ``landmarks`` somewhere; all in lower case."""

    heads: dict[str, tuple[str, ...]]
    """By their first character."""
    landmarks: frozenset[str]

    def fit(self, head: str) -> bool:
        """Whether a text that begins so may match; ``head`` are its first characters, ``LONGEST`` or all."""
        lowered = head.lower()
        return not lowered.isascii() or lowered.startswith(self.heads.get(lowered[:1], ()))


NO_OPENINGS = Openings({}, frozenset())


def openings_of(regexes: Iterable[str]) -> Openings:
    """Of several expressions, of which none matches an empty text."""
    heads: dict[str, set[str]] = {}
    landmarks: set[str] = set()
    for regex in regexes:
        for way in _ways(_PARSER.parse(regex)):
            begins = {head for head, _ in _heads(way)}
            if "" in begins:
                landmarks.add(_landmark(way))
                continue
            for head in begins:
                # What is no ASCII is asked in any case; "ad" says all that "adve" says.
                if head.isascii() and not any(head[:length] in begins for length in range(1, len(head))):
                    heads.setdefault(head[0], set()).add(head)
    return Openings({first: tuple(sorted(several)) for first, several in heads.items()}, frozenset(landmarks))


def _ways(elements: Sequence[_Element]) -> list[Sequence[_Element]]:
    """The alternatives of an expression."""
    if len(elements) == 1 and str(elements[0][0]) == "BRANCH":
        alternatives: list[Sequence[_Element]] = elements[0][1][1]
        return alternatives
    return [elements]


def _heads(elements: Sequence[_Element]) -> set[_Head]:
    heads: set[_Head] = {("", True)}
    for name, what in elements:
        longer: set[_Head] = set()
        for head, goes_on in heads:
            if goes_on and len(head) < LONGEST:
                longer |= {((head + more)[:LONGEST], still) for more, still in _of_element((name, what))}
            else:
                longer.add((head, False))
        heads = longer
    return heads


def _of_element(element: _Element) -> set[_Head]:
    name, what = element
    match str(name):
        case "LITERAL":
            return {(chr(what).lower(), True)}
        case "SUBPATTERN":
            return _heads(what[3])
        case "BRANCH":
            return {head for way in what[1] for head in _heads(way)}
        case "MAX_REPEAT":
            return _of_repeated(*what)
        case "IN":
            return _of_set(what)
        case "AT":
            return {("", True)}
        case _:
            return {("", False)}


def _of_repeated(least: int, most: int, repeated: Sequence[_Element]) -> set[_Head]:
    times = range(least, min(most, _TIMES) + 1)
    heads = {head for several in times for head in _heads(list(repeated) * several)}
    return heads if most <= _TIMES else {(head, False) for head, _ in heads}


def _of_set(several: Sequence[_Element]) -> set[_Head]:
    letters: set[str] = set()
    for name, what in several:
        match str(name):
            case "LITERAL":
                letters.add(chr(what).lower())
            case "RANGE" if what[1] - what[0] < _FEW:
                letters |= {chr(point).lower() for point in range(what[0], what[1] + 1)}
            case "CATEGORY" if str(what) == "CATEGORY_DIGIT":
                letters |= set("0123456789")  # others are no ASCII, and asked in any case
            case _:
                return {("", False)}
    return {(letter, True) for letter in letters} if len(letters) <= _FEW else {("", False)}


def _landmark(elements: Sequence[_Element]) -> str:
    """The longest run of letters that stands in each match; "" if there is none of some length."""
    runs = [""]
    for name, what in elements:
        if str(name) == "LITERAL":
            runs[-1] += chr(what).lower()
        else:
            runs.append("")
    longest = max(runs, key=len)
    return longest if len(longest) >= _SHORTEST_LANDMARK and longest.isascii() else ""
