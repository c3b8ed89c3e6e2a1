"""Finds named persons: a title and a name, a known first name, a name that says something, a surname that was given in full before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from schemas.actor import ActorKind, Sector
from worker.extract.actors.phrases import Phrases
from worker.extract.actors.units import OFFICES
from worker.extract.findings import PlaceMention
from worker.lexicons.actors import ActorLexicon
from worker.lexicons.grammar import tag_by_shape
from worker.text.document import Document
from worker.text.tokens import Token

_MOST_WORDS = 6
_SPEECH = frozenset(
    "said says told added announced confirmed stated claimed denied wrote declared reported warned explained insisted".split()
)
_AGES = range(1, 120)
_LEAST_NAMES = 2
_NEWSPAPERS = frozenset("el la los las le les il der die das the".split())  # begin names of things, not of persons
_AFTER_SUBJECT = frozenset((",", "'s", "and", "("))
_KIN = frozenset(
    "wife husband son daughter brother sister mother father uncle aunt cousin nephew niece grandson granddaughter fiancee partner".split()
)
_ARABIC_ARTICLES = frozenset("al el ul as ash ad an ar at az".split())
_SUFFIXES = frozenset(("junior", "senior", "jr", "sr"))
_CALLED = frozenset(("named", "called"))
_SIBLINGS = frozenset("brothers sisters siblings twins couple spouses cousins sons daughters parents newlyweds".split())
_WHOSE = frozenset("his her their whose 's".split())


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
    places: Mapping[int, PlaceMention],
    lexicon: ActorLexicon,
) -> Iterator[Person]:
    """Named persons among runs of capitalised words (token indices); ``taken`` marks organisations' tokens, ``places`` places'."""
    tokens = document.tokens
    surnames: set[str] = set()
    for first, last in _runs(document, phrases, capitals, taken, lexicon):
        found = _read(document, phrases, first, last, places, lexicon)
        if found is not None:
            surnames.update(token.text for token in tokens[found.first + 1 : found.last] if token.is_capitalised)
            yield found
        elif last - first == 1 and tokens[first].text in surnames and first not in places:
            yield Person(first, last, None, "actor.person.surname")
        elif last - first == 1 and first not in places and _shares_surname(tokens, first, lexicon):
            yield Person(first, last, None, "actor.person.shared_surname")


def _shares_surname(tokens: Sequence[Token], at: int, lexicon: ActorLexicon) -> bool:
    """``| Ana | and Rosa Ruiz``, "brothers | Olaf | and Nils Berg": a first name before "and" and a whole name."""
    if at + 3 >= len(tokens) or tokens[at + 1].lower != "and":
        return False
    whole = tokens[at + 2].is_capitalised and (
        tokens[at + 3].is_capitalised or tokens[at + 3].lower in lexicon.particles or _has_article(tokens[at + 3].text)
    )
    kin = any(tokens[before].lower in _SIBLINGS for before in range(max(0, at - 2), at))
    return whole and (kin or all(tokens[name].lower in lexicon.first_names for name in (at, at + 2)))


def _runs(
    document: Document, phrases: Phrases, capitals: list[int], taken: bytearray, lexicon: ActorLexicon
) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words, with particles between: "Gustavo de la Vega"."""
    tokens, tags, reach = document.tokens, phrases.tags, -1
    for at in capitals:
        if at < reach or taken[at] or tags[at] not in "wbegj":
            continue
        stop = min(document.sentence_of(at).last, at + _MOST_WORDS + 2)
        last = end = at + 1
        while end < stop and not taken[end] and end not in phrases.bounds:
            if (tokens[end].is_capitalised and tags[end] in "wbegj") or (
                last == end and (tokens[end].lower in _SUFFIXES or _has_article(tokens[end].text))
            ):
                last = end + 1
            elif not (
                (tokens[end].lower in lexicon.particles)
                or (tokens[end].text == "." and len(tokens[end - 1].text) <= 3 and tokens[end - 1].is_capitalised)
            ):
                break
            end += 1
        reach = last
        yield at, last


def _has_article(text: str) -> bool:
    """``al-Sahrawi``, ``el-Masri``: an Arabic name with its article."""
    article, _, name = text.partition("-")
    return article in _ARABIC_ARTICLES and name[:1].isupper()


def _read(
    document: Document,
    phrases: Phrases,
    first: int,
    last: int,
    places: Mapping[int, PlaceMention],
    lexicon: ActorLexicon,
) -> Person | None:
    """The person of a run of capitalised words, without the titles that it begins with."""
    tokens = document.tokens
    begin = first
    first = _after_titles(document, first, last, places, lexicon)
    titles = [token.lower for token in tokens[begin:first]]
    before = first - 2 if first > 0 and tokens[first - 1].text == "." else first - 1
    if first == begin and before >= document.sentence_of(before if first == last else first).first:
        titles = [tokens[before].lower]
    words = [token for token in tokens[first:last] if token.text != "."]
    if not words or any(_is_acronym(word) or _is_common(word, lexicon) for word in _no_forename(words, lexicon)):
        return None
    if first > 0 and tokens[first - 1].lower in lexicon.named_things:
        return None  # "the freighter | Sea Harvest"
    placed = sum(at in places for at in range(first, last))
    sectors = [lexicon.titles[title] for title in reversed(titles) if title in lexicon.titles]
    if not sectors and len(words) > 1:  # "policeman", "farmers": no title of one by his surname alone
        sectors = [lexicon.nouns[word].sector for word in titles if _is_human(word, lexicon)]
    if sectors and placed < last - first:
        sector = next((sector for sector in sectors if sector is not None), None)
        return Person(first, last, sector, "actor.person.title")
    if len(words) > 1 and words[0].lower in lexicon.first_names and not (placed and words[-1].lower in lexicon.heads):
        return Person(first, last, None, "actor.person.first_name")
    if first == begin and _is_kin(tokens, first):
        return Person(first, last, None, "actor.person.kin")
    if first == begin and first > 0 and tokens[first - 1].lower.endswith("-year-old"):
        return Person(first, last, None, "actor.person.aged")
    if (
        first == begin
        and first > 1
        and not placed
        and tokens[first - 1].lower in _CALLED
        and _is_human(tokens[first - 2].lower, lexicon)
    ):
        return Person(first, last, None, "actor.person.named")
    rule_id = None if placed else _by_neighbours(document, phrases, first, last, several=len(words) > 1)
    return Person(first, last, None, rule_id) if rule_id else None


def _after_titles(
    document: Document, first: int, last: int, places: Mapping[int, PlaceMention], lexicon: ActorLexicon
) -> int:
    """Where the name begins in "Former Ohio Governor Ana Ruiz", "Spaniard Luis Prado", "Engineers Ana Ruiz"."""
    tokens = document.tokens
    for at in range(last - 2, first, -1):
        word = tokens[at].lower
        if word in lexicon.titles and tokens[first].lower not in lexicon.first_names and tokens[at + 1].text != ".":
            return at + 1
    if first > 0 and tokens[first].lower in OFFICES and tokens[first - 1].lower == "of":
        first += 1  # "Superintendent of Police | Omar Diaz"
    while first < last:
        word, rest = tokens[first].lower, last - first
        several = rest > _LEAST_NAMES and tokens[first + 1].is_capitalised
        national = several and first in places and places[first].kind == "demonym"
        if not (word in lexicon.titles or word == "." or national or (several and _is_human(word, lexicon))):
            break
        first += 1
    return first


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
    if not several or not heads or tokens[first].lower in _NEWSPAPERS:
        return None
    if first > document.sentence_of(first).first:
        return "actor.person.capitals"
    told = after in _AFTER_SUBJECT or (last < len(tokens) and phrases.tags[last] in "vx")
    return "actor.person.begins" if told and _is_no_word(document, first) else None


def _is_kin(tokens: Sequence[Token], at: int) -> bool:
    """Whether "her daughter", "his 9-year-old son" stand before token ``at``."""
    if at < _LEAST_NAMES or tokens[at - 1].lower not in _KIN:
        return False
    whose = at - 2
    if tokens[whose].lower.endswith("year-old") and whose > 0:
        whose -= 1
    return tokens[whose].lower in _WHOSE


def _is_no_word(document: Document, at: int) -> bool:
    """Whether the first word of a sentence is nowhere in the text written small."""
    spots = document.spots.get(document.tokens[at].lower, ())
    return tag_by_shape(document.tokens[at].lower) == "w" and all(
        document.tokens[spot].is_capitalised for spot in spots
    )


def _no_forename(words: Sequence[Token], lexicon: ActorLexicon) -> Sequence[Token]:
    """The words behind a given name that is a word, too: "Jihad | al-Shamie"."""
    return words[1:] if len(words) > 1 and words[0].lower in lexicon.first_names else words


def _is_human(word: str, lexicon: ActorLexicon) -> bool:
    return word in lexicon.nouns and lexicon.nouns[word].kind is ActorKind.PEOPLE


def _is_acronym(word: Token) -> bool:
    return len(word.text) > 2 and word.text.isupper()


def _is_common(word: Token, lexicon: ActorLexicon) -> bool:
    key = word.lower
    return key in lexicon.heads or key in lexicon.modifiers or key in lexicon.nouns or key in lexicon.no_person


def _is_age(text: str) -> bool:
    return text.isascii() and text.isdigit() and int(text[:4]) in _AGES
