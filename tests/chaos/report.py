"""The table of what was done and what came of it, for the terminal and for docs/reliability.md."""

from __future__ import annotations

import platform
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from tests.chaos.scenarios import Scenario
from tests.containers import kafka, postgres
from tests.stage.load import Verdict

HEADER = (
    "scenario",
    "articles",
    "missing",
    "doubled rows",
    "repeated messages: extracted, enriched, events, dead letters",
    "longest stall",
    "how processes ended",
    "took",
)
_PLACE = re.compile(r"(<!-- chaos: made by `make chaos` -->\n).*?(<!-- /chaos -->)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Row:
    """One scenario's outcome; times in seconds."""

    scenario: Scenario
    articles: int
    verdict: Verdict
    repeated: Mapping[str, int]
    stall: float
    exits: Mapping[str, int]
    notes: Sequence[str]
    seconds: float
    failure: str = ""
    """What kept it from ending."""

    @property
    def good(self) -> bool:
        """It ended, nothing is missing, and nothing stands twice."""
        return self.verdict.good and not self.failure

    @property
    def cells(self) -> tuple[str, ...]:
        """As the table shows it."""
        exits = ", ".join(f"{how} ×{count}" for how, count in sorted(self.exits.items()))
        return (
            "; ".join(filter(None, [self.scenario.sentence, self.failure])),
            f"{self.articles:,}",
            str(len(self.verdict.missing)),
            str(len(self.verdict.doubled)),
            ", ".join(f"{count:,}" for count in self.repeated.values()),
            f"{self.stall:.1f} s",
            exits,
            f"{self.seconds:.0f} s",
        )


def markdown(rows: Sequence[Row], command: str) -> str:
    """The table with what it was measured on."""
    measured = (
        f"{date.today().isoformat()}, `{command}`: Tocsin {version('tocsin')}, Python {platform.python_version()}, "  # noqa: DTZ011 - the day here
        f"faust-streaming {version('faust-streaming')}, aiokafka {version('aiokafka')}, asyncpg {version('asyncpg')}, "
        f"`{kafka.IMAGE}`, `{postgres.IMAGE}`, {_cores()} cores for all of them."
    )
    table = [_line(HEADER), _line(["---"] * len(HEADER)), *(_line(row.cells) for row in rows)]
    notes = [f"- {row.scenario.sentence}: {'; '.join(row.notes)}" for row in rows if row.notes]
    return "\n".join([measured, "", *table, "", "Seen on the way:", "", *notes]) + "\n"


def write(path: Path, rows: Sequence[Row], command: str) -> None:
    """Put the table into a page, between its marks.

    Raises:
        ValueError: the page has no marks.
    """
    text = path.read_text("utf-8")
    if not _PLACE.search(text):
        raise ValueError(f"{path} has no place for the table: {_PLACE.pattern}")
    path.write_text(_PLACE.sub(lambda place: place[1] + markdown(rows, command) + place[2], text), "utf-8")


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _cores() -> int:
    import os  # noqa: PLC0415

    return len(os.sched_getaffinity(0))
