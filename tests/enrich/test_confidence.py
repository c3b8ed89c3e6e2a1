"""How sure: what the models say, and that they weigh nothing that no event shows."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.actor import Actor, ActorKind, ActorRole
from schemas.incident import IncidentEvent
from schemas.place import Location, PlacePrecision
from schemas.quantity import Qualifier
from schemas.taxonomy import load_taxonomy
from schemas.time import Time, TimePrecision
from tests.factories import event, incidents, people
from worker.enrich.signs import signs_of_actor, signs_of_casualties, signs_of_location, signs_of_time, signs_of_type
from worker.enrich.steps import enrich
from worker.lexicons.enrichment import Logistic
from worker.lexicons.knowledge import Knowledge

DAY = date(2026, 11, 6)
STATED = Time(earliest=DAY, best=DAY, latest=DAY, precision=TimePrecision.DAY)
INFERRED = STATED.model_copy(update={"inferred": True})
MINE = Actor(role=ActorRole.VICTIM, name="miners", kind=ActorKind.PEOPLE)


def said_of(knowledge: Knowledge, event: IncidentEvent) -> dict[str, float]:
    (better,) = enrich(incidents(event), knowledge).events
    assert better.confidence is not None
    return {"overall": better.confidence.overall, **better.confidence.by_field}


def test_a_logistic_model_adds_log_odds() -> None:
    """Odds of 1 without signs; of 3 with one whose weight is ln 3; what has no weight says nothing."""
    model = Logistic(intercept=0, weights={"seen": 1.0986123})
    assert model.probability({}) == pytest.approx(0.5)
    assert model.probability({"seen": True, "unknown": 5}) == pytest.approx(0.75)


@pytest.mark.parametrize(
    ("field", "surer", "less"),
    [
        pytest.param("time", {"time": STATED}, {"time": INFERRED}, id="a day that is told, not taken from the page"),
        pytest.param(
            "location",
            {"location": Location(name="Kirkuk", resolved="Kirkuk", precision=PlacePrecision.PLACE)},
            {"location": Location(name="Ruritsa", precision=PlacePrecision.PLACE)},
            id="a place that the gazetteer knows",
        ),
        pytest.param(
            "overall", {}, {"location": None, "casualties": {}, "time": INFERRED}, id="an event that says more"
        ),
        pytest.param(
            "casualties.killed",
            {"casualties": {"killed": people(0, Qualifier.EXPLICIT_NONE, "no")}},
            {"casualties": {"killed": people(9, Qualifier.SEVERAL, "several")}},
            id="none at all, beside several",
        ),
    ],
)
def test_what_makes_surer(knowledge: Knowledge, field: str, surer: dict, less: dict) -> None:  # type: ignore[type-arg]
    assert said_of(knowledge, event(**surer))[field] > said_of(knowledge, event(**less))[field]


def test_fields_have_the_names_of_their_evidence(knowledge: Knowledge) -> None:
    """One figure for each value that can be wrong; what is not said has none."""
    said = said_of(knowledge, event(actors=(MINE, MINE.model_copy(update={"name": "drivers"}))))
    assert list(said) == ["overall", "type", "time", "location", "casualties.killed", "actors[0]", "actors[1]"]
    bare = said_of(knowledge, event(location=None, casualties={}, time=Time()))
    assert list(bare) == ["overall", "type"]


def test_no_weight_without_its_sign(knowledge: Knowledge) -> None:
    """A sign that was renamed would silently weigh nothing."""
    models, full = knowledge.enrichment.confidence, event()
    branches = {f"branch_{leaf.leaf.partition('.')[0]}" for leaf in load_taxonomy().leaves}
    for model, signs in (
        (models.type, {*signs_of_type(full), *branches}),
        (models.time, {*signs_of_time(full.time)}),
        (models.location, {*signs_of_location(Location(name="x"))}),
        (models.casualties, {*signs_of_casualties(people(9))}),
        (models.actors, {*signs_of_actor(MINE)}),
    ):
        assert set(model.weights) <= signs
        assert model.weights
