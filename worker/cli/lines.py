"""Articles in, one line out for each, in the input's order: what ``tocsin extract`` and ``tocsin places`` share.

It knows no extraction: a ``Maker`` makes the function that turns an article into a line, once for each process.
"""

from __future__ import annotations

import os
import signal
import stat
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from schemas.article import RawArticle
from worker.cli.exit import ExitCode
from worker.errors import Misconfigured, Rejected, TocsinError
from worker.replay.readers import BadSeed, Reading, Seed, parse_columns, read_files
from worker.replay.sources import Format, find_files

Inputs = Annotated[
    list[str], typer.Argument(metavar="IN…", help="Files, folders, globs, or - for stdin.", show_default=False)
]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file instead of stdout.")]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, help="Processes that work at once.")]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How the articles stand in the files.")]
Columns = Annotated[
    list[str] | None, typer.Option("--map", metavar="FIELD=NAME", help="The input's name of a field: text=body.")
]

Work = Callable[[RawArticle], bytes]
"""An article to its line, without the line's end.  It may raise ``Rejected``."""

Maker = Callable[[], Work]
"""Loads what the work needs.  A function of a module, or a ``functools.partial`` of one: it goes to other processes."""

CHUNK = 16
"""Articles that a process is given at once."""

AHEAD = 4
"""Chunks for each process that wait or are in work: what bounds memory."""


def print_lines(
    inputs: Sequence[str],
    make: Maker,
    *,
    output: Path | None = None,
    jobs: int = 1,
    format: Format = Format.AUTO,  # noqa: A002 - the option's name
    columns: Sequence[str] = (),
) -> ExitCode:
    """Read articles, and write a line for each; what cannot be read goes to stderr with its file and line.

    Args:
        inputs: Files, folders, globs, or ``-``.
        make: Makes the work, once for each process.
        output: Where the lines go; an existing file is replaced as a whole, at the end.  None: stdout.
        jobs: Processes; with 1 the work is done in this one.
        format: Of all inputs.
        columns: ``FIELD=NAME`` pairs.

    Raises:
        Misconfigured: an input is missing, or the output cannot be written.
    """
    readings = read_files(find_files(inputs, format), parse_columns(columns))
    failed = 0
    with _open_output(output) as out:
        for result in map_readings(readings, make, jobs=jobs):
            if isinstance(result, BadSeed):
                failed += 1
                typer.echo(f"{result.place}: {result.problem}", err=True)
                continue
            out.write(result + b"\n")
    if failed:
        typer.echo(f"{failed} failed; the others are done.", err=True)
        return ExitCode.SOME_FAILED
    return ExitCode.ALL


def map_readings(readings: Iterable[Reading], make: Maker, *, jobs: int) -> Iterator[bytes | BadSeed]:
    """The line of each article, in the input's order; bad ones stay where they were.

    Memory is bounded: at most ``AHEAD`` chunks of ``CHUNK`` articles for each process are read ahead.

    Raises:
        Misconfigured: what the work needs is missing.
        TocsinError: a process died.
    """
    if jobs == 1:
        work = make()
        for reading in readings:
            yield _worked(work, reading)
        return
    pending: deque[Future[list[bytes | BadSeed]]] = deque()
    source = iter(readings)
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_begin_child, initargs=(make,))
    try:
        while True:
            while len(pending) < jobs * AHEAD and (chunk := list(islice(source, CHUNK))):
                pending.append(pool.submit(_work_chunk, chunk))
            if not pending:
                return
            yield from pending.popleft().result()
    except BrokenProcessPool as error:
        make()  # says what is missing where that is why
        raise TocsinError(
            "a process that works on articles died: out of memory, or killed; try again with fewer --jobs"
        ) from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _worked(work: Work, reading: Reading) -> bytes | BadSeed:
    match reading:
        case Seed(place, article):
            try:
                return work(article)
            except Rejected as error:
                return BadSeed(place, f"article {article.article_id}: {error}")
            except Exception as error:  # noqa: BLE001 - a defect costs its article, and is said
                return BadSeed(place, f"article {article.article_id}: a defect, please report it: {error!r}")
        case bad:
            return bad


_child: list[Work] = []
"""What a child process works with."""


def _begin_child(make: Maker) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent
    _child[:] = [make()]


def _work_chunk(chunk: list[Reading]) -> list[bytes | BadSeed]:
    return [_worked(_child[0], reading) for reading in chunk]


@contextmanager
def _open_output(path: Path | None) -> Iterator[BinaryIO]:
    """The output: a file appears whole or not at all; pipes and stdout are written as it comes."""
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    whole = not path.exists() or stat.S_ISREG(path.stat().st_mode)
    target = path.with_name(path.name + ".part") if whole else path
    try:
        with target.open("wb") as out:
            yield out
            out.flush()
            if whole:
                os.fsync(out.fileno())
        if whole:
            target.replace(path)
    except OSError as error:
        raise Misconfigured(
            f"cannot write {path}: {error.strerror}", "Check the folder, its rights and the disk."
        ) from error
    except BaseException:
        if whole:
            target.unlink(missing_ok=True)
        raise
