"""Brokers as people run them: each way to log in takes an article through the worker, and what is wrong is said."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.integration.commands import Commands
from worker.cli.db import upgrade_database
from worker.settings import DatabaseSettings

if TYPE_CHECKING:
    from tests.containers.secured_kafka import SecuredKafka

pytestmark = [pytest.mark.docker, pytest.mark.slow]

WAYS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "PLAIN": ("LOGIN", {"mechanism": "PLAIN"}),
    "SCRAM-SHA-256": ("LOGIN", {"mechanism": "SCRAM-SHA-256"}),
    "SCRAM-SHA-512": ("LOGIN", {"mechanism": "SCRAM-SHA-512"}),
    "TLS": ("TLS", {}),
    "mutual TLS": ("MUTUAL", {}),
    "SCRAM-SHA-512 over TLS": ("SECURE", {}),
}
"""Name to the listener, and what is set beside what it always needs."""


@pytest.mark.parametrize("way", WAYS)
def test_an_article_makes_its_way(way: str, secured_kafka: SecuredKafka, tmp_path: Path) -> None:
    """All clients get in: the admin's, the worker's consumers and producers, those of replay and tail."""
    listener, settings = WAYS[way]
    tocsin = Commands(tmp_path, secured_kafka.variables(listener, **settings) | _of_its_own())
    made = tocsin.do("topics", "create")
    assert "incidents.events" in made
    upgrade_database(DatabaseSettings(url=tocsin.environment()["TOCSIN_DATABASE__URL"]))
    with tocsin.worker() as worker:
        summary = json.loads(tocsin.do("replay", tocsin.article("zahedan"), "--wait"))
        assert (summary["sent"], summary["stored"], summary["missing"]) == (1, 1, 0)
        assert worker.stop() == 0
    ((event_id, place),) = tocsin.rows("SELECT event_id, place FROM incidents")
    assert place == "Zahedan"
    lines = tocsin.do("tail", "incidents.events", "--from", "beginning", "--no-follow", "--format", "json").splitlines()
    assert [json.loads(line)["key"] for line in lines] == [event_id]
    assert "articles.raw" in tocsin.do("topics", "list", "--names")
    assert secured_kafka.password not in worker.said()


Given = Mapping[str, str | Path | None]

WRONG: Mapping[str, tuple[str, Callable[[SecuredKafka], Given], int, str, str]] = {
    "a wrong password": (
        "LOGIN",
        lambda _: {"password": "not-the-password"},
        3,
        "refuses the user newsdesk: Authentication failed",
        "Check TOCSIN_KAFKA__USERNAME and TOCSIN_KAFKA__PASSWORD",
    ),
    "a wrong password, in the clear": (
        "LOGIN",
        lambda _: {"password": "not-the-password", "mechanism": "PLAIN"},
        3,
        "refuses the user newsdesk: Authentication failed: Invalid username or password",
        "Check TOCSIN_KAFKA__USERNAME and TOCSIN_KAFKA__PASSWORD",
    ),
    "an unknown user": (
        "SECURE",
        lambda _: {"username": "nobody"},
        3,
        "refuses the user nobody: Authentication failed",
        "Check TOCSIN_KAFKA__USERNAME and TOCSIN_KAFKA__PASSWORD",
    ),
    "a mechanism that is not enabled": (
        "SECURE",
        lambda _: {"mechanism": "PLAIN"},
        3,
        "does not take the SASL mechanism PLAIN; it takes SCRAM-SHA-512",
        "Set TOCSIN_KAFKA__MECHANISM",
    ),
    "no login where one is asked for": (
        "LOGIN",
        lambda _: {"security": "PLAINTEXT"},
        3,
        "asks for a login by PLAIN, SCRAM-SHA-256, SCRAM-SHA-512, and TOCSIN_KAFKA__SECURITY is PLAINTEXT",
        "Set TOCSIN_KAFKA__SECURITY to SASL_PLAINTEXT",
    ),
    "TLS without the login": (
        "SECURE",
        lambda _: {"security": "SSL"},
        3,
        "asks for a login by SCRAM-SHA-512, and TOCSIN_KAFKA__SECURITY is SSL",
        "Set TOCSIN_KAFKA__SECURITY to SASL_SSL",
    ),
    "a login where none is asked for": (
        "TLS",
        lambda _: {"security": "SASL_SSL", "username": "newsdesk", "password": "not-the-password"},
        3,
        "knows no login, and TOCSIN_KAFKA__SECURITY is SASL_SSL",
        "Set TOCSIN_KAFKA__SECURITY to SSL",
    ),
    "no TLS where it is spoken": (
        "TLS",
        lambda _: {"security": "PLAINTEXT"},
        3,
        "speaks TLS, and TOCSIN_KAFKA__SECURITY is PLAINTEXT",
        "Set TOCSIN_KAFKA__SECURITY to SSL",
    ),
    "TLS where none is spoken": (
        "HOST",
        lambda kafka: {"security": "SSL", "ca": kafka.authority.certificate},
        3,
        "speaks no TLS, and TOCSIN_KAFKA__SECURITY is SSL",
        "TOCSIN_KAFKA__SECURITY to PLAINTEXT",
    ),
    "another authority": (
        "TLS",
        lambda kafka: {"ca": kafka.stranger.certificate},
        3,
        "was not signed by the authority in",
        "Set TOCSIN_KAFKA__CA",
    ),
    "no authority": (
        "TLS",
        lambda _: {"ca": None},
        3,
        "was not signed by an authority that this machine trusts",
        "Set TOCSIN_KAFKA__CA",
    ),
    "another host's certificate": (
        "TLS",
        lambda kafka: {"bootstrap": kafka.address("TLS").replace("localhost", "127.0.0.1")},
        3,
        "is another host's: IP address mismatch, certificate is not valid for '127.0.0.1'",
        "Use a name that stands in the certificate",
    ),
    "a broker's certificate that has expired": (
        "STALE",
        lambda _: {},
        3,
        "is not valid now: certificate has expired",
        "must renew it",
    ),
    "no client's certificate": (
        "MUTUAL",
        lambda _: {"certificate": None, "key": None},
        3,
        "asks for a client's certificate, and none is set",
        "Set TOCSIN_KAFKA__CERTIFICATE and TOCSIN_KAFKA__KEY",
    ),
    "a client's certificate by another authority": (
        "MUTUAL",
        lambda kafka: {"certificate": kafka.unknown.certificate, "key": kafka.unknown.key},
        3,
        "does not take the certificate",
        "Check that it has not expired, and that an authority signed it that the broker trusts",
    ),
    "a client's certificate that has expired": (
        "MUTUAL",
        lambda kafka: {"certificate": kafka.expired.certificate, "key": kafka.expired.key},
        3,
        "does not take the certificate",
        "Check that it has not expired",
    ),
    "a key that is missing": (
        "MUTUAL",
        lambda _: {"key": "/nowhere/client.key"},
        2,
        "TOCSIN_KAFKA__KEY: /nowhere/client.key cannot be read",
        "Set TOCSIN_KAFKA__KEY",
    ),
    "another certificate's key": (
        "MUTUAL",
        lambda kafka: {"key": kafka.unknown.key},
        2,
        "cannot be used",
        "TOCSIN_KAFKA__KEY one with its key",
    ),
    "an address that is none": (
        "HOST",
        lambda _: {"bootstrap": "localhost:kafka"},
        2,
        "'localhost:kafka' is no address",
        "docs/settings.md",
    ),
}
"""Name to the listener, what is set otherwise, the exit code, the message and the remedy."""


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_said(wrong: str, secured_kafka: SecuredKafka, tmp_path: Path) -> None:
    """By a command and by the worker, which waits for brokers that are away, but not for these; once, and without secrets."""
    listener, changed, code, problem, remedy = WRONG[wrong]
    tocsin = Commands(tmp_path, secured_kafka.variables(listener, **changed(secured_kafka)))
    with tocsin.worker("--agents", "extract,store" if wrong == "a wrong password" else "extract") as worker:
        command = tocsin.run("topics", "list")
        ended = worker.wait()
    for found, said in ((command.code, command.err), (ended, worker.said())):
        assert found == code
        assert said.count(problem) == 1
        assert remedy in said
        assert "Traceback" not in said
        assert "not-the-password" not in said
        assert secured_kafka.password not in said


@pytest.mark.parametrize(
    "command", [("topics", "create"), ("replay", "ARTICLE"), ("tail", "articles.raw")], ids="-".join
)
def test_every_command_says_it(command: tuple[str, ...], secured_kafka: SecuredKafka, tmp_path: Path) -> None:
    """Each has a client of its own."""
    tocsin = Commands(tmp_path, secured_kafka.variables("SECURE", password=secured_kafka.password[:-1]))
    article = tocsin.article("any")
    ended = tocsin.run(*(article if word == "ARTICLE" else word for word in command))
    assert ended.code == 3
    assert ended.err.count("refuses the user newsdesk") == 1
    assert "Traceback" not in ended.err
    assert secured_kafka.password[:-1] not in ended.err + ended.out


def test_a_password_may_stand_in_a_file(secured_kafka: SecuredKafka, tmp_path: Path) -> None:
    """As container secrets do; a file that is not there is said."""
    secret = tmp_path / "password"
    variables = secured_kafka.variables("LOGIN", password=None) | {"TOCSIN_KAFKA__PASSWORD_FILE": str(secret)}
    tocsin = Commands(tmp_path, variables)
    without = tocsin.run("topics", "list")
    assert without.code == 2
    assert "TOCSIN_KAFKA__PASSWORD_FILE: cannot read" in without.err
    secret.write_text(secured_kafka.password + "\n")
    assert tocsin.run("topics", "list").code == 0


def _of_its_own() -> dict[str, str]:
    """Topics and groups that no other test has."""
    return {"TOCSIN_KAFKA__PREFIX": f"s{secrets.token_hex(4)}.", "TOCSIN_KAFKA__PARTITIONS": "1"}
