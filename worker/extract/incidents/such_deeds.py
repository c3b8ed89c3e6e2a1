"""Verbs of deeds that are done to no certain ones, at no certain time: "they murder peasants", "judges have been killed"."""

from __future__ import annotations

from worker.extract.findings import Trigger
from worker.extract.reading import Reading
from worker.text.document import Document

_DONE = ("conflict.", "violence.", "crime.", "security.")
_OF_THINGS = ("security.", "conflict.")
_HAVE = frozenset(("have", "has"))
_DONE_TO = ("ed", "shot", "beaten", "slain", "burnt")
_TAKEN = frozenset(("hostage", "captive", "prisoner"))
_NO_OBJECT_BEHIND = frozenset(
    "of from by in on at with to for against over".split()
)  # "has died from | gunshot wounds"
_TO_HAVE = 7  # words from a deed back to its "have"
_PLURAL_PEOPLE = frozenset("people women men children police clergymen".split())
_CERTAIN = frozenset(
    "the a an these those his her its their our my your some several many another other dozens scores hundreds thousands"
    " two three four five six seven eight nine ten more both numerous latest".split()
)
_ENDS_DEED = frozenset((",", "and", "or", ".", ";"))
_WE = frozenset(("we", "they"))
_NEAR = 8  # words behind a deed that say where and when it was
_SPOKEN_OF = frozenset("for of about like".split())  # "prayed for | pilgrims beheaded on beaches"


def is_done_to_such(trigger: Trigger, reading: Reading, deeds: frozenset[str]) -> bool:
    """Whether the trigger's verb, which may be one of these ``deeds``, is done to bare plurals, and its sentence tells behind it of no number, day and place."""
    if not trigger.leaf.startswith(_DONE):
        return False
    counted, told, stop = trigger.first, trigger.last, None
    if _is_done_now(trigger, reading, deeds):
        stop = trigger.last + _NEAR
    elif not _is_spoken_of(trigger, reading):
        if not _has_been_done(trigger, reading):
            return False
        counted = told = reading.document.sentences[trigger.sentence].first
    return not (_counts(counted, trigger.sentence, reading) or is_told(told, trigger.sentence, reading, stop))


def is_told(first: int, sentence: int, reading: Reading, stop: int | None = None) -> bool:
    """Whether a sentence names a day of the news or a place at or behind token ``first``, before ``stop``."""
    last = reading.document.sentences[sentence].last
    last = last if stop is None else min(last, stop)
    return any(first <= time.first < last for time in reading.times if time.use == "event") or any(
        first <= place.first < last for place in reading.places if place.kind == "place"
    )


def is_bare(first: int, last: int, document: Document) -> bool:
    """Whether tokens ``[first, last)`` are a plural of no certain ones."""
    head = document.keys[last - 1]
    plural = (
        head in _PLURAL_PEOPLE
        or head.endswith(("men", "children", "people"))
        or (head.endswith("s") and not head.endswith("ss"))
    )
    words = document.keys[first:last]
    opening = document.sentence_of(first).first
    named = any(document.tokens[at].is_capitalised for at in range(first, last) if at > opening)
    return plural and not named and _CERTAIN.isdisjoint(words) and "'s" not in words


def _is_done_now(trigger: Trigger, reading: Reading, deeds: frozenset[str]) -> bool:
    """``Lives by kidnapping ranchers``, "they murder peasants", "accused of burning villages", "no aim but to murder and burn"."""
    document, phrases = reading.document, reading.layers["phrase"]
    keys = document.keys
    for at in range(trigger.first, trigger.last):
        if keys[at] not in deeds:
            continue
        if keys[at - 1] == "to" and not _ENDS_DEED.isdisjoint(keys[at + 1 : at + 2]):
            return True
        last = phrases.ends.get(at + 1)
        if last is not None and keys[last - 1] in _TAKEN:
            last -= 1  # "take people | hostage"
        return last is not None and last > at + 1 and is_bare(at + 1, last, document)
    return False


def _is_spoken_of(trigger: Trigger, reading: Reading) -> bool:
    """``Prayed for Christians | beheaded on beaches``."""
    document = reading.document
    first = reading.layers["phrase"].begins.get(trigger.first)
    if (
        first is None
        or not document.keys[trigger.first].endswith(_DONE_TO)
        or document.keys[first - 1] not in _SPOKEN_OF
    ):
        return False
    return is_bare(first, trigger.first, document)


def _has_been_done(trigger: Trigger, reading: Reading) -> bool:
    """``They have destroyed bridges``, ``judges have been murdered``: what goes on; "have destroyed two bridges" is told."""
    document, phrases = reading.document, reading.layers["phrase"]
    sentence = document.sentences[trigger.sentence]
    low = max(sentence.first, trigger.first - _TO_HAVE)
    have = next((at for at in range(trigger.last - 1, low - 1, -1) if document.keys[at] in _HAVE), -1)
    if have < 0:
        return _is_being_done(trigger, reading)
    if document.keys[have + 1 : have + 2] == ("been",):
        first = phrases.begins.get(have)
        things = trigger.leaf.startswith(_OF_THINGS)  # "power lines have been sabotaged"
        return first is not None and not things and is_bare(first, have, document)
    behind = next((at for at in range(have + 2, min(trigger.last + 1, sentence.last)) if at in phrases.ends), None)
    if behind is None and document.keys[trigger.last : trigger.last + 1] and document.keys[trigger.last] in _ENDS_DEED:
        return have == trigger.first - 1 and document.keys[have - 1] in _WE  # "we have | kidnapped |, we have fought"
    if behind is None or document.keys[behind - 1] in _NO_OBJECT_BEHIND:
        return False
    return is_bare(behind, phrases.ends[behind], document)


def _is_being_done(trigger: Trigger, reading: Reading) -> bool:
    """``Mayors are murdered``: of no certain ones, and of no certain time."""
    document, at = reading.document, trigger.first
    if document.keys[at] == "are":
        at += 1
    sentence, first = document.sentences[trigger.sentence], reading.layers["phrase"].begins.get(at - 1)
    if first is None or at + 1 >= sentence.last or document.keys[at - 1] != "are":
        return False
    return document.keys[at].endswith(_DONE_TO) and is_bare(first, at - 1, document)


def _counts(first: int, sentence: int, reading: Reading) -> bool:
    """Whether a sentence holds a number at or behind token ``first``; "no cause" is none."""
    numbers, last = reading.layers["number"].ends, reading.document.sentences[sentence].last
    return any(first <= number < last and reading.document.keys[number] != "no" for number in numbers)
