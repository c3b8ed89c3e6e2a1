"""``tocsin``: reads the command line, calls one command, and turns errors into messages and exit codes.

It must not know what any command does: see the table in ``worker/cli/commands.py``.
"""

from __future__ import annotations

import os
import sys
import traceback
from typing import Annotated

import typer

from worker import __version__
from worker.cli.commands import LazyGroup
from worker.cli.exit import ExitCode, exit_code_of
from worker.errors import Misconfigured, TocsinError

LEVEL = "TOCSIN_LOG__LEVEL"


class Boundary(LazyGroup):
    """The one place where a command's errors end."""

    def invoke(self, ctx):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201 - typer's own types moved between versions
        """Run the command; say what an error means and end with its code."""
        try:
            return super().invoke(ctx)
        except TocsinError as error:
            tell(error)
            raise typer.Exit(exit_code_of(error)) from error


def tell(error: TocsinError) -> None:
    """Print an error and its remedy on stderr; the traceback only where debugging was asked for."""
    if os.environ.get(LEVEL, "").lower() == "debug":
        traceback.print_exception(error)
    if isinstance(error, Misconfigured):
        typer.secho(f"tocsin: {error.problem}", fg=typer.colors.RED, err=True)
        typer.echo(f"  {error.remedy}", err=True)
    else:
        typer.secho(f"tocsin: {error}", fg=typer.colors.RED, err=True)


app = typer.Typer(
    cls=Boundary,
    name="tocsin",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,  # they print local variables, and so secrets
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it so
    if wanted:
        typer.echo(f"tocsin {__version__}")
        raise typer.Exit


@app.callback()
def tocsin(
    *,
    version: Annotated[  # noqa: ARG001 - its callback answers
        bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help="Print the version and end.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Log everything, and show tracebacks.")] = False,
) -> None:
    """Tocsin turns a stream of raw news articles into a stream of incident events.

    Settings come from the environment (`TOCSIN_…`) and from a file `.env`: `tocsin config` shows them.
    """
    if debug:
        os.environ[LEVEL] = "debug"  # also for the processes that the command starts


def main() -> None:
    """The entry point of the script ``tocsin``."""
    try:
        app(prog_name="tocsin")
    except KeyboardInterrupt:
        sys.exit(ExitCode.INTERRUPTED)


if __name__ == "__main__":
    main()
