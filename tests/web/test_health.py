"""Liveness is progress; readiness is being able to take messages."""

from __future__ import annotations

import pytest

from worker.kafka.vitals import Vitals
from worker.web.health import Limits, assess_liveness, assess_readiness

NOW = 10_000.0
LIMITS = Limits(session=10, slowest=18)


def vitals(**changes: object) -> Vitals:
    """A role that works, with 5 records to do."""
    fine = {
        "started": 0.0, "tick": NOW - 1, "working": True, "assigned": 4, "metadata_at": NOW - 5,
        "positions": {0: 10}, "ends": {0: 15}, "moved_at": NOW - 1,
    }  # fmt: skip
    return Vitals(**{**fine, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "away", "reason"),
    [
        pytest.param(vitals(), None, None, id="works"),
        pytest.param(vitals(moved_at=NOW - 55), None, None, id="a stall of one session timeout and a slow article"),
        pytest.param(vitals(moved_at=NOW - 60), None, "nothing has moved for 60 s", id="hangs"),
        pytest.param(vitals(moved_at=NOW - 60, ends={0: 10}), None, None, id="has nothing to do"),
        pytest.param(vitals(moved_at=NOW - 60, assigned=0, working=False), None, None, id="a standby"),
        pytest.param(vitals(moved_at=NOW - 600), NOW - 600, None, id="the database is away: a restart would not help"),
        pytest.param(
            vitals(moved_at=NOW - 600, metadata_at=NOW - 600), None, None, id="the brokers are away: the same"
        ),
        pytest.param(vitals(tick=NOW - 30), None, "not ticked for 30 s", id="the loop is blocked"),
        pytest.param(vitals(working=False), None, "does not run", id="the agent is gone"),
        pytest.param(vitals(working=False), NOW - 600, None, id="the agent waits for the database before it begins"),
        pytest.param(vitals(failure=KeyError("x")), None, "KeyError('x')", id="the agent crashed"),
        pytest.param(vitals(rebalancing_since=NOW - 100), None, None, id="the group settles"),
        pytest.param(vitals(rebalancing_since=NOW - 200), None, "settling for 200 s", id="the group never settles"),
    ],
)
def test_liveness(found: Vitals, away: float | None, reason: str | None) -> None:
    """False only where a restart would help."""
    reasons = assess_liveness(found, LIMITS, now=NOW, away_since=away).reasons
    assert (reason is None and not reasons) or (reason is not None and reason in " ".join(reasons))


@pytest.mark.parametrize(
    ("found", "away", "reason"),
    [
        pytest.param(vitals(), None, None, id="works"),
        pytest.param(vitals(draining=True), None, "stopping", id="SIGTERM came"),
        pytest.param(vitals(assigned=0), None, "no partition", id="a standby"),
        pytest.param(vitals(rebalancing_since=NOW - 1), None, "settling", id="a rebalance"),
        pytest.param(vitals(metadata_at=None), None, "no broker", id="no broker yet"),
        pytest.param(vitals(metadata_at=NOW - 50), None, "no broker", id="no broker any more"),
        pytest.param(vitals(), NOW - 7, "away for 7 s", id="no database"),
        pytest.param(vitals(working=False), None, "does not run (yet)", id="the agent begins"),
    ],
)
def test_readiness(found: Vitals, away: float | None, reason: str | None) -> None:
    """Partitions, brokers, database, and not stopping."""
    reasons = assess_readiness(found, LIMITS, now=NOW, away_since=away).reasons
    assert (reason is None and not reasons) or (reason is not None and reason in " ".join(reasons))


def test_lag_counts_what_is_not_done() -> None:
    """Over all partitions; a position ahead of a stale end is no lag."""
    assert vitals(positions={0: 10, 1: 9}, ends={0: 15, 1: 7}).lag == 5
