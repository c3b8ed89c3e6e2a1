"""A process for each role; one that crashes is started again, alone."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typing_extensions import Buffer

from worker.kafka.supervisor import Plan, Supervisor

BEGIN = """
import os, signal, sys, time
from pathlib import Path
folder, name, parent, words = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
from worker.kafka.parentage import die_with_parent
die_with_parent(parent)
with (folder / name).open("a") as file: file.write(f"{os.getpid()}\\n")
"""
LIVES = "signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))\nwhile True: time.sleep(0.05)"
CRASHES = "sys.exit(1)"
MISSES = "os.write(words, b'topic x does not exist'); sys.exit(3)"
BREAKS = "os.write(words, b'too many dead letters'); sys.exit(70)"
DEAF = "signal.signal(signal.SIGTERM, signal.SIG_IGN)\nwhile True: time.sleep(0.05)"
FAILS_TO_STOP = "signal.signal(signal.SIGTERM, lambda *_: sys.exit(70))\nwhile True: time.sleep(0.05)"


class Run:
    """A supervisor at work."""

    def __init__(self, folder: Path, **roles: str) -> None:
        commands = {name: [sys.executable, "-c", BEGIN + body, str(folder), name] for name, body in roles.items()}
        plan = Plan(commands=commands, delays=(0.1, 0.3, 60))
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, "-m", "worker.kafka.supervisor", plan.encode()], stderr=subprocess.PIPE, text=True
        )

    def pids(self, role: str) -> list[int]:
        """One for each start."""
        path = self.folder / role
        return [int(line) for line in path.read_text().split()] if path.exists() else []

    def until(self, true: Callable[[], bool]) -> None:
        end = time.monotonic() + 10
        while not true():
            assert time.monotonic() < end
            time.sleep(0.02)

    def end(self, number: signal.Signals | None = signal.SIGTERM) -> tuple[int, str]:
        """The exit code, and what it said."""
        if number is not None:
            self.process.send_signal(number)
        _, said = self.process.communicate(timeout=10)
        return self.process.returncode, said


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Callable[..., Run]]:
    runs: list[Run] = []

    def start(**roles: str) -> Run:
        runs.append(Run(tmp_path, **roles))
        return runs[-1]

    yield start
    for one in runs:
        if one.process.poll() is None:
            one.process.kill()
        one.process.communicate()


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_every_role(run: Callable[..., Run], number: signal.Signals) -> None:
    """And ends with 0 when all did."""
    one = run(a=LIVES, b=LIVES)
    one.until(lambda: bool(one.pids("a") and one.pids("b")))
    time.sleep(0.2)
    assert one.end(number) == (0, "")


def test_a_role_that_crashes_is_started_again_alone(run: Callable[..., Run]) -> None:
    """Later each time: 0.1 s, 0.3 s, then a minute here."""
    one = run(a=CRASHES, b=LIVES)
    one.until(lambda: len(one.pids("a")) == 3)
    time.sleep(0.5)
    assert len(one.pids("a")) == 3
    assert len(one.pids("b")) == 1
    code, said = one.end()
    assert code == 0
    assert said.count('"event": "role_ended"') == 3


def test_what_no_restart_heals_stops_all(run: Callable[..., Run]) -> None:
    """With its exit code, and its message once, however many roles say it."""
    one = run(a=MISSES, b=MISSES, c=LIVES)
    code, said = one.end(None)
    assert code == 3
    assert said.count("topic x does not exist") == 1
    assert all(len(one.pids(role)) <= 1 for role in "abc")  # never again; some may be stopped before they began


def test_a_role_that_broke_stays_down_and_the_others_go_on(run: Callable[..., Run]) -> None:
    """Nobody restarts it; the end tells that it was down."""
    one = run(a=BREAKS, b=LIVES)
    one.until(lambda: bool(one.pids("a") and one.pids("b")))
    time.sleep(0.7)
    assert len(one.pids("a")) == 1
    assert lives(one.pids("b")[0])
    code, said = one.end()
    assert code == 70
    assert "too many dead letters" in said
    assert '"event": "role_stays_down"' in said


def test_it_ends_when_every_role_is_down(run: Callable[..., Run]) -> None:
    """Nothing is left to supervise."""
    assert run(a=BREAKS, b=BREAKS).end(None)[0] == 70


def test_a_role_that_could_not_drain_is_told(run: Callable[..., Run]) -> None:
    """The supervisor's code is then that role's."""
    one = run(a=FAILS_TO_STOP, b=LIVES)
    one.until(lambda: bool(one.pids("a") and one.pids("b")))
    time.sleep(0.3)
    assert one.end()[0] == 70


def test_a_second_signal_ends_what_does_not_stop(run: Callable[..., Run]) -> None:
    """At once."""
    one = run(a=DEAF)
    one.until(lambda: bool(one.pids("a")))
    time.sleep(0.3)
    one.process.send_signal(signal.SIGINT)
    time.sleep(0.3)
    assert one.process.poll() is None
    assert one.end(signal.SIGINT)[0] == 9


def test_no_role_outlives_it(run: Callable[..., Run]) -> None:
    """Also when it is killed, and the role is deaf."""
    one = run(a=DEAF)
    one.until(lambda: bool(one.pids("a")))
    time.sleep(0.2)
    one.end(signal.SIGKILL)
    one.until(lambda: not lives(one.pids("a")[0]))


def test_a_line_is_written_in_one_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where output is unbuffered each write goes out by itself, and roles write to the same place."""
    written: list[bytes] = []

    class Unbuffered(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data: Buffer) -> int:
            written.append(bytes(data))
            return len(written[-1])

    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(Unbuffered(), write_through=True))
    Supervisor(Plan({}))._say("warning", "role_ended", role="store")
    assert len(written) == 1
    assert json.loads(written[0])["role"] == "store"
    assert written[0].endswith(b"\n")


def test_it_loads_nothing_but_the_standard_library() -> None:
    """It lives as long as the worker, and must not cost what the worker costs."""
    code = "import sys, worker.kafka.supervisor; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"faust", "mode", "aiokafka", "pydantic", "structlog", "typer", "asyncio"} & set(loaded)
