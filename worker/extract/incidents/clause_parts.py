"""Who does what to whom around a word of violence: the nouns that suffer it and that do it, as far as the order of words shows them.

It may stand as a verb, as a participle before its noun, or as a noun with "of", "on" or "by" behind it.
"""

from __future__ import annotations

from worker.extract.reading import Reading
from worker.lexicons.figures import FigureLexicon
from worker.lexicons.inflect import verb_forms
from worker.text.document import Document, Sentence
from worker.text.layers import Layer

_PASSIVE = frozenset("is are was were be been being get gets got getting gotten".split())
_AUXILIARIES = frozenset(
    "has have had having will would shall should could can may might must not n't never finally just also quickly almost nearly all so far since once already"
    " still long now then again".split()
)
_RELATIVES = frozenset(("which", "that"))
_PARTICLES = frozenset("off up down out away through".split())
_PASSED = _PARTICLES | frozenset('"“”')  # "torching" the budget
_OF = frozenset(("of",))
_AGAINST = frozenset("of on against upon".split())
_PREPOSITIONS = frozenset(
    "of in on at by for from with to near against between among during across over under behind inside outside about and or into upon"
    " within around along".split()
)
_MASSES = (
    "murder",
    "torture",
    "suicide",
    "sabotage",
    "vandalism",
    "arson",
    "carnage",
    "robbery",
    "terrorism",
    "slaughter",
    "warfare",
    "violence",
)
_THROWN_TO = frozenset(("at", "into", "under", "on", "to"))
_JOINS = frozenset(("and", "or", "but"))
_LIKE = frozenset(("like", "as", "than"))
_CALLED = frozenset(
    "known described identified dubbed regarded seen such same working posing dressed disguised acting serving so as , him her them it himself".split()
)
_MEASURES = frozenset(
    "dozens hundreds thousands millions billions lot lots lots number numbers series part half most all any what kind row army bunch wave".split()
)
_SAYING = frozenset(
    "saying claiming stating adding announcing alleging boasting".split()
)  # "a note saying | its men had"
_IS = _PASSIVE | frozenset("become becomes became becoming remain remains remained".split())
_COMES = _IS | frozenset("come comes came coming again".split())
_ONE = frozenset(("a", "an"))
_DETERMINERS = frozenset("the a an this that these those his her its their our my your".split())
_CAPTIVE = frozenset(("hostage", "captive", "ablaze", "alight", "afire"))  # what something is held, or set
_STAGED = frozenset(
    word
    for verb in "launch stage mount unleash carry begin conduct lead deliver open".split()
    for word in verb_forms(verb)
)  # "blackbirds | staged | a raid"
_WHOM = frozenset(
    "me you him her it us them everything everyone everybody anything anyone nothing nobody itself".split()
)
_STOPS = frozenset(", ; : and or but who which that".split())
_DONE = ("ed", "en")
_BY = 5  # words behind a deed stands who did it: "shot to bits by nerves"
_MOST_WORDS = 4


def phrase_around(at: int, sentence: Sentence, phrases: Layer) -> tuple[int, int] | None:
    """The noun phrase that a token belongs to."""
    for first in range(at, max(sentence.first, at - 2 * _MOST_WORDS) - 1, -1):
        last = phrases.ends.get(first)
        if last is not None:
            return (first, last) if last > at else None
    return None


def _noun_around(at: int, document: Document, sentence: Sentence, phrases: Layer) -> tuple[int, int] | None:
    """The noun phrase of a deed that is named by a noun; none of a verb: "cells | massacre | the bacteria"."""
    around = phrase_around(at, sentence, phrases)
    if around == (at, at + 1) and at + 1 in phrases.ends and document.keys[at + 1] in _DETERMINERS:
        return None
    return around


def sufferer_of(at: int, reading: Reading, sentence: Sentence, phrases: Layer, lexicon: FigureLexicon) -> int | None:
    """The noun that suffers what the word at ``at`` does, if the sentence names it there."""
    document, keys = reading.document, reading.document.keys
    if keys[at] in _CAPTIVE:
        held = _held(at, sentence, phrases)
        if held is not None:
            return held[1] - 1
        taken = _passive_before(at - 1, sentence, keys)  # "a driver | was taken | hostage"
        return _subject(taken - 1, sentence, document, phrases) if taken >= 0 else None
    around = _noun_around(at, document, sentence, phrases)
    if around is not None:
        if around[1] - 1 > at:
            doing = keys[at].endswith("ing") and at == around[0]  # "by killing jobs"
            return around[1] - 1 if doing or keys[at].endswith("ed") else None
        if around[0] > sentence.first and keys[around[0] - 1] == "under":  # "the peso | came under | attack"
            coming = _back(around[0] - 2, sentence, keys, _COMES)
            if coming < around[0] - 2 and (comes := _subject(coming, sentence, document, phrases)) is not None:
                return comes
        links = _OF if keys[at] in lexicon.harms_of_bodies else _AGAINST  # "a shooting on a train"
        behind = at + 1
        return (
            _head(behind + 1, document, sentence, phrases) if behind < sentence.last and keys[behind] in links else None
        )
    passive = _passive_before(at, sentence, keys)
    if passive >= 0:
        return _subject(passive - 1, sentence, document, phrases)
    suffers = object_of(at, reading, sentence, phrases)
    if suffers is None and keys[at] in lexicon.harms_of_itself:
        return _subject(at - 1, sentence, document, phrases)
    return suffers


def object_of(at: int, reading: Reading, sentence: Sentence, phrases: Layer) -> int | None:
    """The head of the noun phrase behind a verb."""
    keys, behind = reading.document.keys, at + 1
    while behind < sentence.last and (keys[behind] in _PASSED or keys[behind].endswith("ly")):
        behind += 1
    if behind in phrases.ends and behind not in reading.layers["time"].ends:
        return _head(behind, reading.document, sentence, phrases)
    return None


def doer_of(at: int, reading: Reading, sentence: Sentence, phrases: Layer) -> int | None:
    """The noun that does it: behind "by", or the subject of a verb that has an object."""
    document, keys = reading.document, reading.document.keys
    for behind in range(at + 1, min(at + _BY, sentence.last)):
        if keys[behind] == "by":
            return _head(behind + 1, document, sentence, phrases)
        if keys[behind] in _STOPS:
            break
    if keys[at] in _CAPTIVE:
        held = _held(at, sentence, phrases)
        return None if held is None else _subject(held[0] - 2, sentence, document, phrases)
    around = _noun_around(at, document, sentence, phrases)
    if around is not None:
        staged = around[1] == at + 1 and around[0] > sentence.first and keys[around[0] - 1] in _STAGED
        return _subject(around[0] - 2, sentence, document, phrases) if staged else None
    if _passive_before(at, sentence, keys) >= 0 or keys[at].endswith("ing"):
        return None
    if object_of(at, reading, sentence, phrases) is None and keys[min(at + 1, sentence.last - 1)] not in _WHOM:
        return None
    return _subject(at - 1, sentence, document, phrases)


def _held(at: int, sentence: Sentence, phrases: Layer) -> tuple[int, int] | None:
    """Who is held: "held | the city | hostage"."""
    around = phrase_around(at, sentence, phrases)
    if around is not None:
        return (around[0], at) if around == (around[0], at + 1) and around[0] < at else None
    first = phrases.begins.get(at)
    return None if first is None else (first, at)


def agent_behind(last: int, document: Document, sentence: Sentence, phrases: Layer) -> int | None:
    """Who did what ends before token ``last``: "an assassination attempt | by leak"."""
    if last < sentence.last - 1 and document.keys[last] == "by":
        return _head(last + 1, document, sentence, phrases)
    return None


def goal_of(at: int, document: Document, sentence: Sentence, phrases: Layer) -> int | None:
    """At what is thrown what stands at ``at``: "grenades | at the budget"."""
    if at < sentence.last - 2 and document.keys[at + 1] in _THROWN_TO and document.keys[at + 2] in _DETERMINERS:
        return _head(at + 2, document, sentence, phrases)
    return None


def means_of(at: int, reading: Reading, sentence: Sentence, phrases: Layer) -> int | None:
    """What it is done with: "bombarded | the minister with questions"."""
    keys, behind = reading.document.keys, at + 1
    behind = phrases.ends.get(behind, behind)
    if behind < sentence.last - 1 and keys[behind] == "with":
        head = _head(behind + 1, reading.document, sentence, phrases)
        return behind + 1 if head is None else head
    return None


def bearer_of(first: int, document: Document, sentence: Sentence, phrases: Layer) -> tuple[int, int] | None:
    """What is said to be what the phrase at ``first`` names, and the head of that: "his album was | a car crash"."""
    around = phrase_around(first, sentence, phrases)
    if around is None:
        return None
    of_one, opening = document.keys[around[0]] in _ONE, document.keys[around[0]]
    if not of_one and (opening in _DETERMINERS or not document.keys[around[1] - 1].endswith(_MASSES)):
        return None
    before = _back(around[0] - 1, sentence, document.keys, _AUXILIARIES)
    if before <= sentence.first or document.keys[before] not in _IS:
        return None
    bearer = _subject(before - 1, sentence, document, phrases)
    return None if bearer is None else (bearer, around[1] - 1)


def _passive_before(at: int, sentence: Sentence, keys: tuple[str, ...]) -> int:
    """Where the "was" of a passive stands: ``was | stabbed``, ``was | punched and stabbed``; -1 for none."""
    before = _back(at - 1, sentence, keys, _AUXILIARIES)
    if before > sentence.first and keys[before] == "and" and keys[before - 1].endswith(_DONE):
        before = _back(before - 2, sentence, keys, _AUXILIARIES)
    passive = before >= sentence.first and keys[before] in _PASSIVE and not keys[at].endswith("ing")
    return before if passive else -1


def _head(first: int, document: Document, sentence: Sentence, phrases: Layer) -> int | None:
    """The head of the noun phrase that begins at ``first``; of "dozens of jobs" what is counted."""
    last = phrases.ends.get(first)
    for _ in range(_MOST_WORDS):
        if (
            last is None
            or last >= sentence.last
            or document.keys[last - 1] not in _MEASURES
            or document.keys[last] != "of"
        ):
            break
        last = phrases.ends.get(last + 1)
    return None if last is None else last - 1


def _back(at: int, sentence: Sentence, keys: tuple[str, ...], over: frozenset[str]) -> int:
    """The last token before ``at`` that is none of these words."""
    low = max(sentence.first, at - _MOST_WORDS)
    while at >= low and (keys[at] in over or keys[at].endswith("ly")):
        at -= 1
    return at


def _likens(at: int, document: Document, sentence: Sentence) -> bool:
    """Whether what stands behind ``at`` is but what something is like, or called: "known | as | the Beast", not "fell as a rumour swept"."""
    if at < sentence.first or document.keys[at] not in _LIKE:
        return False
    return document.keys[at] != "as" or document.keys[at - 1] in _CALLED or document.keys[at + 1] not in _DETERMINERS


def _subject(at: int, sentence: Sentence, document: Document, phrases: Layer) -> int | None:
    """The head of the noun phrase that ends before a verb, over its auxiliaries, "which" and "of …"; none where that is not sure."""
    head = _back(at, sentence, document.keys, _AUXILIARIES | _PASSIVE)
    if head >= sentence.first and document.keys[head] in _RELATIVES:
        head -= 2 if document.keys[head - 1] == "," else 1  # of what stands next to it
        return head if head + 1 in phrases.begins else None
    if (
        "who" in document.keys[max(sentence.first, head - 2 * _MOST_WORDS) : head]
        and "," not in document.keys[head - 1 : head + 1]
    ):
        return None  # "a trader who had lost his savings | shot"
    for _ in range(_MOST_WORDS):
        first = phrases.begins.get(head + 1)
        if first is None or _likens(first - 1, document, sentence):
            return None
        before = document.keys[first - 1] if first > sentence.first else ""
        if first + 1 <= head and document.keys[first].endswith("ing") and first in phrases.begins:
            head = first - 1  # "a prosecutor | investigating fraud"
            continue
        if before in _IS:
            return None  # "a man screaming that nobody | was safe | stabbed"
        if before in _SAYING or (before not in _PREPOSITIONS and not before.endswith("ing")):  # "men | wearing | masks"
            return head
        if before in _JOINS and document.keys[first - 2] == ",":
            return head  # ", and a petition exploded"
        head = first - 2  # "the author | of | the plan"
    return None
