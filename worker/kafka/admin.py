"""Topics: which there are, which are missing, and making them.

A worker makes none by itself: a misspelt name must not become a topic.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import (
    CoordinatorNotAvailableError,
    GroupAuthorizationFailedError,
    IncompatibleBrokerVersion,
    KafkaConnectionError,
    KafkaError,
    NodeNotReadyError,
    TopicAlreadyExistsError,
    for_code,
)

from worker.errors import NoBroker
from worker.kafka.plans import TopicPlan
from worker.kafka.questions import AskGroup, AskTopics
from worker.kafka.quiet import quiet
from worker.kafka.reach import BrokerAway, reach_brokers
from worker.kafka.rights import NO_GROUP_RIGHTS, NO_SUCH_TOPIC, NOT_SAID, Allowed, Need, allowed_by
from worker.kafka.security import client_security
from worker.settings import KafkaSettings

REQUEST_LIMIT = 20.0
"""Seconds for one request."""

_COORDINATOR_TRIES, _COORDINATOR_PAUSE = 10, 0.5


class CannotCreate(NoBroker):
    """The brokers refuse to make a topic."""


@dataclass(frozen=True, slots=True)
class TopicState:
    """A topic that is there."""

    name: str
    partitions: int
    replication: int


class Admin:
    """A connection for questions about topics; use it with ``async with``.

    Raises:
        BrokerAway: no broker answers.
        NoBroker: the brokers refuse this client.
        Misconfigured: the settings cannot be used.
    """

    def __init__(self, settings: KafkaSettings) -> None:
        self._settings = settings
        self._client: Any = None

    async def __aenter__(self) -> Self:
        await reach_brokers(self._settings)
        self._client = AIOKafkaAdminClient(
            bootstrap_servers=self._settings.bootstrap,
            request_timeout_ms=int(REQUEST_LIMIT * 1000),
            **client_security(self._settings),
        )
        try:
            with quiet():
                await self._client.start()
        except (KafkaError, OSError) as error:
            await self._client.close()
            raise self._away() from error
        return self

    def _away(self) -> BrokerAway:
        return BrokerAway(f"no Kafka broker answers at {self._settings.bootstrap}")

    async def __aexit__(self, *_: object) -> None:
        await self._client.close()

    async def topics(self) -> dict[str, TopicState]:
        """All topics that this user may see, by name.

        Raises:
            BrokerAway: no broker answers any more.
        """
        try:
            found = await self._client.describe_topics()
        except (KafkaError, OSError) as error:
            raise self._away() from error
        return {
            topic["topic"]: TopicState(
                topic["topic"],
                len(topic["partitions"]),
                min((len(part["replicas"]) for part in topic["partitions"]), default=0),
            )
            for topic in found
            if not topic["is_internal"] and topic["error_code"] == 0
        }

    async def allowed(self, needs: Iterable[Need]) -> dict[Need, Allowed]:
        """What this client may do with the topics and groups of its needs.

        Raises:
            BrokerAway: no broker answers any more.
        """
        found: dict[Need, Allowed] = {}
        wanted = tuple(needs)
        try:
            topics = await self._allowed_topics(sorted({need.name for need in wanted if need.kind == "topic"}))
            for need in wanted:
                found[need] = topics[need.name] if need.kind == "topic" else await self._allowed_group(need.name)
        except (KafkaError, OSError, TimeoutError) as error:
            raise self._away() from error
        return found

    async def _allowed_topics(self, names: list[str]) -> dict[str, Allowed]:
        try:
            answer = await self._client._send_request(AskTopics(names))  # noqa: SLF001 - no method of its own asks this
        except (IncompatibleBrokerVersion, NotImplementedError):  # brokers before Kafka 2.3
            there = await self.topics()
            return {name: allowed_by(0 if name in there else NO_SUCH_TOPIC, NOT_SAID) for name in names}
        return {topic[1]: allowed_by(topic[0], topic[4]) for topic in answer.topics}

    async def _allowed_group(self, name: str) -> Allowed:
        for _ in range(_COORDINATOR_TRIES):
            try:
                coordinator = await self._client.find_coordinator(name)
                answer = await self._client._send_request(AskGroup(name), coordinator)  # noqa: SLF001 - as above
            except GroupAuthorizationFailedError:
                return allowed_by(NO_GROUP_RIGHTS, 0)
            except (IncompatibleBrokerVersion, NotImplementedError):
                break
            except CoordinatorNotAvailableError:  # the first group of a cluster: it makes its topic of offsets now
                await asyncio.sleep(_COORDINATOR_PAUSE)
            else:
                (group,) = answer.groups
                return allowed_by(group[0], group[6])
        return allowed_by(0, NOT_SAID)

    async def create(self, plans: Iterable[TopicPlan]) -> None:
        """Make topics; one that somebody made meanwhile is as good.

        Raises:
            CannotCreate: the brokers refuse; the message says why.
            BrokerAway: no broker answers any more.
        """
        wanted = [
            NewTopic(
                name=plan.name,
                num_partitions=plan.partitions,
                replication_factor=plan.replication,
                topic_configs=dict(plan.configuration),
            )
            for plan in plans
        ]
        if self._client._client.cluster.controller is None:  # noqa: SLF001 - aiokafka would meet it with an AttributeError
            raise CannotCreate(
                f"topic {wanted[0].name} is missing, and an embedded broker cannot make topics after its start",
                "Start it with them: `tocsin broker --topics NAME:PARTITIONS`, under the same TOCSIN_KAFKA__PREFIX.",
            )
        try:
            response = await self._client.create_topics(wanted, timeout_ms=int(REQUEST_LIMIT * 1000))
        except (KafkaConnectionError, NodeNotReadyError, OSError) as error:
            raise self._away() from error
        except KafkaError as error:
            raise CannotCreate(f"topics cannot be made: {error}", "Ask who runs the brokers.") from error
        for name, code, *message in response.topic_errors:
            error_type = for_code(code)
            if code and error_type is not TopicAlreadyExistsError:
                said = next((text for text in message if text), error_type.__name__)
                raise CannotCreate(
                    f"topic {name} cannot be made: {said}",
                    "Check TOCSIN_KAFKA__PARTITIONS, TOCSIN_KAFKA__REPLICATION and this user's rights.",
                )
