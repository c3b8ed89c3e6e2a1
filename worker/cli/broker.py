"""``tocsin broker``: an embedded Kafka broker in the foreground, for trying things by hand."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from worker.cli.begin import begin
from worker.errors import Misconfigured, NoBroker
from worker.kafka.embedded_broker import PARTITION_BYTES, BrokerBroken, EmbeddedBroker, parse_topics
from worker.kafka.plans import plan_topics
from worker.kafka.relay import relay

_NOTICE = (
    "This broker is for trying, not for keeping: it lives in memory, and drops the oldest records of a partition\n"
    f"beyond about {PARTITION_BYTES // 1_000_000} MB, read or not. Press Ctrl-C to end it; everything on it is then gone."
)


async def run_broker(topics: Mapping[str, int], *, port: int, file: Path | None) -> None:
    """Run a broker until SIGTERM or SIGINT.

    Args:
        topics: Each topic's number of partitions.
        port: Where clients find it on 127.0.0.1; 0: any free one.
        file: Where to write its address once it listens.

    Raises:
        NoBroker: the port is taken, or librdkafka is missing.
    """
    try:
        broker = EmbeddedBroker(topics)
    except BrokerBroken as error:
        raise NoBroker(
            f"the embedded broker cannot start: {error}", "Reinstall confluent-kafka from its wheel."
        ) from error
    try:
        server = await relay(port, broker.bootstrap) if port else None
    except OSError as error:
        broker.close()
        raise NoBroker(
            f"port {port} of this machine is taken", "Choose another with --port; 0 takes a free one."
        ) from error
    address = f"127.0.0.1:{port}" if server else broker.bootstrap
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    if file is not None:
        _write(file, address)
    typer.echo(address)
    typer.echo(f"\n{_NOTICE}\n\nTo use it:  export TOCSIN_KAFKA__BOOTSTRAP={address}", err=True)
    await stop.wait()
    if server is not None:
        server.close()
    broker.close()


def _write(file: Path, address: str) -> None:
    """At once or not at all: whoever waits for the file may read it as soon as it is there."""
    draft = file.with_name(file.name + ".new")
    draft.write_text(address + "\n")
    os.replace(draft, file)  # noqa: PTH105 - says what it does


def command(
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1; 0: any free one.", min=0, max=65_535)] = 9092,
    file: Annotated[Path | None, typer.Option(help="Write the address to this file once it listens.")] = None,
    partitions: Annotated[
        int | None, typer.Option(min=1, help="Partitions of each topic; unset: as in the settings.")
    ] = None,
    topics: Annotated[str, typer.Option(help="More topics: `name:partitions,name:partitions`.")] = "",
) -> None:
    """Run an embedded Kafka broker in the foreground, with all topics of the flow on it.

    It is for trying, not for keeping: it lives in memory and drops what goes beyond 5 MB for each partition.
    """
    kafka = begin(logs=False).kafka
    if partitions is not None:
        kafka = kafka.model_copy(update={"partitions": partitions})
    named = {plan.name: plan.partitions for plan in plan_topics(kafka)}
    try:
        named |= parse_topics(topics)
    except ValueError as error:
        raise Misconfigured(f"--topics {topics!r} cannot be read", "Write name:partitions,name:partitions.") from error
    asyncio.run(run_broker(named, port=port, file=file))
