"""Places that no gazetteer knows: streets and buildings ("Colchester General Hospital"), villages by their head word.

A site lies in the place that the words around it name; it comes out with that place as its parent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.incident import PlacePrecision
from worker.extract.place_names import begins_name
from worker.lexicons.gazetteer import PlaceKind
from worker.lexicons.gazetteer.headwords import HEAD_WORDS
from worker.lexicons.gazetteer.spelling import fold
from worker.lexicons.gazetteer.words import ContextWords
from worker.text.document import Document, Sentence

_MOST_WORDS = 5  # of a site's name before its head word
_LINKS = frozenset(("of", "the", "de", "la", "al", "el", "’s", "'s", "&"))
_LEAST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Site:
    """A name that is a place's by its head word: tokens ``[first, last)``."""

    first: int
    last: int
    sentence: int
    extended: tuple[int, int]
    precision: PlacePrecision
    rule_id: str


def find_sites(document: Document, words: ContextWords, taken: frozenset[int]) -> list[Site]:
    """Sites and unknown settlements, none over a token of ``taken``."""
    found: list[Site] = []
    for sentence in document.sentences:
        at = sentence.first
        for site in sorted((*_buildings(document, words, sentence), *_settlements(document, words, sentence)), key=lambda one: (one.first, -one.last)):
            if site.first >= at and not taken.intersection(range(site.first, site.last)):
                found.append(site)
                at = site.last
    return found


def _buildings(document: Document, words: ContextWords, sentence: Sentence) -> Iterator[Site]:
    """Capitalised words before a capitalised head word: "River Avenue", "Alder Hey Children's Hospital"."""
    tokens = document.tokens
    for head in range(sentence.first + 1, sentence.last):
        if not tokens[head].text[0].isupper() or fold(tokens[head].lower) not in words.site:
            continue
        if head + 1 < sentence.last and begins_name(tokens[head + 1]) and tokens[head + 1].text.isalpha():
            continue  # part of a longer name: "Hospital Trust", "Station Road" ends at Road
        first = head
        while first > sentence.first and head - first < _MOST_WORDS and _belongs(document, first - 1):
            first -= 1
        while first < head and (not begins_name(tokens[first]) or fold(tokens[first].lower) in _ARTICLES):
            first += 1
        if first < head and not (first == sentence.first and head - first == 1 and fold(tokens[first].lower) in words.never):
            yield Site(first, head + 1, sentence.index, (first, head + 1), PlacePrecision.SITE, "place.site")


_ARTICLES = frozenset(("the", "a", "an", "this", "that", "at", "in", "on", "from", "our", "his", "her", "their", "its"))


def _belongs(document: Document, at: int) -> bool:
    token = document.tokens[at]
    return token.text[0].isupper() and token.is_word or token.lower in _LINKS


def _settlements(document: Document, words: ContextWords, sentence: Sentence) -> Iterator[Site]:
    """"the village of Kozinka", "Torkula village", "Guma district"."""
    tokens = document.tokens
    for at in range(sentence.first, sentence.last):
        kinds = HEAD_WORDS.get(tokens[at].lower)
        if kinds is None or kinds[0] not in _PRECISION or not tokens[at].text[0].islower() or tokens[at].lower in words.vague_head:
            continue
        last = at + 1
        if last < sentence.last and tokens[last].lower == "of" or kinds[0] is PlaceKind.CITY:
            first = last + (1 if last < sentence.last and tokens[last].lower in ("of", "called", "named") else 0)
            end = _run(document, words, first, sentence.last)
            if end > first and (first > last or tokens[at].lower in ("village", "hamlet", "town", "settlement")):
                yield Site(first, end, sentence.index, (at, end), _PRECISION[kinds[0]], "place.settlement")
        first = at
        while first > sentence.first and at - first < 3 and _plain_name(document, words, first - 1):
            first -= 1
        if first < at and not (first == sentence.first and at - first == 1 and fold(tokens[first].lower) in words.never):
            yield Site(first, at, sentence.index, (first, at + 1), _PRECISION[kinds[0]], "place.settlement")


_PRECISION = {PlaceKind.CITY: PlacePrecision.PLACE, PlaceKind.ADMIN2: PlacePrecision.ADMIN2}


def _run(document: Document, words: ContextWords, first: int, limit: int) -> int:
    end = first
    while end < min(limit, first + 3) and _plain_name(document, words, end):
        end += 1
    return end


def _plain_name(document: Document, words: ContextWords, at: int) -> bool:
    token = document.tokens[at]
    word = fold(token.lower)
    return (
        begins_name(token)
        and len(token.text) >= _LEAST_LETTERS
        and word not in words.never
        and word not in words.organisation
        and word not in words.title
        and not token.text.isdigit()
    )


def parent_of(positions: Sequence[tuple[int, int]], site: Site) -> int | None:
    """Which known place a site lies in: the next one behind it in its sentence, else the last before it.

    Args:
        positions: Sentence and first token of the known places, in the order of the text.
        site: The site.
    """
    behind = [number for number, (sentence, first) in enumerate(positions) if sentence == site.sentence and first >= site.last]
    if behind:
        return behind[0]
    before = [number for number, (_, first) in enumerate(positions) if first < site.first]
    return before[-1] if before else (0 if positions else None)
