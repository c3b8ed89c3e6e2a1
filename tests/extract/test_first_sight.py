"""Reports of all years and countries: every event with its kind, day, scene and country, who was harmed, and no event more."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden.comparison import WrittenArticle, differences, load_articles
from worker.lexicons.knowledge import Knowledge
from worker.pipeline import process_article

REPORTS = load_articles(Path(__file__).parent / "first_sight.yaml")
_UNSAID = {"killed": None, "injured": None}


@pytest.mark.parametrize("report", REPORTS, ids=[str(report.article) for report in REPORTS])
def test_what_a_report_tells(report: WrittenArticle, knowledge: Knowledge) -> None:
    """Who is not said to be killed or injured is not; an event less or more fails."""
    expected = report.model_copy(update={"events": tuple(_UNSAID | event for event in report.events)})
    assert differences(expected, process_article(report.raw, knowledge)) == []
