"""Which files are meant, and in which format: said before anything is read."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from worker.errors import Misconfigured
from worker.replay.sources import Format, find_files, recognise


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of mixed files, and the current one."""
    for name in (
        "b.txt",
        "a.jsonl",
        "sub/c.csv",
        "sub/d.ndjson",
        "notes.md",
        "a.expected.yaml",
        ".hidden.txt",
        "e.log",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("inputs", "names"),
    [
        (["b.txt"], ["b.txt"]),
        (["."], ["a.jsonl", "b.txt", "sub/c.csv", "sub/d.ndjson"]),
        (["*.txt", "a.jsonl"], ["b.txt", "a.jsonl"]),
        (["**/*.csv"], ["sub/c.csv"]),
        (["b.txt", "./b.txt", "b*"], ["b.txt"]),
        (["e.log"], ["e.log"]),
        (["-", "b.txt"], ["stdin", "b.txt"]),
    ],
    ids=["file", "folder", "glob", "deep glob", "each once", "named files may end otherwise", "stdin"],
)
@pytest.mark.usefixtures("folder")
def test_what_is_meant(inputs: list[str], names: list[str]):
    """Folders by known endings, in alphabetical order; hidden files and others are left alone."""
    assert [file.name for file in find_files(inputs)] == names


@pytest.mark.parametrize(
    ("given", "said", "remedy"),
    [
        ("missing.txt", "there is no file missing.txt", "Check the name"),
        ("*.xml", "no file matches *.xml", "quote it"),
        ("empty", "the folder empty holds no articles", ".jsonl"),
    ],
)
def test_what_is_missing_is_said(folder: Path, given: str, said: str, remedy: str):
    """With what to do."""
    (folder / "empty").mkdir()
    (folder / "empty" / "README.md").write_text("x")
    with pytest.raises(Misconfigured) as caught:
        find_files([given])
    assert caught.value.problem == said
    assert remedy in caught.value.remedy


@pytest.mark.usefixtures("ordinary_user")
def test_an_unreadable_file_is_said(folder: Path):
    """Before anything is sent."""
    (folder / "b.txt").chmod(0)
    with pytest.raises(Misconfigured, match=r"cannot read b\.txt: Permission denied"):
        find_files(["b.txt"])


@pytest.mark.parametrize(
    ("content", "format_"),
    [
        (b'{"text": "a"}\n{"text": "b"}\n', Format.JSONL),
        (b'{"text": "a"}', Format.JSONL),
        (b'\xef\xbb\xbf\r\n {"text": "a"}\r\n', Format.JSONL),
        (b'{\n  "text": "a"\n}\n', Format.JSON),
        (b'  [{"text": "a"}]', Format.JSON),
        (b"date 2026-03-01 Shells fell on a village.\n", Format.TEXT),
        (b"", Format.TEXT),
        (b"\xff\xfe", Format.TEXT),
        (b'{"text": "' + b"a" * 100_000 + b'"}\n', Format.JSONL),
    ],
    ids=["lines", "one line", "bom", "spread object", "array", "prose", "empty", "no utf-8", "long line"],
)
def test_a_format_is_recognised_by_its_beginning(content: bytes, format_: Format):
    """Which is not consumed."""
    stream = io.BufferedReader(io.BytesIO(content))  # type: ignore[arg-type]
    assert recognise(stream) is format_
    assert stream.read() == content
