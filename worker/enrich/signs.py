"""What of an event tells how sure it is: named figures, which the models of confidence weigh.

The same functions serve enrichment and the fitting of the models (``tests/accuracy``), so that both see the same.
"""

from __future__ import annotations

from collections.abc import Mapping

from schemas.actor import Actor, ActorKind, ActorRole, ActorStatus
from schemas.attribution import Modality, SpeakerKind
from schemas.incident import IncidentEvent, Realis
from schemas.place import Location, PlacePrecision
from schemas.quantity import Qualifier, Quantity
from schemas.time import Time, TimePrecision

Signs = Mapping[str, float]

_SHARP_PLACES = (PlacePrecision.EXACT, PlacePrecision.SITE, PlacePrecision.PLACE, PlacePrecision.ADMIN2)
_SHARP_TIMES = (TimePrecision.MINUTE, TimePrecision.HOUR, TimePrecision.PART_OF_DAY, TimePrecision.NIGHT)
_SURE_SPEAKERS = (SpeakerKind.OFFICIAL, SpeakerKind.MILITARY)
_DOUBT = (Modality.ALLEGED, Modality.DENIED, Modality.UNCONFIRMED)
_MOST_TYPE_SPANS = 4
_LEAD = 600
"""Code points from the start of the text: what an article is about stands there."""


def signs_of_type(event: IncidentEvent) -> Signs:
    """Of the incident and its type."""
    spans = [(e.start, e.end) for e in event.evidence if e.field == "type"]
    said = event.attribution
    return {
        f"branch_{event.type.partition('.')[0]}": 1,
        "more_words_for_it": min(len(set(spans)), _MOST_TYPE_SPANS) - 1 if spans else 0,
        "in_the_lead": min((start for start, _ in spans), default=_LEAD) < _LEAD,
        "other_types_possible": bool(event.type_alternatives),
        "not_carried_out": event.realis is not Realis.ACTUAL,
        "place": event.location is not None,
        "time_stated": not event.time.inferred and event.time.best is not None,
        "casualties": any(getattr(event.casualties, name) is not None for name in type(event.casualties).model_fields),
        "actors": bool(event.actors),
        "things": bool(event.targets or event.damage),
        "weapons": bool(event.weapons),
        "official": any(a.kind in _SURE_SPEAKERS for a in said),
        "alleged": bool(said) and all(a.modality in _DOUBT for a in said),
    }


def signs_of_time(time: Time) -> Signs:
    """Of the day."""
    return {
        "inferred": time.inferred,
        "within_the_day": time.precision in _SHARP_TIMES,
        "coarse": time.precision not in (*_SHARP_TIMES, TimePrecision.DAY),
    }


def signs_of_location(place: Location) -> Signs:
    """Of the scene."""
    return {
        "known": place.resolved is not None,
        "sharp": place.precision in _SHARP_PLACES,
        "country": place.precision is PlacePrecision.COUNTRY,
        "region": place.precision is PlacePrecision.REGION,
        "within": place.within is not None,
        "qualified": place.qualifier is not None,
    }


def signs_of_casualties(quantity: Quantity) -> Signs:
    """Of a number of people."""
    return {
        "exact": quantity.qualifier is Qualifier.EXACT,
        "none": quantity.qualifier is Qualifier.EXPLICIT_NONE,
        "digits": any(letter.isdigit() for letter in quantity.text),
        "one": quantity.best == 1,
    }


def signs_of_actor(actor: Actor) -> Signs:
    """Of an actor in its role."""
    return {
        "known": actor.canonical is not None,
        "named": actor.kind is ActorKind.PERSON,
        "group": actor.kind in (ActorKind.ORGANIZATION, ActorKind.STATE),
        "suffers": actor.role in (ActorRole.VICTIM, ActorRole.TARGET, ActorRole.SIDE_B),
        "responds": actor.role in (ActorRole.RESPONDER, ActorRole.DEFENDER),
        "doubted": actor.status in (ActorStatus.ALLEGED, ActorStatus.DENIED),
        "claims": actor.status is ActorStatus.CLAIMED or actor.role is ActorRole.CLAIMANT,
    }
