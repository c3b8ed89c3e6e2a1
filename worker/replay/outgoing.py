"""An article made ready to be sent, and what every target of a replay promises."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from worker.codec import encode
from worker.errors import Misconfigured
from worker.replay.readers import Seed
from worker.replay.resume import digest_of

KEYS = ("article_id", "url", "publisher", "author", "title", "language")
"""Fields that may be the key."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An article as the bytes of a message."""

    seed: Seed
    key: bytes
    value: bytes

    @property
    def digest(self) -> str:
        """What it is known by in a resume file."""
        return digest_of(self.key, self.value)


Done = Callable[[Outgoing, str | None], None]
"""Told once for each article: it is safe at its target (None), or why it never will be."""


class Target(Protocol):
    """Where articles go."""

    name: str

    async def start(self) -> None:
        """Connect, and look whether everything is there.

        Raises:
            Misconfigured: something is missing; nothing was sent.
        """

    async def put(self, outgoing: Outgoing) -> None:
        """Take one; returns when there is room for another.

        Raises:
            Misconfigured: the target has gone; what was not reported as done may be lost.
        """

    async def flush(self) -> None:
        """Wait until everything that was taken is reported as done.  Raises as ``put``."""

    async def close(self) -> None:
        """Disconnect."""


def make_ready(seed: Seed, key: str = "article_id") -> Outgoing:
    """Encode an article.  Where it lacks the key's field, the key is its id."""
    named = getattr(seed.article, key) or seed.article.article_id
    return Outgoing(seed, str(named).encode("utf-8", "surrogatepass"), encode(seed.article))


def check_key(name: str) -> str:
    """A field that may be the key.

    Raises:
        Misconfigured: it may not.
    """
    if name not in KEYS:
        raise Misconfigured(f"--key {name}: this field cannot be the key", f"Choose among {', '.join(KEYS)}.")
    return name
