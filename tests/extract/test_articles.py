"""What an article is about, and what that makes of the violent words in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from schemas.reasons import SkipReason as Reason
from worker.extract.trace import Trace

Run = Callable[[str], Trace]

WHOLE = [
    (
        (
            "The goalkeeper and the striker clashed in the first half, and the midfielder fired the winner in injury time. The"
            " champions lead the league after a goalless derby; their rivals' attack was shot down by the offside trap."
        ),
        Reason.SPORT,
    ),
    (
        (
            "In my view the cuts are wrong. We must ask why one attack bred the next, and I believe that our leaders are to blame."
            " It is time to stop."
        ),
        Reason.OPINION,
    ),
    (
        (
            "The film is a thriller with a superb cast. Its protagonist, a villain in the novel, kills a guard with a car bomb; the director"
            " and the screenwriter have changed the plot."
        ),
        Reason.FICTION,
    ),
]


@pytest.mark.parametrize(("text", "reason"), WHOLE)
def test_a_whole_article_is_of_a_kind(run: Run, text: str, reason: Reason) -> None:
    """No event, and the kind is counted."""
    result = run(text).result
    assert not result.events
    assert reason in {skip.reason for skip in result.skipped}


def test_quoted_voices_make_no_opinion_piece(run: Run) -> None:
    """What officials say in quotes is no cue: only the author's own voice is."""
    text = (
        "A car bomb killed four people in the capital. “We must ask ourselves why,” the mayor said. “I believe it is time to act;"
        " our government and our leaders are to blame.”"
    )
    assert [i.leaf for i in run(text).incidents] == ["conflict.explosive_device"]


FIELDS = [
    ("Investors and analysts were stunned: the shares of the retailer were bombed by sellers, and profits tumbled.", 0),
    (
        "Investors fled: shares fell and profits tumbled after a blast at the firm's refinery killed nine workers on Monday.",
        1,
    ),
    (
        "Voters gave the opposition a majority; the party's campaign was an assault from the first debate to the ballot.",
        0,
    ),
    ("Voters queued at the polls while gunmen attacked the party's office and killed two guards on Tuesday.", 1),
]


@pytest.mark.parametrize(("text", "least"), FIELDS)
def test_in_talk_of_markets_and_votes_violence_needs_proof(run: Run, text: str, least: int) -> None:
    """An idiom without proof of harm in its sentence is put aside; with proof it stands."""
    events = run(text).result.events
    assert len(events) >= least
    assert least or not events


THREADS = [
    "The siege began in April 1915, when the fleet arrived. Over eight months thousands of soldiers were killed.",
    "The castle burned in 1689, when French troops blew up its walls. The blast was heard for miles.",
]


@pytest.mark.parametrize("text", THREADS)
def test_what_follows_on_a_time_of_the_past_is_of_the_past(run: Run, text: str) -> None:
    """A story told of old times stays there until a day of the news is named."""
    result = run(text).result
    assert not result.events
    assert Reason.HISTORIC in {skip.reason for skip in result.skipped}


def test_news_ends_the_thread_of_the_past(run: Run) -> None:
    """After history a day of the news tells of something new."""
    text = "Rebels captured the airport in 2014. On Monday a car bomb exploded at its gate and killed two guards."
    assert [i.leaf for i in run(text).incidents] == ["conflict.explosive_device"]


def test_the_definite_noun_is_as_unreal_as_what_it_points_back_to(run: Run) -> None:
    """``The walkout`` after a strike that could be averted is no walkout."""
    text = "The strike by writers could be averted. The walkout would cost the studios a billion dollars."
    assert not run(text).incidents
