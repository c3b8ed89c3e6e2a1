"""Makes victims of those who are counted among the harmed: ``91 residents were treated for nausea``, "11 miners are missing".

What befell them is told by words of harm rather than by a verb that somebody did.  Who stands beside those of whom
a verb told already may be the same: "the senator, Luis Robles,".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from schemas.actor import ActorKind, ActorRole, ActorStatus
from worker.extract.findings import ActorMention, CasualtyMention, RoleMention
from worker.extract.reading import Reading
from worker.lexicons.roles import RoleLexicon

_HARMS = frozenset(("killed", "injured", "missing", "abducted"))
_NEAR = 3  # words
_SUFFERING = frozenset((ActorRole.VICTIM, ActorRole.TARGET, ActorRole.SIDE_B))
_ANYBODY = frozenset("people persons others".split())  # the toll says no less
_SOMEBODY = frozenset((ActorKind.PEOPLE, ActorKind.PERSON))


def add_harmed(
    reading: Reading, roles: Sequence[RoleMention], casualties: Iterable[CasualtyMention], lexicon: RoleLexicon
) -> tuple[RoleMention, ...]:
    """The roles, and those of the harmed beside whom nobody is named, nor told by a verb to have suffered it."""
    fullest = {actor.name: actor for actor in reversed(reading.actors) if actor.kind is ActorKind.PERSON}
    by_last = {
        actor.last: fullest.get(actor.canonical or "", actor) for actor in reading.actors if actor.kind in _SOMEBODY
    }
    told = [role.actor for role in roles if role.role in _SUFFERING]
    persons = [actor for actor in reading.actors if actor.kind is ActorKind.PERSON]
    named = {actor.sentence for actor in (*persons, *(a for a in told if a.kind is ActorKind.PERSON))}
    doing = {role.actor.called for role in roles if role.role is not ActorRole.VICTIM}
    added = [
        role
        for role, part in _of_harmed(by_last, casualties)
        if (part or role.actor.kind is ActorKind.PERSON or role.sentence not in named)
        and (
            part
            or not any(one.sentence == role.sentence and abs(one.first - role.actor.first) <= _NEAR for one in told)
        )
        and role.actor.called not in doing
        and reading.document.keys[role.actor.last - 1] not in lexicon.attackers
        and lexicon.speech.isdisjoint(reading.document.keys[role.actor.last : role.actor.last + 1])
    ]
    return (
        tuple(sorted((*roles, *added), key=lambda r: (r.first, r.actor.first, r.role.value))) if added else tuple(roles)
    )


def _is_but_named(actor: ActorMention, toll: CasualtyMention) -> bool:
    """``Omar Diaz's murder``: whose it was is told where it is told."""
    return actor.kind is ActorKind.PERSON and toll.rule_id.endswith((".nominal", ".active"))


def _of_harmed(
    by_last: dict[int, ActorMention], casualties: Iterable[CasualtyMention]
) -> Iterator[tuple[RoleMention, bool]]:
    """Each with whether they are but told as part of others: "nine people, among them two nurses"."""
    for toll in casualties:
        if toll.field not in _HARMS or toll.earlier or toll.casualty.max == 0:
            continue
        for end in (*toll.heads, *toll.part_heads):
            actor = by_last.get(end)
            if actor is not None and actor.called not in _ANYBODY and not _is_but_named(actor, toll):
                role = RoleMention(
                    start=toll.start,
                    end=toll.end,
                    first=toll.first,
                    last=toll.last,
                    sentence=toll.sentence,
                    rule_id=toll.rule_id,
                    actor=actor,
                    role=ActorRole.VICTIM,
                    status=ActorStatus.REPORTED,
                )
                yield role, end in toll.part_heads
