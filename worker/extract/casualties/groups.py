"""Joins people to groups that one harm befell together: ``19 children and two adults``, ``nine people, including a child``.

Knows lists, not what befell anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from schemas.quantity import Quantity
from worker.extract.casualties.headlines import AUXILIARIES, is_list_of_headline
from worker.extract.casualties.noun_phrases import Names
from worker.extract.casualties.people import ONE, PARTS, Member, find_members
from worker.extract.casualties.sums import is_one, sum_of
from worker.lexicons.casualties import PeopleWords
from worker.text.document import Document, Sentence

SUB = frozenset("including include includes included notably namely".split())
_WHO = frozenset("all both most mostly mainly largely chiefly".split())  # "twelve people, most of them women"
_MEMBERS = frozenset(("member", "members", "employees", "supporters", "followers"))
_LONGEST_BODY = 6  # words of whose members they are
_OF_THEM = frozenset(("of", "among"))
_JOINTS = frozenset("and , plus &".split())
_SELVES, _THEN = frozenset("himself herself themselves".split()), frozenset((",", "then", "finally"))
_IN_TITLES = frozenset("and of the for".split())
_MODIFYING = 4  # words that say of where somebody is
_POSSESSIVES = frozenset("his her their its".split())
_LONGEST_JOINT = 12  # words between two members, with what describes them
_COLLECTIVES = frozenset(
    "family household group crew team couple band gang unit squad patrol staff party total number crowd convoy pair".split()
)
_TOGETHER = (("as", "well", "as"), ("along", "with"), ("together", "with"), ("and", "of"))
_SAYING = frozenset("said says told reported added".split())
_TELLING = AUXILIARIES | _SAYING | {"and", "who"}
_POLITE = frozenset("mr mrs ms messrs dr".split())
_ABOARD = frozenset("on aboard inside".split())
_DONE = ("ing", "ed")
_BODIES = frozenset("bodies corpses deaths fatalities".split())
_HARMED = frozenset("dead deceased fatalities injured wounded".split())
_EMPLOYED = frozenset("employed based stationed hired posted assigned attached living working".split())
_AMONG_WHOM = (("them",), ("whom",))
_ONE_IS = ([",", "one"], ["the", "other"], ["and", "one"], ["and", "another"])
_MODIFIERS = frozenset("former local senior fellow retired political national regional young prominent then".split())


class Group(NamedTuple):
    """People that one harm befell together; ``sub`` are named as part of others."""

    first: int
    last: int
    quantity: Quantity | None
    members: tuple[Member, ...]
    strict: bool
    sub: bool
    apposed: tuple[Member, ...] = ()  # who they are, by name: "two journalists, | Ana Ruiz and Jo Bell |"

    @property
    def heads(self) -> tuple[int, ...]:
        """Behind the nouns and names of its members; none of those that are only counted."""
        return tuple(member.label[1] for member in (*self.members, *self.apposed) if member.label[0] < member.label[1])


def find_groups(
    document: Document,
    sentences: Iterable[Sentence],
    numbers: Mapping[int, tuple[int, Quantity]],
    names: Names,
    words: PeopleWords,
) -> list[Group]:
    """All groups of people in these sentences; ``numbers`` are those that may count people, by their first token."""
    members = find_members(document, sentences, numbers, names, words)
    return [group for sentence, several in members for group in _joined(document, sentence, several)]


def _joined(document: Document, sentence: Sentence, members: list[Member]) -> list[Group]:
    """Lists become one group: commas and a last "and" between members, nothing else."""
    groups: list[Group] = []
    start = 0
    while start < len(members):
        stop = start + 1
        while stop < len(members) and _joint(document, members[stop - 1], members[stop]):
            stop += 1
        stop = _list_end(document, sentence, members, start, stop)
        group = _group(document, sentence, members[start:stop])
        if groups and _is_complement(document, groups[-1], group):
            group = group._replace(members=(), sub=True)
        groups.append(group)
        start = stop
    return groups


def _is_complement(document: Document, head: Group, group: Group) -> bool:
    """``four members of | the same family``, ``the wife of | a soldier``; but "a group of | 12 hikers"."""
    noun = document.keys[head.last - 1]
    return document.keys[head.last : group.first] == ("of",) and head.quantity is not None and noun not in _COLLECTIVES


def _joint(document: Document, left: Member, right: Member) -> bool:
    between = _plain(document, left, right)
    if (document.keys[left.last - 1] in _BODIES) != (document.keys[right.last - 1] in _BODIES):
        return False  # "pulled out 11 bodies, and | 20 passengers | are missing"
    if not between or len(between) > 4:
        return False
    bare = right.label[0] == right.label[1] and document.tokens[right.last - 1].lower not in ("others", "more")
    if left.label[0] == left.label[1] or bare or _partitive(document, right):
        return False  # bare numbers are no list
    if between[0] == ";" and right.first - left.last > len(between):
        between[0] = ","  # "Ana Ruiz, 34; Jo Bell, 19"
    return all(word in _JOINTS for word in between) or tuple(w for w in between if w != ",") in _TOGETHER


def _plain(document: Document, left: Member, right: Member) -> list[str]:
    """The words between two members, without the age of the first and what describes the second: "Ana Ruiz, 34, and former judge"."""
    between = [document.tokens[i].lower for i in range(left.last, min(right.first, left.last + _LONGEST_JOINT))]
    if is_one(left):
        match between:
            case ["(", age, ")", *rest] | [",", "aged", age, *rest] | ["aged", age, *rest] if age.isdigit():
                between = rest
            case [",", age, *rest] if age.isdigit() and rest:
                between = rest
            case [",", *title, ",", "and"] if _is_name(document, left) and _TELLING.isdisjoint(title):
                between = ["and"]
    match between:
        case ["of", *what, "and"] if document.keys[left.last - 1] in _MEMBERS and len(what) <= _LONGEST_BODY:
            between = ["and"]  # "three members of a Turkish-backed faction and | a Kurdish fighter"
        case ["of", *land, ","] if len(land) <= _MODIFYING and _is_name(document, left) and _is_land(document, left):
            between = [","]  # "President Ana Ruiz of Peru, | his wife"
        case [*what, "and"] if _says_whose(what) and _are_counted(document, left, right):
            between = [
                "and"
            ]  # "37 workers of foreign firms and | one Algerian miner", "two clerks employed by a farm and | three colleagues"
        case ["of" | "from" | "in", *what, "and"] if len(what) <= _MODIFYING and _is_owner(document, right):
            between = ["and"]
    while len(between) > 1 and _describes(document, right.first - 1, between[-1]):
        between.pop()
        right = right._replace(first=right.first - 1)
    return between


def _says_whose(words: list[str]) -> bool:
    """``of foreign firms``, ``employed by a farm``, and no verb of its own."""
    if not words or not _TELLING.isdisjoint(words) or any(word.endswith("ed") for word in words[1:]):
        return False
    return words[0] in _EMPLOYED or (words[0] in ("of", "from") and len(words) <= _MODIFYING + 1)


def _are_counted(document: Document, left: Member, right: Member) -> bool:
    """Whether a number and a noun stand for both."""
    counted = (member.quantity is not None and member.label[0] > member.first for member in (left, right))
    return all(counted) and document.keys[right.first] not in ONE and right.strict


def _is_land(document: Document, left: Member) -> bool:
    """Whether a name stands behind "of", to which the one before belongs."""
    return document.tokens[left.last + 1].is_capitalised


def _describes(document: Document, at: int, lower: str) -> bool:
    """``Guatemalan | lawyer Ana Ruiz``, ``former | judge Jo Bell``."""
    return lower in _MODIFIERS or (document.tokens[at].is_capitalised and document.tokens[at].is_word)


def _is_owner(document: Document, member: Member) -> bool:
    """``the ruler of the hill town and | his driver``, "and | two of his guards": somebody's."""
    keys, first = document.keys, member.first
    return keys[first] in _POSSESSIVES or (keys[first + 1 : first + 2] == ("of",) and keys[first + 2] in _POSSESSIVES)


def _partitive(document: Document, member: Member) -> bool:
    return document.tokens[member.last - 1].lower in PARTS


def _list_end(document: Document, sentence: Sentence, members: list[Member], start: int, stop: int) -> int:
    """Where the list ends: it needs an "and", and its last member no verb of its own when a verb governs the first."""
    while stop > start + 1:
        words = [document.tokens[i].lower for i in range(members[stop - 2].last, members[stop - 1].first)]
        if not any(word in words for word in ("and", "plus", "&", "as", "with", ";")) and not is_list_of_headline(
            document, sentence, members[start].first, members[stop - 1].last
        ):
            if _ends_with_himself(document, members[stop - 1].last):
                break
            stop -= 1
            continue
        following = document.tokens[members[stop - 1].last].lower if members[stop - 1].last < sentence.last else "."
        before = document.tokens[members[start].first - 1].lower if members[start].first > sentence.first else "."
        agents = before == "by"  # "was shot dead by police and | three others died"
        governs = following in AUXILIARIES or following in _SAYING  # "wounding 14, | two medics and an official said"
        if governs and (agents or (before.endswith(("ing", "ed")) and before not in _SAYING)) and before != "including":
            stop -= 1
            continue
        break
    return stop


def _ends_with_himself(document: Document, at: int) -> bool:
    """``shot his wife, two children | and then himself``: who did it closes the list, and is not counted."""
    behind = [key for key in document.keys[at : at + 5] if key not in _THEN]
    return behind[:1] == ["and"] and behind[1:2] != [] and behind[1] in _SELVES


def _group(document: Document, sentence: Sentence, members: list[Member]) -> Group:
    first, last = members[0].first, members[-1].last
    members = _without_apposed(document, members)
    apposed = members[1:] if _is_apposition(document, members) else []
    members = members[:1] if apposed else _unlike(document, sentence, members)
    quantity = members[0].quantity if len(members) == 1 else sum_of(document, members)
    before = [document.tokens[i].lower for i in range(max(sentence.first, first - 2), first)]
    following = document.tokens[last].lower if last < sentence.last else "."
    sub = bool(before) and (
        (before[-1] in SUB and not _tells_harmed(before))
        or before in (["among", "them"], ["among", "those"], ["among", "whom"])
    )
    sub = sub or (
        following == "among" and document.keys[last + 1 : last + 2] in _AMONG_WHOM
    )  # ", nine women | among them,"
    sub = sub or (before in _ONE_IS and document.keys[first] in ONE)  # "eight policemen, one | a captain, | died"
    done_to = bool(before) and before[-1].endswith(_DONE)  # "fired at the workers, wounding | two of them"
    part = _partitive(document, members[0]) and not done_to
    aboard = document.keys[last - 1] == "those" and following in _ABOARD  # "31 of those | on board were killed"
    sub = sub or (part and not aboard and following not in AUXILIARIES and following != "later")
    sub = sub or (before[:1] == ["of"] and before[-1] in PARTS)
    sub = (
        sub
        or (quantity is None and _names_some(document, sentence, first))
        or _is_titled_part(document, sentence, first)
    )
    strict = all(member.strict for member in members)
    return Group(first, last, quantity, tuple(members), strict, sub, tuple(apposed))


def _tells_harmed(before: list[str]) -> bool:
    """``the dead included | two nurses``: told of them alone; not "12 dead including | two nurses"."""
    return before[0] in _HARMED and before[-1] != "including"


def _names_some(document: Document, sentence: Sentence, first: int) -> bool:
    """``nine people, including many foreign | workers``, ``most of them young | men``, ", mostly fruit | vendors": words may stand between."""
    for at in range(first - 1, max(sentence.first, first - _MODIFYING), -1):
        key = document.keys[at]
        if (
            key in SUB
            or (key in _WHO and document.keys[at - 1] == ",")
            or (key in PARTS and document.keys[at - 1] in _OF_THEM)
        ):
            return True
        if not document.tokens[at].is_word or key in _TELLING:
            return False
    return False


def _is_titled_part(document: Document, sentence: Sentence, first: int) -> bool:
    """``nine people, including Additional District and Sessions | Judge Omar Nur |, were``: a long title may stand between."""
    at = first - 1
    while at > sentence.first and (document.tokens[at].is_capitalised or document.keys[at] in _IN_TITLES):
        at -= 1
    return first - 1 > at > sentence.first and document.keys[at] in SUB


def _unlike(document: Document, sentence: Sentence, members: list[Member]) -> list[Member]:
    """Without those who only say who the one before is: "Ana Ruiz, | a judge, | and two guards"; "a judge, | Ana Ruiz, | and …"."""
    kept = members[:1]
    for at, member in enumerate(members[1:], 1):
        left = members[at - 1]
        follows = _follows(document, sentence, member)
        aside = document.keys[left.last : member.first] == (",",) and follows == ","
        if not (aside and is_one(left) and is_one(member) and _is_name(document, left) != _is_name(document, member)):
            kept.append(member)
    return kept


def _follows(document: Document, sentence: Sentence, member: Member) -> str:
    """The word behind somebody and what he is of: "Ana Ruiz, the mayor | of Puno |, and her driver"."""
    at, stop = member.last, min(sentence.last, member.last + _MODIFYING + 1)
    if at < stop and document.keys[at] == "of":
        at = next((comma for comma in range(at, stop) if document.keys[comma] == ","), at)
    return document.keys[at] if at < sentence.last else "."


def _is_name(document: Document, member: Member) -> bool:
    return document.tokens[member.last - 1].is_capitalised and document.keys[member.first] not in ONE


def _is_apposition(document: Document, members: list[Member]) -> bool:
    """``two journalists, Ana Ruiz and Jo Bell``; ``Ana Ruiz, a teacher and a poet``: the rest says who the first is.

    So it does in "two of the victims, a man and a woman, | were", whose number it makes up between two commas.
    """
    head, rest = members[0], members[1:]
    if rest and _makes_up(document, head, rest):
        return True
    if not rest or any(m.quantity is None or m.quantity.best != 1 for m in rest):
        return False
    before = rest[0].first - 1
    before -= document.keys[before] in _POLITE  # "two journalists, | Mr | Ruiz and Ms Bell"
    before -= document.tokens[before].is_capitalised  # "three clerks, | Justo | Pastor Ruiz, Ana Bell and"
    if document.keys[before] != ",":
        return False
    named = _is_name(document, head) and is_one(head)
    if named and all(document.keys[m.first] in ONE for m in rest):
        return True
    names = all(document.tokens[m.first].is_capitalised and document.tokens[m.last - 1].is_capitalised for m in rest)
    return names and not named and head.quantity is not None and head.quantity.best == len(rest)


def _without_apposed(document: Document, members: list[Member]) -> list[Member]:
    """``two Danes, | a boy and a girl, | and a Russian``: the two are told again between commas."""
    for at, head in enumerate(members[:-2]):
        number = head.quantity.best if head.quantity is not None else None
        rest = members[at + 1 : at + 1 + (number or 0)]
        if (
            number in (2, 3)
            and len(rest) == number
            and at + 1 + number < len(members)
            and _makes_up(document, head, rest)
        ):
            return [*members[: at + 1], *members[at + 1 + number :]]
    return members


def _makes_up(document: Document, head: Member, rest: list[Member]) -> bool:
    """``Six people, four men and two women, | were hurt``; not "two policemen, a man and a woman | were hurt"."""
    if document.keys[rest[0].first - 1] != "," or document.keys[rest[-1].last : rest[-1].last + 1] != (",",):
        return False
    if head.quantity is None or (head.quantity.best or 0) < len(rest):
        return False
    return head.quantity.best == sum(m.quantity.best or 0 if m.quantity is not None else 0 for m in rest)
