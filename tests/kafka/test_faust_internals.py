"""What we rely on inside faust-streaming, mode and aiokafka: one test for each, so that an upgrade tells what it breaks."""

from __future__ import annotations

import asyncio
import inspect
import types
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import faust
import faust.streams
import pytest
from aiokafka import AIOKafkaProducer
from faust.transport.consumer import Consumer
from faust.transport.drivers import aiokafka as driver
from faust.types import TP
from intervaltree import IntervalTree
from mode import CrashingSupervisor, Service

from worker.kafka.consumer import SliceConsumer, SliceConsumerThread
from worker.kafka.embedded_broker import BrokerProcess
from worker.kafka.process import RoleWorker
from worker.kafka.slices import SliceSchema, slices_of
from worker.kafka.transport import IdempotentProducer, SliceApp, SliceTransport
from worker.kafka.vitals import Vitals
from worker.kafka.watchdog import Watchdog

PLACE = TP("raw", 0)


def test_the_versions_are_those_that_were_tested() -> None:
    """Raise them with the crash test, on the embedded broker and on a real one."""
    assert (version("faust-streaming"), version("mode-streaming"), version("aiokafka")) == ("0.15.3", "0.7.1", "0.14.0")


def test_faust_is_compiled() -> None:
    """The interpreted iterator acknowledges what it skips."""
    assert faust.streams._CStreamIterator is not None


@pytest.mark.parametrize(
    ("committed", "acked", "commits"),
    [
        (10, [11, 12, 13], 14),  # 10 is not acknowledged, and committed all the same
        (None, [5, 6, 7], 8),  # nothing before 5 is, either
        (10, [12, 13], None),  # right
        (10, [10, 11, 13], 12),  # right
    ],
)
def test_fausts_own_rule_still_commits_past_an_unacknowledged_message(
    committed: int | None, acked: list[int], commits: int | None
) -> None:
    """The canary: when this fails, Faust has healed (its pull request 707), and SliceConsumer may do less."""
    state = types.SimpleNamespace(
        _acked=defaultdict(list, {PLACE: list(acked)}),
        _gap=defaultdict(IntervalTree),
        _acked_index=defaultdict(set, {PLACE: set(acked)}),
        _committed_offset=defaultdict(lambda: None, {PLACE: committed}),
    )
    assert Consumer._new_offset(state, PLACE) == commits


def test_ours_commits_the_acknowledged_prefix() -> None:
    """In whatever order slices are acknowledged."""
    state = types.SimpleNamespace(
        _acked=defaultdict(list, {PLACE: [14]}),
        _acked_index=defaultdict(set, {PLACE: {14}}),
        _delivered=defaultdict(SliceConsumer.__init__.__globals__["deque"]),
    )
    slices = [types.SimpleNamespace(offset=offset, acked=False) for offset in (11, 14, 19)]
    state._delivered[PLACE].extend(slices)
    assert SliceConsumer._new_offset(state, PLACE) is None
    slices[1].acked = True
    assert SliceConsumer._new_offset(state, PLACE) is None
    slices[0].acked = True
    assert SliceConsumer._new_offset(state, PLACE) == 15
    assert SliceConsumer._new_offset(state, PLACE) is None
    slices[2].acked = True
    assert SliceConsumer._new_offset(state, PLACE) == 20
    assert state._acked[PLACE] == []


@pytest.mark.parametrize(
    ("owner", "name", "shape"),
    [
        (driver.Consumer, "_to_message", ["self", "tp", "record"]),
        (driver.Consumer, "_new_offset", ["self", "tp"]),
        (driver.Consumer, "_add_gap", ["self", "tp", "offset_from", "offset_to"]),
        (driver.Consumer, "getmany", ["self", "timeout"]),
        (driver.Consumer, "on_partitions_revoked", ["self", "revoked"]),
        (driver.Consumer, "on_partitions_assigned", ["self", "assigned", "generation_id"]),
        (driver.Consumer, "perform_seek", ["self"]),
        (driver.Consumer, "seek_wait", ["self", "partitions"]),
        (driver.Producer, "_settings_extra", ["self"]),
        (faust.App, "_new_transport", ["self"]),
    ],
)
def test_what_we_override_or_call_has_its_shape(owner: type, name: str, shape: list[str]) -> None:
    """Of public and private methods alike."""
    assert list(inspect.signature(getattr(owner, name)).parameters) == shape


def test_getmany_is_an_async_generator() -> None:
    """Ours wraps it."""
    assert inspect.isasyncgenfunction(Consumer.getmany)


@pytest.mark.parametrize(
    ("ours", "overrides"),
    [
        (Watchdog, set()),
        (
            SliceConsumer,
            {"_new_consumer_thread", "_to_message", "getmany", "perform_seek", "_add_gap", "_new_offset", "on_partitions_revoked", "on_partitions_assigned"},
        ),
        (IdempotentProducer, {"_settings_extra"}),
        (SliceApp, {"_new_transport", "on_stop"}),
        (SliceConsumerThread, {"call_thread"}),
        (RoleWorker, {"install_signal_handlers", "stop"}),
    ],
)  # fmt: skip
def test_we_override_only_what_we_mean_to(ours: type, overrides: set[str]) -> None:
    """A method of ours that happens to have a name of theirs would be called by them."""
    (base,) = ours.__bases__
    own = {name for name, value in vars(ours).items() if inspect.isfunction(value) and not name.startswith("__")}
    assert {name for name in own if hasattr(base, name)} == overrides


def test_fausts_transport_is_ours() -> None:
    """With our consumer, and a producer that is idempotent."""
    app = SliceApp("transport", broker="kafka://localhost:1")
    transport = app._new_transport()
    assert isinstance(transport, SliceTransport)
    assert (transport.Consumer, transport.Producer) == (SliceConsumer, IdempotentProducer)


async def test_the_producer_is_idempotent() -> None:
    """Faust passes our settings on; aiokafka then has a manager of sequences."""
    app = SliceApp("producer", broker="kafka://localhost:1")
    producer = app.transport.create_producer()._new_producer()
    assert producer._txn_manager is not None
    assert producer._txn_manager.transactional_id is None
    producer._closed = True  # it was never started


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Faust makes a folder for each app in the current one."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def broker() -> Iterator[BrokerProcess]:
    with BrokerProcess({"raw": 1, "fresh": 1}) as process:
        yield process


def test_a_generation_begins_with_its_committed_offsets(broker: BrokerProcess) -> None:  # noqa: C901 - one story
    """The order of the calls; slices of the asked size; what the watchdog reads; what is committed after a restart."""
    calls: list[str] = []
    got: list[list[int]] = []

    class Told(SliceConsumer):
        async def on_partitions_assigned(self, assigned, generation_id=0):  # noqa: ANN001, ANN202
            calls.append("assigned")
            await super().on_partitions_assigned(assigned, generation_id)

        async def perform_seek(self) -> None:
            await super().perform_seek()
            calls.append(f"seek {dict(self._read_offset).get(PLACE)}")

    class ToldTransport(SliceTransport):
        Consumer = Told

    class ToldApp(SliceApp):
        def _new_transport(self) -> SliceTransport:
            return ToldTransport(self.conf.broker_consumer, self)

    async def once(want: int, ack: int) -> Vitals:
        """Take so many slices, acknowledge the first of them, and stop."""
        app = ToldApp(
            "generations", broker=f"kafka://{broker.bootstrap}", ConsumerScheduler=slices_of(4), store="memory://",
            web_enabled=False, topic_disable_leader=True, topic_allow_declare=False, consumer_auto_offset_reset="earliest",
            broker_session_timeout=6, broker_heartbeat_interval=1, stream_wait_empty=False,
        )  # fmt: skip
        enough = asyncio.Event()

        @app.agent(app.topic("raw", schema=SliceSchema()), supervisor_strategy=CrashingSupervisor, name="a")
        async def agent(stream) -> None:  # noqa: ANN001
            acks = stream.noack()
            taken = 0
            async for event in acks.events():
                taken += 1
                got.append([record.offset for record in event.value])
                if taken <= ack:
                    await acks.ack(event)
                if taken == want:
                    enough.set()

        vitals = Vitals(started=0)
        watchdog = Watchdog(app, vitals, lambda: 0)
        watchdog.every = 0.2
        await app.start()
        await watchdog.start()
        await asyncio.wait_for(enough.wait(), 20)
        await asyncio.sleep(0.5)
        await app.consumer.commit()
        await watchdog.stop()
        await app.stop()
        return vitals

    async def both() -> tuple[Vitals, Vitals]:
        producer = AIOKafkaProducer(bootstrap_servers=broker.bootstrap, linger_ms=200)
        await producer.start()
        for number in range(10):  # one batch: a run is what one batch holds
            await producer.send("raw", str(number).encode(), partition=0)
        await producer.stop()
        return await once(3, 1), await once(2, 2)

    first, second = asyncio.run(both())
    assert got == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9], [4, 5, 6, 7], [8, 9]]
    assert calls == ["assigned", "seek None", "assigned", "seek 4"]
    assert (first.assigned, first.positions, first.ends, first.lag) == (1, {0: 4}, {0: 10}, 6)
    assert (second.positions, second.ends, second.lag) == ({0: 10}, {0: 10}, 0)
    assert first.metadata_at is not None
    assert second.committed_at is not None
    assert first.tick > 0


def test_what_was_fetched_while_the_group_settled_comes_again(broker: BrokerProcess) -> None:
    """Also where nothing was committed yet: Faust drops it, and aiokafka alone seeks back to committed offsets only."""
    dropped: list[int] = []

    class Hasty(SliceConsumer):
        async def perform_seek(self) -> None:
            fetched = await self._thread.getmany(None, timeout=10)  # a fetch that was under way; nobody delivers it
            dropped.extend(record.offset for run in fetched.values() for record in run)
            await super().perform_seek()

    class HastyTransport(SliceTransport):
        Consumer = Hasty

    class HastyApp(SliceApp):
        def _new_transport(self) -> SliceTransport:
            return HastyTransport(self.conf.broker_consumer, self)

    async def first_slice() -> list[int]:
        app = HastyApp(
            "fresh", broker=f"kafka://{broker.bootstrap}", ConsumerScheduler=slices_of(10), store="memory://",
            web_enabled=False, topic_disable_leader=True, topic_allow_declare=False, consumer_auto_offset_reset="earliest",
            broker_session_timeout=6, broker_heartbeat_interval=1, stream_wait_empty=False,
        )  # fmt: skip
        got: asyncio.Queue[list[int]] = asyncio.Queue()

        @app.agent(app.topic("fresh", schema=SliceSchema()), supervisor_strategy=CrashingSupervisor, name="a")
        async def agent(stream) -> None:  # noqa: ANN001
            async for event in stream.noack().events():
                await got.put([record.offset for record in event.value])

        async with AIOKafkaProducer(bootstrap_servers=broker.bootstrap, linger_ms=200) as producer:
            await asyncio.gather(*[await producer.send("fresh", b"x", partition=0) for _ in range(3)])
        await app.start()
        try:
            return await asyncio.wait_for(got.get(), 20)
        finally:
            await app.stop()

    assert asyncio.run(first_slice()) == [0, 1, 2]
    assert dropped == [0, 1, 2]


def test_a_watchdog_is_a_service() -> None:
    """App timers do not run before the first assignment; services of the worker do."""
    assert issubclass(Watchdog, Service)
