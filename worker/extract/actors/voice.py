"""Tells whether a verb form is active, passive or no verb: "soldiers killed in the clash", "the 18 November bombing"."""

from __future__ import annotations

from collections.abc import Mapping

from worker.extract.actors.arguments import Arguments

_LONGEST_DATE = 6  # words: "April 15, 2013,"
_DETERMINERS = frozenset("the this that last its their".split())
OF_TIME = frozenset("on in at during".split())
"""Prepositions before a time."""
_PASSIVE_WITHOUT_OBJECT = frozenset(
    "killed wounded injured hurt murdered kidnapped abducted assassinated arrested detained captured executed slain evacuated rescued".split()
)
_LONGEST_INSERTION = 12  # tokens behind "Ana Ruiz, shot"
_SENT = frozenset("fired launched lobbed hurled thrown".split())
_PROJECTILES = frozenset(
    "shots shot rounds bullets rockets rocket missiles missile shells shell mortars grenades stones".split()
)
_HIM = frozenset("him her them me us".split())
_AIMED = frozenset("at into up down dead and off out through".split())


class Voice:
    """What one document's words say of its verb forms; ``times`` are where times end, by where they begin."""

    def __init__(self, arguments: Arguments, times: Mapping[int, int]) -> None:
        self._arguments = arguments
        self._document = arguments.document
        self._times = times

    def is_dated_noun(self, at: int) -> bool:
        """``the 18 November | bombing``, ``April 15, 2013, | bombing, …`` are no verbs, and neither is ``Monday's | bombing``."""
        lower, end = self._arguments.lower, at - (self._arguments.lower(at - 1) == ",")
        if not lower(at).endswith("ing"):
            return False
        if lower(at - 1) == "'s":
            return True
        begins = [first for first in range(max(0, at - _LONGEST_DATE), end) if self._times.get(first) == end]
        return any(lower(first - 1) in _DETERMINERS for first in begins) or (
            bool(begins) and self._document.keys[at + 1 : at + 2] == (",",)
        )

    def is_sent(self, at: int) -> bool:
        """``a report of shots | fired at`` a house: the participle is that of a projectile, whoever stands before it."""
        return self._arguments.lower(at) in _SENT and self._arguments.lower(at - 1) in _PROJECTILES

    def is_reduced(self, at: int, after: int) -> bool:
        """Whether a bare participle is passive: "soldiers killed in the clash", "a village attacked by rebels"."""
        arguments = self._arguments
        if after < len(self._document.keys) and arguments.lower(after) in _HIM:
            return False  # "armed men on motorcycles abducted | her"
        timed = after in self._times  # "the students killed last weekend": no object
        if (not timed and arguments.objects(after)) or self.past_time(after) > after:
            return False
        alone = timed or not has_object(arguments, after)
        if arguments.lower(at) in _PASSIVE_WITHOUT_OBJECT and alone:
            return True
        return bool(arguments.agents(after)) or (alone and self._is_inserted(at, after))

    def past_time(self, at: int) -> int:
        """Behind a time between a verb and whom it is done to: "rebels killed | on Monday | two farmers"."""
        arguments, high = self._arguments, self._document.sentence_of(at - 1).last
        end = self._times.get(at + (at + 1 < high and arguments.lower(at) in OF_TIME), at)
        done_to = arguments.unit_after(end) if at < end < high else None
        if done_to is None or done_to.actor is None or end in self._times:
            return at
        return at if done_to.last < high and arguments.tag(done_to.last) in "vx" else end

    def _is_inserted(self, at: int, after: int) -> bool:
        """Whether a participle only says more of the one before it, whose own verb follows: "Ana Ruiz, shot | on Monday, died"."""
        arguments, high = self._arguments, self._document.sentence_of(at).last
        said_of = arguments.unit_before(at - 1) if at > 1 and arguments.lower(at - 1) == "," else None
        if said_of is None or said_of.actor is None or (after < high and arguments.lower(after) in _AIMED):
            return False
        if said_of.first > 0 and arguments.tag(said_of.first - 1) in "vp":
            return False
        for comma in range(after, min(high - 1, after + _LONGEST_INSERTION)):
            if arguments.lower(comma) == ",":
                return arguments.tag(comma + 1) in "vx" and arguments.unit_after(after) is None
            if arguments.tag(comma) in "vx.":
                return False
        return False


def has_object(arguments: Arguments, at: int) -> bool:
    """Whether a noun phrase or a number follows: "killed the dog", "killed nine"."""
    return at < len(arguments.phrases.tags) and (arguments.tag(at) == "n" or arguments.unit_after(at) is not None)
