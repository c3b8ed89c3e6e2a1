"""``tocsin places``: every place that each text names, one JSON line per article, without Kafka."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import typer

from schemas.article import RawArticle
from worker.cli.begin import begin
from worker.cli.lines import Columns, FormatOption, Inputs, Jobs, Output, Work, print_lines
from worker.extract.findings import PlaceMention
from worker.extract.places.mentions import find_places
from worker.extract.recasing import recased
from worker.lexicons.actors import load_actors
from worker.lexicons.boilerplate import load_boilerplate
from worker.lexicons.case import load_case_words
from worker.lexicons.classes import load_classes
from worker.lexicons.gazetteer import Gazetteer
from worker.lexicons.grammar import load_grammar
from worker.replay.sources import Format
from worker.text.reading import read_document


def make_finder(folder: Path | None) -> Work:
    """Open the gazetteer of a folder, or the package's own; an article becomes its places as JSON."""
    gazetteer, boilerplate, classes = Gazetteer.load(folder), load_boilerplate(), load_classes()
    case = load_case_words(load_grammar(classes), load_actors(classes))

    def find(article: RawArticle) -> bytes:
        mentions = find_places(recased(read_document(article, boilerplate), case, gazetteer), gazetteer)
        places = [place_record(mention) for mention in mentions]
        return json.dumps({"article": {"id": article.article_id}, "places": places}, ensure_ascii=False).encode()

    return find


def place_record(mention: PlaceMention) -> dict[str, str | int | float | None]:
    """The fields of a place in the output; a place that no gazetteer knows has its parent's point."""
    known = mention.entry or mention.parent
    return {
        "start": mention.start,
        "end": mention.end,
        "name": mention.name,
        "resolved": mention.entry.name if mention.entry else None,
        "geonames_id": mention.entry.geonames_id if mention.entry else None,
        "country": mention.country,
        "admin1": (known.admin1_iso or known.admin1) if known else None,
        "lat": known.lat if known else None,
        "lon": known.lon if known else None,
        "precision": mention.precision.value,
        "kind": mention.kind,
        "confidence": mention.confidence,
    }


def command(
    inputs: Inputs,
    *,
    output: Output = None,
    jobs: Jobs = 1,
    format_: FormatOption = Format.AUTO,
    columns: Columns = None,
) -> None:
    """Find every place that each text names: one JSON line per article, in the input's order.

    What cannot be read is named on stderr with its file and line; the others go through, and the exit code is 1.
    """
    make = partial(make_finder, begin(logs=False).gazetteer)
    raise typer.Exit(print_lines(inputs, make, output=output, jobs=jobs, format=format_, columns=columns or ()))
