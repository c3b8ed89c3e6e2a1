"""Streets, squares, stations and stadiums whose kind stands first: "Place du Luxembourg", "Calle de Toledo", "Stade de France".

Many bear the name of a place elsewhere, which is none of the article's.
"""

from __future__ import annotations

from worker.extract.places.names import begins_name
from worker.lexicons.gazetteer.spelling import fold
from worker.lexicons.gazetteer.words import ContextWords
from worker.text.document import Document, Sentence

_PARTICLES = frozenset("de du des d' la le les l' del della delle dei degli di da do dos das van der".split())
_ELIDED = ("d'", "d’", "l'", "l’")
_AT = frozenset("in on at near outside inside from to along off around across through the 's".split())
_MOST_PARTICLES, _MOST_WORDS = 2, 3


def end_of_led(document: Document, words: ContextWords, sentence: Sentence, head: int) -> int:
    """Where the name ends that begins with its kind at token ``head``; 0 where it does not.

    A particle behind the kind is enough; else a word of place stands before it: "in | Avenue Habib Bourguiba".
    """
    tokens = document.tokens
    if fold(tokens[head].lower) not in words.led_site:
        return 0
    at = head + 1
    while at < sentence.last and at - head <= _MOST_PARTICLES and tokens[at].text in _PARTICLES:
        at += 1
    before = tokens[head - 1].lower if head > sentence.first else ""
    if at == head + 1 and before not in _AT and not tokens[at : at + 1][0].text.startswith(_ELIDED):
        return 0
    end = at
    while end < sentence.last and end - at < _MOST_WORDS and _goes_on(document, end):
        end += 1
    return end if end > at else 0


def _goes_on(document: Document, at: int) -> bool:
    token = document.tokens[at]
    return (begins_name(token) or token.text.startswith(_ELIDED)) and token.text[-1].isalnum()
