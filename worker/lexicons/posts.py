"""Files rules by the words that they begin to be looked for at: each flat sequence of a rule under its rarest word, the anchor.

There a sequence is cut into what stands to the left and to the right of it.  The anchor's neighbours, and the rarest words beyond
them, tell which sequences are tried at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Generic, NamedTuple, Protocol, TypeVar

from worker.lexicons.syntax import Capital, Classes, Gap, InLayer, Mark, Sequence, Words, parse_pattern

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


WORDS, GAP, LAYER, CAPITAL = range(4)
_Test = tuple[int, frozenset[str] | int | str | None]  # what to test, and for what
Tests = tuple[_Test, ...]
_Captures = tuple[
    tuple[str, int, int], ...
]  # name, bound at its begin, bound at its end; bounds are numbered from the left
_Needs = tuple[frozenset[str] | None, frozenset[str] | None]
_NOTHING: Tests = ()


class _Cut(NamedTuple, Generic[R]):
    """A sequence, cut at its anchor: to the left from the anchor outwards."""

    rule: R
    left: Tests
    right: Tests
    captures: _Captures


class Filed(NamedTuple, Generic[R]):
    """A sequence under its anchor.  Equal parts of one anchor have one number, and nothing is 0."""

    rule: R
    captures: _Captures
    left: int
    right: int


class Group(NamedTuple, Generic[R]):
    """Sequences of one anchor, one behind the other, that need the same words beyond its neighbours."""

    needs: _Needs
    filed: tuple[Filed[R], ...]


class Choice(NamedTuple, Generic[R]):
    """The sequences of an anchor that its neighbours leave possible."""

    needed: frozenset[str] | None
    """Words of which one must stand in the sentence for any of them; None if one needs none."""
    groups: tuple[Group[R], ...]


class _Side(NamedTuple):
    """Which sequences of an anchor a word beside it leaves possible: a bit for each, in their order."""

    of_word: Mapping[str, int]
    otherwise: int
    """Those that ask for no certain word there."""


class Post(NamedTuple, Generic[R]):
    """All sequences of one anchor, in the order in which they are found."""

    filed: tuple[Filed[R], ...]
    needs: tuple[_Needs, ...]
    """Of each: its two rarest sets of words beyond the anchor's neighbours; one of each must stand in the sentence."""
    before: _Side
    behind: _Side
    lefts: tuple[Tests, ...]
    rights: tuple[Tests, ...]
    chosen: dict[int, Choice[R]]
    """What the neighbours left possible before."""


class Posts(NamedTuple, Generic[R]):
    """The anchors of some rules: words and layers."""

    by_word: Mapping[str, Post[R]]
    by_layer: Mapping[str, Post[R]]


def file_rules(rules: Iterable[R], classes: Classes) -> Posts[R]:
    """Every sequence of every rule, under its anchor.

    Raises:
        RuleSyntaxError: a pattern cannot be read.
    """
    by_word: dict[str, list[_Cut[R]]] = defaultdict(list)
    by_layer: dict[str, list[_Cut[R]]] = defaultdict(list)
    for rule in rules:
        for pattern in rule.patterns:
            for sequence in parse_pattern(pattern, classes):
                anchor, cut = _cut(rule, sequence)
                if isinstance(anchor, Words):
                    for key in anchor.keys:
                        by_word[key].append(cut)
                else:
                    by_layer[anchor.layer].append(cut)
    posts: dict[tuple[int, ...], Post[R]] = {}  # words of one class share theirs
    for several in by_word.values():
        posts.setdefault(tuple(map(id, several)), _post(several))
    return Posts(
        {key: posts[tuple(map(id, several))] for key, several in by_word.items()},
        {name: _post(several) for name, several in by_layer.items()},
    )


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
    words = [(_rarity(e.keys), i) for i, e in enumerate(elements) if isinstance(e, Words)]
    at = min(words)[1] if words else next(i for i, e in enumerate(elements) if isinstance(e, InLayer))
    anchor = elements[at]
    assert isinstance(anchor, Words | InLayer)  # noqa: S101 - so it was chosen
    left = tuple(_test(e) for e in reversed(elements[:at]))
    right = tuple(map(_test, elements[at + 1 :]))
    return anchor, _Cut(rule, left, right, tuple(captures))


def _rarity(keys: frozenset[str]) -> tuple[bool, int]:
    """The rarest set of words is the least."""
    return not keys.isdisjoint(_COMMON), len(keys)


def _test(element: Words | Gap | InLayer | Capital) -> _Test:
    match element:
        case Words(keys):
            return WORDS, keys
        case Gap(most):
            return GAP, most
        case InLayer(layer):
            return LAYER, layer
        case Capital():
            return CAPITAL, None


def _post(several: list[_Cut[R]]) -> Post[R]:
    """The sequences of one anchor."""
    own = dict.fromkeys(cut.left for cut in several)
    order = {tests: place for place, tests in enumerate(own)}
    beside = {first: place for place, first in enumerate(dict.fromkeys(_first_words(tests) for tests in own))}
    ordered = sorted(several, key=lambda cut: (beside[_first_words(cut.left)], order[cut.left]))
    lefts = {tests: number for number, tests in enumerate(dict.fromkeys([_NOTHING, *own]))}
    rights = {tests: number for number, tests in enumerate(dict.fromkeys([_NOTHING, *(c.right for c in several)]))}
    before = _side([_first_words(cut.left) for cut in ordered])
    behind = _side([_first_words(cut.right) for cut in ordered])
    filed = [Filed(cut.rule, cut.captures, lefts[cut.left], rights[cut.right]) for cut in ordered]
    needs = [_needs(cut) for cut in ordered]
    return Post(tuple(filed), tuple(needs), before, behind, tuple(lefts), tuple(rights), {})


def _needs(cut: _Cut[R]) -> _Needs:
    """The rarest words of a sequence, but for those of the anchor and its neighbours, which are asked first."""
    beyond = [tests[1:] if _first_words(tests) is not None else tests for tests in (cut.left, cut.right)]
    sets = {what for tests in beyond for _, what in tests if isinstance(what, frozenset)}
    rarest = sorted(sets, key=lambda keys: (_rarity(keys), sorted(keys)))
    return (rarest[0] if rarest else None), (rarest[1] if len(rarest) > 1 else None)


def _side(wanted: list[frozenset[str] | None]) -> _Side:
    """``wanted`` of the word on one side: by each sequence one of these, or any."""
    otherwise = sum(1 << place for place, words in enumerate(wanted) if words is None)
    of_word: dict[str, int] = {}
    for place, words in enumerate(wanted):
        for word in words or ():
            of_word[word] = of_word.get(word, otherwise) | 1 << place
    return _Side(of_word, otherwise)


def _first_words(tests: Tests) -> frozenset[str] | None:
    """The words of which one must stand next to the anchor; None where any may."""
    first = tests[0][1] if tests else None
    return first if isinstance(first, frozenset) else None
