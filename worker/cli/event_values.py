"""The fields of an event that say something, each as a path and words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pydantic import BaseModel

from schemas.incident import IncidentEvent
from schemas.quantity import Quantity


class Value(NamedTuple):
    """A field: its dotted path as in ``evidence``, its value in words, and the known name that it goes by."""

    path: str
    words: str
    canonical: str | None = None
    place: str | None = None


def values_of(event: IncidentEvent, numbers: Mapping[str, int]) -> Iterator[Value]:
    """What, when, where, who, how many, and the rest; ``numbers`` are those that the article's events are shown with, by id."""
    yield Value("type", f"{event.type}, {event.realis}")
    time = event.time
    span = f"{time.earliest or '…'} to {time.latest or '…'}, best {time.best or '?'}"
    yield Value("time", f"{span} ({time.precision}{', inferred' if time.inferred else ''})")
    yield from _where(event)
    yield from _who(event)
    for name in type(event.casualties).model_fields:
        quantity = getattr(event.casualties, name)
        if quantity is not None:
            yield Value(f"casualties.{name}", amount(quantity))
    for name in ("weapons", "targets", "damage", "effects", "secondary", "attribution"):
        for position, record in enumerate(getattr(event, name)):
            yield Value(f"{name}[{position}]", _words(record))
    if event.attack_count is not None:
        yield Value("attack_count", amount(event.attack_count))
    for name in ("outcome", "intercepted"):
        if getattr(event, name) is not None:
            yield Value(name, str(getattr(event, name)))
    for position, relation in enumerate(event.relations):
        yield Value(f"relations[{position}]", f"{relation.kind} event {numbers[relation.to]} ({relation.status})")


def _where(event: IncidentEvent) -> Iterator[Value]:
    place = event.location
    if place is None:
        yield Value("location", "nowhere")
        return
    of = ", ".join(part for part in (place.admin1, place.country) if part)
    known = f"{place.resolved}, {of}" if place.resolved else f"no gazetteer knows it; in {of or '?'}"
    geonames = f", GeoNames {place.geonames_id}" if place.geonames_id else ""
    yield Value("location", f"{place.name} = {known} ({place.precision}{geonames})", place=place.resolved)
    for position, other in enumerate(event.other_places):
        yield Value(f"other_places[{position}]", f"{other.role}: {other.name}")


def _who(event: IncidentEvent) -> Iterator[Value]:
    for position, actor in enumerate(event.actors):
        count = f"{amount(actor.count)} " if actor.count is not None else ""
        of = ", ".join(str(part) for part in (actor.kind, actor.sector, actor.country, actor.status) if part)
        known = f" = {actor.canonical}" if actor.canonical and actor.canonical != actor.name else ""
        yield Value(
            f"actors[{position}]", f"{actor.role}: {count}{actor.name}{known} ({of})", canonical=actor.canonical
        )
    if event.claim is not None:
        by, denied = (", ".join(names) or "nobody" for names in (event.claim.claimed_by, event.claim.denied_by))
        yield Value("claim", f"claimed by {by}; denied by {denied}")


def amount(quantity: Quantity) -> str:
    """``7``, ``20 (about)``, ``2 or more (many)``, ``3 to 5 (range)``."""
    low, best, high = quantity.min, quantity.best, quantity.max
    if best is not None:
        return str(best) if quantity.qualifier == "exact" else f"{best} ({quantity.qualifier})"
    span = f"{low} to {high}" if high is not None else f"{low or 0} or more"
    return f"{span} ({quantity.qualifier})"


def _words(record: BaseModel) -> str:
    return ", ".join(str(v) for v in record.model_dump(exclude_none=True).values() if not isinstance(v, dict))
