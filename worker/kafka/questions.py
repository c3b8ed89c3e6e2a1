"""Two questions about rights that aiokafka 0.14 cannot ask: which operations this client is allowed on a topic or a group.

Its ``MetadataRequest`` ends before the version that tells, and its ``DescribeGroupsRequest_v3`` reads the answer of version 2.
Brokers from Kafka 2.3 on answer both.
"""

from __future__ import annotations

from aiokafka.protocol.admin import DescribeGroupsRequest_v3, DescribeGroupsResponse_v3
from aiokafka.protocol.api import Request, RequestStruct, Response
from aiokafka.protocol.types import Array, Boolean, Int16, Int32, Schema, String


class _TopicsAnswer(Response):  # type: ignore[misc]  # aiokafka has no types that mypy can follow
    API_KEY = 3
    API_VERSION = 8
    SCHEMA = Schema(
        ("throttle_time_ms", Int32),
        ("brokers", Array(("node_id", Int32), ("host", String("utf-8")), ("port", Int32), ("rack", String("utf-8")))),
        ("cluster_id", String("utf-8")),
        ("controller_id", Int32),
        (
            "topics",
            Array(
                ("error_code", Int16),
                ("name", String("utf-8")),
                ("is_internal", Boolean),
                (
                    "partitions",
                    Array(
                        ("error_code", Int16),
                        ("partition", Int32),
                        ("leader", Int32),
                        ("leader_epoch", Int32),
                        ("replicas", Array(Int32)),
                        ("isr", Array(Int32)),
                        ("offline_replicas", Array(Int32)),
                    ),
                ),
                ("authorized_operations", Int32),
            ),
        ),
        ("cluster_authorized_operations", Int32),
    )


class _TopicsQuestion(RequestStruct):  # type: ignore[misc]
    API_KEY = 3
    API_VERSION = 8
    RESPONSE_TYPE = _TopicsAnswer
    SCHEMA = Schema(
        ("topics", Array(String("utf-8"))),
        ("allow_auto_topic_creation", Boolean),
        ("include_cluster_authorized_operations", Boolean),
        ("include_topic_authorized_operations", Boolean),
    )


class AskTopics(Request[_TopicsQuestion]):  # type: ignore[misc]
    """The rights to topics, and which of them are there."""

    API_KEY = 3

    def __init__(self, names: list[str]) -> None:
        self._names = names

    def build(self, request_struct_class: type[_TopicsQuestion]) -> _TopicsQuestion:
        """As aiokafka's requests do."""
        return request_struct_class(self._names, False, False, True)


class _GroupQuestion(DescribeGroupsRequest_v3):  # type: ignore[misc]
    RESPONSE_TYPE = DescribeGroupsResponse_v3


class AskGroup(Request[_GroupQuestion]):  # type: ignore[misc]
    """The rights to a consumer group; its coordinator is to be asked."""

    API_KEY = 15

    def __init__(self, name: str) -> None:
        self._name = name

    def build(self, request_struct_class: type[_GroupQuestion]) -> _GroupQuestion:
        """As aiokafka's requests do."""
        return request_struct_class([self._name], True)
