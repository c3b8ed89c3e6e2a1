"""When the next article may go: so many a second, or as far apart as they were published, faster by a factor."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from schemas.article import RawArticle
from worker.errors import Misconfigured
from worker.replay.readers import BadSeed, Reading, Seed
from worker.text.clean import find_date_prefix

_SECONDS = {"s": 1, "m": 60, "min": 60, "h": 3600}
_RATE = re.compile(r"(\d+(?:\.\d+)?)(?:/(s|m|min|h))?")
_SPEED = re.compile(r"(\d+(?:\.\d+)?)x?")


class Pace:
    """Says at which second after the start an article is due."""

    def due(self, article: RawArticle) -> float:  # noqa: ARG002 - other paces look at it
        """Seconds after the start; here: at once."""
        return 0.0


class Rate(Pace):
    """So many articles a second, evenly."""

    def __init__(self, per_second: float) -> None:
        self._step = 1 / per_second
        self._count = 0

    def due(self, article: RawArticle) -> float:  # noqa: ARG002
        """One step after the article before."""
        self._count += 1
        return (self._count - 1) * self._step


class Speed(Pace):
    """As far apart as they were published, divided by a factor.

    An article without a date, or older than the one before, is due with the one before.
    """

    def __init__(self, factor: float) -> None:
        self._factor = factor
        self._first: datetime | None = None
        self._last = 0.0

    def due(self, article: RawArticle) -> float:
        """By its day or instant of publication; a day is its first instant in UTC."""
        at = published_of(article)
        if at is not None:
            self._first = self._first or at
            self._last = max(self._last, (at - self._first).total_seconds() / self._factor)
        return self._last


def parse_rate(text: str) -> Rate:
    """``50/s``, ``50``, ``3000/min``, ``10/h``.

    Raises:
        Misconfigured: it is none of these, or 0.
    """
    found = _RATE.fullmatch(text.strip())
    if found is None or not float(found[1]):
        raise Misconfigured(
            f"--rate {text}: this is no rate", "Say how many a second, for example --rate 50/s or 3000/min."
        )
    return Rate(float(found[1]) / _SECONDS[found[2] or "s"])


def parse_speed(text: str) -> Speed:
    """``10x``, ``0.5x``, ``10``.

    Raises:
        Misconfigured: it is none of these, or 0.
    """
    found = _SPEED.fullmatch(text.strip())
    if found is None or not float(found[1]):
        raise Misconfigured(
            f"--speed {text}: this is no factor", "Say how much faster than life, for example --speed 10x."
        )
    return Speed(float(found[1]))


def published_of(article: RawArticle) -> datetime | None:
    """When it was published: as given, else as its first line says.  A day is its first instant in UTC."""
    moment: date | datetime | None = article.published
    if moment is None and (prefix := find_date_prefix(article.text)) is not None:
        moment = prefix[1]
    if moment is None:
        return None
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time.min, UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def by_published(readings: Iterable[Reading]) -> list[Reading]:
    """All of them, the oldest first; what has no date stays behind what stood before it.  Holds all in memory."""
    last = datetime.min.replace(tzinfo=UTC)
    keyed: list[tuple[datetime, Reading]] = []
    for reading in readings:
        match reading:
            case Seed(_, article):
                last = published_of(article) or last
            case BadSeed():
                pass
        keyed.append((last, reading))
    keyed.sort(key=lambda pair: pair[0])
    return [reading for _, reading in keyed]
