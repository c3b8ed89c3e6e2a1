"""Says who is meant by "the group", "the attackers": the named group before it, where that is safe; else nobody.

Safe means: a definite description of armed people or of a group, without a name or a country of its own, and within a few
sentences before it a named armed group, with no unnamed actor of the same word between them.
"""

from __future__ import annotations

from collections.abc import Mapping

from schemas.actor import ActorKind, Sector
from worker.extract.actors.phrases import Phrases
from worker.extract.findings import ActorMention
from worker.text.document import Document

GROUP_RULE = "actor.group"  # "the group": somebody only by what it refers to
_FIGHTERS = "actor.fighter"  # "two hooded men" are "the gunmen", too
_ARMED = frozenset((Sector.REB, Sector.UAF, Sector.CRM, Sector.PRM))
_DEFINITE = frozenset("the these those both that this".split())
_FAR = 8  # sentences
_LEAST_CAPITALS = 2
_BETWEEN_NAMES = 3  # tokens: ", and the"


def entity_key(actor: ActorMention) -> str:
    """One key for all mentions of one actor: its canonical name, a state's country, else the head noun in the singular."""
    if actor.canonical is not None:
        return actor.canonical.lower()
    if actor.kind is ActorKind.STATE and actor.country is not None:
        return f"state {actor.country}"
    head = actor.name.rsplit(" ", 1)[-1].lower()
    if head.endswith("men"):
        head = head[:-3] + "man"
    elif head.endswith("s") and not head.endswith("ss"):
        head = head[:-1]
    return f"{head} {actor.country or ''}".strip()


def _has_name(actor: ActorMention) -> bool:
    """``the Jamal Division group``: two capitals are a name; one, "the Islamist group", is as often an adjective."""
    return sum(word[0].isupper() or "-" in word for word in actor.name.split()[:-1]) >= _LEAST_CAPITALS


def find_antecedents(
    document: Document, phrases: Phrases, actors: tuple[ActorMention, ...]
) -> Mapping[int, tuple[ActorMention, ...]]:
    """By the first token of a definite description: the named groups that it stands for; empty where "the group" is nobody."""
    antecedents: dict[int, tuple[ActorMention, ...]] = {}
    within = {a.first: a for a in actors if a.kind is ActorKind.ORGANIZATION and a.canonical is not None}
    named: tuple[ActorMention, ...] = ()
    unnamed: dict[str, int] = {}  # the head of an indefinite description -> its first token
    for actor in actors:
        if actor.kind is ActorKind.ORGANIZATION and actor.canonical is not None:
            if actor.sector in _ARMED:
                named = (*named, actor) if named and actor.first - named[-1].last <= _BETWEEN_NAMES else (actor,)
            continue
        if actor.rule_id == GROUP_RULE and actor.first in within:
            antecedents[actor.first] = (within[actor.first],)  # "the Dawn Front group"
            continue
        is_group = actor.rule_id == GROUP_RULE and not _has_name(actor)
        if not is_group and (actor.sector not in _ARMED or actor.kind is ActorKind.PERSON):
            continue
        key = _FIGHTERS if actor.rule_id == _FIGHTERS else entity_key(actor)
        phrase = phrases.around(actor.first)
        definite = phrase is not None and document.tokens[phrase[0]].lower in _DEFINITE and actor.country is None
        if (
            definite
            and named
            and actor.sentence - named[-1].sentence <= _FAR
            and unnamed.get(key, -1) < named[-1].first
        ):
            antecedents[actor.first] = named
        elif is_group:
            antecedents[actor.first] = ()
        if not definite:
            unnamed[key] = actor.first
    return antecedents
