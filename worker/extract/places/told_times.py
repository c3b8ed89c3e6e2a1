"""Which time of its sentence is a trigger's: of its clause, the nearest, and none that is another's."""

from __future__ import annotations

from collections.abc import Iterable

from worker.extract.findings import TimeMention, Trigger
from worker.extract.places.fronts import opens_with
from worker.extract.places.scenes import SOON, Scenes, words_between
from worker.extract.times.moments import disjoint

_EARLIER = frozenset(("following",))
_SAME = frozenset("he she they it him her being the his their this that".split())
_UPON = frozenset("it them him her there".split())
_OVER = frozenset("ended ending ends".split())
_WHEN = frozenset("on in at of the early late only".split())
_AFTER = frozenset(("after", "following"))
_COPING = frozenset(  # what people do when it is over: "were on Wednesday counting their losses after gunmen came"
    "counting mourning burying digging searching sifting combing grieving reeling recovering picking clearing cleaning assessing identifying".split()
)
_NEAR_COPING = 4  # words between such a verb and its day
_MARKING = frozenset("marking commemorating celebrating mark commemorate".split())
_BEHIND = 9  # words between what somebody was arrested for and its day
DAYLESS = frozenset(("time.part", "time.clock", "time.clock_word", "time.small_hours"))
PART = "time.part"  # of a time that says neither day nor hour: "a night attack"
_SPOKEN = frozenset(("time.this_part", "time.relative_day", "time.tonight", "time.last_night"))
_DATED = frozenset(("time.weekday", "time.date", "time.day_part", "time.day_clock"))
_QUOTES = frozenset('"“”„«»')
_LATELY = 4  # sentences
_OWNED = 5  # words of what a day owns: "Sunday's deadly attack on a market"


def time_told(scenes: Scenes, trigger: Trigger, others: Iterable[Trigger] = (), beyond: int = -1) -> TimeMention | None:
    """The time that the trigger's own sentence gives: of its clause, else the nearest that tells when it was.

    Not one that stands right behind one of the ``others``: "arrested two men over a shooting on Sunday"; and only one that
    stands ``beyond`` the word of those who react to it.
    """
    told = (t for t in scenes.times[trigger.sentence] if t.use in ("event", "past") and t.first > beyond)
    times = [
        t for t in told if scenes.is_lit(t, trigger) and not _ends(scenes, t) and not _is_of_coping(scenes, t, trigger)
    ]
    if not times:
        return None
    times = [t for t in times if not any(_is_behind(scenes, t, other) for other in others)]
    times = [t for t in times if not _owns_another(scenes, t, trigger) and not _is_marked(scenes, t)]
    times = [t for t in times if scenes.document.keys[t.first - 1] != "time"]  # "for the 41st | time | this year"
    if scenes.document.published is not None:  # else no weekday has a date
        times = [t for t in times if t.earliest or t.best or t.latest or t.use == "past"]
    times = [t for t in times if not _is_of_speaker(scenes, t)]
    clause = scenes.clauses[trigger.last - 1]
    times = [t for t in times if _may_be_of(scenes, t, trigger, clause)]
    near = [t for t in times if scenes.clauses[t.first] == clause or t.onward]
    if not near and opens_with(scenes, trigger, _EARLIER):
        return None  # "hit overnight, following an incursion": the night is not the incursion's
    near = near or times
    dated = [t for t in near if t.rule_id not in DAYLESS]  # "during an evening service on Tuesday"
    near = dated or [t for t in times if t.rule_id not in DAYLESS and t.use == "event"] or near
    return min(near, key=lambda t: (words_between(t, trigger), t.first), default=None)


def _is_of_speaker(scenes: Scenes, time: TimeMention) -> bool:
    """``hit on Friday … “It struck a ward | this morning |,” they said``: the day on which it was said, which is told before."""
    keys = scenes.document.keys[scenes.document.sentences[time.sentence].first : time.first]
    if time.rule_id not in _SPOKEN or not sum(key in _QUOTES for key in keys) % 2:
        return False
    told = (t for at in range(max(0, time.sentence - _LATELY), time.sentence) for t in scenes.times[at])
    return any(t.rule_id in _DATED and t.use == "event" and disjoint(time, t) for t in told)


def _may_be_of(scenes: Scenes, time: TimeMention, trigger: Trigger, clause: int) -> bool:
    """``A day after`` holds of what stands after it or, where that was told before ("the blast"), of what stands before."""
    after = scenes.clauses[time.last - 1] == clause
    if time.onward:
        return after and time.first < trigger.last
    return not (after and scenes.document.keys[time.last - 1] == "after")


def _ends(scenes: Scenes, time: TimeMention) -> bool:
    """``a siege that ended | on Sunday``: when it was over."""
    before = scenes.document.keys[max(scenes.document.sentences[time.sentence].first, time.first - 2) : time.first]
    return not _OVER.isdisjoint(before) and (before[-1] in _OVER or before[-1] in _WHEN)


def _is_of_coping(scenes: Scenes, time: TimeMention, trigger: Trigger) -> bool:
    """``were on Wednesday | counting their losses after | gunmen invaded``: the day of those who are left."""
    keys = scenes.document.keys
    near = keys[max(0, time.first - _NEAR_COPING) : min(time.last + _NEAR_COPING, trigger.first)]
    return (
        time.last <= trigger.first
        and not _COPING.isdisjoint(near)
        and not _AFTER.isdisjoint(keys[time.last : trigger.first])
    )


def _owns_another(scenes: Scenes, time: TimeMention, trigger: Trigger) -> bool:
    """``The results of Sunday's election``: the day of something else; "Tuesday's deadly blast" is the blast's."""
    if scenes.document.keys[time.last : time.last + 1] != ("'s",):
        return False
    return not time.last < trigger.last or trigger.first > time.last + _OWNED


def _is_marked(scenes: Scenes, time: TimeMention) -> bool:
    """``fired on demonstrators marking | the anniversary | of the coup on Wednesday``: what is marked is not when it was."""
    return time.use == "past" and not _MARKING.isdisjoint(scenes.document.keys[max(0, time.first - 2) : time.first])


def _is_behind(scenes: Scenes, time: TimeMention, trigger: Trigger) -> bool:
    """``arrested a man over the killing of two sisters in Bradford | on Friday``: it was the killing that was on Friday."""
    between = scenes.document.keys[trigger.last : time.first]
    near = len(between) <= _BEHIND and "," not in between
    return trigger.last <= time.first and (
        time.use == "past" or (near and scenes.clauses[time.first] == scenes.clauses[trigger.last - 1])
    )


def tells_of_another(scenes: Scenes, time: TimeMention, trigger: Trigger) -> bool:
    """Whether the trigger is what something else came "a day after"; not "he was shot", nor "gunmen stormed it"."""
    soon = not SOON.isdisjoint(scenes.document.keys[time.first : time.last])
    upon = scenes.document.keys[trigger.first + 1 : trigger.last + 1]
    same = opens_with(scenes, trigger, _SAME, beyond=1) or not _UPON.isdisjoint(upon)
    return time.onward and not soon and not same
