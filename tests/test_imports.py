"""Nothing is opened at import, and what must stay light stays light."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import schemas
import worker

ROOT = Path(__file__).parents[1]
MODULES = sorted(
    module.name
    for package in (schemas, worker)
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    if not module.name.endswith((".__main__", ".hatch_build")) and ".migrations" not in module.name
)

GUARDED = """
import importlib, os, sys

def forbid(event, args):
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.Popen", "os.fork", "sqlite3.connect", "os.mkdir"):
        raise AssertionError(f"{event} {args} at import")
    if event == "open":
        path, mode, flags = args
        path = os.path.abspath(os.fsdecode(path)) if isinstance(path, (str, bytes)) else ""
        writes = isinstance(mode, str) and set(mode) & set("wax+") or flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if writes and path != os.devnull:  # a library tries how it behaves
            raise AssertionError(f"{path} opened for writing at import")
        if path.startswith(os.path.join(sys.argv[1], "worker", "data")):
            raise AssertionError(f"{path} read at import")

sys.dont_write_bytecode = True
import aiokafka, confluent_kafka, faust  # what libraries do is theirs: Faust asks for the machine's architecture
faust.App
sys.addaudithook(forbid)
for name in sys.argv[2:]:
    try:
        importlib.import_module(name)
    except AssertionError as error:
        sys.exit(f"{name}: {error}")
"""


def _run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, cwd=ROOT, check=False
    )


def test_nothing_is_opened_at_import() -> None:
    """No connection, no process, no file for writing, no knowledge read: who imports a module pays for its code only."""
    assert len(MODULES) > 100
    done = _run(GUARDED, str(ROOT), *MODULES)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("call", ["open('x.tmp', 'w')", "import socket; socket.create_connection(('127.0.0.1', 9))",
                                  "open('worker/data/README.md')"])  # fmt: skip
def test_the_guard_sees_what_it_forbids(call: str, tmp_path: Path) -> None:
    """The test above would fail: a module that opens something is caught."""
    (tmp_path / "careless.py").write_text(call)
    done = _run(f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n" + GUARDED, str(ROOT), "careless")
    assert "careless: " in done.stderr


HEAVY = (
    "aiokafka", "aiosqlite", "alembic", "asyncio", "asyncpg", "confluent_kafka", "faust", "mode", "prometheus_client", "rich",
    "sqlalchemy", "structlog", "typer",
)  # fmt: skip


@pytest.mark.parametrize(
    "module", ["worker.pipeline", "schemas.incident", "worker.codec", "worker.kafka.child", "worker.agents.work"]
)
def test_the_core_loads_no_edge(module: str) -> None:
    """The core, and the children of the pool that run it, load neither stream nor database nor log."""
    done = _run(f"import sys, {module}; print(*sorted(set(sys.modules) & set({HEAVY!r})))")
    assert (done.stdout.split(), done.stderr) == ([], "")
