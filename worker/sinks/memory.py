"""The sink without a database, for tests and trials.  It keeps the promises of the others, for as long as it lives."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.incident import IncidentEvent
from schemas.result import ArticleIncidents
from worker.errors import Rejected
from worker.sinks.protocol import RowCounts, Stored
from worker.sinks.rows import ArticleRows, EventRow, newest, rows_of


class MemorySink:
    """Holds the rows in dictionaries."""

    def __init__(self) -> None:
        self.down_since: float | None = None
        self.articles: dict[str, ArticleRows] = {}
        self._events: dict[str, EventRow] = {}
        self._withdrawn: dict[str, set[str]] = {}

    async def check(self) -> None:
        """Always fit."""

    async def store(self, results: Sequence[ArticleIncidents]) -> Stored:
        """As the protocol says."""
        rows: list[ArticleRows] = []
        failed: dict[int, Rejected] = {}
        for index, result in enumerate(results):
            try:
                rows.append(rows_of(result))
            except Rejected as error:
                failed[index] = error
        publish: dict[str, bytes | None] = {}
        counts = RowCounts()
        applied = [row for row in newest(rows).values() if row.age >= self._age(row.article_id)]
        for row in applied:
            publish |= {event.event_id: event.encoded for event in row.events}
            counts += self._replace(row)
            publish |= dict.fromkeys(sorted(self._withdrawn[row.article_id]))
        return Stored(publish, failed, counts + RowCounts(stale=len(rows) - len(applied)))

    async def close(self) -> None:
        """Nothing to give back."""

    @property
    def live(self) -> list[IncidentEvent]:
        """The events that stand, as stored."""
        return [IncidentEvent.read_json(str(event.values["record"])) for _, event in sorted(self._events.items())]

    @property
    def withdrawn(self) -> set[str]:
        """Ids of the events that newer versions of their articles no longer hold."""
        return set().union(*self._withdrawn.values())

    def _age(self, article_id: str) -> tuple[int, int, int]:
        known = self.articles.get(article_id)
        return known.age if known else (-(2**63), -1, -1)

    def _replace(self, row: ArticleRows) -> RowCounts:
        before = self.articles.get(row.article_id)
        gone_before = self._withdrawn.setdefault(row.article_id, set())
        held = {event.event_id for event in before.events} if before else set()
        new = {event.event_id: event for event in row.events}
        fresh = held - new.keys()
        equal = sum(key in held and self._events[key].digest == event.digest for key, event in new.items())
        known = len(new.keys() & (held | gone_before))
        for key in fresh:
            del self._events[key]
        self._events |= new
        self.articles[row.article_id] = row
        self._withdrawn[row.article_id] = (gone_before | fresh) - new.keys()
        return RowCounts(inserted=len(new) - known, updated=known - equal, unchanged=equal, withdrawn=len(fresh))
