"""TLS for clients, from PEM files: one context for Kafka, one for PostgreSQL."""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import Protocol

from worker.errors import Misconfigured


class PemFiles(Protocol):
    """A section of the settings that names them."""

    @property
    def ca(self) -> Path | None:
        """The authority's certificate; None: those that this machine trusts."""

    @property
    def certificate(self) -> Path | None:
        """The client's."""

    @property
    def key(self) -> Path | None:
        """Of the client's certificate; None: it stands in the same file."""


def client_context(files: PemFiles, section: str) -> ssl.SSLContext:
    """A context that verifies certificates and host names, always.

    Args:
        files: What to trust, and what to show.
        section: What its variables begin with: ``TOCSIN_KAFKA``.

    Raises:
        Misconfigured: a file is missing, unreadable or no certificate or key.
    """
    if files.key is not None and files.certificate is None:
        raise Misconfigured(
            f"{section}__KEY is set ({files.key}), and no certificate goes with it",
            f"Set {section}__CERTIFICATE, too, or unset it.",
        )
    for name, path in (("CA", files.ca), ("CERTIFICATE", files.certificate), ("KEY", files.key)):
        _look_into(f"{section}__{name}", path)
    context = _trusting(files.ca, section)
    if files.certificate is not None:
        _show_certificate(context, files.certificate, files.key, section)
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


def _trusting(authority: Path | None, section: str) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(ssl.Purpose.SERVER_AUTH, cafile=authority)
    except ssl.SSLError as error:
        raise Misconfigured(
            f"{section}__CA: {authority} holds no certificate: {error.reason or error}",
            f"Set {section}__CA to a PEM file with the certificate of the authority that signed the server's certificate.",
        ) from error


def _show_certificate(context: ssl.SSLContext, certificate: Path, key: Path | None, section: str) -> None:
    def no_passphrase() -> str:  # without it OpenSSL asks on the terminal, and waits
        raise Misconfigured(
            f"the key in {key or certificate} asks for a passphrase",
            f"Give {section}__KEY a key without one: `openssl pkey -in KEY -out NEW`, readable by this user only.",
        )

    try:
        context.load_cert_chain(certificate, key, password=no_passphrase)
    except ssl.SSLError as error:
        raise Misconfigured(
            f"{certificate} and {key or 'the key in it'} cannot be used: {error.reason or error}",
            f"{section}__CERTIFICATE must be a PEM file with a certificate, and {section}__KEY one with its key.",
        ) from error
