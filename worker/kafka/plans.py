"""How a topic is to be made.  Apart from ``admin``, so that the embedded broker needs no client."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class TopicPlan:
    """A topic to be made."""

    name: str
    partitions: int
    replication: int
    configuration: Mapping[str, str] = field(default_factory=dict)
