"""A broker, a table, and the worker between them: what the integration tests drive."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.stage.tables import Table
from tests.stage.topics import Reader, Topics
from tests.stage.worker import Worker, wait_until
from worker.settings import KafkaSettings


@dataclass(frozen=True, slots=True)
class Backend:
    """Brokers and a table of one kind, with this version's topics and tables on them."""

    kafka: KafkaSettings
    table: Table
    broker_goes: Callable[[], None]
    """No broker answers from now on."""
    broker_returns: Callable[[], None]


class Stage(Worker):
    """A worker with all that is around it."""

    def __init__(
        self, folder: Path, backend: Backend, *, port: int = 0, settings: Mapping[str, str] | None = None
    ) -> None:
        """Nothing starts yet.

        Args:
            folder: Where its log goes.
            backend: What it works on.
            port: The first of its three web ports; 0: none.
            settings: More variables for the worker, and others than the backend's.
        """
        self.backend, self.table = backend, backend.table
        self.topics = Topics(backend.kafka.bootstrap, backend.kafka.prefix)
        self.reader = Reader(self.topics)
        super().__init__(worker_settings(backend) | dict(settings or {}), folder / "worker.log", port=port)

    def send(
        self, key: str, value: bytes | Mapping[str, object], *, headers: Mapping[str, str | None] | None = None
    ) -> None:
        self.topics.send(key, value, headers=headers)

    def flush(self) -> None:
        self.topics.flush()

    def drain(self, seconds: float = 60) -> None:
        """Wait until every role has done all that it was sent."""
        wait_until(lambda: self.topics.behind() == 0, seconds, "everything done")

    def rows(self, query: str) -> list[tuple[object, ...]]:
        return self.table.rows(query)

    def stored(self) -> int:
        return int(str(self.rows("SELECT count(*) FROM article")[0][0]))


def worker_settings(backend: Backend) -> dict[str, str]:
    """The variables of a worker on a backend."""
    password = backend.table.settings.model_dump().get("password")
    return {
        "TOCSIN_KAFKA__BOOTSTRAP": backend.kafka.bootstrap,
        "TOCSIN_KAFKA__PREFIX": backend.kafka.prefix,
        "TOCSIN_KAFKA__SESSION_TIMEOUT": "6",
        "TOCSIN_DATABASE__URL": backend.table.settings.url.get_secret_value(),
        "TOCSIN_LOG__FORMAT": "json",
    } | ({"TOCSIN_DATABASE__PASSWORD": password.get_secret_value()} if password else {})
