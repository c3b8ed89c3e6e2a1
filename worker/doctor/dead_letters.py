"""Few of the last day's messages became dead letters."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from worker.agents.stages import stages_of
from worker.doctor.findings import Finding, Seen
from worker.kafka.following import Follower
from worker.settings import Settings
from worker.topics import dead_letters_of

RECENT = timedelta(days=1)
MUCH = 0.05
"""This share of a topic's messages: some articles are always broken, so many have a cause."""


async def check_dead_letters(settings: Settings) -> Seen:
    """Count them beside the messages of the same time.

    Raises:
        Misconfigured: no broker answers, or they refuse this client.
    """
    stages = stages_of(settings.kafka)
    inputs = [stage.topic for stage in stages]
    async with Follower(settings.kafka, stages) as follower:
        since = datetime.now(UTC) - RECENT
        counts = await follower.count_since([*inputs, *map(dead_letters_of, inputs)], since)
    dead = {topic: counts.get(dead_letters_of(topic), 0) for topic in inputs}
    found = [finding for topic in inputs for finding in too_many(topic, dead[topic], counts.get(topic, 0))]
    return Seen(f"{sum(dead.values()):,} within a day", tuple(found))


def too_many(topic: str, dead: int, messages: int) -> list[Finding]:
    """Whether these are too many of so many."""
    if not dead or dead <= MUCH * messages:
        return []
    return [
        Finding(
            f"{dead:,} of {max(dead, messages):,} messages of {topic} became dead letters within a day",
            f"Read why: `tocsin tail {dead_letters_of(topic)} --headers`.",
        )
    ]
