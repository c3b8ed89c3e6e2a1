"""What there is of the topics that are planned."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace

from worker.kafka.admin import Admin
from worker.kafka.cluster import Cluster
from worker.kafka.plans import Difference, TopicPlan, TopicState, differences, plan_topics
from worker.settings import KafkaSettings


@dataclass(frozen=True, slots=True)
class Comparison:
    """The plan beside what there is.

    Attributes:
        missing: What is not there, or what this user may not see.
        differing: What is there, and not as planned.
        configured: Whether the brokers told configurations: an embedded one does not, nor one that lacks the trust.
    """

    missing: tuple[TopicPlan, ...]
    differing: tuple[Difference, ...]
    configured: bool


async def compare_topics(admin: Admin, settings: KafkaSettings) -> Comparison:
    """Compare all topics with their plan.

    Raises:
        Transient: no broker answers any more.
    """
    plans = plan_topics(settings)
    there = await admin.topics()
    states = {plan.name: there[plan.name] for plan in plans if plan.name in there}
    told: Mapping[str, Mapping[str, str]] = {}
    if states and not admin.is_embedded:
        told = await asyncio.to_thread(Cluster(settings).configurations, list(states))

    def state_of(plan: TopicPlan) -> TopicState:
        return replace(states[plan.name], configuration=told.get(plan.name, {}))

    return Comparison(
        tuple(plan for plan in plans if plan.name not in states),
        tuple(one for plan in plans if plan.name in states for one in differences(plan, state_of(plan))),
        configured=bool(told),
    )
