"""What was told before and holds on: what follows on a time of the past is of the past, what follows on a threat is none.

Only as long as the article has told of nothing of now.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

from schemas.reasons import SkipReason
from worker.extract.findings import TimeMention, Trigger
from worker.extract.incidents.realis import Scope, aside
from worker.extract.reading import Reading
from worker.text.document import Document

_OF_NOW = ("event", "report")
_THREAD = 2  # sentences
_LONG_AGO = 5  # years
_OLD = SkipReason.HISTORIC
_VIOLENT = ("conflict.", "violence.", "crime.violent")
_UNREAL = (
    SkipReason.HYPOTHETICAL,
    SkipReason.THREATENED,
    SkipReason.FICTION,
    SkipReason.EXERCISE,
    SkipReason.FIGURATIVE,
)
_REMEMBERED = (
    SkipReason.HISTORIC,
    SkipReason.ANNIVERSARY,
    SkipReason.OBITUARY,
    SkipReason.COURT,
    SkipReason.STATISTICS,
)
_DATED = frozenset(
    ("scope.years_ago", "scope.past_year", "scope.past_when", "scope.year_after_in_a_headline", "article.old_thread")
)
"""What a time puts aside."""
_LASTING = ("violence.abduction", "violence.hostage_hijack", "unrest.peaceful_protest")
_HAD = 3  # words from "had" to what had been done
_THEN = frozenset(
    (word, unit)
    for word in ("that", "same")
    for unit in "night day morning afternoon evening week month year winter spring summer autumn time".split()
)
_PROVEN = 1.5


def without_told(
    reading: Reading, triggers: tuple[Trigger, ...], scopes: Iterable[Scope], proofs: Mapping[int, float]
) -> tuple[Trigger, ...]:
    """The triggers; those put aside that go on about what is put aside before them."""
    triggers = _of_the_old_alone(reading, _with_old_antecedents(reading, triggers))
    remembered = frozenset(
        reading.document.sentence_of(scope.first).index for scope in scopes if scope.reason in _REMEMBERED
    )
    return _with_antecedents(reading, triggers, remembered, proofs)


def without_old_thread(reading: Reading, triggers: tuple[Trigger, ...]) -> tuple[Trigger, ...]:
    """What follows on a time of the past is of the past, as long as the article has told of no other time and no other incident.

    On a time of long ago it is, whatever day the article began with.
    """
    times = sorted(reading.times, key=lambda time: time.first)
    kept: list[Trigger] = []
    for at, trigger in enumerate(triggers):
        if trigger.skip is None:
            end = reading.document.sentences[trigger.sentence].last
            told = [time for time in times if time.first < end]
            before = [time for time in told if time.first < trigger.first and time.earliest is not None]
            past = [time for time in before if time.use == "past"]
            if not past or trigger.sentence - reading.document.sentence_of(past[-1].first).index > _THREAD:
                return (*kept, *triggers[at:])
            since = told[told.index(past[-1]) :] if _is_long_ago(past[-1], reading.document) else told
            if any(time.use in _OF_NOW and time.earliest is not None for time in since):
                return (*kept, *triggers[at:])
            kept.append(aside(trigger, _OLD, "article.old_thread"))
        else:
            kept.append(trigger)
    return tuple(kept)


def _is_long_ago(time: TimeMention, document: Document) -> bool:
    """Whether a time lies years before the article."""
    return (
        time.latest is not None
        and document.published is not None
        and document.published.year - time.latest.year >= _LONG_AGO
    )


def _with_old_antecedents(reading: Reading, triggers: tuple[Trigger, ...]) -> tuple[Trigger, ...]:
    """``Two were killed in the attack``, for which somebody was arrested after years: of the past, with its sentence's toll."""
    dated = {reading.document.sentence_of(time.first).index for time in reading.times if time.use == "event"}
    caught = False
    old: Trigger | None = None
    past: set[int] = set()
    for trigger in triggers:
        caught = caught or trigger.kind == "arrest"
        if trigger.leaf.startswith(_VIOLENT) and caught:
            if trigger.skip is _OLD:
                old = old or trigger
            elif trigger.skip is None and not trigger.effect:
                back = old is not None and trigger.definite and trigger.sentence - old.sentence <= _THREAD
                if not back or trigger.sentence in dated:
                    break  # something of now
                past.add(trigger.sentence)
    return tuple(
        aside(t, _OLD, "article.old_antecedent")
        if t.skip is None and t.sentence in past and t.leaf.startswith(_VIOLENT) and (t.effect or t.definite)
        else t
        for t in triggers
    )


def _of_the_old_alone(reading: Reading, triggers: tuple[Trigger, ...]) -> tuple[Trigger, ...]:
    """``The quake that levelled the town a year ago … | The temblor | left 900 homeless``: of the past, with the harm told of it.

    Only until something of now is told: what is new in the article, or has a day. Who was taken so long ago may still be held.
    """
    if all(trigger.realis_rule not in _DATED for trigger in triggers):
        return triggers
    dated = {reading.document.sentence_of(time.first).index for time in reading.times if time.use == "event"}
    old: set[str] = set()
    kept: list[Trigger] = []
    for at, trigger in enumerate(triggers):
        if trigger.skip is None:
            back = trigger.effect or (trigger.definite and trigger.leaf in old)
            if not old or not back or trigger.sentence in dated:
                return (*kept, *triggers[at:])
            kept.append(aside(trigger, _OLD, "article.old_antecedent"))
        else:
            if trigger.realis_rule in _DATED and not trigger.effect and trigger.leaf not in _LASTING:
                old.add(trigger.leaf)
            kept.append(trigger)
    return tuple(kept)


def _with_antecedents(
    reading: Reading, triggers: tuple[Trigger, ...], remembered: frozenset[int], proofs: Mapping[int, float]
) -> tuple[Trigger, ...]:
    """``The walkout`` after "a strike could be averted" is as unreal; what was done "that night", as old as what it follows on."""
    kept: list[Trigger] = []
    before: Trigger | None = None
    for at, trigger in enumerate(triggers):
        if trigger.skip is not None:
            before = trigger
        elif _is_as_old(trigger, remembered, reading):
            trigger = aside(trigger, _OLD, "article.antecedent")  # noqa: PLW2901
        elif not trigger.effect:
            near = before is not None and trigger.sentence - before.sentence <= _THREAD
            if (
                before is None
                or not near
                or not trigger.definite
                or before.skip not in _UNREAL
                or proofs.get(trigger.sentence, 0.0) >= _PROVEN
            ):
                return (*kept, *triggers[at:])
            trigger = aside(trigger, before.skip, "article.antecedent")  # noqa: PLW2901
        kept.append(trigger)
    return tuple(kept)


def _is_as_old(trigger: Trigger, remembered: frozenset[int], reading: Reading) -> bool:
    """``Eleven were killed | that night``, ``he had murdered nine``: of the time that a sentence before remembers."""
    if remembered.isdisjoint(range(trigger.sentence - _THREAD, trigger.sentence)):
        return False
    sentence, keys = reading.document.sentences[trigger.sentence], reading.document.keys
    begin = max(sentence.first, trigger.first - _HAD)
    had = "had" in keys[begin : trigger.first + 1] or keys[sentence.first + 1] == "had"
    if not had and not any(pair in _THEN for pair in pairwise(keys[sentence.first : sentence.last])):
        return False
    told = (time for time in reading.times if time.use == "event" and time.earliest is not None)
    return not any(sentence.first <= time.first < sentence.last for time in told)
