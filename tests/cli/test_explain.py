"""``tocsin explain``: who sees a wrong value finds the words, the rule and the file behind it, and what lost against it."""

from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from schemas.article import RawArticle
from worker.cli.explanation import Explanation, Field, explain
from worker.cli.explanation_view import show_explanation
from worker.cli.main import app
from worker.enrich.steps import enrich
from worker.extract.engine import trace
from worker.lexicons.knowledge import Knowledge, load_knowledge

TEXT = """date 2024-05-15 A car bomb killed six people in Kirkuk, in northern Iraq, on Monday, police said on Tuesday.

The army denied that it had shelled the town of Hawija. In 2014 a bomb killed 40 people there.
"""
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """The knowledge of the source tree."""
    return load_knowledge()


@pytest.fixture(scope="module")
def explanation(knowledge: Knowledge) -> Explanation:
    """Of the article above."""
    found = trace(RawArticle(text=TEXT), knowledge)
    return explain(replace(found, result=enrich(found.result, knowledge)), TEXT, "night.txt")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The article above as a file."""
    path = tmp_path / "night.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def _field(explanation: Explanation, path: str) -> Field:
    return next(field for field in explanation.events[0].fields if field.path == path)


def test_each_value_names_its_words_its_rule_and_the_line_of_the_file(explanation: Explanation) -> None:
    """And the line holds the rule's id."""
    proof = _field(explanation, "casualties.killed").proofs[0]
    assert "six people" in proof.quote
    assert TEXT[proof.start : proof.end] == proof.quote
    path, _, line = (proof.file or "").rpartition(":")
    assert path == "worker/data/rules/casualties.yaml"
    assert proof.rule in (ROOT / path).read_text(encoding="utf-8").splitlines()[int(line) - 1]


def test_places_and_times_that_lost_are_shown_with_the_reason(explanation: Explanation) -> None:
    """Iraq only says where Kirkuk lies; on Tuesday it was only said."""
    place, time = _field(explanation, "location"), _field(explanation, "time")
    assert "Kirkuk" in place.value
    assert [loser.why for loser in place.losers if "Iraq" in loser.words] == [
        "+0.05 beside “car bomb”: only says where another place lies"
    ]
    assert [loser.why for loser in time.losers if "Tuesday" in loser.words] == ["when it was said"]
    assert place.why
    assert time.why


def test_each_number_of_people_says_where_it_went(explanation: Explanation) -> None:
    """The toll is the event's; the one of 2014 is nobody's."""
    went = {figure.value: figure.went for figure in explanation.figures}
    assert went["6"] == "event 1"
    assert went["40"].startswith("nowhere")


def test_what_was_put_aside_says_by_which_words(explanation: Explanation) -> None:
    """The denial, and the year."""
    because = {aside.reason: aside.because for aside in explanation.put_aside}
    assert because["denied"] == "denied that it had"
    assert because["historic"] == "2014"


def test_plain_output_has_brackets_and_fits_a_hundred_columns(file: Path) -> None:
    """Off a terminal: no colours, marks with letters, and no line that an editor would break."""
    result = CliRunner().invoke(app, ["explain", str(file)])
    assert result.exit_code == 0, result.output
    assert "[1 car bomb" in result.output
    assert "“killed six people”  casualty.killed.active  worker/data/rules/casualties.yaml:" in result.output
    assert "because of “denied that it had”" in result.output
    assert "\x1b[" not in result.output
    assert max(map(len, result.output.splitlines())) <= 100


def test_on_a_terminal_spans_have_colours(knowledge: Knowledge, explanation: Explanation) -> None:
    """Colours where they are understood, and the text itself unchanged."""
    out = StringIO()
    console = Console(file=out, force_terminal=True, width=160, color_system="standard")
    show_explanation(explanation, trace(RawArticle(text=TEXT), knowledge), TEXT, console)
    assert "\x1b[" in out.getvalue()
    assert "[1 car bomb" not in out.getvalue()


def test_one_field_alone(file: Path) -> None:
    """``--field`` shows its values, and the numbers of it, and not the article."""
    result = CliRunner().invoke(app, ["explain", str(file), "--field", "killed"])
    assert result.exit_code == 0, result.output
    assert "casualties.killed" in result.output
    assert "the toll of an earlier incident" in result.output
    assert "location" not in result.output
    assert "police said" not in result.output


def test_json_says_the_same(file: Path) -> None:
    """One object for each article, for whoever counts which rules fire."""
    result = CliRunner().invoke(app, ["explain", str(file), "--json"])
    assert result.exit_code == 0, result.output
    [article] = [json.loads(line) for line in result.output.splitlines()]
    killed = next(field for field in article["events"][0]["fields"] if field["path"] == "casualties.killed")
    assert killed["proofs"][0]["rule"] == "casualty.killed.active"
    assert killed["proofs"][0]["file"].startswith("worker/data/rules/casualties.yaml:")


def test_of_a_long_article_what_has_no_mark_is_left_out(tmp_path: Path) -> None:
    """Nobody scrolls through pages of nothing; ``--whole`` shows them."""
    idle = "The fair went on, and people ate cake by the river.\n\n" * 100
    file = tmp_path / "long.txt"
    file.write_text(TEXT + "\n" + idle, encoding="utf-8")
    short = CliRunner().invoke(app, ["explain", str(file)]).output
    whole = CliRunner().invoke(app, ["explain", str(file), "--whole"]).output
    assert "characters without a mark" in short
    assert short.count("ate cake") < 3
    assert whole.count("ate cake") == 100


def test_an_article_that_gives_no_event_says_why(tmp_path: Path) -> None:
    """The kind of article, and the rule with its file."""
    file = tmp_path / "court.txt"
    file.write_text(
        "date 2026-03-11 A jury found Marcus Dill guilty of murder on Tuesday. Prosecutors said that he had stabbed his neighbour."
        " The judge told the jurors that he would be sentenced in May. His lawyer said that Dill would appeal the verdict.\n",
        encoding="utf-8",
    )
    output = CliRunner().invoke(app, ["explain", str(file)]).output
    assert "court" in output
    assert "worker/data/rules/" in output
