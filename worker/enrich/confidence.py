"""How sure: a logistic function of what the event shows, overall and by field."""

from __future__ import annotations

from math import exp

from schemas.incident import Confidence, IncidentEvent, Modality, PlacePrecision, SpeakerKind
from schemas.quantity import Qualifier, Quantity
from worker.lexicons.knowledge import Knowledge

_SHARP = (PlacePrecision.EXACT, PlacePrecision.SITE, PlacePrecision.PLACE, PlacePrecision.ADMIN2)
_SURE_SPEAKERS = (SpeakerKind.OFFICIAL, SpeakerKind.MILITARY)
_DOUBT = (Modality.ALLEGED, Modality.DENIED, Modality.UNCONFIRMED)
_MAX_TYPE_SPANS = 3


def score_confidence(event: IncidentEvent, knowledge: Knowledge) -> IncidentEvent:
    """The event with ``confidence``, two decimals."""
    weights = knowledge.enrichment.confidence.overall
    spans = {(e.start, e.end) for e in event.evidence if e.field == "type"}
    logit = weights.intercept + weights.type_spans * min(len(spans), _MAX_TYPE_SPANS)
    if event.location is None:
        logit += weights.place_none
    elif event.location.precision in _SHARP:
        logit += weights.place_sharp
    if not event.time.inferred and event.time.best is not None:
        logit += weights.time_stated
    if any(getattr(event.casualties, name) is not None for name in type(event.casualties).model_fields):
        logit += weights.casualties
    if any(actor.canonical or actor.country for actor in event.actors):
        logit += weights.named_actor
    if any(a.kind in _SURE_SPEAKERS for a in event.attribution):
        logit += weights.official
    if event.attribution and all(a.modality in _DOUBT for a in event.attribution):
        logit += weights.alleged
    overall = round(1 / (1 + exp(-logit)), 2)
    return event.model_copy(
        update={"confidence": Confidence(overall=overall, by_field=_by_field(event, knowledge, overall))}
    )


def _by_field(event: IncidentEvent, knowledge: Knowledge, overall: float) -> dict[str, float]:
    shares = knowledge.enrichment.confidence.fields
    fields = {"type": overall, "time": shares.inferred if event.time.inferred else shares.resolved}
    if event.location is not None:
        fields["location"] = shares.resolved if event.location.resolved else shares.inferred
    for name in type(event.casualties).model_fields:
        quantity: Quantity | None = getattr(event.casualties, name)
        if quantity is not None:
            sharp = quantity.qualifier in (Qualifier.EXACT, Qualifier.EXPLICIT_NONE)
            fields[f"casualties.{name}"] = shares.exact if sharp else shares.vague
    if event.actors:
        fields["actors"] = shares.resolved if any(a.canonical for a in event.actors) else shares.vague
    return fields
