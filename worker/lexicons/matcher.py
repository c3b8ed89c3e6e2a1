"""Finds rules in a document: one look-up a token, then a few bounded tests.

Sequences that are filed under one anchor share their parts: at an anchor each part is tested once at most.  Gaps are bounded, so
that a match costs a constant and a document costs its length.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Generic

from worker.lexicons.posts import CAPITAL, GAP, LAYER, WORDS, Choice, Group, Post, R, Tests, file_rules
from worker.lexicons.syntax import Classes
from worker.text.document import Document
from worker.text.layers import Layer, Layers
from worker.values import dataclass

_MOST_REMEMBERED = 20_000  # sequences of a post, in all its choices
_WALLS = frozenset(';:()[]"“”«»')  # no gap crosses these


@dataclass(frozen=True, slots=True)
class Match(Generic[R]):
    """A rule found in tokens ``[first, last)`` of one sentence."""

    rule: R
    first: int
    last: int
    captures: Mapping[str, tuple[int, int]]


Chance = tuple[int, Post[R], Choice[R]]
"""The token of an anchor beside which words stand that some of its sequences ask for."""


class Matcher(Generic[R]):
    """A set of rules, compiled.  Immutable after construction, but for choices that are remembered."""

    def __init__(self, rules: Iterable[R], classes: Classes) -> None:
        self.rules: tuple[R, ...] = tuple(rules)
        posts = file_rules(self.rules, classes)
        self._by_word = posts.by_word
        self._by_layer = posts.by_layer
        self.anchors = frozenset(self._by_word)
        """The words without which no rule (but those on layers alone) can match."""

    def find(self, document: Document, layers: Layers, sentences: Container[int] | None = None) -> list[Match[R]]:
        """All matches, by anchor; of one rule's overlapping matches, all are given.  ``sentences``: in these only."""
        found = self.find_at(self.chances(document, sentences), document, layers)
        before, behind = document.keys_before, document.keys_behind
        for name, post in self._by_layer.items():
            for at, end in layers.get(name, _NO_LAYER).ends.items():
                if (possible := _possible(post, before[at], behind[end - 1])) and (
                    sentences is None or document.sentence_at[at] in sentences
                ):
                    _try((at, post, _choice(post, possible)), end, document, layers, found)
        return found

    def chances(self, document: Document, sentences: Container[int] | None = None) -> list[Chance[R]]:
        """Where a rule with an anchor may match, in text order: what layers cost is spent there only."""
        before, behind = document.keys_before, document.keys_behind
        spots, by_word = document.spots, self._by_word
        sentence_at, sentence_keys = document.sentence_at, document.sentence_keys
        chances: list[Chance[R]] = []
        # Sets of one kind meet by walking over the smaller one; a dict's view would walk over the lexicon.
        for key in document.vocabulary & self.anchors:
            post = by_word[key]
            _, _, (of_before, before_otherwise), (of_behind, behind_otherwise), _, _, chosen = (
                post  # as _possible, in place
            )
            for at in spots[key]:
                possible = of_before.get(before[at], before_otherwise) & of_behind.get(behind[at], behind_otherwise)
                if possible and (sentences is None or sentence_at[at] in sentences):
                    choice = chosen.get(possible) or _choice(post, possible)
                    if choice.needed is None or not choice.needed.isdisjoint(sentence_keys[sentence_at[at]]):
                        chances.append((at, post, choice))
        chances.sort(key=itemgetter(0))
        return chances

    def find_at(self, chances: Iterable[Chance[R]], document: Document, layers: Layers) -> list[Match[R]]:
        """The matches at these."""
        found: list[Match[R]] = []
        for chance in chances:
            _try(chance, chance[0] + 1, document, layers, found)
        return found

    def find_longest(
        self, document: Document, layers: Layers, sentences: Container[int] | None = None
    ) -> list[Match[R]]:
        """Of each rule's overlapping matches the longest, in text order, the longer before the shorter."""
        found = self.find(document, layers, sentences)
        if len(found) < 2:
            return found
        kept: list[Match[R]] = []
        reach: dict[str, int] = {}
        for match in sorted(found, key=lambda m: (m.first, -m.last, m.rule.id)):
            if match.first >= reach.get(match.rule.id, -1):
                kept.append(match)
                reach[match.rule.id] = match.last
        return kept


_NO_LAYER = Layer()
_NO_CAPTURES: Mapping[str, tuple[int, int]] = {}


def _possible(post: Post[R], before: str, behind: str) -> int:
    """The sequences that the words beside the anchor leave: a bit for each."""
    _, _, (of_before, before_otherwise), (of_behind, behind_otherwise), _, _, _ = post
    return of_before.get(before, before_otherwise) & of_behind.get(behind, behind_otherwise)


def _choice(post: Post[R], possible: int) -> Choice[R]:
    """The ``possible`` sequences of an anchor in their order, in groups."""
    choice = post.chosen.get(possible)
    if choice is None:
        places: list[int] = []
        rest = possible
        while rest:
            lowest = rest & -rest
            places.append(lowest.bit_length() - 1)
            rest ^= lowest
        groups = tuple(
            Group(needs, tuple([post.filed[place] for place in several]))
            for needs, several in groupby(places, key=post.needs.__getitem__)
        )
        rarest = [group.needs[0] for group in groups]
        needed = frozenset().union(*filter(None, rarest)) if None not in rarest else None
        if len(post.chosen) * len(post.filed) >= _MOST_REMEMBERED:
            post.chosen.clear()
        choice = post.chosen[possible] = Choice(needed, groups)
    return choice


def _try(chance: Chance[R], last: int, document: Document, layers: Layers, found: list[Match[R]]) -> None:
    """Adds the sequences of an anchor, up to token ``last``, that match within its sentence."""
    first, post, (_, groups) = chance
    number = document.sentence_at[first]
    sentence, lacks = document.sentences[number], document.sentence_keys[number].isdisjoint
    lefts: dict[int, list[int] | None] = {0: [first]}  # each part is tested once
    rights: dict[int, list[int] | None] = {0: [last]}
    for (need, other), several in groups:
        if (need is not None and lacks(need)) or (other is not None and lacks(other)):
            continue
        for rule, named, left_number, right_number in several:
            if left_number in lefts:
                left = lefts[left_number]
            else:
                left = lefts[left_number] = _bounds(
                    post.lefts[left_number], document, layers, first, sentence.first, -1
                )
            if left is None:
                continue
            if right_number in rights:
                right = rights[right_number]
            else:
                right = rights[right_number] = _bounds(
                    post.rights[right_number], document, layers, last, sentence.last, 1
                )
            if right is None:
                continue
            captures = _NO_CAPTURES
            if named:
                bounds = left[::-1] + right
                captures = {name: (bounds[a], bounds[b]) for name, a, b in named}
            found.append(Match(rule, left[-1], right[-1], captures))


def _bounds(tests: Tests, document: Document, layers: Layers, at: int, limit: int, way: int) -> list[int] | None:
    """The bounds between a part's elements, from ``at`` towards ``limit``; None if it does not match."""
    bounds = [at] * (len(tests) + 1)
    kind = tests[0][0]
    if kind == WORDS:  # the anchor's neighbour, which was asked first
        bounds[1] = at = at + way
        return bounds if len(tests) == 1 or _follow(tests, 1, at, document, layers, limit, way, bounds) else None
    if kind == GAP:
        return bounds if _leap(tests, 1, at, document, layers, limit, way, bounds) else None
    return bounds if _follow(tests, 0, at, document, layers, limit, way, bounds) else None


def _follow(
    tests: Tests,
    index: int,
    at: int,
    document: Document,
    layers: Layers,
    limit: int,
    way: int,
    bounds: list[int],
) -> bool:
    """Tests elements ``index…`` from bound ``at``, to the right (``way`` 1) or left (-1); the shortest gaps win."""
    keys = document.keys
    ahead = 0 if way > 0 else -1  # the token beyond a bound
    while index < len(tests):
        kind, what = tests[index]
        index += 1
        if kind == GAP:
            return _leap(tests, index, at, document, layers, limit, way, bounds)
        if at == limit:
            return False
        if kind == WORDS:
            if keys[at + ahead] not in what:  # type: ignore[operator]
                return False
            at += way
        elif kind == CAPITAL:
            if not document.tokens[at + ahead].is_capitalised:
                return False
            at += way
        else:
            end = _spans(layers, what, way).get(at)
            if end is None or (end - limit) * way > 0:
                return False
            at = end
        bounds[index] = at
    return True


def _leap(
    tests: Tests,
    index: int,
    at: int,
    document: Document,
    layers: Layers,
    limit: int,
    way: int,
    bounds: list[int],
) -> bool:
    """A gap (element ``index - 1``) of growing length, then the rest."""
    most: int = tests[index - 1][1]  # type: ignore[assignment]
    kind, what = tests[index] if index < len(tests) else (GAP, None)
    keys = document.keys
    ahead = 0 if way > 0 else -1
    spans: Mapping[int, int] | None = None
    if kind == WORDS:  # no word that may follow is near: seen here in one step
        reach = at + way * (most + 1)
        near = keys[at : min(reach, limit)] if way > 0 else keys[max(reach, limit) : at]
        if what.isdisjoint(near):  # type: ignore[union-attr]
            return False
    elif kind == LAYER:
        spans = _spans(layers, what, way)
    for _ in range(most + 1):
        bounds[index] = at
        # Asked before the step into _follow, which is dear: whether the next element may stand here.
        may = (at != limit and keys[at + ahead] in what) if kind == WORDS else (spans is None or at in spans)  # type: ignore[operator]
        if may and _follow(tests, index, at, document, layers, limit, way, bounds):
            return True
        if at == limit or keys[at + ahead] in _WALLS:
            return False
        at += way
    return False


def _spans(layers: Layers, name: object, way: int) -> Mapping[int, int]:
    """The spans of a layer, by the bound at which one comes upon them."""
    layer: Layer = layers.get(name, _NO_LAYER)  # type: ignore[call-overload]
    return layer.ends if way > 0 else layer.begins
