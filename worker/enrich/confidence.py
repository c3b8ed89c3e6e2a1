"""How sure: logistic models of the signs that an event shows, overall and by field.

``overall`` is the probability that an incident of this type is told.  ``by_field`` has, under the names that evidence has, the
probability that the day, the scene, a number, an actor in its role is right.  ``docs/accuracy.md`` says how it was fitted.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.incident import Confidence, IncidentEvent
from schemas.quantity import Quantity
from worker.enrich.signs import signs_of_actor, signs_of_casualties, signs_of_location, signs_of_time, signs_of_type
from worker.lexicons.knowledge import Knowledge


def score_confidence(event: IncidentEvent, knowledge: Knowledge) -> IncidentEvent:
    """The event with ``confidence``, two decimals."""
    overall = knowledge.enrichment.confidence.type.probability(signs_of_type(event))
    fields = {name: round(share, 2) for name, share in _by_field(event, knowledge)}
    confidence = Confidence(overall=round(overall, 2), by_field={"type": round(overall, 2), **fields})
    return event.model_copy(update={"confidence": confidence})


def _by_field(event: IncidentEvent, knowledge: Knowledge) -> Iterator[tuple[str, float]]:
    models = knowledge.enrichment.confidence
    if event.time.best is not None:
        yield "time", models.time.probability(signs_of_time(event.time))
    if event.location is not None:
        yield "location", models.location.probability(signs_of_location(event.location))
    for name in type(event.casualties).model_fields:
        quantity: Quantity | None = getattr(event.casualties, name)
        if quantity is not None:
            yield f"casualties.{name}", models.casualties.probability(signs_of_casualties(quantity))
    for position, actor in enumerate(event.actors):
        yield f"actors[{position}]", models.actors.probability(signs_of_actor(actor))
