"""``tocsin explain``: why an article gives the events that it gives."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, replace
from typing import Annotated

import typer
from rich.console import Console

from worker.cli.begin import begin
from worker.cli.exit import ExitCode
from worker.cli.explanation import explain
from worker.cli.explanation_view import show_explanation, show_fields
from worker.enrich.steps import enrich
from worker.extract.engine import trace
from worker.lexicons.knowledge import load_knowledge
from worker.replay.readers import BadSeed, parse_columns, read_files
from worker.replay.sources import Format, find_files

_PIPED_WIDTH = 100  # columns, where nobody's terminal says how many there are


def command(
    inputs: Annotated[
        list[str], typer.Argument(metavar="FILE…", help="Files, folders, globs, or - for stdin.", show_default=False)
    ],
    *,
    format_: Annotated[
        Format, typer.Option("--format", "-f", help="How the articles stand in the files.")
    ] = Format.AUTO,
    only: Annotated[str | None, typer.Option("--id", help="Only the article of this id.")] = None,
    field: Annotated[
        str | None,
        typer.Option("--field", help="Only the values whose path holds these letters: killed, actors, time."),
    ] = None,
    whole: Annotated[bool, typer.Option("--whole", help="The whole text of a long article.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line, for each article.")] = False,
) -> None:
    """Show which words, rule and file are behind each value, what else was considered, and what was put aside and why."""
    settings = begin(logs=False)
    knowledge = load_knowledge(settings.gazetteer)
    console = Console(highlight=False)
    if not console.is_terminal and console.width == 80:
        console = Console(highlight=False, width=_PIPED_WIDTH)
    failed = 0
    for reading in read_files(find_files(inputs, format_), parse_columns(())):
        if isinstance(reading, BadSeed):
            failed += 1
            typer.echo(f"{reading.place}: {reading.problem}", err=True)
        elif only is None or reading.article.article_id == only:
            text = reading.article.text
            found = trace(reading.article, knowledge)
            found = replace(found, result=enrich(found.result, knowledge))
            explanation = explain(found, text, str(reading.place))
            if as_json:
                sys.stdout.write(json.dumps(asdict(explanation), ensure_ascii=False) + "\n")
            elif field is not None:
                show_fields(explanation, field, console)
            else:
                show_explanation(explanation, found, text, console, whole=whole)
    raise typer.Exit(ExitCode.SOME_FAILED if failed else ExitCode.ALL)
