"""How far a replay is, on stderr: a bar on a terminal, lines off it, or nothing."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from worker.replay.engine import Tally

LINE_EVERY = 5.0
BAR_EVERY = 0.1


class ProgressKind(StrEnum):
    """What is shown."""

    AUTO = "auto"  # bar on a terminal, log off it
    BAR = "bar"
    LOG = "log"
    NONE = "none"


class Shown(Protocol):
    """Shows a tally again and again, until it is stopped."""

    def tell(self, line: str) -> None:
        """One line that stays, such as what is wrong with an article."""

    def phase(self, what: str) -> None:
        """What is done now."""

    async def follow(self, tally: Tally) -> None:
        """Show it until cancelled."""


class Silent:
    """Only what is wrong."""

    def tell(self, line: str) -> None:
        """One line on stderr."""
        print(line, file=sys.stderr, flush=True)  # noqa: T201 - stderr is where it belongs

    def phase(self, what: str) -> None:
        """Nothing."""

    async def follow(self, tally: Tally) -> None:
        """Nothing."""


class Lines(Silent):
    """A line every few seconds, for logs."""

    def __init__(self) -> None:
        self._begun = time.monotonic()

    def phase(self, what: str) -> None:
        """A line."""
        self.tell(what)

    async def follow(self, tally: Tally) -> None:
        """A line every five seconds."""
        while True:
            await asyncio.sleep(LINE_EVERY)
            rate = tally.sent / max(0.001, time.monotonic() - self._begun)
            self.tell(
                f"replay: {tally.sent:,} sent ({rate:,.0f}/s), {tally.failed:,} failed, {tally.resumed:,} sent before"
            )


class Bar(Silent):
    """A bar, and what is wrong above it."""

    def __init__(self, progress: Progress, total: int | None) -> None:
        self._progress = progress
        self._task = progress.add_task("sending", total=total, failed="")

    def tell(self, line: str) -> None:
        """A line above the bar."""
        self._progress.console.print(line, markup=False, highlight=False, soft_wrap=True)

    def phase(self, what: str) -> None:
        """The words before the bar."""
        self._progress.update(self._task, description=what)

    async def follow(self, tally: Tally) -> None:
        """Ten times a second."""
        try:
            while True:
                self._show(tally)
                await asyncio.sleep(BAR_EVERY)
        finally:
            self._show(tally)

    def _show(self, tally: Tally) -> None:
        failed = f"{tally.failed:,} failed" if tally.failed else ""
        self._progress.update(self._task, completed=tally.sent + tally.failed + tally.resumed, failed=failed)


@contextmanager
def show_progress(kind: ProgressKind, total: int | None) -> Iterator[Shown]:
    """What shows the progress.

    Args:
        kind: What is wanted.
        total: How many articles there are, where that is known.
    """
    if kind is ProgressKind.AUTO:
        kind = ProgressKind.BAR if sys.stderr.isatty() else ProgressKind.LOG
    match kind:
        case ProgressKind.BAR:
            columns = (
                SpinnerColumn(),
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
                TextColumn("[red]{task.fields[failed]}"),
            )
            with Progress(*columns, console=Console(stderr=True)) as progress:
                yield Bar(progress, total)
        case ProgressKind.LOG:
            yield Lines()
        case _:
            yield Silent()
