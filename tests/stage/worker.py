"""``tocsin run`` as a process, with its roles, their pools' children, its log and its pages."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROLES = ("extract", "enrich", "store")
ALL = ",".join(ROLES)

TRIAL = {"extract": "tests.agents.trial_work:load_extract", "enrich": "tests.agents.trial_work:load_enrich"}
"""What the children do instead of the product's work: what each article's metadata asks for."""

RUN = """
import json, sys
from worker.agents.roles import Role
from worker.cli.begin import begin
from worker.cli.run import run
run(sys.argv[1], begin(logs=False), work={Role(role): work for role, work in json.loads(sys.argv[2]).items()})
"""
"""``tocsin run``, but for what the children of its pools do."""

_PATIENCE = 3


def wait_until(true: Callable[[], bool], seconds: float, what: str) -> None:
    """Wait for something, and fail with its name when it takes too long: on a busy machine three times the ``seconds``."""
    end = time.monotonic() + _PATIENCE * seconds
    while not true():
        assert time.monotonic() < end, f"waited {_PATIENCE * seconds:g} s for: {what}"
        time.sleep(0.1)


def bare_environment() -> dict[str, str]:
    """This process's environment without any setting of Tocsin."""
    return {name: value for name, value in os.environ.items() if not name.startswith("TOCSIN_")}


class Worker:
    """One worker, started and stopped at will."""

    def __init__(self, settings: Mapping[str, str], log: Path, *, port: int = 0) -> None:
        """Nothing starts yet.

        Args:
            settings: Variables ``TOCSIN_…`` and others.
            log: Where its stderr goes; appended to.
            port: The first of its three web ports; 0: none.
        """
        self.settings = dict(settings)
        self.log_path = log
        self.port = port
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, agents: str = ALL, *, work: Mapping[str, str] = TRIAL) -> None:
        environment = bare_environment() | self.settings | {"TOCSIN_WEB__PORT": str(self.port)}
        with self.log_path.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", RUN, agents, json.dumps(dict(work))], cwd=ROOT, env=environment, stderr=log
            )

    def signal(self, number: signal.Signals = signal.SIGTERM) -> None:
        assert self.process is not None
        self.process.send_signal(number)

    def wait(self, seconds: float = 40) -> int:
        """Its exit code, once it has ended."""
        assert self.process is not None
        code = self.process.wait(seconds)
        self.process = None
        return code

    def stop(self) -> int:
        self.signal()
        return self.wait()

    def kill(self) -> None:
        """End it and all that it started, at once."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def roles(self) -> dict[str, int]:
        """The process of each role that runs."""
        assert self.process is not None
        listed = subprocess.run(["/bin/ps", "-e", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True)
        lines = [line.split(None, 2) for line in listed.stdout.splitlines()]
        return {
            args.split("worker.cli.role ")[1].split()[0]: int(pid)
            for pid, parent, args in lines
            if int(parent) == self.process.pid and "worker.cli.role " in args
        }

    def children(self, role: str) -> list[int]:
        """The processes of a role's pool; none while the role is not there."""
        parent = self.roles().get(role)
        listed = subprocess.run(["/bin/ps", "-e", "-o", "pid=,ppid="], capture_output=True, text=True, check=True)
        pairs = [line.split() for line in listed.stdout.splitlines()]
        return [int(pid) for pid, its_parent in pairs if int(its_parent) == parent]

    def log(self) -> list[dict[str, object]]:
        """The lines of its log that are JSON."""
        found = []
        for line in self.log_path.read_text().splitlines():
            with contextlib.suppress(ValueError):
                found.append(json.loads(line))
        return found

    def page(self, role: str, path: str) -> tuple[int, dict[str, object]]:
        """Status and JSON of a health page; 0 when nothing answers."""
        port = self.port + ROLES.index(role)
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=5) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.load(error)
        except OSError:
            return 0, {}
