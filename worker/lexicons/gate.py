"""The gate before all reading: whether a text holds the words of at least one whole rule, wherever they stand.

Most articles tell of no incident; this is asked of their bare words, and costs far less than to read them.  It may say yes too often,
never no where a rule would match.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from operator import and_
from typing import NamedTuple

from worker.lexicons.syntax import Classes, Element, InLayer, Mark, Words
from worker.lexicons.syntax import Sequence as Pattern

_Sides = tuple[int, frozenset[str] | None, frozenset[str] | None]
Runs = tuple[tuple[frozenset[str], ...], ...]
"""Words that stand in a row, row by row."""


class Way(NamedTuple):
    """A rule, seen from its most telling word."""

    needs: int
    """Of each of these sets (a bit for each) one word must stand somewhere in the text."""
    before: frozenset[str] | None
    """What must stand just before the word, if that is certain; so ``behind`` what stands just behind it."""
    behind: frozenset[str] | None
    apart: tuple[Runs, ...]
    """What must stand somewhere in a row besides, one of these or the other: "made off with" of "made off with … euros"."""


@dataclass(frozen=True, slots=True)
class Gate:
    """What opens it: one of the words in ``alone``; or a word in ``together`` in one of its ways."""

    alone: frozenset[str]
    together: Mapping[str, tuple[Way, ...]]
    sets: int
    """A bit for each set that is needed of any way, and ``left``: those that do not hold a word."""
    left: Mapping[str, int]
    telling: frozenset[str]
    helping: frozenset[str]
    """The keys of both, as sets: those meet the text's by walking over the smaller one."""

    def opens(self, words: AbstractSet[str], keys: Sequence[str]) -> bool:
        """Whether a text suffices for a rule: the set of its words, and all of them in their order."""
        if not self.alone.isdisjoint(words):
            return True
        missing = reduce(and_, map(self.left.__getitem__, words & self.helping), self.sets)
        for word in words & self.telling:
            for way in self.together[word]:
                if way.needs & missing or not _fits(way, word, keys):
                    continue
                if any(all(_occurs(run, keys) for run in runs) for runs in way.apart):
                    return True
        return False


def _fits(way: Way, word: str, keys: Sequence[str]) -> bool:
    """Whether the word stands anywhere between such neighbours."""
    before, behind = way.before, way.behind
    if before is None and behind is None:
        return True
    at = -1
    while True:
        try:
            at = keys.index(word, at + 1)
        except ValueError:
            return False
        fits = before is None or (at > 0 and keys[at - 1] in before)
        if fits and (behind is None or (at + 1 < len(keys) and keys[at + 1] in behind)):
            return True


def _occurs(run: tuple[frozenset[str], ...], keys: Sequence[str]) -> bool:
    """Whether such words stand anywhere in a row."""
    first, *others = run
    return any(
        all(key in words for key, words in zip(keys[at + 1 : at + len(run)], others, strict=False))
        for at in range(len(keys) - len(others))
        if keys[at] in first
    )


def build_gate(sequences: Iterable[Pattern], classes: Classes) -> Gate:
    """The gate of rules that are found without layers: each sequence under its most telling element."""
    empty, common = frozenset(classes["function_word"]), frozenset(classes["common_word"])
    alone: set[str] = set()
    together: dict[str, dict[_Sides, dict[Runs, None]]] = defaultdict(lambda: defaultdict(dict))
    numbers: dict[frozenset[str], int] = {}
    for sequence in sequences:
        elements = [e for e in sequence if not isinstance(e, Mark)]
        sets = [e.keys for e in elements if isinstance(e, Words)]
        if not sets or any(isinstance(e, InLayer) for e in elements):
            continue
        telling = min(sets, key=lambda keys: (len(keys & empty), len(keys & common), len(keys)))
        at = next(i for i, e in enumerate(elements) if isinstance(e, Words) and e.keys is telling)
        before, behind = _words(elements[at - 1 : at]), _words(elements[at + 1 : at + 2])
        # Words that every text holds tell nothing, unless they stand in a row.
        others = {keys for keys in sets if keys is not telling and keys.isdisjoint(empty)}
        needs = sum(1 << numbers.setdefault(keys, len(numbers)) for keys in others)
        runs = tuple(run for run in _runs_apart(elements, at) if not others.issuperset(run))
        if needs or before or behind or runs:
            for key in telling:
                together[key][needs, before, behind][runs] = None
        else:
            alone |= telling
    needed: dict[str, int] = defaultdict(int)
    for keys, number in numbers.items():
        for key in keys:
            needed[key] |= 1 << number
    ways_of = {
        key: tuple(Way(*sides, ((),) if () in apart else tuple(apart)) for sides, apart in ways.items())
        for key, ways in together.items()
        if key not in alone
    }
    every = (1 << len(numbers)) - 1
    left = {key: every & ~sets for key, sets in needed.items()}
    return Gate(frozenset(alone), ways_of, every, left, frozenset(ways_of), frozenset(left))


def _runs_apart(elements: Sequence[Element], at: int) -> Iterator[tuple[frozenset[str], ...]]:
    """The words that stand in a row, row by row, but for the row of the element ``at``."""
    for are_words, row in groupby(enumerate(elements), key=lambda numbered: isinstance(numbered[1], Words)):
        numbers, run = zip(*row, strict=True)
        if are_words and len(run) > 1 and at not in numbers:
            yield tuple(element.keys for element in run)


def _words(elements: Sequence[Element]) -> frozenset[str] | None:
    return elements[0].keys if elements and isinstance(elements[0], Words) else None
