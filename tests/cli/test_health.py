"""`tocsin health`: which agents it asks, what it says, how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest


class _Pages(BaseHTTPRequestHandler):
    """Extract lives and is not ready; who asks another page asks wrongly."""

    def do_GET(self) -> None:
        good = self.path == "/livez"
        body = json.dumps({"ok": good, "reasons": [] if good else ["it is stopping", "it has no partition (yet)"]})
        self.send_response(200 if good else 503)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """It is quiet."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Where extract answers; nothing answers on the ports of the others."""
    with HTTPServer(("127.0.0.1", 0), _Pages) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def health(*words: str, **settings: object) -> tuple[int, list[str], str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("TOCSIN_")}
    done = subprocess.run(
        [sys.executable, "-m", "worker.cli.main", "health", *words],
        env=environment | {name: str(value) for name, value in settings.items()},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    return done.returncode, done.stdout.splitlines(), done.stderr


def test_all_are_well(port: int) -> None:
    """Only the agents of this machine are asked: nobody else's port counts, and nothing is printed."""
    settings = {"TOCSIN_WEB__PORT": port, "TOCSIN_WEB__HOST": "0.0.0.0"}
    assert health(TOCSIN_WORKER__AGENTS="extract", **settings) == (0, [], "")
    assert health("--agents", "extract", **settings) == (0, [], "")


def test_each_agent_that_is_not_well_has_a_line(port: int) -> None:
    """Its own reasons, or that nothing answers on its port."""
    code, lines, _ = health("--ready", TOCSIN_WEB__PORT=port)
    assert code == 1
    assert lines == [
        "extract: it is stopping; it has no partition (yet)",
        f"enrich: nothing answers on port {port + 1} of 127.0.0.1",
        f"store: nothing answers on port {port + 2} of 127.0.0.1",
    ]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        pytest.param({"TOCSIN_WEB__PORT": 0}, "TOCSIN_WEB__PORT is 0", id="no web server"),
        pytest.param({"TOCSIN_WORKER__AGENTS": "extract,transform"}, "no agent 'transform'", id="no such agent"),
    ],
)
def test_what_cannot_be_asked(settings: dict[str, object], words: str) -> None:
    """Is a wrong setting, not an agent that is ill."""
    code, _, said = health(**settings)
    assert code == 2
    assert words in said


def test_it_is_light() -> None:
    """It runs every few seconds in each container."""
    heavy = ("faust", "aiokafka", "sqlalchemy", "confluent_kafka", "structlog", "asyncio", "rich")
    script = f"import sys, worker.cli.health; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
