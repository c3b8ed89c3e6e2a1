"""Enrichment: one visible tuple of steps, each an event in and a better event out."""

from __future__ import annotations

from collections.abc import Callable

from schemas.incident import IncidentEvent
from schemas.result import ArticleIncidents
from worker.enrich.actors import name_actors
from worker.enrich.codes import add_codes
from worker.enrich.confidence import score_confidence
from worker.enrich.description import describe
from worker.enrich.places import locate
from worker.enrich.severity import score_severity
from worker.lexicons.knowledge import Knowledge

Step = Callable[[IncidentEvent, Knowledge], IncidentEvent]

STEPS: tuple[Step, ...] = (
    locate,  # admin levels, coordinates, radius
    name_actors,  # canonical name, country, sector
    add_codes,  # ACLED, PLOVER, CAMEO, GTD, GLIDE
    score_severity,
    score_confidence,
    describe,  # title and summary, from all of the above
)
"""In this order; to add a step, write its file and a line here."""


def enrich(incidents: ArticleIncidents, knowledge: Knowledge) -> ArticleIncidents:
    """The article's result with every event enriched; ids, evidence and order stay as they are."""
    events = []
    for event in incidents.events:
        better = event
        for step in STEPS:
            better = step(better, knowledge)
        events.append(better)
    return incidents.model_copy(update={"events": tuple(events)})
