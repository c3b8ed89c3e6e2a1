"""PostgreSQL over TLS, on a real server with an authority of its own; and every way to be refused."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

from schemas.result import ArticleIncidents
from tests.containers.certificates import Authority, Pair
from tests.containers.databases import Database, execute, new_database, url_of, user_of
from tests.containers.postgres import PostgresServer
from worker.errors import Misconfigured, NoDatabase
from worker.settings import DatabaseSettings
from worker.sinks.database import open_engine
from worker.sinks.sql import SqlSink

ResultOf = Callable[..., ArticleIncidents]

pytestmark = pytest.mark.docker

ANYBODY = ("hostssl all all all scram-sha-256", "hostnossl all all all scram-sha-256")
ONLY_TLS = ("hostssl all all all scram-sha-256",)
CERTIFIED = ("hostssl all all all cert",)


@dataclass(frozen=True, slots=True)
class Secured:
    """A server, a database on it, and what may be trusted."""

    server: PostgresServer
    database: Database
    right: Authority
    wrong: Authority

    @property
    def url(self) -> sa.URL:
        """Of the worker, at localhost, which the server's certificate names."""
        return url_of(self.database.worker)


@pytest.fixture(scope="module")
def secured(require_docker: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secured]:  # noqa: ARG001 - there is an engine
    """It lets in anybody with a password, with TLS and without."""
    folder = tmp_path_factory.mktemp("tls")
    right, wrong = Authority(folder / "right", "right"), Authority(folder / "wrong", "wrong")
    with PostgresServer() as server, new_database(server.url) as database:
        asyncio.run(database.upgrade())
        serve(server, right.sign("localhost"), right)
        yield Secured(server, database, right, wrong)


def serve(server: PostgresServer, pair: Pair, authority: Authority) -> None:
    """Let the server show this certificate and trust this authority's clients, from the next connection on."""
    server.speak_tls(pair, trusts=authority.certificate.read_text())
    admit(server, *ANYBODY)


def admit(server: PostgresServer, *lines: str) -> None:
    """Let in whom these lines let in, from the next connection on."""
    server.admit(*lines)
    time.sleep(0.3)  # the postmaster reads its files when it gets round to it


@pytest.fixture
def admits(secured: Secured) -> Iterator[Callable[..., None]]:
    """Other lines of pg_hba.conf, for one test."""
    yield lambda *lines: admit(secured.server, *lines)
    admit(secured.server, *ANYBODY)


def settings(url: sa.URL, **files: Path) -> DatabaseSettings:
    """What an operator sets."""
    return DatabaseSettings(url=url.render_as_string(hide_password=False), timeout=5, **files)


async def check(worker: DatabaseSettings) -> None:
    """What a worker does at its start."""
    sink = SqlSink(worker)
    try:
        await asyncio.wait_for(sink.check(), 20)
    finally:
        await sink.close()


async def refused(worker: DatabaseSettings, said: str, remedy: str) -> None:
    """It does not start; the message says why, and what to do."""
    with pytest.raises(NoDatabase) as caught:
        await check(worker)
    assert said in caught.value.problem
    assert remedy in caught.value.remedy
    assert "test-only" not in str(caught.value)


async def test_the_right_authority(secured: Secured, result_of: ResultOf):
    """Rows go in, and the connection that they went through is encrypted."""
    worker = settings(secured.url, ca=secured.right.certificate)
    sink = SqlSink(worker)
    await sink.check()
    assert list((await sink.store([result_of("a", "e1")])).publish) == ["e1"]
    async with sink._engine.connect() as connection:
        assert await connection.scalar(sa.text("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"))
    await sink.close()


@pytest.mark.parametrize(("mode", "encrypted"), [(None, True), ("disable", False), ("prefer", True), ("require", True)])
async def test_the_modes_of_the_url_without_any_file(secured: Secured, mode: str | None, *, encrypted: bool):
    """As libpq has them; sslmode is another name for ssl."""
    for name in ("ssl", "sslmode"):
        url = secured.url.update_query_dict({name: mode}) if mode else secured.url
        engine = open_engine(settings(url))
        async with engine.connect() as connection:
            query = sa.text("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
            assert await connection.scalar(query) is encrypted
        await engine.dispose()


async def test_the_wrong_authority(secured: Secured):
    """Somebody else's server; also where only this machine's own authorities are trusted."""
    await refused(settings(secured.url, ca=secured.wrong.certificate), "cannot be trusted", "TOCSIN_DATABASE__CA")
    pair = secured.right.sign(str(secured.url.username))
    shown = settings(secured.url, certificate=pair.certificate, key=pair.key)
    await refused(shown, "self-signed certificate in certificate chain", "TOCSIN_DATABASE__CA")


async def test_another_host_name(secured: Secured):
    """The certificate is for localhost, not for its address; verify-ca lets that pass, but no other authority."""
    url = secured.url.set(host="127.0.0.1")
    right, wrong = secured.right.certificate, secured.wrong.certificate
    await refused(settings(url, ca=right), "not valid for '127.0.0.1'", "as its certificate does")
    by_authority = url.update_query_dict({"sslmode": "verify-ca"})
    await check(settings(by_authority, ca=right))
    await refused(settings(by_authority, ca=wrong), "cannot be trusted", "TOCSIN_DATABASE__CA")


async def test_a_certificate_that_is_too_old(secured: Secured):
    """The operator of the server has to act."""
    await asyncio.to_thread(serve, secured.server, secured.right.sign("localhost", days=-1), secured.right)
    try:
        await refused(settings(secured.url, ca=secured.right.certificate), "certificate has expired", "new certificate")
    finally:
        await asyncio.to_thread(serve, secured.server, secured.right.sign("localhost"), secured.right)


async def test_a_server_without_tls(postgres_database: DatabaseSettings, secured: Secured):
    """It is not spoken to in the clear."""
    worker = settings(url_of(postgres_database), ca=secured.right.certificate)
    await refused(worker, "rejected SSL upgrade", "ssl = on")
    await refused(settings(url_of(postgres_database).update_query_dict({"ssl": "require"})), "rejected", "ssl = on")


async def test_a_mode_that_needs_an_authority(secured: Secured, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Without one it is no reason to wait for ever; libpq's own file still does."""
    monkeypatch.setenv("HOME", str(tmp_path))
    worker = settings(secured.url.update_query_dict({"sslmode": "verify-full"}))
    await refused(worker, "root.crt", "TOCSIN_DATABASE__CA")
    monkeypatch.setenv("PGSSLROOTCERT", str(secured.right.certificate))
    await check(worker)


async def test_mutual_tls(secured: Secured, admits: Callable[..., None]):
    """Where the server asks for a certificate: given, missing, another user's, another authority's."""
    await asyncio.to_thread(admits, *CERTIFIED)
    user, ca = str(secured.url.username), secured.right.certificate
    for pair, said, remedy in (
        (secured.right.sign(user), "", ""),
        (None, "valid client certificate", "TOCSIN_DATABASE__CERTIFICATE"),
        (secured.right.sign("somebody"), "certificate authentication failed", "common name"),
        (secured.wrong.sign(user), "unknown ca", "TOCSIN_DATABASE__CERTIFICATE"),
    ):
        files = {"ca": ca} | ({"certificate": pair.certificate, "key": pair.key} if pair else {})
        if said:
            await refused(settings(secured.url, **files), said, remedy)
        else:
            await check(settings(secured.url, **files))


async def test_a_server_that_wants_tls(secured: Secured, admits: Callable[..., None]):
    """Who comes without is told so."""
    await asyncio.to_thread(admits, *ONLY_TLS)
    await refused(settings(secured.url.update_query_dict({"ssl": "disable"})), "no encryption", "TOCSIN_DATABASE__CA")
    await check(settings(secured.url))


async def test_a_server_that_knows_nobody(secured: Secured, admits: Callable[..., None]):
    """No line for this user: who may speak in the clear hears of that last."""
    await asyncio.to_thread(admits, "hostssl all somebody all scram-sha-256")
    encrypted = settings(secured.url, ca=secured.right.certificate)
    await refused(encrypted, "no pg_hba.conf entry", "Let this user in from this machine")
    await refused(settings(secured.url), "no encryption", "a line in its pg_hba.conf")


@pytest.mark.parametrize(
    ("change", "said", "remedy"),
    [
        pytest.param(
            {"password": "wrong"}, "password authentication failed", "TOCSIN_DATABASE__PASSWORD", id="password"
        ),
        pytest.param({"username": "nobody"}, "password authentication failed", "right user", id="user"),
        pytest.param({"database": "none"}, 'database "none" does not exist', "CREATE DATABASE", id="database"),
    ],
)
async def test_a_login_that_is_wrong(secured: Secured, change: dict[str, str], said: str, remedy: str):
    """Not waited for: each is the operator's."""
    await refused(settings(secured.url.set(**change)), said, remedy)


async def test_a_role_that_may_not_come_in(secured: Secured):
    """Neither to this database, nor to any."""
    server, url, user = sa.make_url(secured.server.url), secured.url, user_of(secured.database.worker)
    await execute(server, f"REVOKE CONNECT ON DATABASE {url.database} FROM {user}")
    await refused(settings(url), "permission denied for database", "GRANT CONNECT")
    await execute(server, f"GRANT CONNECT ON DATABASE {url.database} TO {user}", f"ALTER ROLE {user} NOLOGIN")
    await refused(settings(url), "not permitted to log in", "LOGIN")
    await execute(server, f"ALTER ROLE {user} LOGIN")
    await check(settings(url))


async def test_a_database_that_only_reads(secured: Secured):
    """As a replica does."""
    server, url = sa.make_url(secured.server.url), secured.url
    await execute(server, f"ALTER DATABASE {url.database} SET default_transaction_read_only = on")
    await refused(settings(url), "read-only", "primary")
    await execute(server, f"ALTER DATABASE {url.database} RESET default_transaction_read_only")


@pytest.mark.parametrize("mode", ["disable", "allow", "prefer"])
def test_files_that_the_url_contradicts(mode: str, tmp_path: Path):
    """Nobody names an authority to be spoken to without."""
    url = f"postgresql://u:secret@h/d?sslmode={mode}"
    with pytest.raises(Misconfigured, match=rf"ssl={mode}.*TOCSIN_DATABASE__CA") as caught:
        open_engine(DatabaseSettings(url=url, ca=tmp_path / "ca.pem"))
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"ca": "none.pem"}, "TOCSIN_DATABASE__CA: .*none.pem cannot be read"),
        ({"ca": "text.pem"}, "TOCSIN_DATABASE__CA: .*text.pem holds no certificate"),
        ({"key": "text.pem"}, "TOCSIN_DATABASE__KEY .* no certificate goes with it"),
        ({"certificate": "text.pem"}, "text.pem and the key in it cannot be used"),
    ],
)
def test_files_that_are_no_good(files: dict[str, str], said: str, tmp_path: Path):
    """By the variable that names them."""
    (tmp_path / "text.pem").write_text("no certificate")
    named = {name: tmp_path / file for name, file in files.items()}
    with pytest.raises(Misconfigured, match=said):
        open_engine(DatabaseSettings(url="postgresql://u@h/d", **named))
