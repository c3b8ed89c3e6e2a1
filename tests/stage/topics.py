"""The topics seen from outside: an independent client sends, reads all that stands there, and asks how far the groups are."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from confluent_kafka import (
    Consumer,
    ConsumerGroupTopicPartitions,
    KafkaError,
    KafkaException,
    Message,
    Producer,
    TopicPartition,
)
from confluent_kafka.admin import AdminClient, OffsetSpec

GROUPS = {"extract": "articles.raw", "enrich": "incidents.extracted", "store": "incidents.enriched"}
"""Each role's input, in the order of the flow."""

DEAD_LETTERS = ("articles.raw.dlq", "incidents.extracted.dlq", "incidents.enriched.dlq")
OUTPUTS = ("incidents.events", *DEAD_LETTERS)

_SILENCE = 30.0
"""Seconds without any record after which reading has failed."""

_NO_LEADER_YET = frozenset(
    {
        KafkaError.FENCED_LEADER_EPOCH,  # the client's own metadata are old
        KafkaError.UNKNOWN_LEADER_EPOCH,
        KafkaError.LEADER_NOT_AVAILABLE,  # the brokers are still choosing one
        KafkaError.NOT_LEADER_FOR_PARTITION,
    }
)
"""What a broker answers for a while after it was frozen or killed."""


@dataclass(frozen=True, slots=True)
class Read:
    """A record that some topic holds; the topic's name is without its prefix."""

    topic: str
    partition: int
    offset: int
    key: str
    value: bytes | None
    headers: Mapping[str, str]


class Topics:
    """One client of the brokers; topics are named without their prefix."""

    def __init__(self, bootstrap: str, prefix: str = "") -> None:
        self.prefix = prefix
        self._client = {"bootstrap.servers": bootstrap, "log_level": 0}
        self._producer = Producer(self._client | {"partitioner": "murmur2_random", "linger.ms": 5, "acks": "all"})
        self._admin = AdminClient(self._client)
        self._partitions: dict[str, int] = {}
        self.sent = 0
        """Messages so far."""

    # -- sending ------------------------------------------------------------
    def send(
        self, key: str, value: bytes | Mapping[str, object], *, headers: Mapping[str, str | None] | None = None
    ) -> None:
        """Put an article on its way."""
        self.send_raw(key, value if isinstance(value, bytes) else json.dumps(value).encode(), headers=headers)

    def send_raw(
        self, key: str | None, value: bytes | None, *, headers: Mapping[str, str | None] | None = None
    ) -> None:
        """Put anything on the topic of raw articles."""
        while True:
            try:
                self._producer.produce(self.prefix + "articles.raw", key=key, value=value, headers=dict(headers or {}))
            except BufferError:
                self._producer.poll(0.1)
            else:
                self._producer.poll(0)
                self.sent += 1
                return

    def flush(self) -> None:
        assert self._producer.flush(60) == 0, "the brokers did not take everything"

    # -- how far ------------------------------------------------------------
    def places(self, topics: Sequence[str]) -> list[TopicPartition]:
        """All partitions of these topics."""
        for topic in topics:
            if topic not in self._partitions:
                found = self._admin.list_topics(self.prefix + topic, timeout=10).topics[self.prefix + topic]
                self._partitions[topic] = len(found.partitions)
        return [TopicPartition(self.prefix + t, p) for t in topics for p in range(self._partitions[t])]

    def ends(self, topics: Sequence[str], *, timeout: float = 10) -> dict[tuple[str, int], int]:
        """(topic, partition) to the offset after its last record.

        Raises:
            KafkaException: no broker answers in time.
        """
        until = time.monotonic() + _SILENCE
        while True:
            asked = self._admin.list_offsets(
                {place: OffsetSpec.latest() for place in self.places(topics)}, request_timeout=timeout
            )
            try:
                return {
                    (place.topic.removeprefix(self.prefix), place.partition): future.result(timeout + 5).offset
                    for place, future in asked.items()
                }
            except KafkaException as error:
                if error.args[0].code() not in _NO_LEADER_YET or time.monotonic() > until:
                    raise
                time.sleep(0.2)
                self._admin.list_topics(timeout=10)

    def written(self, *topics: str, timeout: float = 10) -> int:
        """How many records these topics ever got."""
        return sum(self.ends(topics, timeout=timeout).values())

    def behind(self) -> int:
        """Records that some role has not yet committed: 0 means that all is done."""
        total = 0
        for (
            role,
            topic,
        ) in GROUPS.items():  # in the order of the flow: what one commits, the next can still be behind on
            consumer = Consumer(self._client | {"group.id": f"{self.prefix}tocsin-{role}"})
            committed = {
                place.partition: max(0, place.offset) for place in consumer.committed(self.places([topic]), 10)
            }
            consumer.close()
            total += sum(end - committed[partition] for (_, partition), end in self.ends([topic]).items())
        return total

    def rewind(self, role: str) -> None:
        """Let a role's group begin again at the start of its topic, once the last of its members is forgotten."""
        group = self.prefix + "tocsin-" + role
        start = [TopicPartition(place.topic, place.partition, 0) for place in self.places([GROUPS[role]])]
        until = time.monotonic() + _SILENCE
        while True:
            asked = self._admin.alter_consumer_group_offsets([ConsumerGroupTopicPartitions(group, start)])[group]
            try:
                errors = [place.error for place in asked.result(30).topic_partitions if place.error]
            except KafkaException as error:
                errors = [error]
            if not errors:
                return
            assert time.monotonic() < until, f"group {group} cannot be rewound: {errors}"
            time.sleep(1)

    def delete_all(self) -> None:
        """Delete all topics of this prefix."""
        names = [name for name in self._admin.list_topics(timeout=10).topics if name.startswith(self.prefix)]
        for future in self._admin.delete_topics(names).values():
            future.result(30)

    # -- reading ------------------------------------------------------------
    def read(self, *topics: str) -> list[Read]:
        """Everything that stands on these topics now, partition by partition in its order."""
        ends = self.ends(topics)
        consumer = Consumer(self._client | {"group.id": "test", "enable.auto.commit": False})
        left = {place: end for place, end in ends.items() if end}
        consumer.assign([TopicPartition(self.prefix + topic, partition, 0) for topic, partition in left])
        found: list[Read] = []
        until = time.monotonic() + _SILENCE
        while left:
            assert time.monotonic() < until, f"the topics cannot be read to their ends: {left}"
            for message in consumer.consume(1_000, timeout=0.5):  # waits for a full batch, or so long
                if message.error():
                    continue
                until = time.monotonic() + _SILENCE
                found.append(record := self._record(message))
                place = (record.topic, record.partition)
                if record.offset + 1 >= left.get(place, 0):
                    left.pop(place, None)
        consumer.close()
        return found

    def _record(self, message: Message) -> Read:
        headers = {name: (value or b"").decode("utf-8", "replace") for name, value in message.headers() or []}
        key = (message.key() or b"").decode("utf-8", "replace")
        topic = (message.topic() or "").removeprefix(self.prefix)
        return Read(topic, message.partition() or 0, message.offset() or 0, key, message.value(), headers)


@dataclass
class Reader:
    """Reads topics from their start, all the time: the embedded broker forgets what nobody reads in time."""

    topics: Topics
    names: tuple[str, ...] = OUTPUTS
    records: list[Read] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        if self._thread:
            self._thread.join()

    def _read(self) -> None:
        consumer = Consumer(self.topics._client | {"group.id": "reader", "enable.auto.commit": False})
        consumer.assign([TopicPartition(p.topic, p.partition, 0) for p in self.topics.places(self.names)])
        while not self._stop.is_set():
            for message in consumer.consume(500, timeout=0.2):
                if not message.error():
                    self.records.append(self.topics._record(message))
        consumer.close()

    def of(self, topic: str) -> list[Read]:
        return [record for record in self.records if record.topic == topic]
