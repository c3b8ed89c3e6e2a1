"""Finds words that name the incident which a fact belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from itertools import pairwise

from worker.extract.incidents.clauses import tells_more
from worker.lexicons.links import LinkRule
from worker.lexicons.matcher import Matcher
from worker.text.document import Document
from worker.text.layers import Layers

Tokens = tuple[int, int]
_APART = frozenset("; while whereas".split())
_WHERE = frozenset("in at near outside inside on off another a an".split())
_FROM = frozenset(("after", "before"))
_UNITS = frozenset("minutes hour hours day days night nights week weeks month months year years".split())


def _goes_on(document: Document, first: int, last: int) -> bool:
    """``a bomb killed four, | and in Mosul two men died | in a shooting``: what follows tells of something else."""
    between = document.keys[first:last]
    end = document.sentence_of(first).last
    if any(document.keys[at] == "and" and tells_more(document, at, end) for at in range(first, last)):
        return True
    if not _APART.isdisjoint(between) or any(one in _UNITS and other in _FROM for one, other in pairwise(between)):
        return True
    return any(one == "," and other == "and" and where in _WHERE for one, other, where in _triples(between))


def _triples(words: Sequence[str]) -> Iterable[tuple[str, str, str]]:
    return zip(words, words[1:], words[2:], strict=False)


def find_links(
    document: Document, layers: Layers, rules: Matcher[LinkRule], sentences: Container[int]
) -> dict[int, list[Tokens]]:
    """The links of each of these sentences, in text order; of overlapping ones the longest."""
    kept: dict[int, list[Tokens]] = defaultdict(list)
    found = {(match.first, match.last) for match in rules.find(document, layers, sentences)}
    for first, last in sorted(found, key=lambda span: (span[0], -span[1])):
        if first and document.keys[first] == "after" and document.keys[first - 1] in _UNITS:
            continue  # "two days after the blast" it was another one
        spans = kept[document.sentence_of(first).index]
        if not spans or first >= spans[-1][1]:
            spans.append((first, last))
    return kept


def nearest_link(document: Document, links: Sequence[Tokens], first: int, last: int) -> Tokens | None:
    """The next link after tokens ``[first, last)`` in the same statement, else the last before them."""
    after = [link for link in links if link[0] >= last]
    if after and not _goes_on(document, last, after[0][0]):
        return after[0]
    inside = [link for link in links if link[0] < last and link[1] > first]
    if inside:
        return inside[0]
    before = [link for link in links if link[1] <= first]
    return before[-1] if before and not _goes_on(document, before[-1][1], first) else None
