"""TLS and SASL, from one set of settings to what each client wants to hear."""

from __future__ import annotations

import ssl
from typing import TypedDict

from worker.errors import Misconfigured
from worker.settings import KafkaSettings
from worker.tls import client_context


class ClientSecurity(TypedDict, total=False):
    """What aiokafka's clients take as keyword arguments."""

    security_protocol: str
    sasl_mechanism: str
    sasl_plain_username: str
    sasl_plain_password: str
    ssl_context: ssl.SSLContext


def tls_context(settings: KafkaSettings) -> ssl.SSLContext | None:
    """The TLS context, or None where the protocol has none.  Certificates and host names are always verified.

    Raises:
        Misconfigured: a file is missing, unreadable or no certificate or key.
    """
    if settings.security not in ("SSL", "SASL_SSL"):
        return None
    return client_context(settings, "TOCSIN_KAFKA")


def librdkafka_security(settings: KafkaSettings) -> dict[str, str]:
    """For confluent-kafka's clients.

    Raises:
        Misconfigured: user or password is missing, or a certificate cannot be used.
    """
    tls_context(settings)  # says what is wrong with a file; librdkafka would only log it
    security: dict[str, str] = {"security.protocol": settings.security}
    files = {
        "ssl.ca.location": settings.ca,
        "ssl.certificate.location": settings.certificate,
        "ssl.key.location": settings.key or settings.certificate,
    }
    if settings.security.endswith("SSL"):
        security |= {name: str(path) for name, path in files.items() if path is not None}
    if settings.security.startswith("SASL"):
        username, password = login_of(settings)
        security |= {"sasl.mechanism": settings.mechanism, "sasl.username": username, "sasl.password": password}
    return security


def client_security(settings: KafkaSettings) -> ClientSecurity:
    """For aiokafka's producer, consumer and admin client.

    Raises:
        Misconfigured: user or password is missing, or a certificate cannot be used.
    """
    security = ClientSecurity(security_protocol=settings.security)
    context = tls_context(settings)
    if context is not None:
        security["ssl_context"] = context
    if settings.security.startswith("SASL"):
        username, password = login_of(settings)
        security |= ClientSecurity(
            sasl_mechanism=settings.mechanism, sasl_plain_username=username, sasl_plain_password=password
        )
    return security


def login_of(settings: KafkaSettings) -> tuple[str, str]:
    """User and password.

    Raises:
        Misconfigured: one of them is missing.
    """
    if settings.username is None or settings.password is None:
        raise Misconfigured(
            f"Kafka is to be spoken to by {settings.security}, but the user or the password is missing",
            "Set TOCSIN_KAFKA__USERNAME and TOCSIN_KAFKA__PASSWORD (or TOCSIN_KAFKA__PASSWORD_FILE).",
        )
    return settings.username, settings.password.get_secret_value()
