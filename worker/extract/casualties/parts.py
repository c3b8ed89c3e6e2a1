"""Finds the parts of a whole: "nine people are in hospital: three in intensive care and six on wards"; "including two children"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from schemas.quantity import Part, Quantity
from worker.extract.casualties.groups import Group
from worker.extract.casualties.people import Member
from worker.text.document import Document, Sentence
from worker.text.numbers import Number

_ENDS = frozenset(',;.:()"”')
_LEADING = frozenset(
    "are is were was have has had been of them people others person patients already now still".split()
)


def find_breakdown(
    document: Document, sentence: Sentence, after: int, whole: Quantity, numbers: Iterable[Number]
) -> tuple[Part, ...]:
    """Numbers later in the sentence that add up to the whole, each with the state that follows it."""
    if whole.best is None or whole.best < 2:
        return ()
    parts = [n for n in numbers if after <= n.first < sentence.last and n.quantity.best]
    total = 0
    for count, part in enumerate(parts, 1):
        total += part.quantity.best or 0
        if total > whole.best:
            break
        if total == whole.best and count > 1:
            some = parts[:count]
            ends = [*(b.first for _, b in pairwise(some)), sentence.last]
            states = [_state(document, n.last, end) for n, end in zip(some, ends, strict=True)]
            if all(states):
                return tuple(Part(count=n.quantity, state=state) for n, state in zip(some, states, strict=True))
    return ()


def _state(document: Document, first: int, end: int) -> str:
    tokens = document.tokens
    while first < end and tokens[first].lower in _LEADING:
        first += 1
    last = first
    while last < end and tokens[last].lower not in _ENDS:
        last += 1
    while last > first and tokens[last - 1].lower in ("and", "while", "but"):
        last -= 1
    return document.words(first, last) if last > first else ""


def group_parts(document: Document, sentence: Sentence, group: Group, groups: Iterable[Group]) -> tuple[Part, ...]:
    """Who they are: the members of a list, and groups "including" which they are, before the next whole group."""
    parts = (
        [m for m in group.members if m.quantity is not None and m.label[0] < m.label[1]]
        if len(group.members) > 1
        else []
    )
    parts += [m for m in _named_as_part(sentence, group, groups) if m.quantity is not None]
    found: list[Part] = []
    for member in parts:
        if member.quantity is None:
            continue
        state = (
            _state(document, member.last, min(member.last + 4, sentence.last))
            if _is_pronoun(document, member.label)
            else ""
        )
        label = state or (document.words(*member.label) if member.label[0] < member.label[1] else "")
        if label:
            found.append(Part(count=member.quantity, state=label))
    return tuple(found)


def part_heads(document: Document, sentence: Sentence, group: Group, groups: Iterable[Group]) -> tuple[int, ...]:
    """Behind the nouns and names of those "including" whom they are: "nine people, among them two nurses |"."""
    parts = _named_as_part(sentence, group, groups)
    return tuple(m.label[1] for m in parts if m.label[0] < m.label[1] and not _is_pronoun(document, m.label))


def _named_as_part(sentence: Sentence, group: Group, groups: Iterable[Group]) -> Iterator[Member]:
    """The members of the groups behind it that are but parts, before the next whole one."""
    for other in groups:
        if other.first < group.last or other.first >= sentence.last:
            continue
        if not other.sub:
            break
        yield from other.members


def _is_pronoun(document: Document, label: tuple[int, int]) -> bool:
    return label[1] - label[0] == 1 and document.tokens[label[0]].lower in ("them", "whom", "these", "those", "which")
