"""Brokers that do not answer: they may be there later, and the message says what else it may be."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from tests.containers.server import free_port
from worker.errors import NoBroker
from worker.kafka import reach
from worker.kafka.reach import BrokerAway, await_login, reach_brokers
from worker.settings import KafkaSettings

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def close(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """As a proxy does whose broker still starts."""
    writer.close()


async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """As a broker does that is frozen."""
    await reader.read()
    writer.close()


async def speak_http(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """As another service does."""
    writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
    writer.close()


@asynccontextmanager
async def listening(serve: Serve) -> AsyncIterator[str]:
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"


@pytest.mark.parametrize(
    ("serve", "said"),
    [
        (close, "the connection was closed"),
        (say_nothing, "no answer in time"),
        (speak_http, "the connection was closed"),
    ],
)
@pytest.mark.parametrize("security", ["PLAINTEXT", "SSL"])
async def test_what_cannot_be_told_apart_is_said_so(
    serve: Serve, said: str, security: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is waited for, within bounds, and the message names the setting that may be wrong instead."""
    monkeypatch.setattr(reach, "ANSWER_LIMIT", 0.3)
    async with listening(serve) as address:
        settings = KafkaSettings.model_validate({"bootstrap": address, "security": security})
        with pytest.raises(BrokerAway) as caught:
            await asyncio.wait_for(reach_brokers(settings), 5)
    assert f"no Kafka broker answers at {address}" in str(caught.value)
    assert "speaks another protocol: check TOCSIN_KAFKA__SECURITY" in str(caught.value)
    assert security == "SSL" or said in str(caught.value)


async def test_all_addresses_are_tried() -> None:
    """And named; a command ends with the remedy instead of waiting."""
    settings = KafkaSettings(bootstrap=f"localhost:{free_port()},localhost:{free_port()}")
    with pytest.raises(NoBroker) as caught:
        await await_login(settings)
    assert settings.bootstrap in caught.value.problem
    assert "TOCSIN_KAFKA__BOOTSTRAP" in caught.value.remedy
