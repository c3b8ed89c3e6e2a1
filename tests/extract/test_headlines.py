"""Headlines leave the verb of their passive out: who is shot and stabbed there suffers it, and is counted."""

from __future__ import annotations

import pytest

from schemas.actor import ActorRole
from schemas.article import RawArticle
from worker.extract.engine import extract
from worker.lexicons.knowledge import Knowledge

# fmt: off
# The headline; who did it, who suffered it; killed, injured.
ROWS = [
    ("Three people shot at Ohio mall, police say", [], ["people"], None, 3),
    ("Two teens shot at party in Memphis", [], ["teens"], None, 2),
    ("Two men shot in Leeds", [], ["men"], None, 2),
    ("Five shot at nightclub in Houston", [], [], None, 5),
    ("Woman, 34, stabbed at home in Derby", [], ["Woman"], None, 1),
    ("Boy, 15, shot dead at bus stop in Leeds", [], ["Boy"], 1, None),
    ("Two soldiers hurt in grenade attack in Bukavu", [], ["soldiers"], None, 2),
    ("Hostages freed after 9-hour siege at Utrecht cafe", [], ["Hostages"], None, None),
    # Who dies of it is no longer injured.
    ("Man shot in Leeds dies in hospital", [], ["Man"], 1, None),
    ("Two men injured in Leeds crash die in hospital", [], ["men"], 2, None),
    ("A woman wounded in Monday's blast in Kabul died on Thursday.", [], ["woman"], 1, None),
    ("Three people were wounded and two died in a crash near Lyon on Monday.", [], ["people"], 2, 3),
    # Who shoots at something with an article, or bears arms, does it.
    ("Two teenagers shot at a police car in Leeds on Monday.", ["teenagers"], [], None, None),
    ("Gunmen shot at police station in Cali", ["Gunmen"], [], None, None),
]
# fmt: on


@pytest.mark.parametrize(("text", "by", "on", "killed", "injured"), ROWS, ids=[row[0] for row in ROWS])
def test_a_headline(
    text: str, by: list[str], on: list[str], killed: int | None, injured: int | None, knowledge: Knowledge
) -> None:
    """One incident, with its doers, sufferers and tolls."""
    (event,) = extract(RawArticle(article_id="test", text=text, published="2026-11-27"), knowledge).events
    assert [a.name for a in event.actors if a.role is ActorRole.PERPETRATOR] == by
    assert [a.name for a in event.actors if a.role is ActorRole.VICTIM] == on
    tolls = (event.casualties.killed, event.casualties.injured)
    assert tuple(toll and toll.best for toll in tolls) == (killed, injured)
