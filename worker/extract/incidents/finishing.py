"""What is said of an incident once all that tells of it is gathered: its scene, its day, its leaf, whether it is history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import takewhile

from schemas.time import TimePrecision
from worker.extract.findings import PlaceMention, TimeMention, Trigger
from worker.extract.incidents.growing import Growing, Incident
from worker.extract.incidents.scenery import Scenery
from worker.extract.incidents.when import (
    FOLLOWING,
    day_of_heading,
    day_of_outcome,
    day_of_story,
    outcomes_of,
    sharper,
    time_around,
    time_later,
)
from worker.extract.places.chains import contains, is_quarter_of
from worker.extract.places.scenes import Scenes
from worker.extract.places.told_times import DAYLESS, PART
from worker.extract.times.moments import day_of
from worker.lexicons.incidents import IncidentRules

IN_MIND = 30
"""Incidents, the last that were talked about, which a mention may belong to: no reader recalls more."""
_RELATIVE = frozenset(("who", "that", "which"))
_PASSIVE = frozenset(("was", "were", "been"))
_OBJECT = 5  # words behind a trigger that name whom it befell
_LASTING = "health"  # of this family incidents go on for months


def dated_back(incident: Incident, scenes: Scenes, rules: IncidentRules) -> Incident:
    """With the day that its own sentence names weeks back: "charged with the murder of six monks and two women on 16 May"."""
    published = day_of(scenes.document.published)
    if incident.time is not None or published is None:
        return incident
    for trigger in incident.triggers:
        names = trigger.leaf and (not trigger.effect or trigger.definite or trigger is incident.namer)
        for time in scenes.times[trigger.sentence] if names else ():
            day = day_of(time.best)
            dated = time.use == "past" and time.precision is TimePrecision.DAY and time.first >= trigger.last
            if dated and day is not None and published - timedelta(days=rules.old_days) <= day:
                return replace(incident, time=replace(time, use="event"))
    return incident


def dated_by_memory(incident: Incident, history: Iterable[Trigger], scenes: Scenes, rules: IncidentRules) -> Incident:
    """With the day that another sentence recalls, where the incident is told of as known: "those who kidnapped Herrera … Herrera was kidnapped in May".

    ``history`` are triggers put aside for their old day.  One of the same leaf that names the same people says when it was, and
    where if nothing else does.
    """
    sentences = {trigger.sentence for trigger in incident.triggers}
    if incident.time is not None and incident.time.sentence in sentences:
        return incident
    if not all(_is_known(trigger, scenes) for trigger in incident.triggers):
        return incident
    own = {name for trigger in incident.triggers for name in (*_names(trigger, scenes, 1), *_behind(trigger, scenes))}
    for trigger in history:
        alike = trigger.leaf and rules.family_of(trigger.leaf) == rules.family_of(incident.leaf)
        if alike and not own.isdisjoint((*_names(trigger, scenes, 0), *_befallen(trigger, scenes))):
            old = (t for t in scenes.times[trigger.sentence] if t.use == "past" and t.precision is TimePrecision.DAY)
            if (time := next(old, None)) is not None:
                told_at = (place for place in scenes.places[trigger.sentence] if scenes.is_where(place))
                place = incident.place or next(told_at, None)
                return replace(incident, time=replace(time, use="event"), place=place)
    return incident


def _is_known(trigger: Trigger, scenes: Scenes) -> bool:
    """``The murder of the six``, ``those who | kidnapped him``, ``the | murdered priests``: what readers have heard of."""
    before = scenes.document.keys[max(0, trigger.first - 2) : trigger.first]
    return not trigger.leaf or trigger.definite or before[-1:] == ("the",) or not _RELATIVE.isdisjoint(before)


def _names(trigger: Trigger, scenes: Scenes, begin: int) -> Iterable[str]:
    """The capitalised words of the trigger's sentence from its word ``begin`` on, without places and days."""
    document, sentence = scenes.document, scenes.document.sentences[trigger.sentence]
    mentions = (*scenes.places[trigger.sentence], *scenes.times[trigger.sentence])
    taken = {at for mention in mentions for at in range(mention.first, mention.last)}
    return (
        document.keys[at]
        for at in range(sentence.first + begin, sentence.last)
        if document.tokens[at].is_capitalised and at not in taken
    )


def _behind(trigger: Trigger, scenes: Scenes) -> Sequence[str]:
    """The words in which the trigger names whom it befell: "the murder | of four nuns"."""
    end = scenes.document.sentences[trigger.sentence].last
    return scenes.document.keys[trigger.first : min(trigger.last + _OBJECT, end)]


def _befallen(trigger: Trigger, scenes: Scenes) -> Iterable[str]:
    """``The nuns | were shot``."""
    keys = scenes.document.keys
    for at in range(trigger.first, max(scenes.document.sentences[trigger.sentence].first, trigger.first - 3), -1):
        if keys[at] in _PASSIVE:
            yield keys[at - 1]


def dated(
    incident: Incident, told: Sequence[Incident], tellers: Container[int], scenes: Scenes, rules: IncidentRules
) -> Incident:
    """With the day of the story where nothing says when it was; ``told`` came before in the text, ``tellers`` tell of others, too."""
    sentences, published = {trigger.sentence for trigger in incident.triggers}, day_of(scenes.document.published)
    if incident.time is not None and not _is_of_any_day(incident.time, published):
        return incident
    others = [time for at in sentences for time in scenes.times[at] if _dates_another(time, incident)]
    outcome = outcomes_of(incident.triggers, scenes)
    if not scenes.items.keys().isdisjoint(sentences):
        return incident  # of a bulletin's day, whatever day another item tells of
    if any(time not in outcome for time in others):
        return incident  # "hit overnight, following an incursion": the night is not the incursion's
    if (headed := day_of_heading(scenes)) is not None:
        return replace(incident, time=headed)
    family = rules.family_of(incident.leaf)
    last = told[: -IN_MIND - 1 : -1]
    for whole in last:
        if (
            whole.summary
            and whole.time is not None
            and rules.family_of(whole.leaf) == family
            and lies_in(incident, whole)
        ):
            return replace(incident, time=whole.time)
    timed = [(o, o.time) for o in last if o.time is not None]
    alike = [(o.place, time) for o, time in timed if rules.family_of(o.leaf) == family]
    others_told = [(o.place, time) for o, time in timed if time.precision is not TimePrecision.NIGHT]
    time = None
    if not (incident.summary or incident.plural):
        until = day_of_outcome(incident.triggers, scenes) or published
        time = time_later(_told_behind(incident, tellers, scenes), scenes, until)
    time = time or day_of_story(incident.place, (*alike, *others_told), published) or next(iter(outcome), None)
    return replace(incident, time=time) if time else incident


def placed(incident: Incident, tellers: Container[int], scenery: Scenery) -> Incident:
    """With the scene that the text further down gives together with its day."""
    day = day_of(incident.time.best) if incident.time is not None else None
    if incident.place is None or day is None or incident.summary or incident.plural:
        return incident
    behind = _told_behind(incident, tellers, scenery.scenes)
    return replace(incident, place=scenery.of_day(incident.place, day, behind))


def _told_behind(incident: Incident, tellers: Container[int], scenes: Scenes) -> Iterator[int]:
    """The sentences behind the incident's first, until one tells of an incident again."""
    behind = range(incident.triggers[0].sentence + 1, len(scenes.document.sentences))
    return takewhile(lambda sentence: sentence not in tellers, behind)


def _dates_another(time: TimeMention, incident: Incident) -> bool:
    """Whether it is a day of its sentence that is not the incident's."""
    told = time.use == "event" and not time.onward and time.best is not None
    return told and time is not incident.time


def _is_of_any_day(time: TimeMention, published: date | None) -> bool:
    """Whether it is an hour of the day of publication or of that before: "at 1945", "at midday"."""
    begin, end = day_of(time.earliest), day_of(time.latest)
    return time.rule_id in DAYLESS and begin is not None and begin != end and end == published


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


def lies_in(part: Incident, whole: Incident) -> bool:
    """Whether both have a scene, and the one holds the other."""
    return part.place is not None and whole.place is not None and contains(whole.place, part.place)


def tellers_of(growing: Sequence[Growing], rules: IncidentRules) -> Mapping[int, set[int]]:
    """The positions of the incidents that a sentence tells of; not those of which it only counts the harm, nor what is too weak for one."""
    tellers: dict[int, set[int]] = defaultdict(set)
    for position, one in enumerate(growing):
        if all(trigger.weight < rules.least_weight for trigger in one.triggers):
            continue
        for trigger in one.triggers:
            if trigger.leaf:
                tellers[trigger.sentence].add(position)
    return tellers


def finished(
    one: Growing, position: int, tellers: Mapping[int, set[int]], scenery: Scenery, rules: IncidentRules
) -> Incident:
    """With the place and the time that its own sentences give it, else those around them that tell of no other."""
    first = one.triggers[0].sentence
    around = range(first - FOLLOWING, first + FOLLOWING + 1)
    others = frozenset(at for at in around if at in tellers and position not in tellers[at])
    wide = one.leaf in rules.far_reaching  # where a school fell is not where the storm was
    places = [p for p in one.places if p.sentence <= scenery.scenes.second_telling(first)] if wide else one.places
    named = places or one.places
    named = named if one.end is None else [*named[:1], one.end, *named[1:]]
    place = _sharpest(named) if named else scenery.place_around(one.triggers, others)
    if place is not None and not one.summary and not (wide and one.places):
        behind = (trigger.sentence + 1 for trigger in one.triggers)
        words = scenery.scenes.document.sentence_keys[first]
        place = scenery.sharper(place, (sentence for sentence in behind if sentence not in tellers), words)
    time = next((t for t in one.times if t.rule_id != PART), None)  # "a night attack": on which day, others say
    if time is not None and not (one.summary or one.plural):
        time = sharper(time, one.times)
    if time is None:
        until = day_of_outcome(one.triggers, scenery.scenes)
        time = time_around(first, scenery.scenes, others, until) or next(iter(one.times), None)
    weight = max((t.weight for t in one.triggers if not t.effect or t.leaf), default=0.0)
    told = tuple(sorted(one.triggers, key=lambda t: (t.first, t.last)))
    return Incident(one.leaf, weight, told, place, time, one.namer, one.summary, one.plural, by_towns=one.by_towns)


def _sharpest(places: list[PlaceMention]) -> PlaceMention:
    """The first place, or the sharpest that lies within it."""
    best = places[0]
    for place in places[1:]:
        if is_quarter_of(best, place) or (contains(best, place) and not contains(place, best)):
            best = place
    return best
