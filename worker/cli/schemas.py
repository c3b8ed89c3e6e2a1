"""``tocsin schemas``: the JSON Schemas of what stands on the topics."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from schemas.record import Record
from worker.errors import Misconfigured
from worker.topics import RAW, TOPICS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = Path("schemas/jsonschema")

app = typer.Typer(help="Export the JSON Schemas of all records.", no_args_is_help=True)


def schema_texts() -> dict[str, str]:
    """File name to JSON Schema, for the record of every topic.

    What producers write is described as it is read (fields with a default may be missing); what Tocsin writes is described
    as it is written: every field is there, closed to others.
    """
    records = {topic.record.__name__: topic.record for topic in TOPICS}
    return {f"{name}.json": _schema_of(record) for name, record in records.items()}


def _schema_of(record: type[Record]) -> str:
    mode = "validation" if record is RAW.record else "serialization"
    body = record.model_json_schema(mode=mode)  # type: ignore[arg-type] # a literal
    head = {"$schema": DIALECT, "$id": f"urn:tocsin:schema:{record.__name__}", "title": record.__name__}
    return json.dumps(head | body, ensure_ascii=False, indent=2) + "\n"


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where they go; made if it is missing.")] = FOLDER,
) -> None:
    """Write a JSON Schema (draft 2020-12) for the record of every topic."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in schema_texts().items():
            (folder / name).write_text(text, "utf-8")
            typer.echo(folder / name)
    except OSError as error:
        raise Misconfigured(
            f"cannot write to {folder}: {error.strerror}", "Name a folder that can be written."
        ) from error


@app.command("list")
def list_() -> None:
    """Name each topic's record and the URI of its schema (header `ce_dataschema`)."""
    for topic in TOPICS:
        typer.echo(f"{topic.name}\t{topic.record.__name__}\turn:tocsin:schema:{topic.record.__name__}")
