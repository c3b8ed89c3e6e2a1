"""Settings that make no sense together."""

from __future__ import annotations

from pathlib import Path

import pytest

from worker.doctor.odd_settings import check_settings, oddities
from worker.errors import Misconfigured
from worker.settings import KafkaSettings, Settings, WorkerSettings

LOGIN = {"username": "u", "password": "p"}


@pytest.mark.parametrize(
    ("kafka", "problems"),
    [
        pytest.param({}, [], id="the defaults"),
        pytest.param({"security": "SASL_SSL", "ca": Path("ca.pem"), **LOGIN}, [], id="all that belongs together"),
        pytest.param(LOGIN, ["a user or password for Kafka is set"], id="a password that nobody asks for"),
        pytest.param({"security": "SSL", "username": "u"}, ["a user or password for Kafka is set"], id="TLS has no user"),
        pytest.param({"ca": Path("ca.pem")}, ["a certificate for Kafka is set"], id="no TLS to check"),
        pytest.param({"security": "SASL_PLAINTEXT", "ca": Path("ca.pem"), **LOGIN}, ["a certificate for Kafka is set"],
                     id="a login without TLS"),
        pytest.param({"security": "SASL_SSL", "username": "u", "password": ""}, ["TOCSIN_KAFKA__PASSWORD is empty"],
                     id="an empty file"),
        pytest.param({"session_timeout": 3}, ["TOCSIN_KAFKA__SESSION_TIMEOUT is 3 s"], id="shorter than brokers take"),
    ],
)  # fmt: skip
def test_what_contradicts_itself(kafka: dict[str, object], problems: list[str]) -> None:
    """Each with a remedy."""
    found = list(oddities(Settings(kafka=KafkaSettings(**kafka))))
    assert len(found) == len(problems)
    assert all(finding.problem.startswith(problem) for finding, problem in zip(found, problems, strict=True))
    assert all("TOCSIN_KAFKA" in finding.remedy or finding.remedy for finding in found)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (Settings(kafka=KafkaSettings(security="SASL_SSL")), "the user or the password is missing"),
        (Settings(kafka=KafkaSettings(security="SSL", ca=Path("/nowhere/ca.pem"))), "ca"),
        (Settings(worker=WorkerSettings(agents="extract,transform")), "no agent 'transform'"),
    ],
)
async def test_what_cannot_be_used(settings: Settings, words: str) -> None:
    """It is raised as every command raises it."""
    with pytest.raises(Misconfigured, match=f"(?i){words}"):
        await check_settings(settings)
