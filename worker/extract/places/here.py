"""What "this town" is in a report: where it was written."""

from __future__ import annotations

from collections.abc import Sequence

from worker.extract.findings import PlaceMention
from worker.extract.places.context import BEARINGS
from worker.extract.places.names import begins_name
from worker.extract.places.prepositions import AT
from worker.text.document import Document, Sentence

_BEFORE = AT | {"of"}
_SETTLEMENTS = frozenset("town city village resort port suburb capital settlement hamlet township".split())
_TELLERS = frozenset("police authorities officials sources reported learned announced confirmed disclosed said".split())
_KINDS = tuple((noun, "of") for noun in sorted(_SETTLEMENTS))
_PARTS = tuple(
    (part, "of") for part in "district neighborhood neighbourhood section sector quarter suburb area zone".split()
)
_WHERE = frozenset(
    "in at near outside inside through into on to from paralyzed paralysed hit struck rocked shook attacked".split()
)
_TOWNS = frozenset("town city village hamlet settlement township".split())
_BEHIND_TOWN = frozenset(
    ", . ; ( — – - on in near where that which late early yesterday overnight today and after when during as killing wounding injuring"
    " by about some just of north south east west northeast northwest southeast southwest said police officials".split()
)
_CLOSE = (("close", "to"), ("not", "far", "from"), ("near",), ("outside",))
_BY_KIND = 5  # words of "the Iraqi capital | Baghdad", "the city of | Lyon"
_UNNAMED = 5  # words from "a" to "town": "a volatile central Nigerian city"
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


def names_no_town(document: Document, sentence: Sentence, beyond: int) -> bool:
    """``LYON - A bomb killed five | in a northern French city |``: not where it is told; but "in this city", "outside a town hall"."""
    keys = document.keys
    for at in range(beyond, sentence.last - 2):
        if keys[at] in ("a", "an") and keys[at - 1] in _WHERE:
            for noun in range(at + 1, min(at + _UNNAMED, sentence.last - 1)):
                if keys[noun] in _TOWNS:
                    return keys[noun + 1] in _BEHIND_TOWN or document.tokens[noun + 1].is_capitalised
                if not document.tokens[noun].is_word:
                    break
    return False


def says_from_where(document: Document, place: PlaceMention) -> bool:
    """``a town north of the Saudi capital | Riyadh``, ``in a village close to the city of | Lyon``."""
    keys, at = document.keys, place.first
    if keys[at - 1 : at] == ("the",):
        at -= 1
    elif keys[at - 1] in _SETTLEMENTS or keys[at - 2 : at] in _KINDS:
        at = next((n for n in range(at - 1, max(0, at - _BY_KIND), -1) if keys[n] == "the"), at)
    if keys[at - 1 : at] == ("of",):
        return keys[at - 2 : at - 1] != () and keys[at - 2] in BEARINGS
    for words in _CLOSE:
        noun = at - len(words) - 1
        if noun > 1 and keys[noun + 1 : at] == words and keys[noun] in _TOWNS:
            return not {"a", "an"}.isdisjoint(keys[max(0, noun - _UNNAMED) : noun])
    return False
