"""``tocsin extract``: incidents out of files, without Kafka and without a database."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from worker.cli.begin import begin
from worker.cli.lines import Work, print_lines
from worker.lexicons.knowledge import load_knowledge
from worker.pipeline import process_article
from worker.replay.sources import Format


def make_extractor(gazetteer: Path | None) -> Work:
    """Load the knowledge; an article becomes its ``ArticleIncidents`` as JSON."""
    knowledge = load_knowledge(gazetteer)
    return lambda article: process_article(article, knowledge).write_json()


def command(
    inputs: Annotated[
        list[str], typer.Argument(metavar="IN…", help="Files, folders, globs, or - for stdin.", show_default=False)
    ],
    *,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file instead of stdout.")] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Processes that work at once.")] = 1,
    format_: Annotated[
        Format, typer.Option("--format", "-f", help="How the articles stand in the files.")
    ] = Format.AUTO,
    columns: Annotated[
        list[str] | None, typer.Option("--map", metavar="FIELD=NAME", help="The input's name of a field: text=body.")
    ] = None,
) -> None:
    """Extract incidents from files: one JSON line per article, in the input's order.

    No Kafka and no database is needed. A line comes also for an article without any incident. What cannot be read is
    named on stderr with its file and line; the others go through, and the exit code is 1.
    """
    settings = begin(logs=False)
    make = partial(make_extractor, settings.gazetteer)
    raise typer.Exit(print_lines(inputs, make, output=output, jobs=jobs, format=format_, columns=columns or ()))
