"""Finds rules in a document: one look-up a token, then a few bounded tests.

Each flat sequence of a rule is filed under its rarest word, the anchor.  From an anchor the sequence is tested to the left and
to the right; gaps are bounded, so that a match costs a constant and a document costs its length.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from worker.lexicons.syntax import Capital, Classes, Gap, InLayer, Mark, Sequence, Words, parse_pattern
from worker.text.document import Document
from worker.text.layers import Layer, Layers
from worker.text.tokens import Token

_WALLS = frozenset(';:()[]"“”«»')  # no gap crosses these
# Words that every text holds: a poor anchor, however short their list.
_COMMON = frozenset(
    "a an the of in on at to by for from with and or that which who it its his her their they he she we i you this these those"
    " is are was were be been being has have had having do does did will would could can may might not no as than but if when"
    " after before while out up down off over under into about more most all some any other one two three new first last said"
    " says say people made make take took , . ' 's - –".split()
)


class Patterned(Protocol):
    """What has an id and patterns: a rule of any kind."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def patterns(self) -> tuple[str, ...]: ...  # noqa: D102


R = TypeVar("R", bound=Patterned)


@dataclass(frozen=True, slots=True)
class Match(Generic[R]):
    """A rule found in tokens ``[first, last)`` of one sentence."""

    rule: R
    first: int
    last: int
    captures: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Filed(Generic[R]):
    """A sequence under its anchor: marks taken out and kept as positions between elements."""

    rule: R
    elements: tuple[Words | Gap | InLayer | Capital, ...]
    anchor: int
    captures: tuple[tuple[str, int, int], ...]  # name, first element, last element (exclusive)


class Matcher(Generic[R]):
    """A set of rules, compiled.  Immutable after construction."""

    def __init__(self, rules: Iterable[R], classes: Classes) -> None:
        self.rules: tuple[R, ...] = tuple(rules)
        by_word: dict[str, list[_Filed[R]]] = defaultdict(list)
        by_layer: dict[str, list[_Filed[R]]] = defaultdict(list)
        for rule in self.rules:
            for pattern in rule.patterns:
                for sequence in parse_pattern(pattern, classes):
                    filed = _filed(rule, sequence)
                    anchor = filed.elements[filed.anchor]
                    if isinstance(anchor, Words):
                        for key in anchor.keys:
                            by_word[key].append(filed)
                    elif isinstance(anchor, InLayer):
                        by_layer[anchor.layer].append(filed)
        self._by_word = dict(by_word)
        self._by_layer = dict(by_layer)

    @property
    def anchors(self) -> frozenset[str]:
        """The words without which no rule (but those on layers alone) can match."""
        return frozenset(self._by_word)

    def find(self, document: Document, layers: Layers, first: int = 0, last: int | None = None) -> Iterator[Match[R]]:
        """All matches in tokens ``[first, last)``, by anchor; of one rule's overlapping matches, all are given."""
        tokens = document.tokens
        stop = len(tokens) if last is None else last
        for at in range(first, stop):
            for filed in self._by_word.get(tokens[at].lower, ()):
                sentence = document.sentence_of(at)
                if found := _try(filed, tokens, layers, at, at + 1, sentence.first, sentence.last):
                    yield found
        for name, several in self._by_layer.items():
            for at, end in (layers[name].ends if name in layers else {}).items():
                if first <= at < stop:
                    sentence = document.sentence_of(at)
                    for filed in several:
                        if found := _try(filed, tokens, layers, at, end, sentence.first, sentence.last):
                            yield found

    def find_longest(self, document: Document, layers: Layers) -> list[Match[R]]:
        """Of each rule's overlapping matches the longest, in text order."""
        best: dict[tuple[str, int], Match[R]] = {}
        for match in self.find(document, layers):
            key = (match.rule.id, match.first)
            if key not in best or match.last > best[key].last:
                best[key] = match
        kept: list[Match[R]] = []
        reach: dict[str, int] = {}
        for match in sorted(best.values(), key=lambda m: (m.first, -m.last, m.rule.id)):
            if match.first >= reach.get(match.rule.id, -1):
                kept.append(match)
                reach[match.rule.id] = match.last
        return kept


def _filed(rule: R, sequence: Sequence) -> _Filed[R]:
    elements: list[Words | Gap | InLayer | Capital] = []
    opened: dict[str, int] = {}
    captures: list[tuple[str, int, int]] = []
    for element in sequence:
        if not isinstance(element, Mark):
            elements.append(element)
        elif element.opens:
            opened[element.name] = len(elements)
        else:
            captures.append((element.name, opened.pop(element.name), len(elements)))
    words = [(not e.keys.isdisjoint(_COMMON), len(e.keys), i) for i, e in enumerate(elements) if isinstance(e, Words)]
    anchor = min(words)[2] if words else next(i for i, e in enumerate(elements) if isinstance(e, InLayer))
    return _Filed(rule, tuple(elements), anchor, tuple(captures))


def _try(
    filed: _Filed[R], tokens: tuple[Token, ...], layers: Layers, first: int, last: int, low: int, high: int
) -> Match[R] | None:
    elements, anchor = filed.elements, filed.anchor
    bounds = [0] * (len(elements) + 1)
    bounds[anchor], bounds[anchor + 1] = first, last
    if not _left(elements, anchor - 1, first, tokens, layers, low, bounds):
        return None
    if not _right(elements, anchor + 1, last, tokens, layers, high, bounds):
        return None
    captures = {name: (bounds[a], bounds[b]) for name, a, b in filed.captures}
    return Match(filed.rule, bounds[0], bounds[-1], captures)


def _right(
    elements: tuple[Words | Gap | InLayer | Capital, ...],
    index: int,
    at: int,
    tokens: tuple[Token, ...],
    layers: Layers,
    high: int,
    bounds: list[int],
) -> bool:
    """Tests elements ``index…`` from token ``at``; the shortest gaps win."""
    if index == len(elements):
        return True
    element = elements[index]
    if isinstance(element, Gap):
        for end in range(at, min(at + element.most, high) + 1):
            bounds[index + 1] = end
            if _right(elements, index + 1, end, tokens, layers, high, bounds):
                return True
            if end < high and tokens[end].lower in _WALLS:
                return False
        return False
    reached = _step(element, at, tokens, layers, high)
    if reached is None:
        return False
    bounds[index + 1] = reached
    return _right(elements, index + 1, reached, tokens, layers, high, bounds)


def _left(
    elements: tuple[Words | Gap | InLayer | Capital, ...],
    index: int,
    at: int,
    tokens: tuple[Token, ...],
    layers: Layers,
    low: int,
    bounds: list[int],
) -> bool:
    """Tests elements ``…index`` so that the last ends at token ``at``."""
    if index < 0:
        return True
    element = elements[index]
    if isinstance(element, Gap):
        for begin in range(at, max(at - element.most, low) - 1, -1):
            bounds[index] = begin
            if _left(elements, index - 1, begin, tokens, layers, low, bounds):
                return True
            if begin > low and tokens[begin - 1].lower in _WALLS:
                return False
        return False
    reached = _step_back(element, at, tokens, layers, low)
    if reached is None:
        return False
    bounds[index] = reached
    return _left(elements, index - 1, reached, tokens, layers, low, bounds)


_NO_LAYER = Layer()


def _step(
    element: Words | InLayer | Capital, at: int, tokens: tuple[Token, ...], layers: Layers, high: int
) -> int | None:
    if at >= high:
        return None
    match element:
        case Words(keys):
            return at + 1 if tokens[at].lower in keys else None
        case InLayer(name):
            end = layers.get(name, _NO_LAYER).ends.get(at)
            return end if end is not None and end <= high else None
        case Capital():
            return at + 1 if tokens[at].is_capitalised else None


def _step_back(
    element: Words | InLayer | Capital, at: int, tokens: tuple[Token, ...], layers: Layers, low: int
) -> int | None:
    if at <= low:
        return None
    match element:
        case Words(keys):
            return at - 1 if tokens[at - 1].lower in keys else None
        case InLayer(name):
            begin = layers.get(name, _NO_LAYER).begins.get(at)
            return begin if begin is not None and begin >= low else None
        case Capital():
            return at - 1 if tokens[at - 1].is_capitalised else None
