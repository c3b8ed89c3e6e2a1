"""What a text must begin with, or hold, for a regular expression to match all of it: seen in one step, where the expression takes many.

It reads the expression as Python's own parser does.  What it does not know could be anything, so that no match is ever lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any

from worker.values import dataclass

_PARSER: Any = import_module("re._parser")
_LONGEST = 8  # characters of an opening at most
_TIMES = 2  # that a repetition is followed
_SHORTEST_LANDMARK = 5
_Element = tuple[object, Any]
_Letters = tuple[str, ...]  # an expression for each character, in lower case
_Head = tuple[_Letters, bool]  # what it begins with; whether it is known how it goes on
_Branches = dict[str, "_Branches"]


@dataclass(frozen=True, slots=True)
class Openings:
    """One of two things must be so; both are asked of the text in lower case."""

    begin: str
    """An expression that matches the first characters; it captures nothing."""
    landmarks: frozenset[str]
    """One of these stands somewhere."""


NOTHING = r"(?!)"
"""An expression that never matches."""
NO_OPENINGS = Openings(NOTHING, frozenset())


def openings_of(regexes: Iterable[str]) -> Openings:
    """Of several expressions that ignore case, of which none matches an empty text."""
    heads: set[_Letters] = set()
    landmarks: set[str] = set()
    for regex in regexes:
        for way in _ways(_PARSER.parse(regex)):
            begins = {head for head, _ in _heads(way)}
            if () in begins:
                landmarks.add(_landmark(way))
            else:
                heads |= begins
    branches: _Branches = {}
    for head in sorted(heads):
        # "ad" says all that "adve" says.
        if not any(head[:length] in heads for length in range(1, len(head))):
            _grow(branches, head)
    return Openings(_expression(branches) if branches else NOTHING, frozenset(landmarks))


def _grow(branches: _Branches, head: _Letters) -> None:
    for letter in head:
        branches = branches.setdefault(letter, {})


def _expression(branches: _Branches) -> str:
    ways = [letter + (_expression(more) if more else "") for letter, more in branches.items()]
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"


def _ways(elements: Sequence[_Element]) -> list[Sequence[_Element]]:
    """The alternatives of an expression."""
    if len(elements) == 1 and str(elements[0][0]) == "BRANCH":
        alternatives: list[Sequence[_Element]] = elements[0][1][1]
        return alternatives
    return [elements]


def _heads(elements: Sequence[_Element]) -> set[_Head]:
    heads: set[_Head] = {((), True)}
    for name, what in elements:
        if not any(goes_on for _, goes_on in heads):
            break
        longer: set[_Head] = set()
        following = _of_element((name, what))
        for head, goes_on in heads:
            if goes_on:
                longer |= {
                    ((head + more)[:_LONGEST], still and len(head) + len(more) < _LONGEST) for more, still in following
                }
            else:
                longer.add((head, False))
        heads = longer
    return heads


def _of_element(element: _Element) -> set[_Head]:
    name, what = element
    match str(name):
        case "LITERAL":
            return {((re.escape(chr(what).lower()),), True)}
        case "SUBPATTERN":
            return _heads(what[3])
        case "BRANCH":
            return {head for way in what[1] for head in _heads(way)}
        case "MAX_REPEAT":
            return _of_repeated(*what)
        case "IN":
            return _of_set(what)
        case "AT":
            return {((), True)}
        case _:
            return {((), False)}


def _of_repeated(least: int, most: int, repeated: Sequence[_Element]) -> set[_Head]:
    times = range(least, min(most, _TIMES) + 1)
    heads = {head for several in times for head in _heads(list(repeated) * several)}
    return heads if most <= _TIMES else {(head, False) for head, _ in heads}


_CATEGORIES = {"CATEGORY_DIGIT": r"\d", "CATEGORY_WORD": r"\w", "CATEGORY_SPACE": r"\s"}


def _of_set(several: Sequence[_Element]) -> set[_Head]:
    """One of several letters: an expression of them in lower case, those of a range in either."""
    letters: set[str] = set()
    for name, what in several:
        match str(name):
            case "LITERAL":
                letters.add(re.escape(chr(what).lower()))
            case "RANGE":
                first, last = map(chr, what)
                letters |= {f"{re.escape(a)}-{re.escape(b)}" for a, b in ((first, last), (first.lower(), last.lower()))}
            case "CATEGORY" if str(what) in _CATEGORIES:
                letters.add(_CATEGORIES[str(what)])
            case _:
                return {((), False)}
    return {((f"[{''.join(sorted(letters))}]",), True)}


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
