"""Finds things in lists, with their article and number: ``several private homes, offices and vehicles``.

Knows nouns, not what befell them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from schemas.incident import TargetKind
from schemas.quantity import Qualifier, Quantity
from worker.lexicons.things import ThingWords
from worker.text.document import Document, Sentence
from worker.text.numbers import Number

_ARTICLES = frozenset("a an".split())
_DETERMINERS = frozenset("the his her their its our some all both another this that these those nearby other".split())
_JOINTS = frozenset("and or , & plus".split())
_MODIFIERS = 3  # words before the noun


class Thing(NamedTuple):
    """Tokens ``[first, last)`` with article and number, the name from ``name`` on."""

    first: int
    name: int
    last: int
    kind: TargetKind
    quantity: Quantity | None


class Things(NamedTuple):
    """A list of things."""

    first: int
    last: int
    items: tuple[Thing, ...]


def find_things(
    document: Document, sentences: Iterable[Sentence], numbers: Iterable[Number], words: ThingWords
) -> list[Things]:
    """All things of these sentences, in lists."""
    counts = {number.last: number for number in numbers if number.kind == "count"}
    found: list[Things] = []
    for sentence in sentences:
        items: list[Thing] = []
        for thing in _in_sentence(document, sentence, counts, words):
            if items and not _joined(document, items[-1].last, thing.first):
                found.append(Things(items[0].first, items[-1].last, tuple(items)))
                items = []
            items.append(thing)
        if items:
            found.append(Things(items[0].first, items[-1].last, tuple(items)))
    return found


def _in_sentence(
    document: Document, sentence: Sentence, counts: Mapping[int, Number], words: ThingWords
) -> list[Thing]:
    said, heads = document.keys, words.heads
    found: list[Thing] = []
    low = sentence.first
    for at in [at for at in range(sentence.first, sentence.last) if said[at] in heads]:
        after = said[at + 1] if at + 1 < sentence.last else "."
        if after in words.compound or after in heads or after == "'s":
            continue
        for keys, kind in heads[said[at]]:
            start = at + 1 - len(keys)
            if start >= low and all(map(frozenset.__contains__, keys, said[start : at + 1])):
                found.append(_thing(document, low, start, at + 1, kind, counts, words))
                low = at + 1
                break
    return found


def _thing(
    document: Document,
    low: int,
    head: int,
    last: int,
    kind: TargetKind,
    counts: Mapping[int, Number],
    words: ThingWords,
) -> Thing:
    """Takes in what stands before the noun: modifiers, a number, an article."""
    tokens = document.tokens
    name = head
    while name > low and head - name < _MODIFIERS and _modifies(document, name - 1, counts, words):
        name -= 1
    first = name
    while first > low and tokens[first - 1].lower == "'s":  # "the governor's residence"
        first = max(low, first - 2)
    before = tokens[first - 1].lower if first > low else ""
    number = counts.get(first) or (counts.get(first - 1) if before == "of" else None)
    if before == "the" and first - 2 >= low and tokens[first - 2].lower == "of" and first - 2 in counts:
        number = counts[first - 2]
    if number is not None and number.first >= low:
        return Thing(number.first, name, last, kind, number.quantity)
    if before in _ARTICLES:
        one = Quantity(min=1, best=1, max=1, qualifier=Qualifier.EXACT, text=document.words(first - 1, last))
        return Thing(first - 1, name, last, kind, one)
    while (
        name < head
        and tokens[name].text.endswith(("ed", "ing"))
        and not tokens[name].is_capitalised
        and before not in _DETERMINERS
    ):
        name += 1
    return Thing(first - 1 if before in _DETERMINERS else name if first == name else first, name, last, kind, None)


def _modifies(document: Document, at: int, counts: Mapping[int, Number], words: ThingWords) -> bool:
    token = document.tokens[at]
    lower = token.lower
    return (
        lower not in words.stop
        and token.is_word
        and at + 1 not in counts
        and not lower.endswith("ly")
        and lower != "'s"
    )


def _joined(document: Document, left: int, right: int) -> bool:
    between = [document.tokens[at].lower for at in range(left, right)]
    return (0 < len(between) <= 2 and all(word in _JOINTS for word in between)) or between == ["as", "well", "as"]
