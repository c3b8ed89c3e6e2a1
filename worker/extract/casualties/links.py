"""Finds words that name the incident which a fact belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from worker.lexicons.links import LinkRule
from worker.lexicons.matcher import Matcher
from worker.text.document import Document
from worker.text.layers import Layers

Tokens = tuple[int, int]
_UNITS = frozenset("minutes hour hours day days night nights week weeks month months year years".split())


def find_links(document: Document, layers: Layers, rules: Matcher[LinkRule]) -> dict[int, list[Tokens]]:
    """The links of each sentence, in text order; of overlapping ones the longest."""
    kept: dict[int, list[Tokens]] = defaultdict(list)
    for first, last in sorted({(m.first, m.last) for m in rules.find(document, layers)}, key=lambda s: (s[0], -s[1])):
        if first and document.keys[first] == "after" and document.keys[first - 1] in _UNITS:
            continue  # "two days after the blast" it was another one
        spans = kept[document.sentence_of(first).index]
        if not spans or first >= spans[-1][1]:
            spans.append((first, last))
    return kept


def nearest_link(links: Sequence[Tokens], first: int, last: int) -> Tokens | None:
    """The next link after tokens ``[first, last)``, else the last before them."""
    after = [link for link in links if link[0] >= last]
    if after:
        return after[0]
    inside = [link for link in links if link[1] > first]
    if inside:
        return inside[0]
    return links[-1] if links else None
