"""Finds things that were aimed at or hit.  People are actors, and no targets here."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from schemas.harm import DamageLevel, TargetKind
from worker.extract.findings import DamageMention, TargetMention
from worker.extract.reading import Reading
from worker.extract.things.hits import Hit, find_hits
from worker.extract.things.naming import Thing, is_again
from worker.lexicons.damage import DamageLexicon, TargetRule
from worker.text.document import Document

_SPEAKS = tuple((word,) for word in "said says reported announced confirmed added".split())
_SETTLEMENTS = frozenset("village hamlet town city suburb settlement community".split())
_LYING = frozenset("about some of in near on outside roughly just located that where north south east west".split())
_INTO = frozenset("into through at".split())
_PACKED = (("packed",), ("laden",), ("loaded",), ("filled",), ("rigged",), ("full",))
_LADEN = 5  # tokens of "packed with explosives into"
_AT = frozenset("at into onto toward towards".split())
_MOVING = frozenset((TargetKind.VEHICLE, TargetKind.MILITARY))  # "a frigate | ran aground"
_ITS = frozenset("its his her their".split())  # "at | its gate" is where
_HOURS = frozenset("night noon dawn midnight dusk least about around midday sunrise sunset lunchtime".split())
_INSIDE = frozenset("in inside on".split())


def find_targets(
    reading: Reading, lexicon: DamageLexicon, damage: Iterable[DamageMention] = ()
) -> tuple[TargetMention, ...]:
    """Each thing that was hit, attacked, or took damage (``damage``: what ``find_damage`` found), in text order."""
    document = reading.document
    unfit = partial(_is_scene, document, lexicon)
    found = [
        TargetMention(
            start=document.tokens[hit.match.first].start,
            end=document.tokens[hit.match.last - 1].end,
            first=hit.match.first,
            last=hit.match.last,
            sentence=hit.sentence.index,
            rule_id=hit.match.rule.id,
            kind=thing.kind,
            name=document.words(thing.name, thing.until),
            again=is_again(document, thing),
        )
        for hit in find_hits(reading, lexicon.targets, lexicon, unfit)
        for thing in hit.items
    ]
    found += [
        TargetMention(
            start=mention.start,
            end=mention.end,
            first=mention.first,
            last=mention.last,
            sentence=mention.sentence,
            rule_id=mention.rule_id,
            kind=mention.kind,
            name=mention.object,
            again=mention.again,
        )
        for mention in damage
        if mention.level is not DamageLevel.NONE
    ]
    return tuple(sorted(found, key=lambda mention: (mention.first, mention.last)))


def carries_bomb(document: Document, lexicon: DamageLexicon, thing: Thing) -> bool:
    """``blew up a lorry | laden with explosives``: with what it was done."""
    if document.keys[thing.last : thing.last + 1] not in _PACKED:
        return False
    load = document.keys[thing.last + 1 : thing.last + _LADEN]
    nouns = document.keys[thing.name : thing.last]
    return not lexicon.thrown.isdisjoint(load) and not lexicon.carriers.isdisjoint(nouns)


def _is_aimed_elsewhere(document: Document, thrown: tuple[int, int]) -> bool:
    """``fired tear gas | at students | outside`` parliament."""
    keys = document.keys
    return any(keys[at] in _AT and keys[at + 1] not in _HOURS and keys[at + 1].isalpha() for at in range(*thrown))


def _says_what_it_is(document: Document, thing: Thing, nouns: set[str]) -> bool:
    """``in Santa Rosa, | a village | about 60 miles east``: what a place is that was named."""
    keys = document.keys
    after = keys[thing.last] if thing.last < len(keys) else "."
    named = thing.first > 1 and keys[thing.first - 1] == "," and document.tokens[thing.first - 2].is_capitalised
    return named and not nouns.isdisjoint(_SETTLEMENTS) and (after in _LYING or after[0].isdigit())


def _is_scene(document: Document, lexicon: DamageLexicon, hit: Hit[TargetRule], thing: Thing) -> bool:
    """Whether it only says where: ``on the road``, ``in a car`` that carried the bomb."""
    if hit.match.rule.moving and thing.kind not in _MOVING:
        return True
    tokens = document.tokens
    if document.keys[thing.last : thing.last + 1] in _SPEAKS and hit.match.captures["harm"][0] < thing.first:
        return True  # "after the attack near Loja, the company | said"
    nouns = {tokens[at].lower for at in range(thing.name, thing.last)}
    if _says_what_it_is(document, thing, nouns):
        return True
    if hit.match.captures["harm"][0] > thing.first:
        if carries_bomb(document, lexicon, thing):
            return True
        return not hit.match.rule.carriers and (bool(nouns & lexicon.carriers) or nouns <= lexicon.thrown)
    before = tokens[thing.first - 1].lower
    after = document.keys[
        thing.last : thing.last + (_LADEN if document.keys[thing.last : thing.last + 1] in _PACKED else 1)
    ]
    if bool(nouns & lexicon.carriers) and not _INTO.isdisjoint(after):
        return True  # "rammed a car | into the crowd", "a car | packed with explosives into"
    if not hit.match.rule.beside:
        return before == "on" and bool(nouns & lexicon.ways)
    if "obj" in hit.match.captures and before not in _AT and _is_aimed_elsewhere(document, hit.match.captures["obj"]):
        return True
    if before not in _INSIDE or thing.kind is not TargetKind.VEHICLE:
        aimed = (
            before in _AT and hit.match.rule.aimed and tokens[thing.first].lower not in _ITS
        )  # "fired rockets | at a plant"
        return bool(nouns & lexicon.scenes) and before not in ("of", "against") and not aimed
    return tokens[thing.first].lower in ("a", "an", "another") and bool(nouns & lexicon.carriers)
