"""`tocsin doctor` on a real Kafka and PostgreSQL: every planted fault is found at once, with its remedy."""

from __future__ import annotations

import asyncio
import secrets
from pathlib import Path

import pytest
from confluent_kafka import Producer

from tests.containers.kafka import KafkaServer
from tests.containers.secured_kafka import GUEST, GUEST_PASSWORD, SecuredKafka
from worker.cli.doctor import reports_of
from worker.cli.topics import create_topics
from worker.doctor.findings import Report, Status
from worker.environment import load_settings
from worker.settings import DatabaseSettings, KafkaSettings, Settings

pytestmark = [pytest.mark.docker, pytest.mark.slow]


def examined(settings: Settings) -> dict[str, Report]:
    return {report.check: report for report in reports_of(settings)}


def said(report: Report) -> list[tuple[str, str]]:
    return [(finding.problem, finding.remedy) for finding in report.findings]


def test_all_is_well(kafka_settings: KafkaSettings, postgres_database: DatabaseSettings) -> None:
    """No finding."""
    asyncio.run(create_topics(kafka_settings))
    found = examined(Settings(kafka=kafka_settings, database=postgres_database))
    assert {name: report.findings for name, report in found.items()} == dict.fromkeys(found, ())
    assert found["topics"].said == "7 of 7 are as planned"


def test_all_faults_are_found_at_once(
    kafka: KafkaServer, kafka_settings: KafkaSettings, empty_postgres: DatabaseSettings, tmp_path: Path
) -> None:
    """A missing topic, a wrong policy, too small records, work that nobody does, no tables, no gazetteer."""
    prefix = kafka_settings.prefix
    asyncio.run(create_topics(kafka_settings))
    kafka.tool("kafka-topics.sh", "--delete", "--topic", f"{prefix}articles.raw.dlq")
    configure = ("kafka-configs.sh", "--alter", "--topic")
    kafka.tool(*configure, f"{prefix}incidents.events", "--add-config", "cleanup.policy=delete")
    kafka.tool(*configure, f"{prefix}articles.raw", "--add-config", "max.message.bytes=1000")
    producer = Producer({"bootstrap.servers": kafka_settings.bootstrap, "log_level": 0})
    producer.produce(f"{prefix}incidents.extracted", b"{}")
    producer.produce(f"{prefix}incidents.extracted.dlq", b"{}")
    assert producer.flush(20) == 0

    found = examined(Settings(kafka=kafka_settings, database=empty_postgres, gazetteer=tmp_path))

    assert [name for name, report in found.items() if report.status is Status.OK] == ["settings", "broker", "rights"]
    assert said(found["topics"]) == [
        (f"missing: {prefix}articles.raw.dlq", "Run `tocsin topics create`."),
        (f"{prefix}articles.raw: max.message.bytes is 1000, planned is 1048588", "Run `tocsin topics create --align`."),
        (
            f"{prefix}incidents.events: cleanup.policy is delete, planned is compact",
            "Run `tocsin topics create --align`.",
        ),
    ]
    assert said(found["lag"]) == [
        (
            f"1 messages wait on {prefix}incidents.extracted, and nobody in group {prefix}tocsin-enrich reads them",
            "Start the worker: `tocsin run --agents enrich`.",
        )
    ]
    assert said(found["dead letters"]) == [
        (
            f"1 of 1 messages of {prefix}incidents.extracted became dead letters within a day",
            f"Read why: `tocsin tail {prefix}incidents.extracted.dlq --headers`.",
        )
    ]
    ((problem, remedy),) = said(found["database"])
    assert "no tables of Tocsin" in problem
    assert remedy == "Run `tocsin db upgrade`."
    ((problem, remedy),) = said(found["gazetteer"])
    assert str(tmp_path) in problem
    assert "tocsin gazetteer build" in remedy


def as_guest(secured_kafka: SecuredKafka, password: str | None = None) -> KafkaSettings:
    """A user who may do nothing yet, with a prefix of its own."""
    variables = secured_kafka.variables("LOGIN", username=GUEST, password=password or GUEST_PASSWORD)
    return load_settings(variables | {"TOCSIN_KAFKA__PREFIX": f"d{secrets.token_hex(4)}."}, None).kafka


def test_rights_that_are_missing(secured_kafka: SecuredKafka, sqlite_database: DatabaseSettings) -> None:
    """Of topics and groups, with the command that gives each; when all are run as they are said, all is well."""
    kafka = as_guest(secured_kafka)
    prefix = kafka.prefix
    asyncio.run(create_topics(KafkaSettings(bootstrap=secured_kafka.bootstrap, prefix=prefix)))
    settings = Settings(kafka=kafka, database=sqlite_database)
    found = examined(settings)
    assert found["topics"].said == "0 of 7 can be seen; their configuration is not told"
    assert [finding.problem for finding in found["rights"].findings] == [
        f"the Kafka user {GUEST} may not {right} {prefix}{name}"
        for right, name in (
            ("read topic", "articles.raw"),
            ("write topic", "incidents.extracted"),
            ("write topic", "articles.raw.dlq"),
            ("read group", "tocsin-extract"),
            ("read topic", "incidents.extracted"),
            ("write topic", "incidents.enriched"),
            ("write topic", "incidents.extracted.dlq"),
            ("read group", "tocsin-enrich"),
            ("read topic", "incidents.enriched"),
            ("write topic", "incidents.events"),
            ("write topic", "incidents.enriched.dlq"),
            ("read group", "tocsin-store"),
        )
    ]
    for finding in found["rights"].findings:
        script, *arguments = finding.remedy.split()
        secured_kafka.tool(script, *arguments)
    assert {name: report.findings for name, report in examined(settings).items()} == dict.fromkeys(found, ())


def test_a_wrong_password_is_no_broker_that_is_away(
    secured_kafka: SecuredKafka, sqlite_database: DatabaseSettings
) -> None:
    """It is said who is refused; what needs no broker is looked at."""
    kafka = as_guest(secured_kafka, password="not-the-password")  # noqa: S106
    found = examined(Settings(kafka=kafka, database=sqlite_database))
    ((problem, _),) = said(found["broker"])
    assert f"refuses the user {GUEST}" in problem
    assert "not-the-password" not in str(found)
    assert found["database"].status is Status.OK
