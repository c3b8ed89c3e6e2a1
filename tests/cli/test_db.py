"""`tocsin db`: what it prints, and its exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner, Result

from tests.containers.databases import PASSWORD, Database, user_of
from worker.cli.exit import ExitCode
from worker.cli.main import app
from worker.sinks import schema


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder without a .env."""
    monkeypatch.chdir(tmp_path)


def tocsin(*arguments: str) -> Result:
    """Run a command."""
    return CliRunner().invoke(app, ["db", *arguments])


def test_on_sqlite_the_tables_are_made_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """The second time says so; roles are refused."""
    monkeypatch.setenv("TOCSIN_DATABASE__URL", f"sqlite:///{tmp_path}/t.db")
    assert tocsin("current").exit_code == ExitCode.DATABASE
    assert f"now at {schema.head()}" in tocsin("upgrade").stdout
    assert f"still at {schema.head()}" in tocsin("upgrade").stdout
    assert f"{schema.head()}, up to date" in tocsin("current").stdout
    refused = tocsin("upgrade", "--worker", "w")
    assert refused.exit_code == ExitCode.USAGE
    assert "Leave --worker and --reader out" in refused.stderr


@pytest.mark.docker
def test_on_postgresql_roles_get_their_rights(postgres: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """The owner's password comes from a file, as containers get it; a second run changes nothing."""
    (tmp_path / "password").write_text(f"{PASSWORD}\n")
    url = postgres.owner.url.get_secret_value()
    monkeypatch.setenv("TOCSIN_DATABASE__URL", url.replace(f":{PASSWORD}@", "@"))
    monkeypatch.setenv("TOCSIN_DATABASE__PASSWORD_FILE", str(tmp_path / "password"))
    worker, reader = user_of(postgres.worker), user_of(postgres.reader)
    for word in ("now", "still"):
        done = tocsin("upgrade", "--worker", worker, "--reader", reader)
        assert done.exit_code == ExitCode.ALL
        assert done.stdout.splitlines()[0].endswith(f"{word} at {schema.head()}")
        assert done.stdout.splitlines()[1:] == [f"  {worker} writes rows", f"  {reader} reads"]
        assert (done.stderr, PASSWORD in done.stdout) == ("", False)


@pytest.mark.docker
def test_a_role_that_may_more_is_said(postgres: Database, postgres_server: str, monkeypatch: pytest.MonkeyPatch):
    """A superuser's rights cannot be taken; who runs workers as one shall know."""
    monkeypatch.setenv("TOCSIN_DATABASE__URL", postgres.owner.url.get_secret_value())
    superuser = sa.make_url(postgres_server).username
    done = tocsin("upgrade", "--worker", superuser)
    assert done.exit_code == ExitCode.ALL
    assert f"Look: {superuser} may also DELETE on article" in done.stderr
