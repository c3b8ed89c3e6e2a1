"""Titles and summaries are composed from fields, and say no more than these."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.actor import Actor, ActorRole, Claim
from schemas.harm import Casualties
from schemas.incident import Realis
from schemas.place import Location, PlacePrecision, PlaceQualifier
from schemas.quantity import Qualifier, Quantity
from schemas.time import Time, TimePrecision
from tests.factories import event, people
from worker.enrich.description import describe
from worker.enrich.wording import number_words, time_words
from worker.lexicons.knowledge import Knowledge

TITLES = [
    pytest.param({}, "Bombing in Kirkuk, 9 killed", id="what, where, how many"),
    pytest.param({"casualties": Casualties()}, "Bombing in Kirkuk", id="silence about the dead stays silence"),
    pytest.param(
        {"casualties": Casualties(killed=people(0, Qualifier.EXPLICIT_NONE))}, "Bombing in Kirkuk", id="a stated zero is no headline"
    ),
    pytest.param(
        {"casualties": Casualties(killed=people(12, Qualifier.AT_LEAST))}, "Bombing in Kirkuk, at least 12 killed", id="doubt is kept"
    ),
    pytest.param(
        {"location": Location(name="Kirkuk", qualifier=PlaceQualifier.NEAR)}, "Bombing near Kirkuk, 9 killed", id="near is not in"
    ),
    pytest.param(
        {"location": Location(name="KYIV", resolved="Ukraine", precision=PlacePrecision.COUNTRY)}, "Bombing in Ukraine, 9 killed", id="written in a capital"
    ),
    pytest.param({"location": None, "casualties": Casualties()}, "Bombing", id="no place, no preposition"),
    pytest.param(
        {"type": "security.foiled_plot", "realis": Realis.FOILED, "casualties": Casualties()}, "Foiled plot in Kirkuk", id="a leaf that says so itself"
    ),
    pytest.param({"realis": Realis.FOILED, "casualties": Casualties()}, "Foiled: Bombing in Kirkuk", id="what was foiled says so"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "title"), TITLES)
def test_title(changes: dict[str, object], title: str, knowledge: Knowledge) -> None:
    """One line, from type, place and deaths."""
    assert describe(event(**changes), knowledge).title == title


def test_summary_names_sides_claims_and_the_doubt_about_the_day(knowledge: Knowledge) -> None:
    """Every sentence of a summary comes from a field."""
    told = event(
        actors=(Actor(role=ActorRole.PERPETRATOR, name="Red Column"),),
        claim=Claim(claimed_by=("Red Column",), denied_by=("Ankara",)),
        time=Time(best=date(2026, 11, 6), precision=TimePrecision.DAY, inferred=True),
    )
    assert describe(told, knowledge).summary == (
        "Bombing in Kirkuk on 6 November 2026 (date of publication). 9 killed. By Red Column. Claimed by Red Column. Denied by Ankara."
    )


NUMBERS = [
    ({"min": 12, "best": 12, "max": 12, "qualifier": "exact", "text": "12"}, "12"),
    ({"min": 1200, "best": 1200, "max": 1200, "qualifier": "exact", "text": "1,200"}, "1,200"),
    ({"min": 12, "best": 12, "qualifier": "at_least", "text": "at least 12"}, "at least 12"),
    ({"max": 20, "qualifier": "at_most", "text": "up to 20"}, "up to 20"),
    ({"best": 30, "qualifier": "about", "text": "about 30"}, "about 30"),
    ({"min": 10, "max": 15, "qualifier": "range", "text": "10 to 15"}, "10 to 15"),
    ({"min": 3, "qualifier": "several", "text": "several"}, "several"),
    ({"min": 24, "qualifier": "dozens", "text": "dozens"}, "dozens of"),
    ({"min": 2, "qualifier": "many", "text": "numerous"}, "many"),
    ({"min": 0, "best": 0, "max": 0, "qualifier": "explicit_none", "text": "no"}, "no"),
]


@pytest.mark.parametrize(("quantity", "words"), NUMBERS, ids=[words for _, words in NUMBERS])
def test_number_words(quantity: dict[str, object], words: str) -> None:
    """A quantity reads as the news would say it."""
    assert number_words(Quantity.model_validate(quantity)) == words


DAY = date(2026, 5, 3)
TIMES = [
    (Time(best=DAY, precision=TimePrecision.DAY), "on 3 May 2026"),
    (Time(best=DAY, precision=TimePrecision.NIGHT), "in the night to 3 May 2026"),
    (Time(best=DAY, end_best=date(2026, 5, 5), precision=TimePrecision.DAYS), "3 May 2026 to 5 May 2026"),
    (Time(best=DAY, precision=TimePrecision.MONTH), "in May 2026"),
    (Time(best=DAY, precision=TimePrecision.YEAR), "in 2026"),
    (Time(), ""),
]


@pytest.mark.parametrize(("time", "words"), TIMES, ids=[words or "unknown" for _, words in TIMES])
def test_time_words(time: Time, words: str) -> None:
    """A time is never said sharper than it is known."""
    assert time_words(time) == words
