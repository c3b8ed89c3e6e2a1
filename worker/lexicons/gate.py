"""The gate before all reading: whether a text holds the words of at least one whole rule, wherever they stand.

Most articles tell of no incident; this is asked of their bare words, and costs far less than to read them.  It may say yes too often,
never no where a rule would match.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import NamedTuple

from worker.lexicons.syntax import Classes, Element, InLayer, Mark, Words
from worker.lexicons.syntax import Sequence as Pattern


class Way(NamedTuple):
    """A rule, seen from its most telling word."""

    needs: int
    """Of each of these sets (a bit for each) one word must stand somewhere in the text."""
    before: frozenset[str] | None
    """What must stand just before the word, if that is certain; so ``behind`` what stands just behind it."""
    behind: frozenset[str] | None


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
                if not way.needs & missing and _fits(way, word, keys):
                    return True
        return False


def _fits(way: Way, word: str, keys: Sequence[str]) -> bool:
    """Whether the word stands anywhere between such neighbours."""
    if way.before is None and way.behind is None:
        return True
    at = -1
    while True:
        try:
            at = keys.index(word, at + 1)
        except ValueError:
            return False
        before = way.before is None or (at > 0 and keys[at - 1] in way.before)
        if before and (way.behind is None or (at + 1 < len(keys) and keys[at + 1] in way.behind)):
            return True


def build_gate(sequences: Iterable[Pattern], classes: Classes) -> Gate:
    """The gate of rules that are found without layers: each sequence under its most telling element."""
    empty, common = frozenset(classes["function_word"]), frozenset(classes["common_word"])
    alone: set[str] = set()
    together: dict[str, dict[Way, None]] = defaultdict(dict)
    numbers: dict[frozenset[str], int] = {}
    for sequence in sequences:
        elements = [e for e in sequence if not isinstance(e, Mark)]
        sets = [e.keys for e in elements if isinstance(e, Words)]
        if not sets or any(isinstance(e, InLayer) for e in elements):
            continue
        telling = min(sets, key=lambda keys: (len(keys & empty), len(keys & common), len(keys)))
        at = next(i for i, e in enumerate(elements) if isinstance(e, Words) and e.keys is telling)
        before, behind = _words(elements[at - 1 : at]), _words(elements[at + 1 : at + 2])
        # Words that every text holds tell nothing.
        others = {keys for keys in sets if keys is not telling and keys.isdisjoint(empty)}
        needs = sum(1 << numbers.setdefault(keys, len(numbers)) for keys in others)
        if needs or before or behind:
            for key in telling:
                together[key][Way(needs, before, behind)] = None
        else:
            alone |= telling
    needed: dict[str, int] = defaultdict(int)
    for keys, number in numbers.items():
        for key in keys:
            needed[key] |= 1 << number
    ways_of = {key: tuple(ways) for key, ways in together.items() if key not in alone}
    every = (1 << len(numbers)) - 1
    left = {key: every & ~sets for key, sets in needed.items()}
    return Gate(frozenset(alone), ways_of, every, left, frozenset(ways_of), frozenset(left))


def _words(elements: Sequence[Element]) -> frozenset[str] | None:
    return elements[0].keys if elements and isinstance(elements[0], Words) else None
