"""How a role is doing, as plain values: the watchdog writes them, the health pages and metrics read them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Vitals:
    """Instants are seconds of the monotonic clock; None: not (yet)."""

    started: float
    tick: float = 0.0
    """When the event loop last ran the watchdog."""
    working: bool = False
    """Whether the agent has begun and not ended."""
    draining: bool = False
    failure: BaseException | None = None
    """What ended the agent."""
    assigned: int = 0
    """Partitions of the input."""
    rebalancing_since: float | None = None
    metadata_at: float | None = None
    """When a broker last told about the cluster."""
    positions: dict[int, int] = field(default_factory=dict)
    """Partition to its first record that is not done."""
    ends: dict[int, int] = field(default_factory=dict)
    """Partition to the offset after its last record."""
    moved_at: float = 0.0
    """When work was last seen to go on, or the role had nothing to do."""
    committed_at: float | None = None
    """When offsets were last committed."""
    coordinator_errors: int = 0

    @property
    def lag(self) -> int:
        """Records that are not done."""
        return sum(max(0, end - self.positions[partition]) for partition, end in self.ends.items())
