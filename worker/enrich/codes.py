"""The crosswalk: the leaf's codes in ACLED, PLOVER, CAMEO, GTD and GLIDE."""

from __future__ import annotations

from schemas.incident import IncidentEvent
from worker.lexicons.knowledge import Knowledge


def add_codes(event: IncidentEvent, knowledge: Knowledge) -> IncidentEvent:
    """The event with the codes of its leaf."""
    return event.model_copy(update={"codes": knowledge.taxonomy[event.type].codes})
