"""Whether a trigger names such things, and not one of them: "bombings and massacres", "the murder of students"."""

from __future__ import annotations

from worker.extract.findings import Trigger
from worker.extract.reading import Reading
from worker.text.document import Document, Sentence

_PLURALS = (
    "bombings",
    "kidnappings",
    "massacres",
    "murders",
    "killings",
    "assassinations",
    "attacks",
    "abductions",
    "robberies",
    "raids",
    "shootings",
    "muggings",
    "burglaries",
    "thefts",
    "break-ins",
    "carjackings",
    "hijackings",
    "stabbings",
    "executions",
    "disappearances",
    "rapes",
    "lynchings",
    "ambushes",
    "assaults",
)
_STRIKES = ("strikes", "airstrikes", "gunfights", "walkouts", "stoppages")  # "air strikes on Gaza", on a day, are told
_COUNTED = frozenset(
    "two three four five six seven eight nine ten several a dozens some other both many numerous more latest".split()
)
_ACTS = frozenset(
    "murder killing kidnapping abduction assassination torture disappearance massacre execution rape shelling bombing".split()
)
_DONE = ("conflict.", "violence.", "crime.", "security.")
_OF_THINGS = ("security.", "conflict.")
_HAVE = frozenset(("have", "has"))
_DONE_TO = ("ed", "shot", "beaten", "slain", "burnt")
_LISTING = frozenset((",", "and", "or"))
_NO_OBJECT_BEHIND = frozenset(
    "of from by in on at with to for against over".split()
)  # "has died from | gunshot wounds"
_TO_HAVE = 7  # words from a deed back to its "have"
_PLURAL_PEOPLE = frozenset("people women men children police clergymen".split())


def tells_of_such(trigger: Trigger, reading: Reading, *, harmed: bool) -> bool:
    """Bare plurals of deeds, and deeds asked about, unless the sentence tells of who is ``harmed``; deeds done to bare plurals of people.

    What is somewhere, or on a day, is one of them.
    """
    document = reading.document
    if not harmed and _is_bare_plural(trigger, document, _PLURALS):
        return True
    such = (
        _of_bare_plural(trigger, reading)
        or _has_been_done_to_such(trigger, reading)
        or _is_listed(trigger, reading)
        or (not harmed and _is_bare_plural(trigger, document, _STRIKES))
        or (not harmed and _is_asked(trigger, document))
    )
    return such and not _is_somewhere(trigger.sentence, reading)


def _is_bare_plural(trigger: Trigger, document: Document, deeds: tuple[str, ...]) -> bool:
    """``bombings and massacres``; "two bombings" and "the bombings" are some."""
    tokens = document.tokens
    if trigger.last - trigger.first > 2 or not tokens[trigger.last - 1].lower.endswith(deeds):
        return False
    low = max(document.sentence_of(trigger.first).first, trigger.first - 3)
    before = [token.lower for token in tokens[low : trigger.first]]
    return not trigger.definite and not _COUNTED.intersection(before) and not any(word[0].isdigit() for word in before)


def _of_bare_plural(trigger: Trigger, reading: Reading) -> bool:
    """``the murder of students``; "the murder of six students" is one."""
    tokens, of = reading.document.tokens, trigger.last
    if tokens[of - 1].lower == "of":
        of -= 1
    if tokens[of - 1].lower not in _ACTS or of + 1 >= len(tokens) or tokens[of].lower != "of":
        return False
    last = reading.layers["phrase"].ends.get(of + 1)
    if last is None or (of + 1) in reading.layers["number"].ends or tokens[of + 1].lower in _DETERMINERS:
        return False
    head = tokens[last - 1]
    plural = head.lower in _PLURAL_PEOPLE or (head.lower.endswith("s") and not head.lower.endswith("ss"))
    return plural and not head.is_capitalised and "'s" not in {token.lower for token in tokens[of + 1 : last]}


def _has_been_done_to_such(trigger: Trigger, reading: Reading) -> bool:
    """``They have destroyed bridges``, ``judges have been murdered``: what goes on; "have destroyed two bridges" is told."""
    if not trigger.leaf.startswith(_DONE):
        return False
    document, phrases = reading.document, reading.layers["phrase"]
    sentence = document.sentences[trigger.sentence]
    low = max(sentence.first, trigger.first - _TO_HAVE)
    have = next((at for at in range(trigger.last - 1, low - 1, -1) if document.keys[at] in _HAVE), -1)
    if have < 0:
        return _is_being_done_to_such(trigger, reading)
    if _counts(sentence, reading):
        return False
    if document.keys[have + 1 : have + 2] == ("been",):
        first = phrases.begins.get(have)
        things = trigger.leaf.startswith(_OF_THINGS)  # "power lines have been sabotaged"
        return first is not None and not things and _is_bare(first, have, document)
    behind = next((at for at in range(have + 2, min(trigger.last + 1, sentence.last)) if at in phrases.ends), None)
    if behind is None or document.keys[behind - 1] in _NO_OBJECT_BEHIND:
        return False
    return _is_bare(behind, phrases.ends[behind], document)


def _is_being_done_to_such(trigger: Trigger, reading: Reading) -> bool:
    """``Mayors are murdered``: of no certain ones, and of no certain time."""
    document, at = reading.document, trigger.first
    if document.keys[at] == "are":
        at += 1
    sentence, first = document.sentences[trigger.sentence], reading.layers["phrase"].begins.get(at - 1)
    if first is None or at + 1 >= sentence.last or document.keys[at - 1] != "are" or _counts(sentence, reading):
        return False
    return document.keys[at].endswith(_DONE_TO) and _is_bare(first, at - 1, document)


def _is_bare(first: int, last: int, document: Document) -> bool:
    """Whether tokens ``[first, last)`` are a plural of no certain ones."""
    head = document.keys[last - 1]
    plural = head in _PLURAL_PEOPLE or head.endswith("men") or (head.endswith("s") and not head.endswith("ss"))
    words = document.keys[first:last]
    opening = document.sentence_of(first).first
    named = any(document.tokens[at].is_capitalised for at in range(first, last) if at > opening)
    return plural and not named and _DETERMINERS.isdisjoint(words) and _COUNTED.isdisjoint(words) and "'s" not in words


def _counts(sentence: Sentence, reading: Reading) -> bool:
    """Whether a sentence holds a number; "no cause" is none."""
    numbers = reading.layers["number"].ends
    return any(sentence.first <= number < sentence.last and reading.document.keys[number] != "no" for number in numbers)


def _is_listed(trigger: Trigger, reading: Reading) -> bool:
    """``through terror, kidnapping, and dynamite``: a deed without "the", in a list of such."""
    sentence, keys = reading.document.sentences[trigger.sentence], reading.document.keys
    at = trigger.first
    if trigger.last - at != 1 or keys[at] not in _ACTS or not sentence.first < at < sentence.last - 1:
        return False
    listed = keys[at - 1] in _LISTING and (keys[at + 1] in _LISTING or keys[at + 1] in ".;")
    return listed and not _counts(sentence, reading)


def _is_asked(trigger: Trigger, document: Document) -> bool:
    """``A cyber attack on your phone?``: who asks tells nothing, unless it is of something told."""
    return document.keys[document.sentences[trigger.sentence].last - 1] == "?" and not trigger.definite


_DETERMINERS = frozenset(
    "the a an these those his her its their our my your some several many another other dozens scores hundreds thousands".split()
)


def _is_somewhere(sentence: int, reading: Reading) -> bool:
    """Whether a sentence names a day of the news or a place."""
    told = reading.document.sentences[sentence]
    return any(told.first <= time.first < told.last for time in reading.times if time.use == "event") or any(
        told.first <= place.first < told.last for place in reading.places if place.kind == "place"
    )
