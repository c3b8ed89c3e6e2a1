"""The brokers answer this client, and each can be reached where it says that it is."""

from __future__ import annotations

from worker.doctor.findings import Finding, Seen
from worker.kafka.admin import Admin
from worker.kafka.cluster import REQUEST_LIMIT
from worker.settings import Settings


async def check_broker(settings: Settings) -> Seen:
    """Connection, login and version, by the client that the worker uses; then each broker's own address.

    Raises:
        Transient: no broker answers.
        Misconfigured: they refuse this client.
    """
    async with Admin(settings.kafka, limit=REQUEST_LIMIT) as admin:
        brokers = await admin.brokers()
        await admin.topics()
    findings = tuple(
        Finding(
            f"broker {one.number} says that it is at {one.address}, which this machine does not reach",
            "Correct its advertised.listeners, or make that address reachable from here.",
        )
        for one in brokers
        if not one.reachable
    )
    return Seen(f"{len(brokers)} reached from {settings.kafka.bootstrap}", findings)
