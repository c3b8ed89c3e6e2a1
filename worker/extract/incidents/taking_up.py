"""What a mention takes from what was told before it: its leaf, or that it is one more of the same kind at another place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from worker.extract.findings import PlaceMention, TimeMention, Trigger
from worker.extract.incidents.apartness import THREAD, apart_from, is_on_another_day
from worker.extract.incidents.growing import HARMS, Growing, alike
from worker.extract.incidents.parted import is_part
from worker.extract.places.fronts import front_of, opens_anew, place_of_own_clause, place_of_part
from worker.extract.places.scenes import Scenes
from worker.lexicons.incidents import IncidentRules

_OF_THE_AIR = frozenset(("strike", "strikes"))  # wherever in a report on air strikes
_ARMED = "armed"
_OF_ITSELF = 0.6  # what a word of harm weighs that says how: "beheaded", where "killed" does not


def is_beside(place: PlaceMention, trigger: Trigger, scenes: Scenes) -> bool:
    """Whether a place is not where "the raid" was: "accused the president of | Benin | of the raid", "the raid came when | Benin |"."""
    if place.first in scenes.dateline or place.first == 0:
        return False  # "SHARM: Saturday's bombing of this resort"
    if place.last <= trigger.first:
        return not scenes.is_where(place)
    return scenes.clauses[place.first] != scenes.clauses[trigger.last - 1] and not scenes.says_where(place)


def taking_up(
    trigger: Trigger, growing: Sequence[Growing], in_mind: Sequence[int], scenes: Scenes, rules: IncidentRules
) -> Trigger:
    """With the leaf of what was told before, where a weak word takes it up: "Air strikes hit the city. A strike on a house …"."""
    if trigger.effect or not in_mind or (trigger.kind is None and not _is_loose(trigger, scenes, rules)):
        return trigger
    last = growing[in_mind[-1]]
    if trigger.definite and trigger.kind == "attack" and trigger.sentence - last.last_sentence <= THREAD:
        leaf = rules.called_attack.get(last.namer.kind or "")
        if leaf is not None and rules.names(leaf, last.leaf):
            return replace(trigger, leaf=leaf, kind=None)
    near = trigger.sentence - last.last_sentence <= 1
    for word in scenes.document.keys[trigger.first : trigger.last]:
        leaves = rules.takes_up.get(word, frozenset())
        if not leaves or (word in rules.taken_up and not (trigger.definite or (trigger.separate and trigger.bare))):
            continue
        if near and word in rules.taken_up and rules.family_of(last.leaf) == _ARMED and last.leaf not in leaves:
            return trigger  # "Bombers attacked the headquarters. A group said it was behind the raid", after air raids
        for number in reversed(in_mind):
            one = growing[number]
            if one.leaf in leaves and (trigger.sentence - one.last_sentence <= THREAD or word in _OF_THE_AIR):
                return replace(trigger, leaf=one.leaf, kind=None)
    return trigger


def _is_loose(trigger: Trigger, scenes: Scenes, rules: IncidentRules) -> bool:
    """``Killed in clashes``, where no fighters are told of."""
    sentence = scenes.document.sentences[trigger.sentence]
    return trigger.rule_id in rules.loose and rules.fighters.isdisjoint(
        scenes.document.keys[sentence.first : sentence.last]
    )


def told_elsewhere(
    trigger: Trigger,
    place: PlaceMention | None,
    time: TimeMention | None,
    growing: Sequence[Growing],
    in_mind: Sequence[int],
    scenes: Scenes,
    rules: IncidentRules,
) -> tuple[Trigger, PlaceMention | None]:
    """``A bomb killed two in Kirkuk, and in Mosul three men | died``: harm at another place, with which its clause begins.

    It is one more of the same kind, unless its own words say another.
    """
    if not trigger.effect or trigger.definite or trigger.kind not in HARMS or place is None or not in_mind:
        return trigger, place
    one = next((growing[n] for n in reversed(in_mind) if growing[n].leaf not in rules.harmless), None)
    if one is None or trigger.sentence - one.last_sentence > 1:
        return trigger, place
    told = one.places or ([one.home] if one.home else [])
    front = front_of(scenes, trigger) or place_of_own_clause(scenes, trigger)
    if one.summary:  # "three gunfights in Kashmir. … In the evening one man was killed | in Shopian"
        part = (
            trigger.sentence > one.triggers[0].sentence and front is not None and not any(alike(front, p) for p in told)
        )
        return (_as_incident(trigger, one, rules), front) if part else (trigger, place)
    if front is None and is_part(trigger):
        front = place  # "five in Nuseirat; and | three in Jabalia"
    elif front is None and one.leaf not in rules.stoppable:  # of one night's barrage
        front = place_of_part(scenes, trigger, told)
    if front is None or not (apart_from(front, told) if told else opens_anew(scenes, trigger)):
        return trigger, place
    if one.leaf in rules.far_reaching and any(front.country == other.country for other in told):
        return trigger, None  # the storm killed there, too, and was told of where it struck first
    if trigger.leaf and one.leaf in rules.from_afar and is_on_another_day(time, one):  # no bomb of another day
        return replace(trigger, effect=False, separate=True, weight=max(trigger.weight, rules.least_weight)), place
    return _as_incident(trigger, one, rules), place


def as_numbered(
    trigger: Trigger, item: int, growing: Sequence[Growing], in_mind: Sequence[int], rules: IncidentRules
) -> Trigger:
    """``In the second, one rebel | was killed``: the harm that tells first of one of several is an incident of their kind."""
    if not trigger.effect or trigger.kind not in HARMS or any(growing[n].item == item for n in in_mind):
        return trigger
    whole = next((growing[n] for n in reversed(in_mind) if growing[n].summary), None)
    return trigger if whole is None else _as_incident(replace(trigger, leaf=""), whole, rules)


def _as_incident(trigger: Trigger, one: Growing, rules: IncidentRules) -> Trigger:
    """Harm that is one more incident of the same kind, unless its own words say another."""
    summed_up = one.summary and trigger.kind in HARMS
    own = trigger.leaf and not summed_up and ((is_part(trigger) and not trigger.bare) or trigger.weight >= _OF_ITSELF)
    leaf = trigger.leaf if own else one.leaf
    trigger = replace(trigger, leaf=leaf, effect=False, weight=max(trigger.weight, rules.least_weight))
    if own or one.namer.kind is None:
        return trigger
    return replace(trigger, kind=one.namer.kind, bare=one.namer.bare)  # a blast is a blast there, too
