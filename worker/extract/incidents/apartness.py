"""What forbids a mention to tell of an incident: words, a place or a time that can not be this one's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from schemas.place import PlacePrecision
from worker.extract.findings import PlaceMention, TimeMention, Trigger
from worker.extract.incidents.growing import LEAD, Growing, alike
from worker.extract.places.chains import WIDE, apart, contains
from worker.extract.places.told_times import DAYLESS, PART
from worker.extract.times.moments import day_of, disjoint
from worker.lexicons.gazetteer import distance_km
from worker.lexicons.incidents import IncidentRules

_ROAD_KM = 200.0
_SUBURB_KM = 25.0
_BEYOND_KM = 300.0  # a town "north of" a city
_CROWDS = "unrest"
_DIVISIONS = (*WIDE, PlacePrecision.ADMIN2)
THREAD = 3
"""Sentences: how far back a mention of another leaf still tells of the same incident."""
CARRIED = 3
"""Sentences after an incident, in which what broke or burns without a scene of its own is told of it."""


def is_another(
    trigger: Trigger, place: PlaceMention | None, time: TimeMention | None, one: Growing, rules: IncidentRules
) -> bool:
    """Whether the words say that it is another incident, or its place or time can not be this one's."""
    if trigger.separate and trigger.sentence != one.last_sentence:
        return True
    if _burns_within(trigger, place, one, rules):
        return False
    if (
        place is not None
        and one.places
        and _has_own(place, trigger, rules)
        and apart_from(place, _sharpest(one))
        and not _may_be_within(trigger, place, one)
        and not _is_named_at_last(trigger, place, one)
        and not _is_close_by(trigger, place, one, rules)
    ):
        sharper = all(place.precision != other.precision for other in one.places)
        same = trigger.same_hands or (trigger.definite and trigger.leaf == one.leaf)
        reached = one.leaf in rules.far_reaching and any(place.country == other.country for other in one.places)
        carried = trigger.leaf in rules.breaking.get(one.leaf, ()) and trigger.sentence - one.last_sentence <= CARRIED
        if not (same and (sharper or place.precision is PlacePrecision.SITE)) and not (reached and (same or carried)):
            return True  # but "the kidnapping took place in San Luis", after "kidnapped in San Miguel department"
    if place is not None and _is_elsewhere(trigger, place, one, rules):
        return True
    if time is not None and not one.times and _is_recalled(trigger, time, one):
        return True
    if time is None or not one.times or time.rule_id == PART or (trigger.definite and time.rule_id in DAYLESS):
        return False  # "The quake struck at 6:02 p.m.", and the day was told long before
    if _is_later_end(trigger, one, rules):
        return False
    dated = [other for other in one.times if other.rule_id != PART]  # "an evening service" has no day
    if one.leaf in rules.lasting and (trigger.definite or trigger.effect) and _goes_on(time, dated, rules):
        return False  # "Three attackers were killed on Monday", two days after they took the mall
    return bool(dated) and all(disjoint(time, other) for other in dated)


def _may_be_within(trigger: Trigger, place: PlaceMention, one: Growing) -> bool:
    """``Jets bombed a monastery in Kawlin Township. The | attack on Nyaung Kone village``, which nobody knows, was that one.

    So was the one "in the Sanglakh neighbourhood", after a raid in Kabul.
    """
    near = trigger.definite and 0 < trigger.sentence - one.last_sentence <= 1
    if not near or place.entry is not None or place.precision is not PlacePrecision.PLACE:
        return False
    part = _is_wide(place) and len(one.places) == 1 and one.places[0].entry is not None
    return all((part or _is_wide(other)) and place.country == other.country for other in one.places)


def _is_named_at_last(trigger: Trigger, place: PlaceMention, one: Growing) -> bool:
    """``Gunmen attacked a base in a town north of Riyadh. The | attack | was in Zulfi``: the town that had no name."""
    if one.toward is None or not trigger.definite or not 0 < trigger.sentence - one.last_sentence <= 1:
        return False
    here, there = place.entry or place.parent, one.toward.entry
    if here is None or there is None or place.country != one.toward.country:
        return False
    return distance_km(here.lat, here.lon, there.lat, there.lon) <= _BEYOND_KM


def _is_close_by(trigger: Trigger, place: PlaceMention, one: Growing, rules: IncidentRules) -> bool:
    """``A knife attack near Lyon. The | attack | happened in Villeurbanne``, a suburb: told again at once, and more sharply."""
    near = trigger.definite and 0 < trigger.sentence - one.last_sentence <= 1 and len(one.places) == 1
    if not near or rules.family_of(trigger.leaf) != rules.family_of(one.leaf):
        return False
    here, there = place.entry, one.places[0].entry
    if here is None or there is None or place.country != one.places[0].country:
        return False
    return distance_km(here.lat, here.lon, there.lat, there.lon) <= _SUBURB_KM


def _is_wide(place: PlaceMention) -> bool:
    """``Kaduna state``, ``Balasore | district``: a division, by its kind or by the word behind its name."""
    return place.precision in _DIVISIONS or place.extended[1] > place.end


def _is_elsewhere(trigger: Trigger, place: PlaceMention, one: Growing, rules: IncidentRules) -> bool:
    """Whether it is at another site, or beyond where the incident was that has no scene of its own."""
    return _is_at_another_site(trigger, place, one, rules) or (not one.places and _is_beyond(trigger, place, one))


def _burns_within(trigger: Trigger, place: PlaceMention | None, one: Growing, rules: IncidentRules) -> bool:
    """``Clashes broke out in Kurram. Armed men | set fire to shops | in the Bagan area``, which nobody knows."""
    if place is None or place.entry is not None:
        return False
    vented = is_vented(trigger, None, one, trigger.sentence - one.last_sentence, rules)
    return vented and any(place.country == other.country for other in one.places)


def _is_later_end(trigger: Trigger, one: Growing, rules: IncidentRules) -> bool:
    """``Troops shot her; she | died | on Friday``; ``Nine were kidnapped. Their | bodies | were found on Sunday``: whenever that was."""
    if trigger.same_hands and trigger.effect and trigger.sentence - one.last_sentence <= 1:
        return True
    return trigger.definite and trigger.rule_id in rules.remains and one.leaf in rules.by_taking


def _is_beyond(trigger: Trigger, place: PlaceMention, one: Growing) -> bool:
    """Whether a place lies off the road, or far from the town of the dateline, where the incident was that has no scene of its own."""
    return (one.end is not None and _is_off_the_road(place, one.end)) or _is_far_from_home(trigger, place, one)


def _is_off_the_road(place: PlaceMention, end: PlaceMention) -> bool:
    """Whether a place is too far from the end of the road on which it was: "derailed between Naples and Bari … at | Ariano Irpino"."""
    a, b = place.entry or place.parent, end.entry
    if a is None or b is None or place.country != end.country:
        return place.country != end.country
    return distance_km(a.lat, a.lon, b.lat, b.lon) > _ROAD_KM


def is_on_another_day(time: TimeMention | None, one: Growing) -> bool:
    """Whether a time names another day than all that the incident was told with: "Tuesday night", "early Wednesday"."""
    day = day_of(time.best) if time else None
    days = {found for other in one.times if (found := day_of(other.best)) is not None}
    return day is not None and bool(days) and day not in days


def _goes_on(time: TimeMention, told: Sequence[TimeMention], rules: IncidentRules) -> bool:
    """Whether a time may still be of what lasts for days."""
    day = day_of(time.best)
    days = [found for other in told if (found := day_of(other.best)) is not None]
    return day is not None and any(abs(day - other) <= timedelta(days=rules.lasting_days) for other in days)


def _is_at_another_site(trigger: Trigger, place: PlaceMention, one: Growing, rules: IncidentRules) -> bool:
    """``Police shot a man in Lyon. … A man was shot | in Rue Sala``: one site of the town, told too late to tell of the same again.

    Headline, lead and what stands right behind them tell one incident more sharply each time.
    """
    if (
        place.precision is not PlacePrecision.SITE
        or not one.places
        or trigger.definite
        or trigger.same_hands
        or not _has_own(place, trigger, rules)
        or (rules.family_of(trigger.leaf) == _CROWDS and trigger.sentence - one.last_sentence <= THREAD)
    ):
        return False  # and a march goes past many sites
    retold = trigger.sentence - one.triggers[0].sentence <= LEAD or trigger.sentence == one.last_sentence
    return not retold and not any(alike(place, other) for other in one.places)


def _sharpest(one: Growing) -> Sequence[PlaceMention]:
    """The scenes without those that another one lies in: "in central Nigeria … in Eruku"; all of a disaster, which is wide."""
    places = one.places
    if len(places) == 1 or one.leaf.startswith("disaster."):
        return places
    return [
        place for place in places if not any(contains(place, other) and not contains(other, place) for other in places)
    ]


def _is_recalled(trigger: Trigger, time: TimeMention, one: Growing) -> bool:
    """Whether the news, told in the lead without a day, is followed by what was long ago: "Since 1985 nine hundred were killed"."""
    leads = one.triggers[0].sentence <= LEAD and one.last_sentence < trigger.sentence
    return leads and time.use == "past" and not trigger.definite


def _is_far_from_home(trigger: Trigger, place: PlaceMention, one: Growing) -> bool:
    """``RAMALLAH - A missile hit an office. Hours later a man was shot | near Nablus``: the lead is of where it was written.

    What a crowd does all over a country is told of town by town: "blocked roads. They burned tyres on 20 roads, 16 of them in Cochabamba".
    """
    if trigger.leaf == one.leaf and trigger.leaf.startswith(_CROWDS) and trigger.sentence - one.last_sentence <= 1:
        return False
    told_anew = trigger.sentence > one.last_sentence and not (trigger.definite or trigger.effect)
    home = one.home if one.home is not None and one.home.precision is not PlacePrecision.COUNTRY else None  # a desk's
    return told_anew and home is not None and apart_from(place, (home,))


def _has_own(place: PlaceMention, trigger: Trigger, rules: IncidentRules) -> bool:
    """Whether the place tells where this was, and not but where what it followed from was: "gunmen killed two | in Goma"."""
    return not trigger.effect or (trigger.rule_id in rules.by_hand and place.first >= trigger.first)


def apart_from(place: PlaceMention, others: Sequence[PlaceMention]) -> bool:
    """Whether a place can be the scene of none of the others."""
    for other in others:  # noqa: SIM110 - a generator costs more than what it asks
        if not apart(place, other):
            return False
    return True


def is_vented(trigger: Trigger, place: PlaceMention | None, one: Growing, near: int, rules: IncidentRules) -> bool:
    """What a crowd broke or burned: "workers blocked the road. A factory was set on fire"."""
    here = place is None or (near <= 1 and bool(one.places) and not apart_from(place, one.places))
    reach = THREAD if trigger.bare or trigger.kind is None else 1  # "that police stations had been attacked"
    return here and near <= reach and one.leaf in rules.vented.get(trigger.kind or trigger.rule_id, ())
