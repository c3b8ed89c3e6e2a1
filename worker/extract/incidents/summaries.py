"""Incidents that only sum up others: "two road accidents", and then the one at Huancayo and the one at Sullana.

What all its parts tell is left out, so that nothing counts twice; a sum that they do not make up stays, and they are parts of it.
Left out, too, is what only counts the dead of a war or a year.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from schemas.incident import IncidentEvent
from schemas.place import PlacePrecision
from schemas.quantity import Quantity
from schemas.time import TimePrecision
from worker.extract.findings import CasualtyMention
from worker.extract.incidents.finishing import IN_MIND, lies_in
from worker.extract.incidents.growing import HARMS, Incident
from worker.lexicons.incidents import IncidentRules

_SOME = 2  # strikes that are told one by one
_WIDE = (TimePrecision.MONTH, TimePrecision.YEAR, TimePrecision.UNKNOWN)


def with_parts_marked(incidents: Sequence[Incident], rules: IncidentRules) -> list[Incident]:
    """The incidents; those that are told one by one soon behind know it."""
    return [
        replace(whole, in_parts=True) if _is_told_in_parts(whole, _behind(incidents, number), rules) else whole
        for number, whole in enumerate(incidents)
    ]


def summed_up(events: Sequence[IncidentEvent], incidents: Sequence[Incident], rules: IncidentRules) -> frozenset[int]:
    """The positions of those that tell no more than their parts: nobody killed or injured beyond what is told of these."""
    found: set[int] = set()
    for number, whole in enumerate(incidents):
        if whole.in_parts:
            parts = [events[number + 1 + at] for at, _ in _parts(whole, _behind(incidents, number), rules)]
            harm = events[number].casualties
            if _is_made_up(harm.killed, [part.casualties.killed for part in parts]) and _is_made_up(
                None if harm.killed else harm.injured, [part.casualties.injured for part in parts]
            ):
                found.add(number)
    return frozenset(found)


def counted_over(
    events: Sequence[IncidentEvent], incidents: Sequence[Incident], casualties: Iterable[CasualtyMention]
) -> frozenset[int]:
    """The positions of those that tell of a toll of other times alone: "200,000 have been killed since the conflict began"."""
    old = {at for toll in casualties if toll.earlier for at in range(toll.first, toll.last)}
    return frozenset(
        number
        for number, (event, incident) in enumerate(zip(events, incidents, strict=True))
        if not _has_a_day(incident)
        and not _has_a_place(incident)
        and not any((event.casualties.killed, event.casualties.injured))
        and all(t.kind in HARMS and not old.isdisjoint(range(t.first, t.last)) for t in incident.triggers)
    )


def _has_a_day(incident: Incident) -> bool:
    """Whether the sentences that tell of it say when it was."""
    time = incident.time
    return (
        time is not None and time.precision not in _WIDE and any(t.sentence == time.sentence for t in incident.triggers)
    )


def _has_a_place(incident: Incident) -> bool:
    """Whether a sentence that tells of it says where, sharper than a country: "the offensive in eastern Ghouta has killed 1,600"."""
    place = incident.place
    return (
        place is not None
        and place.precision is not PlacePrecision.COUNTRY
        and any(t.sentence == place.sentence for t in incident.triggers)
    )


def _is_made_up(whole: Quantity | None, parts: Sequence[Quantity | None]) -> bool:
    if whole is None or whole.best is None:
        return True
    return sum(part.best or 0 for part in parts if part is not None) >= whole.best


def _behind(incidents: Sequence[Incident], number: int) -> Sequence[Incident]:
    return incidents[number + 1 : number + 1 + IN_MIND]


def _is_told_in_parts(whole: Incident, later: Sequence[Incident], rules: IncidentRules) -> bool:
    """Whether as many are told behind it as it counts; of "strikes" all over a country two are enough."""
    needed = _counted(whole)
    return needed > 0 and len(_parts(whole, later, rules)) >= needed


def _counted(whole: Incident) -> int:
    """How many it sums up; 0 where it is one incident."""
    if whole.summary:
        return min((t.several for t in whole.triggers if t.several), default=0)
    return _SOME if whole.plural and whole.place is not None else 0


def _parts(whole: Incident, later: Sequence[Incident], rules: IncidentRules) -> list[tuple[int, Incident]]:
    """Those of its kind that are told behind it, within its place if that is known; with their positions."""
    counted = next((t for t in whole.triggers if t.several), whole.triggers[0])
    return [
        (at, one)
        for at, one in enumerate(later)
        if one.triggers[0].sentence > counted.sentence
        and not one.summary
        and rules.family_of(one.leaf) == rules.family_of(whole.leaf)
        and (lies_in(one, whole) if not whole.summary else one.place is not None or one.time is not None)
    ]
