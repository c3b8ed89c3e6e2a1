"""`tocsin` itself: its table of commands, how fast it answers, and how it ends."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.testing import CliRunner

from worker import __version__
from worker.cli.commands import COMMANDS, Command, load
from worker.cli.exit import ExitCode, exit_code_of
from worker.cli.main import app
from worker.errors import Misconfigured, NoBroker, NoDatabase, TocsinError, Transient

ROOT = Path(__file__).parents[2]
HEAVY = ("faust", "mode", "aiokafka", "sqlalchemy", "confluent_kafka", "structlog", "pydantic", "asyncio")


def _tocsin(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "worker.cli.main", *arguments],
        cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def test_version():
    """On stdout."""
    done = _tocsin("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"tocsin {__version__}\n", "")


def test_help_names_every_command_with_a_sentence():
    """Without a command it shows the same, as a usage error."""
    done = _tocsin("--help", COLUMNS="200")
    assert done.returncode == 0
    for command in COMMANDS:
        assert command.name in done.stdout
        assert command.sentence in done.stdout
    assert _tocsin(COLUMNS="200").returncode == ExitCode.USAGE


@pytest.mark.parametrize("argument", ["--version", "--help"])
def test_it_answers_without_importing_what_commands_need(argument: str):
    """No Faust, no database, no Kafka; and so at once."""
    script = (
        "import sys\n"
        "from worker.cli.main import app\n"
        f"try: app(['{argument}'], prog_name='tocsin')\n"
        "except SystemExit: pass\n"
        f"print('imported:', *[name for name in {HEAVY} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.splitlines()[-1] == "imported:"
    begun = time.monotonic()
    _tocsin(argument)
    assert time.monotonic() - begun < 1.5  # 0.1 to 0.3 s; the machine of a test may be busy


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_of_the_table_is_there(command: Command):
    """Its module and attribute exist, and it explains itself."""
    loaded = load(command.name)
    assert loaded.name == command.name
    assert loaded.help
    result = CliRunner().invoke(app, [command.name, "--help"])
    assert result.exit_code == 0, result.output
    if isinstance(loaded, TyperGroup):
        assert all(child.help for child in loaded.commands.values())


def test_the_worker_does_not_import_faust_or_sqlalchemy_to_start():
    """Its supervisor lives as long as the worker, and should cost little."""
    script = "import sys, worker.cli.run; print([name for name in ('faust', 'sqlalchemy') if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def test_a_command_that_is_not_there_is_a_usage_error():
    """The nearest is named."""
    done = _tocsin("extrct", COLUMNS="200")
    assert done.returncode == ExitCode.USAGE
    assert "extract" in done.stderr


def test_a_mistaken_setting_ends_with_message_and_remedy_and_no_traceback():
    """On stderr, with code 2; the traceback where debugging is asked for."""
    done = _tocsin("config", TOCSIN_LOG__LEVL="debug")
    assert (done.returncode, done.stdout) == (ExitCode.USAGE, "")
    assert "did you mean TOCSIN_LOG__LEVEL?" in done.stderr
    assert "Traceback" not in done.stderr
    debugging = _tocsin("--debug", "config", TOCSIN_KAFKA__BOTSTRAP="x")
    assert debugging.returncode == ExitCode.USAGE
    assert "Traceback" in debugging.stderr
    assert "did you mean TOCSIN_KAFKA__BOOTSTRAP?" in debugging.stderr


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (Misconfigured("p", "r"), 2),
        (NoBroker("p", "r"), 3),
        (NoDatabase("p", "r"), 4),
        (Transient("p"), 1),
        (TocsinError("p"), 1),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else str(value),
)
def test_each_error_has_its_exit_code(error: TocsinError, code: int):
    """The same in every command."""
    assert exit_code_of(error) == code


@pytest.mark.parametrize("arguments", [["extract", "in.jsonl"], ["replay", "in.jsonl", "--to", "stdout"]])
def test_a_reader_that_goes_away_is_no_traceback(tmp_path: Path, arguments: list[str]):
    """As with `| head -1`."""
    (tmp_path / "in.jsonl").write_text('{"text": "A fire broke out in Porto."}\n' * 5_000)
    with subprocess.Popen(
        [sys.executable, "-m", "worker.cli.main", *arguments],
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read().decode()
        assert process.wait(60) == ExitCode.SOME_FAILED
    assert "Traceback" not in said
    assert "BrokenPipe" not in said


def test_no_color_is_honoured():
    """And a pipe has no colours anyway."""
    assert "\x1b[" not in _tocsin("--help").stdout
    assert "\x1b[" not in _tocsin("nonsense").stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_completes_commands_and_options(shell: str):
    """Commands without importing them, options of the one that is called."""
    ask = {"_TOCSIN_COMPLETE": f"complete_{shell}"}
    words = {"COMP_WORDS": "tocsin re", "COMP_CWORD": "1", "_TYPER_COMPLETE_ARGS": "tocsin re"}
    assert "replay" in _tocsin(**ask, **words, _TYPER_COMPLETE_FISH_ACTION="get-args").stdout
    words = {"COMP_WORDS": "tocsin replay --dr", "COMP_CWORD": "2", "_TYPER_COMPLETE_ARGS": "tocsin replay --dr"}
    assert "--dry-run" in _tocsin(**ask, **words, _TYPER_COMPLETE_FISH_ACTION="get-args").stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_script_can_be_shown(shell: str):
    """For the shell that asks."""
    done = _tocsin("--show-completion", shell, _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    assert done.returncode == 0
    assert "_TOCSIN_COMPLETE" in done.stdout
