"""The way left over a relative clause: "men who came in a van | planted", "a guard who tried to stop them | was killed".

Every walk is bounded, and ends at token ``low``.
"""

from __future__ import annotations

from collections.abc import Collection

from worker.extract.actors.arguments import Arguments
from worker.extract.actors.unit_lists import SPEECH
from worker.extract.actors.units import Unit
from worker.extract.actors.verbs import WHO

CLOSING = frozenset((",", ")", "]", "-", "--", "—"))
"""What an insertion ends with."""
_WHICH = frozenset(("that", "which"))
_LONGEST_RELATIVE = 12
_LONGEST_AGES = 6  # tokens of "aged between 15 and 17"
_LONGEST_VERB_GROUP = 6


def before_relative(arguments: Arguments, low: int, at: int) -> list[Unit]:
    """Whom a relative clause is about that the walk found no way over: "a guard | who tried to stop them | was killed"."""
    for who in range(at - 1, max(low, at - _LONGEST_RELATIVE), -1):
        if arguments.lower(who) in CLOSING or arguments.tag(who) in ".c":
            return []
        if arguments.lower(who) in WHO or arguments.lower(who) == "whose":
            unit = arguments.unit_before(who)
            return [unit] if unit is not None else []
    return []


def over_relative_clause(arguments: Arguments, low: int, verb: int) -> int | None:
    """Left of "who" in "men who came in a van | planted a bomb"; ``verb`` is that of the clause."""
    passed = "xavwdn" if arguments.lower(verb) in SPEECH else "xav"  # "a mine that sources said | was laid by"
    for at in range(verb - 1, max(low, verb - _LONGEST_VERB_GROUP), -1):
        if arguments.lower(at) in WHO:
            return at
        if arguments.tag(at) not in passed:
            return None
    return None


def over_ages(arguments: Arguments, low: int, at: int) -> int | None:
    """Left of "aged" in "youths | aged between 15 and 17"."""
    for before in range(at - 1, max(low, at - _LONGEST_AGES), -1):
        if arguments.lower(before) == "aged":
            return before
        if arguments.tag(before) not in "npc":
            return None
    return None


def doer_before(arguments: Arguments, verb: int, things: Collection[str]) -> Unit | None:
    """Who does what "that" stands for, if it is one of ``things``: "a mine that the rebels had | planted"."""
    low = arguments.document.sentence_of(verb).first
    doer = arguments.unit_before(verb)
    while doer is not None and doer.first - 1 > low and arguments.lower(doer.first - 1) == "of":
        doer = arguments.unit_before(doer.first - 1)  # "fighters of the Dawn Front"
    who = doer.first - 1 if doer is not None else low
    if who <= low or arguments.lower(who) not in _WHICH:
        return None
    done = arguments.unit_before(who - (arguments.lower(who - 1) == ","))
    return doer if done is not None and arguments.lower(done.last - 1) in things else None
