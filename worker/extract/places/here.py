"""What "this town" is in a report: where it was written."""

from __future__ import annotations

from collections.abc import Sequence

from worker.extract.findings import PlaceMention
from worker.extract.places.names import begins_name
from worker.extract.places.prepositions import AT
from worker.text.document import Document

_BEFORE = AT | {"of"}
_SETTLEMENTS = frozenset("town city village resort port suburb capital settlement hamlet township".split())
_TELLERS = frozenset("police authorities officials sources reported learned announced confirmed disclosed said".split())
_PARTS = tuple(
    (part, "of") for part in "district neighborhood neighbourhood section sector quarter suburb area zone".split()
)
_REACH = 6  # words from "this" to "town": "this remote Red Sea resort"


def here_in(document: Document, opening: Sequence[PlaceMention], sentence: int, *, dated: bool) -> PlaceMention | None:
    """``in this market | town``: the place that opens the article, in capitals or (``dated``) in a dateline."""
    home = next((place for place in opening if place.first == 0 and place.kind == "place"), None)
    if home is None or not (dated or home.name.isupper()):
        return None
    told, keys = document.sentences[sentence], document.keys
    for at in range(max(told.first, home.last), told.last - 1):
        if keys[at] != "this" or _SETTLEMENTS.isdisjoint(keys[at + 1 : at + _REACH]):
            continue
        quarter = keys[at - 2 : at] in _PARTS and begins_name(
            document.tokens[at - 3]
        )  # "the Lend district of this city"
        if keys[at - 1] in _BEFORE and not quarter:
            return home
    return None


def is_tellers_here(document: Document, sentence: int) -> bool:
    """``Police in | this | capital reported that``: where they tell of it, which another place of the sentence goes before."""
    keys, told = document.keys, document.sentences[sentence]
    return any(keys[at] == "this" and keys[at - 2] in _TELLERS for at in range(told.first + 2, told.last))
