"""Tells which of the roles that stand beside an incident are played in it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from schemas.actor import ActorKind, ActorRole, ActorStatus
from worker.extract.actors.role_mentions import OUTLAWS
from worker.extract.findings import Mention, RoleMention
from worker.extract.incidents.finishing import lies_in
from worker.extract.incidents.growing import Incident
from worker.extract.times.moments import same_days
from worker.lexicons.incidents import IncidentRules

_CAUGHT = frozenset(
    "suspect suspects man men woman women boy boys girl girls teenager teenagers teen teens youth youths youngster student students"
    " pupil driver soldier soldiers pair duo trio brothers culprit culprits individual individuals".split()
)  # nouns of those whom police hold for what was told; relatives, owners, protesters and "people" may be held for less
_A_FEW = 4
_HARMERS = (ActorRole.PERPETRATOR, ActorRole.SIDE_A)
_DOERS = (ActorRole.PERPETRATOR, ActorRole.SIDE_A, ActorRole.RESPONDER)


def is_other_deed(mention: Mention, deeds: Collection[str]) -> bool:
    """Whether its words say who did something, by one of the rules ``deeds``: far from an incident it is something else."""
    done = isinstance(mention, RoleMention) and mention.role in _DOERS and mention.status is ActorStatus.REPORTED
    return done and mention.rule_id in deeds


def with_attacker_of_night(
    roles: Sequence[tuple[RoleMention, ...]], incidents: Sequence[Incident], rules: IncidentRules
) -> list[tuple[RoleMention, ...]]:
    """The roles, with whoever attacked a whole country in those of each town that was hit then, where nobody else is said to have."""
    found = list(roles)
    for whole, told in zip(incidents, roles, strict=True):
        attackers = tuple(r for r in told if whole.by_towns and r.role is ActorRole.PERPETRATOR)
        for at, part in enumerate(incidents):
            if attackers and part is not whole and part.leaf in rules.stoppable and lies_in(part, whole):
                nobody = not any(role.role in _DOERS for role in found[at])
                found[at] = (*found[at], *attackers) if nobody else found[at]
    return found


def with_sender_from_abroad(
    roles: Sequence[tuple[RoleMention, ...]], incidents: Sequence[Incident], rules: IncidentRules
) -> list[tuple[RoleMention, ...]]:
    """The roles, with the one foreign side that struck a country in each other strike on it then of which nobody is said to have done it."""
    found = list(roles)
    strikes = [at for at, incident in enumerate(incidents) if incident.leaf in rules.stoppable and incident.place]
    senders = {at: tuple(r for r in roles[at] if r.role in _DOERS and r.actor.country) for at in strikes}
    for at in strikes:
        if any(role.role in _DOERS for role in roles[at]):
            continue
        several: dict[str | None, RoleMention] = {}
        for other in strikes:
            if senders[other] and _is_of_one_raid(incidents[at], incidents[other]):
                for role in senders[other]:
                    several.setdefault(role.actor.country, role)
        land = incidents[at].place
        abroad = [role for country, role in several.items() if land is not None and country != land.country]
        if len(abroad) == 1:
            found[at] = (*roles[at], *abroad)
    return found


def _is_of_one_raid(one: Incident, other: Incident) -> bool:
    """Whether both were in one country, and on the same days as far as they are told."""
    there = one.place is not None and other.place is not None and one.place.country == other.place.country
    then = one.time is None or other.time is None or same_days(one.time, other.time)
    return there and then


def at_large(roles: tuple[RoleMention, ...], incident: Incident, rules: IncidentRules) -> tuple[RoleMention, ...]:
    """The roles without those of other incidents; who was only arrested afterwards is no target, but is thought to have done it."""
    after = [t for t in incident.triggers if t.effect and t.kind in rules.aftermath]
    roles = tuple(r for r in roles if incident.leaf in rules.roles_within.get(r.rule_id, (incident.leaf,)))
    held = [
        role
        for role in roles
        if role.role is ActorRole.TARGET and any(t.first < role.last and role.first < t.last for t in after)
    ]
    did = [role.actor for role in roles if role.role in _HARMERS]
    named = any(actor.kind is ActorKind.PERSON for actor in did)
    known = named or any(actor.kind is ActorKind.PEOPLE for actor in did)
    thought = [
        replace(role, role=ActorRole.PERPETRATOR, status=ActorStatus.ALLEGED)
        for role in held
        if incident.leaf in rules.one_did_it
        and not (named if role.actor.kind is ActorKind.PERSON else known)
        and _may_have_done_it(role)
    ]
    return (*(role for role in roles if role not in held), *thought)


def _may_have_done_it(held: RoleMention) -> bool:
    """Whether police hold one for it himself: "a man", a named person, outlaws; not his wife, nor a crowd."""
    actor = held.actor
    if actor.kind is ActorKind.PERSON:
        return True
    noun = actor.name.rsplit(" ", 1)[-1].lower()
    count = actor.count.best if actor.count is not None else None
    few = "suspect" in noun or count is None or count <= _A_FEW  # of nine men most are let go
    return (
        actor.kind is ActorKind.PEOPLE and few and (noun in _CAUGHT or noun.endswith("-old") or actor.sector in OUTLAWS)
    )
