"""A Kafka broker for trying things: librdkafka's mock cluster, which lives inside the confluent-kafka package.

It is real enough for clients, groups, commits and rebalances, and needs neither Java nor Docker.  It keeps everything in
memory, forgets it at its end, and **silently drops the oldest records of a partition beyond about 5 MB**, also those that
nobody has read yet: whoever feeds it must bound what is not yet stored (2 MB for each partition lost nothing).  It cannot
make topics after its start, and its transactions are empty promises.

As a process (``python -m worker.kafka.embedded_broker --topics a:4,b:4``) it prints its address, obeys commands on stdin and
ends when stdin does:
    err APIKEY CODE COUNT    answer the next COUNT requests of that kind with that error
    clear APIKEY             no more of them
    rtt MILLISECONDS         answer late
    down, up                 refuse connections, take them again
"""

from __future__ import annotations

import argparse
import contextlib
import subprocess
import sys
from collections.abc import Mapping
from ctypes import CDLL, POINTER, c_char_p, c_int, c_int16, c_int32, c_size_t, c_void_p, create_string_buffer
from pathlib import Path
from typing import Self

_PRODUCER = 0
_LAYOUTS = ("../confluent_kafka.libs", ".dylibs", "../confluent_kafka.dylibs", ".libs")
"""Where wheels for Linux (first) and macOS (second) put the library, seen from the package's folder."""

PARTITION_BYTES = 5_000_000
"""About so much does it keep of a partition."""


class BrokerBroken(RuntimeError):
    """The library is not there, or refuses."""


def find_library() -> Path:
    """librdkafka, as the confluent-kafka wheel carries it.

    Raises:
        BrokerBroken: this confluent-kafka was built against a library of the system.
    """
    import confluent_kafka  # noqa: PLC0415 - a worker on a real Kafka never needs it

    package = Path(confluent_kafka.__file__).parent
    for layout in _LAYOUTS:
        for path in sorted((package / layout).glob("librdkafka*")):
            return path.resolve()
    raise BrokerBroken(
        f"{package} carries no librdkafka; reinstall confluent-kafka from its wheel, or use a Kafka of your own"
    )


class EmbeddedBroker:
    """One broker within this process."""

    def __init__(self, topics: Mapping[str, int]) -> None:
        """Start it on a free port of 127.0.0.1: librdkafka lets nobody choose.

        Args:
            topics: Each topic's number of partitions.

        Raises:
            BrokerBroken: librdkafka is not there, or refuses.
        """
        self._library = library = _declare(CDLL(str(find_library())))
        error = create_string_buffer(512)
        configuration = library.rd_kafka_conf_new()
        library.rd_kafka_conf_set(configuration, b"log_level", b"2", error, len(error))  # it warns of what is meant so
        self._client = library.rd_kafka_new(_PRODUCER, configuration, error, len(error))
        if not self._client:
            raise BrokerBroken(error.value.decode())
        self._cluster = library.rd_kafka_mock_cluster_new(self._client, 1)
        if not self._cluster:
            raise BrokerBroken("librdkafka made no cluster")
        for topic, partitions in topics.items():
            if code := library.rd_kafka_mock_topic_create(self._cluster, topic.encode(), partitions, 1):
                raise BrokerBroken(f"topic {topic} with {partitions} partitions: librdkafka says {code}")

    @property
    def bootstrap(self) -> str:
        """``host:port``."""
        address: bytes = self._library.rd_kafka_mock_cluster_bootstraps(self._cluster)
        return address.decode()

    def inject(self, api_key: int, code: int, count: int) -> None:
        """Answer the next ``count`` requests of that kind with that error code of Kafka's protocol."""
        errors = (c_int * count)(*([code] * count))
        self._library.rd_kafka_mock_push_request_errors_array(self._cluster, api_key, count, errors)

    def clear(self, api_key: int) -> None:
        """No more injected errors of that kind."""
        self._library.rd_kafka_mock_clear_request_errors(self._cluster, api_key)

    def delay(self, milliseconds: int) -> None:
        """Answer everything that late."""
        self._library.rd_kafka_mock_broker_set_rtt(self._cluster, 1, milliseconds)

    def down(self) -> None:
        """Close all connections and take none."""
        self._library.rd_kafka_mock_broker_set_down(self._cluster, 1)

    def up(self) -> None:
        """Take connections again."""
        self._library.rd_kafka_mock_broker_set_up(self._cluster, 1)

    def obey(self, command: str) -> None:
        """One line of the commands that the module's docstring lists.

        Raises:
            ValueError: it is none of them.
        """
        match command.split():
            case ["err", api_key, code, count]:
                self.inject(int(api_key), int(code), int(count))
            case ["clear", api_key]:
                self.clear(int(api_key))
            case ["rtt", milliseconds]:
                self.delay(int(milliseconds))
            case ["down"]:
                self.down()
            case ["up"]:
                self.up()
            case _:
                raise ValueError(f"no such command: {command!r}")

    def close(self) -> None:
        """Stop it; everything on it is gone."""
        if self._cluster:
            self._library.rd_kafka_mock_cluster_destroy(self._cluster)
            self._library.rd_kafka_destroy(self._client)
            self._cluster = self._client = None


def _declare(library: CDLL) -> CDLL:
    """ctypes cuts pointers to 32 bits where it is not told their type."""
    results: dict[str, type] = {
        "rd_kafka_conf_new": c_void_p,
        "rd_kafka_new": c_void_p,
        "rd_kafka_mock_cluster_new": c_void_p,
    }
    results |= {"rd_kafka_mock_cluster_bootstraps": c_char_p}
    arguments: dict[str, list[type]] = {
        "rd_kafka_new": [c_int, c_void_p, c_char_p, c_size_t],
        "rd_kafka_conf_set": [c_void_p, c_char_p, c_char_p, c_char_p, c_size_t],
        "rd_kafka_destroy": [c_void_p],
        "rd_kafka_mock_cluster_new": [c_void_p, c_int],
        "rd_kafka_mock_cluster_destroy": [c_void_p],
        "rd_kafka_mock_cluster_bootstraps": [c_void_p],
        "rd_kafka_mock_topic_create": [c_void_p, c_char_p, c_int, c_int],
        "rd_kafka_mock_broker_set_rtt": [c_void_p, c_int32, c_int],
        "rd_kafka_mock_broker_set_down": [c_void_p, c_int32],
        "rd_kafka_mock_broker_set_up": [c_void_p, c_int32],
        "rd_kafka_mock_push_request_errors_array": [c_void_p, c_int16, c_size_t, POINTER(c_int)],
        "rd_kafka_mock_clear_request_errors": [c_void_p, c_int16],
    }
    try:
        for name, result in results.items():
            getattr(library, name).restype = result
        for name, kinds in arguments.items():
            getattr(library, name).argtypes = kinds
    except AttributeError as error:
        raise BrokerBroken(f"this librdkafka has no mock cluster: {error}") from error
    return library


class BrokerProcess:
    """An embedded broker in a process of its own, as tests and the demo use it."""

    def __init__(self, topics: Mapping[str, int]) -> None:
        """Start it and wait for its address.

        Raises:
            BrokerBroken: it ended instead.
        """
        named = ",".join(f"{topic}:{partitions}" for topic, partitions in topics.items())
        self._process = subprocess.Popen(
            [sys.executable, "-m", "worker.kafka.embedded_broker", "--topics", named],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            process_group=0,  # Ctrl-C is for the one who started it
        )
        assert self._process.stdout is not None  # noqa: S101 - PIPE
        self.bootstrap = self._process.stdout.readline().strip()
        if not self.bootstrap:
            self.close()
            raise BrokerBroken("the embedded broker did not start; its own words stand above")

    def command(self, line: str) -> None:
        """Tell it one of the module's commands, and wait until it obeyed."""
        assert self._process.stdin is not None  # noqa: S101 - PIPE
        assert self._process.stdout is not None  # noqa: S101 - PIPE
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        if (said := self._process.stdout.readline().strip()) != "ok":
            raise BrokerBroken(f"{line!r}: {said or 'the embedded broker has ended'}")

    def close(self) -> None:
        """End it; everything on it is gone."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def parse_topics(named: str) -> dict[str, int]:
    """``a:4,b:1`` to topics and their partitions.

    Raises:
        ValueError: it reads otherwise.
    """
    pairs = [item.rpartition(":") for item in named.split(",") if item]
    return {topic: int(partitions) for topic, _, partitions in pairs}


def main() -> None:
    """The process: print the address, obey stdin, end with it."""
    parser = argparse.ArgumentParser(prog="python -m worker.kafka.embedded_broker")
    parser.add_argument("--topics", required=True, type=parse_topics, help="name:partitions,name:partitions")
    broker = EmbeddedBroker(parser.parse_args().topics)
    print(broker.bootstrap, flush=True)  # noqa: T201 - what the starter waits for
    for line in sys.stdin:
        try:
            broker.obey(line)
            print("ok", flush=True)  # noqa: T201
        except ValueError as error:
            print(error, flush=True)  # noqa: T201
    broker.close()


if __name__ == "__main__":
    main()
