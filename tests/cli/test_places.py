"""`tocsin places` and `tocsin gazetteer lookup`, through the front door."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from worker.cli.main import app

RUN = CliRunner()


def write(tmp_path: Path, *lines: str) -> Path:
    """A file of these lines."""
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


ARTICLES = [
    json.dumps({"id": "one", "text": "A blast in Mosul, Iraq."}),
    json.dumps({"id": "two", "text": "Nothing happened."}),
    json.dumps({"article_id": "three", "text": "Tremors shook Kathmandu, the Nepali capital.", "title": "Tremors"}),
]


@pytest.mark.parametrize("jobs", [1, 2])
def test_one_line_for_each_article_in_order(tmp_path: Path, jobs: int) -> None:
    """Also for an article without a place, and with several processes."""
    out = tmp_path / "out.jsonl"
    result = RUN.invoke(app, ["places", str(write(tmp_path, *ARTICLES)), "--output", str(out), "--jobs", str(jobs)])
    assert result.exit_code == 0, result.output
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line["article"]["id"] for line in lines] == ["one", "two", "three"]
    assert lines[1]["places"] == []
    assert [place["name"] for place in lines[2]["places"]] == ["Kathmandu", "Nepali"]
    mosul = lines[0]["places"][0]
    assert {key: mosul[key] for key in ("start", "end", "name", "country", "precision", "kind")} == {
        "start": 11,
        "end": 16,
        "name": "Mosul",
        "country": "IRQ",
        "precision": "place",
        "kind": "place",
    }
    assert mosul["lat"] == pytest.approx(36.34, abs=0.05)
    assert set(mosul) >= {"resolved", "geonames_id", "admin1", "lon", "confidence"}


def test_capitals_alone_name_the_same_places(tmp_path: Path) -> None:
    """As in ``tocsin extract``: offsets are the text's, and no common word is a place."""
    text = "Soldiers closed the road between Mosul and Erbil in Iraq on Monday, and reading of the news went on."
    lines = [json.dumps({"id": name, "text": form}) for name, form in (("small", text), ("loud", text.upper()))]
    out = tmp_path / "out.jsonl"
    result = RUN.invoke(app, ["places", str(write(tmp_path, *lines)), "--output", str(out)])
    assert result.exit_code == 0, result.output
    small, loud = (json.loads(line)["places"] for line in out.read_text(encoding="utf-8").splitlines())
    assert [(p["start"], p["geonames_id"]) for p in small] == [(p["start"], p["geonames_id"]) for p in loud]
    assert [p["name"] for p in loud] == ["MOSUL", "ERBIL", "IRAQ"]


def test_bad_lines_are_named_and_the_others_go_through(tmp_path: Path) -> None:
    """Exit code 1, the line's number on stderr."""
    out = tmp_path / "out.jsonl"
    path = write(tmp_path, ARTICLES[0], "{not json", "", '{"id": "x"}', ARTICLES[1])
    result = RUN.invoke(app, ["places", str(path), "--output", str(out)])
    assert result.exit_code == 1
    assert len(out.read_text().splitlines()) == 2
    assert f"{path}:2: not JSON" in result.stderr
    assert f"{path}:4: field `text`: Field required" in result.stderr


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    """With code 2: nothing was done."""
    result = RUN.invoke(app, ["places", str(tmp_path / "none.jsonl"), "--output", str(tmp_path / "out.jsonl")])
    assert result.exit_code == 2
    assert "none.jsonl" in result.stderr


def test_lookup_shows_the_best_known_first() -> None:
    """Name, kind, parents, code, point."""
    result = RUN.invoke(app, ["gazetteer", "lookup", "Graivoron", "--limit", "1"])
    assert result.exit_code == 0
    assert result.stdout.startswith("Grayvoron (city)")
    assert "RU-BEL" in result.stdout


def test_lookup_of_no_place() -> None:
    """Code 1, and a sentence."""
    result = RUN.invoke(app, ["gazetteer", "lookup", "Qwertzuiopolis"])
    assert result.exit_code == 1
    assert "No place is called" in result.stderr


def test_a_dump_file_that_is_not_there() -> None:
    """Said before forty seconds of work."""
    result = RUN.invoke(app, ["gazetteer", "build", "--geonames", "/nowhere/UA.txt"])
    assert result.exit_code == 2
    assert "/nowhere/UA.txt" in result.stderr
