"""`tocsin gazetteer`: compiles the gazetteer, and looks names up in it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from worker.cli.begin import begin
from worker.cli.exit import ExitCode
from worker.errors import Misconfigured
from worker.lexicons.gazetteer import Entry, Gazetteer

app = typer.Typer(no_args_is_help=True, help="Build the gazetteer, and look names up in it.")


@app.command()
def build(
    geonames: Annotated[
        list[Path] | None,
        typer.Option(
            "--geonames",
            metavar="FILE",
            help="A GeoNames dump (cities500.txt, UA.txt …) whose places are added; repeatable.",
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DIR", help="Where to write; the package's own by default.")
    ] = None,
) -> None:
    """Compile the gazetteer: about forty seconds, the same bytes from the same sources."""
    from worker.lexicons.gazetteer.compile import build as compile_gazetteer  # noqa: PLC0415 - for this command only

    dumps = geonames or []
    for path in dumps:
        if not path.is_file():
            raise Misconfigured(f"There is no file {path}", "give the path of a GeoNames dump file")
    folder = output or begin(logs=False).gazetteer
    built = compile_gazetteer(dumps, folder)
    typer.echo(f"{built.folder}: {built.entries:,} places, {built.names:,} names and keys, {built.size / 1e6:.1f} MB")


@app.command()
def lookup(
    name: Annotated[str, typer.Argument(help="A place's name, in any usual spelling.")],
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many places to show.")] = 10,
) -> None:
    """Show the places that bear a name, the best known first."""
    found = Gazetteer.load(begin(logs=False).gazetteer).lookup(name)
    for entry in found[:limit]:
        typer.echo(describe(entry))
    if len(found) > limit:
        typer.echo(f"… and {len(found) - limit} more")
    if not found:
        typer.echo(f"No place is called {name!r}", err=True)
        raise typer.Exit(ExitCode.SOME_FAILED)


def describe(entry: Entry) -> str:
    """One line on a place: name, kind, what it lies in, point, people."""
    parents = [
        parent
        for parent in (entry.admin2_name, entry.admin1_name, *entry.countries[:3])
        if parent and parent != entry.name
    ]
    code = entry.admin1_iso or entry.admin1
    people = f", {entry.population:,} people" if entry.population else ""
    identity = f", GeoNames {entry.geonames_id}" if entry.geonames_id else ""
    return (
        f"{entry.name} ({entry.kind}) {', '.join(parents)}{f' [{code}]' if code else ''}: "
        f"{entry.lat:.4f} {entry.lon:.4f} ±{entry.radius_km:g} km{people}{identity}"
    )
