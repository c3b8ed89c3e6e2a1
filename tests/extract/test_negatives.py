"""Nothing where nothing happened, and nothing lost where something did: two tables of small articles, side by side."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from schemas.reasons import SkipReason
from worker.extract.trace import Trace

Run = Callable[[str], Trace]
_HERE = Path(__file__).parent


class Quiet(BaseModel):
    """An article that gives no event, and the reasons of which one must be counted."""

    model_config = ConfigDict(extra="forbid")

    why: SkipReason | list[SkipReason] = []
    text: str


class Loud(BaseModel):
    """An article that gives an event of one of the types; of any, where none is named."""

    model_config = ConfigDict(extra="forbid")

    type: str | list[str] = []
    text: str


QUIET = TypeAdapter(dict[str, list[Quiet]]).validate_python(
    yaml.safe_load((_HERE / "quiet_articles.yaml").read_text("utf-8"))
)
LOUD = TypeAdapter(list[Loud]).validate_python(yaml.safe_load((_HERE / "loud_articles.yaml").read_text("utf-8")))


@pytest.mark.parametrize(
    "article", [pytest.param(a, id=f"{field}: {a.text[:50]}") for field, several in QUIET.items() for a in several]
)
def test_nothing_where_nothing_happened(run: Run, article: Quiet) -> None:
    """No event, and the article says why."""
    result = run(article.text).result
    assert not result.events
    reasons = {skip.reason for skip in result.skipped}
    wanted = article.why if isinstance(article.why, list) else [article.why]
    assert reasons
    assert not wanted or reasons.intersection(wanted), reasons


@pytest.mark.parametrize("article", [pytest.param(a, id=a.text[:60]) for a in LOUD])
def test_real_incidents_stand_beside_matches_markets_and_films(run: Run, article: Loud) -> None:
    """What happened is told, whatever stands around it."""
    types = [event.type for event in run(article.text).result.events]
    wanted = article.type if isinstance(article.type, list) else [article.type]
    assert types
    assert not wanted or set(types).intersection(wanted), types
