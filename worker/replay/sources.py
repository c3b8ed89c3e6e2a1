"""Which files are meant by ``PATH|DIR|GLOB|-``, and in which format each is.

Everything that can be known before the first article is read is said here, before anything is sent.
"""

from __future__ import annotations

import glob
import json
import os
import sys
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING

from worker.errors import Misconfigured

if TYPE_CHECKING:
    from collections.abc import Iterator

STDIN = "-"
_PEEK = 65_536


class Format(StrEnum):
    """How articles stand in a file."""

    AUTO = "auto"  # by the file's ending, else by how it begins
    TEXT = "text"  # one article a file, as bare text
    JSON = "json"  # one object, or an array of them
    JSONL = "jsonl"  # one object a line
    CSV = "csv"  # one article a row, below a header


SUFFIXES = {
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".json": Format.JSON,
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
}
"""What is taken out of a folder, and as what."""


@dataclass(frozen=True, slots=True)
class SeedFile:
    """A file of articles; ``name`` is how it is called in messages."""

    name: str
    path: Path | None  # None: stdin
    format: Format

    @contextmanager
    def open(self) -> Iterator[BufferedReader]:
        """Its bytes.

        Raises:
            Misconfigured: it cannot be read.
        """
        if self.path is None:
            yield sys.stdin.buffer  # type: ignore[misc] # a BufferedReader, unless a test replaced it
            return
        try:
            with self.path.open("rb") as stream:
                yield stream
        except OSError as error:
            raise Misconfigured(
                f"cannot read {self.name}: {error.strerror}", "Check the file and its rights."
            ) from error


def find_files(inputs: Sequence[str], wanted: Format = Format.AUTO) -> list[SeedFile]:
    """The files that are meant, folders and globs in alphabetical order, each file once.

    Args:
        inputs: Files, folders (searched with their subfolders, by the endings in ``SUFFIXES``), globs, or ``-`` for stdin.
        wanted: The format of all of them.

    Raises:
        Misconfigured: one is missing or unreadable, or a folder or glob holds none.
    """
    found: dict[Path | None, SeedFile] = {}
    for given in inputs:
        for path in _paths(given):
            known = path.resolve() if path else None
            if known not in found:
                name = str(path) if path else "stdin"
                found[known] = SeedFile(name, path, wanted if wanted is not Format.AUTO else _format_of(path))
    return list(found.values())


def _paths(given: str) -> list[Path | None]:
    if given == STDIN:
        return [None]
    path = Path(given)
    if path.is_dir():
        return list(_in_folder(path))
    if not path.exists() and glob.has_magic(given):
        paths = [Path(name) for name in sorted(glob.glob(given, recursive=True))]  # noqa: PTH207 - takes absolute patterns
        files = [path for path in paths if path.is_file()]
        if not files:
            raise Misconfigured(
                f"no file matches {given}", "Check the pattern; quote it, so that the shell leaves it alone."
            )
        return [_readable(path) for path in files]
    if not path.exists():
        raise Misconfigured(f"there is no file {given}", "Check the name, or the folder that you are in.")
    return [_readable(path)]


def _in_folder(folder: Path) -> list[Path]:
    paths = [
        Path(root) / name
        for root, _folders, names in os.walk(folder)
        for name in names
        if Path(name).suffix.lower() in SUFFIXES and not name.startswith(".")
    ]
    if not paths:
        raise Misconfigured(
            f"the folder {folder} holds no articles", f"They are taken by their endings: {', '.join(SUFFIXES)}."
        )
    return [_readable(path) for path in sorted(paths)]


def _readable(path: Path) -> Path:
    try:
        with path.open("rb"):
            return path
    except OSError as error:
        raise Misconfigured(f"cannot read {path}: {error.strerror}", "Check the file and its rights.") from error


def _format_of(path: Path | None) -> Format:
    if path is None:
        return Format.AUTO
    if (known := SUFFIXES.get(path.suffix.lower())) is not None:
        return known
    with path.open("rb") as stream:
        return recognise(stream)


def recognise(stream: BufferedReader) -> Format:
    """The format of what comes, by its beginning, which is not consumed.  CSV looks like prose: it must be named."""
    head = stream.peek(_PEEK)[:_PEEK].removeprefix(b"\xef\xbb\xbf").lstrip()
    match head[:1]:
        case b"[":
            return Format.JSON
        case b"{":
            line, newline, _ = head.partition(b"\n")
            try:
                json.loads(line)
            except ValueError:
                return Format.JSON if newline else Format.JSONL  # without an end, it is a long first line
            return Format.JSONL
        case _:
            return Format.TEXT
