"""How topics are planned, and what counts as different from the plan."""

from __future__ import annotations

import pytest

from worker.kafka.plans import TopicPlan, TopicState, differences, plan_topics
from worker.settings import KafkaSettings
from worker.topics import INPUTS, TOPICS

DAY = 86_400_000
PLAN = TopicPlan(
    "t",
    6,
    3,
    {"cleanup.policy": "delete", "retention.ms": "1000", "max.message.bytes": "500", "min.insync.replicas": "2"},
)


def test_every_topic_is_planned() -> None:
    """Those of the flow and the dead letters of each that an agent reads, all with the prefix."""
    plans = {plan.name: plan for plan in plan_topics(KafkaSettings(prefix="p.", partitions=6, replication=2))}
    assert set(plans) == {f"p.{topic.name}" for topic in TOPICS} | {f"p.{topic.name}.dlq" for topic in INPUTS}
    assert {plan.replication for plan in plans.values()} == {2}
    assert {name: plan.partitions for name, plan in plans.items() if plan.partitions != 6} == {
        f"p.{topic.name}.dlq": 1 for topic in INPUTS
    }
    size = {"max.message.bytes": "1048588"}
    assert plans["p.articles.raw"].configuration == {
        "cleanup.policy": "delete", "retention.ms": str(14 * DAY), **size
    }  # fmt: skip
    assert plans["p.incidents.events"].configuration == {
        "cleanup.policy": "compact", "delete.retention.ms": str(7 * DAY), **size
    }  # fmt: skip
    assert plans["p.articles.raw.dlq"].configuration == {
        "cleanup.policy": "delete", "retention.ms": str(90 * DAY), **size
    }  # fmt: skip


@pytest.mark.parametrize(("replication", "in_sync"), [(1, None), (2, None), (3, "2"), (5, "2")])
def test_how_many_replicas_must_hold_a_record(replication: int, in_sync: str | None) -> None:
    """Two of three: the loss of one broker loses nothing, and stops nobody."""
    plans = plan_topics(KafkaSettings(replication=replication))
    assert {plan.configuration.get("min.insync.replicas") for plan in plans} == {in_sync}


def state(partitions: int = 6, replication: int = 3, **changes: str) -> TopicState:
    """A topic as planned, but for some of its configuration."""
    renamed = {name.replace("_", "."): value for name, value in changes.items()}
    return TopicState("t", partitions, replication, {**PLAN.configuration, **renamed})


@pytest.mark.parametrize(
    ("found", "said", "remedy"),
    [
        pytest.param(state(4), "t: partitions is 4, planned is 6", "TOCSIN_KAFKA__PARTITIONS=4", id="fewer partitions"),
        pytest.param(state(4), "t: partitions is 4, planned is 6", "kafka-topics.sh --alter --topic t --partitions 6",
                     id="and how to get more"),
        pytest.param(state(replication=2), "t: replication is 2, planned is 3", "TOCSIN_KAFKA__REPLICATION=2",
                     id="fewer replicas"),
        pytest.param(state(cleanup_policy="compact"), "t: cleanup.policy is compact, planned is delete", "--align",
                     id="another policy"),
        pytest.param(state(cleanup_policy="compact,delete"), "t: cleanup.policy is compact,delete, planned is delete",
                     "--align", id="two policies"),
        pytest.param(state(retention_ms="999"), "t: retention.ms is 999, planned is 1000", "--align", id="kept too short"),
        pytest.param(state(max_message_bytes="9"), "t: max.message.bytes is 9, planned is 500", "--align",
                     id="large records are refused"),
        pytest.param(state(min_insync_replicas="1"), "t: min.insync.replicas is 1, planned is 2", "--align",
                     id="one copy is enough"),
        pytest.param(state(min_insync_replicas="4"), "t: min.insync.replicas is 4, planned is ≤ 3",
                     "every record is refused", id="more copies than there are replicas"),
    ],
)  # fmt: skip
def test_what_must_be_mended(found: TopicState, said: str, remedy: str) -> None:
    """It is said with what was planned, what is, and what to do."""
    harmful = [one for one in differences(PLAN, found) if not one.harmless]
    assert [str(one) for one in harmful] == [said]
    assert remedy in harmful[0].remedy
    assert harmful[0].alignable is ("--align" in remedy)


@pytest.mark.parametrize(
    ("found", "what"),
    [
        (state(12), "partitions"),
        (state(replication=4), "replication"),
        (state(retention_ms="-1"), "retention.ms"),
        (state(retention_ms="2000"), "retention.ms"),
        (state(max_message_bytes="501"), "max.message.bytes"),
        (state(min_insync_replicas="3"), "min.insync.replicas"),
    ],
)
def test_more_than_planned_does_no_harm(found: TopicState, what: str) -> None:
    """It is said, and nothing would change it: somebody chose so."""
    (one,) = differences(PLAN, found)
    assert (one.what, one.harmless, one.alignable) == (what, True, False)


@pytest.mark.parametrize(
    "found",
    [
        pytest.param(state(segment_ms="7"), id="what is not planned is the operator's"),
        pytest.param(TopicState("t", 6, 3), id="the brokers do not tell"),
    ],
)
def test_what_is_no_difference(found: TopicState) -> None:
    """Nothing is said."""
    assert differences(PLAN, found) == ()


def test_replicas_come_before_copies_in_sync() -> None:
    """With one replica, to demand two copies would refuse every record."""
    assert [one.what for one in differences(PLAN, state(replication=1, min_insync_replicas="1"))] == ["replication"]
