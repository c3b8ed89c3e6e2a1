"""What it means when PostgreSQL, or TLS before it, lets nobody in: no waiting heals it, and the remedy is a setting.

A server that does not trust the client's certificate just closes the connection (TLS 1.3): only the cause behind asyncpg's
error tells.  All were seen on a real server; tests/sinks/test_tls.py has them.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator

import asyncpg  # type: ignore[import-untyped]

URLS = (
    "Set TOCSIN_DATABASE__URL to postgresql+asyncpg://USER:PASSWORD@HOST:5432/DATABASE "
    "or to sqlite+aiosqlite:///PATH/TO/tocsin.db."
)

START = "Start the database or wait for it, or set TOCSIN_DATABASE__URL to where it is."

_CA = (
    "Set TOCSIN_DATABASE__CA to a PEM file with the certificate of the authority that signed the server's certificate."
)
_SHOWN = (
    "Set TOCSIN_DATABASE__CERTIFICATE and TOCSIN_DATABASE__KEY to a certificate for this user, "
    "signed by an authority that the server trusts."
)
_UNENCRYPTED = (  # said last, too, by who may speak in the clear and was refused with TLS before
    "Set TOCSIN_DATABASE__CA, or ssl=require in TOCSIN_DATABASE__URL, where the server wants TLS; "
    "else a line in its pg_hba.conf must let this user in from this machine."
)
_EXPIRED = "The server needs a new certificate; or this machine's clock is wrong."
_NAMED = "Name the server in TOCSIN_DATABASE__URL as its certificate does; ssl=verify-ca in the URL verifies all but the name."
_VERIFYING = {9: _EXPIRED, 10: _EXPIRED, 62: _NAMED, 64: _NAMED}  # OpenSSL's X509_V_ERR_…

_REFUSALS = (  # SQLSTATE (or how it begins), words of the message, remedy: the first that fits
    ("28", "no encryption", _UNENCRYPTED),
    ("28", "pg_hba.conf", "Let this user in from this machine: a line in the server's pg_hba.conf."),
    ("28", "valid client certificate", _SHOWN),
    (
        "28",
        "certificate authentication failed",
        "The certificate's common name must be the name of the database's user.",
    ),
    ("28", "not permitted to log in", "Let it: ALTER ROLE … LOGIN; or name another user in TOCSIN_DATABASE__URL."),
    (
        "28",
        "",
        "Put the right user and password into TOCSIN_DATABASE__URL, or the password into TOCSIN_DATABASE__PASSWORD.",
    ),
    ("3D000", "", "Make it with CREATE DATABASE, or name another in TOCSIN_DATABASE__URL."),
    ("42501", "for database", "Let this user in: GRANT CONNECT ON DATABASE … TO …;"),
    ("08P01", "startup parameter", "A pooler stands between: docs/database.md says what it must be told."),
)


def remedy_of_refusal(error: BaseException) -> str | None:
    """What to do about it; None: nobody was refused."""
    for cause in _causes(error):
        match cause:
            case ssl.SSLCertVerificationError():
                return _VERIFYING.get(cause.verify_code, _CA)
            case ssl.SSLError() if _is_mistrust(cause):
                return _SHOWN
            case ConnectionError() if "rejected SSL upgrade" in str(cause):
                return "Let the server speak TLS (ssl = on), or unset TOCSIN_DATABASE__CA and take ssl out of the URL."
            case asyncpg.exceptions.ClientConfigurationError():
                return _CA if "root certificate" in str(cause) else URLS
            case _:
                state, said = str(getattr(cause, "sqlstate", None) or ""), str(cause)
                for begins, words, remedy in _REFUSALS:
                    if state.startswith(begins) and words in said:
                        return remedy
    return None


def reason_of(error: BaseException) -> str:
    """What happened, in one line."""
    for cause in _causes(error):
        match cause:
            case ssl.SSLCertVerificationError():
                return f"the server's certificate cannot be trusted: {cause.verify_message}"
            case ssl.SSLError() if _is_mistrust(cause):
                return f"the server does not trust this client: {str(cause.reason).replace('_', ' ').lower()}"
    return str(getattr(error, "orig", None) or error).partition("\n")[0] or type(error).__name__


def _is_mistrust(error: ssl.SSLError) -> bool:
    """Whether the server's last word was about the client's certificate; any other may pass."""
    reason = error.reason or ""
    return "ALERT" in reason and ("CERTIFICATE" in reason or "UNKNOWN_CA" in reason)


def _causes(error: BaseException) -> Iterator[BaseException]:
    at: BaseException | None = error
    while at is not None:
        yield at
        at = at.__cause__ or getattr(at, "orig", None)
