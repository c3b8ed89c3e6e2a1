"""What its neighbours make of a word that may be several things, before phrases are read: "in | March", "the | transport ministry"."""

from __future__ import annotations

from worker.lexicons.grammar import GrammarLexicon
from worker.text.document import Document

_ACRONYMS = frozenset(("us", "who"))  # pronouns when written small
_NO_OBJECTS = frozenset((word,) for word in "of in on at near by from . , and has had was".split())
_GET = frozenset("get gets got getting".split())
_MOVING = (("out",), ("off",), ("into",), ("in",), ("down",), ("up",), ("onto",), ("on",), ("away",), ("through",))
_DEVOTED = frozenset("loyal close hostile sympathetic faithful".split())
_MONTHS = frozenset(("march", "may"))  # verbs when written small
_BEFORE_MONTH = frozenset(
    ("in", "on", "of", "since", "until", "by", "from", "last", "this", "early", "late", *map(str, range(1, 32)))
)
_BEFORE_MINE = "dnjwbeg"
_ARTICLES = frozenset(("the", "a", "an"))
_OF_AGE = frozenset("man woman boy girl youth teenager pupil student child schoolboy schoolgirl".split())
_AGES = frozenset(("between", "from", "about", "around"))


def retag(tags: list[str], document: Document) -> None:
    """What capitals and the next word make of some words: "US", "in March", "loyal to"."""
    for key in _ACRONYMS.intersection(document.spots):
        for at in document.spots[key]:
            tags[at] = "w" if document.tokens[at].text.isupper() else tags[at]
    for key in _MONTHS.intersection(document.spots):
        for at in document.spots[key]:
            if at and document.tokens[at].is_capitalised and document.keys[at - 1] in _BEFORE_MONTH:
                tags[at] = "a"
    for at in (at for at in document.spots.get("mine", ()) if at and tags[at - 1] in _BEFORE_MINE):
        tags[at] = "w"  # "a | mine", "a gold | mine", but "a friend of mine"
    _retag_behind_articles(tags, document)
    _retag_moving(tags, document)
    for key in _DEVOTED.intersection(document.spots):
        for at in document.spots[key]:
            if document.keys[at + 1 : at + 2] == ("to",):
                tags[at] = "a"  # "militiamen | loyal to"


def _retag_behind_articles(tags: list[str], document: Document) -> None:
    """``the | transport ministry``, ``the country's | most important bridge``: no verb and no new phrase stands there."""
    for at in document.spots.get("most", ()):
        if at and document.keys[at - 1] == "'s":
            tags[at] = "w"
    for key in _ARTICLES.intersection(document.spots):
        for at in document.spots[key]:
            if tags[at + 1 : at + 2] == ["v"]:
                tags[at + 1] = "w"


def _retag_moving(tags: list[str], document: Document) -> None:
    """``got out of a van and | fired``: "got" is a verb of its own, but not in "got shot"."""
    for key in _GET.intersection(document.spots):
        for at in document.spots[key]:
            if document.keys[at + 1 : at + 2] in _MOVING:
                tags[at] = "v"
    for at in document.spots.get("aged", ()):
        if at + 1 < len(tags) and (tags[at + 1] == "n" or document.keys[at + 1] in _AGES):
            tags[at] = "p"  # "three youths | aged between 15 and 17"


def retag_doing(tags: list[str], document: Document, lexicon: GrammarLexicon) -> None:
    """``a prosecutor | investigating port corruption``: a person does it; not "a child trafficking ring", "police killings".

    Nor "Russian shelling of Kherson", where a people's name says whose it is.
    """
    keys = document.keys
    for at in range(1, len(tags)):
        if tags[at] == "g" and keys[at - 1] in lexicon.persons and keys[at] not in lexicon.dealings:
            if document.tokens[at - 1].is_capitalised and keys[at + 1 : at + 2] in _NO_OBJECTS:
                continue
            tags[at] = "v" if tags[at - 1] in "wb" else "g"


def retag_years(tags: list[str], document: Document) -> None:
    """``a pupil of 15 | attacked classmates``: a person's years count nothing."""
    for at in document.spots.get("of", ()):
        if at and tags[at + 1 : at + 3] == ["n", "e"] and document.keys[at - 1] in _OF_AGE:
            tags[at + 1] = "a"
