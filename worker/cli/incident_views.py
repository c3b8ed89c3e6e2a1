"""How incidents are shown: a table for people, lines for pipes, CSV, JSON lines and GeoJSON for programs.

It writes rows and knows no database.  The words of articles are made one line without control characters where a terminal
or a line format would obey them.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from typing import TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from schemas.place import PlacePrecision
from schemas.time import TimePrecision
from worker.sinks.query import IncidentRow

NOT_SAID = "–"

NARROW = 160
"""Below this width, in cells, a table gives each incident two lines instead of seven columns."""

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_NO_POINT = (PlacePrecision.COUNTRY, PlacePrecision.REGION, PlacePrecision.UNKNOWN)
_FIELDS = [field.name for field in fields(IncidentRow) if field.name != "record"]


class Format(StrEnum):
    """How to print; ``auto`` is a table on a terminal and tab-separated lines in a pipe."""

    AUTO = "auto"
    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"
    GEOJSON = "geojson"


def print_incidents(rows: Sequence[IncidentRow], format_: Format, out: TextIO, *, width: int | None = None) -> None:
    """Print incidents.

    Args:
        rows: In the order of printing.
        format_: See ``Format``.
        out: Where to; whether it is a terminal decides ``auto`` and the colours (NO_COLOR is honoured).
        width: Cells of a table's line; the terminal's own when not given.
    """
    match format_:
        case Format.AUTO if not out.isatty():
            _print_lines(rows, out)
        case Format.AUTO | Format.TABLE:
            _print_table(rows, Console(file=out, width=width, highlight=False))
        case Format.JSONL:
            out.writelines(row.record + "\n" for row in rows)
        case Format.CSV:
            _print_csv(rows, out)
        case Format.GEOJSON:
            json.dump(geojson_of(rows), out, ensure_ascii=False, allow_nan=False)
            out.write("\n")


def count_text(low: int | None, best: int | None, high: int | None, qualifier: str | None) -> str:
    """A number of people with its doubt: ``12``, ``0`` (the text says none), ``≥12``, ``≤5``, ``~50``, ``10–14``, ``–`` (not said)."""
    if qualifier is None:
        return NOT_SAID
    match qualifier:
        case "exact" | "explicit_none" if best is not None:
            return str(best)
        case "about" if best is not None:
            return f"~{best}"
        case "range" if low is not None and high is not None:
            return f"{low}{NOT_SAID}{high}"
        case "at_most" if (high if high is not None else best) is not None:
            return f"≤{high if high is not None else best}"
    least = low if low is not None else best
    return NOT_SAID if least is None else f"≥{least}"


def when_text(row: IncidentRow) -> str:
    """When it happened, as sharply as it is known; ``~`` where the publication date stands in."""
    best = row.time_best or row.time_earliest
    if best is None:
        return NOT_SAID
    match row.time_precision:
        case TimePrecision.MINUTE | TimePrecision.HOUR:
            text = f"{best:%Y-%m-%d %H:%M}"
        case TimePrecision.NIGHT:
            text = f"{best:%Y-%m-%d} night"
        case TimePrecision.WEEK:
            text = f"week {best:%Y-%m-%d}"
        case TimePrecision.MONTH:
            text = f"{best:%Y-%m}"
        case TimePrecision.YEAR:
            text = f"{best:%Y}"
        case _:
            text = f"{best:%Y-%m-%d}"
    return f"~{text}" if row.time_inferred or row.time_precision is TimePrecision.UNKNOWN else text


def where_text(row: IncidentRow) -> str:
    """The gazetteer's name of the place, else its name as written, and the country."""
    name = row.place_resolved or row.place
    return ", ".join(one_line(part) for part in (name, row.country) if part) or NOT_SAID


def one_line(text: str | None) -> str:
    """Text that neither breaks a line nor drives a terminal."""
    return " ".join(_CONTROLS.sub(" ", text).split()) if text else NOT_SAID


def geojson_of(rows: Sequence[IncidentRow]) -> dict[str, object]:
    """An RFC 7946 FeatureCollection.  A point stands only for what is known as well as a province, or better."""
    return {"type": "FeatureCollection", "features": [_feature(row) for row in rows]}


def _feature(row: IncidentRow) -> dict[str, object]:
    known = row.lat is not None and row.lon is not None and row.place_precision not in _NO_POINT
    return {
        "type": "Feature",
        "id": row.event_id,
        "geometry": {"type": "Point", "coordinates": [row.lon, row.lat]} if known else None,
        "properties": {name: _plain(getattr(row, name)) for name in _FIELDS if name not in ("event_id", "lat", "lon")},
    }


def _print_csv(rows: Sequence[IncidentRow], out: TextIO) -> None:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_FIELDS)
    writer.writerows([_cell(getattr(row, name)) for name in _FIELDS] for row in rows)


def _cell(value: object) -> object:
    return "; ".join(map(str, value)) if isinstance(value, tuple) else _plain(value)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value


def _print_lines(rows: Sequence[IncidentRow], out: TextIO) -> None:
    out.writelines("\t".join(_cells(row)) + "\n" for row in rows)


def _cells(row: IncidentRow) -> tuple[str, str, str, str, str, str, str]:
    return (
        one_line(row.type),
        when_text(row),
        where_text(row),
        _killed(row),
        _injured(row),
        one_line(row.who),
        one_line(row.proof),
    )


def _killed(row: IncidentRow) -> str:
    return count_text(row.killed_min, row.killed_best, row.killed_max, row.killed_qualifier)


def _injured(row: IncidentRow) -> str:
    return count_text(row.injured_min, row.injured_best, row.injured_max, row.injured_qualifier)


def _print_table(rows: Sequence[IncidentRow], console: Console) -> None:
    if not rows:
        console.print("No incidents.")
    elif console.width < NARROW:
        _print_narrow(rows, console)
    else:
        _print_wide(rows, console)


def _print_wide(rows: Sequence[IncidentRow], console: Console) -> None:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, expand=True, header_style="bold")
    table.add_column("what", no_wrap=True)
    table.add_column("when", no_wrap=True)
    table.add_column("where", max_width=30, no_wrap=True, overflow="ellipsis")
    table.add_column("killed", justify="right", no_wrap=True)
    table.add_column("injured", justify="right", no_wrap=True)
    table.add_column("who", ratio=3, no_wrap=True, overflow="ellipsis")
    table.add_column("proof", ratio=3, style="italic", no_wrap=True, overflow="ellipsis")
    for row in rows:
        what, when, where, killed, injured, who, proof = _cells(row)
        table.add_row(*map(Text, (what, when, where)), _red(killed), *map(Text, (injured, who, proof)))
    console.print(table)


def _print_narrow(rows: Sequence[IncidentRow], console: Console) -> None:
    """Two lines each: what, when, where and how many; below it, indented, who and the words that prove it."""
    what_width = 22 if console.width >= 76 else 16
    widths = (what_width, 16, max(8, console.width - what_width - 16 - 7 - 7 - 4), 7, 7)
    names = ("what", "when", "where", "killed", "injured")
    _print_row(console, [Text(name, "bold") for name in names], widths)
    for row in rows:
        what, when, where, killed, injured, who, proof = _cells(row)
        leaf = what.partition(".")[2] or what
        _print_row(console, [Text(leaf), Text(when), Text(where), _red(killed), Text(injured)], widths)
        if who != NOT_SAID or proof != NOT_SAID:
            console.print(_below(who, proof, console.width), no_wrap=True, soft_wrap=True)


def _below(who: str, proof: str, width: int) -> Text:
    """The second line: both halves keep a share of the room."""
    actors = Text("" if who == NOT_SAID else who)
    quote = Text("" if proof == NOT_SAID else f"“{proof}”")
    room = width - 4
    actors.truncate(max(room // 2, room - quote.cell_len), overflow="ellipsis")
    quote.truncate(room - actors.cell_len, overflow="ellipsis")
    return Text("  ", "dim").append_text(actors).append("  " if actors else "").append_text(quote)


def _print_row(console: Console, cells: Sequence[Text], widths: Sequence[int]) -> None:
    line = Text()
    for position, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        cell.truncate(width, overflow="ellipsis")
        if position >= 3:  # numbers stand on the right
            cell.pad_left(width - cell.cell_len)
        else:
            cell.pad_right(width - cell.cell_len)
        line.append_text(cell).append(" " if position < len(cells) - 1 else "")
    console.print(line, no_wrap=True, soft_wrap=True)


def _red(killed: str) -> Text:
    return Text(killed, "" if killed in (NOT_SAID, "0") else "bold red")
