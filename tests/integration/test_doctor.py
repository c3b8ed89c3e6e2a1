"""`tocsin doctor` on a real Kafka and PostgreSQL: every planted fault is found at once, with its remedy."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from confluent_kafka import Producer

from worker.cli.doctor import reports_of
from worker.cli.topics import create_topics
from worker.doctor.findings import Report, Status
from worker.settings import DatabaseSettings, KafkaSettings, Settings

if TYPE_CHECKING:
    from tests.containers.kafka import KafkaServer

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


@pytest.fixture(scope="module")
def guarded(require_docker: None) -> Iterator[KafkaServer]:  # noqa: ARG001 - without an engine there is none
    """A broker that asks who one is and what one may; who comes by the plain listener may do everything."""
    from tests.containers.kafka import KafkaServer, Listener  # noqa: PLC0415 - only where Docker is

    login = 'org.apache.kafka.common.security.plain.PlainLoginModule required user_alice="alices";'
    listener = Listener("SASL_PLAINTEXT", {"SASL_ENABLED_MECHANISMS": "PLAIN", "PLAIN_SASL_JAAS_CONFIG": login})
    settings = {
        "KAFKA_AUTHORIZER_CLASS_NAME": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "KAFKA_SUPER_USERS": "User:ANONYMOUS",
    }
    with KafkaServer({"LOGIN": listener}, settings=settings) as server:
        yield server


def test_rights_that_are_missing(guarded: KafkaServer, sqlite_database: DatabaseSettings) -> None:
    """Of topics and groups, with the command that gives them; it may be run as it is said, and then all is well."""
    asyncio.run(create_topics(KafkaSettings(bootstrap=guarded.bootstrap)))
    kafka = KafkaSettings(
        bootstrap=guarded.address("LOGIN"),
        security="SASL_PLAINTEXT",
        username="alice",
        password="alices",  # noqa: S106
    )
    settings = Settings(kafka=kafka, database=sqlite_database)
    found = examined(settings)
    assert found["topics"].said == "0 of 7 can be seen; their configuration is not told"
    assert [finding.problem for finding in found["rights"].findings] == [
        "this user may not read topic articles.raw, incidents.extracted, incidents.enriched",
        (
            "this user may not write topic incidents.extracted, articles.raw.dlq, incidents.enriched, "
            "incidents.extracted.dlq, incidents.events, incidents.enriched.dlq"
        ),
        "this user may not read group tocsin-extract, tocsin-enrich, tocsin-store",
    ]
    for finding in found["rights"].findings:
        script, *arguments = finding.remedy.split()
        guarded.tool(script, *arguments)
    assert {name: report.findings for name, report in examined(settings).items()} == dict.fromkeys(found, ())
