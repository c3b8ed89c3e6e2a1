"""A TCP port of one's choice in front of one that nobody can choose: librdkafka's mock cluster binds to a free port.

Clients only ask here where the broker is; what they are told leads them straight to it.
"""

from __future__ import annotations

import asyncio
import contextlib

_CHUNK = 65_536


async def relay(port: int, target: str) -> asyncio.Server:
    """Listen on 127.0.0.1 and pass everything to ``target`` (host:port) and back.

    Raises:
        OSError: the port is taken.
    """
    host, _, number = target.rpartition(":")

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there, back = await asyncio.open_connection(host, int(number))
        except OSError:
            writer.close()
            return
        await asyncio.gather(_pass_on(reader, back), _pass_on(there, writer))

    return await asyncio.start_server(serve, "127.0.0.1", port)


async def _pass_on(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    """Until either side closes."""
    with contextlib.suppress(OSError):
        while data := await source.read(_CHUNK):
            sink.write(data)
            await sink.drain()
    sink.close()
