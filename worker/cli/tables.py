"""Rows for people and for programs: a table on a terminal, tab-separated lines in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

import typer

_BREAKS = str.maketrans({"\t": " ", "\n": " ", "\r": " "})


def print_rows(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows on stdout; NO_COLOR is honoured.  Off a terminal there is no header, as other tools want it."""
    if not sys.stdout.isatty():
        for row in rows:
            typer.echo("\t".join(cell.translate(_BREAKS) for cell in row))
        return
    from rich.console import Console  # noqa: PLC0415 - a pipe needs none of it
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in header:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(cell.replace("[", r"\[") for cell in row))
    Console().print(table)
