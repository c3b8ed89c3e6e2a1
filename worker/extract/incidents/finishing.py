"""What is said of an incident once all that tells of it is gathered: its day, its leaf, whether it is history or only sums up others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from schemas.time import TimePrecision
from worker.extract.incidents.growing import Incident
from worker.extract.incidents.when import day_of_story
from worker.extract.places.chains import contains
from worker.extract.places.scenes import Scenes
from worker.extract.times.moments import day_of
from worker.lexicons.incidents import IncidentRules

IN_MIND = 50
"""Incidents, the last that were talked about, which a mention may belong to: no reader recalls more."""
_SOME = 2  # strikes that are told one by one
_LASTING = "health"  # of this family incidents go on for months


def dated_back(incident: Incident, scenes: Scenes, rules: IncidentRules) -> Incident:
    """With the day that its own sentence names weeks back: "charged with the murder of six monks and two women on 16 May"."""
    published = day_of(scenes.document.published)
    if incident.time is not None or published is None:
        return incident
    for trigger in incident.triggers:
        for time in scenes.times[trigger.sentence] if trigger.leaf and not trigger.effect else ():
            day = day_of(time.best)
            dated = time.use == "past" and time.precision is TimePrecision.DAY and time.first >= trigger.last
            if dated and day is not None and published - timedelta(days=rules.old_days) <= day:
                return replace(incident, time=replace(time, use="event"))
    return incident


def dated(incident: Incident, told: Sequence[Incident], scenes: Scenes, rules: IncidentRules) -> Incident:
    """With the day of the story where nothing says when it was; ``told`` came before in the text."""
    sentences = {trigger.sentence for trigger in incident.triggers}
    if incident.time is not None or any(time.use == "event" for at in sentences for time in scenes.times[at]):
        return incident  # "hit overnight, following an incursion": the night is not the incursion's
    family = rules.family_of(incident.leaf)
    last = told[: -IN_MIND - 1 : -1]
    for whole in last:
        if (
            whole.summary
            and whole.time is not None
            and rules.family_of(whole.leaf) == family
            and _lies_in(incident, whole)
        ):
            return replace(incident, time=whole.time)
    dated = ((o.place, o.time) for o in last if o.time is not None and rules.family_of(o.leaf) == family)
    time = day_of_story(incident.place, dated, day_of(scenes.document.published))
    return replace(incident, time=time) if time else incident


def echoed(incident: Incident, others: Sequence[Incident], rules: IncidentRules) -> Incident:
    """An explosion of which no more is said, beside a bombing, is a bombing."""
    leaves = rules.echoes.get(incident.namer.kind or "", frozenset())
    if not incident.namer.bare or incident.leaf in leaves:
        return incident
    leaf = next((other.leaf for other in others if other.leaf in leaves), None)
    return replace(incident, leaf=leaf) if leaf else incident


def is_history(incident: Incident, *, first: bool, scenes: Scenes, rules: IncidentRules) -> bool:
    """Whether it happened too long before the publication to be news."""
    published, time = day_of(scenes.document.published), incident.time
    if time is None:
        return False
    latest = day_of(time.latest)
    if time.use == "past":
        lasts = rules.family_of(incident.leaf) == _LASTING and latest == published
        return not lasts  # "cholera has killed 164 people since July"
    if published is None or latest is None:
        return False
    if time.precision is TimePrecision.MONTH and latest < published and (not first or incident.namer.bare):
        return True  # "last month a strike killed seventy", "1,200 civilians were killed in October": of news one knows the day
    return latest < published - timedelta(days=rules.old_days if first else rules.background_days)


def is_told_in_parts(whole: Incident, later: Sequence[Incident], rules: IncidentRules) -> bool:
    """Whether all that it sums up is told one by one soon behind it: "two road accidents", one at Huancayo and one at Sullana.

    Of "strikes" all over a country two are enough.
    """
    counted = next((t for t in whole.triggers if t.several), None)
    if whole.summary and counted is not None:
        needed = counted.several
    elif whole.plural and whole.place is not None:
        counted, needed = whole.triggers[0], _SOME
    else:
        return False
    parts = [
        one
        for one in later
        if one.triggers[0].sentence > counted.sentence
        and not one.summary
        and rules.family_of(one.leaf) == rules.family_of(whole.leaf)
        and (_lies_in(one, whole) if not whole.summary else one.place is not None or one.time is not None)
    ]
    return len(parts) >= needed


def _lies_in(part: Incident, whole: Incident) -> bool:
    return part.place is not None and whole.place is not None and contains(whole.place, part.place)
