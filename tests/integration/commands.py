"""The commands as people run them: ``tocsin …`` in a process, with nothing but variables of the environment."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

TOCSIN = Path(sys.executable).with_name("tocsin")
ARTICLE = "At least three people were killed when gunmen attacked a police station in Zahedan early on Tuesday, police said.\n"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


@dataclass(slots=True)
class Worker:
    """A ``tocsin run`` that runs."""

    process: subprocess.Popen[str]
    log: Path

    def stop(self) -> int:
        """SIGTERM; the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.wait()

    def wait(self, seconds: float = 60) -> int:
        """The exit code, when it ends."""
        return self.process.wait(seconds)

    def said(self) -> str:
        """What it has logged and printed."""
        return self.log.read_text()


@dataclass(frozen=True, slots=True)
class Commands:
    """One installation: a folder, a table in it, and settings."""

    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    def environment(self) -> dict[str, str]:
        """This process's own, with the settings instead of any that it has."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("TOCSIN_")}
        return kept | {
            "TOCSIN_DATABASE__URL": f"sqlite+aiosqlite:///{self.folder}/tocsin.db",
            "TOCSIN_WEB__PORT": "0",
            "TOCSIN_LOG__FORMAT": "json",
            "TOCSIN_WORKER__PROCESSES": "1",
            "TOCSIN_KAFKA__SESSION_TIMEOUT": "6",
            **self.settings,
        }

    def run(self, *arguments: str, seconds: float = 60) -> Ended:
        """Run one to its end."""
        done = subprocess.run(
            [TOCSIN, *arguments],
            cwd=self.folder, env=self.environment(), capture_output=True, text=True, timeout=seconds, check=False,
        )  # fmt: skip
        return Ended(done.returncode, done.stdout, done.stderr)

    def do(self, *arguments: str, seconds: float = 90) -> str:
        """Run one that must succeed; what it printed."""
        ended = self.run(*arguments, seconds=seconds)
        assert ended.code == 0, f"tocsin {' '.join(arguments)} ended with {ended.code}: {ended.err}"
        return ended.out

    @contextmanager
    def worker(self, *arguments: str) -> Iterator[Worker]:
        """A worker, which is ended at the end."""
        path = self.folder / "worker.log"
        with path.open("w") as log:
            process = subprocess.Popen(
                [TOCSIN, "run", *arguments], cwd=self.folder, env=self.environment(), stderr=log, text=True
            )
        try:
            yield Worker(process, path)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()

    def article(self, name: str, text: str = ARTICLE) -> str:
        """A file with an article, for ``tocsin replay``."""
        path = self.folder / f"{name}.txt"
        path.write_text(f"date 2026-03-31 {text}")
        return str(path)

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """What the table answers."""
        with closing(sqlite3.connect(self.folder / "tocsin.db", timeout=20)) as connection:
            return connection.execute(query).fetchall()
