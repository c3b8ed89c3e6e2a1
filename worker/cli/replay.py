"""``tocsin replay``: seed files to the topic of raw articles, to the table, or to stdout."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
import time
import uuid
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import typer

from worker.cli.begin import begin
from worker.cli.exit import ExitCode
from worker.errors import Misconfigured, TocsinError
from worker.kafka.messages import Header
from worker.replay.engine import Order, Rules, Tally, make_done, replay
from worker.replay.outgoing import Done, Target, check_key
from worker.replay.pacing import Pace, by_published, parse_rate, parse_speed
from worker.replay.progress import ProgressKind, Shown, show_progress
from worker.replay.readers import Reading, parse_columns, read_files
from worker.replay.resume import ResumeFile
from worker.replay.sources import Format, SeedFile, find_files
from worker.settings import Settings
from worker.topics import RAW

_COUNT_UP_TO = 16 * 1024 * 1024
"""Files below this, in bytes, are read before the sending: the bar then knows its end."""


class To(StrEnum):
    """Where articles go."""

    KAFKA = "kafka"  # the topic of raw articles
    SINK = "sink"  # the table, with the pipeline in this process
    STDOUT = "stdout"  # as the JSON lines that would be sent


class OnError(StrEnum):
    """What a bad article does."""

    STOP = "stop"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Wish:
    """Everything that was asked for, checked."""

    files: list[SeedFile]
    readings: Iterable[Reading]
    total: int | None
    rules: Rules
    to: To
    headers: tuple[Header, ...]
    resume: Path | None
    dry_run: bool
    wait: bool
    timeout: float
    max_in_flight: int | None


@dataclass(slots=True)
class Report:
    """What is printed at the end."""

    tally: Tally
    wish: Wish
    run_id: str
    target: str
    begun: float = field(default_factory=time.monotonic)
    interrupted: bool = False
    stored: int | None = None
    dead_lettered: Counter[str] = field(default_factory=Counter)
    missing: frozenset[str] | None = None

    def exit_code(self) -> ExitCode:
        """0 when every article went where it should."""
        if self.interrupted:
            return ExitCode.INTERRUPTED
        return ExitCode.SOME_FAILED if self.tally.failed or self.dead_lettered or self.missing else ExitCode.ALL

    def as_json(self) -> str:
        """One line for programs."""
        summary: dict[str, object] = {
            "run_id": self.run_id,
            "to": self.target,
            "dry_run": self.wish.dry_run,
            "files": len(self.wish.files),
            "read": self.tally.read,
            "sent": self.tally.sent,
            "sent_before": self.tally.resumed,
            "failed": self.tally.failed,
            "bytes": self.tally.bytes,
            "seconds": round(time.monotonic() - self.begun, 3),
            "interrupted": self.interrupted,
        }
        if self.tally.failed and self.wish.rules.on_error == "stop":
            summary["stopped_at"] = self.tally.stopped_at
        if self.wish.wait:
            summary["stored"] = self.stored
            summary["dead_lettered"] = dict(sorted(self.dead_lettered.items()))
            summary["missing"] = None if self.missing is None else len(self.missing)
        return json.dumps(summary, ensure_ascii=False)


def run_replay(wish: Wish, settings: Settings, kind: ProgressKind) -> ExitCode:
    """Replay, wait where that was asked for, and print the summary, whatever happens on the way.

    Raises:
        TocsinError: the target is missing or has gone; the summary says what was sent before.
    """
    report = Report(Tally(), wish, str(uuid.uuid4()), "nowhere" if wish.dry_run else str(wish.to))
    with show_progress(kind, wish.total) as shown:
        try:
            asyncio.run(_run(report, settings, shown))
        except KeyboardInterrupt:
            report.interrupted = True
        except TocsinError:
            _print(report)
            raise
    _print(report)
    return report.exit_code()


async def _run(report: Report, settings: Settings, shown: Shown) -> None:
    wish, tally = report.wish, report.tally
    async with AsyncExitStack() as stack:
        resume = stack.enter_context(ResumeFile(wish.resume, _target_name(wish, settings))) if wish.resume else None
        done = make_done(tally, wish.rules, tell=shown.tell, resume=resume)
        await stack.enter_async_context(_following(shown, tally))
        if wish.dry_run:
            shown.phase("checking")
            await replay(wish.readings, None, wish.rules, tally, tell=shown.tell, resume=resume)
            return
        match wish.to:
            case To.KAFKA:
                await _to_kafka(report, settings, shown, done, resume)
            case To.SINK:
                await _through(_sink_target(settings, done), report, shown, resume)
                report.stored = tally.sent
                report.missing = frozenset()
            case To.STDOUT:
                from worker.cli.replay_local import StdoutTarget  # noqa: PLC0415 - loads what only this one needs

                await _through(StdoutTarget(done, sys.stdout.buffer), report, shown, resume)


async def _to_kafka(report: Report, settings: Settings, shown: Shown, done: Done, resume: ResumeFile | None) -> None:
    from worker.agents.stages import dead_letter_topics, stages_of  # noqa: PLC0415
    from worker.cli.replay_kafka import KafkaTarget  # noqa: PLC0415 - loads Kafka's and the database's libraries
    from worker.cli.replay_wait import look_for, wait_until_stored  # noqa: PLC0415
    from worker.kafka.following import Follower  # noqa: PLC0415

    wish = report.wish

    def moved(agent: str, behind: int) -> None:
        shown.phase(f"{agent}: {behind:,} to go")

    headers = (*wish.headers, ("x-replay-run-id", report.run_id.encode()))
    async with Follower(settings.kafka, stages_of(settings.kafka)) as follower:
        if wish.wait:
            await look_for(settings.database, frozenset())  # what cannot be waited for is said before anything is sent
            since = await follower.ends_of(dead_letter_topics(settings.kafka))
        target = KafkaTarget(
            settings.kafka,
            done,
            headers=headers,
            max_in_flight=wish.max_in_flight,
            stall_limit=wish.timeout,
            follower=follower,
            moved=moved,
        )
        await _through(target, report, shown, resume)
        if wish.wait:
            outcome = await wait_until_stored(
                follower,
                settings,
                report.tally.ids,
                since,
                wish.timeout,
                moved=moved,
            )
            shown.phase("stored")
            report.stored, report.dead_lettered, report.missing = outcome.stored, outcome.dead_lettered, outcome.missing
            for article_id in sorted(outcome.missing)[:10]:
                shown.tell(f"article {article_id} is neither in the table nor a dead letter")


def _sink_target(settings: Settings, done: Done) -> Target:
    from functools import partial  # noqa: PLC0415

    from worker.cli.replay_local import SinkTarget  # noqa: PLC0415 - loads what only this one needs
    from worker.lexicons.knowledge import load_knowledge  # noqa: PLC0415
    from worker.pipeline import process_article  # noqa: PLC0415
    from worker.sinks.sql import SqlSink  # noqa: PLC0415

    knowledge = load_knowledge(settings.gazetteer)
    return SinkTarget(SqlSink(settings.database), partial(process_article, knowledge=knowledge), done)


async def _through(target: Target, report: Report, shown: Shown, resume: ResumeFile | None) -> None:
    wish = report.wish
    try:
        await target.start()
        shown.phase("sending")
        await replay(wish.readings, target, wish.rules, report.tally, tell=shown.tell, resume=resume)
    finally:
        await target.close()


@asynccontextmanager
async def _following(shown: Shown, tally: Tally) -> AsyncIterator[None]:
    task = asyncio.create_task(shown.follow(tally))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


def _target_name(wish: Wish, settings: Settings) -> str:
    return f"topic {settings.kafka.prefix}{RAW.name}" if wish.to is To.KAFKA else str(wish.to)


def _print(report: Report) -> None:
    """On stdout, unless the articles themselves go there."""
    out = sys.stderr if report.wish.to is To.STDOUT and not report.wish.dry_run else sys.stdout
    print(report.as_json(), file=out, flush=True)


def parse_header(text: str) -> Header:
    """``NAME=VALUE`` to a header.

    Raises:
        Misconfigured: it is none.
    """
    name, equals, value = text.partition("=")
    if not (name and equals):
        raise Misconfigured(f"--header {text}: this is no NAME=VALUE", "For example --header source=archive.")
    return name, value.encode()


def _pace(rate: str | None, speed: str | None) -> Pace:
    if rate and speed:
        raise Misconfigured("--rate and --speed are both given", "Keep one of them.")
    if rate:
        return parse_rate(rate)
    return parse_speed(speed) if speed else Pace()


def _total(files: list[SeedFile]) -> int | None:
    """Bytes of all files; None where that is not known."""
    paths = [file.path for file in files]
    if any(path is None or not path.is_file() for path in paths):
        return None
    return sum(path.stat().st_size for path in paths if path is not None)


def command(
    inputs: Annotated[
        list[str], typer.Argument(metavar="PATH…", help="Files, folders, globs, or - for stdin.", show_default=False)
    ],
    *,
    format_: Annotated[
        Format,
        typer.Option("--format", "-f", help="auto: by the ending, else by the beginning; csv on stdin must be named."),
    ] = Format.AUTO,
    columns: Annotated[
        list[str] | None, typer.Option("--map", metavar="FIELD=NAME", help="The input's name of a field: text=body.")
    ] = None,
    rate: Annotated[str | None, typer.Option(metavar="N/s", help="So many articles a second: 50/s, 3000/min.")] = None,
    speed: Annotated[
        str | None, typer.Option(metavar="FACTOR", help="As far apart as they were published, faster: 10x. Sorts them.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=0, help="At most so many articles.")] = None,
    skip: Annotated[int, typer.Option(min=0, help="Leave out so many at the beginning.")] = 0,
    shuffle: Annotated[bool, typer.Option("--shuffle", help="In random order; holds all of them in memory.")] = False,
    seed: Annotated[int | None, typer.Option(help="For --shuffle: the same number, the same order.")] = None,
    key: Annotated[
        str,
        typer.Option(metavar="FIELD", help="Field that becomes the message's key; versions of an article share it."),
    ] = "article_id",
    headers: Annotated[
        list[str] | None, typer.Option("--header", metavar="NAME=VALUE", help="A header on every message.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and check everything, send nothing.")] = False,
    resume: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Keep in this file what was sent; go on there, by content.")
    ] = None,
    on_error: Annotated[OnError, typer.Option(help="What an article does that cannot be read or sent.")] = OnError.STOP,
    wait: Annotated[
        bool, typer.Option("--wait", help="Wait until the worker has stored all of them; say what is missing.")
    ] = False,
    timeout: Annotated[
        float, typer.Option(min=0.1, metavar="SECONDS", help="End waiting when the worker has not moved for so long.")
    ] = 60.0,
    max_in_flight: Annotated[
        int | None,
        typer.Option(
            min=0,
            metavar="BYTES",
            help="Bound of what is sent to a partition and not yet stored; 0: none. "
            "Unset: none, but 2 MB on the embedded broker, which forgets what is beyond 5 MB.",
            show_default=False,
        ),
    ] = None,
    to: Annotated[
        To, typer.Option(help="kafka; sink: extract here, and store; stdout: print what would be sent.")
    ] = To.KAFKA,
    progress: Annotated[
        ProgressKind, typer.Option(help="auto: a bar on a terminal, lines off it.")
    ] = ProgressKind.AUTO,
) -> None:
    """Send seed files of articles to the topic of raw articles.

    Bare text (its first line may begin with `date YYYY-MM-DD`), JSON, JSON Lines and CSV are read. Sending again is safe:
    ids depend on content only. The summary on stdout is one line of JSON; everything else is on stderr.
    """
    files = find_files(inputs, format_)
    readings: Iterable[Reading] = read_files(files, parse_columns(columns or ()))
    pace = _pace(rate, speed)
    rules = Rules(
        pace=pace,
        key=check_key(key),
        on_error="skip" if dry_run else _on_error(on_error),
        keep_ids=wait and not dry_run,
    )
    if wait and rules.key != "article_id":
        raise Misconfigured("--wait finds articles by their id", "Leave --key away, or --wait.")
    kept = tuple(parse_header(header) for header in headers or ())
    settings = begin(libraries=False)
    if speed:
        readings = by_published(readings)
    size = _total(files)
    readings = Order(skip, limit, shuffle, seed).applied(readings)
    total = None
    if size is not None and size <= _COUNT_UP_TO:
        readings = list(readings)
        total = len(readings)
    wish = Wish(files, readings, total, rules, to, kept, resume, dry_run, wait and not dry_run, timeout, max_in_flight)
    raise typer.Exit(run_replay(wish, settings, progress))


def _on_error(chosen: OnError) -> Literal["stop", "skip"]:
    return "stop" if chosen is OnError.STOP else "skip"
