"""Severity grows with harm, stays within 0 to 10, and says what it is made of."""

from __future__ import annotations

import pytest

from schemas.harm import Casualties, Damage, DamageLevel, Effect, EffectKind
from schemas.incident import Realis
from schemas.quantity import Qualifier
from tests.factories import event, people
from worker.enrich.severity import score_severity
from worker.lexicons.knowledge import Knowledge

LESS_AND_MORE = [
    pytest.param({"casualties": Casualties()}, {"casualties": Casualties(killed=people(1))}, id="one death is worse than silence"),
    pytest.param({"casualties": Casualties(killed=people(1))}, {"casualties": Casualties(killed=people(10))}, id="ten are worse than one"),
    pytest.param({"casualties": Casualties(injured=people(5))}, {"casualties": Casualties(killed=people(5))}, id="death is worse than injury"),
    pytest.param({"realis": Realis.FOILED}, {"realis": Realis.ACTUAL}, id="what was carried out is worse than what was foiled"),
    pytest.param({"effects": ()}, {"effects": (Effect(kind=EffectKind.POWER),)}, id="an outage adds"),
    pytest.param(
        {"damage": (Damage(object="school", level=DamageLevel.DAMAGED),)},
        {"damage": (Damage(object="school", level=DamageLevel.DESTROYED),)},
        id="destruction is worse than damage",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("less", "more"), LESS_AND_MORE)
def test_more_harm_scores_higher(less: dict[str, object], more: dict[str, object], knowledge: Knowledge) -> None:
    """Of two events that differ in one thing, the worse one scores higher."""
    low, high = (score_severity(event(**changes), knowledge).severity for changes in (less, more))
    assert low is not None
    assert high is not None
    assert low.score < high.score


def test_a_stated_zero_adds_nothing(knowledge: Knowledge) -> None:
    """A stated zero weighs as much as silence, and gives no reason."""
    silent = score_severity(event(casualties=Casualties()), knowledge).severity
    zero = score_severity(event(casualties=Casualties(killed=people(0, Qualifier.EXPLICIT_NONE))), knowledge).severity
    assert silent == zero


def test_the_scale_ends_at_ten(knowledge: Knowledge) -> None:
    """A catastrophe does not leave the scale."""
    worst = event(type="violence.mass_killing", casualties=Casualties(killed=people(100_000), injured=people(100_000)))
    severity = score_severity(worst, knowledge).severity
    assert severity is not None
    assert severity.score == 10
    assert severity.reasons[0].startswith("violence.mass_killing")
