"""Gives every finding to the incident that it speaks of.

In this order: words that name the incident ("as a result of the border assault"), a trigger in the clause, in the sentence,
the thread (what the text was last talking about).  What stands beside history, fiction or a plan belongs to nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from worker.extract.casualties.tolls import without_totals, without_whole
from worker.extract.findings import (
    AttributionMention,
    CasualtyMention,
    ClaimMention,
    CountMention,
    DamageMention,
    EffectMention,
    Mention,
    OutcomeMention,
    RoleMention,
    SecondaryMention,
    TargetMention,
    Trigger,
    WeaponMention,
)
from worker.extract.incidents.finishing import lies_in
from worker.extract.incidents.growing import Incident
from worker.extract.parts_played import at_large, with_attacker_of_night, with_sender_from_abroad
from worker.extract.places.scenes import Scenes
from worker.extract.threads import Threads
from worker.extract.times.moments import day_of
from worker.lexicons.incidents import IncidentRules
from worker.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What was found in an article, or what of it belongs to one incident."""

    roles: tuple[RoleMention, ...] = ()
    claims: tuple[ClaimMention, ...] = ()
    attributions: tuple[AttributionMention, ...] = ()
    casualties: tuple[CasualtyMention, ...] = ()
    weapons: tuple[WeaponMention, ...] = ()
    counts: tuple[CountMention, ...] = ()
    outcomes: tuple[OutcomeMention, ...] = ()
    targets: tuple[TargetMention, ...] = ()
    damage: tuple[DamageMention, ...] = ()
    effects: tuple[EffectMention, ...] = ()
    secondary: tuple[SecondaryMention, ...] = ()


M = TypeVar("M", bound=Mention)


def attach_findings(
    findings: Findings,
    incidents: Sequence[Incident],
    suppressed: Iterable[Trigger],
    scenes: Scenes,
    rules: IncidentRules,
    tried: frozenset[int] = frozenset(),
) -> tuple[Findings, ...]:
    """For each incident its findings; ``suppressed`` are the triggers that take theirs out of the told world with them.

    ``tried`` are the tokens that only tell of a court: who is charged there is said to have done what was told just before.
    """
    threads = Threads(incidents, tuple(suppressed), scenes, rules, tried)

    def filed(mentions: Iterable[M], *, near: bool = False) -> list[tuple[M, ...]]:
        by_incident: dict[int, list[M]] = defaultdict(list)
        for mention in mentions:
            owner = threads.owner_of(mention, near=near)
            if owner is not None:
                by_incident[owner].append(mention)
        return [tuple(by_incident[number]) for number in range(len(incidents))]

    said: dict[int, list[AttributionMention]] = defaultdict(list)
    for attribution in findings.attributions:
        for owner in threads.told_in(attribution.sentence):
            said[owner].append(attribution)

    tolls = [
        tuple(c for c in several if c.field != "injured")
        if incident.leaf in rules.cumulative
        else tuple(c for c in several if not c.earlier or threads.tells(c))
        for incident, several in zip(incidents, filed(findings.casualties), strict=True)
    ]
    for number, several in enumerate(tolls):
        if threads.harmless[number]:
            tolls[number], others = threads.own_clause(several, number)
            for toll in others:
                heir = threads.harming(toll)
                if heir is not None:
                    tolls[heir] = (*tolls[heir], toll)

    _move_displaced(tolls, incidents, rules)
    columns: dict[str, list[tuple[Any, ...]]] = {  # each of the kind that the field of Findings has
        "roles": with_sender_from_abroad(
            with_attacker_of_night(
                [at_large(roles, i, rules) for roles, i in zip(filed(findings.roles), incidents, strict=True)],
                incidents,
                rules,
            ),
            incidents,
            rules,
        ),
        "claims": filed(findings.claims),
        "casualties": without_totals(
            without_whole(tolls, [_towns(i, incidents) for i in incidents]),
            [i.summary and not i.by_towns for i in incidents],
            [_is_of_several(i, incidents, rules) for i in incidents],
        ),
        "weapons": filed(findings.weapons, near=True),
        "counts": filed(findings.counts, near=True),
        "outcomes": filed(findings.outcomes),
        "targets": filed(findings.targets, near=True),
        "damage": filed(findings.damage),
        "effects": filed(findings.effects),
        "secondary": filed(findings.secondary),
    }
    return tuple(
        Findings(attributions=tuple(said[number]), **{name: column[number] for name, column in columns.items()})
        for number in range(len(incidents))
    )


def _move_displaced(
    tolls: list[tuple[CasualtyMention, ...]], incidents: Sequence[Incident], rules: IncidentRules
) -> None:
    """Who lost their homes, told right behind a crash of the storm's helicopter, lost them by the storm."""
    able = [number for number, incident in enumerate(incidents) if incident.leaf not in rules.homes_kept]
    for number, incident in enumerate(incidents):
        if incident.leaf in rules.homes_kept and able:
            for toll in [toll for toll in tolls[number] if toll.field == "displaced"]:
                tolls[number] = tuple(other for other in tolls[number] if other is not toll)
                before = [n for n in able if incidents[n].triggers[0].first < toll.first] or able
                tolls[before[-1]] = (*tolls[before[-1]], toll)


def _towns(whole: Incident, incidents: Sequence[Incident]) -> Sequence[int]:
    """The positions of what a night's attack hit, town by town; none of any other incident."""
    if not whole.by_towns:
        return ()
    return [at for at, other in enumerate(incidents) if other is not whole and lies_in(other, whole)]


def _is_of_several(incident: Incident, incidents: Sequence[Incident], rules: IncidentRules) -> bool:
    """Whether another one like it is told on the same day."""
    if incident.leaf in rules.far_reaching:
        return False
    then = day_of(incident.time.best) if incident.time else None
    return any(
        other is not incident
        and rules.family_of(other.leaf) == rules.family_of(incident.leaf)
        and (day_of(other.time.best) if other.time else None) == then
        for other in incidents
    )
