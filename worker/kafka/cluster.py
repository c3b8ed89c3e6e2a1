"""What operators ask of a cluster: configurations, groups and rights.

By librdkafka, since aiokafka neither knows rights nor sets one configuration without resetting the others.  Ask brokers that
have answered ``Admin`` before, and no embedded one: librdkafka does not tell a wrong password from a broker that is away.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from confluent_kafka import KafkaError, KafkaException, TopicCollection
from confluent_kafka.admin import AdminClient, AlterConfigOpType, ConfigEntry, ConfigResource, ResourceType

from worker.errors import NoBroker, Transient
from worker.kafka.security import librdkafka_security
from worker.settings import KafkaSettings

REQUEST_LIMIT = 5.0
"""Seconds for one request."""

_AGAIN = 0.3  # seconds

_FORBIDDEN = (KafkaError.TOPIC_AUTHORIZATION_FAILED, KafkaError.GROUP_AUTHORIZATION_FAILED)


@dataclass(frozen=True, slots=True)
class GroupState:
    """A consumer group as its coordinator sees it.

    Attributes:
        members: None where this user may not know.
        rights: What this user may do with it: ``READ``, ``DESCRIBE``, …
    """

    members: int | None
    rights: frozenset[str]


class Cluster:
    """Questions to a cluster.  It blocks: call it from a thread where an event loop runs.

    Raises:
        Misconfigured: the settings cannot be used.
    """

    def __init__(self, settings: KafkaSettings, *, limit: float = REQUEST_LIMIT) -> None:
        self._settings, self._limit = settings, limit
        self._client = AdminClient(
            {"bootstrap.servers": settings.bootstrap, "log_level": 0, **librdkafka_security(settings)}
        )

    def configurations(self, topics: Collection[str]) -> dict[str, Mapping[str, str]]:
        """Topic to its effective configuration; without those that are missing or that this user may not ask about.

        Raises:
            Transient: no broker answers.
        """
        resources = [ConfigResource(ResourceType.TOPIC, name) for name in topics]
        asked = self._client.describe_configs(resources, request_timeout=self._limit) if resources else {}
        found = {resource.name: self._told(future.result) for resource, future in asked.items()}
        return {
            topic: {name: entry.value for name, entry in entries.items() if entry.value is not None}
            for topic, entries in found.items()
            if entries is not None
        }

    def configure(self, topic: str, values: Mapping[str, str]) -> None:
        """Set these configurations of a topic, and leave its others alone.

        Raises:
            NoBroker: this user may not.
            Transient: no broker answers.
        """
        entries = [
            ConfigEntry(name, value, incremental_operation=AlterConfigOpType.SET) for name, value in values.items()
        ]
        resource = ConfigResource(ResourceType.TOPIC, topic, incremental_configs=entries)
        (future,) = self._client.incremental_alter_configs([resource], request_timeout=self._limit).values()
        if self._told(future.result, else_=_REFUSED) is _REFUSED:
            raise NoBroker(
                f"this user may not configure topic {topic}",
                f"Give it the right: kafka-acls.sh --add --operation AlterConfigs --topic {topic}",
            )

    def topic_rights(self, topics: Collection[str]) -> dict[str, frozenset[str] | None]:
        """Topic to what this user may do with it: ``READ``, ``WRITE``, …; None where there is no such topic.

        A topic that this user may not even see counts as one that it may do nothing with.

        Raises:
            Transient: no broker answers.
        """
        asked = self._client.describe_topics(
            TopicCollection(list(topics)), include_authorized_operations=True, request_timeout=self._limit
        )
        found = {name: self._told(future.result, else_=_REFUSED) for name, future in asked.items()}
        return {
            name: None if one is None else frozenset() if one is _REFUSED else _names(one.authorized_operations)
            for name, one in found.items()
        }

    def groups(self, groups: Collection[str]) -> dict[str, GroupState]:
        """Group to its state; one that never was has no members.

        Raises:
            Transient: no broker answers.
        """
        # The first question of a cluster's life makes the topic of all groups, which takes a moment: one that was not
        # answered within its whole limit is asked a second time.
        until = time.monotonic() + 1.5 * self._limit
        while groups:
            try:
                return self._groups(groups)
            except Transient:
                if time.monotonic() > until:
                    raise
                time.sleep(_AGAIN)
        return {}

    def _groups(self, groups: Collection[str]) -> dict[str, GroupState]:
        asked = self._client.describe_consumer_groups(
            list(groups), include_authorized_operations=True, request_timeout=self._limit
        )
        found = {name: self._told(future.result, else_=_REFUSED) for name, future in asked.items()}
        return {
            name: GroupState(None, frozenset())
            if one is _REFUSED
            else GroupState(len(one.members), _names(one.authorized_operations))
            for name, one in found.items()
        }

    def _told(self, result: Callable[[], Any], *, else_: object = None) -> Any:  # noqa: ANN401 - librdkafka has no types
        """What the brokers said; None where there is no such thing, ``else_`` where this user may not know."""
        try:
            return result()
        except KafkaException as error:
            code = error.args[0].code()
            if code in _FORBIDDEN:
                return else_
            if code == KafkaError.UNKNOWN_TOPIC_OR_PART:
                return None
            said = error.args[0].str().strip(" :") or error.args[0].name()
            raise Transient(f"the brokers at {self._settings.bootstrap} do not say: {said}") from error


_REFUSED = object()


def _names(operations: Any) -> frozenset[str]:  # noqa: ANN401
    return frozenset(operation.name for operation in operations or ())
