"""How well a trigger tells of an incident that was told before: leaves that can be one, and no place or time that forbids it."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice

from worker.extract.findings import PlaceMention, TimeMention, Trigger
from worker.extract.incidents.apartness import CARRIED, THREAD, apart_from, is_another, is_vented
from worker.extract.incidents.growing import LEAD, Growing, alike
from worker.extract.incidents.ties import are_one, is_debris, is_its_end, is_of_barrage
from worker.extract.places.chains import WIDE, contains
from worker.extract.places.scenes import Scenes
from worker.extract.times.moments import same_days
from worker.lexicons.incidents import IncidentRules

_FELT = 5  # the same of a quake and a storm, which break much
_MOST_TOLD = 3  # triggers, the last of an incident, that its sentence may tie another one to
_SHARPER = 2  # sentences, in which it is said what fell
_MISHAPS, _NATURE, _MEASURES, _WORKS = "accident", "nature", "security", "works"
_TIED = 2.0  # as a leaf that can be the same


def bound(trigger: Trigger, place: PlaceMention | None, one: Growing, scenes: Scenes, rules: IncidentRules) -> float:
    """How well it fits by the grammar of its sentence alone, or by what fell from one sky."""
    if trigger.sentence == one.last_sentence:
        for told in islice(reversed(one.triggers), _MOST_TOLD):
            if are_one(trigger, told, one.leaf, scenes, rules):
                return _TIED
    if is_its_end(trigger, one.triggers[-1], one.leaf, scenes):
        return _TIED
    if is_debris(trigger, one.triggers[-1], one.leaf, scenes, rules) or (
        one.by_towns and trigger.leaf == rules.stopped
    ):
        return _TIED
    if one.by_towns:
        return 0.0
    here = place is None or not one.places or not apart_from(place, one.places)
    return _TIED if here and is_of_barrage(trigger, one.triggers[0], one.leaf, scenes, rules) else 0.0


def fit(
    trigger: Trigger, place: PlaceMention | None, time: TimeMention | None, one: Growing, rules: IncidentRules
) -> float:
    """How well the trigger tells of this incident; 0: it can not."""
    near = trigger.sentence - one.last_sentence
    likeness = _likeness(
        trigger, place, time, one, near, rules
    )  # asked first: it tells most of them apart, and costs least
    if likeness == 0 or is_another(trigger, place, time, one, rules):
        return 0.0
    if near > 0 and _may_have_parts(one) and _is_part(trigger, place, time, one):
        return 0.0
    if near > int(trigger.definite) and _by_other_hands(trigger, one, rules):
        return 0.0
    if _burnt_apart(trigger, one, rules) or (near > 0 and _by_other_arms(trigger, place, one, rules)):
        return 0.0
    return likeness


def _likeness(
    trigger: Trigger,
    place: PlaceMention | None,
    time: TimeMention | None,
    one: Growing,
    near: int,
    rules: IncidentRules,
) -> float:
    """How well the trigger's leaf and weight fit the incident, ``near`` sentences before it."""
    recency = 1.0 / (1 + near)
    if trigger.rule_id in rules.of_homes and one.leaf in rules.far_reaching and near <= _FELT:
        return 2.0 + recency  # "1,100 houses have been destroyed", behind a crash of those who fought the fire
    if trigger.effect:
        return _fit_of_effect(trigger, one, near, rules) * (1.0 + recency)
    takes = trigger.leaf in rules.carries and not _is_why_held(trigger, one, rules)
    if takes and near == 0 and not (trigger.definite and trigger.last <= one.triggers[0].first):
        return 3.5
    if trigger.leaf == one.leaf:
        return 3.0 + recency
    if near <= 1 and one.leaf in rules.answers.get(trigger.rule_id, ()):
        return 2.0 + recency
    if (
        near <= _SHARPER
        and not trigger.separate
        and (_leaves_open(trigger, one, rules) or _says_what(trigger, one, rules))
    ):
        return 2.0 + recency
    echo = trigger.bare and trigger.kind in rules.echoes and place is None and time is None  # "There was an explosion"
    retold = one.earlier and time is not None and any(same_days(time, other) for other in one.times)
    if _one(trigger.leaf, one.leaf, rules) and (near <= THREAD or trigger.definite or echo or retold):
        return 2.0 + recency
    anywhere = place is None or _fell(trigger, place, one, rules) or trigger.leaf in rules.breaking.get(one.leaf, ())
    reach = _FELT if one.leaf in rules.far_reaching else CARRIED
    carried = takes and near <= reach and anywhere and time is None
    if carried or is_vented(trigger, place, one, near, rules):
        return 1.0 + recency
    if rules.family_of(trigger.leaf) != rules.family_of(one.leaf):
        return 0.0
    loose = trigger.kind is not None or one.namer.kind is not None or trigger.rule_id in rules.set_on_fire
    weak = loose and near <= 1
    taken = trigger.leaf in rules.by_taking and trigger.kind is None and one.leaf in rules.from_afar
    points_back = trigger.definite and not taken  # "the abduction" is not the air strike
    return 1.1 + recency if weak or points_back or trigger.same_hands else 0.0


def _leaves_open(trigger: Trigger, one: Growing, rules: IncidentRules) -> bool:
    """``A drone hit a bakery. The | bombardment | killed five``: words that leave open what fell."""
    return one.leaf in rules.left_open.get(trigger.rule_id, ())


def _says_what(trigger: Trigger, one: Growing, rules: IncidentRules) -> bool:
    """``Rebels bombarded the town, killing five. | A drone hit | a bakery``: what it was that fell."""
    return trigger.leaf in rules.left_open.get(one.namer.rule_id, ())


def _is_why_held(trigger: Trigger, one: Growing, rules: IncidentRules) -> bool:
    """``Police detained the owner of a mill where a | fire killed | nine``: that burned before, and not in the arrest."""
    return rules.family_of(trigger.leaf) == _MISHAPS and rules.family_of(one.leaf) == _MEASURES


def _fell(trigger: Trigger, place: PlaceMention, one: Growing, rules: IncidentRules) -> bool:
    """``In Mineral the ceiling of a school | fell``, within what the quake shook."""
    mishap = one.leaf in rules.far_reaching and rules.family_of(trigger.leaf) == _MISHAPS
    return mishap and bool(one.places) and not apart_from(place, one.places)


def tells_last_before(trigger: Trigger, one: Growing) -> int:
    """The last word before what followed in one sentence: "a drone hit a car, killing a man, and a shell hit a shop".

    Where none stands before, how near the first behind it is, below 0: "nine were killed when a bus crashed, while floods".
    """
    if not trigger.effect or trigger.sentence != one.last_sentence:
        return 0
    behind = bisect_left(one.firsts, trigger.first)
    return one.firsts[behind - 1] if behind else trigger.first - one.firsts[0]


def _may_have_parts(one: Growing) -> bool:
    """Whether what is told later may be one of several: "four attacks", "strikes" all over a country."""
    return one.summary or (one.plural and bool(one.places) and all(place.precision in WIDE for place in one.places))


def _is_part(trigger: Trigger, place: PlaceMention | None, time: TimeMention | None, one: Growing) -> bool:
    """Whether the trigger tells of one of several that were summed up, at a place or a time of its own."""
    retold = (trigger.plural or trigger.several) and trigger.sentence - one.last_sentence <= LEAD
    if trigger.definite or not trigger.leaf or retold:  # "Blasts kill five. Five men were killed in two explosions …"
        return False
    if place is not None and not any(alike(place, other) or contains(place, other) for other in one.places):
        return True
    return time is not None and bool(one.times) and not any(same_days(time, other) for other in one.times)


def _by_other_hands(trigger: Trigger, one: Growing, rules: IncidentRules) -> bool:
    """Whether the one tells of a murder and the other of what fell or went off: two methods of harm."""
    if trigger.rule_id in rules.by_hand:
        return one.leaf in rules.from_afar
    return trigger.leaf in rules.from_afar and one.namer.rule_id in rules.by_hand


def _burnt_apart(trigger: Trigger, one: Growing, rules: IncidentRules) -> bool:
    """``planted a bomb in a bank and set a restaurant on fire``: two deeds; but drones "killed two and set a depot on fire"."""
    if trigger.rule_id in rules.set_on_fire:
        fell = one.leaf in rules.stoppable and trigger.sentence == one.last_sentence
        return one.leaf in rules.from_afar and not fell
    return one.namer.rule_id in rules.set_on_fire and trigger.leaf in rules.from_afar


def _by_other_arms(trigger: Trigger, place: PlaceMention | None, one: Growing, rules: IncidentRules) -> bool:
    """``Russia attacked Ukraine with 90 drones. … In Kharkiv | a guided bomb | hit a house``: none of the drones."""
    if one.leaf not in rules.barrage or trigger.leaf in rules.barrage or trigger.leaf not in rules.stoppable:
        return False
    return place is not None and not any(alike(place, other) for other in one.places)


def _fit_of_effect(trigger: Trigger, one: Growing, near: int, rules: IncidentRules) -> float:
    """What follows from an incident ("killed") joins it, unless it tells enough of its own and of another kind, or far away."""
    if (
        trigger.leaf
        and trigger.weight >= rules.least_weight
        and one.leaf in rules.harmless
        and trigger.kind == "killing"
        and not (near == 0 and rules.family_of(one.leaf) == _WORKS)
    ):
        return 0.0  # an arrest over a murder is not the murder; but "a bridge collapsed, killing four"
    if (
        not trigger.leaf
        or trigger.definite
        or trigger.weight < rules.least_weight
        or trigger.leaf == one.leaf
        or near == 0
        or (trigger.bare and near <= THREAD)
    ):
        return 1.0  # "Four people were killed", after a landslide
    if near <= 1 and trigger.rule_id in rules.faceless and trigger.leaf == rules.by_nobody and _is_mishap(one, rules):
        return 1.0  # "The trains collided. At least 36 people were killed, the fire brigade said"
    kin = _one(trigger.leaf, one.leaf, rules) or rules.family_of(trigger.leaf) == rules.family_of(one.leaf)
    return 1.0 if kin and near <= THREAD else 0.0


def _one(leaf: str, other: str, rules: IncidentRules) -> bool:
    return rules.names(leaf, other) or rules.names(other, leaf)


def names_better(trigger: Trigger, one: Growing, rules: IncidentRules) -> bool:
    """Whether the newcomer's leaf names the incident: it absorbs the old one, or the old one was but a weak word's."""
    if not trigger.leaf or trigger.leaf == one.leaf or trigger.effect:
        return False
    if one.leaf in rules.mild.get(trigger.rule_id, ()) or _leaves_open(trigger, one, rules):
        return False
    if _says_what(trigger, one, rules):
        return True
    if one.leaf in rules.answers.get(trigger.rule_id, ()):
        return True
    if trigger.leaf in rules.mild.get(one.namer.rule_id, ()):
        return True
    if rules.names(trigger.leaf, one.leaf):
        return trigger.weight >= rules.least_weight and (trigger.kind is None or one.namer.kind is not None)
    return (
        one.namer.kind is not None
        and trigger.weight > one.namer.weight
        and (_is_guess(trigger, one, rules) or not rules.names(one.leaf, trigger.leaf))
        and trigger.leaf not in rules.carries
    )


def _is_guess(trigger: Trigger, one: Growing, rules: IncidentRules) -> bool:
    """``A train struck a truck and | came off the rails``: a word too weak by itself, and of another family."""
    return one.namer.weight < rules.least_weight and rules.family_of(trigger.leaf) != rules.family_of(one.leaf)


def _is_mishap(one: Growing, rules: IncidentRules) -> bool:
    """Whether nobody meant it."""
    return rules.family_of(one.leaf) in (_MISHAPS, _NATURE)
