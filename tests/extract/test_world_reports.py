"""Short reports as desks, channels and local papers of today write them: what kind of incident, who was harmed, on which day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from pydantic import TypeAdapter

from schemas.article import RawArticle
from tests.extract.test_reports import day_of, harmed
from worker.extract.engine import extract
from worker.lexicons.knowledge import Knowledge

PUBLISHED = date(2026, 11, 12)  # a Thursday
_FILE = Path(__file__).parent / "world_reports.yaml"
ROWS = TypeAdapter(list[tuple[str, str, str, str]]).validate_python(yaml.safe_load(_FILE.read_text("utf-8")))


@pytest.mark.parametrize(("text", "leaf", "expected", "day"), ROWS, ids=[text[:70] for text, *_ in ROWS])
def test_what_a_report_tells(text: str, leaf: str, expected: str, day: str, knowledge: Knowledge) -> None:
    """Each report tells of one incident, of this kind, with exactly these numbers, on this day."""
    result = extract(RawArticle(article_id="test", text=text, published=PUBLISHED), knowledge)
    assert [event.type for event in result.events] == [leaf]
    assert harmed(result) == {part for part in expected.split("; ") if part}
    assert not day or day_of(result) == day
