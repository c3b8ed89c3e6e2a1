"""`tocsin replay` without Kafka: dry runs, stdout, the table, and what is said about bad input."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from schemas.article import RawArticle
from worker.cli.exit import ExitCode
from worker.cli.main import app
from worker.settings import DatabaseSettings

ROOT = Path(__file__).parents[2]
LINES = [
    {"id": "a", "text": "date 2026-03-02 A car bomb killed four people in Mosul on Monday, police said."},
    {"id": "b", "text": "The library in Ghent extends its opening hours.", "published": "2026-03-03"},
    {"id": "c", "text": "The council meets again on Friday.", "published": "2026-03-01"},
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three articles, a current folder, and no broker."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TOCSIN_KAFKA__BOOTSTRAP", "127.0.0.1:1")
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(line) + "\n" for line in LINES))
    (tmp_path / "bad.jsonl").write_text('{"text": "one"}\n{"text": \n{"text": "two"}\n')
    return tmp_path


def _replay(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["replay", *arguments, "--progress", "none"])


def _summary(result: Result) -> dict[str, object]:
    summary: dict[str, object] = json.loads(result.stdout)
    return summary


def test_a_dry_run_checks_everything_and_needs_no_broker():
    """All bad articles are named, not only the first."""
    result = _replay("in.jsonl", "bad.jsonl", "bad.jsonl", "--dry-run")
    assert result.exit_code == ExitCode.SOME_FAILED
    assert _summary(result).items() >= {"dry_run": True, "files": 2, "read": 6, "sent": 0, "failed": 1}.items()
    assert "bad.jsonl:2: not JSON" in result.stderr


def test_to_stdout_come_the_articles_as_they_would_be_sent():
    """And the summary on stderr, for once."""
    result = _replay("in.jsonl", "--to", "stdout")
    assert result.exit_code == 0
    articles = [RawArticle.read_json(line) for line in result.stdout.splitlines()]
    assert [article.article_id for article in articles] == ["a", "b", "c"]
    assert articles[0].text == LINES[0]["text"]
    assert json.loads(result.stderr.splitlines()[-1])["sent"] == 3


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (["--limit", "1"], "a"),
        (["--skip", "1"], "bc"),
        (["--speed", "100000000x"], "cab"),
        (["--shuffle", "--seed", "4", "--limit", "3"], "cab"),
    ],
    ids=["limit", "skip", "by publication", "shuffled"],
)
def test_which_and_in_which_order(arguments: list[str], ids: str):
    """As was asked for."""
    result = _replay("in.jsonl", "--to", "stdout", *arguments)
    found = [json.loads(line)["article_id"] for line in result.stdout.splitlines()]
    assert sorted(found) == sorted(ids)
    if "--shuffle" not in arguments:
        assert "".join(found) == ids


def test_stdin_is_read():
    """As JSON Lines, recognised by its beginning."""
    done = subprocess.run(
        [sys.executable, "-m", "worker.cli.main", "replay", "-", "--to", "stdout"],
        env=os.environ | {"PYTHONPATH": str(ROOT)}, input='{"text": "one"}\n{"text": "two"}\n',
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert [json.loads(line)["text"] for line in done.stdout.splitlines()] == ["one", "two"]


def test_a_bad_article_stops_the_run_and_the_summary_says_where():
    """What was sent before is counted; nothing is half sent without being said."""
    result = _replay("bad.jsonl", "--to", "stdout")
    assert result.exit_code == ExitCode.SOME_FAILED
    assert [json.loads(line)["text"] for line in result.stdout.splitlines()] == ["one"]
    summary = json.loads(result.stderr.splitlines()[-1])
    assert summary["sent"] == 1
    assert summary["stopped_at"].startswith("bad.jsonl:2: not JSON")


def test_or_it_is_skipped():
    """With --on-error skip; the exit code still says so."""
    result = _replay("bad.jsonl", "--to", "stdout", "--on-error", "skip")
    assert result.exit_code == ExitCode.SOME_FAILED
    assert [json.loads(line)["text"] for line in result.stdout.splitlines()] == ["one", "two"]


def test_to_the_sink_the_pipeline_runs_here(sqlite_database: DatabaseSettings, monkeypatch: pytest.MonkeyPatch):
    """The rows are there; doing it again changes nothing."""
    monkeypatch.setenv("TOCSIN_DATABASE__URL", sqlite_database.url.get_secret_value())
    for _ in range(2):
        result = _replay("in.jsonl", "--to", "sink")
        assert result.exit_code == 0, result.stderr
        assert _summary(result)["sent"] == 3
    with sqlite3.connect(sqlite_database.url.get_secret_value().partition("///")[2]) as database:
        rows = database.execute("select article_id, type, killed_best from incident_event").fetchall()
        articles = database.execute("select count(*) from article").fetchone()
    database.close()
    assert rows == [("a", "conflict.explosive_device", 4)]
    assert articles == (3,)


def test_without_a_table_it_says_the_command_and_sends_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Exit code 4."""
    monkeypatch.setenv("TOCSIN_DATABASE__URL", f"sqlite+aiosqlite:///{tmp_path}/none.db")
    result = _replay("in.jsonl", "--to", "sink")
    assert result.exit_code == ExitCode.DATABASE
    assert "tocsin db upgrade" in result.stderr
    assert _summary(result)["sent"] == 0


def test_without_a_broker_it_says_which_and_what_to_do():
    """Exit code 3, soon."""
    begun = time.monotonic()
    result = _replay("in.jsonl")
    assert result.exit_code == ExitCode.BROKER
    assert "no Kafka broker answers at 127.0.0.1:1" in result.stderr
    assert "TOCSIN_KAFKA__BOOTSTRAP" in result.stderr
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["missing.jsonl"], "there is no file missing.jsonl"),
        (["in.jsonl", "--rate", "fast"], "--rate fast"),
        (["in.jsonl", "--speed", "0x"], "--speed 0x"),
        (["in.jsonl", "--rate", "1", "--speed", "1x"], "both given"),
        (["in.jsonl", "--map", "body"], "--map body"),
        (["in.jsonl", "--header", "x"], "--header x"),
        (["in.jsonl", "--key", "text"], "--key text"),
        (["in.jsonl", "--key", "url", "--wait"], "by their id"),
        (["in.jsonl", "--format", "xml"], "xml"),
        ([], "PATH"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_mistake_on_the_command_line_is_a_usage_error(arguments: list[str], said: str):
    """Nothing is sent, and stdout stays empty."""
    result = _replay(*arguments)
    assert result.exit_code == ExitCode.USAGE
    assert said in result.stderr
    assert result.stdout == ""


def test_a_resume_file_lets_the_second_run_send_the_rest(folder: Path):
    """By content: the order may change, articles may be added."""
    first = _replay("in.jsonl", "--to", "stdout", "--resume", "state", "--limit", "2")
    assert json.loads(first.stderr.splitlines()[-1])["sent"] == 2
    lines = [*reversed(LINES), {"id": "d", "text": "New."}]
    (folder / "in.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    second = _replay("in.jsonl", "--to", "stdout", "--resume", "state")
    assert [json.loads(line)["article_id"] for line in second.stdout.splitlines()] == ["c", "d"]
    assert json.loads(second.stderr.splitlines()[-1])["sent_before"] == 2
    assert _replay("in.jsonl", "--to", "kafka", "--resume", "state").exit_code == ExitCode.USAGE


def test_ctrl_c_ends_with_a_summary(folder: Path):
    """Exit code 130; what was sent is counted."""
    (folder / "many.jsonl").write_text("".join(f'{{"text": "article {n}"}}\n' for n in range(1000)))
    with subprocess.Popen(
        [sys.executable, "-m", "worker.cli.main", "replay", "many.jsonl", "--to", "stdout", "--rate", "50/s"],
        cwd=folder, env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stderr is not None
        assert process.stderr.readline() == "sending\n"
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        out, said = process.communicate(timeout=30)
    assert process.returncode == ExitCode.INTERRUPTED
    summary = json.loads(said.splitlines()[-1])
    assert summary["interrupted"] is True
    assert 0 < summary["sent"] < 1000
    assert len(out.splitlines()) == summary["sent"]
    assert "Traceback" not in said
