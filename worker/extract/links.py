"""Finds words that name the incident which a fact belongs to."""

from __future__ import annotations

from worker.lexicons.links import LinkRule
from worker.lexicons.matcher import Matcher
from worker.text.document import Document, Sentence
from worker.text.layers import Layers

Tokens = tuple[int, int]


def find_links(document: Document, layers: Layers, sentence: Sentence, rules: Matcher[LinkRule]) -> tuple[Tokens, ...]:
    """The links of a sentence, in text order; of overlapping ones the longest."""
    found = sorted(
        {(m.first, m.last) for m in rules.find(document, layers, sentence.first, sentence.last)},
        key=lambda s: (s[0], -s[1]),
    )
    kept: list[Tokens] = []
    for span in found:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return tuple(kept)


def nearest_link(links: tuple[Tokens, ...], first: int, last: int) -> Tokens | None:
    """The next link after tokens ``[first, last)``, else the last before them."""
    after = [link for link in links if link[0] >= last]
    if after:
        return after[0]
    inside = [link for link in links if link[1] > first]
    if inside:
        return inside[0]
    return links[-1] if links else None
