"""Short reports of all kinds of incidents: who was harmed, how many, and on which day, after the whole run."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
import yaml
from pydantic import TypeAdapter

from schemas.article import RawArticle
from schemas.harm import Casualties
from schemas.result import ArticleIncidents
from tests.extract.test_casualties import said
from worker.extract.engine import extract
from worker.lexicons.knowledge import Knowledge

PUBLISHED = date(2025, 3, 19)
_FILE = Path(__file__).parent / "short_reports.yaml"
THEMES = TypeAdapter(dict[str, list[tuple[str, str, str]]]).validate_python(yaml.safe_load(_FILE.read_text("utf-8")))
ROWS = [row for rows in THEMES.values() for row in rows]


def harmed(result: ArticleIncidents) -> set[str]:
    """What the first event that says it tells of each harm."""
    found: dict[str, str] = {}
    for event in result.events:
        for name in Casualties.model_fields:
            toll = getattr(event.casualties, name)
            if toll is not None:
                found.setdefault(name, said(toll))
    return {f"{name} {toll}" for name, toll in found.items()}


def day_of(result: ArticleIncidents) -> str:
    """The day of the first event."""
    time = result.events[0].time
    if time.inferred:
        return "published"
    best = time.best.date() if isinstance(time.best, datetime) else time.best
    return f"{best:%-d %B}" if best else ""


@pytest.mark.parametrize(("text", "expected", "day"), ROWS, ids=[text for text, _, _ in ROWS])
def test_what_a_short_report_tells(text: str, expected: str, day: str, knowledge: Knowledge) -> None:
    """Each report gives exactly these numbers, and this day."""
    result = extract(RawArticle(article_id="test", text=text, published=PUBLISHED), knowledge)
    assert harmed(result) == {part for part in expected.split("; ") if part}
    assert not day or day_of(result) == day
