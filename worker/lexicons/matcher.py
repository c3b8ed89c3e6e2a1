"""Finds rules in a document: one look-up a token, then a few bounded tests.

Each flat sequence of a rule is filed under its rarest word, the anchor, cut there into what stands to the left and to the right of it.
Sequences share these parts: at an anchor each part is tested once, and only where the word beside the anchor allows it.  Gaps are
bounded, so that a match costs a constant and a document costs its length.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Match(Generic[R]):
    """A rule found in tokens ``[first, last)`` of one sentence."""

    rule: R
    first: int
    last: int
    captures: Mapping[str, tuple[int, int]]


_WORDS, _GAP, _LAYER, _CAPITAL = range(4)
_Test = tuple[int, frozenset[str] | int | str | None]  # what to test, and for what
_Part = tuple[_Test, ...]


@dataclass(frozen=True, slots=True)
class _Filed(Generic[R]):
    """A sequence under its anchor.  Bounds are numbered from the left: ``anchor`` is the one before the anchor."""

    rule: R
    anchor: int
    captures: tuple[tuple[str, int, int], ...]  # name, bound at its begin, bound at its end


class _Door(NamedTuple):
    """A part, and the words of which one must stand somewhere in the sentence: those after its first gap."""

    number: int
    part: _Part
    needs: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class _Doors:
    """Parts by the words that must stand next to the anchor; None where any may."""

    groups: tuple[tuple[frozenset[str] | None, tuple[_Door, ...]], ...]


@dataclass(frozen=True, slots=True)
class _Post(Generic[R]):
    """All sequences of one anchor."""

    lefts: _Doors
    rights: _Doors
    pairs: tuple[tuple[tuple[int, _Filed[R]], ...], ...]  # by the left part's number: right part's number, sequence


class Matcher(Generic[R]):
    """A set of rules, compiled.  Immutable after construction."""

    def __init__(self, rules: Iterable[R], classes: Classes) -> None:
        self.rules: tuple[R, ...] = tuple(rules)
        by_word: dict[str, list[tuple[_Part, _Part, _Filed[R]]]] = defaultdict(list)
        by_layer: dict[str, list[tuple[_Part, _Part, _Filed[R]]]] = defaultdict(list)
        for rule in self.rules:
            for pattern in rule.patterns:
                for sequence in parse_pattern(pattern, classes):
                    anchor, cut = _cut(rule, sequence)
                    if isinstance(anchor, Words):
                        for key in anchor.keys:
                            by_word[key].append(cut)
                    else:
                        by_layer[anchor.layer].append(cut)
        self._by_word = {key: _post(several) for key, several in by_word.items()}
        self._by_layer = {name: _post(several) for name, several in by_layer.items()}
        self.anchors = frozenset(self._by_word)
        """The words without which no rule (but those on layers alone) can match."""

    def find(self, document: Document, layers: Layers, first: int = 0, last: int | None = None) -> Iterator[Match[R]]:
        """All matches in tokens ``[first, last)``, by anchor; of one rule's overlapping matches, all are given."""
        text = _Text(document.tokens, document.keys, layers, {})
        stop = len(text.keys) if last is None else last
        posts = self._by_word
        for at in document.spots_of(self.anchors):
            if first <= at < stop:
                sentence = document.sentence_of(at)
                yield from _matches(posts[text.keys[at]], text, at, at + 1, sentence.first, sentence.last)
        for name, post in self._by_layer.items():
            for at, end in layers.get(name, _NO_LAYER).ends.items():
                if first <= at < stop:
                    sentence = document.sentence_of(at)
                    yield from _matches(post, text, at, end, sentence.first, sentence.last)

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


class _Text(NamedTuple):
    """What is tested."""

    tokens: tuple[Token, ...]
    keys: tuple[str, ...]
    layers: Layers
    words: dict[int, frozenset[str]]  # of the sentences met so far, by first token

    def words_of(self, low: int, high: int) -> frozenset[str]:
        """The words of the sentence in tokens ``[low, high)``."""
        known = self.words.get(low)
        if known is None:
            known = self.words[low] = frozenset(self.keys[low:high])
        return known


def _cut(rule: R, sequence: Sequence) -> tuple[Words | InLayer, tuple[_Part, _Part, _Filed[R]]]:
    """A sequence's anchor, and what stands on each side of it (to the left: from the anchor outwards)."""
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
    at = min(words)[2] if words else next(i for i, e in enumerate(elements) if isinstance(e, InLayer))
    anchor = elements[at]
    assert isinstance(anchor, Words | InLayer)  # noqa: S101 - so it was chosen
    left = tuple(_test(e) for e in reversed(elements[:at]))
    return anchor, (left, tuple(map(_test, elements[at + 1 :])), _Filed(rule, at, tuple(captures)))


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


def _post(several: list[tuple[_Part, _Part, _Filed[R]]]) -> _Post[R]:
    lefts = {part: number for number, part in enumerate(dict.fromkeys(left for left, _, _ in several))}
    rights = {part: number for number, part in enumerate(dict.fromkeys(right for _, right, _ in several))}
    pairs: list[list[tuple[int, _Filed[R]]]] = [[] for _ in lefts]
    for left, right, filed in several:
        pairs[lefts[left]].append((rights[right], filed))
    return _Post(_doors(lefts), _doors(rights), tuple(map(tuple, pairs)))


def _doors(parts: Mapping[_Part, int]) -> _Doors:
    groups: dict[frozenset[str] | None, list[_Door]] = defaultdict(list)
    for part, number in parts.items():
        first = part[0][1] if part and part[0][0] == _WORDS else None
        door = _Door(number, part, _needed(part))
        groups[first if isinstance(first, frozenset) else None].append(door)
    return _Doors(tuple((keys, tuple(several)) for keys, several in groups.items()))


def _needed(part: _Part) -> frozenset[str] | None:
    after_gap = False
    for kind, what in part:
        if after_gap and kind == _WORDS and isinstance(what, frozenset):
            return what
        after_gap = after_gap or kind == _GAP
    return None


def _matches(post: _Post[R], text: _Text, first: int, last: int, low: int, high: int) -> Iterator[Match[R]]:
    """The sequences of an anchor at tokens ``[first, last)`` that match within tokens ``[low, high)``."""
    words = text.words_of(low, high)
    lefts = _passed(post.lefts, text, words, first, low, -1)
    rights = _passed(post.rights, text, words, last, high, 1) if lefts else {}
    if not rights:
        return
    for number, left in lefts.items():
        for other, filed in post.pairs[number]:
            if (right := rights.get(other)) is not None:
                bounds = left[::-1] + right
                captures = {name: (bounds[a], bounds[b]) for name, a, b in filed.captures}
                yield Match(filed.rule, bounds[0], bounds[-1], captures)


def _passed(doors: _Doors, text: _Text, words: frozenset[str], at: int, limit: int, way: int) -> dict[int, list[int]]:
    """The parts that match from bound ``at`` towards ``limit``, by number, with the bounds between their elements."""
    found: dict[int, list[int]] = {}
    beside = at if way > 0 else at - 1
    key = text.keys[beside] if (at < limit if way > 0 else at > limit) else None
    for keys, several in doors.groups:
        if keys is None or key in keys:
            for number, part, needs in several:
                if needs is not None and needs.isdisjoint(words):
                    continue
                bounds = [at] * (len(part) + 1)
                if not part or _follow(part, 0, at, text, limit, way, bounds):
                    found[number] = bounds
    return found


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
    ahead = 0 if way > 0 else -1
    for _ in range(most + 1):  # type: ignore[operator]
        bounds[index] = at
        if _follow(part, index, at, text, limit, way, bounds):
            return True
        if at == limit or text.keys[at + ahead] in _WALLS:
            return False
        at += way
    return False
