"""What passes through Kafka, as the rest of the package names it: no client's own types in signatures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

Header = tuple[str, bytes]
Headers = Sequence[Header]
"""Names may repeat, and their order counts: a mapping would lose both."""


class Incoming(Protocol):
    """A record as a client hands it over (aiokafka's ``ConsumerRecord`` is one)."""

    @property
    def topic(self) -> str:
        """The topic's name, prefix included."""

    @property
    def partition(self) -> int:
        """Counted from 0."""

    @property
    def offset(self) -> int:
        """Counted from 0 in its partition."""

    @property
    def timestamp(self) -> int:
        """Milliseconds since 1970."""

    @property
    def key(self) -> bytes | None:
        """None where the producer gave none."""

    @property
    def value(self) -> bytes | None:
        """None in a tombstone."""

    @property
    def headers(self) -> Headers:
        """In the producer's order."""


def header_of(headers: Headers, name: str) -> bytes | None:
    """The last value of that name, or None."""
    return next((value for known, value in reversed(headers) if known == name), None)
