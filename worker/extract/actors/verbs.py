"""Tells the group and the voice of a verb form: "had reportedly been | shot", "was shot and later | killed"."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from worker.extract.actors.arguments import Arguments
from worker.extract.actors.unit_lists import AND

LOOK_BACK = 30  # tokens to the verb whose subject a later verb shares
PARTICIPLES = ("ed", "en", "wn", "nt", "ot", "uck", "ht")
_LONGEST_TIME = 4  # words that a verb group may seem to begin with: "Monday night | was"
_BE = frozenset("is are was were be been being isn't wasn't weren't aren't get gets got getting 's".split())
_BEFORE_TIME = frozenset("on in at late early".split())
_BARE = ("", "been")  # what stands between a time and its verb: "have on Friday | been | killed"
_TO_THE_END = frozenset("dead to death and wounded injured killed robbed".split())
_NO_OBJECTS = frozenset(", . ; before after while when as".split())
_LONGEST_HAPPENING = 4  # tokens of "have also broken out"
WHO = frozenset("who that which".split())


class Verb(NamedTuple):
    """A verb at token ``at`` whose group, "had reportedly been", begins at ``start``."""

    start: int
    at: int
    passive: bool


def verb_at(arguments: Arguments, at: int, *, participle: bool) -> Verb:
    """The group of a verb form at ``at``; ``participle``: the form may be a past participle."""
    low = arguments.document.sentence_of(at).first
    start, nearest = _group(arguments, at, low)
    for end in range(start + 1, min(at, start + _LONGEST_TIME) + 1):
        if arguments.times.get(end, end) <= start:
            start = end  # "the attack on | Monday | was carried out": a time stands outside
            break
    joint = at - 1
    while joint > low and arguments.tag(joint) == "a":
        joint -= 1
    joined = joint - 1 >= low and arguments.lower(joint) in AND and arguments.tag(joint - 1) == "v"
    if participle and not nearest and joined:
        return verb_at(arguments, joint - 1, participle=True)._replace(at=at)  # "was shot and later killed"
    if participle and not nearest and start == at and _may_share(arguments, at, joint):
        other = _passive_before(arguments, joint, low)
        if other is not None:
            return Verb(other.start, at, passive=True)
    return Verb(start, at, participle and nearest in _BE)


def _group(arguments: Arguments, at: int, low: int) -> tuple[int, str]:
    """Where the group of the verb form at ``at`` begins, and the auxiliary that stands nearest to it."""
    start, nearest = at, ""
    while start > low:
        auxiliary = _before_time(arguments, start, low) if nearest in _BARE else None
        if auxiliary is not None:
            start = auxiliary + 1
        elif arguments.tag(start - 1) not in "xa" and (nearest or arguments.lower(start - 1) != "to"):
            break
        start -= 1
        if arguments.tag(start) == "x" and not nearest:
            nearest = arguments.lower(start)
    if start < at and arguments.tag(start) == "a" and not nearest:
        start = at  # adverbs alone are no group
    return start, nearest


def _before_time(arguments: Arguments, at: int, low: int) -> int | None:
    """The auxiliary before a time that parts it from its verb: "were | on Friday | killed", "was, last Monday, | shot"."""
    at -= arguments.lower(at - 1) == ","
    begin = arguments.times.get(at)
    if begin is None or begin <= low:
        return None
    before = begin - 1 - (arguments.lower(begin - 1) == "the")
    before -= arguments.lower(before) in _BEFORE_TIME
    before -= arguments.lower(before) == ","
    return before if before > low and arguments.tag(before) == "x" else None


def _may_share(arguments: Arguments, at: int, joint: int) -> bool:
    """``approved by a judge, and | carried out by``, "was approached by two men and | shot dead in Lima"."""
    by = "by" in arguments.document.keys[at + 1 : at + 3]
    return by or (arguments.lower(joint) in AND and _has_no_object(arguments, at))


def _has_no_object(arguments: Arguments, at: int) -> bool:
    """Whether nobody follows to whom it may be done: "and shot dead | outside his home", "and killed | on Monday"."""
    end = at + 1
    high = arguments.document.sentence_of(at).last
    while end < high and arguments.lower(end) in _TO_THE_END:
        end += 1
    return end >= high or end in arguments.times or arguments.tag(end) == "p" or arguments.lower(end) in _NO_OBJECTS


def _passive_before(arguments: Arguments, joint: int, low: int) -> Verb | None:
    """The passive verb that shares its subject: "was planned by the mayor, approved by a judge, and | carried out by"."""
    if joint <= low or arguments.lower(joint) not in (*AND, ","):
        return None
    for at in range(joint - 1, max(low, joint - LOOK_BACK), -1):
        word = arguments.lower(at)
        if arguments.tag(at) == "v" and word.endswith(PARTICIPLES):
            other = verb_at(arguments, at, participle=True)
            return other if other.passive and other.start < at else None
        if arguments.tag(at) == "v" or word in WHO:
            return None
    return None


def past_happening(arguments: Arguments, at: int, high: int, happening: Collection[str]) -> int:
    """Past "broke out": "clashes | broke out | on Monday between"; ``happening`` are the last words of such verbs."""
    for end in range(at, min(at + _LONGEST_HAPPENING, high - 1)):
        if arguments.lower(end) in happening:
            return end + 1
        if arguments.tag(end) not in "vxa":
            break
    return at
