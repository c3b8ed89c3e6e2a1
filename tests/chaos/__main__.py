"""Chaos: real worker processes on real Kafka and PostgreSQL, killed, stopped, frozen and cut off while articles come in.

python -m tests.chaos            every scenario with 20,000 articles, 1 % of them poison
python -m tests.chaos --quick    every scenario, smaller: under ten minutes

Needs a Docker engine.  It prints a table; the exit code is 1 when anything is missing or stands twice.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.chaos.arena import Arena
from tests.chaos.report import HEADER, Row, write
from tests.chaos.scenarios import SCENARIOS, Scenario
from tests.containers.kafka import KafkaServer
from tests.containers.postgres import PostgresServer
from tests.stage.load import judge
from tests.stage.topics import OUTPUTS

WHOLE, QUICK = 20_000, 1_500
QUICK_SHARE = 0.3
"""Of the kills, stops and restarts that a whole run does."""


def play(scenario: Scenario, arena: Arena, share: float) -> Row:
    """One scenario, from its first article to its verdict."""
    begin = time.monotonic()
    arena.progress.start()
    try:
        scenario.play(arena, share)
        arena.finish()
    except Exception as error:  # noqa: BLE001 - the table says it, and the next scenario is played
        arena.failure = f"did not end: {error!r}"
    finally:
        arena.abandon()
    records = arena.topics.read(*OUTPUTS)
    return Row(
        scenario,
        articles=len(arena.expected.live) + len(arena.expected.dead),
        verdict=judge(
            arena.expected,
            articles=[str(key) for (key,) in arena.table.rows("SELECT article_id FROM article")],
            events=[
                (str(key), bool(gone))
                for key, gone in arena.table.rows("SELECT event_id, withdrawn FROM incident_event")
            ],
            records=records,
        ),
        repeated=arena.repeated(records),
        stall=arena.progress.longest_stall(),
        exits=dict(arena.exits),
        notes=tuple(arena.notes),
        failure=arena.failure,
        seconds=time.monotonic() - begin,
    )


def run(scenarios: Sequence[Scenario], *, articles: int, share: float, seed: int, logs: Path) -> list[Row]:
    """Play scenarios one after another on the same servers, and say how each went."""
    rows = []
    with KafkaServer() as kafka, PostgresServer() as postgres:
        for scenario in scenarios:
            _say(f"{scenario.name}: {scenario.sentence}")
            arena = Arena(scenario.name, articles, kafka, postgres, logs, random.Random(seed))
            row = play(scenario, arena, share)
            rows.append(row)
            _say("   " + " | ".join(row.cells[1:]) + "".join(f" | {note}" for note in row.notes))
            for fault in [row.failure, *row.verdict.missing[:20], *row.verdict.doubled[:20]]:
                if fault:
                    _say(f"   {fault}")
            arena.clear()
    return rows


def main() -> int:
    """The command; returns its exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.chaos", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument(
        "scenarios", nargs="*", metavar="SCENARIO", help=f"only these: {', '.join(s.name for s in SCENARIOS)}"
    )
    parser.add_argument("--quick", action="store_true", help="fewer articles and fewer kills")
    parser.add_argument("--articles", type=int, help=f"articles of a scenario ({WHOLE:,}, quick {QUICK:,})")
    parser.add_argument("--seed", type=int, default=7, help="of what is left to chance")
    parser.add_argument(
        "--logs",
        type=Path,
        help="where the workers' logs go; unset: a new folder",
    )
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the table into this page")
    wanted = parser.parse_args()
    known = {scenario.name: scenario for scenario in SCENARIOS}
    if unknown := sorted(set(wanted.scenarios) - known.keys()):
        parser.error(f"no such scenario: {', '.join(unknown)}")
    logs = wanted.logs or Path(tempfile.mkdtemp(prefix="tocsin-chaos-"))
    logs.mkdir(parents=True, exist_ok=True)
    chosen = [known[name] for name in wanted.scenarios] or SCENARIOS
    articles = wanted.articles or (QUICK if wanted.quick else WHOLE)
    rows = run(chosen, articles=articles, share=QUICK_SHARE if wanted.quick else 1.0, seed=wanted.seed, logs=logs)
    table = Table(*HEADER)
    for row in rows:
        table.add_row(*row.cells)
    Console(width=None if sys.stdout.isatty() else 200).print(table)
    if wanted.write:
        write(wanted.write, rows, "make chaos-quick" if wanted.quick else "make chaos")
    bad = [row.scenario.name for row in rows if not row.good]
    if bad:
        _say(f"lost or doubled: {', '.join(bad)}; the workers' logs are in {logs}")
    _say(f"{len(rows) - len(bad)} passed, {len(bad)} failed")
    return 1 if bad else 0


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
