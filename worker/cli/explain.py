"""``tocsin explain``: why an article gives the events that it gives."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer
from rich.console import Console

from worker.cli.begin import begin
from worker.cli.exit import ExitCode
from worker.cli.trace_view import show_trace
from worker.enrich.steps import enrich
from worker.extract.engine import trace
from worker.lexicons.knowledge import load_knowledge
from worker.replay.readers import BadSeed, parse_columns, read_files
from worker.replay.sources import Format, find_files


def command(
    inputs: Annotated[
        list[str], typer.Argument(metavar="FILE…", help="Files, folders, globs, or - for stdin.", show_default=False)
    ],
    *,
    format_: Annotated[
        Format, typer.Option("--format", "-f", help="How the articles stand in the files.")
    ] = Format.AUTO,
    only: Annotated[str | None, typer.Option("--id", help="Only the article of this id.")] = None,
) -> None:
    """Show an article with its spans marked, what fired, what was put aside by which rule, and what proves each field."""
    settings = begin(logs=False)
    knowledge = load_knowledge(settings.gazetteer)
    console = Console(highlight=False)
    failed = 0
    for reading in read_files(find_files(inputs, format_), parse_columns(())):
        if isinstance(reading, BadSeed):
            failed += 1
            typer.echo(f"{reading.place}: {reading.problem}", err=True)
        elif only is None or reading.article.article_id == only:
            console.rule(reading.article.title or reading.article.article_id)
            found = trace(reading.article, knowledge)
            show_trace(replace(found, result=enrich(found.result, knowledge)), reading.article.text, console)
    raise typer.Exit(ExitCode.SOME_FAILED if failed else ExitCode.ALL)
