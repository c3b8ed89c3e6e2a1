"""Our producer on brokers that go away while it sends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest
from aiokafka.errors import KafkaTimeoutError
from confluent_kafka import Consumer, TopicPartition
from faust.exceptions import ProducerSendError

from worker.kafka.embedded_broker import BrokerProcess
from worker.kafka.slices import slices_of
from worker.kafka.transport import AppProducer, SliceApp


@pytest.fixture
def broker() -> Iterator[BrokerProcess]:
    with BrokerProcess({"out": 1}) as process:
        yield process


@pytest.fixture
async def app(broker: BrokerProcess) -> AsyncIterator[SliceApp]:
    """With batches of a few records, and half a second for a request."""
    app = SliceApp(
        "sender", broker=f"kafka://{broker.bootstrap}", ConsumerScheduler=slices_of(10), store="memory://",
        web_enabled=False, topic_disable_leader=True, topic_allow_declare=False, producer_max_batch_size=1_000,
        producer_request_timeout=0.5, producer_linger=0.05, producer_acks=-1, key_serializer="raw", value_serializer="raw",
    )  # fmt: skip
    await app.producer.start()
    yield app
    await asyncio.wait_for(app.producer.stop(), 20)


async def send_all(producer: AppProducer, numbers: range) -> None:
    """Send, and await the deliveries."""
    deliveries = [await producer.send("out", None, b"%d" % n + b"." * 300, 0, None, None) for n in numbers]
    await asyncio.gather(*deliveries)


def values(broker: BrokerProcess) -> list[int]:
    """What stands on the topic."""
    consumer = Consumer({"bootstrap.servers": broker.bootstrap, "group.id": "look", "log_level": 0})
    consumer.assign([TopicPartition("out", 0, 0)])
    _, end = consumer.get_watermark_offsets(TopicPartition("out", 0), timeout=10)
    found: list[int] = []
    while len(found) < end:
        found += [int((m.value() or b"").rstrip(b".")) for m in consumer.consume(end, timeout=1) if not m.error()]
    consumer.close()
    return found


async def test_brokers_that_are_away_for_some_requests_long_lose_and_double_nothing(
    app: SliceApp, broker: BrokerProcess
) -> None:
    """Also those records for which no batch had room."""
    producer = AppProducer(app, patience=30)
    await send_all(producer, range(5))
    broker.command("down")
    sending = asyncio.create_task(send_all(producer, range(5, 60)))
    await asyncio.sleep(3)
    assert not sending.done()
    broker.command("up")
    await asyncio.wait_for(sending, 30)
    assert values(broker) == list(range(60))


async def test_patience_ends(app: SliceApp, broker: BrokerProcess) -> None:
    """Brokers that stay away are an error in the end."""
    producer = AppProducer(app, patience=1)
    await send_all(producer, range(1))
    broker.command("down")
    with pytest.raises(ProducerSendError) as caught:
        await send_all(producer, range(1, 60))
    assert isinstance(caught.value.__cause__, KafkaTimeoutError)
    broker.command("up")
