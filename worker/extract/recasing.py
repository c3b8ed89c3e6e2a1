"""Gives sentences that are written in capitals alone the case that they would have in print: old wires, headlines.

Names are told from other words by lists: what no list knows is a name.  Offsets and quotes stay those of the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from worker.lexicons.case import CaseWords
from worker.lexicons.gazetteer import Gazetteer, NameRank, PlaceKind
from worker.lexicons.gazetteer.spelling import fold
from worker.text.document import Document, Sentence
from worker.text.tokens import Token

_LEAST_WORDS = 5  # of a sentence; fewer are a dateline, a name or a heading
_LONGEST_NAME = 60  # characters of a place's name
_LARGE_TOWN = 200_000  # people
_MONTHS = frozenset(("march", "may", "august"))  # and words besides
_CALENDAR = frozenset(
    "january february april june july september october november december monday tuesday wednesday thursday friday saturday sunday".split()
)
_BEGIN_NAMES = frozenset(
    "el la los las san santa santo sao saint puerto rio villa nueva nuevo monte boca al abu".split()
)
_ACRONYM = 6  # letters
_VOWELS = frozenset("aeiouy")
_MOST_NAMES = 3  # words behind a title
_LINKS = frozenset("of the for and de del y".split())
_OPEN = frozenset("[(")


def recased(document: Document, words: CaseWords, gazetteer: Gazetteer) -> Document:
    """The document, its tokens in small letters but for names where a sentence has only capitals."""
    loud = [sentence for sentence in document.sentences if _is_loud(document, sentence)]
    if not loud:
        return document
    tokens = list(document.tokens)
    for sentence in loud:
        for at, text in _spoken(document, sentence, words, gazetteer):
            tokens[at] = replace(tokens[at], text=text)
    capitals = tuple(at for at, token in enumerate(tokens) if token.is_capitalised)
    return replace(document, tokens=tuple(tokens), capitals=capitals)


def _is_loud(document: Document, sentence: Sentence) -> bool:
    if sentence.last - sentence.first < _LEAST_WORDS:
        return False
    count = 0
    for token in document.tokens[sentence.first : sentence.last]:
        if len(token.text) > 1 and token.text.isalpha():
            if not token.text.isupper():
                return False
            count += 1
    return count >= _LEAST_WORDS


def _spoken(
    document: Document, sentence: Sentence, words: CaseWords, gazetteer: Gazetteer
) -> Iterator[tuple[int, str]]:
    """The words of a sentence as they would be printed, by their positions."""
    keys = document.keys
    names, letters = _names_in(document, sentence, words, gazetteer)
    for at in range(sentence.first, sentence.last):
        token = document.tokens[at]
        if keys[at] == "'s":
            yield at, token.text.lower()
        if at in letters or not token.is_word or any(map(str.isdigit, token.text)):
            continue  # "M-19", "AK-47"
        upper = at == sentence.first or at in names or keys[at] in _CALENDAR
        text = _capitalised(token, words) if upper else token.text.lower()
        if len(text) == len(token.text):  # else offsets within the word would not hold
            yield at, text


def _capitalised(token: Token, words: CaseWords) -> str:
    """``San``, ``Al-Harb``, ``Saint-Denis``, ``Drug-related``."""
    parts = token.text.split("-")
    return "-".join(
        part.lower() if number and words.is_common(part.lower()) else part[:1] + part[1:].lower()
        for number, part in enumerate(parts)
    )


def _names_in(
    document: Document, sentence: Sentence, words: CaseWords, gazetteer: Gazetteer
) -> tuple[set[int], set[int]]:
    """The tokens that belong to names, and those that are written in capitals anyway."""
    keys, tokens = document.keys, document.tokens
    names: set[int] = set()
    letters: set[int] = set()
    for at in range(sentence.first, sentence.last):
        key = keys[at]
        if not tokens[at].is_word or key[0].isdigit():
            continue
        names.update(_known_name(document, sentence, at, words, gazetteer))
        if _is_acronym(document, sentence, at, words):
            letters.add(at)
            names.update(_of_acronym(document, sentence, at))
        elif not words.is_common(key) or (key in _MONTHS and _is_month(document, sentence, at)):
            names.add(at)
    for at in range(sentence.last - 2, sentence.first - 1, -1):
        if keys[at] in _BEGIN_NAMES and at + 1 in names:
            names.add(at)
    for at in range(sentence.first, sentence.last):
        names.update(_behind_title(document, sentence, at, names, words))
        if at - 1 in names and keys[at] in words.actors.heads and keys[at] not in words.function:
            names.add(at)  # "Arce | Battalion"
    return names, letters


def _known_name(
    document: Document, sentence: Sentence, at: int, words: CaseWords, gazetteer: Gazetteer
) -> Iterator[int]:
    """The tokens of the longest name of a place, a group or a body that begins at a token."""
    keys = document.keys
    for count in words.actors.name_lengths.get(keys[at], ()):
        name = " ".join(keys[at : at + count])
        if at + count <= sentence.last and count > 1 and name in words.actors.names:
            yield from (n for n in range(at, at + count) if keys[n] not in _LINKS)
            return
    if keys[at] in words.function and keys[at] not in _BEGIN_NAMES:
        return
    window = " ".join(map(fold, keys[at : min(sentence.last, at + 6)]))[:_LONGEST_NAME]
    for name, number in reversed(list(gazetteer.prefixes(window))):
        if window[len(name) : len(name) + 1] not in ("", " "):
            continue
        count = name.count(" ") + 1
        own = range(at, at + count)
        plain = all(words.is_common(keys[n]) for n in own)
        best = gazetteer.numbered(number)[:1]
        if plain and not any(
            one.entry.kind is PlaceKind.COUNTRY
            or (count > 1 and one.rank <= NameRank.CURATED and one.entry.population >= _LARGE_TOWN)
            for one in best
        ):
            continue
        yield from (n for n in own if keys[n] not in _LINKS)
        return


def _is_acronym(document: Document, sentence: Sentence, at: int, words: CaseWords) -> bool:
    """``FMLN``; what stands alone between brackets; a known one that is no word."""
    key = document.keys[at].replace(".", "")
    if not key.isalpha() or not 1 < len(key) <= _ACRONYM or words.is_common(key):
        return "." in document.keys[at] and len(key) <= _ACRONYM
    if _VOWELS.isdisjoint(key):
        return True
    enclosed = (
        at > sentence.first and document.keys[at - 1] in _OPEN and document.keys[at + 1 : at + 2] in ((")",), ("]",))
    )
    if enclosed:
        return True
    return any(alias.isupper() for _, alias in words.actors.names.get(document.keys[at], ()))


def _of_acronym(document: Document, sentence: Sentence, at: int) -> Iterator[int]:
    """``National Liberation Army | [ELN]``: the words before brackets whose first letters it has."""
    if at - 1 <= sentence.first or document.keys[at - 1] not in _OPEN:
        return
    wanted, behind = document.keys[at][0], at - 2
    low = max(sentence.first, at - 2 - 2 * len(document.keys[at]))
    begin = next(
        (n for n in range(low, behind + 1) if document.keys[n][0] == wanted and document.keys[n] not in _LINKS), None
    )
    if begin is not None and all(document.tokens[n].is_word for n in range(begin, behind + 1)):
        yield from (n for n in range(begin, behind + 1) if document.keys[n] not in _LINKS)


def _is_month(document: Document, sentence: Sentence, at: int) -> bool:
    """``12 MAY``, ``in MAY``, ``MAY 1990``, not "may have"."""
    keys = document.keys
    before = keys[at - 1] if at > sentence.first else ""
    after = keys[at + 1] if at + 1 < sentence.last else ""
    return before.isdigit() or after[:1].isdigit() or before in ("in", "of", "last", "since", "until", "early", "late")


def _behind_title(document: Document, sentence: Sentence, at: int, names: set[int], words: CaseWords) -> Iterator[int]:
    """``Judge | Martha Cruz``, ``Oscar | Rosales``: words behind a title or a forename, whatever else they may mean."""
    keys, actors = document.keys, words.actors
    title = keys[at] in actors.titles and at + 1 in names
    forename = at in names and keys[at] in actors.first_names
    if not title and not forename:
        return
    for n in range(at + 1, min(sentence.last, at + 1 + _MOST_NAMES)):
        if not keys[n].isalpha() or keys[n] in words.function or keys[n] in words.verbs:
            return
        if n not in names and not forename:
            return
        yield n
