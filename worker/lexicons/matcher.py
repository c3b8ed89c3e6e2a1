"""Finds rules in a document: one look-up a token, then a few bounded tests.

Each flat sequence of a rule is filed under its rarest word, the anchor, cut there into what stands to the left and to the right of it;
and under its second rarest, without which in the sentence it is not tried at all.  Sequences share these parts: at an anchor each
part is tested once at most.  Gaps are bounded, so that a match costs a constant and a document costs its length.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Generic, NamedTuple, Protocol, TypeVar

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


class Match(NamedTuple, Generic[R]):
    """A rule found in tokens ``[first, last)`` of one sentence."""

    rule: R
    first: int
    last: int
    captures: Mapping[str, tuple[int, int]]


_WORDS, _GAP, _LAYER, _CAPITAL = range(4)
_Test = tuple[int, frozenset[str] | int | str | None]  # what to test, and for what
_Part = tuple[_Test, ...]
_Captures = tuple[
    tuple[str, int, int], ...
]  # name, bound at its begin, bound at its end; bounds are numbered from the left


class _Cut(NamedTuple, Generic[R]):
    """A sequence, cut at its anchor: to the left from the anchor outwards."""

    rule: R
    left: _Part
    right: _Part
    captures: _Captures
    second: frozenset[str] | None
    """Of the words beside the anchor the rarest: one must stand in the sentence."""


class _Filed(NamedTuple, Generic[R]):
    """A sequence under its anchor.  Equal parts of one anchor have one number."""

    rule: R
    captures: _Captures
    left: int
    right: int
    second: frozenset[str] | None
    """As of the cut; None, too, where it is asked of the anchor's neighbours already."""


class _Side(NamedTuple):
    """Which sequences of an anchor a word beside it leaves possible: a bit for each, in their order."""

    of_word: Mapping[str, int]
    otherwise: int
    """Those that ask for no certain word there."""


class _Post(NamedTuple, Generic[R]):
    """All sequences of one anchor, in the order in which they are found."""

    filed: tuple[_Filed[R], ...]
    before: _Side
    behind: _Side
    lefts: tuple[_Part, ...]
    rights: tuple[_Part, ...]


class Matcher(Generic[R]):
    """A set of rules, compiled.  Immutable after construction."""

    def __init__(self, rules: Iterable[R], classes: Classes) -> None:
        self.rules: tuple[R, ...] = tuple(rules)
        by_word: dict[str, list[_Cut[R]]] = defaultdict(list)
        by_layer: dict[str, list[_Cut[R]]] = defaultdict(list)
        for rule in self.rules:
            for pattern in rule.patterns:
                for sequence in parse_pattern(pattern, classes):
                    anchor, cut = _cut(rule, sequence)
                    if isinstance(anchor, Words):
                        for key in anchor.keys:
                            by_word[key].append(cut)
                    else:
                        by_layer[anchor.layer].append(cut)
        posts: dict[tuple[int, ...], _Post[R]] = {}  # words of one class share theirs
        for several in by_word.values():
            posts.setdefault(tuple(map(id, several)), _post(several))
        self._by_word = {key: posts[tuple(map(id, several))] for key, several in by_word.items()}
        self._by_layer = {name: _post(several) for name, several in by_layer.items()}
        self.anchors = frozenset(self._by_word)
        """The words without which no rule (but those on layers alone) can match."""

    def find(self, document: Document, layers: Layers, first: int = 0, last: int | None = None) -> list[Match[R]]:
        """All matches in tokens ``[first, last)``, by anchor; of one rule's overlapping matches, all are given."""
        keys, before, behind = document.keys, document.keys_before, document.keys_behind
        stop = len(keys) if last is None else last
        text = _Text(document.tokens, keys, layers)
        by_word = self._by_word
        found: list[Match[R]] = []
        for at in document.spots_of(self.anchors):
            if first <= at < stop:
                post = by_word[keys[at]]
                _, (of_before, before_otherwise), (of_behind, behind_otherwise), _, _ = post  # as _possible, in place
                possible = of_before.get(before[at], before_otherwise) & of_behind.get(behind[at], behind_otherwise)
                if possible:
                    _try(post, possible, text, document, at, at + 1, found)
        for name, post in self._by_layer.items():
            for at, end in layers.get(name, _NO_LAYER).ends.items():
                if first <= at < stop and (possible := _possible(post, before[at], behind[end - 1])):
                    _try(post, possible, text, document, at, end, found)
        return found

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


_NO_LAYER = Layer()
_NO_CAPTURES: Mapping[str, tuple[int, int]] = {}


class _Text(NamedTuple):
    """What is tested."""

    tokens: tuple[Token, ...]
    keys: tuple[str, ...]
    layers: Layers


def _cut(rule: R, sequence: Sequence) -> tuple[Words | InLayer, _Cut[R]]:
    """A sequence's anchor, and what stands on each side of it."""
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
    words = sorted(
        (not e.keys.isdisjoint(_COMMON), len(e.keys), i) for i, e in enumerate(elements) if isinstance(e, Words)
    )
    at = words[0][2] if words else next(i for i, e in enumerate(elements) if isinstance(e, InLayer))
    anchor, second = elements[at], elements[words[1][2]] if len(words) > 1 else None
    assert isinstance(anchor, Words | InLayer)  # noqa: S101 - so it was chosen
    left = tuple(_test(e) for e in reversed(elements[:at]))
    right = tuple(map(_test, elements[at + 1 :]))
    return anchor, _Cut(rule, left, right, tuple(captures), second.keys if isinstance(second, Words) else None)


def _test(element: Words | Gap | InLayer | Capital) -> _Test:
    match element:
        case Words(keys):
            return _WORDS, keys
        case Gap(most):
            return _GAP, most
        case InLayer(layer):
            return _LAYER, layer
        case Capital():
            return _CAPITAL, None


def _post(several: list[_Cut[R]]) -> _Post[R]:
    """The sequences of one anchor."""
    lefts = {part: number for number, part in enumerate(dict.fromkeys(cut.left for cut in several))}
    rights = {part: number for number, part in enumerate(dict.fromkeys(cut.right for cut in several))}
    beside = {first: place for place, first in enumerate(dict.fromkeys(_first_words(part) for part in lefts))}
    ordered = sorted(several, key=lambda cut: (beside[_first_words(cut.left)], lefts[cut.left]))
    before = [_first_words(cut.left) for cut in ordered]
    behind = [_first_words(cut.right) for cut in ordered]
    filed = [
        _Filed(cut.rule, cut.captures, lefts[cut.left], rights[cut.right], None if cut.second in sides else cut.second)
        for cut, *sides in zip(ordered, before, behind, strict=True)
    ]
    return _Post(tuple(filed), _side(before), _side(behind), tuple(lefts), tuple(rights))


def _side(wanted: list[frozenset[str] | None]) -> _Side:
    """``wanted`` of the word on one side: by each sequence one of these, or any."""
    otherwise = sum(1 << place for place, words in enumerate(wanted) if words is None)
    of_word: dict[str, int] = {}
    for place, words in enumerate(wanted):
        for word in words or ():
            of_word[word] = of_word.get(word, otherwise) | 1 << place
    return _Side(of_word, otherwise)


def _first_words(part: _Part) -> frozenset[str] | None:
    """The words of which one must stand next to the anchor; None where any may."""
    first = part[0][1] if part else None
    return first if isinstance(first, frozenset) else None


def _possible(post: _Post[R], before: str, behind: str) -> int:
    """The sequences that the words beside the anchor leave: a bit for each."""
    _, (of_before, before_otherwise), (of_behind, behind_otherwise), _, _ = post
    return of_before.get(before, before_otherwise) & of_behind.get(behind, behind_otherwise)


def _try(
    post: _Post[R], possible: int, text: _Text, document: Document, first: int, last: int, found: list[Match[R]]
) -> None:
    """Adds the ``possible`` sequences of an anchor at tokens ``[first, last)`` that match within its sentence."""
    filed, _, _, of_left, of_right = post
    sentence = document.sentence_of(first)
    present = document.sentence_keys[sentence.index]
    low, high = sentence.first, sentence.last
    lefts: dict[int, list[int] | None] = {}  # each part is tested once
    rights: dict[int, list[int] | None] = {}
    while possible:
        lowest = possible & -possible
        possible ^= lowest
        rule, named, left_number, right_number, second = filed[lowest.bit_length() - 1]
        if second is not None and second.isdisjoint(present):
            continue
        if left_number in lefts:
            left = lefts[left_number]
        else:
            part = of_left[left_number]
            left = lefts[left_number] = _bounds(part, text, first, low, -1) if part else [first]
        if left is None:
            continue
        if right_number in rights:
            right = rights[right_number]
        else:
            part = of_right[right_number]
            right = rights[right_number] = _bounds(part, text, last, high, 1) if part else [last]
        if right is None:
            continue
        captures = _NO_CAPTURES
        if named:
            bounds = left[::-1] + right
            captures = {name: (bounds[a], bounds[b]) for name, a, b in named}
        found.append(Match(rule, left[-1], right[-1], captures))


def _bounds(part: _Part, text: _Text, at: int, limit: int, way: int) -> list[int] | None:
    """The bounds between a part's elements, from ``at`` towards ``limit``; None if it does not match."""
    bounds = [at] * (len(part) + 1)
    kind = part[0][0]
    if kind == _WORDS:  # the anchor's neighbour, which was asked first
        bounds[1] = at = at + way
        return bounds if len(part) == 1 or _follow(part, 1, at, text, limit, way, bounds) else None
    if kind == _GAP:
        return bounds if _leap(part, 1, at, text, limit, way, bounds) else None
    return bounds if _follow(part, 0, at, text, limit, way, bounds) else None


def _follow(part: _Part, index: int, at: int, text: _Text, limit: int, way: int, bounds: list[int]) -> bool:
    """Tests elements ``index…`` from bound ``at``, to the right (``way`` 1) or left (-1); the shortest gaps win."""
    keys = text.keys
    ahead = 0 if way > 0 else -1  # the token beyond a bound
    while index < len(part):
        kind, what = part[index]
        index += 1
        if kind == _GAP:
            return _leap(part, index, at, text, limit, way, bounds)
        if at == limit:
            return False
        if kind == _WORDS:
            if keys[at + ahead] not in what:  # type: ignore[operator]
                return False
            at += way
        elif kind == _CAPITAL:
            if not text.tokens[at + ahead].is_capitalised:
                return False
            at += way
        else:
            layer = text.layers.get(what, _NO_LAYER)  # type: ignore[arg-type]
            end = (layer.ends if way > 0 else layer.begins).get(at)
            if end is None or (end - limit) * way > 0:
                return False
            at = end
        bounds[index] = at
    return True


def _leap(part: _Part, index: int, at: int, text: _Text, limit: int, way: int, bounds: list[int]) -> bool:
    """A gap (element ``index - 1``) of growing length, then the rest."""
    most = part[index - 1][1]
    keys = text.keys
    ahead = 0 if way > 0 else -1
    wanted = part[index][1] if index < len(part) else None
    if isinstance(wanted, frozenset):  # no word that may follow is near: seen here in one step
        reach = at + way * (most + 1)  # type: ignore[operator]
        near = keys[at : min(reach, limit)] if way > 0 else keys[max(reach, limit) : at]
        if wanted.isdisjoint(near):
            return False
    for _ in range(most + 1):  # type: ignore[operator]
        bounds[index] = at
        if (not isinstance(wanted, frozenset) or (at != limit and keys[at + ahead] in wanted)) and _follow(
            part, index, at, text, limit, way, bounds
        ):
            return True
        if at == limit or keys[at + ahead] in _WALLS:
            return False
        at += way
    return False
