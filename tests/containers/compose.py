"""A Compose project of this checkout, with a name, ports, passwords and an image of its own."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.containers.server import free_port

ROOT = Path(__file__).parents[2]
_LIMIT = 280  # seconds for a command; a first build takes most of it
_OURS = ("TOCSIN_", "COMPOSE_", "MAKE", "MFLAGS")  # what the shell or an outer make has set must not count


class ComposeProject:
    """Runs commands as people type them at the checkout's root."""

    def __init__(self, passwords: Path) -> None:
        """Nothing starts yet.

        Args:
            passwords: The folder of passwords; it need not exist.
        """
        self.name = f"tocsin-test-{secrets.token_hex(4)}"
        self.passwords = passwords
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)} | {
            "COMPOSE_PROJECT_NAME": self.name,
            "IMAGE": self.name,
            "KAFKA_PORT": str(free_port()),
            "POSTGRES_PORT": str(free_port()),
            "SECRETS_FOLDER": str(passwords),
        }

    def start(self, command: str | Sequence[str]) -> subprocess.Popen[str]:
        """Start a command: a line for the shell, or its words."""
        return subprocess.Popen(
            ["bash", "-c", command] if isinstance(command, str) else list(command),
            cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def attempt(self, command: str | Sequence[str]) -> tuple[int, str, str]:
        """Run a command: its exit code, what it wrote, what it said."""
        with self.start(command) as process:
            try:
                out, said = process.communicate(timeout=_LIMIT)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        return process.returncode, out, said

    def run(self, command: str | Sequence[str]) -> str:
        """Run a command that has to succeed: what it wrote."""
        code, out, said = self.attempt(command)
        assert code == 0, f"{command} ended with {code}:\n{said[-3_000:]}\n{out[-1_000:]}"
        return out

    def compose(self, *arguments: str) -> str:
        """A command of Compose that has to succeed."""
        return self.run(["docker", "compose", *arguments])

    def sql(self, statement: str, *, role: str = "tocsin_reader") -> list[list[str]]:
        """The rows of a query, as text."""
        out = self.compose("exec", "-T", "postgres", "psql", "-U", role, "tocsin", "-AtF", "\t", "-c", statement)
        return [line.split("\t") for line in out.splitlines()]

    def count(self, table: str) -> int:
        """The rows of a table."""
        return int(self.sql(f"SELECT count(*) FROM {table}")[0][0])  # noqa: S608 - our own words

    def containers(self, *services: str) -> list[dict[str, Any]]:
        """What the engine knows of these services' containers, or of all; those that have ended too."""
        ids = self.compose("ps", "--all", "--quiet", *services).split()
        found: list[dict[str, Any]] = json.loads(self.run(["docker", "inspect", *ids]))
        return found

    def left(self) -> list[str]:
        """Containers, networks and volumes of the project, running or not."""
        mine = ["--quiet", "--filter", f"label=com.docker.compose.project={self.name}"]
        kinds = (["ps", "--all"], ["network", "ls"], ["volume", "ls"])
        return [one for kind in kinds for one in self.run(["docker", *kind, *mine]).split()]

    def remove(self) -> None:
        """Remove everything, whatever state it is in."""
        if self.left():
            self.run("make down")
        self.attempt(["docker", "rmi", "--force", self.name])
