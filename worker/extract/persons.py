"""Finds named persons: a title and a name, a known first name, a name that says something, a surname that was given in full before."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from schemas.incident import Sector
from worker.extract.phrases import Phrases
from worker.lexicons.actors import ActorLexicon
from worker.text.document import Document

_MOST_WORDS = 6
_SPEECH = frozenset("said says told added announced confirmed stated claimed denied wrote declared reported warned explained insisted".split())
_AGES = range(1, 120)


class Person(NamedTuple):
    """Tokens ``[first, last)`` of a name without its title."""

    first: int
    last: int
    sector: Sector | None  # as the title says
    rule_id: str


def find_persons(
    document: Document, phrases: Phrases, capitals: list[int], taken: bytearray, places: Collection[int], lexicon: ActorLexicon
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
                or (tokens[end].text == "." and len(tokens[end - 1].text) <= 3 and tokens[end - 1].is_capitalised)  # noqa: PLR2004 - "Gen.", "J."
            ):
                break
            end += 1
        reach = last
        yield at, last


def _read(
    document: Document, phrases: Phrases, first: int, last: int, places: Collection[int], lexicon: ActorLexicon
) -> Person | None:
    tokens = document.tokens
    titled: Sector | None = None
    has_title = False
    while first < last and (tokens[first].lower in lexicon.titles or tokens[first].text == "."):
        titled, has_title = lexicon.titles.get(tokens[first].lower) or titled, True
        first += 1
    if first == last:
        return None
    before = first - 1
    if before >= 0 and tokens[before].text == ".":
        before -= 1
    if not has_title and before >= document.sentence_of(first).first and tokens[before].lower in lexicon.titles:
        titled, has_title = lexicon.titles[tokens[before].lower], True
    words = [token for token in tokens[first:last] if token.text != "."]
    if any(token.text.isupper() and len(token.text) > 2 for token in words) or _common(words, lexicon):  # noqa: PLR2004 - acronyms
        return None
    in_place = any(at in places for at in range(first, last))
    if has_title and not all(at in places for at in range(first, last)):
        return Person(first, last, titled, "actor.person.title")
    if len(words) > 1 and words[0].lower in lexicon.first_names and not (in_place and tokens[last - 1].lower in lexicon.heads):
        return Person(first, last, None, "actor.person.first_name")
    if in_place:
        return None
    after = tokens[last].lower if last < len(tokens) else ""
    if after in _SPEECH or (first > 0 and tokens[first - 1].lower in ("said", "told", "says")):
        return Person(first, last, None, "actor.person.speaks")
    if len(words) > 1 and after == "," and last + 1 < len(tokens) and _is_age(tokens[last + 1].text):
        return Person(first, last, None, "actor.person.age")
    phrase = phrases.around(last - 1)
    if len(words) > 1 and first > document.sentence_of(first).first and (phrase is None or phrase[1] == last):
        return Person(first, last, None, "actor.person.capitals")
    return None


def _common(words: list, lexicon: ActorLexicon) -> bool:  # type: ignore[type-arg]
    return any(word.lower in lexicon.heads or word.lower in lexicon.modifiers or word.lower in lexicon.nouns for word in words)


def _is_age(text: str) -> bool:
    return text.isascii() and text.isdigit() and int(text[:4]) in _AGES
