"""Tells the dead of those who were hit from the others: ``three people were shot, one fatally``, ``He died in hospital``."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import attrgetter

from schemas.quantity import Casualty, Qualifier
from worker.extract.casualties.noun_phrases import OF_AGE
from worker.extract.findings import CasualtyMention
from worker.text.document import Document

_REACH = 3  # sentences from those who were hit to their death
_WOMEN = frozenset(
    "woman girl mother wife daughter sister grandmother she her lady schoolgirl actress widow nun".split()
)
_MEN = frozenset("man boy father husband son brother grandfather he him schoolboy priest gunman".split())
_SOMEBODY = frozenset("victim man woman boy girl child teenager teen youth toddler baby infant patient".split())
_OF_THEM = frozenset("them whom those these".split())
_AGAIN = frozenset("he she him her the".split())
_FATALLY = frozenset(("fatally", "mortally"))
_ONCE = frozenset(("after", "when"))
_FATE_OPEN = frozenset("shot stabbed hit beaten struck attacked slashed mauled".split())
"""Words after which one may live or die: of four who were shot two may be dead."""


def without_the_dead(document: Document, tolls: Sequence[CasualtyMention]) -> list[CasualtyMention]:
    """The tolls of a sentence; of those who were hit, only the ones that were not hit "fatally", nor died "after they were"."""
    dead = [t for t in tolls if t.field == "killed" and document.keys[t.last - 1] in _FATALLY]
    kept = [_less(toll, dead) for toll in tolls] if dead else list(tolls)
    died = [t for t in kept if t.rule_id == "casualty.killed.died" and t.casualty.best == 1]
    return [toll for toll in kept if not any(_befell_before(document, toll, one) for one in died)]


def _befell_before(document: Document, hit: CasualtyMention, died: CasualtyMention) -> bool:
    """``Ana Ruiz died on Friday after | she was shot``."""
    if hit.field != "injured" or hit.first < died.last or hit.casualty.text.lower() not in _AGAIN:
        return False
    return document.keys[hit.first - 1] in _ONCE


def without_who_died(document: Document, tolls: Iterable[CasualtyMention]) -> list[CasualtyMention]:
    """The tolls in text order, without those who were hit and, as the next sentences say, died of it."""
    told = sorted(tolls, key=_order)
    hit = [toll for toll in told if toll.field == "injured"]
    for dead in [toll for toll in told if toll.field == "killed" and toll.casualty.qualifier is Qualifier.EXACT]:
        for at in range(bisect_left(hit, dead.first, key=attrgetter("first")) - 1, -1, -1):
            one = hit[at]
            if dead.sentence - one.sentence > _REACH or one.casualty.qualifier is not Qualifier.EXACT:
                break
            if not _died_of_it(document, one, dead):
                break
            rest = _rest(one, dead)
            hit[at : at + 1] = [rest] if rest is not None else []
            if one.casualty.text.split()[0].lower() not in _AGAIN:
                break
    known = [toll for toll in hit if not _is_told_dead(document, toll, told)]
    return sorted([*(toll for toll in told if toll.field != "injured"), *known], key=_order)


def _is_told_dead(document: Document, hit: CasualtyMention, told: Sequence[CasualtyMention]) -> bool:
    """``The body of a prisoner was found. | He had been stabbed``: what he died of."""
    words = hit.casualty.text.lower().split()
    if words not in (["he"], ["she"]) or document.keys[hit.first + 1 : hit.first + 3] != ("had", "been"):
        return False
    dead = [t for t in told if t.field == "killed" and t.casualty.best == 1 and 0 <= hit.sentence - t.sentence <= 1]
    others = _WOMEN if words == ["he"] else _MEN
    return any(t.first < hit.first and others.isdisjoint(t.casualty.text.lower().split()) for t in dead)


def _order(toll: CasualtyMention) -> tuple[int, int, str]:
    return toll.first, toll.last, toll.field


def _died_of_it(document: Document, hit: CasualtyMention, dead: CasualtyMention) -> bool:
    """Whether the dead are those who were hit, or some of them."""
    words, told = dead.casualty.text.lower().split(), frozenset(hit.casualty.text.lower().split())
    number, before = dead.casualty.best or 0, hit.casualty.best or 0
    if not words or number > before:
        return False
    if number == before:
        match words:
            case ["he"]:
                return told.isdisjoint(_WOMEN)
            case ["she"]:
                return told.isdisjoint(_MEN)
            case ["both"]:
                return True
            case ["the", *_, noun]:
                return before == 1 and noun in (_SOMEBODY | told)
        return False
    whole = document.sentences[hit.sentence]
    if _FATE_OPEN.isdisjoint(document.keys[hit.first : hit.last]) or not _FATALLY.isdisjoint(
        document.keys[whole.first : whole.last]
    ):
        return False  # six were injured, two of whom died later: six
    if "of" in words:
        return words[-1] in _OF_THEM or words[-2:-1] == ["the"]
    women, men = (not kind.isdisjoint(told) or not kind.isdisjoint(words) for kind in (_WOMEN, _MEN))
    anybody = len(words) == 1 or words[-1] in _SOMEBODY | told or words[-1].endswith(OF_AGE)
    return dead.sentence > hit.sentence and anybody and not (women and men)


def _rest(hit: CasualtyMention, dead: CasualtyMention) -> CasualtyMention | None:
    rest = (hit.casualty.best or 0) - (dead.casualty.best or 0)
    if rest <= 0:
        return None
    text = hit.casualty.text
    return replace(hit, casualty=Casualty(min=rest, best=rest, max=rest, qualifier=Qualifier.EXACT, text=text))


def _less(toll: CasualtyMention, dead: Sequence[CasualtyMention]) -> CasualtyMention:
    hit = toll.casualty
    for some in (t for t in dead if t.first >= toll.last):
        if toll.field == "injured" and hit.qualifier is some.casualty.qualifier is Qualifier.EXACT:
            return _rest(toll, some) or toll
    return toll
