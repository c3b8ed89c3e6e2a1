"""How bad: points for the kind of incident and for each harm, with the reasons."""

from __future__ import annotations

from math import fsum, log10

from schemas.harm import DamageLevel
from schemas.incident import IncidentEvent, Realis, Severity
from worker.lexicons.knowledge import Knowledge


def score_severity(event: IncidentEvent, knowledge: Knowledge) -> IncidentEvent:
    """The event with ``severity``: 0 to 10, one decimal, and what it is made of."""
    scale = knowledge.enrichment.severity
    base = scale.base[event.type]
    if event.realis in (Realis.ATTEMPTED, Realis.FOILED):
        base *= scale.not_carried_out
    points = {event.type: base}
    for name, weight in scale.people.items():
        quantity = getattr(event.casualties, name)
        number = None if quantity is None else (quantity.best or quantity.min or quantity.max)
        if number:
            points[f"{name} {number:,}"] = weight * log10(1 + number)
    levels = {damage.level for damage in event.damage}
    if DamageLevel.DESTROYED in levels:
        points["destruction"] = scale.destroyed
    elif DamageLevel.DAMAGED in levels:
        points["damage"] = scale.damaged
    for effect in sorted({effect.kind.value for effect in event.effects}):
        points[f"effect on {effect}"] = scale.effect
    if any(target.kind in scale.critical for target in event.targets):
        points["critical infrastructure"] = scale.effect
    reasons = tuple(f"{why}: +{worth:.1f}" for why, worth in points.items())
    return event.model_copy(
        update={"severity": Severity(score=round(min(10.0, fsum(points.values())), 1), reasons=reasons)}
    )
