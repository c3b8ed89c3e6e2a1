"""How every topic is to be made, and how what is there differs from it.  It needs no client, and neither does who imports it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from worker.settings import KafkaSettings
from worker.topics import DEAD_LETTERS_KEPT, INPUTS, TOPICS, Topic, dead_letters_of

PARTITIONS, REPLICATION = "partitions", "replication"
ALIGN = "tocsin topics create --align"

_POLICY, _IN_SYNC = "cleanup.policy", "min.insync.replicas"
_BATCH = 48_588  # bytes of a batch around its records, so that the default limit gives Kafka's own


@dataclass(frozen=True, slots=True)
class TopicPlan:
    """A topic to be made."""

    name: str
    partitions: int
    replication: int
    configuration: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TopicState:
    """A topic that is there.

    Attributes:
        configuration: Its effective values; empty where the brokers do not tell them.
    """

    name: str
    partitions: int
    replication: int
    configuration: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """What a topic is, and was not planned to be.

    Attributes:
        what: ``partitions``, ``replication``, or the name of a configuration.
        remedy: What to do about it.
        alignable: Whether it is a value that can be set, and should be: what is kept longer than planned is not cut.
        harmless: Whether it is only more than was planned.
    """

    topic: str
    what: str
    wanted: str
    found: str
    remedy: str
    alignable: bool = False
    harmless: bool = False

    def __str__(self) -> str:
        """For people."""
        return f"{self.topic}: {self.what} is {self.found}, planned is {self.wanted}"


def plan_topics(settings: KafkaSettings) -> tuple[TopicPlan, ...]:
    """Every topic that Tocsin uses, as it is to be made."""
    flow = [
        TopicPlan(
            settings.prefix + topic.name, settings.partitions, settings.replication, _configuration(topic, settings)
        )
        for topic in TOPICS
    ]
    kept = {_POLICY: "delete", "retention.ms": _milliseconds(DEAD_LETTERS_KEPT)}
    dead = [
        TopicPlan(dead_letters_of(settings.prefix + topic.name), 1, settings.replication, kept | _common(settings))
        for topic in INPUTS
    ]
    return (*flow, *dead)


def differences(plan: TopicPlan, state: TopicState) -> tuple[Difference, ...]:
    """Where a topic is not as planned: partitions and replicas first, then each configuration."""
    return (*_shape(plan, state), *_configurations(plan, state))


def _shape(plan: TopicPlan, state: TopicState) -> Iterator[Difference]:
    if state.partitions < plan.partitions:
        yield Difference(
            plan.name,
            PARTITIONS,
            str(plan.partitions),
            str(state.partitions),
            f"Set TOCSIN_KAFKA__PARTITIONS={state.partitions} if that is enough. More would move keys to other partitions, and "
            "so break the order of an article's versions: stop the producers, let the worker reach lag 0, then "
            f"kafka-topics.sh --alter --topic {plan.name} --partitions {plan.partitions}",
        )
    elif state.partitions > plan.partitions:
        yield Difference(
            plan.name,
            PARTITIONS,
            str(plan.partitions),
            str(state.partitions),
            "None: more do no harm, and Kafka takes none away.",
            harmless=True,
        )
    if state.replication != plan.replication:
        fewer = state.replication < plan.replication
        yield Difference(
            plan.name,
            REPLICATION,
            str(plan.replication),
            str(state.replication),
            f"Move its partitions to {plan.replication} brokers with kafka-reassign-partitions.sh, or set "
            f"TOCSIN_KAFKA__REPLICATION={state.replication}"
            if fewer
            else "None: more do no harm.",
            harmless=not fewer,
        )


def _configurations(plan: TopicPlan, state: TopicState) -> Iterator[Difference]:
    found = state.configuration
    for key, wanted in plan.configuration.items():
        if key not in found or found[key] == wanted:
            continue
        if key == _IN_SYNC and state.replication < plan.replication:
            continue  # it would refuse every record; first come the replicas
        more = key != _POLICY and _is_more(found[key], wanted)
        yield Difference(
            plan.name,
            key,
            wanted,
            found[key],
            "None: more does no harm." if more else f"Run `{ALIGN}`.",
            alignable=not more,
            harmless=more,
        )
    if (least := int(found.get(_IN_SYNC, 1))) > state.replication:
        yield Difference(
            plan.name,
            _IN_SYNC,
            f"≤ {state.replication}",
            str(least),
            f"With {state.replication} replicas every record is refused. Set TOCSIN_KAFKA__REPLICATION above {least - 1} and "
            "make the topic anew, or lower it: "
            f"kafka-configs.sh --alter --topic {plan.name} --add-config {_IN_SYNC}={state.replication}",
        )


def _is_more(found: str, wanted: str) -> bool:
    """Whether a number is above another; -1 is without end."""
    return found == "-1" or (found.isdecimal() and int(found) > int(wanted))


def _configuration(topic: Topic, settings: KafkaSettings) -> Mapping[str, str]:
    kept = "delete.retention.ms" if topic.cleanup == "compact" else "retention.ms"
    return {_POLICY: topic.cleanup, kept: _milliseconds(topic.kept)} | _common(settings)


def _common(settings: KafkaSettings) -> dict[str, str]:
    size = {"max.message.bytes": str(settings.max_message_bytes + _BATCH)}
    return size | ({_IN_SYNC: "2"} if settings.replication >= 3 else {})


def _milliseconds(time: timedelta) -> str:
    return str(time // timedelta(milliseconds=1))
