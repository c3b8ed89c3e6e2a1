"""Tells whether a verb shares the subject of the one before it: "shot a nurse, wounded a guard", "attacked, police said, killing"."""

from __future__ import annotations

from worker.extract.actors.arguments import Arguments
from worker.extract.actors.unit_lists import AND
from worker.extract.actors.verbs import LOOK_BACK

_NAMED = frozenset("named called identified as".split())
_AS_PARTICIPLES = ("en", "ing", "wn", "ung")  # of a form that only says more of who stands before the comma
_LONGEST_SPEAKER = 9  # tokens of ", a police spokesman in the town of Goma said"


def goes_on(arguments: Arguments, comma: int, low: int) -> bool:
    """Whether a comma ends what a verb before it is done to: "shot a nurse, wounded two guards"."""
    done_to = arguments.unit_before(comma) if comma > low and arguments.lower(comma) == "," else None
    if done_to is None or done_to.first <= low or arguments.tag(done_to.first - 1) != "v":
        return False
    verb = arguments.lower(done_to.first - 1)
    inserted = verb in _NAMED or (verb.endswith("ing") and arguments.lower(done_to.first - 2) == ",")
    return not inserted  # "the attackers, riding motorcycles, shot", "the gunman, a student named Omar Diaz, shot"


def is_listed(arguments: Arguments, verb: int, comma: int) -> bool:
    """Whether it is one of several verbs of one subject: "held the town for an hour, | blew up a bank, and shot the mayor"."""
    if arguments.lower(comma) != "," or arguments.lower(verb).endswith(_AS_PARTICIPLES):
        return False
    sentence = arguments.document.sentence_of(verb)
    if _closes_insertion(arguments, comma, sentence.first):
        return False
    high = sentence.last
    return any(
        arguments.lower(at) in AND and arguments.tag(at + 1) == "v" and not arguments.lower(at + 1).endswith("ing")
        for at in range(verb + 1, min(high - 1, verb + LOOK_BACK))
    )


def _closes_insertion(arguments: Arguments, comma: int, low: int) -> bool:
    """``the men, some of them in uniform |, surrounded``: no verb stands between it and the comma before."""
    for at in range(comma - 1, low, -1):
        if arguments.tag(at) in "vx":
            return False
        if arguments.lower(at) == ",":
            return True
    return False


def inserted_speech(arguments: Arguments, verb: int, low: int) -> int | None:
    """Where an insertion begins that only tells who says so: ", police in Goma said,"."""
    if verb + 1 >= len(arguments.document.keys) or arguments.lower(verb + 1) != ",":
        return None
    for comma in range(verb - 1, max(low, verb - _LONGEST_SPEAKER), -1):
        if arguments.lower(comma) == ",":
            return comma
        if arguments.tag(comma) == "v":
            return None
    return None
