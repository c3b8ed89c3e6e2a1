"""This user may do with topics and groups what the agents here do."""

from __future__ import annotations

import asyncio

from worker.agents.roles import needs_of, parse_roles
from worker.doctor.findings import Finding, Seen
from worker.kafka.admin import Admin
from worker.kafka.cluster import REQUEST_LIMIT, Cluster
from worker.kafka.needs import ask_rights, lacking, principal_of
from worker.kafka.refusals import who
from worker.settings import Settings


async def check_rights(settings: Settings) -> Seen:
    """What the brokers themselves say that this user may; a topic that is missing is another check's.

    Raises:
        Transient: no broker answers.
        Misconfigured: they refuse this client.
    """
    kafka = settings.kafka
    async with Admin(kafka, limit=REQUEST_LIMIT) as admin:
        if admin.is_embedded:
            return Seen("an embedded broker asks nobody for rights")
    roles = parse_roles(settings.worker.agents)
    needs = list(dict.fromkeys(need for role in roles for need in needs_of(role, kafka.prefix)))
    held = await asyncio.to_thread(ask_rights, Cluster(kafka), needs)
    findings = (Finding(f"{who(kafka)} may not {need}", need.granted_by(principal_of(kafka))) for need in lacking(held))
    return Seen("all that the agents here need", tuple(findings))
