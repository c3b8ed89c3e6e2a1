"""The measuring of confidence: its labels on articles of our own, its fit on counts that are known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.accuracy.__main__ import main
from tests.accuracy.annotated import AnnotatedSets
from tests.accuracy.fitting import cross_validated, expected_calibration_error, fit, reliability
from tests.accuracy.judgement import Judged, alike, judge
from worker.lexicons.knowledge import Knowledge, load_knowledge
from worker.pipeline import process_article

TEXT = "A car bomb exploded in Kirkuk on Tuesday, killing nine people. Officials blamed the Ruritanian Front."
RIGHT = {
    "incident": True, "types": ["bombing"], "date": "2026-11-03", "killed": 9, "perpetrators": [["Ruritanian Front"]], "targets": [["nine people"]],
    "places": [{"country": "Iraq", "path": ["Iraq", "Kirkuk"]}],
}  # fmt: skip
LEAVES = {
    "conflict.explosive_device": {"types": ["blast"], "when": [{"words": "bomb", "types": ["bombing"]}]},
    "conflict.air_strike": {"types": ["airstrike"]},
}


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


def folder_of(path: Path, **gold: object) -> Path:
    line = {"id": "a-1", "text": TEXT, "published": "2026-11-05", "gold": RIGHT | gold}
    (path / "own.jsonl").write_text(json.dumps(line) + "\n", "utf-8")
    (path / "leaf_map.json").write_text(json.dumps({"leaves": LEAVES}), "utf-8")
    return path


@pytest.mark.parametrize(
    ("gold", "wrong"),
    [
        pytest.param({}, set(), id="everything as annotated"),
        pytest.param({"types": ["kidnapping"]}, {"type"}, id="another type"),
        pytest.param({"types": ["kidnapping"], "types_ok": ["bombing"]}, set(), id="a type that is admitted"),
        pytest.param({"incident": False}, {"type"}, id="no incident at all"),
        pytest.param({"date": "2026-11-04"}, {"time"}, id="another day"),
        pytest.param({"killed": 8, "killed_ok": [10]}, {"casualties"}, id="another number"),
        pytest.param({"killed": 8, "killed_ok": [9]}, set(), id="a number that is admitted"),
        pytest.param({"places": [{"country": "Iraq", "path": ["Iraq", "Mosul"]}]}, {"location"}, id="another place"),
        pytest.param({"places": [{"country": "Iraq", "path": ["Iraq", "Kirkuk", "Old Town"]}]}, set(), id="around it"),
        pytest.param({"perpetrators": [["the Syldavian Guard"]]}, {"actors"}, id="another group"),
    ],
)
def test_values_are_judged_by_their_labels(
    tmp_path: Path, knowledge: Knowledge, gold: dict[str, object], wrong: set[str]
) -> None:
    sets = AnnotatedSets.open(folder_of(tmp_path, **gold))
    (annotated,) = sets.articles()
    judged = list(judge(annotated, process_article(annotated.article, knowledge).events, sets))
    assert {value.model for value in judged} == {"type", "time", "location", "casualties", "actors"}
    assert {value.model for value in judged if not value.right} == wrong


def test_what_is_not_annotated_is_not_judged(tmp_path: Path, knowledge: Knowledge) -> None:
    folder = folder_of(tmp_path)
    (folder / "own.jsonl").write_text(json.dumps({"id": "a", "text": TEXT, "gold": {"types": ["bombing"]}}), "utf-8")
    sets = AnnotatedSets.open(folder)
    (annotated,) = sets.articles()
    events = process_article(annotated.article, knowledge).events
    assert [value.model for value in judge(annotated, events, sets)] == ["type"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("the Front", "Front", True),
        ("guerrillas of the Front", "Front guerrilla", True),
        ("Peña", "Pena", True),
        ("two gunmen", "two soldiers", False),
        ("", "anything", False),
    ],
)
def test_names_that_are_alike(one: str, other: str, *, same: bool) -> None:
    assert alike(one, other) is same


def values(sign: int, right: int, wrong: int) -> list[Judged]:
    return [
        Judged("type", "own", f"{sign}{index}", {"sign": float(sign)}, index < right, 0.9)
        for index in range(right + wrong)
    ]


def test_a_fit_gives_back_the_shares_that_it_was_made_from() -> None:
    """900 of 1,000 right with the sign, 500 of 1,000 without."""
    model = fit([*values(1, 900, 100), *values(0, 500, 500)])
    assert model.probability({"sign": 1}) == pytest.approx(0.9, abs=0.01)
    assert model.probability({}) == pytest.approx(0.5, abs=0.01)


def test_the_error_is_the_distance_of_words_and_world() -> None:
    """Said .9 of what is right half of the time: .4; a fit that never saw them comes close to 0."""
    judged = [*values(1, 900, 100), *values(0, 500, 500)]
    rights = [value.right for value in judged]
    assert expected_calibration_error(reliability([0.9] * 2000, [True, False] * 1000)) == pytest.approx(0.4)
    assert expected_calibration_error(reliability(cross_validated(judged), rights)) < 0.05


def test_the_command_prints_the_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And puts it into a page between its marks."""
    page = tmp_path / "page.md"
    page.write_text(
        "Before.\n<!-- reliability: made by `python -m tests.accuracy` -->\n<!-- /reliability -->\nAfter.\n", "utf-8"
    )
    assert main([str(folder_of(tmp_path)), "--write", str(page)]) == 0
    table = capsys.readouterr().out
    assert "| **type** | all | 1 |" in table
    assert table in page.read_text("utf-8")
    assert page.read_text("utf-8").endswith("<!-- /reliability -->\nAfter.\n")


def test_a_folder_without_sets_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([str(tmp_path)])
    assert left.value.code == 2
    assert "leaf_map.json is missing" in capsys.readouterr().err
