"""Where on the map: admin levels, coordinates, and a radius that holds what is not known sharper."""

from __future__ import annotations

from schemas.incident import IncidentEvent
from schemas.place import Location, OtherPlace, PlacePrecision, PlaceQualifier
from worker.lexicons.gazetteer import Entry, Gazetteer, PlaceKind
from worker.lexicons.knowledge import Knowledge

_PRECISION = {
    PlaceKind.CITY: PlacePrecision.PLACE,
    PlaceKind.ADMIN2: PlacePrecision.ADMIN2,
    PlaceKind.ADMIN1: PlacePrecision.ADMIN1,
    PlaceKind.COUNTRY: PlacePrecision.COUNTRY,
    PlaceKind.REGION: PlacePrecision.REGION,
    PlaceKind.WATER: PlacePrecision.REGION,
    PlaceKind.ISLAND: PlacePrecision.REGION,
    PlaceKind.CONTINENT: PlacePrecision.REGION,
}
# Kilometres that a qualifier adds to the radius: "near" a town is within a day's walk of it, "off" a coast is at sea.
_WIDER = {PlaceQualifier.NEAR: 15.0, PlaceQualifier.OFF: 50.0, PlaceQualifier.BORDER: 0.0}


def locate(event: IncidentEvent, knowledge: Knowledge) -> IncidentEvent:
    """The event with what the gazetteer knows of its places; an unknown place takes its parent's point and precision."""
    gazetteer = knowledge.gazetteer
    others = tuple(_other(place, gazetteer) for place in event.other_places)
    location = None if event.location is None else _located(event.location, gazetteer)
    return event.model_copy(update={"location": location, "other_places": others})


def _located(place: Location, gazetteer: Gazetteer) -> Location:
    entry = _entry_of(place, gazetteer)
    if entry is not None:
        return _filled(place, entry, precision=place.precision, resolved=entry.name)
    parent = None if place.within else _parent_of(place, gazetteer)
    if parent is None:
        return place
    return _filled(place, parent, precision=_PRECISION[parent.kind], resolved=None)


def _filled(place: Location, entry: Entry, *, precision: PlacePrecision, resolved: str | None) -> Location:
    wider = _WIDER[place.qualifier] if place.qualifier else 0.0
    radius = max(entry.radius_km + wider, place.uncertainty_km or 0.0)
    return place.model_copy(
        update={
            "resolved": resolved,
            "geonames_id": entry.geonames_id if resolved else None,
            "country": entry.country or place.country,
            "admin1": entry.admin1_iso or entry.admin1,
            "admin2": entry.name if entry.kind is PlaceKind.ADMIN2 else entry.admin2_name,
            "lat": round(entry.lat, 4),
            "lon": round(entry.lon, 4),
            "precision": _PRECISION[entry.kind] if precision is PlacePrecision.UNKNOWN else precision,
            "uncertainty_km": round(radius, 1),
        }
    )


def _parent_of(place: Location, gazetteer: Gazetteer) -> Entry | None:
    """The smallest known place that holds an unknown one: its division or country, as the text's context gave it."""
    if place.admin1 and (division := gazetteer.division(place.admin1)):
        return division
    return gazetteer.country(place.country) if place.country else None


def _entry_of(place: Location | OtherPlace, gazetteer: Gazetteer) -> Entry | None:
    if place.geonames_id is not None:
        return gazetteer.entry(place.geonames_id)
    return gazetteer.region(place.resolved, place.country) if place.resolved else None


def _other(place: OtherPlace, gazetteer: Gazetteer) -> OtherPlace:
    entry = _entry_of(place, gazetteer)
    if entry is None:
        return place
    return place.model_copy(update={"resolved": entry.name, "country": entry.country})
