"""``tocsin extract``: incidents out of files, without Kafka and without a database."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import typer

from worker.cli.begin import begin
from worker.cli.lines import Columns, FormatOption, Inputs, Jobs, Output, Work, print_lines
from worker.lexicons.knowledge import load_knowledge
from worker.pipeline import process_article
from worker.replay.sources import Format


def make_extractor(gazetteer: Path | None) -> Work:
    """Load the knowledge; an article becomes its ``ArticleIncidents`` as JSON."""
    knowledge = load_knowledge(gazetteer)
    return lambda article: process_article(article, knowledge).write_json()


def command(
    inputs: Inputs,
    *,
    output: Output = None,
    jobs: Jobs = 1,
    format_: FormatOption = Format.AUTO,
    columns: Columns = None,
) -> None:
    """Extract incidents from files: one JSON line per article, in the input's order.

    No Kafka and no database is needed. A line comes also for an article without any incident. What cannot be read is
    named on stderr with its file and line; the others go through, and the exit code is 1.
    """
    settings = begin(logs=False)
    make = partial(make_extractor, settings.gazetteer)
    raise typer.Exit(print_lines(inputs, make, output=output, jobs=jobs, format=format_, columns=columns or ()))
