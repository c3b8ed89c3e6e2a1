"""The agents as stages that can be followed from outside: who reads which topic, in which group."""

from __future__ import annotations

from worker.agents.roles import FLOWS, group_of
from worker.kafka.following import Stage
from worker.settings import KafkaSettings
from worker.topics import INPUTS, dead_letters_of


def stages_of(settings: KafkaSettings) -> list[Stage]:
    """The worker's agents, in the order of the flow."""
    return [
        Stage(role, settings.prefix + flow.source.name, group_of(role, settings.prefix)) for role, flow in FLOWS.items()
    ]


def dead_letter_topics(settings: KafkaSettings) -> list[str]:
    """Where the agents' dead letters go."""
    return [dead_letters_of(settings.prefix + topic.name) for topic in INPUTS]
