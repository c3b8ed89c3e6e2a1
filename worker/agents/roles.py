"""The one list of roles: what each reads, writes and needs."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from enum import StrEnum

from worker.errors import Misconfigured
from worker.kafka.rights import Need, Right
from worker.topics import ENRICHED, EVENTS, EXTRACTED, RAW, Topic, dead_letters_of


class Role(StrEnum):
    """A Faust app, a consumer group and a process of its own."""

    EXTRACT = "extract"
    ENRICH = "enrich"
    STORE = "store"


@dataclass(frozen=True, slots=True)
class Flow:
    """From which topic to which."""

    source: Topic
    target: Topic

    def topics(self, prefix: str) -> tuple[str, ...]:
        """The names of all topics that the role needs."""
        source = prefix + self.source.name
        return (source, prefix + self.target.name, dead_letters_of(source))


FLOWS = {
    Role.EXTRACT: Flow(RAW, EXTRACTED),
    Role.ENRICH: Flow(EXTRACTED, ENRICHED),
    Role.STORE: Flow(ENRICHED, EVENTS),
}
"""In the order of the flow."""


def group_of(role: Role, prefix: str) -> str:
    """The name of a role's consumer group."""
    return f"{prefix}tocsin-{role}"


def instance_of(role: Role, name: str | None) -> str | None:
    """What a role is called in its group as long as its worker keeps its name; None: it is a new member at each start.

    Args:
        role: Whose.
        name: Of the worker; ``{hostname}`` in it becomes this machine's.
    """
    return f"{name.replace('{hostname}', socket.gethostname())}-{role}" if name else None


def needs_of(role: Role, prefix: str) -> tuple[Need, ...]:
    """The least rights that a role works with."""
    source, *targets = FLOWS[role].topics(prefix)
    return (
        Need(Right.READ, "topic", source),
        *(Need(Right.WRITE, "topic", target) for target in targets),
        Need(Right.READ, "group", group_of(role, prefix)),
    )


def port_of(role: Role, first: int) -> int:
    """A role's web port: that of extract is the first, each has the one above that of the role before; 0: no web server."""
    return first + list(Role).index(role) if first else 0


def parse_roles(text: str) -> tuple[Role, ...]:
    """``extract,store`` to roles, in the order of the flow.

    Raises:
        Misconfigured: one is unknown, or there is none.
    """
    named = [word.strip() for word in text.split(",") if word.strip()]
    known = ", ".join(Role)
    for word in named:
        if word not in set(Role):
            raise Misconfigured(f"there is no agent {word!r}", f"Choose among {known}.")
    if not named:
        raise Misconfigured("no agent was named", f"Choose among {known}.")
    return tuple(role for role in Role if role in named)
