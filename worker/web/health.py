"""Whether a role lives, and whether it is ready, judged from its vitals alone.

Liveness is progress, not a port that answers.  It tolerates the stall of one session timeout that follows every killed worker
or lost leader, and everything that a restart does not heal: a broker or a database that is away.
"""

from __future__ import annotations

from dataclasses import dataclass

from worker.kafka.vitals import Vitals


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds."""

    session: float
    """The group's session timeout: nothing moves for so long after a worker was killed."""
    slowest: float
    """The longest time that one message may take."""
    tick: float = 20.0
    margin: float = 30.0
    metadata: float = 45.0
    rebalance: float = 180.0

    @property
    def stall(self) -> float:
        """So long may positions stand still while there is lag."""
        return self.session + self.slowest + self.margin


@dataclass(frozen=True, slots=True)
class Verdict:
    """Yes where there is no reason against it."""

    reasons: tuple[str, ...]

    @property
    def good(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.reasons


def assess_liveness(vitals: Vitals, limits: Limits, *, now: float, away_since: float | None) -> Verdict:
    """Whether a restart would help.

    Args:
        vitals: What the watchdog saw.
        limits: What is tolerated.
        now: Seconds of the monotonic clock.
        away_since: Since when the database is away, on the same clock.
    """
    reasons = []
    if (silent := now - (vitals.tick or vitals.started)) > limits.tick:
        reasons.append(f"the event loop has not ticked for {silent:.0f} s")
    if vitals.failure is not None:
        reasons.append(f"the agent has ended: {vitals.failure!r}"[:300])
    elif vitals.assigned and not vitals.working and away_since is None:  # it begins when the database is there
        reasons.append("the agent does not run")
    if vitals.rebalancing_since and (settling := now - vitals.rebalancing_since) > limits.rebalance:
        reasons.append(f"the group has been settling for {settling:.0f} s")
    still = now - max(vitals.moved_at, vitals.started)
    excused = away_since is not None or vitals.draining or not _fresh(vitals, limits, now)
    if vitals.assigned and vitals.lag and still > limits.stall and not excused:
        reasons.append(f"{vitals.lag} records wait, and nothing has moved for {still:.0f} s")
    return Verdict(tuple(reasons))


def assess_readiness(vitals: Vitals, limits: Limits, *, now: float, away_since: float | None) -> Verdict:
    """Whether it takes messages and can do them; the arguments are those of ``assess_liveness``."""
    reasons = []
    if vitals.draining:
        reasons.append("it is stopping")
    if vitals.rebalancing_since:
        reasons.append("the group is settling")
    elif not vitals.assigned:
        reasons.append("it has no partition (yet)")
    elif not vitals.working:
        reasons.append("the agent does not run (yet)")
    if not _fresh(vitals, limits, now):
        reasons.append("no broker has answered lately")
    if away_since is not None:
        reasons.append(f"the database has been away for {now - away_since:.0f} s")
    if vitals.failure is not None:
        reasons.append(f"the agent has ended: {vitals.failure!r}"[:300])
    return Verdict(tuple(reasons))


def _fresh(vitals: Vitals, limits: Limits, now: float) -> bool:
    return vitals.metadata_at is not None and now - vitals.metadata_at <= limits.metadata
