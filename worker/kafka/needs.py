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
    if embedded:
        _check_rights({name: _ALL if name in there else None for name in topics}, {}, needs, settings)
        return
    cluster = Cluster(settings)
    try:
        allowed = await asyncio.to_thread(cluster.topic_rights, topics)
        groups = await asyncio.to_thread(cluster.groups, [need.name for need in needs if need.kind == "group"])
        limits = await asyncio.to_thread(cluster.configurations, topics)
    except Transient as error:  # they have answered a moment ago: these brokers do not tell
        _LOG.warning("rights_unknown", error=str(error), remedy="none: what is forbidden shows when it is tried")
        _check_rights({name: _ALL if name in there else None for name in topics}, {}, needs, settings)
        return
    _check_rights(allowed, {name: group.rights for name, group in groups.items()}, needs, settings)
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


def _check_rights(
    topics: Mapping[str, frozenset[str] | None],
    groups: Mapping[str, frozenset[str]],
    needs: Sequence[Need],
    settings: KafkaSettings,
) -> None:
    if missing := [name for name, rights in topics.items() if rights is None]:
        problem = (
            f"topic {missing[0]} does not exist" if len(missing) == 1 else f"topics {', '.join(missing)} do not exist"
        )
        raise NoBroker(problem, "Run `tocsin topics create`, or check TOCSIN_KAFKA__PREFIX.")
    granted = {"topic": topics, "group": groups}
    if lacking := [need for need in needs if need.right not in (granted[need.kind].get(need.name, _ALL) or ())]:
        raise NoBroker(
            f"{who(settings)} may not {'; '.join(map(str, lacking))}",
            "Whoever runs the brokers can grant it (docs/kafka.md has all rights):\n  "
            + "\n  ".join(need.granted_by(_principal(settings)) for need in lacking),
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


def _principal(settings: KafkaSettings) -> str:
    """What the brokers call this client, as far as that is known here."""
    if settings.security.startswith("SASL"):
        return str(settings.username)
    return "ANONYMOUS" if settings.certificate is None else "SUBJECT_OF_THE_CERTIFICATE"
