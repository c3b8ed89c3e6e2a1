"""Articles in, a line out for each: in the input's order, however many processes work."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from schemas.article import RawArticle
from schemas.result import ArticleIncidents
from tests.cli.line_work import make_work
from worker.cli.exit import ExitCode
from worker.cli.extract import make_extractor
from worker.cli.lines import AHEAD, CHUNK, map_readings, print_lines
from worker.errors import Misconfigured, TocsinError
from worker.replay.readers import BadSeed, Place, Reading, Seed

ROOT = Path(__file__).parents[2]


def _readings(*texts: str) -> list[Reading]:
    return [
        BadSeed(Place("f", n), "bad")
        if text == "bad"
        else Seed(Place("f", n), RawArticle(article_id=f"a{n}", text=text))
        for n, text in enumerate(texts, 1)
    ]


def _shown(results: Iterator[bytes | BadSeed]) -> list[str]:
    return [
        f"{one.place}: {one.problem}" if isinstance(one, BadSeed) else one.decode().partition(" ")[0] for one in results
    ]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_fails_is_named_and_the_others_go_through(jobs: int):
    """In the input's order, alike in one process and in several."""
    shown = _shown(map_readings(_readings("one", "bad", "reject", "crash", "two"), make_work, jobs=jobs))
    assert shown == [
        "one",
        "f:2: bad",
        "f:3: article a3: extract_error: as asked",
        "f:4: article a4: a defect, please report it: ZeroDivisionError('as asked')",
        "two",
    ]


def test_many_keep_their_order_over_several_processes():
    """And more than one process works."""
    results = list(map_readings(_readings(*map(str, range(500))), make_work, jobs=2))
    lines = [result.decode().split() for result in results if isinstance(result, bytes)]
    assert [text for text, _ in lines] == list(map(str, range(500)))
    assert str(os.getpid()) not in {pid for _, pid in lines}


def test_memory_is_bounded():
    """No more is read ahead than a few chunks for each process."""
    read = 0

    def endless() -> Iterator[Reading]:
        nonlocal read
        while True:
            read += 1
            yield Seed(Place("f", read), RawArticle(text=f"t{read}"))

    results = map_readings(endless(), make_work, jobs=2)
    for _ in range(CHUNK):
        next(results)
    assert read <= CHUNK * (2 * AHEAD + 1)
    results.close()  # type: ignore[attr-defined] # a generator


def test_a_process_that_dies_is_said():
    """Instead of waiting for ever."""
    with pytest.raises(TocsinError, match="died"):
        list(map_readings(_readings("one", "die", "two"), make_work, jobs=2))


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_missing_is_said_alike(tmp_path: Path, jobs: int):
    """A gazetteer that is not there stops the command with its remedy, in processes too."""
    with pytest.raises(Misconfigured, match="gazetteer"):
        list(map_readings(_readings("one"), partial(make_extractor, tmp_path / "none"), jobs=jobs))


def test_the_output_appears_whole_or_not_at_all(tmp_path: Path):
    """A run that breaks leaves an older file as it was."""
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"text": "one"}\n{"text": "die"}\n')
    out.write_text("old\n")
    with pytest.raises(TocsinError):
        print_lines([str(source)], make_work, output=out, jobs=2)
    assert out.read_text() == "old\n"
    source.write_text('{"text": "one"}\n{"text": \n')
    assert print_lines([str(source)], make_work, output=out) is ExitCode.SOME_FAILED
    assert out.read_text().startswith("one ")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


def test_an_output_that_cannot_be_written_is_said(tmp_path: Path):
    """Before any work is done."""
    (tmp_path / "in.txt").write_text("one")
    with pytest.raises(Misconfigured, match="cannot write"):
        print_lines([str(tmp_path / "in.txt")], make_work, output=tmp_path / "no" / "out")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_extract_writes_one_result_for_each_article(tmp_path: Path, jobs: str):
    """Also for one without any event; the day of the text's own first line is its publication; bad lines go to stderr."""
    quiet = "The library in Ghent extends its opening hours."
    lines = [
        json.dumps(
            {"id": "a", "text": "date 2026-03-02 A car bomb killed four people in Mosul on Monday, police said."}
        ),
        '{"id": "broken"',
        json.dumps({"article_id": "b", "text": quiet, "published": "2026-03-03"}),
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(lines) + "\n")
    done = subprocess.run(
        [sys.executable, "-m", "worker.cli.main", "extract", "in.jsonl", "--output", "out.jsonl", "--jobs", jobs],
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == ExitCode.SOME_FAILED
    assert done.stdout == ""
    assert done.stderr.startswith("in.jsonl:2: not JSON: ")
    first, second = (ArticleIncidents.read_json(line) for line in (tmp_path / "out.jsonl").read_bytes().splitlines())
    assert (first.article.id, str(first.article.published), len(first.events)) == ("a", "2026-03-02", 1)
    assert (second.article.id, str(second.article.published), second.events) == ("b", "2026-03-03", ())
