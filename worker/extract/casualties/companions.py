"""Finds people of whom the same is told as of those before them: ``the mayor was shot dead, along with two guards``.

Knows the people of a sentence and what it tells of some of them; the harm itself is found in casualties.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from schemas.quantity import Casualty, Qualifier
from worker.extract.casualties.groups import SUB, Group
from worker.extract.casualties.headlines import AUXILIARIES
from worker.extract.findings import CasualtyMention
from worker.text.document import Document, Sentence

_WHERE = frozenset("in at near outside on".split())
_REACH = 8  # tokens in which a place or a verb may stand
_OTHERS = frozenset(("other", "another"))
_OWN = frozenset(("his", "her", "their"))
_TOGETHER = (("along", "with"), ("together", "with"), ("well", "as"))


def find_companions(
    document: Document, sentence: Sentence, mentions: Sequence[CasualtyMention], groups: Sequence[Group]
) -> list[CasualtyMention]:
    """Further people of a sentence, of whom the same is told as of those before them; ``mentions`` are what it tells itself."""
    told = sorted(mentions, key=lambda mention: mention.last)
    found: list[CasualtyMention] = []
    at = 0
    before: CasualtyMention | None = None
    for group in groups:
        while at < len(told) and told[at].last <= group.first:
            before, at = told[at], at + 1
        if before is None or (at < len(told) and told[at].first < group.last):
            continue  # nobody yet, or of these the sentence tells itself
        if _is_beside(document, group, before) or _is_elsewhere(document, sentence, group, before):
            before = _likewise(document, group, before)
            found.append(before)
    return found


def _is_beside(document: Document, group: Group, before: CasualtyMention) -> bool:
    """``the mayor was shot dead at his house, along with | two guards``, ``kidnapped with | his driver``."""
    keys = document.keys
    own = keys[group.first - 1] == "with" and keys[group.first] in _OWN and before.last == group.first - 1
    return group.strict and _is_exact(group) and (own or keys[group.first - 2 : group.first] in _TOGETHER)


def _is_elsewhere(document: Document, sentence: Sentence, group: Group, before: CasualtyMention) -> bool:
    """``killed three people in Odesa, two in Sumy and | four in Mykolaiv``, "all four on board and | two on the ground": a bare number, and no verb of their own."""
    keys = document.keys
    bare = bool(group.members) and all(member.label[0] == member.label[1] for member in group.members)
    if not _is_exact(group) or group.last + 1 >= sentence.last or keys[group.last] not in _WHERE:
        return False
    named = group.strict and not group.sub and document.tokens[group.last + 1].is_capitalised
    if not bare and not named:
        return False  # but "a man in Quetta and | two policemen in Peshawar"
    between = keys[before.last : group.first][:_REACH]
    if keys[group.first - 1] not in ("and", ",") or _WHERE.isdisjoint(between) or not SUB.isdisjoint(between):
        return False  # "killed 25 people, including eight in Rafah and | six in Khan Younis"
    if keys[group.last - 1] == "one" and not _OTHERS.isdisjoint(keys[group.last : group.last + 2 * _REACH]):
        return False  # "two bombs went off, | one near the gate and the other in the yard"
    return AUXILIARIES.isdisjoint(keys[group.last : min(group.last + _REACH, sentence.last)])


def _is_exact(group: Group) -> bool:
    return group.quantity is not None and group.quantity.qualifier is Qualifier.EXACT


def _likewise(document: Document, group: Group, like: CasualtyMention) -> CasualtyMention:
    quantity = {} if group.quantity is None else group.quantity.model_dump(exclude={"text"})
    return replace(
        like,
        also=True,
        start=document.tokens[group.first].start,
        end=document.tokens[group.last - 1].end,
        first=group.first,
        last=group.last,
        heads=group.heads,
        casualty=Casualty(**quantity, text=document.words(group.first, group.last)),
    )
