"""What only followed from an incident told before: an arrest, arms that were found, what the police did after it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from worker.extract.findings import PlaceMention, TimeMention, Trigger
from worker.extract.incidents.apartness import THREAD, apart_from
from worker.extract.incidents.growing import Growing
from worker.extract.incidents.ties import (
    ends_it,
    is_his_end,
    is_of_culprit,
    points_back,
)
from worker.extract.incidents.when import BECAUSE
from worker.extract.places.scenes import Scenes
from worker.extract.times.moments import day_of
from worker.lexicons.incidents import IncidentRules

_PLOT = "security.foiled_plot"
_FIRE, _FIRES = "fire", "accident.industrial_fire"
_LONG_THREAD = 8  # sentences in which what burned without a day or a place burned in the attack
_THERE = frozenset((("at", "the"), ("on", "the")))
_SCENES = frozenset((("scene",), ("spot",), ("site",)))
_AFTER = frozenset(("after", "following", "over"))
_OF = BECAUSE | {"in"}  # "one arrested | in a stabbing"


def is_told_of(trigger: Trigger, beside: Sequence[Trigger], scenes: Scenes, rules: IncidentRules) -> bool:
    """``Two killed, one | arrested in Antwerp stabbing``, "| arrested after a nurse was stabbed": what it was stands behind."""
    if trigger.kind not in rules.aftermath:
        return False
    harm = any(other.effect and other.last <= trigger.first for other in beside)
    for other in beside:
        if other.first < trigger.last or other.skip is not None or not rules.follows(trigger.kind, other.leaf):
            continue
        between = scenes.document.keys[trigger.last : other.first]
        if (harm and not other.effect and not _OF.isdisjoint(between)) or not _AFTER.isdisjoint(between):
            return True
    return False


def followed(
    trigger: Trigger,
    place: PlaceMention | None,
    time: TimeMention | None,
    beside: Sequence[Trigger],
    growing: list[Growing],
    in_mind: list[int],
    scenes: Scenes,
    rules: IncidentRules,
) -> int | None:
    """The incident, told just before, that an arrest only followed from; none where the arrest is a story of its own."""
    after = trigger.kind or trigger.rule_id
    if trigger.separate or not in_mind:
        return None
    one = growing[in_mind[-1]]
    if scenes.items.get(trigger.sentence) is not scenes.items.get(one.last_sentence):
        return None  # another item of a bulletin
    ends = (trigger.sentence > one.last_sentence and ends_it(trigger, one.leaf, scenes, rules)) or is_his_end(
        trigger, one.leaf, scenes
    )
    if after not in rules.aftermath and not ends:
        return None
    if trigger.kind == "arrest" and any(
        _is_haul(other, one.leaf, rules) for other in beside if other not in one.triggers
    ):
        return None  # "arrested seven men and | seized explosives", not for the crash that was told before
    told = max(t.weight for t in one.triggers if not t.effect or t.leaf) >= rules.least_weight
    known = is_of_culprit(trigger, scenes)
    burns = trigger.kind == _FIRE or trigger.leaf == _FIRES
    bare = burns and time is None and place is None  # "Ten homes had been burned down"
    near = known or trigger.sentence - one.last_sentence <= (_LONG_THREAD if bare else THREAD)
    if not told or not near or not (ends or rules.follows(after, one.leaf)):
        return None
    # "Thwarted an attack in Wiesen with the arrest of", "foiled a plan to bomb a church in Solo.  Two were arrested in Klaten"
    plotted = one.leaf == _PLOT and trigger.sentence - one.last_sentence <= 1
    if (
        place is not None
        and one.places
        and not plotted
        and apart_from(place, one.places)
        and not points_back(trigger, scenes)
        and not _is_there(trigger, scenes)
    ):
        return None
    lasts = timedelta(days=0 if burns else rules.aftermath_days)
    news, then = day_of(scenes.document.published), [(day_of(t.earliest), day_of(t.latest)) for t in one.times]
    when = news if time is None else day_of(time.latest or time.best)
    if (
        when is not None
        and not known
        and any(begin and end and not begin <= when <= end + lasts for begin, end in then)
    ):
        return None
    return in_mind[-1]


def _is_there(trigger: Trigger, scenes: Scenes) -> bool:
    """``A man was | arrested at the scene``: where it was, whatever town is named around it."""
    behind = scenes.document.keys[trigger.last : trigger.last + 3]
    return behind[:2] in _THERE and behind[2:] in _SCENES


def _is_haul(trigger: Trigger, leaf: str, rules: IncidentRules) -> bool:
    """Whether arms were seized, or a plot foiled, that did not follow from an incident of this leaf."""
    return trigger.leaf == _PLOT and trigger.skip is None and not rules.follows(trigger.kind or trigger.rule_id, leaf)
