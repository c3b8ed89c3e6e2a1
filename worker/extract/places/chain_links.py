"""How two places that follow each other in a sentence are tied: by a possessive, a head word, a preposition, a comma, or not at all."""

from __future__ import annotations

from collections.abc import Sequence

from worker.extract.findings import PlaceMention
from worker.lexicons.gazetteer import PlaceKind
from worker.lexicons.gazetteer.headwords import HEAD_WORDS
from worker.text.document import Document

DIRECTIONS = frozenset(
    "north south east west northern southern eastern western northeastern northwestern southeastern southwestern north-eastern"
    " north-western south-eastern south-western central northeast northwest southeast southwest upper lower far rural coastal".split()
)
ARTICLES = frozenset("the a an its".split())
POSSESSIVE = frozenset(("'s", "'"))
INTO = frozenset("in of on".split())
_OPENINGS = frozenset((",", "("))
_QUARTERS = frozenset("quarter area camp barrio slum favela".split())
_TO_CAPITAL = 3  # words: "the provincial capital"
_LONGEST_LINK = 8  # words between two places of one chain
_LONGEST_TIME = 10  # words of "at about 2 a.m. local time on Tuesday", between them
_OF_TIME = frozenset(
    "on at about around early late last local time a.m a.m. am p.m p.m. pm hours . yesterday today overnight night morning evening"
    " afternoon dawn noon midnight monday tuesday wednesday thursday friday saturday sunday".split()
)


def link_between(document: Document, before: PlaceMention, place: PlaceMention) -> str | None:
    """How two places that follow each other are tied: a possessive, a head word, a preposition or comma, or not at all."""
    if not 0 < place.first - before.last <= _LONGEST_LINK + _LONGEST_TIME:
        return None
    words = _without_time([token.lower for token in document.tokens[before.last : place.first]])
    return _tie_of(words) if len(words) <= _LONGEST_LINK else None


def _tie_of(words: list[str]) -> str | None:
    if words[0] in POSSESSIVE:
        return "possessor" if _is_plain(words[1:]) else None
    if len(words) > 1 and words[0] in _QUARTERS and words[1] == "of":
        return "head" if _is_plain(words[2:]) else None  # "the Baba Amr | quarter of | Homs"
    heads = 0
    while heads < len(words) and words[heads] in HEAD_WORDS:
        heads += 1
    rest = words[heads:]
    if heads and rest and rest[0] in POSSESSIVE:
        return "possessor" if _is_plain(rest[1:]) else None  # "in Benue | state's | Ukum district"
    if heads and rest == ["of"] and HEAD_WORDS[words[heads - 1]][0] is PlaceKind.CITY:
        return "possessor"  # "the southern Gaza | city of | Rafah"
    if heads and rest in ([], ["of"]):
        return "head"
    opened = rest[:1] and rest[0] in _OPENINGS
    rest = rest[1:] if opened else rest
    if not rest:
        return "comma"
    if opened and (described := _described_as(rest)):
        return "in" if rest[described] in INTO and _is_plain(rest[described + 1 :]) else None
    capital = "capital" in rest[:_TO_CAPITAL] and rest[-1] == "of"  # "Chilpancingo, the capital of | Guerrero state"
    return "in" if capital or (rest[0] in INTO and _is_plain(rest[1:])) else None


def _without_time(words: list[str]) -> list[str]:
    """Without a time that stands before "in": "Dalli village | at about 2 a.m. on Tuesday | in the Ruku area"."""
    begin = next((at for at, word in enumerate(words) if word not in HEAD_WORDS), len(words))
    end = begin
    while end < len(words) and (words[end] in _OF_TIME or words[end][0].isdigit()):
        end += 1
    timed = not _OF_TIME.difference(("at", "on", "about", "around")).isdisjoint(words[begin:end])
    return words[:begin] + words[end:] if timed and words[end : end + 1] == ["in"] else words


def _described_as(words: Sequence[str]) -> int:
    """Behind what a place is said to be: "Dalli, | a village | in", "Ruku, | a farming community | in"; 0 where it is not."""
    if words[0] not in ("a", "an"):
        return 0
    heads = (at for at, word in enumerate(words[:-1]) if word in HEAD_WORDS or word == "community")
    return next(heads, -1) + 1


def _is_plain(words: Sequence[str]) -> bool:
    """Whether words only describe the place behind them: "the western state of", "restive"."""
    described = [word for word in words if word not in ARTICLES and word not in DIRECTIONS]
    if not described:
        return True
    if described[-1] == "of":
        described = described[:-1]
        if not described or PlaceKind.WATER in HEAD_WORDS.get(described[-1], (PlaceKind.WATER,)):
            return False
        described = described[:-1]
    return len(described) <= 1 and all(word.isalpha() and word not in INTO for word in described)
