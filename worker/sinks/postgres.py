"""What asyncpg is told: time limits on both sides, names, certificates.

A statement that takes too long is ended by the server, or else, a second later, by the client; a lock that does not come is
given up before that, so that the error names the lock.  A worker that stops in mid-transaction (a paused container, a
machine that is gone) holds its locks no longer than a statement may take.
"""

from __future__ import annotations

import ssl
import uuid
from typing import Any

import sqlalchemy as sa

from worker.errors import Misconfigured
from worker.settings import DatabaseSettings
from worker.sinks.refusals import URLS
from worker.tls import client_context

_SECTION = "TOCSIN_DATABASE"
_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
_UNVERIFIED = _MODES[:3]
_TEXTS = ("host", "port", "user", "password", "passfile", "krbsrvname", "gsslib", "target_session_attrs", "ssl")
_NUMBERS = ("prepared_statement_cache_size", "statement_cache_size")
_ALREADY = f"{_SECTION}__TIMEOUT, {_SECTION}__CA, {_SECTION}__CERTIFICATE and {_SECTION}__KEY"


def complete_url(url: sa.URL, settings: DatabaseSettings) -> sa.URL:
    """The URL with the password and with asyncpg's names of libpq's parameters.

    Raises:
        Misconfigured: it says what nobody understands, or something else than the other settings.
    """
    if not url.database:
        raise Misconfigured("the database's URL names no database", URLS)
    url = _with_login(url, settings)
    if "sslmode" in url.query:  # libpq's name for what asyncpg calls ssl
        url = url.difference_update_query(["sslmode"]).update_query_dict({"ssl": url.query["sslmode"]})
    if unknown := sorted(set(url.query) - {*_TEXTS, *_NUMBERS}):
        raise Misconfigured(
            f"the database's URL has parameters that mean nothing here: {', '.join(unknown)}",
            f"Take them out of TOCSIN_DATABASE__URL; time limits and certificates come from {_ALREADY}.",
        )
    for name in _NUMBERS:
        if not str(url.query.get(name, "0")).isdecimal():
            raise Misconfigured(f"{name}={url.query[name]} in the database's URL is no whole number", URLS)
    _require_mode(url, settings)
    return url


def connect_arguments(url: sa.URL, settings: DatabaseSettings, *, program: str, hurried: bool) -> dict[str, Any]:
    """Keyword arguments of ``asyncpg.connect`` beside those of the URL.

    Args:
        url: Complete.
        settings: Time limits and certificates.
        program: What the server shall call the connection.
        hurried: Whether statements have a time limit; waiting for locks always has one.

    Raises:
        Misconfigured: a certificate cannot be used.
    """
    limit = f"{settings.timeout:.3f}s"
    arguments: dict[str, Any] = {
        "timeout": settings.timeout,
        "command_timeout": settings.timeout + 1 if hurried else None,
        "server_settings": {
            "application_name": program,
            "statement_timeout": limit if hurried else "0",
            "lock_timeout": f"{settings.timeout * 0.8:.3f}s",
            "idle_in_transaction_session_timeout": limit,
        },
        # Names that no other process has: a pooler hands one connection of the server to many.
        "prepared_statement_name_func": lambda: f"tocsin_{uuid.uuid4().hex}",
    }
    if (size := url.query.get("statement_cache_size")) is not None:
        arguments["statement_cache_size"] = int(str(size))
    if (context := _tls(url, settings)) is not None:
        arguments["ssl"] = context
    return arguments


def _with_login(url: sa.URL, settings: DatabaseSettings) -> sa.URL:
    """User and password in their places, where no message shows the password."""
    if "user" in url.query:
        url = url.set(username=str(url.query["user"])).difference_update_query(["user"])
    if "password" in url.query:
        url = url.set(password=str(url.query["password"])).difference_update_query(["password"])
    if settings.password is None or url.password is not None:
        return url
    if not url.username:
        raise Misconfigured("TOCSIN_DATABASE__PASSWORD is set, but the database's URL names no user", URLS)
    return url.set(password=settings.password.get_secret_value())


def _require_mode(url: sa.URL, settings: DatabaseSettings) -> None:
    mode = url.query.get("ssl")
    if mode is not None and mode not in _MODES:
        raise Misconfigured(
            f"ssl={mode} in the database's URL is none of {', '.join(_MODES)}", "Correct TOCSIN_DATABASE__URL."
        )
    for name, file in (("CA", settings.ca), ("CERTIFICATE", settings.certificate), ("KEY", settings.key)):
        if file is not None and mode in _UNVERIFIED:
            raise Misconfigured(
                f"the database's URL says ssl={mode}, which verifies nothing, but {_SECTION}__{name} is set",
                f"Take ssl={mode} out of TOCSIN_DATABASE__URL, or unset {_SECTION}__{name}.",
            )


def _tls(url: sa.URL, settings: DatabaseSettings) -> ssl.SSLContext | None:
    """Where a file is named, certificates and host names are verified; ssl=verify-ca in the URL lets the host name go."""
    if settings.ca is settings.certificate is settings.key is None:
        return None
    context = client_context(settings, _SECTION)
    if url.query.get("ssl") == "verify-ca":
        context.check_hostname = False
    return context
