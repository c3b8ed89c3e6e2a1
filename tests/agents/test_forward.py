"""The agents extract and enrich, with a real pool, and brokers that take everything."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest

from schemas.reasons import DeadLetterReason
from schemas.result import ArticleIncidents
from tests.kafka.records import Brokers, Taken
from worker.agents.breaker import Breaker, BreakerOpen
from worker.agents.forward import Forwarder
from worker.agents.guard import Guard
from worker.agents.meters import Meters
from worker.agents.roles import Role
from worker.kafka.child import Blame
from worker.kafka.pool import Pool, PoolLimits
from worker.kafka.vitals import Vitals

BLAME = Blame(timeout=DeadLetterReason.EXTRACT_TIMEOUT, defect=DeadLetterReason.EXTRACT_ERROR)


class Agent:
    """A role, and what it sent."""

    def __init__(self, role: Role, pool: Pool, *, in_a_row: int = 100, max_bytes: int = 1_000_000) -> None:
        self.brokers, self.meters = Brokers(), Meters(role, "articles.raw")
        guard = Guard(role, max_bytes=max_bytes, breaker=Breaker(in_a_row, 1), meters=self.meters)
        self.work = Forwarder(
            role, pool=pool, guard=guard, meters=self.meters, producer=self.brokers, prefix="",
        )  # fmt: skip

    async def take(self, *records: Taken) -> None:
        answers = await self.work.begin(records)
        outbox = await self.work.finish(records, answers)
        await outbox.delivered(1)
        self.work.done(records, answers)

    def sent(self, topic: str) -> list[tuple[bytes | None, bytes | None, dict[str, bytes]]]:
        return [(key, value, dict(headers)) for to, key, value, headers in self.brokers.sent if to == topic]

    def reasons(self) -> dict[bytes | None, str]:
        return {key: headers["x-dlq-reason"].decode() for key, _, headers in self.sent("articles.raw.dlq")}


@pytest.fixture
async def pool() -> AsyncIterator[Pool]:
    pool = Pool("tests.agents.trial_work:load_extract", 1, BLAME, limits=PoolLimits(item=0.4, grace=0.4, strikes=1))
    await pool.start()
    yield pool
    await pool.stop()


def article(key: str, **fields: object) -> Taken:
    value = json.dumps({"article_id": key, "text": "A bus left the road."} | fields).encode()
    return Taken(key=key.encode(), value=value, offset=int(key))


async def test_one_message_in_one_message_out(pool: Pool) -> None:
    """Under the article's id, with the raw message's place and time, and what a consumer sees before it decodes."""
    agent = Agent(Role.EXTRACT, pool)
    await agent.take(article("7", metadata={"events": 2}), article("8"))
    (key, value, headers), (other, empty, _) = agent.sent("incidents.extracted")
    assert (key, other) == (b"7", b"8")
    assert value is not None
    assert empty is not None
    result = ArticleIncidents.read_json(value)
    assert len(result.events) == 2
    assert ArticleIncidents.read_json(empty).events == ()  # an article without any incident has a result, too
    lineage = result.lineage
    assert lineage is not None
    assert (lineage.topic, lineage.partition, lineage.offset, lineage.timestamp) == (
        "articles.raw",
        3,
        7,
        1_714_557_600_000,
    )
    assert headers["traceparent"].decode().split("-")[1] == lineage.trace_id
    assert headers["ce_type"] == b"tocsin.article.extracted"
    assert headers["ce_id"] == b"7@articles.raw-3-7"
    assert headers["ce_subject"] == b"7"
    assert headers["ce_time"] == b"2024-05-01T10:00:00.000Z"
    assert headers["ce_dataschema"] == b"urn:tocsin:schema:ArticleIncidents"
    assert headers["content-type"] == b"application/json"
    assert headers["x-tocsin-ms"].startswith(b"extract=")


async def test_a_repeated_message_makes_the_same_record(pool: Pool) -> None:
    """But for the milliseconds that it took: consumers may drop duplicates, and the table sees no change."""
    agent = Agent(Role.EXTRACT, pool)
    for _ in range(2):
        await agent.take(article("7", metadata={"events": 1}))
    one, two = agent.sent("incidents.extracted")
    assert one[:2] == two[:2]
    assert {k: v for k, v in one[2].items() if k != "x-tocsin-ms"} == {
        k: v for k, v in two[2].items() if k != "x-tocsin-ms"
    }


async def test_the_key_is_the_articles_id(pool: Pool) -> None:
    """Whatever the producer chose: the topics downstream are compacted by it."""
    agent = Agent(Role.EXTRACT, pool)
    raw = json.dumps({"article_id": "given", "text": "A bus left the road."}).encode()
    await agent.take(Taken(key=b"publisher", value=raw), Taken(key=None, value=b"A bus left the road."))
    keys = [key for key, _, _ in agent.sent("incidents.extracted")]
    assert keys[0] == b"given"
    assert keys[1] is not None
    assert len(keys[1]) == 36  # made of the text


async def test_every_bad_message_ends_as_a_dead_letter_and_costs_only_itself(pool: Pool) -> None:
    """All that can be wrong with a raw article, in one slice with good ones."""
    bad = {
        "1": ("decode_error", b"\xff\xfe"),
        "2": ("decode_error", b'{"text": '),
        "3": ("schema_invalid", b"{}"),
        "4": ("schema_invalid", b'{"text": 7}'),
        "5": ("schema_invalid", b"[1, 2]"),
        "6": ("empty_text", b""),
        "7": ("empty_text", b'{"text": " \\n "}'),
        "8": ("too_large", json.dumps({"text": "x" * 270_000}).encode()),
        "9": ("extract_error", json.dumps({"text": "t", "metadata": {"do": "bug"}}).encode()),
        "10": ("extract_error", json.dumps({"text": "t", "metadata": {"do": "die"}}).encode()),
        "11": ("extract_timeout", json.dumps({"text": "t", "metadata": {"do": "hang"}}).encode()),
        "12": ("extract_timeout", json.dumps({"text": "t", "metadata": {"do": "block"}}).encode()),
        "13": ("span_mismatch", json.dumps({"text": "t", "metadata": {"do": "mismatch"}}).encode()),
        "14": ("produce_too_large", json.dumps({"text": "t", "metadata": {"do": "big", "events": 1}}).encode()),
        "15": ("empty_text", None),
    }
    records = [article("100")]
    for key, (_, value) in bad.items():
        records += [Taken(key=key.encode(), value=value, headers=(("tenant", b"a"),)), article("1" + key.zfill(2))]
    agent = Agent(Role.EXTRACT, pool)
    await agent.take(*records)
    assert agent.reasons() == {key.encode(): reason for key, (reason, _) in bad.items()}
    assert len(agent.sent("incidents.extracted")) == len(bad) + 1
    for key, value, headers in agent.sent("articles.raw.dlq"):
        assert key is not None
        assert value == bad[key.decode()][1]
        assert headers["tenant"] == b"a"
        assert headers["__connect.errors.stage"] == b"extract"
    metrics = agent.meters.render(Vitals(started=0)).decode()
    assert 'tocsin_messages_total{outcome="done",topic="articles.raw"} 16.0' in metrics
    assert 'tocsin_dead_letters_total{reason="schema_invalid",topic="articles.raw"} 3.0' in metrics


async def test_an_unknown_field_is_ignored(pool: Pool) -> None:
    """A newer producer may add some."""
    agent = Agent(Role.EXTRACT, pool)
    await agent.take(article("7", novelty={"a": 1}))
    assert agent.reasons() == {}


async def test_the_breaker_opens_before_anything_of_the_slice_is_sent(pool: Pool) -> None:
    """The messages wait for whoever repairs it."""
    agent = Agent(Role.EXTRACT, pool, in_a_row=4)
    await agent.take(*[Taken(value=b"{}")] * 3)
    with pytest.raises(BreakerOpen):
        await agent.take(Taken(value=b"{}"), article("7"))
    assert len(agent.brokers.sent) == 3


async def test_what_is_away_is_tried_again_in_place() -> None:
    """Order is kept, and nothing is dead-lettered."""
    pool = Pool("tests.agents.trial_work:load_transient", 1, BLAME, argument="0.6")
    await pool.start()
    meters = Meters(Role.EXTRACT, "articles.raw")
    guard = Guard(Role.EXTRACT, max_bytes=1_000, breaker=Breaker(1, 1), meters=meters)
    answers = await guard.patiently(["a", "later", "b"], pool.run)
    await pool.stop()
    assert [answer.result for answer in answers] == ["a", "later", "b"]
    metrics = meters.render(Vitals(started=0)).decode()
    assert 'tocsin_retries_total{operation="extract"}' in metrics


async def test_enrich_keeps_the_raw_messages_lineage() -> None:
    """Its time decides in the table which result is newer: it must survive all stages."""
    extract = Pool("tests.agents.trial_work:load_extract", 1, BLAME)
    enrich = Pool("tests.agents.trial_work:load_enrich", 1, BLAME)
    await extract.start()
    await enrich.start()
    first, second = Agent(Role.EXTRACT, extract), Agent(Role.ENRICH, enrich)
    await first.take(article("7", metadata={"events": 1}))
    key, value, headers = first.sent("incidents.extracted")[0]
    await second.take(
        Taken("incidents.extracted", 1, 5, 1_999_999_999_999, key, value, tuple(headers.items())),
        Taken("incidents.extracted", 1, 6, 1_999_999_999_999, b"x", b"{}", ()),
    )
    await extract.stop()
    await enrich.stop()
    _, value, after = second.sent("incidents.enriched")[0]
    assert value is not None
    lineage = ArticleIncidents.read_json(value).lineage
    assert lineage is not None
    assert (lineage.offset, lineage.timestamp) == (7, 1_714_557_600_000)
    assert after["traceparent"].split(b"-")[1] == headers["traceparent"].split(b"-")[1]
    assert after["traceparent"] != headers["traceparent"]
    assert after["x-tocsin-ms"].count(b"=") == 2
    (dead,) = second.sent("incidents.extracted.dlq")
    assert dead[2]["x-dlq-reason"] == b"schema_invalid"
