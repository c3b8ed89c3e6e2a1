"""Whether what a word of violence is done to has a body: a plan that is killed, a debate that is hijacked and a row that explodes have none.

The noun that suffers decides, wherever it stands: behind the verb, before a passive, after "of", or as what a participle
describes.  A noun that nothing can be done to but in words makes the trigger a figure of speech.
"""

from __future__ import annotations

from dataclasses import replace

from schemas.reasons import SkipReason
from worker.extract.findings import Trigger
from worker.extract.incidents.realis import realis_of
from worker.extract.reading import Reading
from worker.lexicons.figures import FigureLexicon
from worker.text.document import Document, Sentence
from worker.text.layers import Layer

_PASSIVE = frozenset("is are was were be been being get gets got getting gotten".split())
_AUXILIARIES = frozenset(
    "has have had having will would shall should could can may might must not n't never finally just also quickly almost nearly all".split()
)
_RELATIVES = frozenset(("which", "that"))
_PARTICLES = frozenset("off up down out away".split())
_OF = frozenset(("of",))
_AGAINST = frozenset("of on against upon".split())
_PREPOSITIONS = frozenset(
    "of in on at by for from with to near against between among during across over under behind inside outside about and or into upon"
    " within around along".split()
)
_LIKE = frozenset(("like", "as", "than"))
_DETERMINERS = frozenset("the a an this that these those his her its their our my your".split())
_MEASURES = frozenset(
    "dozens hundreds thousands millions billions lot lots lots number series part half most all any what kind".split()
)
_BURSTS = ("blew", "blow", "explo", "erupt", "deton", "implo", "combust")
_MOST_WORDS = 4
_REASON = SkipReason.FIGURATIVE


def without_bodiless(reading: Reading, triggers: tuple[Trigger, ...], lexicon: FigureLexicon) -> tuple[Trigger, ...]:
    """The triggers, those that are done to what has no body with the reason."""
    return tuple(
        replace(t, skip=_REASON, realis=realis_of(_REASON), realis_rule="bodies.none")
        if t.skip is None and _suffers_nothing(t, reading, lexicon)
        else t
        for t in triggers
    )


def _suffers_nothing(trigger: Trigger, reading: Reading, lexicon: FigureLexicon) -> bool:
    document, phrases = reading.document, reading.layers["phrase"]
    sentence = document.sentences[trigger.sentence]
    for at in range(trigger.first, trigger.last):
        key = document.keys[at]
        if key in lexicon.likened and _is_of_anything(at, document, phrases, lexicon):
            return True
        if key not in lexicon.harms:
            continue
        sufferer = _sufferer(at, reading, sentence, phrases, lexicon)
        if sufferer is None:
            continue
        noun = document.keys[sufferer]
        return (
            noun in lexicon.bodiless
            or (noun in lexicon.gatherings and key in lexicon.harms_of_bodies)
            or (noun in lexicon.bursting and key.startswith(_BURSTS))
        )
    return False


def _is_of_anything(at: int, document: Document, phrases: Layer, lexicon: FigureLexicon) -> bool:
    """``an avalanche of tyres``, ``a wildfire of rumours``: much of what no avalanche is made of, named without "the" and in no capitals."""
    begin = at + 2
    last = phrases.ends.get(begin)
    if last is None or document.keys[at + 1] != "of" or document.keys[begin] in _DETERMINERS:
        return False
    words = document.tokens[begin:last]
    return lexicon.literal_of.isdisjoint((document.keys[last - 1],)) and not any(
        word.is_capitalised or not word.is_word for word in words
    )


def _sufferer(at: int, reading: Reading, sentence: Sentence, phrases: Layer, lexicon: FigureLexicon) -> int | None:
    """The noun that suffers what the word at ``at`` does, if the sentence names it there."""
    document, keys = reading.document, reading.document.keys
    around = _around(at, sentence, phrases)
    if around is not None:
        if around[1] - 1 > at:
            doing = keys[at].endswith("ing") and at == around[0]  # "by killing jobs"
            return around[1] - 1 if doing or keys[at].endswith("ed") else None
        links = _OF if keys[at] in lexicon.harms_of_bodies else _AGAINST  # "a shooting on a train"
        behind = at + 1
        return (
            _head(behind + 1, document, sentence, phrases) if behind < sentence.last and keys[behind] in links else None
        )
    before = _back(at - 1, sentence, keys, _AUXILIARIES)
    if before >= sentence.first and keys[before] in _PASSIVE and not keys[at].endswith("ing"):
        return _subject(before - 1, sentence, document, phrases)
    behind = at + 1
    while behind < sentence.last and (keys[behind] in _PARTICLES or keys[behind].endswith("ly")):
        behind += 1
    if behind in phrases.ends and behind not in reading.layers["time"].ends:
        return _head(behind, document, sentence, phrases)
    if keys[at] in lexicon.harms_of_itself:
        return _subject(at - 1, sentence, document, phrases)
    return None


def _around(at: int, sentence: Sentence, phrases: Layer) -> tuple[int, int] | None:
    """The noun phrase that a token belongs to."""
    for first in range(at, max(sentence.first, at - 2 * _MOST_WORDS) - 1, -1):
        last = phrases.ends.get(first)
        if last is not None:
            return (first, last) if last > at else None
    return None


def _head(first: int, document: Document, sentence: Sentence, phrases: Layer) -> int | None:
    """The head of the noun phrase that begins at ``first``; of "dozens of jobs" what is counted."""
    last = phrases.ends.get(first)
    if last is None:
        return None
    if document.keys[last - 1] in _MEASURES and last < sentence.last and document.keys[last] == "of":
        return _head(last + 1, document, sentence, phrases)
    return last - 1


def _back(at: int, sentence: Sentence, keys: tuple[str, ...], over: frozenset[str]) -> int:
    """The last token before ``at`` that is none of these words."""
    low = max(sentence.first, at - _MOST_WORDS)
    while at >= low and (keys[at] in over or keys[at].endswith("ly")):
        at -= 1
    return at


def _subject(at: int, sentence: Sentence, document: Document, phrases: Layer) -> int | None:
    """The head of the noun phrase that ends before a verb, over its auxiliaries, "which" and "of …"; none where that is not sure."""
    head = _back(at, sentence, document.keys, _AUXILIARIES | _PASSIVE)
    if head >= sentence.first and document.keys[head] in _RELATIVES:
        head -= 2 if document.keys[head - 1] == "," else 1  # of what stands next to it
        return head if head + 1 in phrases.begins else None
    for _ in range(_MOST_WORDS):
        first = phrases.begins.get(head + 1)
        if first is None or (first > sentence.first and document.keys[first - 1] in _LIKE):
            return None
        if first == sentence.first or document.keys[first - 1] not in _PREPOSITIONS:
            return head
        head = first - 2  # "the author | of | the plan"
    return None
