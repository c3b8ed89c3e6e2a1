"""Bulletins: a day's incidents in items, each headed by where it was: ``KIRKUK - Gunmen killed …``, ``* NEAR BASRA - A bomb …``."""

from __future__ import annotations

from collections.abc import Mapping

from worker.extract.findings import PlaceMention
from worker.extract.reading import Reading
from worker.text.document import Document
from worker.values import dataclass

_FEWEST = 3  # headed items of a bulletin; one or two are a dateline
_LONGEST = 8  # tokens of a heading, with its dash
_BULLETS = frozenset("* • · ▪ ‣".split())
_ENDS = frozenset(("-", "--", "–", "—", ":"))
_BETWEEN = frozenset((",", "/", "(", ")", "."))


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a bulletin."""

    head: int  # the sentence that its heading begins
    place: PlaceMention | None  # of its heading, if it is known


def find_items_headed(reading: Reading) -> Mapping[int, Item]:
    """The item that each sentence of a bulletin belongs to: from its heading to the next one, or to the end of its paragraph."""
    document, heads = reading.document, {}
    by_sentence: dict[int, list[PlaceMention]] = {}
    for place in reading.places:
        by_sentence.setdefault(place.sentence, []).append(place)
    for sentence in document.sentences:
        end = _end_of_heading(document, sentence.first, sentence.last)
        if end is None:
            continue
        named = [place for place in by_sentence.get(sentence.index, ()) if place.last <= end and place.kind == "place"]
        if (named and named[-1].last == end) or _is_in_capitals(document, sentence.first, end):
            heads[sentence.index] = Item(sentence.index, named[0] if named else None)
    if len(heads) < _FEWEST:
        return {}
    items: dict[int, Item] = {}
    item: Item | None = None
    for sentence in document.sentences:
        if sentence.index in heads:
            item = heads[sentence.index]
        elif item is not None and sentence.paragraph != document.sentences[item.head].paragraph:
            item = None
        if item is not None:
            items[sentence.index] = item
    return items


def _end_of_heading(document: Document, first: int, last: int) -> int | None:
    """Where the dash stands behind the heading that begins a sentence; none where there is no such heading."""
    for at in range(first + 1, min(first + _LONGEST, last)):
        if document.tokens[at].text in _ENDS:
            return at
    return None


def _is_in_capitals(document: Document, first: int, end: int) -> bool:
    """``* NEAR TUZ, IRAQ``: a name that may be in no gazetteer, before a dash."""
    if document.tokens[end].text == ":":
        return False  # "WARNING:", "UPDATE:"
    words = [token.text for token in document.tokens[first:end] if token.text not in _BULLETS | _BETWEEN]
    return bool(words) and all(word.isupper() and word.isalpha() and len(word) > 1 for word in words)
