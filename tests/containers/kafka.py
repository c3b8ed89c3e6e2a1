"""Apache Kafka in a container: one KRaft node, with as many listeners as a test wants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.containers.server import Server, free_port

IMAGE = "apache/kafka:4.3.1"
_INSIDE = "localhost:19092"
_TOOLS = "/opt/kafka/bin/"


@dataclass(frozen=True, slots=True)
class Listener:
    """One more way to reach the broker."""

    protocol: str
    """SSL, SASL_PLAINTEXT or SASL_SSL."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """Variables after ``KAFKA_LISTENER_NAME_<NAME>_``."""


class KafkaServer(Server):
    """A broker; its plain listener is always there.

    It comes back quickly after a restart, and makes no topic by itself.
    """

    def __init__(
        self, listeners: Mapping[str, Listener] | None = None, *, settings: Mapping[str, str] | None = None
    ) -> None:
        """Nothing starts yet.

        Args:
            listeners: Name (upper case, not beginning with SASL: the image would ask for more) to listener.
            settings: More ``KAFKA_…`` variables.
        """
        self._listeners = dict(listeners or {})
        self._ports = {name: free_port() for name in ("HOST", *self._listeners)}
        inside = {name: 9092 + 10 * at for at, name in enumerate(self._ports)}
        protocols = {"HOST": "PLAINTEXT"} | {name: one.protocol for name, one in self._listeners.items()}
        environment = {
            "KAFKA_NODE_ID": "1",
            "KAFKA_PROCESS_ROLES": "broker,controller",
            "KAFKA_CONTROLLER_LISTENER_NAMES": "CONTROLLER",
            "KAFKA_CONTROLLER_QUORUM_VOTERS": "1@localhost:9093",
            "KAFKA_LISTENERS": _joined(
                {"CONTROLLER": "localhost:9093", "INTERNAL": ":19092"} | {n: f":{port}" for n, port in inside.items()}
            ),
            "KAFKA_ADVERTISED_LISTENERS": _joined({"INTERNAL": _INSIDE} | {n: self.address(n) for n in self._ports}),
            "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP": ",".join(
                f"{name}:{protocol}"
                for name, protocol in ({"CONTROLLER": "PLAINTEXT", "INTERNAL": "PLAINTEXT"} | protocols).items()
            ),
            "KAFKA_INTER_BROKER_LISTENER_NAME": "INTERNAL",
            "KAFKA_AUTO_CREATE_TOPICS_ENABLE": "false",
            "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR": "1",
            "KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR": "1",
            "KAFKA_TRANSACTION_STATE_LOG_MIN_ISR": "1",
            "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS": "0",
            "KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS": "1",
            "KAFKA_BROKER_SESSION_TIMEOUT_MS": "2000",
            "KAFKA_BROKER_HEARTBEAT_INTERVAL_MS": "500",
            "KAFKA_HEAP_OPTS": "-Xms256m -Xmx512m",
        }
        for name, listener in self._listeners.items():
            environment |= {f"KAFKA_LISTENER_NAME_{name}_{key}": value for key, value in listener.settings.items()}
        ports = {inside[name]: outside for name, outside in self._ports.items()}
        super().__init__(
            IMAGE, ports=ports, environment=environment | dict(settings or {}), started="Kafka Server started"
        )

    @property
    def bootstrap(self) -> str:
        """The plain listener's address on this machine."""
        return self.address("HOST")

    def address(self, listener: str) -> str:
        """A listener's address on this machine."""
        return f"localhost:{self._ports[listener]}"

    def protocol(self, listener: str) -> str:
        """How a listener is spoken to."""
        return self._listeners[listener].protocol if listener in self._listeners else "PLAINTEXT"

    def probe(self) -> None:
        """Ask what it can do."""
        self.tool("kafka-broker-api-versions.sh")

    def tool(self, name: str, *arguments: str) -> str:
        """Run one of Kafka's own scripts against it; returns what it printed.

        Raises:
            RuntimeError: it failed.
        """
        return self.run(_TOOLS + name, "--bootstrap-server", _INSIDE, *arguments)


def _joined(listeners: Mapping[str, str]) -> str:
    return ",".join(f"{name}://{address}" for name, address in listeners.items())
