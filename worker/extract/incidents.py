"""Gathers triggers into incidents: one attack told three times is one, a summary of three attacks is three.

Two mentions are of one incident when their leaves can be one, and neither their places nor their times forbid it.
Definite and weak mentions ("the attack", "killed") join what the text is talking about.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta

from schemas.reasons import SkipReason
from worker.extract.findings import PlaceMention, TimeMention, Trigger
from worker.extract.scenes import Scenes, apart, contains, day_of, disjoint
from worker.lexicons.incidents import IncidentRules

_AROUND = 3  # sentences in which the scene of an incident may stand
_THREAD = 3  # sentences: how far back a mention of another leaf still tells of the same incident


@dataclass(frozen=True, slots=True)
class Incident:
    """Triggers of one incident; its place and time as the triggers' sentences give them."""

    leaf: str
    weight: float
    triggers: tuple[Trigger, ...]
    place: PlaceMention | None
    time: TimeMention | None
    namer: Trigger  # the trigger that gives the leaf


@dataclass(slots=True)
class _Growing:
    leaf: str
    namer: Trigger
    triggers: list[Trigger] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)
    times: list[TimeMention] = field(default_factory=list)

    @property
    def last_sentence(self) -> int:
        return self.triggers[-1].sentence


def gather_incidents(
    triggers: tuple[Trigger, ...], scenes: Scenes, rules: IncidentRules
) -> tuple[tuple[Incident, ...], tuple[Trigger, ...]]:
    """The incidents in the order of importance, and the triggers that turned out to be history, with that reason."""
    growing: list[_Growing] = []
    for trigger in sorted(triggers, key=lambda t: (t.sentence, t.effect, t.leaf in rules.carries, t.first, t.last)):
        if trigger.skip is None:  # of a sentence first what happened, then what followed from it
            _add(trigger, growing, scenes, rules)
    incidents: list[Incident] = []
    history: list[Trigger] = []
    for position, one in enumerate(growing):
        incident = _finished(one, scenes)
        if incident.weight < rules.least_weight:
            continue
        if _is_history(incident, first=position == 0, scenes=scenes, rules=rules):
            history += [replace(t, skip=SkipReason.HISTORIC, realis_rule="incidents.old") for t in one.triggers]
        else:
            incidents.append(incident)
    return tuple(sorted(incidents, key=_importance)), tuple(history)


def _add(trigger: Trigger, growing: list[_Growing], scenes: Scenes, rules: IncidentRules) -> None:
    place, time = scenes.place_of(trigger), scenes.time_of(trigger)
    scored = [(_fit(trigger, place, time, one, rules), number) for number, one in enumerate(growing)]
    best = max(scored, default=(0.0, 0))
    if best[0] > 0:
        one = growing[best[1]]
    elif trigger.leaf and not (trigger.effect and trigger.definite):
        one = _Growing(trigger.leaf, trigger)
        growing.append(one)
    else:
        return
    one.triggers.append(trigger)
    if place is not None:
        one.places.append(place)
    if time is not None:
        one.times.append(time)
    if _names_better(trigger, one, rules):
        one.leaf, one.namer = trigger.leaf, trigger


def _fit(
    trigger: Trigger, place: PlaceMention | None, time: TimeMention | None, one: _Growing, rules: IncidentRules
) -> float:
    """How well the trigger tells of this incident; 0: it can not."""
    near = trigger.sentence - one.last_sentence
    if _is_another(trigger, place, time, one):
        return 0.0
    recency = 1.0 / (1 + near)
    if trigger.effect:
        return _fit_of_effect(trigger, one, near, rules) * (1.0 + recency)
    if trigger.leaf in rules.carries and near == 0:
        return 3.5
    if trigger.leaf == one.leaf:
        return 3.0 + recency
    if _one(trigger.leaf, one.leaf, rules) and (near <= _THREAD or trigger.definite):
        return 2.0 + recency
    if rules.family_of(trigger.leaf) != rules.family_of(one.leaf):
        return 0.0
    weak = (trigger.kind is not None or one.namer.kind is not None) and near <= 1
    return 1.1 + recency if weak or trigger.definite else 0.0


def _is_another(trigger: Trigger, place: PlaceMention | None, time: TimeMention | None, one: _Growing) -> bool:
    """Whether the words say that it is another incident, or its place or time can not be this one's."""
    if trigger.separate and trigger.sentence != one.last_sentence:
        return True
    if place is not None and one.places and not trigger.effect and all(apart(place, other) for other in one.places):
        sharper = all(place.precision != other.precision for other in one.places)
        if not (trigger.definite and trigger.leaf == one.leaf and sharper):
            return True  # but "the kidnapping took place in San Luis", after "kidnapped in San Miguel department"
    return time is not None and bool(one.times) and all(disjoint(time, other) for other in one.times)


def _fit_of_effect(trigger: Trigger, one: _Growing, near: int, rules: IncidentRules) -> float:
    """What follows from an incident ("killed") joins it, unless it tells enough of its own and of another kind, or far away."""
    if (
        not trigger.leaf
        or trigger.definite
        or trigger.weight < rules.least_weight
        or trigger.leaf == one.leaf
        or near == 0
    ):
        return 1.0
    kin = _one(trigger.leaf, one.leaf, rules) or rules.family_of(trigger.leaf) == rules.family_of(one.leaf)
    return 1.0 if kin and near <= _THREAD else 0.0


def _one(leaf: str, other: str, rules: IncidentRules) -> bool:
    return rules.names(leaf, other) or rules.names(other, leaf)


def _names_better(trigger: Trigger, one: _Growing, rules: IncidentRules) -> bool:
    """Whether the newcomer's leaf names the incident: it absorbs the old one, or the old one was but a weak word's."""
    if not trigger.leaf or trigger.leaf == one.leaf or trigger.effect:
        return False
    if rules.names(trigger.leaf, one.leaf):
        return trigger.weight >= rules.least_weight
    return (
        one.namer.kind is not None
        and trigger.weight > one.namer.weight
        and not rules.names(one.leaf, trigger.leaf)
        and trigger.leaf not in rules.carries
    )


def _finished(one: _Growing, scenes: Scenes) -> Incident:
    place = _sharpest(one.places) if one.places else _place_around(one, scenes)
    time = one.times[0] if one.times else _time_around(one, scenes)
    weight = max((t.weight for t in one.triggers if not t.effect or t.leaf), default=0.0)
    told = tuple(sorted(one.triggers, key=lambda t: (t.first, t.last)))
    return Incident(one.leaf, weight, told, place, time, one.namer)


def _sharpest(places: list[PlaceMention]) -> PlaceMention:
    """The first place, or the sharpest that lies within it."""
    best = places[0]
    for place in places[1:]:
        if contains(best, place) and not contains(place, best):
            best = place
    return best


def _place_around(one: _Growing, scenes: Scenes) -> PlaceMention | None:
    """No sentence of the incident names its place: the nearest scene around, then where the report was written."""
    first = one.triggers[0].sentence
    last = len(scenes.places)
    near = [*range(first - 1, max(-1, first - 1 - _AROUND), -1), *range(first + 1, min(last, first + 1 + _AROUND))]
    for sentence in near:
        place = scenes.place_near(sentence)
        if place is not None:
            return place
    if (written := scenes.dateline_place()) is not None:
        return written
    return next(
        (p for s in (*range(first - 1, -1, -1), *range(first + 1, last)) if (p := scenes.place_near(s)) is not None),
        None,
    )


def _time_around(one: _Growing, scenes: Scenes) -> TimeMention | None:
    """The time of the sentences next to the first, within the paragraph, that they tell an event's."""
    first = one.triggers[0].sentence
    sentences = scenes.document.sentences
    for sentence in (first - 1, first + 1):
        if 0 <= sentence < len(sentences) and sentences[sentence].paragraph == sentences[first].paragraph:
            found = next((t for t in scenes.times[sentence] if t.use == "event"), None)
            if found is not None:
                return found
    return None


def _is_history(incident: Incident, *, first: bool, scenes: Scenes, rules: IncidentRules) -> bool:
    """Whether it happened too long before the publication to be news."""
    published, time = day_of(scenes.document.published), incident.time
    if time is None:
        return False
    if time.use == "past":
        return True
    latest = day_of(time.latest)
    if published is None or latest is None:
        return False
    return latest < published - timedelta(days=rules.old_days if first else rules.background_days)


def _importance(incident: Incident) -> tuple[int, int]:
    """What comes first in the text, unless it is told in passing only."""
    first = incident.triggers[0]
    return first.sentence, first.first
