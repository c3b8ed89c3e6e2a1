"""``tocsin demo``: the whole system on this machine, over the sample articles.

It starts what production starts (``tocsin run``, ``tocsin replay``), over TCP, with an embedded broker and a SQLite file in place
of Kafka and PostgreSQL, and leaves nothing running.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from pydantic import SecretStr

from worker.cli.db import upgrade_database
from worker.cli.exit import ExitCode
from worker.cli.incident_views import Format, print_incidents
from worker.cli.incidents import read_incidents
from worker.environment import PREFIX
from worker.errors import Misconfigured
from worker.kafka.embedded_broker import BrokerProcess
from worker.kafka.plans import plan_topics
from worker.settings import DatabaseSettings, KafkaSettings
from worker.sinks.query import IncidentFilter, Order

TABLE = "tocsin.db"
LOG = "worker.log"
_PARTITIONS = 4
_STOP_LIMIT = 40.0  # seconds; the worker ends hard after 25 s of draining
_TOCSIN = (sys.executable, "-m", "worker.cli.main")


def run_demo(seeds: Path, folder: Path) -> int:
    """Run it; returns the exit code.

    Args:
        seeds: The articles.
        folder: Where the table and the worker's log are left for a look; the last run's are replaced.

    Raises:
        Misconfigured: there are no articles, or the folder cannot be written.
        NoBroker: the embedded broker does not start.
    """
    if not seeds.is_dir():
        raise Misconfigured(
            f"there are no sample articles in {seeds}",
            "Run it where the source code is, or name a folder: --seeds DIR.",
        )
    database = _fresh_table(folder)
    _say("1/4  embedded broker (in memory: for trying, not for keeping), and the worker: extract, enrich, store")
    topics = {plan.name: plan.partitions for plan in plan_topics(KafkaSettings(partitions=_PARTITIONS))}
    with BrokerProcess(topics) as broker, _worker(_environment(broker.bootstrap, database), folder / LOG) as worker:
        _say(f"2/4  replaying {seeds} and waiting for the table; the worker takes some seconds to join its groups")
        replayed = subprocess.run(
            [*_TOCSIN, "replay", str(seeds), "--map", "text=body", "--wait"],
            env=_environment(broker.bootstrap, database),
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        if replayed.returncode:
            _say(f"The replay ended with {replayed.returncode}: {replayed.stdout.strip()}")
            _say(f"What the worker said is in {folder / LOG}.")
            return replayed.returncode
        _say("3/4  stopping the worker")
    if worker.returncode:
        _say(f"The worker ended with {worker.returncode}, not 0: see {folder / LOG}")
        return ExitCode.SOME_FAILED
    _show(database, json.loads(replayed.stdout), folder)
    return ExitCode.ALL


def _fresh_table(folder: Path) -> DatabaseSettings:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for old in (TABLE, TABLE + "-wal", TABLE + "-shm", LOG):
            (folder / old).unlink(missing_ok=True)
    except OSError as error:
        raise Misconfigured(
            f"{folder} cannot be written: {error.strerror}", "Name another folder: --folder DIR."
        ) from error
    database = DatabaseSettings(url=SecretStr(f"sqlite+aiosqlite:///{folder / TABLE}"))
    upgrade_database(database)
    return database


def _environment(bootstrap: str, database: DatabaseSettings) -> dict[str, str]:
    """The settings of all processes: those of the demo only, whatever the shell has set."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    return kept | {
        "TOCSIN_KAFKA__BOOTSTRAP": bootstrap,
        "TOCSIN_KAFKA__PARTITIONS": str(_PARTITIONS),
        "TOCSIN_DATABASE__URL": database.url.get_secret_value(),
        "TOCSIN_WORKER__PROCESSES": "1",
        "TOCSIN_WEB__PORT": "0",
        "TOCSIN_LOG__FORMAT": "json",
    }


@contextmanager
def _worker(environment: Mapping[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """``tocsin run``, stopped at the end as a container engine would."""
    with log.open("wb") as lines:
        process = subprocess.Popen(
            [*_TOCSIN, "run"], env=dict(environment), stdout=lines, stderr=lines, process_group=0
        )
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(_STOP_LIMIT)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _show(database: DatabaseSettings, summary: Mapping[str, object], folder: Path) -> None:
    rows = read_incidents(database, IncidentFilter(order=Order.NEWEST))
    _say(f"4/4  {summary['read']} articles, {len(rows)} incidents in {folder / TABLE}\n")
    sys.stderr.flush()
    print_incidents(rows, Format.TABLE, sys.stdout)
    sys.stdout.flush()
    program = Path(sys.argv[0]) if Path(sys.argv[0]).name == "tocsin" else Path("tocsin")
    shown = os.path.relpath(program) if program.is_absolute() else str(program)
    _say(f"\nWhy is it so?    {shown} explain seeds/night-of-drones.txt")
    _say(
        f"Ask the table:   TOCSIN_DATABASE__URL={database.url.get_secret_value()} {shown} incidents --type conflict --killed-min 1"
    )


def _say(line: str) -> None:
    typer.echo(line, err=True)


def command(
    seeds: Annotated[Path, typer.Option(metavar="DIR", help="The articles to replay.")] = Path("seeds"),
    folder: Annotated[Path, typer.Option(metavar="DIR", help="Where the table and the worker's log are left.")] = Path(
        "demo"
    ),
) -> None:
    """Run the whole system on this machine over sample articles.

    An embedded broker, the real worker and a SQLite table; nothing is left running. It replaces what the last demo left.
    """
    raise typer.Exit(run_demo(seeds, folder))
