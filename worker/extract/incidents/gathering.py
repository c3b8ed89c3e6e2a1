"""Gathers triggers into incidents: one attack told three times is one, a summary of three attacks is three.

Two mentions are of one incident when their leaves can be one, and neither their places nor their times forbid it.
Definite and weak mentions ("the attack", "killed") join what the text is talking about.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from schemas.reasons import SkipReason
from worker.extract.findings import PlaceMention, TimeMention, Trigger
from worker.extract.incidents.aftermath import followed, is_told_of
from worker.extract.incidents.barrages import find_barrage
from worker.extract.incidents.determination import names_listed
from worker.extract.incidents.finishing import (
    IN_MIND,
    dated,
    dated_back,
    dated_by_memory,
    echoed,
    finished,
    is_history,
    placed,
    tellers_of,
)
from worker.extract.incidents.fitting import bound, fit, names_better, tells_last_before
from worker.extract.incidents.growing import LEAD, Growing, Incident
from worker.extract.incidents.list_items import find_items
from worker.extract.incidents.opening import opening_of
from worker.extract.incidents.ordinals import FIRST, numbered_items
from worker.extract.incidents.parted import with_parts
from worker.extract.incidents.realis import aside
from worker.extract.incidents.same_target import SAME_TARGET, strikes_it_again
from worker.extract.incidents.same_toll import MOST_APART, SAME_TOLL, tells_same_toll
from worker.extract.incidents.scenery import Scenery
from worker.extract.incidents.summaries import with_parts_marked
from worker.extract.incidents.taking_up import as_numbered, is_beside, taking_up, told_elsewhere
from worker.extract.incidents.ties import (
    goes_on,
    is_answered,
    is_before_onward,
    is_claimed,
    is_grievance,
    is_looked_back_on,
    is_of_others,
    is_of_retaliation,
)
from worker.extract.incidents.when import by_sentence, time_of
from worker.extract.places.chains import WIDE, contains
from worker.extract.places.elsewhere import guards_its_sky
from worker.extract.places.scenes import Scenes
from worker.extract.places.told_times import DAYLESS
from worker.extract.times.moments import same_days
from worker.lexicons.incidents import IncidentRules

_BETWEEN = "between"


MOST_INCIDENTS = 200
"""Of one article.  A year's review tells of some dozens; this many fill the largest message that brokers take by default."""


def gather_incidents(
    triggers: tuple[Trigger, ...], scenes: Scenes, rules: IncidentRules
) -> tuple[tuple[Incident, ...], tuple[Trigger, ...]]:
    """The incidents in the order of importance, and the triggers of what is history or too much, with that reason."""
    triggers = with_parts(triggers, scenes)
    growing = _grown(triggers, scenes, rules)
    scenery = Scenery(scenes)
    tellers = tellers_of(growing, rules)
    incidents: list[Incident] = []
    history: list[Trigger] = []
    for position, one in enumerate(growing):
        incident = finished(one, position, tellers, scenery, rules)
        if incident.weight < rules.least_weight:
            continue
        incident = dated(dated_back(incident, scenes, rules), incidents, tellers, scenes, rules)
        incident = placed(incident, tellers, scenery)
        if is_history(incident, first=position == 0, scenes=scenes, rules=rules):
            history += put_aside(one.triggers, SkipReason.HISTORIC, "incidents.old")
        else:
            incidents.append(incident)
    old = [t for t in triggers if t.skip is SkipReason.HISTORIC]
    if old:
        incidents = [dated_by_memory(incident, old, scenes, rules) for incident in incidents]
    incidents = [echoed(incident, incidents, rules) for incident in incidents]
    kept = with_parts_marked(sorted(incidents, key=_importance), rules)
    for left_out in kept[MOST_INCIDENTS:]:
        history += put_aside(left_out.triggers, SkipReason.TOO_MANY, "incidents.too_many")
    return tuple(kept[:MOST_INCIDENTS]), tuple(history)


def _grown(triggers: Sequence[Trigger], scenes: Scenes, rules: IncidentRules) -> list[Growing]:
    """What is told of each incident, trigger by trigger in the order of the text."""
    barrage = find_barrage(triggers, scenes, rules)
    growing: list[Growing] = []
    in_mind: list[int] = []  # positions in growing, the last that was talked about at the end
    named = by_sentence(triggers)
    items = {**numbered_items(scenes.document, triggers), **find_items(named, scenes)}
    last = {id(t) for t in triggers if is_told_of(t, named[t.sentence], scenes, rules)}
    order = sorted(
        triggers, key=lambda t: (t.sentence, t.effect or id(t) in last, t.leaf in rules.carries, t.first, t.last)
    )
    for trigger in order:
        if trigger.skip is None:  # of a sentence first what happened, then what followed from it
            beside = named[trigger.sentence]
            time = None if is_claimed(trigger, growing, in_mind, scenes) else time_of(trigger, beside, scenes, rules)
            scene = _scene_of(trigger, beside, scenes, rules)
            _add(trigger, scene, time, items.get(trigger.sentence, 0), beside, growing, in_mind, scenes, rules)
            if trigger is barrage and in_mind:
                growing[in_mind[-1]].summary = growing[in_mind[-1]].by_towns = True
    return growing


def _scene_of(trigger: Trigger, beside: Sequence[Trigger], scenes: Scenes, rules: IncidentRules) -> PlaceMention | None:
    """Where its own sentence says that it was, if that is said of this one."""
    if goes_on(trigger, beside, scenes):
        return None
    scene = scenes.place_of(trigger)
    if scene is None and trigger.leaf == rules.stopped:
        return next(
            (place for place in scenes.places[trigger.sentence] if guards_its_sky(scenes.document, place)), None
        )
    if scene is not None and (
        is_before_onward(scene, trigger, scenes) or is_of_retaliation(scene, trigger, beside, scenes)
    ):
        return None
    return scene


def put_aside(triggers: Iterable[Trigger], reason: SkipReason, rule_id: str) -> tuple[Trigger, ...]:
    """The triggers of what is no incident, with the reason."""
    return tuple(aside(trigger, reason, rule_id) for trigger in triggers)


def _add(
    trigger: Trigger,
    place: PlaceMention | None,
    time: TimeMention | None,
    item: int,
    beside: Sequence[Trigger],
    growing: list[Growing],
    in_mind: list[int],
    scenes: Scenes,
    rules: IncidentRules,
) -> None:
    if is_grievance(trigger, scenes, rules) or is_of_others(trigger):
        return
    trigger = taking_up(trigger, growing, in_mind, scenes, rules)
    sky = trigger.leaf == rules.stopped
    if trigger.definite and place is not None and not sky and is_beside(place, trigger, scenes):
        place = None
    trigger, place = told_elsewhere(trigger, place, time, growing, in_mind, scenes, rules)
    end = place if place is not None and scenes.preposition_of(place) == _BETWEEN else None
    place = None if end is not None else place
    if (number := followed(trigger, place, time, beside, growing, in_mind, scenes, rules)) is not None:
        in_mind.remove(number)
        in_mind.append(number)
        growing[number].add(replace(trigger, leaf="", effect=True), None, None)
        return
    if item >= FIRST:
        trigger = as_numbered(trigger, item, growing, in_mind, rules)
    detail = (time is None or time.rule_id in DAYLESS) and _is_detail(trigger, place, beside, growing, in_mind)
    detail = detail or _tells_all(trigger, place, time, beside, growing, in_mind, scenes)
    opening = opening_of(trigger, place, time, item, growing[in_mind[-1]] if in_mind else None, scenes)
    follows = (
        trigger.effect or trigger.definite or trigger.leaf in rules.carries
    )  # of the news, and not of what was before
    scored = [
        (
            fit(trigger, *((None, None) if detail else (place, time)), growing[n], rules)
            or bound(trigger, place, growing[n], scenes, rules)
            or SAME_TARGET * strikes_it_again(trigger, time, growing[n], scenes, rules)
            or SAME_TOLL
            * (len(growing) <= MOST_APART and tells_same_toll(trigger, place, time, growing[n], scenes, rules)),
            not (follows and growing[n].earlier) and not (trigger.effect and growing[n].leaf == rules.stopped),
            tells_last_before(trigger, growing[n]),
            not growing[n].looked_back_on,
            n,
        )
        for n in (_of_the_night(trigger, place, growing, in_mind, rules) or in_mind)
        if opening.may_be_of(growing[n], scenes, rules)
    ]
    best, *_, number = max(scored, default=(0.0, 0))
    if best > 0:
        in_mind.remove(number)
    elif trigger.leaf and (trigger.weight >= rules.least_weight or not (trigger.effect and trigger.definite)):
        number = len(growing)
        home = scenes.dateline_place() if place is None and trigger.sentence < LEAD else None
        earlier = opening.later or is_answered(trigger, beside, scenes)
        growing.append(Growing(trigger.leaf, trigger, item, home=home, earlier=earlier))
        del in_mind[: -IN_MIND + 1]
    else:
        return
    one = growing[number]
    one.looked_back_on |= bool(in_mind) and is_looked_back_on(trigger, scenes)
    in_mind.insert(len(in_mind) - one.looked_back_on, number)  # the text goes on with what came after it
    of_parts = one.summary and trigger.sentence != one.triggers[0].sentence
    one.end = one.end or end
    if place is not None and not one.places and scenes.is_bearing_only(place):
        one.toward = place
    one.add(trigger, None if of_parts else place, time)  # the toll in one village is not where all attacks were
    if names_better(trigger, one, rules):
        one.leaf, one.namer = trigger.leaf, trigger


def _is_detail(
    trigger: Trigger,
    place: PlaceMention | None,
    beside: Sequence[Trigger],
    growing: Sequence[Growing],
    in_mind: Sequence[int],
) -> bool:
    """``Air strikes killed ten in southeastern Afghanistan. The house of a man | was bombed | in Gurbuz``: where, without a toll of its own."""
    if place is None or trigger.separate or trigger.effect or not in_mind or any(other.effect for other in beside):
        return False
    one = growing[in_mind[-1]]
    wide = one.plural and not one.summary and all(contains(told, place) for told in one.places)
    return wide and bool(one.places) and 0 < trigger.sentence - one.last_sentence <= 1 and len(growing) == 1


def _tells_all(
    trigger: Trigger,
    place: PlaceMention | None,
    time: TimeMention | None,
    beside: Sequence[Trigger],
    growing: Sequence[Growing],
    in_mind: Sequence[int],
    scenes: Scenes,
) -> bool:
    """``Gunmen raided two villages in Benue. Eighty men | attacked | Agbana and Tse Orbiam``: all that were summed up, by name."""
    if not in_mind or trigger.effect or any(other.effect for other in beside):
        return False
    one = growing[in_mind[-1]]
    if not one.summary or one.leaf != trigger.leaf or not 0 < trigger.sentence - one.last_sentence <= LEAD:
        return False
    here = place is None or all(contains(told, place) for told in one.places)
    then = time is None or all(same_days(time, told) for told in one.times)
    return here and then and names_listed(trigger.last, scenes.document) > 1


def _of_the_night(
    trigger: Trigger,
    place: PlaceMention | None,
    growing: Sequence[Growing],
    in_mind: Sequence[int],
    rules: IncidentRules,
) -> list[int]:
    """``It had | shot down 406 drones``, of all that flew that night, whichever town was told last; none where no night is told so."""
    whole = trigger.leaf == rules.stopped and (place is None or place.precision in WIDE)
    return [n for n in in_mind if whole and growing[n].by_towns]


def _importance(incident: Incident) -> tuple[int, int]:
    """What comes first in the text, unless it is told in passing only."""
    first = incident.triggers[0]
    return first.sentence, first.first
