"""When an article is due."""

from __future__ import annotations

import pytest

from schemas.article import RawArticle
from worker.errors import Misconfigured
from worker.replay.pacing import Pace, by_published, parse_rate, parse_speed
from worker.replay.readers import BadSeed, Place, Seed


def _articles(*published: str | None) -> list[RawArticle]:
    return [RawArticle.model_validate({"text": f"article {n}", "published": at}) for n, at in enumerate(published)]


@pytest.mark.parametrize(
    ("text", "due"),
    [("2/s", [0, 0.5, 1]), ("2", [0, 0.5, 1]), ("120/min", [0, 0.5, 1]), ("3600/h", [0, 1, 2]), ("0.5", [0, 2, 4])],
)
def test_a_rate_spaces_articles_evenly(text: str, due: list[float]):
    """The first at once."""
    rate = parse_rate(text)
    assert [rate.due(article) for article in _articles(None, None, None)] == pytest.approx(due)


@pytest.mark.parametrize(("text", "due"), [("3600x", [0, 1, 24]), ("7200", [0, 0.5, 12]), ("0.5x", [0, 7200, 172800])])
def test_a_speed_keeps_the_distances_of_publication(text: str, due: list[float]):
    """A day is its first instant in UTC."""
    speed = parse_speed(text)
    articles = _articles("2026-03-01", "2026-03-01T03:00:00+02:00", "2026-03-02")
    assert [speed.due(article) for article in articles] == pytest.approx(due)


def test_what_has_no_date_or_is_older_is_due_with_the_one_before():
    """Time does not run backwards; the first line of bare text is a date."""
    speed = parse_speed("86400x")
    articles = _articles(None, "2026-03-01", None, "2026-02-01", "2026-03-03")
    articles.append(RawArticle(text="date 2026-03-05 Rain."))
    assert [speed.due(article) for article in articles] == pytest.approx([0, 0, 0, 0, 2, 4])


def test_without_a_pace_everything_is_due_at_once():
    """As fast as it goes."""
    assert [Pace().due(article) for article in _articles(None, "2026-03-01")] == [0, 0]


@pytest.mark.parametrize("text", ["", "0", "0/s", "fast", "5/day", "-1", "1e3", "nan"])
def test_what_is_no_rate_or_factor_is_said(text: str):
    """With an example."""
    with pytest.raises(Misconfigured, match="--rate"):
        parse_rate(text)
    with pytest.raises(Misconfigured, match="--speed"):
        parse_speed(text)


def test_articles_are_sorted_by_publication():
    """What has no date, or is no article, stays behind what stood before it."""
    place = Place("f", 1)
    a, b, c = (Seed(place, article) for article in _articles("2026-03-02", None, "2026-03-01"))
    bad = BadSeed(place, "bad")
    assert by_published([a, b, c, bad]) == [c, bad, a, b]
