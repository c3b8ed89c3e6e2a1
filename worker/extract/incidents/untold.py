"""What nobody reports: news says who says so, or when; a plot, a game and a way of speaking do neither."""

from __future__ import annotations

from schemas.reasons import SkipReason
from worker.extract.findings import TimeMention, Trigger
from worker.extract.incidents.realis import aside
from worker.extract.reading import Reading
from worker.lexicons.article_kinds import ArticleKinds

_SENTENCES, _WORDS = 4, 60  # in which news would have named a day or a source
_DATED = ("event", "report")
_ANY_DAY = frozenset("night nighttime morning evening afternoon dawn daytime midday noon midnight".split())


def without_untold(reading: Reading, triggers: tuple[Trigger, ...], lexicon: ArticleKinds) -> tuple[Trigger, ...]:
    """The triggers; all put aside in a text of several sentences that has no day of the news and in which nobody says so."""
    document = reading.document
    if len(document.sentences) < _SENTENCES or len(document.tokens) < _WORDS:
        return triggers
    if not lexicon.tellers.isdisjoint(document.vocabulary) or any(_is_dated(time, reading) for time in reading.times):
        return triggers
    return tuple(
        aside(trigger, SkipReason.FICTION, "article.untold") if trigger.skip is None else trigger
        for trigger in triggers
    )


def _is_dated(time: TimeMention, reading: Reading) -> bool:
    """Whether it dates news: "last night" does, "at | night" does not."""
    if time.use not in _DATED:
        return False
    return time.last - time.first > 1 or reading.document.keys[time.first] not in _ANY_DAY
