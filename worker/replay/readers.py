"""Files of articles to articles: bare text, JSON, JSON Lines, CSV.

Each article comes with its place (file and line), and what is no article comes as a ``BadSeed`` with its place and the
reason: a reader never stops at one bad line.  Lines are read one by one, so that files may be larger than memory; only
``json`` and ``text`` are read whole.
"""

from __future__ import annotations

import codecs
import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BufferedReader

from schemas.article import RawArticle
from worker.codec import MAX_TEXT_BYTES, decode_article
from worker.errors import Misconfigured, Rejected
from worker.replay.sources import Format, SeedFile, recognise

MAX_LINE_BYTES = 16 * 1024 * 1024
"""A line above this is skipped without being held in memory."""

_BOMS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_IN_LINE = " at line 1 column "
_FIELDS = ("article_id", "id", *(name for name in RawArticle.model_fields if name not in ("article_id", "metadata")))


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: the file as it was named, and the line (from 1), or None for the whole file."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        """As editors and compilers write it."""
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Seed:
    """An article, and where it stands."""

    place: Place
    article: RawArticle


@dataclass(frozen=True, slots=True)
class BadSeed:
    """What is no article, and why."""

    place: Place
    problem: str


Reading = Seed | BadSeed


@dataclass(frozen=True, slots=True)
class Columns:
    """Which name in the input stands for which field: ``{"text": "body"}``.

    A mapped name that a record lacks falls back to the field's own, so that one mapping serves a folder of mixed formats.
    """

    names: Mapping[str, str] = field(default_factory=dict)

    def applied(self, record: Mapping[str, object]) -> dict[str, object]:
        """The record with the fields' own names."""
        moved = {target: record[source] for target, source in self.names.items() if source in record}
        taken = {source for target, source in self.names.items() if target in moved} - moved.keys()
        return {name: value for name, value in record.items() if name not in taken} | moved


NO_COLUMNS = Columns()


def parse_columns(pairs: Sequence[str]) -> Columns:
    """``["text=body"]`` to columns.

    Raises:
        Misconfigured: a pair is none, or names no field of an article.
    """
    names = {}
    for pair in pairs:
        target, equals, source = pair.partition("=")
        if not (equals and target and source) or target not in _FIELDS:
            raise Misconfigured(
                f"--map {pair}: this is no FIELD=NAME with a field of an article",
                f"Fields: {', '.join(_FIELDS)}. For example --map text=body.",
            )
        names["article_id" if target == "id" else target] = source
    return Columns(names)


def read_files(
    files: Sequence[SeedFile],
    columns: Columns = NO_COLUMNS,
    *,
    max_bytes: int = MAX_TEXT_BYTES,
) -> Iterator[Reading]:
    """All articles of all files, in their order.

    Args:
        files: From ``find_files``.
        columns: Names that differ from the fields'.
        max_bytes: Articles with a longer text (in bytes of UTF-8) are bad.

    Raises:
        Misconfigured: a CSV file lacks the column of the text (said at once, for all files but stdin), or a file goes away.
    """
    for file in files:
        if file.format is Format.CSV and file.path is not None:
            with file.open() as stream:
                rows = _Rows(stream)
                _check_header(_header(rows, file.name), file.name, columns)
    return _read_all(files, columns, max_bytes)


def _read_all(files: Sequence[SeedFile], columns: Columns, max_bytes: int) -> Iterator[Reading]:
    for file in files:
        with file.open() as stream:
            yield from read_stream(stream, file, columns, max_bytes)


def read_stream(stream: BufferedReader, file: SeedFile, columns: Columns, max_bytes: int) -> Iterator[Reading]:
    """The articles of one open file; see ``read_files``."""
    for bom, name in _BOMS:
        if stream.peek(4)[:4].startswith(bom):
            yield BadSeed(Place(file.name), f"this is {name}, not UTF-8; convert it: iconv -f {name} -t UTF-8 IN > OUT")
            return
    if stream.peek(3)[:3] == codecs.BOM_UTF8:
        stream.read(3)
    match recognise(stream) if file.format is Format.AUTO else file.format:
        case Format.TEXT:
            yield _article(stream.read(MAX_LINE_BYTES), Place(file.name), _bare, max_bytes)
        case Format.JSON:
            yield from _read_json(stream, file.name, columns, max_bytes)
        case Format.CSV:
            yield from _read_csv(stream, file.name, columns, max_bytes)
        case _:
            yield from _read_json_lines(stream, file.name, columns, max_bytes)


def _article(raw: bytes, place: Place, shape: Callable[[bytes], bytes], max_bytes: int) -> Reading:
    try:
        return Seed(place, decode_article(shape(raw), max_bytes=max_bytes))
    except Rejected as error:
        message = error.message.replace(_IN_LINE, " at column ").replace("not JSON: Invalid JSON:", "not JSON:")
        return BadSeed(place, message + (_ENCODING if message.startswith("not UTF-8") else ""))
    except ValueError as error:
        return BadSeed(place, str(error))


_ENCODING = "; convert the file, for example: iconv -f WINDOWS-1252 -t UTF-8 IN > OUT"


def _bare(raw: bytes) -> bytes:
    """Bare text as JSON, so that text which happens to begin like JSON stays text."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8: byte {error.start} is 0x{raw[error.start]:02x}{_ENCODING}") from error
    return json.dumps({"text": text}).encode()


def _encoded(record: object, columns: Columns) -> bytes:
    """A parsed record as the JSON that the codec reads."""
    if not isinstance(record, dict):
        raise ValueError(f"a JSON object is expected, this is {type(record).__name__}")  # noqa: TRY004 - told as data
    return json.dumps(columns.applied(record)).encode()


def _mapped(columns: Columns) -> Callable[[bytes], bytes]:
    if not columns.names:
        return _object

    def shape(raw: bytes) -> bytes:
        try:
            return _encoded(json.loads(raw), columns)
        except UnicodeDecodeError:
            return raw  # the codec says where
        except json.JSONDecodeError as error:
            raise ValueError(f"not JSON: {error.msg} at column {error.colno}") from error

    return shape


def _object(raw: bytes) -> bytes:
    """A line must be an object: prose between the lines would else pass as bare text."""
    if not raw.lstrip().startswith(b"{"):
        raise ValueError(f"not a JSON object: it begins with {raw.strip()[:20].decode('utf-8', 'replace')!r}")
    return raw


def _read_json_lines(stream: BufferedReader, name: str, columns: Columns, max_bytes: int) -> Iterator[Reading]:
    shape = _mapped(columns)
    for number, line in _lines(stream):
        if line is None:
            yield BadSeed(Place(name, number), f"the line is longer than {MAX_LINE_BYTES:,} bytes")
        elif line.strip():
            yield _article(line.rstrip(b"\r\n"), Place(name, number), shape, max_bytes)


def _lines(stream: BufferedReader) -> Iterator[tuple[int, bytes | None]]:
    """Lines with their numbers; None for one that is too long to be held."""
    number = 0
    while line := stream.readline(MAX_LINE_BYTES):
        number += 1
        if line.endswith(b"\n") or len(line) < MAX_LINE_BYTES:
            yield number, line
            continue
        while (rest := stream.readline(MAX_LINE_BYTES)) and not rest.endswith(b"\n"):
            pass
        yield number, None


def _read_json(stream: BufferedReader, name: str, columns: Columns, max_bytes: int) -> Iterator[Reading]:
    try:
        whole = json.loads(stream.read())
    except UnicodeDecodeError as error:
        yield BadSeed(Place(name), f"not UTF-8: byte {error.start} is 0x{error.object[error.start]:02x}{_ENCODING}")
        return
    except json.JSONDecodeError as error:
        hint = "; one object a line is --format jsonl" if error.msg == "Extra data" else ""
        yield BadSeed(Place(name, error.lineno), f"not JSON: {error.msg} at column {error.colno}{hint}")
        return
    except RecursionError:
        yield BadSeed(Place(name), "not JSON that can be read: it is nested too deeply")
        return
    for number, record in enumerate(whole, 1) if isinstance(whole, list) else [(None, whole)]:
        place = Place(name if number is None else f"{name}[{number}]")
        try:
            raw = _encoded(record, columns)
        except ValueError as error:
            yield BadSeed(place, str(error))
            continue
        yield _article(raw, place, _object, max_bytes)


def _read_csv(stream: BufferedReader, name: str, columns: Columns, max_bytes: int) -> Iterator[Reading]:
    rows = _Rows(stream)
    header = _header(rows, name)
    _check_header(header, name, columns)
    try:
        for row in rows.lines:
            if row:
                yield _read_row(row, header, Place(name, rows.lines.line_num), columns, max_bytes)
    except (csv.Error, ValueError) as error:
        yield BadSeed(Place(name, rows.reached + 1), f"not CSV that can be read on: {error}")


def _read_row(row: Sequence[str], header: Sequence[str], place: Place, columns: Columns, max_bytes: int) -> Reading:
    if len(row) > len(header):
        return BadSeed(
            place, f"the row has {len(row)} cells, the header {len(header)}; quote cells that hold the separator"
        )
    record = columns.applied({column: cell for column, cell in zip(header, row, strict=False) if cell})
    known = {column: cell for column, cell in record.items() if column in _FIELDS}
    return _article(json.dumps({"text": ""} | known).encode(), place, _object, max_bytes)


def _header(rows: _Rows, name: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(rows.lines, [])]
    except (csv.Error, ValueError) as error:
        raise Misconfigured(f"{name}, line 1: {error}", "Make it a CSV file in UTF-8 with a header line.") from error


class _Rows:
    """CSV rows of a byte stream, by the separator that the header uses."""

    def __init__(self, stream: BufferedReader) -> None:
        csv.field_size_limit(MAX_LINE_BYTES)
        first = stream.peek(65_536).partition(b"\n")[0]
        separator = max(",;\t", key=lambda mark: first.count(mark.encode()))
        self.reached = 0
        self.lines = csv.reader(self._decoded(stream), delimiter=separator, strict=True)

    def _decoded(self, stream: BufferedReader) -> Iterator[str]:
        for number, line in _lines(stream):
            if line is None:
                raise ValueError(f"the line is longer than {MAX_LINE_BYTES:,} bytes")
            try:
                text = line.decode("utf-8")
            except UnicodeDecodeError as error:
                raise ValueError(f"not UTF-8: byte {error.start} is 0x{line[error.start]:02x}{_ENCODING}") from error
            self.reached = number
            yield text.removeprefix("\ufeff") if number == 1 else text


def _check_header(header: Sequence[str], name: str, columns: Columns) -> None:
    wanted = columns.names.get("text", "text")
    if wanted not in header and "text" not in header:
        raise Misconfigured(
            f"{name}, line 1: there is no column {wanted!r} (columns: {', '.join(header) or 'none'})",
            "Say which column holds the text: --map text=NAME.",
        )
