"""Whether a trigger names such things, and not one of them: "bombings and massacres", "the murder of students"."""

from __future__ import annotations

from worker.extract.findings import Trigger
from worker.extract.incidents.such_deeds import is_bare, is_done_to_such, is_told
from worker.extract.reading import Reading
from worker.text.document import Document

_PLURALS = tuple(
    "bombings kidnappings massacres murders killings assassinations attacks abductions robberies raids shootings muggings burglaries thefts"
    " break-ins carjackings hijackings stabbings executions disappearances rapes lynchings ambushes assaults".split()
)
_STRIKES = ("strikes", "airstrikes", "gunfights", "walkouts", "stoppages")  # "air strikes on Gaza", on a day, are told
_ABUSES = frozenset(
    "crimes arrests searches captures threats abuses persecution repression violence terror torture intimidation harassment murder rape"
    " kidnapping extortion disappearance sabotage looting".split()
)
_COUNTED = frozenset(
    "two three four five six seven eight nine ten several a dozens some other both many numerous more latest".split()
)
_ACTS = frozenset(
    "murder killing kidnapping abduction assassination torture disappearance massacre execution rape shelling bombing sabotage".split()
)
_LISTING = frozenset((",", "and", "or", "to", "by"))
_LIGHT = frozenset(
    "carry carried carrying launch launched launching stage staged staging conduct conducted conducting commit commits committed committing out".split()
)
_TAKEN_IN = frozenset(("arrests", "detentions"))
_BESIDE = 4  # words
_MANY_KINDS = 3  # of deeds in one sentence, that they are spoken of in general
_LONGEST_NOUN = 3  # tokens of "indiscriminate air attacks"


def tells_of_such(trigger: Trigger, reading: Reading, deeds: frozenset[str], *, harmed: bool) -> bool:
    """Bare plurals of deeds, and deeds asked about, unless the sentence tells of who is ``harmed``; deeds done to bare plurals of people.

    What is somewhere, or on a day, is one of them.
    """
    document = reading.document
    if not harmed and _is_bare_plural(trigger, document, _PLURALS):
        return True
    if is_done_to_such(trigger, reading, deeds):
        return True
    such = (
        _of_bare_plural(trigger, reading)
        or _is_listed(trigger, reading)
        or (not harmed and _is_bare_plural(trigger, document, _STRIKES))
        or (not harmed and _is_asked(trigger, document))
    )
    return such and not is_told(document.sentences[trigger.sentence].first, trigger.sentence, reading)


def _is_bare_plural(trigger: Trigger, document: Document, deeds: tuple[str, ...]) -> bool:
    """``bombings and massacres``; "two bombings" and "the bombings" are some."""
    keys, first = document.keys, trigger.first
    while keys[first] in _LIGHT and first < trigger.last - 1:
        first += 1
    longest = 2 if first == trigger.first else _LONGEST_NOUN
    if trigger.last - first > longest or not keys[trigger.last - 1].endswith(deeds):
        return False
    low = max(document.sentence_of(first).first, first - 3)
    before = keys[low : trigger.last - 1]
    return not trigger.definite and _COUNTED.isdisjoint(before) and not any(word[0].isdigit() for word in before)


def _of_bare_plural(trigger: Trigger, reading: Reading) -> bool:
    """``the murder of students``, ``the | murder and kidnapping of students``; "the murder of six students" is one."""
    keys, of = reading.document.keys, trigger.last
    if keys[of - 1] == "of":
        of -= 1
    if keys[of - 1] not in _ACTS:
        return False
    if keys[of : of + 1] == ("and",) and keys[of + 1 : of + 2] and keys[of + 1] in _ACTS:
        of += 2
    if of + 1 >= len(keys) or keys[of] != "of":
        return False
    ends = reading.layers["phrase"].ends
    first = (
        of + 1 if of + 1 in ends else of + 3 if keys[of + 1].endswith("ly") else -1
    )  # "of densely populated | areas"
    last = ends.get(first)
    if last is None or first in reading.layers["number"].ends:
        return False
    return is_bare(first, last, reading.document)


def _is_listed(trigger: Trigger, reading: Reading) -> bool:
    """``through terror, kidnapping, and dynamite``: a deed without "the", in a list of such; "the arrests, the killings, the abuses"."""
    sentence, keys = reading.document.sentences[trigger.sentence], reading.document.keys
    at = trigger.first
    if trigger.last - at != 1 or _is_counted(at, reading):
        return False
    inside = keys[at] in _ACTS and sentence.first < at < sentence.last - 1
    if inside and keys[at - 1] in _LISTING and (keys[at + 1] in _LISTING or keys[at + 1] in ".;"):
        return True
    if not keys[at].endswith(_PLURALS) and keys[at] not in _ACTS and keys[at] not in _TAKEN_IN:
        return False
    kinds = {word for word in keys[sentence.first : sentence.last] if word in _ABUSES or word.endswith(_PLURALS)}
    return len(kinds) >= _MANY_KINDS


def _is_counted(at: int, reading: Reading) -> bool:
    """Whether a number stands beside a deed: "two murders, a kidnapping"."""
    beside = range(at - _BESIDE, at + _BESIDE + 1)
    return any(number in reading.layers["number"].ends and reading.document.keys[number] != "no" for number in beside)


def _is_asked(trigger: Trigger, document: Document) -> bool:
    """``A cyber attack on your phone?``: who asks tells nothing, unless it is of something told."""
    return document.keys[document.sentences[trigger.sentence].last - 1] == "?" and not trigger.definite
