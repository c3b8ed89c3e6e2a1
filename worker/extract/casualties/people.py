"""Finds people in numbers: ``nine people``, ``a policeman``, ``19 children and two adults``, ``three of them``, a named person.

Knows nouns and numbers, not what befell anybody.  Reads only the sentences it is given.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from schemas.quantity import Qualifier, Quantity
from worker.extract.casualties.headlines import AUXILIARIES, HEADLINE_VERBS, is_object, opens_headline
from worker.extract.casualties.noun_phrases import LONGEST, OF_AGE, Names, find_head, past_body, past_owner, with_name
from worker.lexicons.casualties import PeopleWords
from worker.text.document import Document, Sentence
from worker.text.numbers import ORDINALS
from worker.text.words import remembered

ONE = frozenset("a an".split())
_DEFINITE = frozenset("the whose his her their its our my another one this that".split())
_BEFORE_NUMBER = frozenset("the his her their its our my all these those another some an".split())
_PRONOUNS = frozenset("he she him".split())
_BEHIND_HER = frozenset(
    "and at in on from near outside during while before after to . ,".split()
)  # no noun: the object
_SOME = frozenset("half most some many few majority third quarter thirds quarters part several".split())
_MORE = frozenset("more others other additional further".split())
PARTS = frozenset("them whom these those which".split())
_POSSESSIVES = frozenset("his her".split())
_DEATHS = frozenset("death murder assassination killing slaying".split())
_NO_DEATHS = frozenset((word,) for word in "of threat threats sentence penalty row squad squads toll spree bed".split())
_FARES = frozenset("was is died lost remains remained suffered sustained survived".split())
_OF_AGE = frozenset("also aged now just then".split())
_OFFICES = frozenset(("of", word) for word in "staff state police defence defense operations intelligence".split())
_PARENTS = frozenset("mother father parent grandmother grandfather".split())
_SMALL = frozenset("one two three four five six seven eight nine ten 2 3 4 5 6 7 8 9 10".split())
_UNKNOWN = frozenset("unknown unspecified undetermined undisclosed unconfirmed uncertain indeterminate".split())
_ARTICLES, _ALONE = ONE | _DEFINITE, _PRONOUNS | {"another", "both", "her"}


class Member(NamedTuple):
    """Counted people of one kind; ``label`` are the tokens that say who."""

    first: int
    last: int
    quantity: Quantity | None
    label: tuple[int, int]
    strict: bool  # a known noun for people, a person's name, a bare number


def find_members(
    document: Document,
    sentences: Iterable[Sentence],
    numbers: Mapping[int, tuple[int, Quantity]],
    names: Names,
    words: PeopleWords,
) -> Iterator[tuple[Sentence, list[Member]]]:
    """People of one kind, sentence by sentence; ``numbers`` are those that may count people, by their first token."""
    starts = _starts(document, numbers, names, words)
    for sentence in sentences:
        own = starts[bisect_left(starts, sentence.first) : bisect_left(starts, sentence.last)]
        yield sentence, _members(document, own, sentence.last, numbers, names, words)


def _starts(
    document: Document, numbers: Mapping[int, tuple[int, Quantity]], names: Names, words: PeopleWords
) -> list[int]:
    """The tokens at which a group may begin: numbers, names, nouns for people, and articles that stand near such a noun."""
    nouns = document.spots_of(words.person)
    articles = document.spots_of(_ARTICLES)
    near = (at for at in articles if (i := bisect_left(nouns, at)) < len(nouns) and nouns[i] - at <= LONGEST)
    before = (at - 1 for at in numbers if at and document.keys[at - 1] in _BEFORE_NUMBER)
    deaths = (at - 1 for at in document.spots_of(_DEATHS) if _is_his_death(document, at - 1))
    beside = (at for at in articles if at + 1 < len(document.keys) and _is_somebody(document.keys[at + 1]))
    return sorted({*numbers, *before, *beside, *names.persons, *nouns, *near, *deaths, *document.spots_of(_ALONE)})


@remembered
def _is_somebody(word: str) -> bool:
    """``a | second`` who was hurt, ``a | 17-year-old``."""
    return word in ORDINALS or word.endswith(OF_AGE)


def _is_his_death(document: Document, at: int) -> bool:
    """``his death``; not "his murder of two clerks", nor "his death threats"."""
    follows = document.keys[at + 2 : at + 3]
    return at >= 0 and document.keys[at] in _POSSESSIVES and follows not in _NO_DEATHS


def _members(
    document: Document,
    starts: Iterable[int],
    end: int,
    numbers: Mapping[int, tuple[int, Quantity]],
    names: Names,
    words: PeopleWords,
) -> list[Member]:
    found: list[Member] = []
    reach = 0
    for at in starts:
        if at < reach:
            continue
        member = _member_at(document, at, end, numbers, names, words)
        if member is None and found:
            member = _shared_article(document, found[-1], at, end, words)
        if member is not None:
            found.append(member)
            reach = member.last
        elif at in numbers:
            reach = numbers[at][0]
    return found


def _shared_article(document: Document, left: Member, at: int, end: int, words: PeopleWords) -> Member | None:
    """``his bodyguard and | driver``: two, by one article."""
    article = document.keys[left.first] in _ARTICLES or left.first == document.sentence_of(at).first
    singular = left.quantity is not None and left.quantity.best == 1 and article
    if not singular or left.last != at - 1 or document.keys[at - 1] != "and":
        return None
    head = find_head(document, at, end, words)
    if head is None or head[1] != "person" or document.keys[head[0] - 1] in words.plural:
        return None
    return Member(at, head[0], _one(document, at, head[0]), (at, head[0]), strict=True)


def _member_at(
    document: Document, at: int, end: int, numbers: Mapping[int, tuple[int, Quantity]], names: Names, words: PeopleWords
) -> Member | None:
    tokens = document.tokens
    lower = tokens[at].lower
    if at in names.persons:
        last = min(names.persons[at], end)
        return Member(at, last, _one(document, at, last), (at, last), strict=True)
    if at in numbers:
        return _counted(document, at, at, end, numbers[at], words)
    if lower in _BEFORE_NUMBER and at + 1 < end and at + 1 in numbers:
        return _counted(document, at, at + 1, end, numbers[at + 1], words)
    if lower == "another" and at + 1 < end and tokens[at + 1].lower in (AUXILIARIES | HEADLINE_VERBS):
        return Member(at, at + 1, _one(document, at, at + 1), (at, at + 1), strict=True)
    if lower in _POSSESSIVES and document.keys[at + 1 : at + 2] and document.keys[at + 1] in _DEATHS:
        return (
            Member(at, at + 1, _one(document, at, at + 1), (at, at + 1), strict=True)
            if _is_his_death(document, at)
            else None
        )
    if lower == "an" and (uncounted := _unknown_number(document, at, end, words)) is not None:
        return uncounted
    if lower in _PRONOUNS or (lower == "her" and not _BEHIND_HER.isdisjoint(document.keys[at + 1 : at + 2])):
        return Member(at, at + 1, _one(document, at, at + 1), (at, at + 1), strict=True)
    if lower in ONE or (lower in _DEFINITE and at + 1 not in numbers):
        return _single(document, at, end, names, words)
    if lower == "both":
        return _both(document, at, end, words)
    return _bare(document, at, end, names, words) if lower in words.person else None


def _unknown_number(document: Document, at: int, end: int, words: PeopleWords) -> Member | None:
    """``an unknown number of civilians``: not counted."""
    keys = document.keys
    if at + 4 >= end or keys[at + 1] not in _UNKNOWN or keys[at + 2 : at + 4] != ("number", "of"):
        return None
    head = find_head(document, at + 4, end, words)
    if head is None or head[1] != "person":
        return None
    return Member(at, head[0], None, (at + 4, head[0]), strict=True)


def _single(document: Document, at: int, end: int, names: Names, words: PeopleWords) -> Member | None:
    """``a policeman``, ``his wife``, ``the driver``: one; ``the soldiers``: not counted."""
    if (
        document.keys[at] in ONE
        and at + 2 < end
        and document.keys[at + 1] in ORDINALS
        and (document.keys[at + 2] in HEADLINE_VERBS or document.keys[at + 2] in _FARES)
    ):
        return Member(at, at + 2, _one(document, at, at + 2), (at + 1, at + 2), strict=True)  # "a second | was wounded"
    head = find_head(document, at + 1, end, words)
    if head is None or head[1] != "person":
        return None
    last = with_name(document, _office(document, head[0], end), end, names)
    noun = document.tokens[head[0] - 1].lower
    if (
        noun in _PARENTS
        and document.keys[last : last + 1] == ("of",)
        and last + 1 < end
        and document.keys[last + 1] in _SMALL
    ):
        last += 2  # "a mother of three", "of three children"
        last += last < end and document.keys[last] in words.person
    if noun == "couple":
        return Member(at, last, _two(document, at, last), (at + 1, last), strict=True)
    one = noun == "personnel" and document.keys[at] in ("a", "an")  # "a security | personnel"
    counted = one or (noun not in words.plural and noun not in words.household)
    if not counted and document.tokens[at].lower == "that":
        return None  # "said that seven people", "that soldiers": no determiner
    return Member(at, last, _one(document, at, last) if counted else None, (at + 1, last), strict=True)


def _bare(document: Document, at: int, end: int, names: Names, words: PeopleWords) -> Member | None:
    """``soldiers``, who are not counted, ``police chief Anna Ruiz``, who is one; a noun in the singular alone is nobody."""
    head = find_head(document, at, end, words)
    if head is None or head[1] != "person":
        return None
    last = with_name(document, _office(document, head[0], end), end, names)
    if document.tokens[head[0] - 1].lower in words.plural:
        two = _two(document, at, last) if _are_both(document, at, last, end) else None
        return Member(at, last, two, (at, last), strict=True)
    by = next((back for back in (1, 2) if at >= back and document.keys[at - back] == "'s"), 0)  # "Garcia's | driver"
    owned = by == 1 or (by > 1 and document.tokens[at - 1].text.islower())  # "Ghana's environment | minister"
    if last > head[0] or owned or opens_headline(document, at, head[0], words) or is_object(document, at):
        owner = at - by - 1
        by_country = owned and owner >= 0 and document.tokens[owner].is_capitalised and owner in names.others
        first = owner if by_country else at  # "killed | Peru's president"
        return Member(first, last, _one(document, first, last), (at, last), strict=True)
    return None


def _office(document: Document, last: int, end: int) -> int:
    """``chief | of staff``, ``secretary | of state``: the whole office."""
    return last + 2 if last + 2 <= end and document.keys[last : last + 2] in _OFFICES else last


def _are_both(document: Document, at: int, last: int, end: int) -> bool:
    """``Both | suspects were``; not "both | soldiers and civilians", nor "two people, both | men"."""
    keys = document.keys
    low = document.sentence_of(at).first
    both = next((i for i in (at - 1, at - 2) if i >= low and keys[i] == "both"), -1)
    if both < 0 or (both > low and keys[both - 1] in (",", "(", "–", "—")):
        return False
    return "," not in keys[both:at] and not (last < end and keys[last] in ("and", "or"))


def _both(document: Document, at: int, end: int, words: PeopleWords) -> Member | None:
    """``Both | died``; ``four pupils and | both drivers | died``: two more in a list; not "both | soldiers and civilians"."""
    if document.keys[at + 1 : at + 2] == ("of",) and at + 3 < end:  # "both of the | guards"
        head = find_head(document, at + 3, end, words)
        known = head is not None and head[1] == "person"
        return (
            Member(at, head[0], _two(document, at, at + 1), (at + 3, head[0]), strict=True) if known and head else None
        )
    if document.keys[at - 1] == "and":
        head = find_head(document, at + 1, end, words)
        if head is not None and head[1] == "person" and _are_both(document, at + 1, head[0], end):
            return Member(at, head[0], _two(document, at, head[0]), (at + 1, head[0]), strict=True)
    alone = at + 1 < end and document.keys[at + 1] in AUXILIARIES and document.keys[at - 1] != ","
    return Member(at, at + 1, _two(document, at, at + 1), (at, at + 1), strict=True) if alone else None


def _counted(
    document: Document, first: int, number: int, end: int, counted: tuple[int, Quantity], words: PeopleWords
) -> Member | None:
    """``at least 30 others``, ``two of the hostages``, ``nine`` alone; nothing for things."""
    tokens = document.tokens
    last, quantity = counted
    at = last
    some = first > 1 and document.keys[first - 1] == "of" and document.keys[first - 2] in _SOME
    while at < end and tokens[at].lower in _MORE:
        at += 1
    others = at
    if at < end and tokens[at].lower == "of":
        at += 1
        if at < end and tokens[at].lower in PARTS:
            return Member(first, at + 1, quantity, (at, at + 1), strict=True)
    while at < end and at > last and tokens[at].lower in _BEFORE_NUMBER:
        at += 1
    at = past_owner(document, at, end) if at > others else at
    head = find_head(document, at, end, words)
    if head is None:
        if number > first and tokens[first].lower in ("an", "some"):
            return None
        if others == last and _is_aside(document, first, last, end):
            return None  # "her husband, 43, …"
        return Member(first, others, quantity, (others, others), strict=True)
    stop, kind = head
    if kind == "thing":
        return None
    if tokens[stop - 1].lower in words.household:
        low = quantity.min if quantity.min is not None else quantity.best
        quantity = quantity.model_copy(update={"min": low, "best": None, "max": None, "qualifier": Qualifier.AT_LEAST})
    told = None if some else quantity  # "most of | the 30 passengers"
    return Member(first, past_body(document, stop, end), told, (last, stop), strict=kind == "person")


def _is_aside(document: Document, first: int, last: int, end: int) -> bool:
    """A bare number between commas after a name or a noun in the singular, or behind "also": an age."""
    tokens = document.tokens
    before = tokens[first - 1].lower if first else ""
    if before in _OF_AGE and first >= 2:  # ", also 15,"
        before = tokens[first - 2].lower
    beginning = first - 2 if before == "and" else first  # "people between the ages of | 17 | and | 35 | were arrested"
    if document.keys[max(beginning - 2, 0) : beginning] == ("ages", "of"):
        return True
    return first >= 2 and last < end and before == tokens[last].lower == "," and tokens[last - 1].lower[0].isdigit()


def _one(document: Document, first: int, last: int) -> Quantity:
    return Quantity(min=1, best=1, max=1, qualifier=Qualifier.EXACT, text=document.words(first, last))


def _two(document: Document, first: int, last: int) -> Quantity:
    return Quantity(min=2, best=2, max=2, qualifier=Qualifier.EXACT, text=document.words(first, last))
