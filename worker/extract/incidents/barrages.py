"""A night's attack on a whole country, told town by town: "launched 503 drones at Ukraine … Four people were killed in Dnipro …"."""

from __future__ import annotations

from collections.abc import Sequence

from worker.extract.findings import PlaceMention, Trigger
from worker.extract.incidents.growing import HARMS, LEAD
from worker.extract.incidents.parted import is_number
from worker.extract.places.chains import WIDE, apart, contains
from worker.extract.places.scenes import Scenes
from worker.lexicons.incidents import IncidentRules

_LAUNCHED = frozenset("drones uavs shaheds missiles rockets".split())
_REACH = 12  # sentences in which a night is told
_TOWNS = 2  # with a toll of their own, are parts


def find_barrage(triggers: Sequence[Trigger], scenes: Scenes, rules: IncidentRules) -> Trigger | None:
    """The trigger of the lead that tells of the whole night, where two towns at least are told with tolls of their own."""
    whole = next((t for t in triggers if t.sentence <= LEAD and t.skip is None and _is_whole(t, scenes, rules)), None)
    if whole is None:
        return None
    towns: list[PlaceMention] = []
    land = scenes.place_of(whole)
    for trigger in triggers:
        near = 0 < trigger.sentence - whole.sentence <= _REACH
        if near and trigger.skip is None and trigger.kind in HARMS and (town := _town_of(trigger, scenes)) is not None:
            if (land is None or contains(land, town)) and all(apart(town, other) for other in towns):
                towns.append(town)
            if len(towns) >= _TOWNS:
                return whole
    return None


def _is_whole(trigger: Trigger, scenes: Scenes, rules: IncidentRules) -> bool:
    """``Launched 503 drones and 45 missiles | at Ukraine``: so many, and at no one town."""
    if trigger.leaf not in rules.stoppable and trigger.leaf != rules.stopped:
        return False
    sentence = scenes.document.sentences[trigger.sentence]
    keys = scenes.document.keys[sentence.first : sentence.last]
    counted = any(
        word in _LAUNCHED and any(is_number(key) for key in keys[max(0, at - 3) : at]) for at, word in enumerate(keys)
    )
    place = scenes.place_of(trigger)
    return counted and (place is None or place.precision in WIDE)


def _town_of(trigger: Trigger, scenes: Scenes) -> PlaceMention | None:
    """Where people came to harm, as their sentence counts them."""
    sentence = scenes.document.sentences[trigger.sentence]
    if not any(is_number(key) for key in scenes.document.keys[sentence.first : sentence.last]):
        return None
    return scenes.place_of(trigger)
