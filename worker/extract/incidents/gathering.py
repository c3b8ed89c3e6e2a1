"""Gathers triggers into incidents: one attack told three times is one, a summary of three attacks is three.

Two mentions are of one incident when their leaves can be one, and neither their places nor their times forbid it.
Definite and weak mentions ("the attack", "killed") join what the text is talking about.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from schemas.reasons import SkipReason
from schemas.time import TimePrecision
from worker.extract.findings import PlaceMention, TimeMention, Trigger
from worker.extract.incidents.list_items import find_items
from worker.extract.incidents.scenery import Scenery
from worker.extract.incidents.ties import are_one, are_two
from worker.extract.incidents.when import FOLLOWING, by_sentence, day_of_story, time_around, time_of
from worker.extract.places.chains import contains
from worker.extract.places.scenes import Scenes, apart, day_of, disjoint
from worker.lexicons.incidents import IncidentRules

_CARRIED = 2  # sentences after an incident, in which what broke or burns without a scene of its own is told of it
_THREAD = 3  # sentences: how far back a mention of another leaf still tells of the same incident
_TIED = 2.0  # as a leaf that can be the same
_IN_MIND = 50  # incidents, the last that were talked about, which a mention may belong to: no reader recalls more
_MOST_SCENES = 20  # different places, and times, of one incident that are kept to tell it from others


@dataclass(frozen=True, slots=True)
class Incident:
    """Triggers of one incident; its place and time as the triggers' sentences give them."""

    leaf: str
    weight: float
    triggers: tuple[Trigger, ...]
    place: PlaceMention | None
    time: TimeMention | None
    namer: Trigger  # the trigger that gives the leaf
    summary: bool = False  # of several: "four attacks"


@dataclass(slots=True)
class _Growing:
    leaf: str
    namer: Trigger
    item: int  # the item of a list that tells of it first, 0 for none
    triggers: list[Trigger] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)
    times: list[TimeMention] = field(default_factory=list)
    summary: bool = False
    firsts: list[int] = field(default_factory=list)  # where its triggers in the last sentence begin, in text order

    @property
    def last_sentence(self) -> int:
        return self.triggers[-1].sentence

    def add(self, trigger: Trigger, place: PlaceMention | None, time: TimeMention | None) -> None:
        """One more mention, with the scene that its sentence gives."""
        if self.triggers and trigger.sentence != self.last_sentence:
            self.firsts.clear()
        self.triggers.append(trigger)
        insort(self.firsts, trigger.first)
        self.summary = self.summary or (trigger.several and trigger.sentence == self.triggers[0].sentence)
        if place is not None and len(self.places) < _MOST_SCENES and not any(_alike(place, p) for p in self.places):
            self.places.append(place)
        if time is not None and len(self.times) < _MOST_SCENES:
            days = time.earliest, time.latest, time.end_best
            if not any(days == (t.earliest, t.latest, t.end_best) for t in self.times):
                self.times.append(time)


def _alike(one: PlaceMention, other: PlaceMention) -> bool:
    """Whether two mentions name the same place as sharply."""
    a, b = one.entry, other.entry
    same = one.name == other.name if a is None or b is None else a.key == b.key
    return same and (a is None) == (b is None) and one.precision == other.precision


MOST_INCIDENTS = 200
"""Of one article.  A year's review tells of some dozens; this many fill the largest message that brokers take by default."""


def gather_incidents(
    triggers: tuple[Trigger, ...], scenes: Scenes, rules: IncidentRules
) -> tuple[tuple[Incident, ...], tuple[Trigger, ...]]:
    """The incidents in the order of importance, and the triggers of what is history or too much, with that reason."""
    growing: list[_Growing] = []
    in_mind: list[int] = []  # positions in growing, the last that was talked about at the end
    named = by_sentence(triggers)
    items = find_items(named, scenes)
    for trigger in sorted(triggers, key=lambda t: (t.sentence, t.effect, t.leaf in rules.carries, t.first, t.last)):
        if trigger.skip is None:  # of a sentence first what happened, then what followed from it
            time = time_of(trigger, named[trigger.sentence], scenes, rules)
            _add(trigger, time, items.get(trigger.sentence, 0), growing, in_mind, scenes, rules)
    scenery = Scenery(scenes)
    tellers = _tellers(growing)
    incidents: list[Incident] = []
    history: list[Trigger] = []
    for position, one in enumerate(growing):
        incident = _finished(one, position, tellers, scenery)
        if incident.weight < rules.least_weight:
            continue
        incident = _dated(incident, incidents, scenes, rules)
        if _is_history(incident, first=position == 0, scenes=scenes, rules=rules):
            history += [replace(t, skip=SkipReason.HISTORIC, realis_rule="incidents.old") for t in one.triggers]
        else:
            incidents.append(incident)
    incidents = [_echoed(incident, incidents, rules) for incident in incidents]
    incidents.sort(key=_importance)
    for left_out in incidents[MOST_INCIDENTS:]:
        history += [replace(t, skip=SkipReason.TOO_MANY, realis_rule="incidents.too_many") for t in left_out.triggers]
    return tuple(incidents[:MOST_INCIDENTS]), tuple(history)


def _add(
    trigger: Trigger,
    time: TimeMention | None,
    item: int,
    growing: list[_Growing],
    in_mind: list[int],
    scenes: Scenes,
    rules: IncidentRules,
) -> None:
    place = scenes.place_of(trigger)
    if (number := _followed(trigger, place, time, growing, in_mind, scenes, rules)) is not None:
        in_mind.remove(number)
        in_mind.append(number)
        growing[number].add(replace(trigger, leaf="", effect=True), None, None)
        return
    later = time is not None and not trigger.definite and scenes.tells_of_another(time, trigger)
    scored = [
        (
            _fit(trigger, place, time, growing[n], rules) or _bound(trigger, growing[n], scenes, rules),
            _tells_last_before(trigger, growing[n]),
            n,
        )
        for n in in_mind
        if not are_two(trigger, growing[n].triggers[-1], growing[n].leaf, scenes, rules)
        if not (later and trigger.sentence == growing[n].last_sentence) and (not item or growing[n].item in (0, item))
    ]
    fit, _, number = max(scored, default=(0.0, 0, 0))
    if fit > 0:
        in_mind.remove(number)
    elif trigger.leaf and (trigger.weight >= rules.least_weight or not (trigger.effect and trigger.definite)):
        number = len(growing)
        growing.append(_Growing(trigger.leaf, trigger, item))
        del in_mind[: -_IN_MIND + 1]
    else:
        return
    in_mind.append(number)
    one = growing[number]
    of_parts = one.summary and trigger.sentence != one.triggers[0].sentence
    one.add(trigger, None if of_parts else place, time)  # the toll in one village is not where all attacks were
    if _names_better(trigger, one, rules):
        one.leaf, one.namer = trigger.leaf, trigger


def _bound(trigger: Trigger, one: _Growing, scenes: Scenes, rules: IncidentRules) -> float:
    """How well it fits by the grammar of its sentence alone."""
    return _TIED if are_one(trigger, one.triggers[-1], one.leaf, scenes, rules) else 0.0


def _followed(
    trigger: Trigger,
    place: PlaceMention | None,
    time: TimeMention | None,
    growing: list[_Growing],
    in_mind: list[int],
    scenes: Scenes,
    rules: IncidentRules,
) -> int | None:
    """The incident, told just before, that an arrest only followed from; none where the arrest is a story of its own."""
    if trigger.kind not in rules.aftermath or trigger.separate or not in_mind:
        return None
    one = growing[in_mind[-1]]
    told = max(t.weight for t in one.triggers if not t.effect or t.leaf) >= rules.least_weight
    if not told or not rules.follows(trigger.kind, one.leaf) or trigger.sentence - one.last_sentence > _THREAD:
        return None
    if place is not None and one.places and _apart_from(place, one.places):
        return None
    lasts = timedelta(days=rules.aftermath_days)
    news, then = day_of(scenes.document.published), [day_of(t.latest) for t in one.times]
    when = news if time is None else day_of(time.latest or time.best)
    if when is not None and any(day is not None and not day <= when <= day + lasts for day in then):
        return None
    return in_mind[-1]


def _fit(
    trigger: Trigger, place: PlaceMention | None, time: TimeMention | None, one: _Growing, rules: IncidentRules
) -> float:
    """How well the trigger tells of this incident; 0: it can not."""
    near = trigger.sentence - one.last_sentence
    likeness = _likeness(
        trigger, place, time, one, near, rules
    )  # asked first: it tells most of them apart, and costs least
    if likeness == 0 or _is_another(trigger, place, time, one):
        return 0.0
    if near > 0 and one.summary and _is_part(trigger, place, one):
        return 0.0
    if near > int(trigger.definite) and _by_other_hands(trigger, one, rules):
        return 0.0
    return likeness


def _likeness(
    trigger: Trigger,
    place: PlaceMention | None,
    time: TimeMention | None,
    one: _Growing,
    near: int,
    rules: IncidentRules,
) -> float:
    """How well the trigger's leaf and weight fit the incident, ``near`` sentences before it."""
    recency = 1.0 / (1 + near)
    if trigger.effect:
        return _fit_of_effect(trigger, one, near, rules) * (1.0 + recency)
    if trigger.leaf in rules.carries and near == 0 and not (trigger.definite and trigger.last <= one.triggers[0].first):
        return 3.5
    if trigger.leaf == one.leaf:
        return 3.0 + recency
    if _one(trigger.leaf, one.leaf, rules) and (near <= _THREAD or trigger.definite):
        return 2.0 + recency
    carried = trigger.leaf in rules.carries and near <= _CARRIED and place is None and time is None
    if carried or _is_vented(trigger, place, one, near, rules):
        return 1.0 + recency
    if rules.family_of(trigger.leaf) != rules.family_of(one.leaf):
        return 0.0
    weak = (trigger.kind is not None or one.namer.kind is not None) and near <= 1
    return 1.1 + recency if weak or trigger.definite or trigger.same_hands else 0.0


def _is_vented(trigger: Trigger, place: PlaceMention | None, one: _Growing, near: int, rules: IncidentRules) -> bool:
    """What a crowd broke or burned: "workers blocked the road. A factory was set on fire"."""
    return place is None and near <= 1 and one.leaf in rules.vented.get(trigger.kind or "", ())


def _tells_last_before(trigger: Trigger, one: _Growing) -> int:
    """The last word before what followed in one sentence: "a drone hit a car, killing a man, and a shell hit a shop"."""
    if not trigger.effect or trigger.sentence != one.last_sentence:
        return 0
    behind = bisect_left(one.firsts, trigger.first)
    return one.firsts[behind - 1] if behind else 0


def _is_part(trigger: Trigger, place: PlaceMention | None, one: _Growing) -> bool:
    """Whether the trigger tells of one of several that were summed up, at a place of its own."""
    if place is None or trigger.definite or not trigger.leaf:
        return False
    return not any(_alike(place, other) or contains(place, other) for other in one.places)


def _by_other_hands(trigger: Trigger, one: _Growing, rules: IncidentRules) -> bool:
    """Whether the one tells of a murder and the other of what fell or went off: two methods of harm."""
    if trigger.rule_id in rules.by_hand:
        return one.leaf in rules.from_afar
    return trigger.leaf in rules.from_afar and one.namer.rule_id in rules.by_hand


def _is_another(trigger: Trigger, place: PlaceMention | None, time: TimeMention | None, one: _Growing) -> bool:
    """Whether the words say that it is another incident, or its place or time can not be this one's."""
    if trigger.separate and trigger.sentence != one.last_sentence:
        return True
    if place is not None and one.places and not trigger.effect and _apart_from(place, one.places):
        sharper = all(place.precision != other.precision for other in one.places)
        if not (trigger.definite and trigger.leaf == one.leaf and sharper):
            return True  # but "the kidnapping took place in San Luis", after "kidnapped in San Miguel department"
    return time is not None and bool(one.times) and all(disjoint(time, other) for other in one.times)


def _apart_from(place: PlaceMention, others: Sequence[PlaceMention]) -> bool:
    for other in others:  # noqa: SIM110 - a generator costs more than what it asks
        if not apart(place, other):
            return False
    return True


def _fit_of_effect(trigger: Trigger, one: _Growing, near: int, rules: IncidentRules) -> float:
    """What follows from an incident ("killed") joins it, unless it tells enough of its own and of another kind, or far away."""
    if (
        trigger.leaf
        and trigger.weight >= rules.least_weight
        and one.leaf in rules.harmless
        and trigger.kind == "killing"
    ):
        return 0.0  # an arrest over a murder is not the murder
    if (
        not trigger.leaf
        or trigger.definite
        or trigger.weight < rules.least_weight
        or trigger.leaf == one.leaf
        or near == 0
        or (trigger.bare and near <= _THREAD)
    ):
        return 1.0  # "Four people were killed", after a landslide
    kin = _one(trigger.leaf, one.leaf, rules) or rules.family_of(trigger.leaf) == rules.family_of(one.leaf)
    return 1.0 if kin and near <= _THREAD else 0.0


def _one(leaf: str, other: str, rules: IncidentRules) -> bool:
    return rules.names(leaf, other) or rules.names(other, leaf)


def _names_better(trigger: Trigger, one: _Growing, rules: IncidentRules) -> bool:
    """Whether the newcomer's leaf names the incident: it absorbs the old one, or the old one was but a weak word's."""
    if not trigger.leaf or trigger.leaf == one.leaf or trigger.effect:
        return False
    if rules.names(trigger.leaf, one.leaf):
        return trigger.weight >= rules.least_weight and (trigger.kind is None or one.namer.kind is not None)
    return (
        one.namer.kind is not None
        and trigger.weight > one.namer.weight
        and not rules.names(one.leaf, trigger.leaf)
        and trigger.leaf not in rules.carries
    )


def _tellers(growing: Sequence[_Growing]) -> Mapping[int, set[int]]:
    """The positions of the incidents that a sentence tells of; not those of which it only counts the harm."""
    tellers: dict[int, set[int]] = defaultdict(set)
    for position, one in enumerate(growing):
        for trigger in one.triggers:
            if trigger.leaf:
                tellers[trigger.sentence].add(position)
    return tellers


def _finished(one: _Growing, position: int, tellers: Mapping[int, set[int]], scenery: Scenery) -> Incident:
    """With the place and the time that its own sentences give it, else those around them that tell of no other."""
    first = one.triggers[0].sentence
    around = range(first - FOLLOWING, first + FOLLOWING + 1)
    others = frozenset(at for at in around if at in tellers and position not in tellers[at])
    place = _sharpest(one.places) if one.places else scenery.place_around(one.triggers, others)
    if place is not None and not one.summary:
        behind = (trigger.sentence + 1 for trigger in one.triggers)
        place = scenery.sharper(place, (sentence for sentence in behind if sentence not in tellers))
    time = one.times[0] if one.times else time_around(first, scenery.scenes, others)
    weight = max((t.weight for t in one.triggers if not t.effect or t.leaf), default=0.0)
    told = tuple(sorted(one.triggers, key=lambda t: (t.first, t.last)))
    return Incident(one.leaf, weight, told, place, time, one.namer, one.summary)


def _sharpest(places: list[PlaceMention]) -> PlaceMention:
    """The first place, or the sharpest that lies within it."""
    best = places[0]
    for place in places[1:]:
        if contains(best, place) and not contains(place, best):
            best = place
    return best


def _dated(incident: Incident, told: Sequence[Incident], scenes: Scenes, rules: IncidentRules) -> Incident:
    """With the day of the story where nothing says when it was; ``told`` came before in the text."""
    sentences = {trigger.sentence for trigger in incident.triggers}
    if incident.time is not None or any(time.use == "event" for at in sentences for time in scenes.times[at]):
        return incident  # "hit overnight, following an incursion": the night is not the incursion's
    family = rules.family_of(incident.leaf)
    dated = [(o.place, o.time) for o in told if o.time is not None and rules.family_of(o.leaf) == family]
    time = day_of_story(incident.place, dated, day_of(scenes.document.published))
    return replace(incident, time=time) if time else incident


def _echoed(incident: Incident, others: Sequence[Incident], rules: IncidentRules) -> Incident:
    """An explosion of which no more is said, beside a bombing, is a bombing."""
    leaves = rules.echoes.get(incident.namer.kind or "", frozenset())
    if not incident.namer.bare or incident.leaf in leaves:
        return incident
    leaf = next((other.leaf for other in others if other.leaf in leaves), None)
    return replace(incident, leaf=leaf) if leaf else incident


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
    if time.precision is TimePrecision.MONTH and latest < published and (not first or incident.namer.bare):
        return True  # "last month a strike killed seventy", "1,200 civilians were killed in October": of news one knows the day
    return latest < published - timedelta(days=rules.old_days if first else rules.background_days)


def _importance(incident: Incident) -> tuple[int, int]:
    """What comes first in the text, unless it is told in passing only."""
    first = incident.triggers[0]
    return first.sentence, first.first
