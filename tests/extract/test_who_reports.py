"""Short reports of all kinds of incidents: who did it, to whom, to what and with what, after the whole run."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from pydantic import TypeAdapter

from schemas.actor import ActorRole
from schemas.article import RawArticle
from schemas.harm import DamageLevel
from schemas.incident import IncidentEvent
from worker.extract.engine import extract
from worker.lexicons.knowledge import Knowledge

_FILE = Path(__file__).parent / "who_reports.yaml"
ROWS = TypeAdapter(list[tuple[str, str, str, str, str]]).validate_python(yaml.safe_load(_FILE.read_text("utf-8")))
DOERS = (ActorRole.PERPETRATOR, ActorRole.SIDE_A, ActorRole.CLAIMANT)
SUFFERERS = (ActorRole.VICTIM, ActorRole.TARGET, ActorRole.SIDE_B)


def told(events: tuple[IncidentEvent, ...]) -> tuple[str, str, str, str]:
    """The names in each part, of all events."""
    doers = [a.name for e in events for a in e.actors if a.role in DOERS]
    sufferers = [a.name for e in events for a in e.actors if a.role in SUFFERERS]
    things = [t.name for e in events for t in e.targets]
    things += [d.object for e in events for d in e.damage if d.level is not DamageLevel.NONE]
    weapons = [w.name for e in events for w in e.weapons if w.name]
    by, on, at, using = ("; ".join(sorted(set(names))) for names in (doers, sufferers, things, weapons))
    return by, on, at, using


@pytest.mark.parametrize(("text", "by", "on", "at", "using"), ROWS, ids=[row[0] for row in ROWS])
def test_who_did_what_to_whom_with_what(text: str, by: str, on: str, at: str, using: str, knowledge: Knowledge) -> None:
    """Each report names exactly these."""
    result = extract(RawArticle(article_id="test", text=text, published="2025-10-15"), knowledge)
    assert told(result.events) == (by, on, at, using)
