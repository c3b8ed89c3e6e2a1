"""`tocsin health` on the real worker: what waits for something lives."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest

from tests.integration.conftest import ROOT, MakeStage, Stage, wait_until
from tests.stage.worker import bare_environment

pytestmark = pytest.mark.slow


def health(stage: Stage, *words: str) -> tuple[int, str]:
    environment = bare_environment() | stage.settings | {"TOCSIN_WEB__PORT": str(stage.port)}
    done = subprocess.run(
        [sys.executable, "-m", "worker.cli.main", "health", *words],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=30,
    )  # fmt: skip
    return done.returncode, done.stdout


def test_a_worker_that_waits_for_its_brokers_lives(make_embedded_stage: MakeStage, port: int) -> None:
    """From its start on, before anything has answered; it becomes ready once they are there, and nothing answers after it."""
    stage = make_embedded_stage(port=port)
    stage.backend.broker_goes()
    stage.start()
    wait_until(lambda: health(stage)[0] == 0, 30, "alive without brokers")
    code, said = health(stage, "--ready", "--agents", "store")
    assert code == 1
    assert "no broker has answered lately" in said
    stage.backend.broker_returns()
    wait_until(lambda: health(stage, "--ready")[0] == 0, 60, "ready")
    assert health(stage) == (0, "")
    assert stage.stop() == 0
    code, said = health(stage)
    assert code == 1
    assert said.splitlines()[0] == f"extract: nothing answers on port {port} of 127.0.0.1"


def test_a_worker_that_waits_for_its_table_lives(make_embedded_stage: MakeStage, port: int) -> None:
    """Store has its partitions, and begins only when the table is there."""
    stage = make_embedded_stage(port=port, settings={"TOCSIN_DATABASE__TIMEOUT": "1", "TOCSIN_WORKER__AGENTS": "store"})
    with stage.table.away():
        stage.start("store")
        wait_until(lambda: "the agent does not run (yet)" in health(stage, "--ready")[1], 40, "partitions, no agent")
        assert "the database has been away" in health(stage, "--ready")[1]
        assert health(stage) == (0, "")
    wait_until(lambda: health(stage, "--ready")[0] == 0, 40, "ready")
    assert stage.stop() == 0


def test_a_port_that_is_taken_is_said(make_embedded_stage: MakeStage, port: int) -> None:
    """By its number; the worker ends, since no restart frees it."""
    with socket.create_server(("127.0.0.1", port)):
        stage = make_embedded_stage(port=port)
        stage.start("extract")
        assert stage.wait() == 2
    assert f"cannot bind port {port} of 127.0.0.1" in stage.log_path.read_text()
    assert "TOCSIN_WEB__PORT" in stage.log_path.read_text()
