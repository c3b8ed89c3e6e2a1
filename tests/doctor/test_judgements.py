"""What counts as a finding: lag, dead letters."""

from __future__ import annotations

import pytest

from worker.doctor.dead_letters import too_many
from worker.doctor.lag import HIGH, behind
from worker.kafka.following import Stage

STAGE = Stage("enrich", "incidents.extracted", "tocsin-enrich")


@pytest.mark.parametrize(
    ("lag", "members", "problem", "remedy"),
    [
        pytest.param(0, 0, None, None, id="nothing to do, and nobody there"),
        pytest.param(HIGH, 1, None, None, id="somebody works"),
        pytest.param(1, 0, "1 messages wait on incidents.extracted, and nobody in group tocsin-enrich reads them",
                     "tocsin run --agents enrich", id="nobody works"),
        pytest.param(HIGH + 1, 3, "group tocsin-enrich is 10,001 messages behind", "tocsin topics list", id="far behind"),
        pytest.param(5, None, None, None, id="an embedded broker tells no members"),
        pytest.param(HIGH + 1, None, "group tocsin-enrich is 10,001 messages behind", "add workers", id="but lag"),
    ],
)  # fmt: skip
def test_lag(lag: int, members: int | None, problem: str | None, remedy: str | None) -> None:
    """Nobody there is worse than far behind."""
    found = behind(STAGE, lag, members)
    assert len(found) == (problem is not None)
    assert all(str(problem) in one.problem and str(remedy) in one.remedy for one in found)


@pytest.mark.parametrize(
    ("dead", "messages", "problem"),
    [
        (0, 0, None),
        (5, 100, None),
        (6, 100, "6 of 100 messages of t became dead letters within a day"),
        (2, 0, "2 of 2 messages of t became dead letters within a day"),
    ],
)
def test_dead_letters(dead: int, messages: int, problem: str | None) -> None:
    """One in twenty is much; what was sent back days later is counted without its message."""
    assert [one.problem for one in too_many("t", dead, messages)] == ([problem] if problem else [])
