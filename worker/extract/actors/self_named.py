"""Finds groups whose name nobody knows, by the words that bring it: ``a group calling itself the Sons of Dawn``, ``a gang, the Owls,``."""

from __future__ import annotations

from collections.abc import Iterator

from worker.text.document import Document

_ITSELF = frozenset("itself themselves".split())
_CALLING = frozenset("calling call calls called naming styling styles".split())
_CALLED = frozenset("called named dubbed known".split())
_GROUPS = frozenset(
    "group militia gang organisation organization faction cell outfit movement band squad cartel network unit commando brigade".split()
)
_SKIPPED = frozenset("as the \" “ ' ‘".split())
_CLOSING_QUOTES = frozenset("\" ” ' ’".split())
_LINKS = frozenset("of the for and de la del al".split())
_LITTLE_KNOWN = frozenset(
    "little-known unknown shadowy obscure previously hitherto self-styled self-proclaimed self-named new so-called".split()
)
_BEFORE_GROUP = _LITTLE_KNOWN | frozenset(("a", "an"))  # "a pro-government gang, | NoMercy, |"
_NEAR = 4  # words before "group"
_MOST_SKIPPED = 3
_MOST_WORDS = 7


def find_self_named(document: Document) -> Iterator[tuple[int, int]]:
    """The names as tokens ``[first, last)``."""
    keys = document.keys
    for at in document.spots_of(_ITSELF):
        if at and keys[at - 1] in _CALLING:
            yield from _name(document, at + 1)
    for at in document.spots_of(_CALLED):
        if at and keys[at - 1] in _GROUPS:
            yield from _name(document, at + 1)
    for at in document.spots_of(_GROUPS):
        apart = keys[at + 1 : at + 2] == (",",)
        bare = at > 1 and not _BEFORE_GROUP.isdisjoint(keys[max(0, at - _NEAR) : at])
        if apart and (bare or keys[at + 2 : at + 3] == ("the",)):
            for first, last in _name(document, at + 2):
                if _stands_apart(document, last):  # "a little-known group, | the Sons of Dawn, | said"
                    yield first, last


def _stands_apart(document: Document, last: int) -> bool:
    """Whether a comma follows, behind a quotation mark and what stands in brackets: "the "Sons of Dawn" (SD),"."""
    keys = document.keys
    at = last + (keys[last : last + 1] != () and keys[last] in _CLOSING_QUOTES)
    if keys[at : at + 1] and keys[at] in ("(", "["):
        at += 3
    return keys[at : at + 1] == (",",)


def _name(document: Document, at: int) -> Iterator[tuple[int, int]]:
    """Capitalised words behind an article or a quotation mark."""
    if at >= len(document.keys):
        return
    high = document.sentence_of(at - 1).last
    for _ in range(_MOST_SKIPPED):
        at += at < high and document.keys[at] in _SKIPPED
    last = end = at
    while end < high and end - at < _MOST_WORDS:
        if document.tokens[end].is_capitalised:
            last = end + 1
        elif end == at or document.keys[end] not in _LINKS:
            break
        end += 1
    if last > at:
        yield at, last
