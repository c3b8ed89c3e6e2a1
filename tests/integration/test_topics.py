"""`tocsin topics` on a real Kafka: makes, compares, brings into line, and shows who is behind."""

from __future__ import annotations

import asyncio

import pytest
from confluent_kafka import Consumer, Producer, TopicPartition

from tests.containers.kafka import KafkaServer
from worker.cli.topics import Listed, Outcome, create_topics, list_topics, row_of
from worker.errors import NoBroker
from worker.settings import KafkaSettings

pytestmark = [pytest.mark.docker, pytest.mark.slow]


def create(settings: KafkaSettings, *, align: bool = False) -> Outcome:
    return asyncio.run(create_topics(settings, align=align))


def listed(settings: KafkaSettings) -> dict[str, Listed]:
    found = asyncio.run(list_topics(settings))
    return {one.plan.name.removeprefix(settings.prefix): one for one in found}


def configure(kafka: KafkaServer, topic: str, change: str) -> None:
    kafka.tool("kafka-configs.sh", "--alter", "--topic", topic, "--add-config", change)


def test_they_are_made_as_planned_and_once(kafka: KafkaServer, kafka_settings: KafkaSettings) -> None:
    """Kafka's own tool shows partitions and configuration; the second time there is nothing to do."""
    assert len(create(kafka_settings).made) == 7
    assert create(kafka_settings) == Outcome()
    shown = kafka.tool("kafka-topics.sh", "--describe", "--topic", f"{kafka_settings.prefix}incidents.events")
    assert "PartitionCount: 4" in shown
    for value in ("cleanup.policy=compact", "delete.retention.ms=604800000", "max.message.bytes=1048588"):
        assert value in shown


def test_what_differs_is_said_and_brought_into_line(kafka: KafkaServer, kafka_settings: KafkaSettings) -> None:
    """Configurations only, and of these only what harms; what else somebody has set stays."""
    prefix = kafka_settings.prefix
    create(kafka_settings)
    configure(kafka, f"{prefix}incidents.events", "cleanup.policy=delete,segment.ms=99999")
    configure(kafka, f"{prefix}articles.raw", "retention.ms=1000,max.message.bytes=9000000")
    more = kafka_settings.model_copy(update={"partitions": 6})
    found = create(more)
    assert {str(one).removeprefix(prefix) for one in found.differing} == {
        "articles.raw: partitions is 4, planned is 6",
        "articles.raw: retention.ms is 1000, planned is 1209600000",
        "articles.raw: max.message.bytes is 9000000, planned is 1048588",
        "incidents.extracted: partitions is 4, planned is 6",
        "incidents.enriched: partitions is 4, planned is 6",
        "incidents.events: partitions is 4, planned is 6",
        "incidents.events: cleanup.policy is delete, planned is compact",
    }
    assert found.aligned == ()
    aligned = create(more, align=True)
    assert [(one.topic.removeprefix(prefix), one.what) for one in aligned.aligned] == [
        ("articles.raw", "retention.ms"),
        ("incidents.events", "cleanup.policy"),
    ]
    assert [one.what for one in create(kafka_settings).differing] == ["max.message.bytes"]
    shown = kafka.tool("kafka-topics.sh", "--describe", "--topic", f"{prefix}incidents.events")
    assert "cleanup.policy=compact" in shown
    assert "segment.ms=99999" in shown
    assert "PartitionCount: 4" in shown


def test_more_replicas_than_brokers_are_refused(kafka_settings: KafkaSettings) -> None:
    """With the settings to look at."""
    with pytest.raises(NoBroker, match="cannot be made") as caught:
        create(kafka_settings.model_copy(update={"replication": 3}))
    assert "TOCSIN_KAFKA__REPLICATION" in caught.value.remedy


def test_the_list_shows_who_is_behind_and_who_is_there(kafka_settings: KafkaSettings) -> None:
    """Lag by partition from what the group has committed, and its members."""
    prefix = kafka_settings.prefix
    assert row_of(listed(kafka_settings)["articles.raw"])[1:] == ("missing", "-", "-", "-", "-")
    create(kafka_settings)
    topic, group = f"{prefix}articles.raw", f"{prefix}tocsin-extract"
    producer = Producer({"bootstrap.servers": kafka_settings.bootstrap, "log_level": 0})
    for partition in (0, 0, 2):
        producer.produce(topic, b"{}", partition=partition)
    assert producer.flush(20) == 0
    assert row_of(listed(kafka_settings)["articles.raw"])[1:] == ("4 x 1", group, "0", "3", "0:2 2:1")
    member = Consumer({"bootstrap.servers": kafka_settings.bootstrap, "group.id": group, "log_level": 0})
    member.subscribe([topic])
    while not member.assignment():
        member.poll(0.2)
    member.commit(offsets=[TopicPartition(topic, 0, 1), TopicPartition(topic, 2, 1)], asynchronous=False)
    assert row_of(listed(kafka_settings)["articles.raw"])[1:] == ("4 x 1", group, "1", "1", "0:1")
    member.close()
