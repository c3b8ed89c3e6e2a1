"""What a broker has against this client, from what a connection raised: in words, with the remedy."""

from __future__ import annotations

import ssl
from asyncio import IncompleteReadError
from collections.abc import Iterator, Sequence
from typing import TypeVar

from aiokafka.errors import (
    ClusterAuthorizationFailedError,
    GroupAuthorizationFailedError,
    IllegalSaslStateError,
    KafkaConnectionError,
    SaslAuthenticationFailed,
    TopicAuthorizationFailedError,
    UnsupportedSaslMechanismError,
)

from worker.errors import NoBroker
from worker.settings import KafkaSettings

_EXPIRED, _NOT_YET, _HOST, _ADDRESS = 10, 9, 62, 64  # OpenSSL's X509_V_ERR_…
_TLS_ALERT = 0x15  # the first byte of what a TLS server says to who speaks no TLS; aiokafka takes it for a length

_FORBIDDEN = (ClusterAuthorizationFailedError, GroupAuthorizationFailedError, TopicAuthorizationFailedError)

START = "Start it (`tocsin broker` runs one for trying), or set TOCSIN_KAFKA__BOOTSTRAP to where it is."

_Error = TypeVar("_Error", bound=BaseException)


def refusal_of(
    error: BaseException, where: str, settings: KafkaSettings, *, mechanisms: Sequence[str] | None = None
) -> NoBroker | None:
    """The refusal that an error tells of; None where it tells of none, so that the broker may be away.

    Args:
        error: What a connection raised.
        where: The broker's address.
        settings: How it was spoken to.
        mechanisms: The SASL mechanisms that the broker takes, where that is known.
    """
    if (certificate := _among(error, ssl.SSLCertVerificationError)) is not None:
        return _bad_certificate(certificate, where, settings)
    if (tls := _among(error, ssl.SSLError)) is not None and "ALERT" in (tls.reason or ""):
        return _alert(str(tls.reason), where, settings)
    if (cut := _among(error, IncompleteReadError)) is not None and (cut.expected or 0) >> 24 == _TLS_ALERT:
        return NoBroker(
            f"the Kafka broker at {where} speaks TLS, and TOCSIN_KAFKA__SECURITY is {settings.security}",
            "Set TOCSIN_KAFKA__SECURITY to SSL, or to SASL_SSL where it asks for a login, and TOCSIN_KAFKA__CA to its authority.",
        )
    match error:
        case UnsupportedSaslMechanismError():
            takes = f"; it takes {', '.join(mechanisms)}" if mechanisms else ""
            return NoBroker(
                f"the Kafka broker at {where} does not take the SASL mechanism {settings.mechanism}{takes}",
                "Set TOCSIN_KAFKA__MECHANISM to one that it takes.",
            )
        case IllegalSaslStateError():
            without = "SSL" if settings.security == "SASL_SSL" else "PLAINTEXT"
            return NoBroker(
                f"the Kafka broker at {where} knows no login, and TOCSIN_KAFKA__SECURITY is {settings.security}",
                f"Set TOCSIN_KAFKA__SECURITY to {without}, or TOCSIN_KAFKA__BOOTSTRAP to its port for logins.",
            )
        case SaslAuthenticationFailed():
            return NoBroker(
                f"the Kafka broker at {where} refuses the user {settings.username}: {error.args[0] if error.args else error}",
                "Check TOCSIN_KAFKA__USERNAME and TOCSIN_KAFKA__PASSWORD, and that this user has a password for "
                f"{settings.mechanism} (TOCSIN_KAFKA__MECHANISM).",
            )
        case _:
            return None


def asks_for_login(where: str, settings: KafkaSettings, mechanisms: Sequence[str]) -> NoBroker:
    """A broker that hangs up on who does not log in."""
    return NoBroker(
        f"the Kafka broker at {where} asks for a login by {', '.join(mechanisms)}, and TOCSIN_KAFKA__SECURITY is "
        f"{settings.security}",
        f"Set TOCSIN_KAFKA__SECURITY to SASL_{settings.security}, and TOCSIN_KAFKA__MECHANISM, __USERNAME and __PASSWORD.",
    )


def speaks_no_tls(where: str, settings: KafkaSettings) -> NoBroker:
    """A broker that hangs up on who begins with TLS."""
    without = settings.security.replace("SASL_SSL", "SASL_PLAINTEXT").replace("SSL", "PLAINTEXT")
    return NoBroker(
        f"the Kafka broker at {where} speaks no TLS, and TOCSIN_KAFKA__SECURITY is {settings.security}",
        f"Set TOCSIN_KAFKA__BOOTSTRAP to its port for TLS, or TOCSIN_KAFKA__SECURITY to {without}.",
    )


def no_broker(settings: KafkaSettings, error: BaseException) -> NoBroker:
    """What to say when a client that was let in does not get on."""
    if isinstance(error, _FORBIDDEN):
        return NoBroker(
            f"{who(settings)} may not do this: {error}",
            "`tocsin doctor` says which rights the worker lacks; docs/kafka.md lists all.",
        )
    return NoBroker(f"no Kafka broker answers at {settings.bootstrap}: {told(error)}", START)


def who(settings: KafkaSettings) -> str:
    """This client, in a message."""
    if settings.security.startswith("SASL"):
        return f"the Kafka user {settings.username}"
    return "this client" if settings.certificate is None else f"the client with the certificate {settings.certificate}"


def is_silence(error: BaseException) -> bool:
    """Whether a connection was made and then closed, or not answered, without a word."""
    closed = isinstance(error, KafkaConnectionError | ConnectionResetError | ssl.SSLError | AssertionError)
    return closed or isinstance(error, TimeoutError)


def told(error: BaseException) -> str:
    """An error in a few words."""
    match error:
        case TimeoutError() if not str(error):
            return "no answer in time"
        case KafkaConnectionError() | ConnectionResetError() | AssertionError():
            return "the connection was closed"
        case OSError() if error.strerror:
            return error.strerror if error.errno is None else f"{error.strerror} [{error.errno}]"
        case _:
            return str(error) or type(error).__name__


def _bad_certificate(error: ssl.SSLCertVerificationError, where: str, settings: KafkaSettings) -> NoBroker:
    said = error.verify_message
    if error.verify_code in (_EXPIRED, _NOT_YET):
        return NoBroker(
            f"the certificate of the Kafka broker at {where} is not valid now: {said}",
            "Whoever runs the broker must renew it; or correct this machine's clock.",
        )
    if error.verify_code in (_HOST, _ADDRESS):
        return NoBroker(
            f"the certificate of the Kafka broker at {where} is another host's: {said.rstrip('.')}",
            "Use a name that stands in the certificate: in TOCSIN_KAFKA__BOOTSTRAP, and in the broker's advertised.listeners.",
        )
    authority = f"the authority in {settings.ca}" if settings.ca else "an authority that this machine trusts"
    return NoBroker(
        f"the certificate of the Kafka broker at {where} was not signed by {authority}: {said}",
        "Set TOCSIN_KAFKA__CA to a PEM file with the certificate of the authority that signed it.",
    )


def _alert(reason: str, where: str, settings: KafkaSettings) -> NoBroker:
    """A TLS server that says why it ends the talk: almost always for the client's certificate."""
    if settings.certificate is None:
        return NoBroker(
            f"the Kafka broker at {where} ends TLS ({_words(reason)}): it asks for a client's certificate, and none is set",
            "Set TOCSIN_KAFKA__CERTIFICATE and TOCSIN_KAFKA__KEY.",
        )
    return NoBroker(
        f"the Kafka broker at {where} does not take the certificate {settings.certificate} ({_words(reason)})",
        "Check that it has not expired, and that an authority signed it that the broker trusts (TOCSIN_KAFKA__CERTIFICATE).",
    )


def _words(reason: str) -> str:
    """``TLSV13_ALERT_CERTIFICATE_REQUIRED`` as people read it."""
    return reason.partition("ALERT_")[2].replace("_", " ").lower()


def _among(error: BaseException, kind: type[_Error]) -> _Error | None:
    """The first error of that kind in the chain of causes."""
    return next((one for one in _chain(error) if isinstance(one, kind)), None)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
