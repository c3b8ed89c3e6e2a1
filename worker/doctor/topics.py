"""All topics are there, and as planned."""

from __future__ import annotations

import asyncio

from worker.doctor.findings import Finding, Seen
from worker.kafka.admin import Admin
from worker.kafka.cluster import REQUEST_LIMIT, Cluster
from worker.kafka.comparison import Comparison, compare_topics
from worker.kafka.plans import plan_topics
from worker.settings import Settings


async def check_topics(settings: Settings) -> Seen:
    """Partitions, replicas and configurations.  More than planned is no finding; what may not be seen is one of rights.

    Raises:
        Transient: no broker answers.
        Misconfigured: they refuse this client.
    """
    kafka = settings.kafka
    async with Admin(kafka, limit=REQUEST_LIMIT) as admin:
        found = await compare_topics(admin, kafka)
        missing = [plan.name for plan in found.missing]
        if missing and not admin.is_embedded:
            rights = await asyncio.to_thread(Cluster(kafka).topic_rights, missing)
            missing = [name for name in missing if rights[name] is None]
    planned = len(plan_topics(kafka))
    seen = planned - len(found.missing)
    return Seen(
        f"{seen} of {planned} are as planned"
        if found.configured
        else f"{seen} of {planned} can be seen; their configuration is not told",
        (*_missing(missing), *_differing(found)),
    )


def _missing(names: list[str]) -> list[Finding]:
    return [Finding(f"missing: {', '.join(names)}", "Run `tocsin topics create`.")] if names else []


def _differing(found: Comparison) -> list[Finding]:
    return [Finding(str(one), one.remedy) for one in found.differing if not one.harmless]
