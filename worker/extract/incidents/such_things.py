"""Whether a trigger names such things, and not one of them: "bombings and massacres", "the murder of students"."""

from __future__ import annotations

from worker.extract.findings import Trigger
from worker.extract.reading import Reading
from worker.text.document import Document

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
_COUNTED = frozenset(
    "two three four five six seven eight nine ten several a dozens some other both many numerous more latest".split()
)
_ACTS = frozenset(
    "murder killing kidnapping abduction assassination torture disappearance massacre execution rape shelling bombing".split()
)
_PLURAL_PEOPLE = frozenset("people women men children police clergymen".split())


def tells_of_such(trigger: Trigger, reading: Reading, *, harmed: bool) -> bool:
    """Bare plurals of deeds, and deeds asked about, unless the sentence tells of who is ``harmed``; deeds done to bare plurals of people.

    What is somewhere, or on a day, is one of them.
    """
    document = reading.document
    if not harmed and _is_bare_plural(trigger, document):
        return True
    such = _of_bare_plural(trigger, reading) or (not harmed and _is_asked(trigger, document))
    return such and not _is_somewhere(trigger.sentence, reading)


def _is_bare_plural(trigger: Trigger, document: Document) -> bool:
    """``bombings and massacres``; "two bombings" and "the bombings" are some."""
    tokens = document.tokens
    if trigger.last - trigger.first > 2 or not tokens[trigger.last - 1].lower.endswith(_PLURALS):
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
