"""Reports as agencies and local papers write them: every event with its kind, day, scene and country, who was harmed, and no event more."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import TypeAdapter

from schemas.article import RawArticle
from tests.golden.comparison import Expectation, differences
from worker.lexicons.knowledge import Knowledge
from worker.pipeline import process_article

PUBLISHED = date(2026, 11, 26)  # a Thursday
_FILES = ("agency_reports.yaml", "local_reports.yaml", "crowd_reports.yaml")
ROWS = TypeAdapter(list[tuple[str, list[dict[str, Any]]]]).validate_python(
    [row for name in _FILES for row in yaml.safe_load((Path(__file__).parent / name).read_text("utf-8"))]
)
_UNSAID = {"killed": None, "injured": None}


@pytest.mark.parametrize(("text", "events"), ROWS, ids=[text[:70] for text, _ in ROWS])
def test_what_a_report_tells(text: str, events: list[dict[str, Any]], knowledge: Knowledge) -> None:
    """Who is not said to be killed or injured is not; an event less or more fails."""
    expected = Expectation(events=tuple(_UNSAID | event for event in events))
    result = process_article(RawArticle(article_id="test", text=text, published=PUBLISHED), knowledge)
    assert differences(expected, result) == []
