"""What a report tells of years ago, and goes on about, "In 2016 bombers attacked the airport. Thirty-two people were | killed", or in passing."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from schemas.reasons import SkipReason
from worker.extract.findings import TimeMention, Trigger
from worker.extract.incidents.anchors import SNIPPET
from worker.extract.incidents.article_cues import MORE, Cues
from worker.extract.incidents.framing import dated_sentences
from worker.extract.incidents.realis import aside
from worker.extract.reading import Reading
from worker.extract.times.moments import day_of
from worker.lexicons.article_kinds import ArticleKinds

_OLD = SkipReason.HISTORIC
_LEAD = 2  # sentences that tell the news
_OLD_DAYS = timedelta(days=60)
_NEAR_WAR = frozenset(("politics", "fiction"))  # whose articles tell of violence, or of none that happened
_FIELD = 2.0  # such cues of a field make it an article's own
_THOSE = frozenset(("those", "these"))
_LATER = frozenset(
    (unit, "later") for unit in "hours day days week weeks month months year years decade decades".split()
)
_YEARS_LATER = frozenset(
    (unit, "later") for unit in "year years decade decades".split()
)  # in a paragraph of its own, too
_THEN = frozenset(
    ("that", unit) for unit in "month year week summer winter spring autumn".split()
)  # "also | that month |"
_HE = frozenset("he she his her".split())  # of whom the news tells


def without_background(reading: Reading, triggers: tuple[Trigger, ...]) -> tuple[Trigger, ...]:
    """The triggers; what only goes on, in the same paragraph and without a time of its own, of what was long ago is put aside."""
    document = reading.document
    told = {t.sentence for t in triggers if t.skip is None}
    dated = {document.sentence_of(time.first).index for time in reading.times if time.use in ("event", "report")}
    old = {document.sentence_of(time.first).index for time in reading.times if _is_months_past(time, reading)} - dated
    old_deeds = {t.sentence for t in triggers if t.skip is _OLD}
    goes_on: set[int] = set()
    for sentence in sorted(told):
        before = sentence - 1
        if sentence <= _LEAD or not ((before in old and before not in told) or before in goes_on):
            continue
        first, last = document.sentences[sentence].first, document.sentences[sentence].last
        same = document.sentences[before].paragraph == document.sentences[sentence].paragraph
        pairs = frozenset(pairwise(document.keys[first:last]))
        later = not (_LATER if same else _YEARS_LATER).isdisjoint(pairs)
        then = not _THEN.isdisjoint(pairs) and before in old
        if sentence in dated and not (later or then):
            continue
        same = same and (document.keys[first] not in _HE or before in goes_on or before in old_deeds)
        here = [t for t in triggers if t.sentence == sentence]
        he = same and document.keys[first] in _HE  # "a man killed an officer in 2021. He was shot dead"
        leans = same and (he or all(_leans_back(t) for t in here))
        leans = leans or all(t.skip is not None or document.keys[t.first - 1] in _THOSE for t in here)
        if leans or later or then:
            goes_on.add(sentence)
    return tuple(aside(t, _OLD, "article.goes_on") if t.skip is None and t.sentence in goes_on else t for t in triggers)


def without_passing(
    reading: Reading, triggers: tuple[Trigger, ...], cues: Cues, total: float, lexicon: ArticleKinds
) -> tuple[Trigger, ...]:
    """``The train bombs that killed 191`` in an article on a bill: what only stands behind the lead of a calm field, and on no day."""
    document = reading.document
    if len(document.sentences) <= 2 * SNIPPET or any(t.skip is None and t.sentence < _LEAD for t in triggers):
        return triggers
    calm = (name for name, kind in lexicon.kinds.items() if kind.calm is not None and name not in _NEAR_WAR)
    field = max((cues.scores.get(name, 0.0) for name in calm), default=0.0)
    if field < max(_FIELD, len(document.tokens) / 100, total + MORE):
        return triggers
    days = dated_sentences(reading)
    return tuple(
        aside(t, _OLD, "article.background") if t.skip is None and t.sentence not in days else t for t in triggers
    )


def _leans_back(trigger: Trigger) -> bool:
    """Whether it tells of what was told: harm, "the protests"; not "gunmen shot"."""
    return trigger.skip is not None or trigger.effect or trigger.definite


def _is_months_past(time: TimeMention, reading: Reading) -> bool:
    published, latest = day_of(reading.document.published), day_of(time.latest)
    return time.use == "past" and published is not None and latest is not None and latest < published - _OLD_DAYS
