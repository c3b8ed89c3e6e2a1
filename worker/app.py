"""The Faust app of one role: its settings, and one agent that takes slices in order.

What the settings must be so that nothing is lost, and what each costs, was measured; change one only with the crash test.
"""

from __future__ import annotations

import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import faust.streams
from faust.types import StreamT
from mode import CrashingSupervisor

from worker.agents.roles import FLOWS, Role, group_of, instance_of
from worker.errors import Misconfigured
from worker.kafka.ordered import SliceWork, in_order
from worker.kafka.slices import SliceSchema, slices_of
from worker.kafka.transport import SliceApp, faust_credentials
from worker.kafka.vitals import Vitals
from worker.settings import Settings

SEND_LIMIT = 300.0
"""Seconds for the delivery of a slice.  Brokers that are away for less cost nothing; after more, the role that was sending
ends, and at its next start waits until they are there."""

_REQUEST_TIMEOUT = 30.0
_ONE_YEAR = 31_536_000.0


def create_app(role: Role, settings: Settings, *, port: int) -> SliceApp:
    """An app without its agent; nothing connects yet.

    Args:
        role: Whose app.
        settings: All settings.
        port: Of its web server; 0: none.

    Raises:
        Misconfigured: Kafka's credentials cannot be used, or Faust lacks its compiled part.
    """
    if faust.streams._CStreamIterator is None:  # noqa: SLF001 - the other one acknowledges what it skips
        raise Misconfigured(
            "Faust was installed without its compiled part",
            "Install faust-streaming from a wheel, and unset NO_CYTHON.",
        )
    kafka, worker, web = settings.kafka, settings.worker, settings.web
    sizes = {Role.EXTRACT: worker.slice_extract, Role.ENRICH: worker.slice_enrich, Role.STORE: worker.slice_store}
    return SliceApp(
        group_of(role, kafka.prefix),
        broker=";".join(f"kafka://{address.strip()}" for address in kafka.bootstrap.split(",")),
        broker_credentials=faust_credentials(kafka),
        ConsumerScheduler=slices_of(sizes[role]),
        key_serializer="raw",
        value_serializer="raw",
        store="memory://",
        autodiscover=False,
        datadir=str(Path(tempfile.gettempdir()) / f"faust-{kafka.prefix}{role}"),
        topic_allow_declare=False,  # a misspelt name must not become a topic
        topic_disable_leader=True,
        table_standby_replicas=0,  # without tables: Kafka's own round robin shares the partitions out
        consumer_auto_offset_reset="earliest",
        consumer_group_instance_id=instance_of(role, kafka.instance),
        consumer_metadata_max_age_ms=10_000,  # readiness asks how fresh it is
        producer_acks=-1,
        producer_linger=worker.linger,
        producer_max_batch_size=min(262_144, kafka.max_message_bytes),  # the brokers' limit is one of batches
        producer_request_timeout=_REQUEST_TIMEOUT,
        producer_max_request_size=kafka.max_message_bytes + 50_000,  # the outbox checks sizes, this is no second check
        broker_session_timeout=kafka.session_timeout,
        broker_heartbeat_interval=kafka.session_timeout / 4,
        broker_rebalance_timeout=60.0,
        broker_commit_interval=1.0,  # bounds what is repeated after a crash
        broker_max_poll_records=500,
        broker_max_poll_interval=_ONE_YEAR,  # a role that waits for its database must keep its place in the group
        stream_wait_empty=True,
        stream_buffer_maxsize=worker.buffer,
        worker_redirect_stdouts=False,
        web_enabled=port > 0,
        web_bind=web.host,
        web_port=port or web.port or 6066,
        web_tables_enabled=False,
        web_router_enabled=False,
    )


def add_agent(
    app: SliceApp,
    role: Role,
    settings: Settings,
    *,
    work: SliceWork[Any],
    vitals: Vitals,
    begin: Callable[[], Awaitable[None]],
) -> None:
    """Put the role's one agent on its app.

    Args:
        app: From ``create_app``.
        role: Whose agent.
        settings: All settings.
        work: What to do with slices.
        vitals: Where it says that it works, or what ended it.
        begin: Awaited before the first slice.
    """
    topic = app.topic(settings.kafka.prefix + FLOWS[role].source.name, schema=SliceSchema())

    # A failure ends the process: Faust would go on with the next message.
    @app.agent(topic, concurrency=1, supervisor_strategy=CrashingSupervisor, name=str(role))  # type: ignore[untyped-decorator]
    async def agent(stream: StreamT) -> None:
        try:
            await begin()
            vitals.working = True
            await in_order(stream, work, depth=settings.worker.depth, send_limit=SEND_LIMIT)
        except Exception as error:
            vitals.failure = vitals.failure or error
            await app.consumer.commit()  # what was acknowledged before need not come again
            raise
        finally:
            vitals.working = False
