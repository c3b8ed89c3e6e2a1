"""How a value was chosen, and what else was considered for it: kinds, times and places that lost, with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schemas.incident import IncidentEvent
from worker.extract.findings import Mention, PlaceMention, TimeMention, Trigger
from worker.extract.incidents.growing import Incident
from worker.extract.incidents.when import FOLLOWING
from worker.extract.places.scenes import Considered, Scenes
from worker.extract.places.told_times import time_told
from worker.extract.trace import Trace
from worker.lexicons.whereabouts import place_of_rule

_MOST_WORDS = 60  # characters of a quote that are shown
_USES = {
    "report": "when it was said",
    "past": "of something past",
    "future": "of something to come",
    "duration": "how long it lasted",
}


@dataclass(frozen=True, slots=True)
class Loser:
    """What was considered and not taken."""

    words: str
    why: str
    rule: str
    file: str | None


def shorten(words: str, most: int = _MOST_WORDS) -> str:
    """On one line, the middle cut out where it is long."""
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most // 2].rstrip()} … {line[-(most // 2 - 3) :].lstrip()}"


def losers_of(trace: Trace, number: int, event: IncidentEvent, path: str) -> tuple[str | None, tuple[Loser, ...]]:
    """How the value at a path was chosen, and what lost against it."""
    if trace.scenes is None:
        return None, ()
    incident = trace.incidents[number]
    if path == "type":
        return _type(incident, event), tuple(_other_types(incident, trace.scenes))
    if path == "time":
        return _time(incident), tuple(_other_times(incident, trace.scenes))
    if path == "location":
        return _place(incident, trace.scenes), tuple(_other_places(incident, trace.scenes))
    return None, ()


def _words(scenes: Scenes, mention: Mention) -> str:
    return shorten(scenes.document.text[mention.start : mention.end])


def _type(incident: Incident, event: IncidentEvent) -> str:
    namer = incident.namer
    if event.type != incident.leaf:
        return f"{incident.leaf} by its words; the outcome or the harm done makes it {event.type}"
    if namer.kind is not None:
        by = f"{namer.context} ({place_of_rule(namer.context)})" if namer.context else "no word around it says more"
        return f"a weak word of kind {namer.kind}, weight {namer.weight:.2f}; which sort: {by}"
    return f"its own words say so, weight {namer.weight:.2f}"


def _other_types(incident: Incident, scenes: Scenes) -> Iterator[Loser]:
    seen: set[str] = set()
    for trigger in sorted(incident.triggers, key=lambda t: -t.weight):
        if trigger.leaf and trigger.leaf != incident.leaf and trigger.leaf not in seen:
            seen.add(trigger.leaf)
            why = f"“{_words(scenes, trigger)}”, weight {trigger.weight:.2f}, tells of it too, and names it less well"
            rule = trigger.context or trigger.rule_id
            yield Loser(trigger.leaf, why, rule, place_of_rule(rule))


def _time(incident: Incident) -> str:
    time = incident.time
    if time is None:
        return "no sentence of it, nor the next, says when: the day of publication"
    told = {t.sentence for t in incident.triggers}
    if time.sentence in told:
        return "stands in a sentence that tells of it"
    beside = any(abs(time.sentence - sentence) <= FOLLOWING for sentence in told)
    return "stands in a sentence beside it" if beside else "its sentences name no day; what was told before it was then"


def _other_times(incident: Incident, scenes: Scenes) -> Iterator[Loser]:
    seen = {(incident.time.start, incident.time.end)} if incident.time else set()
    for trigger in incident.triggers:
        taken = time_told(scenes, trigger)
        for time in scenes.times[trigger.sentence]:
            if (time.start, time.end) not in seen:
                seen.add((time.start, time.end))
                yield Loser(
                    f"“{_words(scenes, time)}”",
                    _time_lost(time, taken, scenes),
                    time.rule_id,
                    place_of_rule(time.rule_id),
                )


def _time_lost(time: TimeMention, taken: TimeMention | None, scenes: Scenes) -> str:
    if time.use in _USES:
        return _USES[time.use]
    if time.first in scenes.shade:
        return "stands in words that tell of history or a plan"
    if time is taken:
        return f"{time.best}: another sentence of the incident, told later"
    return f"{time.best}: further from the words that tell of it"


def _place(incident: Incident, scenes: Scenes) -> str:
    place = incident.place
    if place is None:
        return "no place is named that it could be"
    for trigger in incident.triggers:
        for one in scenes.considered(trigger):
            if one.place is place:
                return f"{one.score:+.2f} beside “{_words(scenes, trigger)}”: {one.why}"
    if place.first in scenes.dateline or (place.sentence == 0 and place.entry is None):
        return "no sentence around it names a place: where the report was written"
    away = min((place.sentence - t.sentence for t in incident.triggers), key=abs)
    return f"its sentences name no place; this one stands {abs(away)} sentence{'s' if abs(away) > 1 else ''} {'before' if away < 0 else 'after'}"


def _other_places(incident: Incident, scenes: Scenes) -> Iterator[Loser]:
    best: dict[str, tuple[Considered, Trigger]] = {}
    for trigger in incident.triggers:
        for one in scenes.considered(trigger):
            name = one.place.name
            if name not in best or one.score > best[name][0].score:
                best[name] = one, trigger
    won = incident.place.name if incident.place else None
    for name, (one, trigger) in sorted(best.items(), key=lambda item: -item[1][0].score):
        if name != won:
            why = f"{one.score:+.2f} beside “{_words(scenes, trigger)}”: {one.why}"
            yield Loser(name, why, one.place.rule_id, place_of_rule(one.place.rule_id))
    for trigger in incident.triggers:
        for place in scenes.places[trigger.sentence]:
            if place.name not in best and place.name != won:
                best[place.name] = Considered(place, 0, ""), trigger
                yield Loser(place.name, _no_scene(place, scenes), place.rule_id, place_of_rule(place.rule_id))


def _no_scene(place: PlaceMention, scenes: Scenes) -> str:
    """Why a place was not even considered."""
    if place.kind == "demonym":
        return "says of which country somebody is"
    if place.metonym:
        return "stands for a government"
    if place.first in scenes.dateline:
        return "the dateline: where the report was written"
    if scenes.preposition_of(place) == "from":
        return "where somebody or something came from"
    return "stands in words that tell of history or a plan"
