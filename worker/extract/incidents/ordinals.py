"""Which of several incidents a sentence tells of, by its number: "In the first attack …", "The second fight took place in …"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from worker.extract.findings import Trigger
from worker.text.document import Document

FIRST = 1_000_000
"""Items from here on are numbered ones: no sentence has as high a number."""
_NUMBERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "other": 2}
_NOUNS = frozenset(
    "attack attacks accident incident shooting raid fight gunfight gunbattle battle clash ambush blast explosion bombing strike crash fire"
    " killing murder case kidnapping robbery operation encounter protest quake shootout".split()
)
_KINDS = frozenset("fatal deadly separate such bomb suicide car road gun drone air".split())
_OPENING = 6  # words of a sentence in which its number stands


def numbered_items(document: Document, triggers: Iterable[Trigger]) -> Mapping[int, int]:
    """An item for each sentence of a paragraph from where it opens with a number, behind a summary of several incidents."""
    summed = min((trigger.sentence for trigger in triggers if trigger.several), default=None)
    if summed is None:
        return {}
    items: dict[int, int] = {}
    item, paragraph = 0, -1
    for sentence in document.sentences[summed + 1 :]:
        if sentence.paragraph != paragraph:
            item, paragraph = 0, sentence.paragraph
        item = _item_of(document.keys[sentence.first : min(sentence.last, sentence.first + _OPENING)]) or item
        if item:
            items[sentence.index] = item
    return items


def _item_of(opening: tuple[str, ...]) -> int:
    """``in the first ,``, ``the second fatal attack``: the item that an opening begins; 0 for none."""
    words = opening[1:] if opening[:1] == ("in",) else opening
    if words[:1] != ("the",) or len(words) < 3 or words[1] not in _NUMBERS:
        return 0
    at = 3 if words[2] in _KINDS and len(words) > 3 else 2
    alone = words[2] == "," and opening[0] == "in"  # "In the second, a soldier was killed"
    return FIRST + _NUMBERS[words[1]] if alone or words[at] in _NOUNS else 0
