"""What every sink promises, whatever stands behind it: one suite for memory, SQLite and PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
import sqlalchemy as sa

from schemas.incident import IncidentEvent, Severity
from schemas.reasons import DeadLetterReason
from schemas.result import ArticleIncidents
from worker.sinks.database import open_engine
from worker.sinks.memory import MemorySink
from worker.sinks.protocol import RowCounts, Sink, Stored
from worker.sinks.sql import SqlSink
from worker.sinks.tables import INCIDENT_EVENT

ResultOf = Callable[..., ArticleIncidents]


class Subject:
    """A sink, and the live events that it holds."""

    def __init__(self, sink: Sink, settings: object = None) -> None:
        self.sink, self.settings = sink, settings

    async def store(self, *results: ArticleIncidents) -> Stored:
        """One slice."""
        return await self.sink.store(results)

    async def live(self) -> list[IncidentEvent]:
        """Live events as the table holds them, by id."""
        if isinstance(self.sink, MemorySink):
            return self.sink.live
        engine = open_engine(self.settings, write=False)
        query = sa.select(INCIDENT_EVENT.c.record).where(~INCIDENT_EVENT.c.withdrawn)
        async with engine.connect() as connection:
            records = (await connection.execute(query.order_by(INCIDENT_EVENT.c.event_id))).scalars().all()
        await engine.dispose()
        return [IncidentEvent.read_json(record) for record in records]

    async def live_ids(self) -> list[str]:
        """Their ids."""
        return [event.event_id for event in await self.live()]


@pytest.fixture(
    params=[
        "memory",
        "sqlite",
        pytest.param("postgres", marks=pytest.mark.docker),
    ]
)
async def subject(request: pytest.FixtureRequest) -> AsyncIterator[Subject]:
    """Each implementation in turn."""
    if request.param == "memory":
        yield Subject(MemorySink())
        return
    settings = await asyncio.to_thread(request.getfixturevalue, f"{request.param}_database")
    sink = SqlSink(settings)
    yield Subject(sink, settings)
    await sink.close()


def published(stored: Stored) -> dict[str, bool]:
    """event_id -> whether it is live."""
    return {event_id: body is not None for event_id, body in stored.publish.items()}


async def test_a_fresh_sink_is_fit(subject: Subject):
    """The check passes, and nothing is down."""
    await subject.sink.check()
    assert subject.sink.down_since is None


async def test_an_event_comes_back_as_it_went_in(subject: Subject, result_of: ResultOf):
    """What is stored and what is published are both the event, whole."""
    result = result_of(
        "a", "e1", title="Drone strike in Ödön – “dawn” 🚁", severity=Severity(score=4.5, reasons=("x",))
    )
    stored = await subject.store(result)
    assert IncidentEvent.read_json(stored.publish["e1"]) == result.events[0]
    assert await subject.live() == list(result.events)


async def test_an_article_without_incidents_is_stored_and_publishes_nothing(subject: Subject, result_of: ResultOf):
    """No event is a result too."""
    assert await subject.store(result_of("a")) == Stored()
    assert await subject.store() == Stored()


async def test_a_replayed_slice_changes_nothing_and_publishes_the_same(subject: Subject, result_of: ResultOf):
    """Exactly-once in effect."""
    slice_ = [result_of("b", "e3"), result_of("a", "e1", "e2")]
    first = await subject.store(*slice_)
    again = await subject.store(*slice_)
    assert again.publish == first.publish
    assert (first.counts, again.counts) == (RowCounts(inserted=3), RowCounts(unchanged=3))


async def test_a_newer_version_replaces_as_one_piece(subject: Subject, result_of: ResultOf):
    """What it no longer holds is withdrawn; what it holds anew is there."""
    await subject.store(result_of("a", "e1", "e2", at=1))
    stored = await subject.store(result_of("a", "e2", "e3", at=2, title="newer"))
    assert published(stored) == {"e1": False, "e2": True, "e3": True}
    assert stored.counts == RowCounts(inserted=1, updated=1, withdrawn=1)
    assert await subject.live_ids() == ["e2", "e3"]


async def test_an_older_version_changes_nothing_and_publishes_nothing(subject: Subject, result_of: ResultOf):
    """A replay of an old message cannot bring an old state back."""
    await subject.store(result_of("a", "e2", at=2))
    stored = await subject.store(result_of("a", "e1", at=1))
    assert stored == Stored(counts=RowCounts(stale=1))
    assert await subject.live_ids() == ["e2"]


@pytest.mark.parametrize(
    ("first", "second", "wins"),
    [
        pytest.param({"at": 5, "offset": 7}, {"at": 5, "offset": 8}, "second", id="equal time: higher offset"),
        pytest.param({"at": 5, "offset": 8}, {"at": 5, "offset": 7}, "first", id="equal time: lower offset"),
        pytest.param({"at": 5, "partition": 1}, {"at": 5, "partition": 0, "offset": 9}, "first", id="lower partition"),
        pytest.param({"at": 5, "offset": 9}, {"at": 6, "offset": 1}, "second", id="time before offset"),
        pytest.param({"at": 5}, {"at": 5}, "second", id="the same message: newer rules"),
        pytest.param({"at": None}, {"at": 1}, "second", id="without lineage, then with"),
        pytest.param({"at": 1}, {"at": None}, "first", id="with lineage, then without"),
        pytest.param({"at": None}, {"at": None}, "second", id="both without lineage"),
        pytest.param({"at": None}, {"at": 0}, "second", id="no lineage is older than message 0 of instant 0"),
    ],
)
@pytest.mark.parametrize("together", [True, False], ids=["one slice", "two slices"])
async def test_which_version_wins(
    subject: Subject, result_of: ResultOf, first: dict[str, int], second: dict[str, int], wins: str, *, together: bool
):
    """The later raw message, in one slice as in two."""
    results = result_of("a", "first", **first), result_of("a", "second", **second)
    stored = await subject.store(*results) if together else [await subject.store(result) for result in results][-1]
    assert await subject.live_ids() == [wins]
    if together:
        assert published(stored) == {wins: True}
        assert stored.counts == RowCounts(inserted=1, stale=1)


async def test_withdrawals_are_said_again(subject: Subject, result_of: ResultOf):
    """A crash may have come between the transaction and the tombstones."""
    await subject.store(result_of("a", "e1", at=1))
    await subject.store(result_of("a", at=2))
    stored = await subject.store(result_of("a", at=2))
    assert published(stored) == {"e1": False}
    assert stored.counts == RowCounts()


async def test_a_withdrawn_event_comes_back_when_a_newer_version_holds_it(subject: Subject, result_of: ResultOf):
    """Withdrawal is not for ever."""
    await subject.store(result_of("a", "e1", at=1))
    await subject.store(result_of("a", at=2))
    stored = await subject.store(result_of("a", "e1", at=3))
    assert published(stored) == {"e1": True}
    assert stored.counts == RowCounts(updated=1)
    assert await subject.live_ids() == ["e1"]


NUL = "shell\x00ing \\u0000 here"


async def test_a_nul_in_text_is_stored_alike_and_published_exactly(subject: Subject, result_of: ResultOf):
    """PostgreSQL holds no U+0000: the table has U+FFFD in its place, the topic has the truth."""
    result = result_of("a", "e1", title=NUL, other_places=({"name": NUL},))
    stored = await subject.store(result)
    assert stored.failed == {}
    assert IncidentEvent.read_json(stored.publish["e1"]) == result.events[0]
    (event,) = await subject.live()
    clean = NUL.replace("\x00", "\ufffd")
    assert (event.title, event.other_places[0].name) == (clean, clean)


@pytest.mark.parametrize(
    ("ids", "fields", "words"),
    [
        pytest.param(["e2"], {"offset": 2**70}, "64 bits", id="integer wider than 64 bits"),
        pytest.param(["e2"], {"title": "half a \ud83d pair"}, "surrogates", id="lone surrogate"),
        pytest.param(["bad\x00id"], {}, "U+0000", id="NUL in an id"),
        pytest.param(["x" * 3_000], {}, "2,000 fit", id="id too long for an index"),
        pytest.param(["e2", "e2"], {}, "same id", id="one id twice"),
        pytest.param([""], {}, "1 to 2,000", id="empty id"),
    ],
)
async def test_a_bad_result_fails_alone(
    subject: Subject, result_of: ResultOf, ids: list[str], fields: dict[str, object], words: str
):
    """Its neighbours are stored; it is named by its index, with a reason."""
    stored = await subject.store(result_of("a", "e1a"), result_of("bad", *ids, **fields), result_of("c", "e3"))
    assert list(stored.failed) == [1]
    assert stored.failed[1].reason is DeadLetterReason.SINK_DATA_ERROR
    assert words in stored.failed[1].message
    assert published(stored) == {"e1a": True, "e3": True}
    assert await subject.live_ids() == ["e1a", "e3"]


async def test_a_bad_newest_version_lets_the_one_before_it_stand(subject: Subject, result_of: ResultOf):
    """In one slice, the newest version that can be stored wins."""
    stored = await subject.store(result_of("a", "e1", at=1), result_of("a", "e2", at=2, offset=2**70))
    assert (published(stored), list(stored.failed)) == ({"e1": True}, [1])


async def test_overlapping_slices_end_in_the_newest_state(subject: Subject, result_of: ResultOf):
    """Twenty slices at once, versions in any order: each article ends at its newest version, withdrawals included."""
    slices = [[result_of(f"a{n}", f"a{n}-v{v}", at=v) for n in range(10)] for v in range(20)]
    await asyncio.gather(*(subject.store(*slice_) for slice_ in [*slices[10:], *slices[:10]]))
    assert await subject.live_ids() == sorted(f"a{n}-v19" for n in range(10))
