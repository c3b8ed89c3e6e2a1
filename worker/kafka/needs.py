"""Whether the brokers have what a role needs, let it have it, and take records as large as it sends."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

import structlog

from worker.errors import NoBroker, Transient
from worker.kafka.admin import Admin
from worker.kafka.cluster import Cluster
from worker.kafka.refusals import START, who
from worker.kafka.rights import Need, Right
from worker.settings import KafkaSettings

_LOG = structlog.get_logger(__name__)

_ALL = frozenset(Right)

Held = Mapping[Need, frozenset[str] | None]
"""What this client may do with what a need is about; None: there is no such topic."""


async def check_needs(settings: KafkaSettings, needs: Sequence[Need]) -> None:
    """Look whether the topics exist, the rights are granted, and the topics take large records.

    Raises:
        NoBroker: something is missing, all of it named at once; or the brokers refuse this client.
        Transient: no broker answers.
    """
    topics = list(dict.fromkeys(need.name for need in needs if need.kind == "topic"))
    async with Admin(settings) as admin:
        there = await admin.topics()
        embedded = admin.is_embedded
    unknown = {need: _ALL if need.kind == "group" or need.name in there else None for need in needs}
    if embedded:
        _check_rights(unknown, settings)
        return
    cluster = Cluster(settings)
    try:
        held = await asyncio.to_thread(ask_rights, cluster, needs)
        limits = await asyncio.to_thread(cluster.configurations, topics)
    except Transient as error:  # they have answered a moment ago: these brokers do not tell
        _LOG.warning("rights_unknown", error=str(error), remedy="none: what is forbidden shows when it is tried")
        _check_rights(unknown, settings)
        return
    _check_rights(held, settings)
    _check_sizes(limits, [need.name for need in needs if need.right is Right.WRITE], settings.max_message_bytes)


async def look(settings: KafkaSettings, needs: Sequence[Need]) -> None:
    """The same for a command, which does not wait.

    Raises:
        NoBroker: something is missing, or no broker answers.
    """
    try:
        await check_needs(settings, needs)
    except Transient as away:
        raise NoBroker(str(away), START) from away


def ask_rights(cluster: Cluster, needs: Sequence[Need]) -> Held:
    """What this client holds of what is needed.

    Raises:
        Transient: no broker answers.
    """
    topics = cluster.topic_rights(list(dict.fromkeys(need.name for need in needs if need.kind == "topic")))
    groups = cluster.groups(list(dict.fromkeys(need.name for need in needs if need.kind == "group")))
    return {need: topics[need.name] if need.kind == "topic" else groups[need.name].rights for need in needs}


def lacking(held: Held) -> list[Need]:
    """The needs that are not granted; what does not exist cannot be."""
    return [need for need, rights in held.items() if rights is not None and need.right not in rights]


def _check_rights(held: Held, settings: KafkaSettings) -> None:
    if missing := list(dict.fromkeys(need.name for need, rights in held.items() if rights is None)):
        problem = (
            f"topic {missing[0]} does not exist" if len(missing) == 1 else f"topics {', '.join(missing)} do not exist"
        )
        raise NoBroker(problem, "Run `tocsin topics create`, or check TOCSIN_KAFKA__PREFIX.")
    if needs := lacking(held):
        raise NoBroker(
            f"{who(settings)} may not {'; '.join(map(str, needs))}",
            "Whoever runs the brokers can grant it (docs/kafka.md has all rights):\n  "
            + "\n  ".join(need.granted_by(principal_of(settings)) for need in needs),
        )


def _check_sizes(found: Mapping[str, Mapping[str, str]], topics: Sequence[str], largest: int) -> None:
    """A record that is refused for its size breaks the producer: every later one of its partition is refused, too."""
    limits = {
        name: int(found[name]["max.message.bytes"]) for name in topics if "max.message.bytes" in found.get(name, {})
    }
    if small := {name: limit for name, limit in limits.items() if limit < largest}:
        raise NoBroker(
            f"TOCSIN_KAFKA__MAX_MESSAGE_BYTES is {largest}, but "
            + "; ".join(f"topic {name} takes up to {limit} bytes" for name, limit in small.items()),
            "Let them take more (`tocsin topics create --align`), or set it to what they take.",
        )


def principal_of(settings: KafkaSettings) -> str:
    """What the brokers call this client, as far as that is known here."""
    if settings.security.startswith("SASL"):
        return str(settings.username)
    return "ANONYMOUS" if settings.certificate is None else "SUBJECT_OF_THE_CERTIFICATE"
