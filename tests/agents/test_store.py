"""The agent store: to the table, then to the topic of events, then acknowledged."""

from __future__ import annotations

from dataclasses import replace

from structlog.testing import capture_logs

from schemas.article import RawArticle
from schemas.incident import IncidentEvent
from schemas.origin import Lineage
from schemas.result import ArticleIncidents
from tests.agents.trial_work import incidents_of
from tests.kafka.records import Brokers, Taken
from worker.agents.breaker import Breaker
from worker.agents.guard import Guard
from worker.agents.meters import Meters
from worker.agents.roles import Role
from worker.agents.store import Projector
from worker.codec import encode
from worker.kafka.vitals import Vitals
from worker.sinks.memory import MemorySink


class Agent:
    """The role, its table, and what it sent."""

    def __init__(self, sink: MemorySink | None = None, *, max_bytes: int = 1_000_000) -> None:
        self.brokers, self.sink = Brokers(), sink or MemorySink()
        self.meters = Meters(Role.STORE, "incidents.enriched")
        guard = Guard(Role.STORE, max_bytes=max_bytes, breaker=Breaker(100, 1), meters=self.meters)
        self.work = Projector(sink=self.sink, guard=guard, meters=self.meters, producer=self.brokers, prefix="")

    async def take(self, *records: Taken) -> None:
        batch = await self.work.begin(records)
        outbox = await self.work.finish(records, batch)
        await outbox.delivered(1)
        self.work.done(records, batch)

    def sent(self, topic: str) -> list[tuple[bytes | None, bytes | None, dict[str, bytes]]]:
        return [(key, value, dict(headers)) for to, key, value, headers in self.brokers.sent if to == topic]


def result(article_id: str, events: int, *, offset: int = 1, timestamp: int = 1_000) -> ArticleIncidents:
    lineage = Lineage(topic="articles.raw", partition=0, offset=offset, timestamp=timestamp, trace_id="0" * 31 + "1")
    return incidents_of(RawArticle(article_id=article_id, text="t", metadata={"events": events}), lineage)


def taken(result: ArticleIncidents, offset: int = 9) -> Taken:
    return Taken("incidents.enriched", 2, offset, 5_000, result.article.id.encode(), encode(result))


async def test_live_events_are_published_one_by_one() -> None:
    """Under their ids, and they stand in the table."""
    agent, found = Agent(), result("a", 2)
    await agent.take(taken(found), taken(result("b", 0)))
    sent = agent.sent("incidents.events")
    assert [key for key, _, _ in sent] == [event.event_id.encode() for event in found.events]
    assert [IncidentEvent.read_json(value or b"") for _, value, _ in sent] == list(found.events)
    assert len(agent.sink.live) == 2
    assert set(agent.sink.articles) == {"a", "b"}
    headers = sent[0][2]
    assert headers["ce_type"] == b"tocsin.incident.reported"
    assert headers["ce_id"] == found.events[0].event_id.encode() + b"@articles.raw-0-1"
    assert headers["ce_dataschema"] == b"urn:tocsin:schema:IncidentEvent"


async def test_a_newer_version_withdraws_what_it_no_longer_holds() -> None:
    """By a null value under the event's id; also when it is stored again after a crash."""
    agent, old = Agent(), result("a", 2)
    await agent.take(taken(old))
    newer = taken(result("a", 1, offset=2, timestamp=2_000))
    for _ in range(2):
        agent.brokers.sent.clear()
        await agent.take(newer)
        last = {key: value for key, value, _ in agent.sent("incidents.events")}
        assert last[old.events[1].event_id.encode()] is None
        assert last[old.events[0].event_id.encode()] is not None
    tombstone = agent.sent("incidents.events")[-1][2]
    assert tombstone["ce_type"] == b"tocsin.incident.withdrawn"


async def test_an_older_version_changes_nothing() -> None:
    """Whatever came last: the raw message's time counts."""
    agent = Agent()
    await agent.take(taken(result("a", 1, offset=2, timestamp=2_000)))
    agent.brokers.sent.clear()
    await agent.take(taken(result("a", 3, offset=1, timestamp=1_000)))
    assert agent.sent("incidents.events") == []
    assert len(agent.sink.live) == 1


async def test_what_cannot_be_stored_is_dead_lettered_alone() -> None:
    """No result, a result of another shape, a null value; their neighbours are stored."""
    agent = Agent()
    bad = [
        Taken("incidents.enriched", 2, n, 5_000, str(n).encode(), value)
        for n, value in enumerate([b"\xff", b"{}", None])
    ]
    await agent.take(taken(result("a", 1)), *bad, taken(result("b", 1)))
    reasons = [headers["x-dlq-reason"] for _, _, headers in agent.sent("incidents.enriched.dlq")]
    assert reasons == [b"decode_error", b"schema_invalid", b"decode_error"]
    assert set(agent.sink.articles) == {"a", "b"}


async def test_an_event_that_would_not_fit_is_dead_lettered_before_it_is_stored() -> None:
    """The table must not hold what the topic cannot."""
    found = result("a", 1)
    agent = Agent(max_bytes=len(encode(found.events[0])) + 300)
    await agent.take(taken(found))
    assert agent.sink.articles == {}
    assert [headers["x-dlq-reason"] for _, _, headers in agent.sent("incidents.enriched.dlq")] == [b"produce_too_large"]


async def test_the_log_tells_the_story_once() -> None:
    """With what became of the article, and the milliseconds of every stage; and the metrics count it."""
    agent, found = Agent(), result("a", 1)
    record = taken(found)
    with capture_logs() as lines:
        await agent.take(replace(record, headers=(("x-tocsin-ms", b"extract=3.1,enrich=0.2,broken=x"),)))
    (line,) = lines
    assert (line["event"], line["article_id"], line["events"]) == ("article_processed", "a", 1)
    assert line["ms"].keys() == {"extract", "enrich", "store"}
    assert line["trace_id"] == found.lineage.trace_id if found.lineage else None
    metrics = agent.meters.render(Vitals(started=0, positions={0: 3}, ends={0: 5}, committed_at=1.0)).decode()
    assert 'tocsin_rows_total{action="inserted"} 1.0' in metrics
    assert 'tocsin_lag_messages{partition="0",topic="incidents.enriched"} 2.0' in metrics
    assert "tocsin_last_commit_timestamp_seconds" in metrics
