"""Settings that are allowed one by one, and together make no sense."""

from __future__ import annotations

from collections.abc import Iterator

from worker.agents.roles import parse_roles
from worker.doctor.findings import Finding, Seen
from worker.kafka.security import client_security
from worker.settings import KafkaSettings, Settings

_LEAST_SESSION = 6.0  # the brokers' group.min.session.timeout.ms, if nobody has changed it


async def check_settings(settings: Settings) -> Seen:
    """Credentials can be read and used, and nothing contradicts itself.

    Raises:
        Misconfigured: an agent is unknown, or a credential is missing or cannot be used.
    """
    agents = parse_roles(settings.worker.agents)
    client_security(settings.kafka)
    return Seen(f"can be used; the agents here are {', '.join(agents)}", tuple(oddities(settings)))


def oddities(settings: Settings) -> Iterator[Finding]:
    """What was set and does nothing, or cannot work."""
    kafka = settings.kafka
    yield from _unused(kafka)
    if kafka.password is not None and not kafka.password.get_secret_value():
        yield Finding("TOCSIN_KAFKA__PASSWORD is empty", "Put the password into it, or into its file.")
    if kafka.session_timeout < _LEAST_SESSION:
        yield Finding(
            f"TOCSIN_KAFKA__SESSION_TIMEOUT is {kafka.session_timeout:g} s",
            f"Set at least {_LEAST_SESSION:g}: brokers refuse less, unless their group.min.session.timeout.ms allows it.",
        )


def _unused(kafka: KafkaSettings) -> Iterator[Finding]:
    """Somebody who set it believes that it protects."""
    if not kafka.security.startswith("SASL") and (kafka.username is not None or kafka.password is not None):
        yield Finding(
            f"a user or password for Kafka is set, and TOCSIN_KAFKA__SECURITY={kafka.security} sends none",
            "Set TOCSIN_KAFKA__SECURITY to SASL_SSL or SASL_PLAINTEXT, or unset user and password.",
        )
    if not kafka.security.endswith("SSL") and (kafka.ca or kafka.certificate or kafka.key):
        yield Finding(
            f"a certificate for Kafka is set, and TOCSIN_KAFKA__SECURITY={kafka.security} uses none",
            "Set TOCSIN_KAFKA__SECURITY to SSL or SASL_SSL, or unset the certificates.",
        )
