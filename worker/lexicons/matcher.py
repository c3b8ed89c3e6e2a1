"""Finds rules in a document: one look-up a token, then a few bounded tests.

Each flat sequence of a rule is filed under its rarest word, the anchor, cut there into what stands to the left and to the right of it;
and under its second rarest, without which in the sentence it is not tried at all.  Sequences share these parts: at an anchor each
part is tested once at most.  Gaps are bounded, so that a match costs a constant and a document costs its length.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Generic, NamedTuple, Protocol, TypeVar

from worker.lexicons.syntax import Capital, Classes, Gap, InLayer, Mark, Sequence, Words, parse_pattern
from worker.text.document import Document, Sentence
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

    rank: int
    """Its place among the sequences of the anchor, by left part: in this order they are found."""
    rule: R
    captures: _Captures
    left: int
    right: int
    before: frozenset[str] | None
    """What must stand just before the anchor, if that is a word; so ``behind`` what stands just behind it."""
    behind: frozenset[str] | None


class _Post(NamedTuple, Generic[R]):
    """All sequences of one anchor: by their second words' number, and those that have none."""

    lefts: tuple[_Part, ...]
    rights: tuple[_Part, ...]
    always: tuple[_Filed[R], ...]
    by_second: Mapping[int, tuple[_Filed[R], ...]]
    seconds: frozenset[int]


class Matcher(Generic[R]):
    """A set of rules, compiled.  Immutable after construction."""

    def __init__(self, rules: Iterable[R], classes: Classes) -> None:
        self.rules: tuple[R, ...] = tuple(rules)
        by_word: dict[str, list[_Cut[R]]] = defaultdict(list)
        by_layer: dict[str, list[_Cut[R]]] = defaultdict(list)
        numbers: dict[frozenset[str], int] = {}
        for rule in self.rules:
            for pattern in rule.patterns:
                for sequence in parse_pattern(pattern, classes):
                    anchor, cut = _cut(rule, sequence)
                    if cut.second is not None:
                        numbers.setdefault(cut.second, len(numbers))
                    if isinstance(anchor, Words):
                        for key in anchor.keys:
                            by_word[key].append(cut)
                    else:
                        by_layer[anchor.layer].append(cut)
        self._by_word = {key: _post(several, numbers) for key, several in by_word.items()}
        self._by_layer = {name: _post(several, numbers) for name, several in by_layer.items()}
        self.anchors = frozenset(self._by_word)
        """The words without which no rule (but those on layers alone) can match."""
        seconds: dict[str, list[int]] = defaultdict(list)
        for keys, number in numbers.items():
            for key in keys:
                seconds[key].append(number)
        self._numbers = {key: tuple(several) for key, several in seconds.items()}
        self._seconds = frozenset(seconds)

    def find(self, document: Document, layers: Layers, first: int = 0, last: int | None = None) -> Iterator[Match[R]]:
        """All matches in tokens ``[first, last)``, by anchor; of one rule's overlapping matches, all are given."""
        keys = document.keys
        text = _Text(document.tokens, keys, layers)
        stop = len(keys) if last is None else last
        sentence: Sentence | None = None
        present: AbstractSet[int] = _NONE
        for at in document.spots_of(self.anchors):
            if not first <= at < stop:
                continue
            if sentence is None or at >= sentence.last:
                sentence = document.sentence_of(at)
                present = self._present(document.sentence_keys[sentence.index])
            post = self._by_word[keys[at]]
            worth = post.always
            if post.seconds and (numbers := post.seconds & present):
                worth = tuple(sorted([*worth, *(filed for number in numbers for filed in post.by_second[number])]))
            if worth:
                yield from _matches(post, worth, text, at, at + 1, sentence)
        for name, post in self._by_layer.items():
            for at, end in layers.get(name, _NO_LAYER).ends.items():
                if first <= at < stop:
                    yield from _matches(post, post.always, text, at, end, document.sentence_of(at))

    def _present(self, words: frozenset[str]) -> AbstractSet[int]:
        """The numbers of the second words that stand in a sentence of these words."""
        numbers = self._numbers
        present: set[int] = set()
        for key in words & self._seconds:
            present.update(numbers[key])
        return present

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
_NONE: frozenset[int] = frozenset()


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


def _post(several: list[_Cut[R]], numbers: Mapping[frozenset[str], int]) -> _Post[R]:
    """The sequences of one anchor; ``numbers`` are those of all second words."""
    lefts = {part: number for number, part in enumerate(dict.fromkeys(cut.left for cut in several))}
    rights = {part: number for number, part in enumerate(dict.fromkeys(cut.right for cut in several))}
    beside = {first: place for place, first in enumerate(dict.fromkeys(_first_words(part) for part in lefts))}
    always: list[_Filed[R]] = []
    by_second: dict[int, list[_Filed[R]]] = defaultdict(list)
    ordered = sorted(several, key=lambda cut: (beside[_first_words(cut.left)], lefts[cut.left]))
    for rank, cut in enumerate(ordered):
        filed = _Filed(
            rank,
            cut.rule,
            cut.captures,
            lefts[cut.left],
            rights[cut.right],
            _first_words(cut.left),
            _first_words(cut.right),
        )
        (always if cut.second is None else by_second[numbers[cut.second]]).append(filed)
    return _Post(
        tuple(lefts),
        tuple(rights),
        tuple(always),
        {number: tuple(filed) for number, filed in by_second.items()},
        frozenset(by_second),
    )


def _first_words(part: _Part) -> frozenset[str] | None:
    """The words of which one must stand next to the anchor; None where any may."""
    first = part[0][1] if part else None
    return first if isinstance(first, frozenset) else None


def _matches(
    post: _Post[R], worth: tuple[_Filed[R], ...], text: _Text, first: int, last: int, sentence: Sentence
) -> Iterator[Match[R]]:
    """The sequences of an anchor at tokens ``[first, last)`` that match within the sentence, of those ``worth`` a trial."""
    low, high = sentence.first, sentence.last
    before = text.keys[first - 1] if first > low else None
    behind = text.keys[last] if last < high else None
    lefts: dict[int, list[int] | None] = {}
    rights: dict[int, list[int] | None] = {}
    for _, rule, named, left_number, right_number, words_before, words_behind in worth:
        if (words_before is not None and before not in words_before) or (
            words_behind is not None and behind not in words_behind
        ):
            continue
        if left_number in lefts:
            left = lefts[left_number]
        else:
            left = lefts[left_number] = _bounds(post.lefts[left_number], text, first, low, -1)
        if left is None:
            continue
        if right_number in rights:
            right = rights[right_number]
        else:
            right = rights[right_number] = _bounds(post.rights[right_number], text, last, high, 1)
        if right is not None:
            bounds = left[::-1] + right
            yield Match(rule, bounds[0], bounds[-1], {name: (bounds[a], bounds[b]) for name, a, b in named})


def _bounds(part: _Part, text: _Text, at: int, limit: int, way: int) -> list[int] | None:
    """The bounds between a part's elements, from ``at`` towards ``limit``; None if it does not match."""
    bounds = [at] * (len(part) + 1)
    if not part:
        return bounds
    if part[0][0] == _GAP:
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
