"""Actors are identified by name, by what they are, and by when they existed."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.actor import Actor, ActorKind, ActorRole, Sector
from schemas.time import Time, TimePrecision
from tests.factories import event
from worker.enrich.actors import name_actors
from worker.lexicons.knowledge import Knowledge

ROWS = [
    pytest.param("RDK", ActorKind.ORGANIZATION, 2026, ("Russian Volunteer Corps", "RUS", Sector.REB), id="an acronym is its group"),
    pytest.param("RDK", ActorKind.ORGANIZATION, 2019, (None, None, None), id="not before the group was founded"),
    pytest.param("RDK", ActorKind.PERSON, 2026, (None, None, None), id="a person of that name is nobody known"),
    pytest.param("Kyiv", ActorKind.STATE, 2026, ("Ukraine", "UKR", Sector.GOV), id="a capital stands for its government"),
    pytest.param("Ukraine", ActorKind.STATE, 2026, ("Ukraine", "UKR", Sector.GOV), id="a state is its government"),
    pytest.param("Column of the Seventh Day", ActorKind.ORGANIZATION, 2026, (None, None, None), id="an unknown group stays as written"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "kind", "year", "expected"), ROWS)
def test_actor(
    name: str, kind: ActorKind, year: int, expected: tuple[str | None, str | None, Sector | None], knowledge: Knowledge
) -> None:
    """Canonical name, country and sector, or nothing rather than a guess."""
    told = event(
        actors=(Actor(role=ActorRole.PERPETRATOR, name=name, kind=kind),),
        time=Time(best=date(year, 5, 1), precision=TimePrecision.DAY),
    )
    (actor,) = name_actors(told, knowledge).actors
    assert (actor.canonical, actor.country, actor.sector) == expected
    assert actor.name == name
