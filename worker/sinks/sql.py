"""The sink on PostgreSQL (asyncpg) or SQLite (aiosqlite): one slice is one transaction.

What will pass is waited for, for ever: consumption pauses, nothing is dead-lettered.  What a row is guilty of is found by
halving the slice.  What waiting cannot heal is raised.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from schemas.reasons import DeadLetterReason
from schemas.result import ArticleIncidents
from worker.errors import Rejected, Transient
from worker.settings import DatabaseSettings
from worker.sinks.database import open_engine, place_of
from worker.sinks.faults import Fault, Waits, fault_of, is_full
from worker.sinks.protocol import RowCounts, Stored
from worker.sinks.rows import ArticleRows, EventRow, newest, rows_of
from worker.sinks.schema import require_head, said_plainly
from worker.sinks.tables import ARTICLE, INCIDENT_EVENT

_LOG = structlog.get_logger(__name__)

FIRST_WAIT = 0.1
LONGEST_WAIT = 5.0
LOG_EVERY = 30.0
_AGE = ("raw_timestamp", "raw_partition", "raw_offset")
_CHUNK = 5_000  # ids in one statement: SQLite and PostgreSQL take about 32,000 parameters


@dataclass(frozen=True, slots=True)
class _Known:
    """What the table holds of an event."""

    digest: str
    withdrawn: bool


class SqlSink:
    """Stores in a database.  Nothing is opened before the first ``check`` or ``store``."""

    def __init__(self, settings: DatabaseSettings) -> None:
        self.down_since: float | None = None
        self._timeout = settings.timeout
        self._engine: AsyncEngine = open_engine(settings, program="tocsin store")
        one_writer = self._engine.dialect.name == "sqlite"
        self._insert: Any = (sqlite if one_writer else postgresql).insert
        self._turns = asyncio.Semaphore(1 if one_writer else settings.pool_size)
        self._logged = -LOG_EVERY

    async def check(self) -> None:
        """As the protocol says: rights, tables and their version."""
        try:
            async with self._turns:
                await require_head(self._engine)
        except Transient:
            self.down_since = self.down_since or time.monotonic()
            raise
        self._is_back()

    async def store(self, results: Sequence[ArticleIncidents]) -> Stored:
        """As the protocol says."""
        rows: list[tuple[int, ArticleRows]] = []
        failed: dict[int, Rejected] = {}
        for index, result in enumerate(results):
            try:
                rows.append((index, rows_of(result)))
            except Rejected as error:
                failed[index] = error
        stored = await self._store(rows) if rows else Stored()
        return Stored(stored.publish, failed | dict(stored.failed), stored.counts)

    async def close(self) -> None:
        """Give connections back; those of a frozen server are left to the end of the process."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._timeout):
                await self._engine.dispose()

    async def _store(self, rows: Sequence[tuple[int, ArticleRows]]) -> Stored:
        """Store all rows in one transaction, or those that the database takes in several."""
        try:
            return await self._patiently([row for _, row in rows])
        except Rejected as error:
            if len(rows) == 1:
                return Stored(failed={rows[0][0]: error})
        middle = len(rows) // 2
        one, two = await self._store(rows[:middle]), await self._store(rows[middle:])
        return Stored({**one.publish, **two.publish}, {**one.failed, **two.failed}, one.counts + two.counts)

    async def _patiently(self, rows: Sequence[ArticleRows]) -> Stored:
        """Try until it passes, with full jitter.

        Raises:
            Rejected: a value is refused.
            NoDatabase: no waiting helps.
        """
        longest = FIRST_WAIT
        while True:
            try:
                # A statement has `timeout`; this is for a server that freezes where the driver has no limit.
                async with self._turns, asyncio.timeout(self._timeout * 4):
                    stored = await self._transaction(rows)
            except Waits as error:
                fault = fault_of(error)
                if fault is Fault.DATA:
                    self._is_back()
                    reason = str(getattr(error, "orig", None) or error)
                    raise Rejected(DeadLetterReason.SINK_DATA_ERROR, reason[:500]) from error
                if fault is not Fault.WAIT:
                    with said_plainly(self._engine):
                        raise
                self._wait_is_on(error)
            else:
                self._is_back()
                return stored
            await asyncio.sleep(random.uniform(0, longest))  # noqa: S311
            longest = min(longest * 2, LONGEST_WAIT)

    async def _transaction(self, rows: Sequence[ArticleRows]) -> Stored:
        articles = newest(rows)
        now = datetime.now(UTC)
        async with self._engine.begin() as connection:
            applied = await self._upsert_articles(connection, list(articles.values()), now)
            live = {event.event_id: event for key in applied for event in articles[key].events}
            known = await _known_events(connection, applied)
            changed = {
                key: event
                for key, event in live.items()
                if key not in known or known[key].withdrawn or known[key].digest != event.digest
            }
            gone = {key for key in known if key not in live}
            fresh = sorted(key for key in gone if not known[key].withdrawn)
            if changed:
                await self._upsert_events(connection, [event for _, event in sorted(changed.items())], now)
            for chunk in _chunks(fresh):
                await connection.execute(
                    sa.update(INCIDENT_EVENT)
                    .where(INCIDENT_EVENT.c.event_id.in_(chunk))
                    .values(withdrawn=True, withdrawn_at=now)
                )
        updated = len(changed.keys() & known.keys())
        return Stored(
            {key: event.encoded for key, event in live.items()} | dict.fromkeys(sorted(gone)),
            counts=RowCounts(
                inserted=len(changed) - updated,
                updated=updated,
                unchanged=len(live) - len(changed),
                withdrawn=len(fresh),
                stale=len(rows) - len(applied),
            ),
        )

    async def _upsert_articles(
        self, connection: AsyncConnection, articles: Sequence[ArticleRows], now: datetime
    ) -> list[str]:
        """The ids of the articles that no later raw message has written."""
        key, there = ARTICLE.c.article_id, [sa.func.coalesce(ARTICLE.c[name], -1) for name in _AGE]
        statement = self._insert(ARTICLE)
        new = [sa.func.coalesce(statement.excluded[name], -1) for name in _AGE]
        not_older = sa.tuple_(*new) >= sa.tuple_(*there)
        statement = statement.on_conflict_do_update(
            index_elements=[key], set_=_replaced(statement, key), where=not_older
        ).returning(key)
        values = [{**article.values, "stored_at": now} for article in articles]
        return sorted((await connection.execute(statement, values)).scalars())

    async def _upsert_events(self, connection: AsyncConnection, events: Sequence[EventRow], now: datetime) -> None:
        key, statement = INCIDENT_EVENT.c.event_id, self._insert(INCIDENT_EVENT)
        statement = statement.on_conflict_do_update(index_elements=[key], set_=_replaced(statement, key))
        await connection.execute(statement, [{**event.values, "stored_at": now} for event in events])

    def _wait_is_on(self, error: BaseException) -> None:
        now = time.monotonic()
        self.down_since = self.down_since or now
        if now - self._logged >= LOG_EVERY:
            self._logged = now
            _LOG.warning(
                "database_full" if is_full(error) else "database_away",
                database=place_of(self._engine.url),
                seconds=round(now - self.down_since, 1),
                error=str(getattr(error, "orig", None) or error)[:300] or type(error).__name__,
                remedy="make room on the database's disk"
                if is_full(error)
                else "none: it is tried again until it passes",
            )

    def _is_back(self) -> None:
        if self.down_since is not None:
            _LOG.info("database_back", seconds=round(time.monotonic() - self.down_since, 1))
        self.down_since, self._logged = None, -LOG_EVERY


def _replaced(statement: Any, key: sa.Column[Any]) -> dict[str, Any]:  # noqa: ANN401 - two dialects' Insert
    """Every column but the key, as the new row has it."""
    return {column.name: statement.excluded[column.name] for column in key.table.columns if column is not key}


async def _known_events(connection: AsyncConnection, article_ids: Sequence[str]) -> Mapping[str, _Known]:
    events = INCIDENT_EVENT.c
    found: dict[str, _Known] = {}
    for chunk in _chunks(article_ids):
        query = sa.select(events.event_id, events.digest, events.withdrawn).where(events.article_id.in_(chunk))
        found |= {key: _Known(digest, withdrawn) for key, digest, withdrawn in await connection.execute(query)}
    return found


def _chunks(ids: Sequence[str]) -> list[Sequence[str]]:
    return [ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK)]
