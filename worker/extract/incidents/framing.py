"""What the lead says that an article is, and when it lies: in reports, ceremonies, drills and memories nothing happens but on a day of its own.

``articles`` weighs the words of a whole article; here the lead alone decides, and the times.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta

from schemas.reasons import SkipReason
from schemas.time import TimePrecision as P
from worker.extract.findings import TimeMention, Trigger
from worker.extract.incidents.anchors import SNIPPET
from worker.extract.incidents.realis import aside
from worker.extract.reading import Reading
from worker.extract.times.moments import day_of
from worker.lexicons.article_kinds import ArticleKinds, FrameRule
from worker.lexicons.matcher import Match
from worker.text.document import Document

_LEAD = 3  # sentences: a headline, and two that say what is new
_FRAMED = 5  # sentences in which a scene that is painted first is said to be a ceremony
_NEW = 2.5  # proof of something new behind it
_BESIDE = 3  # words between the frame and its own day: "in a report | released in Geneva | on Thursday"
_REMEMBERED = (
    SkipReason.HISTORIC,
    SkipReason.ANNIVERSARY,
    SkipReason.OBITUARY,
    SkipReason.FIGURATIVE,
    SkipReason.FICTION,
)
_WIDE = (P.MONTH, P.YEAR)
_APART = frozenset(", ; but and as when while".split())
_WHILE = frozenset("as at during while when on after before".split())
_AGED = timedelta(days=180)
_YEARS, _PASTS = 2, 2  # so long ago one of so many times lies in what looks back


def without_framed(
    reading: Reading, triggers: tuple[Trigger, ...], proofs: Mapping[int, float], lexicon: ArticleKinds
) -> tuple[Trigger, ...]:
    """The triggers; those put aside that only the article's frame tells of, or its memory."""
    live = [trigger for trigger in triggers if trigger.skip is None and trigger.leaf]
    if not live:
        return triggers
    frame = _frame_of(reading, live, proofs, lexicon)
    if frame is not None:
        return _putaside(triggers, frame.rule, _own_days(reading, frame, live), proofs)
    if _looks_back(reading, triggers):
        return tuple(aside(t, SkipReason.HISTORIC, "article.looks_back") if t.skip is None else t for t in triggers)
    return triggers


def _frame_of(
    reading: Reading, live: list[Trigger], proofs: Mapping[int, float], lexicon: ArticleKinds
) -> Match[FrameRule] | None:
    """The first frame in the lead that no incident of the lead stands before."""
    document = reading.document
    aged = any(_lies_months_back(time, document) for time in reading.times)
    news_days = dated_sentences(reading).intersection(trigger.sentence for trigger in live)
    for match in lexicon.frames.find(document, reading.layers, range(_FRAMED)):
        if match.rule.aged and (not aged or document.sentence_of(match.first).index in news_days):
            continue
        until = document.sentence_of(match.first).index
        news = (t for t in live if _is_news(t, until, proofs) and not t.leaf.startswith(match.rule.spares))
        first = next(news, None)
        if first is None or (match.rule.over and (until <= 1 or first.sentence == until)):
            return match
    return None


def _is_news(trigger: Trigger, until: int, proofs: Mapping[int, float]) -> bool:
    """Whether something is told before the frame, or new right behind one that opens the article: "a bomb", not "the bomb"."""
    if trigger.sentence <= until:
        return True
    return trigger.sentence == 1 and not trigger.definite and proofs.get(1, 0.0) >= _NEW


def _own_days(reading: Reading, frame: Match[FrameRule], live: list[Trigger]) -> frozenset[int]:
    """The sentences with a day of the news that is not the frame's own."""
    return frozenset(
        reading.document.sentence_of(time.first).index
        for time in reading.times
        if _is_of_now(time, reading.document) and not _dates_frame(time, frame, live, reading.document)
    )


def _dates_frame(time: TimeMention, frame: Match[FrameRule], live: list[Trigger], document: Document) -> bool:
    """``A minute's silence was held on Thursday for 22 who were murdered``: no deed stands between the frame and the day.

    What happened while it was held has the same day: "During a minute's silence on Thursday, a bomb …".
    """
    sentence = document.sentence_of(frame.first)
    if not sentence.first <= time.first < sentence.last:
        return False
    keys = document.keys
    behind = keys[frame.last : frame.last + _BESIDE + 1]
    if frame.first <= time.first < frame.last + (behind.index(",") if "," in behind else len(behind)):
        return True
    first, last = min(time.first, frame.first), max(time.first, frame.first)
    if first == time.first <= sentence.first + 1 and keys[time.last] == ",":
        first = time.last + 1  # "On 9 May, | we played the dead of a crash"
    between = any(first <= trigger.first < last for trigger in live) or not _APART.isdisjoint(keys[first:last])
    return not between and keys[sentence.first] not in _WHILE


def _putaside(
    triggers: tuple[Trigger, ...], rule: FrameRule, days: Collection[int], proofs: Mapping[int, float]
) -> tuple[Trigger, ...]:
    """All up to the first that has a day and proof of its own: from there on the article tells news."""
    kept: list[Trigger] = []
    for at, trigger in enumerate(triggers):
        if trigger.skip is None and not (rule.spares and trigger.leaf.startswith(rule.spares)):
            if trigger.sentence in days and proofs.get(trigger.sentence, 0.0) >= rule.proof:
                return (*kept, *triggers[at:])
            kept.append(aside(trigger, rule.reason, rule.id))
        else:
            kept.append(trigger)
    return tuple(kept)


def dated_sentences(reading: Reading) -> frozenset[int]:
    """The sentences with a day of the news."""
    document = reading.document
    return frozenset(document.sentence_of(t.first).index for t in reading.times if _is_of_now(t, document))


def _looks_back(reading: Reading, triggers: tuple[Trigger, ...]) -> bool:
    """Whether nothing is told in the lead nor on a day of the news, and the article speaks of years that are past."""
    document = reading.document
    if len(document.sentences) <= 2 * SNIPPET or _in_lead(triggers):
        return False
    past = [time for time in reading.times if time.use == "past"]
    days = dated_sentences(reading) - {
        document.sentence_of(time.first).index for time in past
    }  # "on a night in November 2021"
    if any(trigger.sentence in days for trigger in triggers if trigger.skip is None):
        return False
    return len(past) >= _PASTS and any(_lies_years_back(time, document) for time in past)


def _in_lead(triggers: tuple[Trigger, ...]) -> bool:
    """Whether the lead speaks of something of now, be it denied or condemned."""
    return any(trigger.sentence < _LEAD and trigger.skip not in _REMEMBERED for trigger in triggers)


def _lies_months_back(time: TimeMention, document: Document) -> bool:
    """Whether a time that is past lies so far back that only what is no news speaks of it."""
    published, latest = day_of(document.published), day_of(time.latest)
    return time.use == "past" and published is not None and latest is not None and latest < published - _AGED


def _lies_years_back(time: TimeMention, document: Document) -> bool:
    return (
        time.latest is not None
        and document.published is not None
        and document.published.year - time.latest.year >= _YEARS
    )


def _is_of_now(time: TimeMention, document: Document) -> bool:
    """Whether a time dates news; "this year" dates none, nor does "that day", which is the one that is remembered."""
    return (
        time.precision not in _WIDE
        and document.keys[time.first] != "that"
        and time.use == "event"
        and (time.earliest is not None or document.published is None)
    )
