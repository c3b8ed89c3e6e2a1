"""The whole extraction: what stops early, what every result holds, and that it is the same each time."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.article import RawArticle
from schemas.incident import IncidentEvent
from schemas.reasons import SkipReason
from worker.extract.engine import extract
from worker.lexicons.knowledge import Knowledge

NIGHT = (
    "A car bomb exploded outside a police station in Kirkuk on Monday, killing four officers and wounding at least nine people,"
    " the governor said.\n\nThe Islamic State group claimed responsibility for the attack. The blast destroyed two shops and cut"
    " power to the old town.\n"
)


def article(text: str, **fields: object) -> RawArticle:
    """An article of 15 May 2024."""
    return RawArticle.model_validate({"article_id": "a", "text": text, "published": date(2024, 5, 15), **fields})


STOPS = [
    ("The council met on Tuesday to discuss the new library and its gardens.", SkipReason.NO_INCIDENT),
    (
        (
            "El martes la policía informó que una bomba explotó en el centro de la ciudad y que varias personas murieron en el ataque,"
            " según las autoridades de la región, que no dieron más detalles sobre los autores."
        ),
        SkipReason.OTHER_LANGUAGE,
    ),
    ("date 2024-05-15\n", SkipReason.BOILERPLATE_ONLY),
    (
        (
            "Rovers won 3-1 at home on Saturday. The striker scored the first goal after a fine attack before half-time, and the"
            " goalkeeper saved a penalty kick in stoppage time. The head coach praised the midfielder, whose shot had beaten the"
            " defence. The league leaders travel to City for the derby next week."
        ),
        SkipReason.SPORT,
    ),
    (
        (
            "The film is a thriller about a kidnapping. The director lets the villain escape, and the heroine, starring in her first"
            " blockbuster, is shot by a gunman in the last scene. The screenplay follows the novel. The premiere is on Friday."
        ),
        SkipReason.FICTION,
    ),
]


@pytest.mark.parametrize(("text", "reason"), STOPS, ids=[r.value for _, r in STOPS])
def test_an_article_that_tells_of_nothing_says_why(knowledge: Knowledge, text: str, reason: SkipReason) -> None:
    """No event, and one reason over the whole text."""
    result = extract(article(text), knowledge)
    assert not result.events
    assert [(s.reason, s.start, s.end) for s in result.skipped] == [(reason, 0, len(text))]


def test_every_field_has_the_words_that_prove_it(knowledge: Knowledge) -> None:
    """Each quote is the text at its offsets, and each field that says something names at least one."""
    (event,) = extract(article(NIGHT), knowledge).events
    assert all(NIGHT[e.start : e.end] == e.quote for e in event.evidence)
    assert not list(unproved(event))


def unproved(event: IncidentEvent) -> list[str]:
    """Fields that say something without evidence of theirs or of what they are part of."""
    proved = {e.field.partition("[")[0].partition(".")[0] for e in event.evidence}
    named = ("location", "actors", "claim", "weapons", "targets", "damage", "effects", "secondary", "attribution")
    fields = ["type", *(name for name in named if getattr(event, name))]
    if not event.time.inferred:
        fields.append("time")
    return [name for name in fields if name not in proved]


def test_the_bombing_is_read_whole(knowledge: Knowledge) -> None:
    """Type, place, day, tolls, claim and damage of one plain report."""
    (event,) = extract(article(NIGHT), knowledge).events
    assert event.type == "conflict.explosive_device"
    assert event.location is not None
    assert event.location.name == "Kirkuk"
    assert event.time.best == date(2024, 5, 13)
    assert event.casualties.killed is not None
    assert event.casualties.killed.best == 4
    assert event.casualties.injured is not None
    assert event.casualties.injured.min == 9
    assert event.claim is not None
    assert any("Islamic State" in name for name in event.claim.claimed_by)


def test_the_same_article_gives_the_same_result(knowledge: Knowledge) -> None:
    """Ids and order depend on the content only."""
    assert extract(article(NIGHT), knowledge) == extract(article(NIGHT), knowledge)


@pytest.mark.parametrize(
    "text",
    ["", "   ", "\x00", "💥" * 50, "A bomb\r\nexploded\r\nin Kirkuk.", "قتل ثلاثة أشخاص في انفجار", "bomb " * 3000, "“" * 200 + "attack",
     "Caf\u0065\u0301 bomb exploded in Kirkuk.", "a" * 5000 + " bomb exploded", "killed 10000000000000000000000000000000 people",
     "Disperse Protesters Thursday Injuring", "A bomb exploded at the", "Bombs went off at one hotel and the"],
)  # fmt: skip
def test_no_text_is_too_odd(knowledge: Knowledge, text: str) -> None:
    """Nothing raises, and offsets stay exact."""
    for event in extract(article(text), knowledge).events:
        assert all(text[e.start : e.end] == e.quote for e in event.evidence)


def test_cost_is_told_by_stage(knowledge: Knowledge) -> None:
    """Who wants to time the stages passes a hook; the core knows no clock."""
    stages: list[str] = []
    extract(article(NIGHT), knowledge, stages.append)
    assert stages[:2] == ["outline", "read"]
    assert {"numbers", "places", "triggers", "incidents", "assemble"} <= set(stages)
