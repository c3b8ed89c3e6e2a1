"""Tells the names of places that somebody or something else bears: persons, firms, organisations."""

from __future__ import annotations

from collections.abc import Iterator

from worker.extract.places.names import NameMatch, begins_name
from worker.lexicons.gazetteer import PlaceKind
from worker.lexicons.gazetteer.headwords import HEAD_WORDS
from worker.lexicons.gazetteer.spelling import fold
from worker.lexicons.gazetteer.words import ContextWords
from worker.text.document import Document

_PARTICLES = frozenset(("de", "del", "la"))
_SAINTS = frozenset("san santa santo sao".split())
_LINKS = frozenset(("of", "for", "and", "&", "the", "de"))
_ANGLOPHONE = frozenset(("USA", "CAN", "GBR", "IRL", "AUS", "NZL", "ZAF"))  # their departments are offices
_MOST_NAMES = 3
_GOVERNING = frozenset("of from to by for with the".split())
_REACH = 4  # words to either side that may belong to an organisation's name


def find_surnames(document: Document, words: ContextWords) -> frozenset[str]:
    """Folded words that follow a given name or a title somewhere: later they stand for the person alone."""
    found = set()
    tokens = document.tokens
    for number in document.capitals:
        word = fold(tokens[number].lower)
        titled = word in words.title
        if not titled and word not in words.forename:
            continue
        at, seen, end = number + 1, 0, document.sentence_of(number).last
        while at < end and seen < 3 and (begins_name(tokens[at]) or tokens[at].text == "."):
            if tokens[at].text != "." and len(tokens[at].text) > 1:
                seen += 1
                if seen > 1 or not titled or at + 1 >= len(tokens) or not begins_name(tokens[at + 1]):
                    found.add(fold(tokens[at].lower))
            at += 1
    found.update(_described(document, words))
    return frozenset(found)


def _described(document: Document, words: ContextWords) -> Iterator[str]:
    """``resident | Ellery Chisholm``, "Mevlut Mert | Altintas |, a 22-year-old", "Jan Kos, 34,": last names by what is said of who bears them."""
    tokens = document.tokens
    for number in document.capitals:
        behind = number + 1
        if behind < len(tokens) and begins_name(tokens[behind]):
            continue
        if number == 0 or not begins_name(tokens[number - 1]):
            if _has_age(document, behind):
                yield fold(tokens[number].lower)
            continue
        first = number - 1
        while first > 0 and number - first < _MOST_NAMES and begins_name(tokens[first - 1]):
            first -= 1
        run = {fold(token.lower) for token in tokens[first : number + 1]}
        if run & words.organisation or run & words.site or not run.isdisjoint(HEAD_WORDS):
            continue
        introduced = first > 0 and tokens[first - 1].text.islower() and fold(tokens[first - 1].lower) in words.person
        if introduced or _has_age(document, behind):
            yield fold(tokens[number].lower)


def _has_age(document: Document, at: int) -> bool:
    """``, 34,`` or ``, a 22-year-old`` behind a name."""
    after = [token.lower for token in document.tokens[at : at + 3]]
    if len(after) < len(", 34 ,".split()) or after[0] != ",":
        return False
    return (after[1].isdigit() and len(after[1]) == len("34") and after[2] == ",") or after[2].endswith("-year-old")


def is_of_firm(document: Document, match: NameMatch, taken: frozenset[int]) -> bool:
    """``Smith & Wesson``: neither half is a place that everybody knows."""
    if match.first in taken:
        return False
    tokens, sentence = document.tokens, document.sentences[match.sentence]
    behind, before = match.last + 1, match.first - 2
    if behind < sentence.last and tokens[match.last].text == "&":
        return tokens[behind].is_capitalised and behind not in taken
    return before >= sentence.first and tokens[match.first - 1].text == "&" and before not in taken


def in_organisation(document: Document, words: ContextWords, match: NameMatch) -> bool:
    """Whether a word of organisations stands in the same run of capitals: "Freedom of Russia Legion", "Bank of England"."""
    return _names_behind(document, words, match) or _names_before(document, words, match)


def _names_behind(document: Document, words: ContextWords, match: NameMatch) -> bool:
    """``Russia | Legion``, ``England Bank``; not "Rome Mayor"."""
    tokens, sentence = document.tokens, document.sentences[match.sentence]
    at, linked = match.last + int(_is_department(document, match)), False
    while at < min(sentence.last, match.last + _REACH):
        token = tokens[at]
        if token.text[0].isupper() and token.text.isalnum():
            word = fold(token.lower)
            if word in words.office and not linked:
                return False
            if word in words.organisation:
                return True
            linked = False
        elif token.lower in ("of", "for", "&") and not linked:
            linked = True
        else:
            break
        at += 1
    return False


def _is_department(document: Document, match: NameMatch) -> bool:
    """``Cuscatlan | Department``: a division of a land that has such; not "Texas Department of Health"."""
    behind = document.keys[match.last : match.last + 2]
    if behind[:1] != ("department",) or behind[1:] in (("of",), ("for",)):
        return False
    return any(one.entry.kind is PlaceKind.ADMIN1 and one.entry.country not in _ANGLOPHONE for one in match.candidates)


def _names_before(document: Document, words: ContextWords, match: NameMatch) -> bool:
    """``Bank of | England``, ``Legion | Russia``."""
    tokens, sentence = document.tokens, document.sentences[match.sentence]
    at, linked = match.first - 1, False
    while at >= max(sentence.first, match.first - _REACH):
        token = tokens[at]
        if token.lower in _LINKS:
            linked = True
        elif token.text[0].isupper() and token.text.isalnum():
            if fold(token.lower) in words.organisation and (linked or at == match.first - 1):
                return True
            linked = False
        else:
            break
        at -= 1
    return False


def is_numbered(document: Document, match: NameMatch) -> bool:
    """``The | Century | 16``: a cinema, a ship."""
    sentence = document.sentences[match.sentence]
    the = match.first > sentence.first and document.keys[match.first - 1] == "the"
    return the and match.last < sentence.last and document.tokens[match.last].text.isdigit()


def in_person(document: Document, words: ContextWords, match: NameMatch) -> bool:
    """Whether it is part of a person's name: "President Jordan", "Jack London", "Paris Smith"."""
    tokens, sentence = document.tokens, document.sentences[match.sentence]
    at = match.first - 1
    if at >= sentence.first and tokens[at].text == "." and at - 1 >= sentence.first and len(tokens[at - 1].text) <= 4:
        at -= 1  # "Gov . Perry", "J . Austin"
    if at >= sentence.first and tokens[at].text[0].isupper():
        word = fold(tokens[at].lower)
        if word in words.title or word in words.forename or (len(word) == 1 and word != "a" and at > sentence.first):
            return True
    elif _after_particles(document, sentence.first, at) in words.forename:
        return True
    if match.last - match.first == 1 and match.folded in words.forename and match.last + 1 < sentence.last:
        after = tokens[match.last + 1]  # "Alfonso de Lima"
        if tokens[match.last].lower in _PARTICLES and (begins_name(after) or after.lower in _PARTICLES):
            return True
    if match.last - match.first == 1 and match.folded in words.given_name and match.last < sentence.last:
        after = tokens[match.last]
        word = fold(after.lower)
        return begins_name(after) and word not in words.office and word not in HEAD_WORDS
    return False


def befalls_a_person(document: Document, words: ContextWords, match: NameMatch) -> bool:
    """``Garner | was wounded``, "Chisholm frantically told": what befalls persons, and what they do, only; of no capital and no land."""
    first = match.candidates[0].entry
    if first.kind in (PlaceKind.COUNTRY, PlaceKind.CONTINENT) or first.capital or match.last - match.first > 1:
        return False
    before = document.keys[match.first - 1] if match.first > document.sentences[match.sentence].first else ""
    if before in words.locative or before in _GOVERNING:
        return False  # "a man from | Garner | was arrested"
    keys = document.keys[match.last : match.last + 4]
    if keys[:1] and keys[0].endswith("ly"):
        keys = keys[1:]
    at = 1 if keys[:1] and keys[0] in ("was", "were") else 2 if keys[:2] in (("has", "been"), ("had", "been")) else 0
    at += at > 0 and keys[at : at + 1] == ("later",)
    return at < len(keys) and keys[at] in (words.undergoes if at else words.does)


def _after_particles(document: Document, low: int, at: int) -> str:
    """The capitalised word before "de", "del" or "de la" that end at token ``at``: "Alfonso | de | Lima", not "San Pedro de Lima"."""
    tokens, begin = document.tokens, at
    while at > low and begin - at < len(_PARTICLES) and tokens[at].lower in _PARTICLES:
        at -= 1
    if at == begin or at < low or not tokens[at].text[0].isupper():
        return ""
    saint = at > low and tokens[at - 1].lower in _SAINTS
    return "" if saint else fold(tokens[at].lower)
