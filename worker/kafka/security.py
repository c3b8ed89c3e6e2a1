"""TLS and SASL, from one set of settings to what each client wants to hear."""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import TypedDict

from worker.errors import Misconfigured
from worker.settings import KafkaSettings


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
    if settings.key is not None and settings.certificate is None:
        raise Misconfigured(
            f"TOCSIN_KAFKA__KEY is set ({settings.key}), and no certificate goes with it",
            "Set TOCSIN_KAFKA__CERTIFICATE, too, or unset it.",
        )
    for name, path in (("CA", settings.ca), ("CERTIFICATE", settings.certificate), ("KEY", settings.key)):
        _look_into(f"TOCSIN_KAFKA__{name}", path)
    context = _trusting(settings.ca)
    if settings.certificate is not None:
        _show_certificate(context, settings.certificate, settings.key)
    return context


def _look_into(variable: str, path: Path | None) -> None:
    """OpenSSL says what is wrong with a file, but not with which."""
    try:
        if path is not None:
            path.read_bytes()
    except OSError as error:
        raise Misconfigured(
            f"{variable}: {path} cannot be read: {error.strerror}",
            f"Set {variable} to a PEM file that this user can read.",
        ) from error


def _trusting(authority: Path | None) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(ssl.Purpose.SERVER_AUTH, cafile=authority)
    except ssl.SSLError as error:
        raise Misconfigured(
            f"TOCSIN_KAFKA__CA: {authority} holds no certificate: {error.reason or error}",
            "Set TOCSIN_KAFKA__CA to a PEM file with the certificate of the authority that signed the brokers' certificates.",
        ) from error


def _show_certificate(context: ssl.SSLContext, certificate: Path, key: Path | None) -> None:
    def no_passphrase() -> str:  # without it OpenSSL asks on the terminal, and waits
        raise Misconfigured(
            f"the key in {key or certificate} asks for a passphrase",
            "Give TOCSIN_KAFKA__KEY a key without one: `openssl pkey -in KEY -out NEW`, readable by this user only.",
        )

    try:
        context.load_cert_chain(certificate, key, password=no_passphrase)
    except ssl.SSLError as error:
        raise Misconfigured(
            f"{certificate} and {key or 'the key in it'} cannot be used: {error.reason or error}",
            "TOCSIN_KAFKA__CERTIFICATE must be a PEM file with a certificate, and TOCSIN_KAFKA__KEY one with its key.",
        ) from error


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
