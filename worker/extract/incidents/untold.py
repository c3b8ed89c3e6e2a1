"""What nobody reports: news says who says so, when, how many or how old they were; a plot, a game and a way of speaking do not."""

from __future__ import annotations

from schemas.reasons import SkipReason
from worker.extract.findings import TimeMention, Trigger
from worker.extract.incidents.realis import aside
from worker.extract.reading import Reading
from worker.lexicons.article_kinds import ArticleKinds
from worker.text.numbers import Number

_SENTENCES, _WORDS = 4, 60  # in which news would have named a day or a source
_DATED = ("event", "report")
_TOLL = frozenset("killed killing kills wounded wounding injured injuring dead".split())
_NEAR = 3  # words between a toll and what befell them
_AGES = range(1, 111)
_ANY_DAY = frozenset("night nighttime morning evening afternoon dawn daytime midday noon midnight".split())


def without_untold(reading: Reading, triggers: tuple[Trigger, ...], lexicon: ArticleKinds) -> tuple[Trigger, ...]:
    """The triggers; all put aside in a text of several sentences that has no day of the news and in which nobody says so."""
    document = reading.document
    if len(document.sentences) < _SENTENCES or len(document.tokens) < _WORDS:
        return triggers
    if not lexicon.tellers.isdisjoint(document.vocabulary) or any(_is_dated(time, reading) for time in reading.times):
        return triggers
    if any(_is_toll(number, reading) or _is_age(number, reading) for number in reading.numbers):
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


def _is_toll(number: Number, reading: Reading) -> bool:
    """``killing | nine | people``, ``| nine | were wounded``."""
    if number.kind != "count" or number.quantity.max == 1:
        return False
    keys = reading.document.keys
    around = (*keys[max(0, number.first - _NEAR) : number.first], *keys[number.last : number.last + _NEAR])
    return not _TOLL.isdisjoint(around)


def _is_age(number: Number, reading: Reading) -> bool:
    """``Ana Ruiz, | 53 |, died``."""
    tokens = reading.document.tokens
    beside = [tokens[at].text for at in (number.first - 1, number.last) if 0 <= at < len(tokens)]
    return beside == [",", ","] and (number.quantity.best or 0) in _AGES
