"""`tocsin places`: every place that each text names, one JSON line per article, without Kafka."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Annotated, TextIO

import typer
from pydantic import ValidationError

from schemas.article import RawArticle
from worker.cli.exit import ExitCode
from worker.errors import Misconfigured
from worker.extract.findings import PlaceMention
from worker.extract.places import find_places
from worker.lexicons.boilerplate import load_boilerplate
from worker.lexicons.gazetteer import Gazetteer
from worker.settings import Settings
from worker.text.clean import BoilerplateRules
from worker.text.reading import read_document

_CHUNK = 16  # lines that a child process takes at once


@dataclass(frozen=True, slots=True)
class PlaceFinder:
    """What a line is read with; one for each process."""

    gazetteer: Gazetteer
    boilerplate: BoilerplateRules

    @classmethod
    def load(cls, folder: Path | None) -> PlaceFinder:
        """Open the gazetteer of a folder, or the package's own."""
        return cls(Gazetteer.load(folder), load_boilerplate())

    def line(self, raw: str) -> str:
        """The output line of an input line.

        Raises:
            ValueError: The line is no article.
        """
        try:
            article = RawArticle.model_validate(json.loads(raw))
        except json.JSONDecodeError as error:
            raise ValueError(f"no JSON: {error.msg} at column {error.colno}") from None
        except ValidationError as error:
            first = error.errors()[0]
            raise ValueError(f"no article: {'.'.join(map(str, first['loc'])) or 'it'}: {first['msg']}") from None
        mentions = find_places(read_document(article, self.boilerplate), self.gazetteer)
        return json.dumps(
            {"article": {"id": article.article_id}, "places": [place_record(mention) for mention in mentions]},
            ensure_ascii=False,
        )


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


@dataclass(frozen=True, slots=True)
class Answer:
    """The output of a line, or what is wrong with it."""

    where: str
    line: str | None
    problem: str | None


_finder: PlaceFinder | None = None  # a child process's own, set once when it starts


def _start_child(folder: Path | None) -> None:
    global _finder  # noqa: PLW0603 - multiprocessing gives a child no other place to keep it
    _finder = PlaceFinder.load(folder)


def _answer_in_child(numbered: tuple[str, str]) -> Answer:
    assert _finder is not None  # noqa: S101 - _start_child ran
    return _answer(_finder, *numbered)


def _answer(finder: PlaceFinder, where: str, raw: str) -> Answer:
    try:
        return Answer(where, finder.line(raw), None)
    except ValueError as error:
        return Answer(where, None, str(error))


def find_in_lines(numbered: Iterable[tuple[str, str]], folder: Path | None, jobs: int = 1) -> Iterator[Answer]:
    """The answers to (where, line) pairs, in their order, worked out by ``jobs`` processes."""
    if jobs == 1:
        finder = PlaceFinder.load(folder)
        for where, raw in numbered:
            yield _answer(finder, where, raw)
        return
    Gazetteer.load(folder)  # what is wrong with it is said here, not in each child
    with get_context("spawn").Pool(jobs, _start_child, (folder,)) as pool:
        yield from pool.imap(_answer_in_child, numbered, chunksize=_CHUNK)


def numbered_lines(paths: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """The lines of files that are not blank, each with where it stands; ``-`` is standard input.

    Raises:
        Misconfigured: A file cannot be opened.
    """
    for path in paths:
        with ExitStack() as stack:
            file: TextIO = sys.stdin
            if str(path) != "-":
                try:
                    file = stack.enter_context(path.open(encoding="utf-8", errors="surrogatepass", newline="\n"))
                except OSError as error:
                    raise Misconfigured(f"Cannot read {path}: {error.strerror}", "give a file of JSON lines") from None
            for number, raw in enumerate(file, 1):
                if raw.strip():
                    yield f"{path}:{number}", raw


def command(
    files: Annotated[list[Path], typer.Argument(metavar="IN.jsonl…", help="Files of JSON lines; - is standard input.")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="OUT.jsonl", help="Where to write; standard output by default."),
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Processes that work side by side.")] = 1,
) -> None:
    """Find every place that each text names: one JSON line per article, in the input's order."""
    failed = False
    with ExitStack() as stack:
        out: TextIO = sys.stdout
        if output is not None:
            try:
                out = stack.enter_context(output.open("w", encoding="utf-8", errors="surrogatepass", newline="\n"))
            except OSError as error:
                raise Misconfigured(f"Cannot write {output}: {error.strerror}", "give another --output") from None
        for answer in find_in_lines(numbered_lines(files), Settings().gazetteer, jobs):
            if answer.line is None:
                failed = True
                typer.echo(f"{answer.where}: {answer.problem}", err=True)
            else:
                out.write(answer.line + "\n")
    if failed:
        raise typer.Exit(ExitCode.SOME_FAILED)
