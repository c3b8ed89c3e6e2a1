"""Topics: which there are, which are missing, and making them.

A worker makes none by itself: a misspelt name must not become a topic.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaConnectionError, KafkaError, NodeNotReadyError, TopicAlreadyExistsError, for_code

from worker.errors import NoBroker
from worker.kafka.plans import TopicPlan, TopicState
from worker.kafka.quiet import quiet
from worker.kafka.reach import BrokerAway, reach_brokers
from worker.kafka.security import client_security
from worker.settings import KafkaSettings

REQUEST_LIMIT = 20.0
"""Seconds for one request."""


class CannotCreate(NoBroker):
    """The brokers refuse to make a topic."""


@dataclass(frozen=True, slots=True)
class Broker:
    """One of the cluster, at the address that it tells its clients."""

    number: int
    address: str
    reachable: bool


class Admin:
    """A connection for questions about topics; use it with ``async with``.

    Raises:
        BrokerAway: no broker answers.
        NoBroker: the brokers refuse this client.
        Misconfigured: the settings cannot be used.
    """

    def __init__(self, settings: KafkaSettings, *, limit: float = REQUEST_LIMIT) -> None:
        self._settings, self._limit = settings, limit
        self._client: Any = None

    async def __aenter__(self) -> Self:
        await reach_brokers(self._settings)
        self._client = AIOKafkaAdminClient(
            bootstrap_servers=self._settings.bootstrap,
            request_timeout_ms=int(self._limit * 1000),
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

    @property
    def is_embedded(self) -> bool:
        """Whether this is the embedded broker, which neither makes topics nor tells about them."""
        return self._client._client.cluster.controller is None  # noqa: SLF001

    async def brokers(self) -> list[Broker]:
        """All brokers of the cluster, and whether this machine reaches each where it says that it is."""
        client = self._client._client  # noqa: SLF001 - the admin client does not tell
        return [
            Broker(node.nodeId, f"{node.host}:{node.port}", await client.ready(node.nodeId))
            for node in sorted(client.cluster.brokers(), key=lambda node: node.nodeId)
        ]

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
        if self.is_embedded:  # aiokafka would meet it with an AttributeError
            raise CannotCreate(
                f"topic {wanted[0].name} is missing, and an embedded broker cannot make topics after its start",
                "Start it with them: `tocsin broker --topics NAME:PARTITIONS`, under the same TOCSIN_KAFKA__PREFIX.",
            )
        try:
            response = await self._client.create_topics(wanted, timeout_ms=int(self._limit * 1000))
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
