"""This user may do with topics and groups what the agents here do."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from worker.agents.roles import FLOWS, Role, group_of, parse_roles
from worker.doctor.findings import Finding, Seen
from worker.kafka.admin import Admin
from worker.kafka.cluster import REQUEST_LIMIT, Cluster
from worker.settings import KafkaSettings, Settings


@dataclass(frozen=True, slots=True)
class Need:
    """A right that an agent needs."""

    kind: Literal["topic", "group"]
    name: str
    operation: Literal["Read", "Write"]


async def check_rights(settings: Settings) -> Seen:
    """What the brokers themselves say that this user may.

    Raises:
        Transient: no broker answers.
        Misconfigured: they refuse this client.
    """
    kafka = settings.kafka
    async with Admin(kafka, limit=REQUEST_LIMIT) as admin:
        if admin.is_embedded:
            return Seen("an embedded broker asks nobody for rights")
    needs = needs_of(parse_roles(settings.worker.agents), kafka.prefix)
    cluster = Cluster(kafka)
    topics = await asyncio.to_thread(cluster.topic_rights, _names(needs, "topic"))
    groups = await asyncio.to_thread(cluster.groups, _names(needs, "group"))
    held = {("topic", name): rights for name, rights in topics.items()}
    held |= {("group", name): state.rights for name, state in groups.items()}
    return Seen("all that the agents here need", tuple(missing_rights(needs, held, kafka)))


def needs_of(roles: Collection[Role], prefix: str) -> tuple[Need, ...]:
    """What these roles need, each once."""
    needs = []
    for role in roles:
        source, *targets = FLOWS[role].topics(prefix)
        needs += [Need("topic", source, "Read"), *(Need("topic", target, "Write") for target in targets)]
        needs.append(Need("group", group_of(role, prefix), "Read"))
    return tuple(dict.fromkeys(needs))


def missing_rights(
    needs: Collection[Need], held: Mapping[tuple[str, str], frozenset[str] | None], settings: KafkaSettings
) -> list[Finding]:
    """A finding for each kind of right, with the command that gives it.

    Args:
        needs: What is needed.
        held: Kind and name to rights, in upper case; None: there is no such thing, and another check says so.
        settings: Who asks.
    """
    lacking: dict[tuple[str, str], list[str]] = {}
    for need in needs:
        rights = held.get((need.kind, need.name))
        if rights is not None and need.operation.upper() not in rights:
            lacking.setdefault((need.operation, need.kind), []).append(need.name)
    return [
        Finding(
            f"this user may not {operation.lower()} {kind} {', '.join(names)}",
            f"kafka-acls.sh --add --allow-principal {_principal(settings)} --operation {operation} "
            + " ".join(f"--{kind} {name}" for name in names),
        )
        for (operation, kind), names in lacking.items()
    ]


def _names(needs: Collection[Need], kind: str) -> list[str]:
    return list(dict.fromkeys(need.name for need in needs if need.kind == kind))


def _principal(settings: KafkaSettings) -> str:
    """As the brokers name this user; a certificate's name they take from its subject."""
    if settings.security.startswith("SASL"):
        return f"User:{settings.username}"
    return "User:<subject of the certificate>" if settings.certificate else "User:ANONYMOUS"
