"""Whether the brokers have what a role needs, and let it have it."""

from __future__ import annotations

from collections.abc import Sequence

from worker.errors import NoBroker
from worker.kafka.admin import Admin
from worker.kafka.rights import Need
from worker.settings import KafkaSettings


async def check_needs(admin: Admin, needs: Sequence[Need], settings: KafkaSettings) -> None:
    """Look whether the topics exist and the rights are granted.

    Raises:
        NoBroker: one is missing; all that are missing are named at once.
        BrokerAway: no broker answers any more.
    """
    allowed = await admin.allowed(needs)
    if missing := list(dict.fromkeys(need.name for need, found in allowed.items() if not found.exists)):
        problem = (
            f"topic {missing[0]} does not exist" if len(missing) == 1 else f"topics {', '.join(missing)} do not exist"
        )
        raise NoBroker(problem, "Run `tocsin topics create`.")
    if lacking := [need for need, found in allowed.items() if not found.has(need.right)]:
        raise NoBroker(
            f"{who(settings)} may not {'; '.join(map(str, lacking))}",
            "Whoever runs the brokers can grant it (docs/kafka.md has all rights): "
            + "; ".join(f"kafka-acls.sh {need.granted_by(principal(settings))}" for need in lacking),
        )


def who(settings: KafkaSettings) -> str:
    """This client, in a message."""
    if settings.security.startswith("SASL"):
        return f"the Kafka user {settings.username}"
    return "this client" if settings.certificate is None else f"the client of {settings.certificate}"


def principal(settings: KafkaSettings) -> str:
    """What the brokers call this client, as far as it is known here."""
    if settings.security.startswith("SASL"):
        return str(settings.username)
    return "ANONYMOUS" if settings.certificate is None else "NAME_IN_THE_CERTIFICATE"
