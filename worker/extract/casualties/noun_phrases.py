"""Where a noun phrase ends, and whether its head is somebody or something."""

from __future__ import annotations

from collections.abc import Mapping

from worker.lexicons.casualties import PeopleWords
from worker.text.document import Document
from worker.text.numerals import HEADS
from worker.values import dataclass

LONGEST = 7  # words of a noun phrase after its number
OF_AGE = ("-year-old", "-year-olds", "-month-old")  # "a 17-year-old | was killed"
_PREDICATES = frozenset("hostage prisoner captive".split())
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september"
    " october november december".split()
)
_HARMED = frozenset(
    "kidnapped abducted wounded injured arrested detained captured missing displaced drowned murdered slain dead trapped".split()
)

_BODIES = frozenset(
    "family forces police army guard guards navy parliament congress militia group party union community team crew".split()
)
_LONGEST_OWNER = 6  # words of "the Greek cargo ship's"
_LONGEST_BODY = 7  # words of "of the country's paramilitary police forces"
_ENDS_BODY = frozenset(", and or were was in on at by who that ; .".split())


_COUNTRY = "US"  # "five US soldiers": no pronoun


@dataclass(frozen=True, slots=True)
class Names:
    """What other stages know of names: persons by their first token; tokens that are other names."""

    persons: Mapping[int, int]
    others: frozenset[int]


_LIMBS = frozenset(
    "arm leg hand face neck shoulder head throat thigh foot jaw nose skull wrist hands legs arms".split()
)


def find_head(  # noqa: C901, PLR0912 - one branch a kind of word
    document: Document, at: int, end: int, words: PeopleWords
) -> tuple[int, str] | None:
    """Where the noun phrase ends that begins here, and whether its head is a person, a thing, or unknown."""
    tokens = document.tokens
    found: tuple[int, str] | None = None
    unknown = at
    short = _short_form(document, at, end)
    for i in range(at, min(at + LONGEST + len(short), end)):
        word = tokens[i]
        lower = word.lower
        if i < short.stop and (word.is_capitalised or lower == "of" or i in short):
            continue  # "Communist Party of Tavria (CPT) | cadres"
        if lower in words.person or lower.endswith(OF_AGE):
            if lower in _PREDICATES and found is not None:
                break  # "three guards | hostage"
            found = (i + 1, "person")
        elif lower in words.thing and _goes_on_in_capitals(document, i, end):
            unknown = i + 1 if found is None else unknown  # "eight | District Reserve Guard jawans"
        elif lower in words.thing:
            if lower == "shot" and found is not None:
                break  # "a man | shot dead"
            found = (i + 1, "thing")
        elif lower == "'s" and i > at:
            if found is not None and tokens[min(i + 1, end - 1)].lower in _LIMBS:
                break  # "slashed | an officer | 's arm"
            found, unknown = (
                None,
                i + 1,
            )  # "the minister's | bodyguards", "a policeman's | house", "the mill's | manager"
        elif _is_harmed(document, at, i, end, words) or _is_spoil(document, at, i, end, words):
            continue  # "a kidnapped | businessman", "three gravely wounded | soldiers", "six | stolen cows"
        elif lower == "/" and i > at and i + 1 < end and tokens[i + 1].is_capitalised:
            continue  # "three | PKK/YPG terrorists"
        elif (lower in words.stop and word.text != _COUNTRY) or lower in _CALENDAR or not word.is_word:
            break
        elif found is None:
            unknown = i + 1
        elif _is_of_a_trade(document, i, end, words) and found[1] == "thing":
            continue  # "a bomb | disposal | expert"
        elif found[1] == "thing" or tokens[i - 1].lower in words.plural:
            break
    if found is not None:
        return found
    if unknown > at and tokens[unknown - 1].lower != "'s" and _looks_plural(tokens[unknown - 1].lower):
        return unknown, "unknown"
    return None


def _short_form(document: Document, at: int, end: int) -> range:
    """Of "two Frontier Corps | (FC) | soldiers" the bracket, behind capitals and before the noun; nothing where none stands so."""
    tokens = document.tokens
    opened = next((i for i in range(at + 1, min(at + LONGEST, end - 3)) if tokens[i].text == "("), 0)
    if not opened or tokens[opened + 2].text != ")" or not tokens[opened - 1].is_capitalised:
        return range(0)
    letters = sum(letter.isupper() for letter in tokens[opened + 1].text)
    return range(opened, opened + 3) if letters > 1 and tokens[opened + 3].text.islower() else range(0)


def _is_harmed(document: Document, begin: int, at: int, end: int, words: PeopleWords) -> bool:
    """Whether a word only says what befell the one who is named next: "a | kidnapped businessman", "three | gravely wounded soldiers"."""
    keys = document.keys
    harmed = begin + keys[begin].endswith("ly")
    return at <= harmed < end - 1 and keys[harmed] in _HARMED and keys[harmed + 1] in words.person


def _is_spoil(document: Document, begin: int, at: int, end: int, words: PeopleWords) -> bool:
    """Whether a participle only says what was done to the things that are counted: "six | stolen cows"."""
    keys = document.keys
    return at == begin < end - 1 and keys[at].endswith(("ed", "en")) and keys[at + 1] in words.thing


def _is_of_a_trade(document: Document, at: int, end: int, words: PeopleWords) -> bool:
    """Whether a word between a thing and somebody is but a part of what he is called: "bomb | disposal | expert"."""
    keys = document.keys
    if at + 1 >= end or keys[at + 1] not in words.person or not keys[at].isalpha():
        return False
    return keys[at] not in HEADS and not keys[at].endswith(("ing", "ed", "ly"))


def _goes_on_in_capitals(document: Document, at: int, end: int) -> bool:
    """Whether a word is part of a name that goes on: "District | Reserve Guard"."""
    tokens = document.tokens
    return at + 1 < end and tokens[at].is_capitalised and tokens[at + 1].is_capitalised


def _looks_plural(lower: str) -> bool:
    return (lower.endswith("s") and not lower.endswith(("ss", "us", "is"))) or lower.endswith(("men", "ese"))


def with_name(document: Document, at: int, end: int, names: Names) -> int:
    """``policeman | Ivan Petrov``: the name belongs to the noun."""
    tokens = document.tokens
    while at < end and tokens[at].is_capitalised and tokens[at].lower not in _CALENDAR and at not in names.others:
        at += 1
    return at


def past_owner(document: Document, at: int, end: int) -> int:
    """``76 of | the ferry's | 118 passengers``: behind what had them all, where their number follows; else ``at``."""
    keys = document.keys
    for behind in range(at + 2, min(at + _LONGEST_OWNER, end - 1)):
        if keys[behind - 1] == "'s":
            return behind if keys[behind][0].isdigit() or keys[behind] in HEADS else at
    return at


def past_body(document: Document, at: int, end: int) -> int:
    """Behind "of one family", "of the security forces", which say whose people they are; else ``at``."""
    keys = document.keys[at : min(at + _LONGEST_BODY, end)]
    if keys[:1] != ("of",):
        return at
    for length, key in enumerate(keys[1:], 2):
        if key in _BODIES:
            return at + length
        if key in _ENDS_BODY:
            break
    return at
