"""Reaches for the brokers before any client does, and says what stands in the way.

aiokafka's clients log each refusal, and then only say that no broker answers: a wrong password would look like a broker that
is away, and a worker would wait for it for ever.  Its single connections tell what happened; ``refusals`` says it in words.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Sequence

from aiokafka.client import collect_hosts
from aiokafka.conn import AIOKafkaConnection, create_conn
from aiokafka.errors import KafkaError, UnsupportedSaslMechanismError
from aiokafka.protocol.admin import SaslHandShakeRequest
from aiokafka.protocol.metadata import MetadataRequest

from worker.errors import NoBroker, Transient
from worker.kafka.quiet import quiet
from worker.kafka.refusals import START, asks_for_login, is_silence, refusal_of, speaks_no_tls, told
from worker.kafka.security import ClientSecurity, client_security
from worker.settings import KafkaSettings

ANSWER_LIMIT = 10.0
"""Seconds for a connection, and for each of its answers."""

Address = tuple[str, int]

_OTHER = "or what listens there speaks another protocol: check TOCSIN_KAFKA__SECURITY"


class BrokerAway(Transient):
    """No broker answers, as far as can be told."""


async def await_login(settings: KafkaSettings) -> None:
    """Return when a broker lets this client in; it does not try twice.

    Raises:
        NoBroker: no broker answers, or all that do refuse this client.
        Misconfigured: the settings cannot be used.
    """
    try:
        await reach_brokers(settings)
    except BrokerAway as away:
        raise NoBroker(str(away), START) from away


async def reach_brokers(settings: KafkaSettings) -> None:
    """Return when a broker lets this client in, at the address that it gives to clients.

    Raises:
        BrokerAway: none answers; it may be there later.
        NoBroker: one refuses this client, and will until somebody changes something.
        Misconfigured: the settings cannot be used.
    """
    security = client_security(settings)
    first = [(host, port) for host, port, _ in collect_hosts(settings.bootstrap, randomize=False)]
    with quiet():
        at, named = await _first_to_answer(first, settings, security)
        if at in named or not named:
            return
        try:
            await _first_to_answer(named, settings, security)
        except BrokerAway as away:
            raise BrokerAway(
                f"the Kafka broker at {_text(at)} sends clients on (advertised.listeners), but {away}"
            ) from away


async def _first_to_answer(
    addresses: Sequence[Address], settings: KafkaSettings, security: ClientSecurity
) -> tuple[Address, list[Address]]:
    """The first that lets us in, and where it says that the brokers are."""
    refused: NoBroker | None = None
    silent: list[str] = []
    for address in addresses:
        try:
            return address, await _ask(address, security)
        except (KafkaError, OSError, TimeoutError, AssertionError) as error:
            refusal = await _refusal(error, address, settings, security)
            refused = refused or refusal
            silent.append(f"{told(error)}{', ' + _OTHER if is_silence(error) else ''}")
    if refused is not None:
        raise refused
    where = ",".join(_text(address) for address in addresses)
    raise BrokerAway(f"no Kafka broker answers at {where}: {'; '.join(dict.fromkeys(silent))}")


async def _ask(address: Address, security: ClientSecurity) -> list[Address]:
    async with asyncio.timeout(3 * ANSWER_LIMIT):
        connection = await create_conn(*address, request_timeout_ms=int(ANSWER_LIMIT * 1000), **security)
        try:
            answer = await connection.send(MetadataRequest([]))
        finally:
            connection.close()
    return [(broker[1], broker[2]) for broker in answer.brokers]


async def _refusal(
    error: BaseException, address: Address, settings: KafkaSettings, security: ClientSecurity
) -> NoBroker | None:
    """What the broker has against us; None where it may as well be away."""
    where = _text(address)
    tls = security.get("ssl_context")
    if isinstance(error, UnsupportedSaslMechanismError):
        return refusal_of(error, where, settings, mechanisms=await _mechanisms(address, settings.mechanism, tls))
    if (refusal := refusal_of(error, where, settings)) is not None:
        return refusal
    if not is_silence(error):
        return None
    # It closes the connection without a word: a broker that starts behind a proxy does, and one that is spoken to in a wrong way.
    if settings.security in ("PLAINTEXT", "SSL") and (mechanisms := await _mechanisms(address, "PLAIN", tls)):
        return asks_for_login(where, settings, mechanisms)
    if tls is not None and await _mechanisms(address, "PLAIN", None) is not None:
        return speaks_no_tls(where, settings)
    return None


async def _mechanisms(address: Address, wanted: str, tls: ssl.SSLContext | None) -> list[str] | None:
    """The SASL mechanisms that a broker takes: none where it asks for no login.  None: it does not speak this protocol."""
    connection: AIOKafkaConnection | None = None
    protocol = "PLAINTEXT" if tls is None else "SSL"
    try:
        async with asyncio.timeout(ANSWER_LIMIT):
            connection = await create_conn(*address, security_protocol=protocol, ssl_context=tls)
            answer = await connection.send(SaslHandShakeRequest(wanted))
    except (KafkaError, OSError, TimeoutError, AssertionError):
        return None
    finally:
        if connection is not None:
            connection.close()
    return sorted(answer.enabled_mechanisms)


def _text(address: Address) -> str:
    return f"{address[0]}:{address[1]}"
