"""Two incidents in one text, told one after the other: each keeps its type, its place and its toll."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.article import RawArticle
from worker.lexicons.knowledge import Knowledge
from worker.pipeline import process_article

CONNECTIONS = (
    "{First} on Sunday, police said. {Second} on Monday.",
    "{First} on Sunday. In a separate incident on Monday, {second}.",
    "{First} on Sunday. Elsewhere, {second}.",
    "{First} on Sunday, officials said. Meanwhile, {second}.",
    "{First} on Sunday. {Second} the same day.",
    "{First} on Sunday. A day earlier, {second}.",
    "{First} on Sunday.\n\nAlso on Sunday, {second}.",
    "{First} on Sunday.\n\nHours later, {second}.",
    "{First} on Sunday.\n\nIn another incident, {second}, the army said.",
    "{First} on Sunday. Two days later, {second}.",
    "{First} on Sunday, while {second}.",
    "{First} on Sunday and {second} on Monday.",
)
INCIDENTS = (
    ("an air strike on a house in {place} killed {number} people", "conflict.air_strike"),
    ("gunmen killed {number} policemen in {place}", "conflict.armed_clash"),
    ("shelling killed {number} civilians in {place}", "conflict.shelling"),
    ("a suicide bomber killed {number} people at a mosque in {place}", "conflict.suicide_bombing"),
    ("{number} people died in a fire at a factory in {place}", "accident.industrial_fire"),
    ("a roadside bomb killed {number} soldiers near {place}", "conflict.explosive_device"),
    ("floods killed {number} people in {place}", "disaster.weather_flood"),
    ("rebels shot dead {number} farmers near {place}", "violence.attack_on_civilians"),
)


@pytest.mark.parametrize("connection", CONNECTIONS)
def test_two_incidents_stay_apart(connection: str, knowledge: Knowledge) -> None:
    """Each of the incidents before each of the others: 4 dead in Lahore, 11 in Mosul."""
    wrong = []
    for one, leaf in INCIDENTS:
        for other, second_leaf in INCIDENTS:
            if one is other:
                continue
            first = one.format(place="Lahore", number="four")
            second = other.format(place="Mosul", number="11")
            text = connection.format(
                First=first[0].upper() + first[1:], second=second, Second=second[0].upper() + second[1:]
            )
            article = RawArticle(article_id="test", text=text, published=date(2021, 11, 18))
            told = {
                (e.type, e.location and e.location.name, e.casualties.killed and e.casualties.killed.best)
                for e in process_article(article, knowledge).events
            }
            if told != {(leaf, "Lahore", 4), (second_leaf, "Mosul", 11)}:
                wrong.append(f"{text}  {told}")
    assert not wrong, "\n".join(wrong)
