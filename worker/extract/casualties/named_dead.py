"""Counts the dead of an incident that names them and gives no number: ``the murder of Ana Ruiz and Omar Diaz`` killed two, at least."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from schemas.actor import ActorKind, ActorRole
from schemas.quantity import Casualty, Part, Qualifier, Quantity
from worker.extract.findings import CasualtyMention, RoleMention
from worker.lexicons.incidents import IncidentRules
from worker.text.document import Document

_AROUND = 4  # tokens beside the words, in which "attempt" or "threat" leaves the named alive


def name_the_dead(
    tolls: Sequence[CasualtyMention], roles: Iterable[RoleMention], document: Document, rules: IncidentRules
) -> tuple[CasualtyMention, ...]:
    """The tolls, and where none tells of the killed one of those whom words of killing name.

    Where words that name several were counted as one, "killed the reporters Ana Ruiz and Omar Diaz", they count as many.
    """
    dead: dict[str, RoleMention] = {}
    for role in roles:
        if role.role is ActorRole.VICTIM and role.actor.kind is ActorKind.PERSON and _is_deadly(role, document, rules):
            dead.setdefault(role.actor.canonical or role.actor.name, role)
    if not any(toll.field == "killed" for toll in tolls):
        return (*tolls, _toll(list(dead.values()))) if dead else tuple(tolls)
    return tuple(_counted(toll, dead.values()) for toll in tolls)


def _counted(toll: CasualtyMention, dead: Iterable[RoleMention]) -> CasualtyMention:
    if toll.field != "killed" or toll.casualty.best != 1:
        return toll
    named = [role for role in dead if toll.first < role.last and role.first < toll.last]
    return _toll(named) if len(named) > 1 else toll


def _is_deadly(role: RoleMention, document: Document, rules: IncidentRules) -> bool:
    if rules.deadly_words.isdisjoint(document.keys[role.first : role.last]):
        return False
    sentence = document.sentence_of(role.first)
    around = (
        document.keys[max(sentence.first, role.first - _AROUND) : role.first]
        + document.keys[role.last : min(sentence.last, role.last + _AROUND)]
    )
    return rules.undone_words.isdisjoint(around)


def _toll(dead: Sequence[RoleMention]) -> CasualtyMention:
    """All of them, as the words say so that name the first."""
    first, count = dead[0], len(dead)
    parts = tuple(Part(count=_one(role), state=role.actor.name) for role in dead) if count > 1 else ()
    return CasualtyMention(
        start=first.start,
        end=first.end,
        first=first.first,
        last=first.last,
        sentence=first.sentence,
        rule_id="casualty.killed.named",
        field="killed",
        casualty=Casualty(
            min=count,
            best=count,
            max=None,
            qualifier=Qualifier.AT_LEAST,
            text="; ".join(role.actor.name for role in dead),
            by_group=parts,
        ),
        link=None,
        earlier=False,
    )


def _one(role: RoleMention) -> Quantity:
    return Quantity(min=1, best=1, max=1, qualifier=Qualifier.EXACT, text=role.actor.name)
