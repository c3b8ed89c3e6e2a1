"""Enrichment as a whole: what it may change and what not."""

from __future__ import annotations

from schemas.incident import IncidentEvent
from schemas.taxonomy import load_taxonomy
from tests.factories import event, incidents
from worker.enrich.steps import enrich
from worker.lexicons.knowledge import Knowledge

KEPT = ("event_id", "article", "type", "realis", "time", "casualties", "evidence", "extractor", "lineage")


def test_ids_evidence_and_order_stay(knowledge: Knowledge) -> None:
    """Enrichment adds knowledge; what the text said, it leaves alone."""
    before = incidents(event(ordinal=1), event(ordinal=2))
    after = enrich(before, knowledge)
    assert [e.event_id for e in after.events] == [e.event_id for e in before.events]
    for name in KEPT:
        assert [getattr(e, name) for e in after.events] == [getattr(e, name) for e in before.events]


def test_twice_is_as_once(knowledge: Knowledge) -> None:
    """Enrichment can run again over its own results."""
    once = enrich(incidents(event()), knowledge)
    assert enrich(once, knowledge) == once


def test_every_leaf_gets_codes_severity_confidence_and_a_title(knowledge: Knowledge) -> None:
    """No kind of incident is left out."""
    for leaf in load_taxonomy().leaves:
        (better,) = enrich(incidents(event(type=leaf.leaf)), knowledge).events
        assert better.codes == leaf.codes
        assert better.severity is not None
        assert better.confidence is not None
        assert 0 <= better.confidence.overall <= 1
        assert better.title


def test_the_result_is_still_a_valid_record(knowledge: Knowledge) -> None:
    """Steps copy without validation; what they make validates."""
    (better,) = enrich(incidents(event()), knowledge).events
    assert IncidentEvent.read_json(better.write_json()) == better
