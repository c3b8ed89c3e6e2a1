"""Somebody without an article: the singular that a headline or a note counts, ``Man shot dead in Malmo``, ``Blaze kills woman``."""

from __future__ import annotations

from worker.lexicons.casualties import PeopleWords
from worker.text.document import Document, Sentence
from worker.text.numerals import HEADS

AUXILIARIES = frozenset("was were is are had have has been died got remain remained suffered sustained being".split())
HEADLINE_VERBS = frozenset(
    "killed shot stabbed dies die died dead found injured wounded hurt arrested detained kidnapped abducted missing drowns murdered"
    " held captured gunned beaten electrocuted critically seriously fatally".split()
)
_HEADLINE_ACTIVES = frozenset("kills injures wounds hurts kidnaps abducts arrests detains murders".split())
_HEADLINE_WALLS = frozenset(": ; | — – after as when before".split())
_NO_MODIFIERS = frozenset("of in on at by to for from with and or as that than the a an no not was it".split())
_MOST_MODIFIERS = 3


def is_object(document: Document, at: int) -> bool:
    """``Drone attack injures | teenager``, ``Blaze kills elderly | woman``."""
    return any(key in _HEADLINE_ACTIVES for key in document.keys[max(0, at - 2) : at])


def opens_headline(document: Document, at: int, last: int, words: PeopleWords) -> bool:
    """``Man | shot dead in Malmo``, ``Ostvik: off-duty policeman | dies``: without an article, but it begins, and the verb follows."""
    keys = document.keys
    listed = keys[last : last + 1] in ((",",), ("and",)) and last + 1 < len(keys)
    listed = listed and (keys[last + 1] in words.person or keys[last + 1] in HEADS or keys[last + 1][0].isdigit())
    if last >= len(keys) or not (keys[last] in HEADLINE_VERBS or listed):
        return False
    low = document.sentence_of(at).first
    for before in range(at - 1, max(low, at - _MOST_MODIFIERS) - 1, -1):
        if keys[before] in _HEADLINE_WALLS:
            return True
        if not document.tokens[before].is_word or keys[before] in AUXILIARIES or keys[before] in _NO_MODIFIERS:
            return False
    if at - low <= _MOST_MODIFIERS:
        return True
    while at > low and document.tokens[at - 1].is_word and document.tokens[at - 1].is_capitalised:
        at -= 1  # "Northern Rhodesia Police | officer"
    return at == low or keys[at - 1] in _HEADLINE_WALLS


def is_list_of_headline(document: Document, sentence: Sentence, first: int, last: int) -> bool:
    """``Two soldiers, four rebels | killed``: a headline has no "and"."""
    return first == sentence.first and last < sentence.last and document.keys[last] in HEADLINE_VERBS
