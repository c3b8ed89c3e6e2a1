"""Finds named persons: a title and a name, a known first name, a name that says something, a surname that was given in full before."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from schemas.incident import Sector
from worker.extract.phrases import Phrases
from worker.lexicons.actors import ActorLexicon
from worker.text.document import Document
from worker.text.tokens import Token

_MOST_WORDS = 6
_SPEECH = frozenset(
    "said says told added announced confirmed stated claimed denied wrote declared reported warned explained insisted".split()
)
_AGES = range(1, 120)


class Person(NamedTuple):
    """Tokens ``[first, last)`` of a name without its title."""

    first: int
    last: int
    sector: Sector | None  # as the title says
    rule_id: str


def find_persons(
    document: Document,
    phrases: Phrases,
    capitals: list[int],
    taken: bytearray,
    places: Collection[int],
    lexicon: ActorLexicon,
) -> Iterator[Person]:
    """Named persons among runs of capitalised words (token indices); ``taken`` marks organisations' tokens, ``places`` places'."""
    for first, last in _runs(document, phrases.tags, capitals, taken, lexicon):
        found = _read(document, phrases, first, last, places, lexicon)
        if found is not None:
            yield found


def _runs(
    document: Document, tags: str, capitals: list[int], taken: bytearray, lexicon: ActorLexicon
) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words, with particles between: "Gustavo de la Vega"."""
    tokens, reach = document.tokens, -1
    for at in capitals:
        if at < reach or taken[at] or tags[at] not in "wbegj":
            continue
        stop = min(document.sentence_of(at).last, at + _MOST_WORDS + 2)
        last = end = at + 1
        while end < stop and not taken[end]:
            if tokens[end].is_capitalised and tags[end] in "wbegj":
                last = end + 1
            elif not (
                (tokens[end].lower in lexicon.particles)
                or (tokens[end].text == "." and len(tokens[end - 1].text) <= 3 and tokens[end - 1].is_capitalised)
            ):
                break
            end += 1
        reach = last
        yield at, last


def _read(
    document: Document, phrases: Phrases, first: int, last: int, places: Collection[int], lexicon: ActorLexicon
) -> Person | None:
    """The person of a run of capitalised words, without the titles that it begins with."""
    tokens = document.tokens
    titles: list[str] = []
    while first < last and (tokens[first].lower in lexicon.titles or tokens[first].text == "."):
        titles.append(tokens[first].lower)
        first += 1
    before = first - 2 if first > 0 and tokens[first - 1].text == "." else first - 1
    if not titles and before >= document.sentence_of(first - 1 if first == last else first).first:
        titles = [tokens[before].lower] if tokens[before].lower in lexicon.titles else []
    words = [token for token in tokens[first:last] if token.text != "."]
    if not words or any(_is_acronym(word) or _is_common(word, lexicon) for word in words):
        return None
    placed = sum(at in places for at in range(first, last))
    if titles and placed < last - first:
        sector = next((s for s in map(lexicon.titles.get, reversed(titles)) if s is not None), None)
        return Person(first, last, sector, "actor.person.title")
    if len(words) > 1 and words[0].lower in lexicon.first_names and not (placed and words[-1].lower in lexicon.heads):
        return Person(first, last, None, "actor.person.first_name")
    rule_id = None if placed else _by_neighbours(document, phrases, first, last, several=len(words) > 1)
    return Person(first, last, None, rule_id) if rule_id else None


def _by_neighbours(document: Document, phrases: Phrases, first: int, last: int, *, several: bool) -> str | None:
    """What stands beside a name that makes it a person's: a verb of speech, an age; else that it heads its phrase."""
    tokens = document.tokens
    after = tokens[last].lower if last < len(tokens) else ""
    if after in _SPEECH or (first > 0 and tokens[first - 1].lower in _SPEECH):
        return "actor.person.speaks"
    if several and after == "," and last + 1 < len(tokens) and _is_age(tokens[last + 1].text):
        return "actor.person.age"
    phrase = phrases.around(last - 1)
    heads = phrase is None or phrase[1] == last
    return "actor.person.capitals" if several and heads and first > document.sentence_of(first).first else None


def _is_acronym(word: Token) -> bool:
    return len(word.text) > 2 and word.text.isupper()


def _is_common(word: Token, lexicon: ActorLexicon) -> bool:
    return word.lower in lexicon.heads or word.lower in lexicon.modifiers or word.lower in lexicon.nouns


def _is_age(text: str) -> bool:
    return text.isascii() and text.isdigit() and int(text[:4]) in _AGES
