"""Records as a client hands them over."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Taken:
    """A record that was taken from a topic."""

    topic: str = "articles.raw"
    partition: int = 3
    offset: int = 42
    timestamp: int = 1_714_557_600_000
    key: bytes | None = b"a-1"
    value: bytes | None = b"{}"
    headers: tuple[tuple[str, bytes], ...] = field(default=())


class Brokers:
    """Takes what a producer sends, and says so at once."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, bytes | None, bytes | None, list[tuple[str, bytes]]]] = []

    async def send(self, topic, key, value, partition, timestamp, headers):  # noqa: ANN001, ARG002
        self.sent.append((topic, key, value, headers))
        return self._delivered()

    async def _delivered(self) -> None:
        """The brokers have it."""
