"""`tocsin config`: every setting, where it comes from, and no secret."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from worker.cli.config import mask_url
from worker.cli.main import app
from worker.environment import known_settings


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An empty folder with a .env, and a few variables."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("TOCSIN_WORKER__DEPTH=3\n")
    (tmp_path / "secret").write_text("hunter2\n")
    monkeypatch.setenv("TOCSIN_KAFKA__PASSWORD_FILE", str(tmp_path / "secret"))
    monkeypatch.setenv("TOCSIN_DATABASE__URL", "postgresql+asyncpg://u:hunter2@db/tocsin")
    monkeypatch.delenv("TOCSIN_KAFKA__BOOTSTRAP", raising=False)


def test_in_a_pipe_every_setting_is_a_line():
    """Name, value, origin, separated by tabs."""
    result = CliRunner().invoke(app, ["config"])
    assert result.exit_code == 0
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert [row[0] for row in rows] == [known.variable for known in known_settings()]
    by_name = {name: (value, origin) for name, value, origin in rows}
    assert by_name["TOCSIN_WORKER__DEPTH"] == ("3", ".env")
    assert by_name["TOCSIN_KAFKA__BOOTSTRAP"] == ("localhost:9092", "default")
    assert by_name["TOCSIN_KAFKA__USERNAME"] == ("-", "default")
    assert by_name["TOCSIN_KAFKA__PASSWORD"][0] == "***"
    assert by_name["TOCSIN_KAFKA__PASSWORD"][1].startswith("file ")
    assert by_name["TOCSIN_DATABASE__URL"] == ("postgresql+asyncpg://u:***@db/tocsin", "environment")
    assert "hunter2" not in result.stdout


def test_for_programs_it_is_one_json_object():
    """Numbers stay numbers, unset is null."""
    result = CliRunner().invoke(app, ["config", "--json"])
    told = json.loads(result.stdout)
    assert told["TOCSIN_WORKER__DEPTH"] == {"value": 3, "from": ".env"}
    assert told["TOCSIN_GAZETTEER"] == {"value": None, "from": "default"}
    assert "hunter2" not in result.stdout


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql+asyncpg://u:secret@h:5432/d", "postgresql+asyncpg://u:***@h:5432/d"),
        ("postgresql://u:se@cr/et:@h/d", "postgresql://u:***@h/d"),
        ("postgresql://u:@h/d", "postgresql://u:***@h/d"),
        ("postgresql://u@h/d", "postgresql://u@h/d"),
        ("postgresql://h/d?user=u&password=secret&ssl=1", "postgresql://h/d?user=u&password=***&ssl=1"),
        ("sqlite+aiosqlite:///tocsin.db", "sqlite+aiosqlite:///tocsin.db"),
        ("a:9092,b:9092", "a:9092,b:9092"),
    ],
)
def test_a_password_inside_a_url_is_masked(url: str, shown: str):
    """Wherever it stands, whatever letters it has."""
    assert mask_url(url) == shown
