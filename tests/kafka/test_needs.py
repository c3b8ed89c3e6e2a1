"""Which rights count as lacking."""

from __future__ import annotations

import pytest

from worker.kafka.needs import lacking, principal_of
from worker.kafka.rights import Need, Right
from worker.settings import KafkaSettings

READ, WRITE = Need(Right.READ, "topic", "articles.raw"), Need(Right.WRITE, "topic", "articles.raw.dlq")
GROUP = Need(Right.READ, "group", "tocsin-extract")


@pytest.mark.parametrize(
    ("held", "found"),
    [
        pytest.param(frozenset({"READ", "WRITE", "DESCRIBE"}), [], id="all"),
        pytest.param(frozenset({"WRITE", "DESCRIBE"}), [READ, GROUP], id="may only write"),
        pytest.param(frozenset(), [READ, WRITE, GROUP], id="may not even see them"),
        pytest.param(None, [], id="there is no such thing: no right would help"),
    ],
)
def test_what_is_lacking(held: frozenset[str] | None, found: list[Need]) -> None:
    """In the order of the needs."""
    assert lacking(dict.fromkeys((READ, WRITE, GROUP), held)) == found


@pytest.mark.parametrize(
    ("settings", "command"),
    [
        (
            {"security": "SASL_SSL", "username": "alice"},
            "--allow-principal User:alice --operation Read --topic articles.raw",
        ),
        ({}, "--allow-principal User:ANONYMOUS --operation Read --topic articles.raw"),
    ],
)
def test_how_a_right_is_granted(settings: dict[str, str], command: str) -> None:
    """By Kafka's own tool, to the name by which the brokers know this client."""
    assert command in READ.granted_by(principal_of(KafkaSettings(**settings)))
