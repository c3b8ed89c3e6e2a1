"""What every sink promises: the table of incidents, and what is to be published because of it.

The topics are the truth and a sink is a projection of them.  So storing is safe to repeat, in any order: an older result
of an article changes nothing, the same or a newer one replaces the article's events as one piece.  A sink knows no
Kafka; it returns what the store agent has to publish.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from schemas.result import ArticleIncidents
from worker.errors import Rejected


@dataclass(frozen=True, slots=True)
class RowCounts:
    """What became of the rows of a slice, for the metrics.

    ``stale`` counts results (an older one, or one that a newer result in the same slice replaces); the others count events.
    """

    inserted: int = 0
    updated: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    stale: int = 0

    def __add__(self, other: RowCounts) -> RowCounts:
        return RowCounts(
            self.inserted + other.inserted,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
            self.withdrawn + other.withdrawn,
            self.stale + other.stale,
        )


@dataclass(frozen=True, slots=True)
class Stored:
    """What a slice has done, once it is durable.

    Attributes:
        publish: event_id to the event's bytes, or to None where the article no longer holds it.  Events that were
            withdrawn long ago are named again: a crash may have come before their tombstones.
        failed: Index in the slice to the reason why that result was not stored.
        counts: Rows by action.
    """

    publish: Mapping[str, bytes | None] = field(default_factory=dict)
    failed: Mapping[int, Rejected] = field(default_factory=dict)
    counts: RowCounts = RowCounts()


class Sink(Protocol):
    """Where results go.  Slices may overlap; publish what they return in the order in which they were handed in."""

    down_since: float | None
    """Since when the database does not take anything, in seconds of the monotonic clock; None while it does."""

    async def check(self) -> None:
        """Ask the database whether it can take results of this version.

        Raises:
            NoDatabase: it holds another version's tables or none, or the settings are wrong.
            Transient: it does not answer; wait and ask again.
        """

    async def store(self, results: Sequence[ArticleIncidents]) -> Stored:
        """Store a slice in one transaction, and wait for as long as the database is away.

        Raises:
            NoDatabase: no waiting helps: tables or rights are missing.
        """

    async def close(self) -> None:
        """Give connections back.  The sink takes nothing afterwards."""
