"""Files to articles: each with its place, and what is none with the reason; no bad line stops the others."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from worker.errors import Misconfigured
from worker.replay import readers
from worker.replay.readers import BadSeed, Columns, Reading, Seed, parse_columns, read_files
from worker.replay.sources import Format, find_files

PROSE = "date 2026-03-01 Shells fell on Velyka Pysarivka.\r\n\r\nNobody was hurt."


def _read(
    path: Path, content: str | bytes, *pairs: str, wanted: Format = Format.AUTO, max_bytes: int = 1_000_000
) -> list[Reading]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read_files(find_files([str(path)], wanted), parse_columns(pairs), max_bytes=max_bytes))


def _told(readings: list[Reading], path: Path) -> list[str]:
    """Texts of articles, and places (without the folder) and problems of others."""
    return [
        reading.article.text
        if isinstance(reading, Seed)
        else f"{reading.place}: {reading.problem}".replace(f"{path}", path.name)
        for reading in readings
    ]


def test_bare_text_is_kept_as_received(tmp_path: Path):
    """Offsets point into it: line ends stay, only a byte order mark goes."""
    for name, content in (("a.txt", PROSE), ("b.txt", "\ufeff" + PROSE)):
        (reading,) = _read(tmp_path / name, content)
        assert isinstance(reading, Seed)
        assert reading.article.text == PROSE
        assert str(reading.place) == str(tmp_path / name)


def test_the_same_text_has_the_same_id_whatever_its_file_is_called(tmp_path: Path):
    """The id is made of the text, as the worker makes it for bare text on the topic."""
    ids = {_read(tmp_path / name, PROSE)[0].article.article_id for name in ("a.txt", "b.txt")}  # type: ignore[union-attr]
    assert len(ids) == 1


def test_text_that_looks_like_json_stays_text(tmp_path: Path):
    """Its ending says what it is."""
    assert _told(_read(tmp_path / "a.txt", "[Live] Fire in Porto"), tmp_path) == ["[Live] Fire in Porto"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", '{"id": "7", "text": "Fire.", "published": "2026-03-01", "later_field": 1}'),
        ("a.json", '[{"article_id": "7", "text": "Fire.", "published": "2026-03-01"}]'),
        ("a.jsonl", '\n{"article_id": "7", "text": "Fire.", "published": "2026-03-01"}\r\n\n'),
        ("a.csv", "id,published,text\n7,2026-03-01,Fire.\n"),
        ("a.tsv", "id\tpublished\ttext\n7\t2026-03-01\tFire.\n"),
        ("a.csv", "\ufeffid;published;text;author\r\n7;2026-03-01;Fire.;\r\n"),
    ],
    ids=["object", "array", "lines", "csv", "tsv", "csv as Excel writes it in Europe"],
)
def test_one_article_in_every_format(tmp_path: Path, name: str, content: str):
    """The same article; fields that are not known are ignored, empty cells are not said."""
    (reading,) = _read(tmp_path / name, content)
    assert isinstance(reading, Seed)
    article = reading.article
    assert (article.article_id, article.text, article.published) == ("7", "Fire.", date(2026, 3, 1))
    assert article.author is None


def test_columns_may_have_other_names(tmp_path: Path):
    """And where a record lacks the other name, the field's own holds: one mapping for a folder of mixed files."""
    content = '{"body": "a", "when": "2026-03-01T10:00:00Z"}\n{"text": "b"}\n{"body": "c", "text": "teaser"}\n'
    readings = _read(tmp_path / "a.jsonl", content, "text=body", "published=when")
    assert _told(readings, tmp_path) == ["a", "b", "c"]
    assert isinstance(readings[0], Seed)
    assert readings[0].article.published == datetime(2026, 3, 1, 10, tzinfo=UTC)


def test_two_names_may_be_exchanged():
    """All at once, not one after the other."""
    columns = parse_columns(["title=text", "text=title"])
    assert columns.applied({"text": "headline", "title": "body", "url": "u"}) == {
        "title": "headline",
        "text": "body",
        "url": "u",
    }


@pytest.mark.parametrize("pair", ["text", "text=", "=body", "prose=body"])
def test_a_mapping_that_is_none_is_said(pair: str):
    """With the fields that there are."""
    with pytest.raises(Misconfigured, match="--map"):
        parse_columns([pair])


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        (
            "a.jsonl",
            b'{"text": "one"}\n{"text": \nprose\n{"title": "t"}\n{"text": 5}\n{"text": " "}\n{"text": "\xff"}\n[1]\n{"text": "two"}',
            [
                "one",
                "a.jsonl:2: not JSON: EOF while parsing a value at column ",
                "a.jsonl:3: not a JSON object: it begins with 'prose'",
                "a.jsonl:4: field `text`: Field required",
                "a.jsonl:5: field `text`: Input should be a valid string",
                "`text` is empty or white space only",
                "a.jsonl:7: not UTF-8: byte 10 is 0xff; convert the file, for example: iconv -f WINDOWS-1252 -t UTF-8 IN > OUT",
                "a.jsonl:8: not a JSON object: it begins with '[1]'",
                "two",
            ],
        ),
        ("a.json", '[{"text": "one"}, 5, {"text": "two"}]', ["one", "a.json[2]: a JSON object is expected, this is int", "two"]),
        ("a.json", '{"text":\n "one"', ["a.json:2: not JSON: Expecting ',' delimiter at column 7"]),
        (
            "a.json",
            '{"text": "one"}\n{"text": "two"}',
            ["a.json:2: not JSON: Extra data at column 1; one object a line is --format jsonl"],
        ),
        ("a.json", "[" * 100_000, ["a.json: not JSON that can be read: it is nested too deeply"]),
        (
            "a.csv",
            "id,text\n1,one\n2,two,three\n3,\n4,four\n",
            [
                "one",
                "a.csv:3: the row has 3 cells, the header 2; quote cells that hold the separator",
                "`text` is empty or white space only",
                "four",
            ],
        ),
        ("a.csv", 'text\none\n"open\nto the end', ["one", "a.csv:5: not CSV that can be read on: unexpected end of data"]),
        ("a.csv", b"text\none\ntw\xe9\n", ["one", "a.csv:3: not CSV that can be read on: not UTF-8: byte 2 is 0xe9"]),
        ("a.txt", b"caf\xe9", ["a.txt: not UTF-8: byte 3 is 0xe9"]),
        ("a.txt", "Feuer".encode("utf-16"), ["a.txt: this is UTF-16, not UTF-8; convert it: iconv -f UTF-16 -t UTF-8 IN > OUT"]),
        ("a.jsonl", '{"text": "x"}'.encode("utf-16"), ["a.jsonl: this is UTF-16"]),
        ("a.txt", " \n", ["`text` is empty"]),
        ("a.txt", "a" * 2_000_000, ["text of 2,000,000 bytes; up to 1,000,000 fit"]),
    ],
    ids=["lines", "array", "torn", "two objects", "deep", "csv", "open quote", "csv latin-1", "latin-1", "utf-16",
         "utf-16 lines", "empty", "too large"],
)  # fmt: skip
def test_what_is_no_article_is_named_with_its_place(tmp_path: Path, name: str, content: str | bytes, told: list[str]):
    """File and line, what is wrong, and where it helps what to do; the neighbours come through."""
    found = _told(_read(tmp_path / name, content), tmp_path / name)
    assert len(found) == len(told)
    for line, expected in zip(found, told, strict=True):
        assert expected in line


def test_a_csv_without_the_column_is_said_before_anything_is_read(tmp_path: Path):
    """Even when it is the last of many files."""
    (tmp_path / "a.txt").write_text("Fire.")
    (tmp_path / "b.csv").write_text("id,body\n1,x\n")
    files = find_files([str(tmp_path)])
    with pytest.raises(
        Misconfigured, match=r"b\.csv, line 1: there is no column 'text' \(columns: id, body\)"
    ) as caught:
        read_files(files)
    assert "--map text=NAME" in caught.value.remedy
    assert len(list(read_files(files, Columns({"text": "body"})))) == 2


def test_a_huge_line_is_skipped_without_being_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The lines behind it are read, and keep their numbers."""
    monkeypatch.setattr(readers, "MAX_LINE_BYTES", 1_000)
    content = '{"text": "one"}\n{"text": "' + "x" * 5_500 + '"}\n{"text": \n{"text": "two"}\n'
    told = _told(_read(tmp_path / "a.jsonl", content), tmp_path / "a.jsonl")
    assert (told[0], told[1], told[3]) == ("one", "a.jsonl:2: the line is longer than 1,000 bytes", "two")
    assert told[2].startswith("a.jsonl:3: not JSON")


def test_a_quoted_cell_may_hold_lines_and_separators(tmp_path: Path):
    """As in any CSV; the place is the row's last line."""
    readings = _read(tmp_path / "a.csv", 'id,text\n1,"one,\n""two"""\n2,three\n')
    assert _told(readings, tmp_path) == ['one,\n"two"', "three"]
    assert [reading.place.line for reading in readings] == [3, 4]


def test_strange_letters_come_through_unchanged(tmp_path: Path):
    """NUL, right-to-left, emoji, decomposed accents: offsets count on it."""
    text = "a\x00b \u202eabc\u202c \U0001f525 cafe\u0301 \r\n x"
    readings = _read(tmp_path / "a.jsonl", json.dumps({"text": text}) + "\n" + '{"text": "\\ud800"}\n')
    assert isinstance(readings[0], Seed)
    assert readings[0].article.text == text
    assert isinstance(readings[1], BadSeed)


def test_the_sample_articles_are_all_read():
    """Every file of seeds/, with the one mapping that its README names."""
    folder = Path(__file__).parents[2] / "seeds"
    readings = list(read_files(find_files([str(folder)]), parse_columns(["text=body"])))
    assert [reading for reading in readings if isinstance(reading, BadSeed)] == []
    assert len(readings) >= 60
