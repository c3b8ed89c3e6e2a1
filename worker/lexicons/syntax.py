"""The language in which rules are written: a line of words becomes short sequences of token tests.

    attack              this word, in lower case, straight apostrophes
    attack/v bomb/n     any form of the verb (attacks, attacked, attacking), of the noun (bomb, bombs)
    @weapon             any word or phrase of a word class (worker/data/lexicons/classes)
    (a|b c|@d)          one of these
    [x|y]               the same, or nothing
    ..3                 up to three words or commas, within the sentence, not across ; : ( ) or quotation marks
    %number             a stretch that an earlier stage found: number, time, place, actor, …
    ^                   any capitalised word
    name=(x)            what x matches is captured as ``name``

A rule is expanded into flat sequences once, when it is loaded; what would expand beyond ``MAX_SEQUENCES`` is an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

from worker.lexicons.inflect import noun_forms, verb_forms
from worker.text.tokens import split_tokens

MAX_SEQUENCES = 4000
MAX_GAP = 12
_MAX_GAPS = 400  # of the product of all gaps in one sequence: what one match may cost


@dataclass(frozen=True, slots=True)
class Words:
    """One token whose key is in the set."""

    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Gap:
    """From no to ``most`` tokens."""

    most: int


@dataclass(frozen=True, slots=True)
class InLayer:
    """A stretch of a layer."""

    layer: str


@dataclass(frozen=True, slots=True)
class Capital:
    """One capitalised word."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a capture begins or ends; matches nothing."""

    name: str
    opens: bool


Element = Words | Gap | InLayer | Capital | Mark
Sequence = tuple[Element, ...]
Classes = Mapping[str, tuple[str, ...]]
"""Name of a word class -> its words and phrases; a member may be ``@other``, ``word/v``, ``word/n``."""


class RuleSyntaxError(ValueError):
    """A pattern that cannot be read; the message shows where."""


_PIECE = re.compile(
    r"(?P<space>\s+)|(?P<capture>[a-z_]+)=\(|(?P<open>[(\[])|(?P<close>[)\]])|(?P<bar>\|)|\.\.(?P<gap>\d+)"
    r"|%(?P<layer>[a-z_]+)|@(?P<word_class>[a-z0-9_]+)|(?P<capital>\^)|(?P<word>[^\s()\[\]|]+)"
)


def parse_pattern(pattern: str, classes: Classes) -> tuple[Sequence, ...]:
    """The flat sequences of a pattern.

    Raises:
        RuleSyntaxError: unknown class, unbalanced brackets, or too many expansions.
    """
    pieces = list(_scan(pattern))
    sequences, rest = _alternatives(pieces, 0, pattern, classes, closing=None)
    if rest != len(pieces):
        raise RuleSyntaxError(f"unbalanced brackets in {pattern!r}")
    flat = tuple(dict.fromkeys(sequences))
    for sequence in flat:
        _check(sequence, pattern)
    return flat


def _scan(pattern: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(pattern):
        found = _PIECE.match(pattern, at)
        if found is None:
            raise RuleSyntaxError(f"cannot read {pattern[at:]!r} of {pattern!r}")
        at = found.end()
        if found.lastgroup != "space":
            kind = found.lastgroup or ""
            yield kind, found.group(kind)


def _alternatives(
    pieces: list[tuple[str, str]], at: int, pattern: str, classes: Classes, closing: str | None
) -> tuple[list[Sequence], int]:
    """Everything up to the closing bracket: each alternative expanded."""
    done: list[Sequence] = []
    current: list[Sequence] = [()]
    while at < len(pieces):
        kind, value = pieces[at]
        at += 1
        if kind == "close":
            if value != closing:
                raise RuleSyntaxError(f"a {value} that closes nothing in {pattern!r}")
            return done + current, at
        if kind == "bar":
            done, current = done + current, [()]
            continue
        if kind in ("open", "capture"):
            choices, at = _alternatives(pieces, at, pattern, classes, "]" if value == "[" else ")")
            choices = _joined_words(choices)
            if value == "[":
                choices = [*choices, ()]
            elif kind == "capture":
                choices = [(Mark(value, opens=True), *c, Mark(value, opens=False)) for c in choices]
        else:
            choices = _atom(kind, value, pattern, classes)
        current = [before + after for before, after in product(current, choices)]
        if len(current) + len(done) > MAX_SEQUENCES:
            raise RuleSyntaxError(f"more than {MAX_SEQUENCES} expansions: split {pattern!r}")
    if closing is not None:
        raise RuleSyntaxError(f"a {closing} is missing in {pattern!r}")
    return done + current, at


def _atom(kind: str, value: str, pattern: str, classes: Classes) -> list[Sequence]:
    match kind:
        case "gap":
            if int(value) > MAX_GAP:
                raise RuleSyntaxError(f"a gap of more than {MAX_GAP} words in {pattern!r}")
            return [(Gap(int(value)),)]
        case "layer":
            return [(InLayer(value),)]
        case "capital":
            return [(Capital(),)]
        case "word_class":
            return _joined_words([s for phrase in class_members(value, classes) for s in _phrase(phrase)])
        case _:
            return _phrase(value)


def class_members(name: str, classes: Classes, seen: tuple[str, ...] = ()) -> Iterator[str]:
    """Words and phrases of a class, those of classes within it included.

    Raises:
        RuleSyntaxError: an unknown class, or one that contains itself.
    """
    if name not in classes or name in seen:
        raise RuleSyntaxError(f"@{name} is {'in itself' if name in seen else 'no word class'}")
    for member in classes[name]:
        if member.startswith("@"):
            yield from class_members(member[1:], classes, (*seen, name))
        else:
            yield member


def _phrase(phrase: str) -> list[Sequence]:
    """``car bomb/n`` -> one test a token."""
    return [tuple(test for word in phrase.split() for test in _tests(word))]


@cache  # a class of thousands is named by dozens of rules
def _tests(word: str) -> tuple[Words, ...]:
    if word.endswith("/v"):
        return (Words(frozenset(verb_forms(word[:-2]))),)
    if word.endswith("/n"):
        return (Words(frozenset(noun_forms(word[:-2]))),)
    return tuple(Words(frozenset((token.lower,))) for token in split_tokens(word))


def _joined_words(choices: list[Sequence]) -> list[Sequence]:
    """Alternatives of one word each become one test of a set."""
    single = [c[0].keys for c in choices if len(c) == 1 and isinstance(c[0], Words)]
    rest = [c for c in choices if not (len(c) == 1 and isinstance(c[0], Words))]
    return [(Words(frozenset().union(*single)),), *rest] if single else rest


def _check(sequence: Sequence, pattern: str) -> None:
    cost = 1
    for element in sequence:
        if isinstance(element, Gap):
            cost *= element.most + 1
    if cost > _MAX_GAPS:
        raise RuleSyntaxError(f"gaps that cost {cost} tries for a match: shorten them in {pattern!r}")
    if not any(isinstance(e, Words | InLayer) for e in sequence):
        raise RuleSyntaxError(f"nothing to look for in an expansion of {pattern!r}")
    if isinstance(sequence[0], Gap) or isinstance(sequence[-1], Gap):
        raise RuleSyntaxError(f"a gap at an end of an expansion of {pattern!r}")
