"""What one role counts and measures, in the words of the agents."""

from __future__ import annotations

import time

from worker import __version__
from worker.kafka.vitals import Vitals
from worker.observe.metrics import Metrics
from worker.sinks.protocol import RowCounts

_ACTIONS = ("inserted", "updated", "unchanged", "withdrawn", "stale")


class Meters:
    """A role's metrics, in a registry of its own."""

    def __init__(self, role: str, topic: str) -> None:
        """Start at nothing.

        Args:
            role: Whose.
            topic: The name of its input, prefix included.
        """
        self._role, self._topic = role, topic
        self._metrics = Metrics(version=__version__, role=role)

    def spent(self, stage: str, seconds: float) -> None:
        """Work on one message, or on a slice of store."""
        self._metrics.stage_seconds.labels(stage).observe(seconds)

    def done(self, raw_timestamp: int) -> None:
        """One message is done; its raw message's timestamp is in milliseconds since 1970."""
        self._metrics.messages.labels(self._topic, "done").inc()
        self._metrics.event_age.labels(self._role).observe(max(0.0, time.time() - raw_timestamp / 1000))

    def dead_lettered(self, reason: str) -> None:
        """One message is a dead letter."""
        self._metrics.messages.labels(self._topic, "dead_lettered").inc()
        self._metrics.dead_letters.labels(self._topic, reason).inc()

    def retried(self, attempts: int) -> None:
        """So many messages are tried again."""
        self._metrics.retries.labels(self._role).inc(attempts)

    def child_died(self, cause: str) -> None:
        """A child of the role's pool has ended."""
        self._metrics.pool_deaths.labels(self._role, cause).inc()

    def rows(self, counts: RowCounts) -> None:
        """What a transaction did."""
        for action in _ACTIONS:
            self._metrics.rows.labels(action).inc(getattr(counts, action))

    def render(self, vitals: Vitals) -> bytes:
        """All values in Prometheus' text format, with what the watchdog saw last."""
        self._metrics.lag.clear()
        for partition, end in vitals.ends.items():
            self._metrics.lag.labels(self._topic, str(partition)).set(max(0, end - vitals.positions[partition]))
        if vitals.committed_at is not None:
            age = time.monotonic() - vitals.committed_at
            self._metrics.last_commit.labels(self._topic).set(time.time() - age)
        return self._metrics.render()
