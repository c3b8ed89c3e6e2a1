"""The one place that builds everything from settings."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import structlog

from schemas.reasons import DeadLetterReason
from worker.agents.breaker import Breaker, BreakerOpen
from worker.agents.forward import Forwarder
from worker.agents.guard import Guard
from worker.agents.meters import Meters
from worker.agents.roles import FLOWS, Role, needs_of, port_of
from worker.agents.store import Projector
from worker.agents.targets import ENRICH, EXTRACT
from worker.app import SEND_LIMIT, add_agent, create_app
from worker.errors import Misconfigured, Transient
from worker.kafka.child import Blame
from worker.kafka.needs import check_needs
from worker.kafka.pool import Pool, PoolLimits
from worker.kafka.process import RoleWorker
from worker.kafka.rights import Need
from worker.kafka.transport import AppProducer, SliceApp
from worker.kafka.vitals import Vitals
from worker.kafka.watchdog import Watchdog
from worker.settings import KafkaSettings, Settings
from worker.sinks.protocol import Sink
from worker.web.health import Limits
from worker.web.pages import Pages, add_pages, waiting_pages

_LOG = structlog.get_logger(__name__)

TARGETS = {Role.EXTRACT: EXTRACT, Role.ENRICH: ENRICH}
"""What the children of each role's pool do."""

_BLAMES = {
    Role.EXTRACT: Blame(timeout=DeadLetterReason.EXTRACT_TIMEOUT, defect=DeadLetterReason.EXTRACT_ERROR),
    Role.ENRICH: Blame(timeout=DeadLetterReason.ENRICH_ERROR, defect=DeadLetterReason.ENRICH_ERROR),
}
_LONGEST_WAIT = 5.0
_BROKERS_AWAY = 30.0  # seconds without news of the cluster; it is asked for every 10
_SAY_EVERY = 30.0


@dataclass(slots=True)
class RoleParts:
    """One role, built and not started."""

    role: Role
    settings: Settings
    app: SliceApp
    vitals: Vitals
    meters: Meters
    port: int
    """Of its web server; 0: none."""
    pool: Pool | None = None
    sink: Sink | None = None

    def away_since(self) -> float | None:
        """Since when the database is away, in seconds of the monotonic clock."""
        return self.sink.down_since if self.sink else None

    def is_stalled(self) -> bool:
        """Whether what is in flight waits for a database or brokers that are away."""
        heard = self.vitals.metadata_at
        silent = heard is not None and time.monotonic() - heard > _BROKERS_AWAY
        return silent or self.away_since() is not None

    def work_done(self) -> int:
        """Grows while the role works."""
        return self.pool.answered if self.pool else 0

    async def prepare(self) -> None:
        """Look whether everything is there that the role needs, and start its pool.

        Waits for brokers that are away; its pages answer meanwhile.

        Raises:
            Misconfigured: something is missing; the message says the command.
        """
        async with waiting_pages(self.pages, self.settings.web.host, self.port):
            await await_topics(self.settings.kafka, needs_of(self.role, self.settings.kafka.prefix))
            if self.sink is not None:
                await self._check_sink(once=True)
            if self.pool is not None:
                await self.pool.start()

    @property
    def pages(self) -> Pages:
        """Health and metrics, as they are asked for by HTTP."""
        kafka, worker = self.settings.kafka, self.settings.worker
        return Pages(
            self.role,
            self.vitals,
            Limits(session=kafka.session_timeout, slowest=3 * (worker.article_limit + PoolLimits().grace)),
            away_since=self.away_since,
            render=lambda: self.meters.render(self.vitals),
        )

    async def begin(self) -> None:
        """Wait until the database takes results."""
        if self.sink is not None:
            await self._check_sink(once=False)

    async def _check_sink(self, *, once: bool) -> None:
        assert self.sink is not None  # noqa: S101 - asked by its callers
        said = -_SAY_EVERY
        while True:
            try:
                return await self.sink.check()
            except Transient as error:
                if time.monotonic() - said >= _SAY_EVERY:
                    said = time.monotonic()
                    _LOG.warning("database_away", error=str(error))
            if once:
                return None
            await asyncio.sleep(random.uniform(0, _LONGEST_WAIT))  # noqa: S311 - jitter, no secret

    async def close(self) -> None:
        """End the pool and give connections back."""
        if self.pool is not None:
            await self.pool.stop()
        if self.sink is not None:
            await self.sink.close()


def build_role(role: Role, settings: Settings, *, targets: Mapping[Role, str] = TARGETS) -> RoleParts:
    """Everything that one role is made of.

    Args:
        role: Which.
        settings: All settings.
        targets: What the children of its pool do, ``MODULE:FACTORY``.

    Raises:
        Misconfigured: a setting cannot be used.
    """
    kafka, worker = settings.kafka, settings.worker
    port = port_of(role, settings.web.port)
    app = create_app(role, settings, port=port)
    vitals, meters = Vitals(started=time.monotonic()), Meters(role, kafka.prefix + FLOWS[role].source.name)
    breaker = Breaker(worker.dead_letters_in_a_row, worker.dead_letters_share)
    guard = Guard(role, max_bytes=kafka.max_message_bytes, breaker=breaker, meters=meters)
    parts = RoleParts(role, settings, app, vitals, meters, port)
    producer = AppProducer(app, patience=SEND_LIMIT)
    work: Forwarder | Projector
    match role:
        case Role.EXTRACT | Role.ENRICH:
            size = worker.processes if role is Role.EXTRACT else 1
            parts.pool = Pool(
                targets[role],
                size,
                _BLAMES[role],
                argument=str(settings.gazetteer or ""),
                limits=PoolLimits(item=worker.article_limit),
                died=meters.child_died,
            )
            work = Forwarder(role, pool=parts.pool, guard=guard, meters=meters, producer=producer, prefix=kafka.prefix)
        case Role.STORE:
            from worker.sinks.sql import SqlSink  # noqa: PLC0415 - 20 MB that the other roles need not carry

            parts.sink = SqlSink(settings.database)
            work = Projector(sink=parts.sink, guard=guard, meters=meters, producer=producer, prefix=kafka.prefix)
    add_agent(app, role, settings, work=work, vitals=vitals, begin=parts.begin)
    add_pages(app, parts.pages)
    return parts


def serve_role(parts: RoleParts) -> int:
    """Run a role to its end in this process; returns the exit code.

    Raises:
        Misconfigured: something is missing; no restart heals it.
        BreakerOpen: too many dead letters; somebody has to look.
    """
    watchdog = Watchdog(parts.app, parts.vitals, parts.work_done)
    worker = RoleWorker(
        parts.app,
        watchdog,
        vitals=parts.vitals,
        drain=parts.settings.worker.drain,
        is_stalled=parts.is_stalled,
    )
    code = worker.run(parts.prepare, parts.close)
    match parts.vitals.failure:
        case (BreakerOpen() | Misconfigured()) as failure:
            raise failure
        case _:
            return code


async def await_topics(settings: KafkaSettings, needs: Sequence[Need]) -> None:
    """Wait for the brokers, then look whether what is needed exists and is allowed.

    Raises:
        NoBroker: a topic does not exist, a right is missing, or the brokers refuse this client.
    """
    said = -_SAY_EVERY
    while True:
        try:
            return await check_needs(settings, needs)
        except Transient as error:
            if time.monotonic() - said >= _SAY_EVERY:
                said = time.monotonic()
                _LOG.warning("broker_away", error=str(error), remedy="none: it is tried again until one answers")
        await asyncio.sleep(random.uniform(0.2, _LONGEST_WAIT))  # noqa: S311 - jitter, no secret
