"""Finds means of attack.  What is only bought, seized, shot down or planned is none."""

from __future__ import annotations

from worker.extract.findings import WeaponMention
from worker.extract.reading import Reading
from worker.extract.things.weapon_use import is_used
from worker.lexicons.matcher import Match
from worker.lexicons.weapons import WeaponLexicon, WeaponRule
from worker.text.document import Document

_MODIFIERS = 3
_PHRASE = 8  # how far before its noun a phrase may begin
# How strong or how new it is is no part of a name.
_DEGREES = frozenset(
    "powerful strong small large big huge massive potent deadly sophisticated new modern medium-sized old heavy lethal famous second"
    " third fourth other another same more simultaneous similar such sporadic empty loaded different"
    " available".split()
)
_HANDLED = frozenset("drop throw fire launch plant place use carry detonate set hurl".split())  # verbs before a weapon
_UNITS = frozenset("mm caliber calibre kg kilo pound lb".split())
_KNOWN = frozenset("the this that these those said his her their its".split())
_EVENTS = frozenset(
    "attack attacks explosion explosions blast blasts strike strikes assault assaults raid raids bombing bombings".split()
)


def find_weapons(reading: Reading, lexicon: WeaponLexicon) -> tuple[WeaponMention, ...]:
    """Weapons in text order; of words that mean several, the longest name counts."""
    document = reading.document
    matches = sorted(
        lexicon.weapons.find(document, reading.layers), key=lambda m: (_name(m)[0], -_name(m)[1], m.rule.id)
    )
    barred = {at for number in reading.numbers for at in range(number.first, number.last)}
    barred.update(at for time in reading.times for at in range(time.first, time.last))
    found: list[WeaponMention] = []
    reach = 0
    for match in matches:
        first, last = _name(match)
        if first < reach:
            continue
        if not is_used(document, first, last, match.rule.kind, lexicon):
            reach = last  # nor is "gun" of "a toy machine gun"
            continue
        if found and found[-1].last == first - 1 and document.keys[first - 1] == "(":
            continue  # "improvised explosive device (IED)"
        begin = _with_modifiers(reading, first, barred, lexicon)
        if found and found[-1].last > begin:  # "Shahed | drones" is one weapon
            begin = found.pop().first
        reach = last
        told = any(weapon.kind is match.rule.kind for weapon in found)
        found.append(_mention(document, begin, last, match.rule, told=told))
    return tuple(found)


def _mention(document: Document, first: int, last: int, rule: WeaponRule, *, told: bool) -> WeaponMention:
    """The weapon; "the car bomb" is a known one only where such weapons were told of before (``told``)."""
    sentence = document.sentence_of(first)
    before = document.tokens[first - 1].lower if first > sentence.first else ""
    after = document.tokens[last].lower if last < sentence.last else ""
    return WeaponMention(
        start=document.tokens[first].start,
        end=document.tokens[last - 1].end,
        first=first,
        last=last,
        sentence=sentence.index,
        rule_id=rule.id,
        kind=rule.kind,
        name=document.words(first, last) if rule.named else None,
        anew=(before not in _KNOWN or (before == "the" and not told)) and after not in _EVENTS,
    )


def _name(match: Match[WeaponRule]) -> tuple[int, int]:
    return match.captures.get("name", (match.first, match.last))


def _with_modifiers(reading: Reading, first: int, barred: set[int], lexicon: WeaponLexicon) -> int:
    """``two | homemade | bombs``: the words that belong to the name, within its noun phrase."""
    tokens = reading.document.tokens
    low = max(_phrase_start(reading, first), first - _MODIFIERS)
    begin = first
    while begin > low and _belongs(reading, begin - 1, barred, lexicon):
        begin -= 1
    while begin < first and (tokens[begin].lower in _DEGREES or _is_verb(tokens[begin].text)):
        begin += 1  # "powerful | bomb", "using | guns", "dropped | bombs"
    return _with_size(reading.document, begin) if begin < first else begin


def _with_size(document: Document, begin: int) -> int:
    """``.38 | caliber revolver``, ``155 | mm shells``: the number before a unit belongs to it."""
    tokens = document.tokens
    if tokens[begin].lower in _UNITS:
        begin -= 1
        if begin < 0 or not tokens[begin].text[0].isdigit():
            return begin + 2
    decimal = begin > 0 and tokens[begin].text[0].isdigit() and tokens[begin - 1].text == "."
    return begin - 1 if decimal and tokens[begin - 1].end == tokens[begin].start else begin


def _phrase_start(reading: Reading, token: int) -> int:
    """Where the noun phrase begins that holds a token."""
    ends = reading.layers["phrase"].ends
    for first in range(token, max(-1, token - _PHRASE), -1):
        if ends.get(first, 0) > token:
            return first
    return token


def _is_verb(text: str) -> bool:
    return text.endswith(("ing", "ed")) and not text[0].isupper() and "-" not in text


def _belongs(reading: Reading, at: int, barred: set[int], lexicon: WeaponLexicon) -> bool:
    token = reading.document.tokens[at]
    lower = token.lower
    if lower in _UNITS or lower.endswith(("-mm", "mm", "-caliber", "-calibre", "-kg", "-pound", "-kilo")):
        return True
    if at in barred or not token.is_word or lower in _HANDLED or lower == "'s" or lower.endswith("ly"):
        return False
    return lower not in lexicon.stop
