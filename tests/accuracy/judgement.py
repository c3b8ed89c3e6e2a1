"""Which values of an event are right, by what the annotators say: the material that the models of confidence are fitted to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from schemas.actor import Actor, ActorRole
from schemas.incident import IncidentEvent
from schemas.place import Location, PlacePrecision
from schemas.quantity import Quantity
from tests.accuracy.annotated import Annotated, AnnotatedSets, Gold
from worker.enrich.signs import (
    Signs,
    signs_of_actor,
    signs_of_casualties,
    signs_of_location,
    signs_of_time,
    signs_of_type,
)

MODELS = ("type", "time", "location", "casualties", "actors")

_DID = (ActorRole.PERPETRATOR, ActorRole.SIDE_A, ActorRole.CLAIMANT)
_SUFFERED = (ActorRole.VICTIM, ActorRole.TARGET, ActorRole.SIDE_B)
_ALIKE = 0.5
"""The share of words that two names of one thing have in common."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A value: the signs that it shows, whether it is right, and what the product said of it."""

    model: str
    set_name: str
    article_id: str
    signs: Signs
    right: bool
    said: float


def judge(annotated: Annotated, events: Iterable[IncidentEvent], sets: AnnotatedSets) -> Iterator[Judged]:
    """Every value of the events that the annotators' labels reach."""
    gold, where = annotated.gold, (annotated.set_name, annotated.article.article_id)
    for event in sets.rules_of(annotated.set_name).in_scope(list(events)):
        fields = event.confidence.by_field if event.confidence else {}
        admitted = {*gold.get("types", ()), *gold.get("types_ok", ())}
        typed = gold.get("incident") is not False and bool(sets.types_of(event) & admitted)
        yield Judged("type", *where, signs_of_type(event), typed, fields.get("type", 0))
        if gold.get("date") and event.time.best is not None:
            right = str(event.time.best)[:10] == gold["date"]
            yield Judged("time", *where, signs_of_time(event.time), right, fields.get("time", 0))
        if gold.get("places") and event.location is not None:
            right = _is_place(event.location, gold)
            yield Judged("location", *where, signs_of_location(event.location), right, fields.get("location", 0))
        for name in ("killed", "injured"):
            quantity: Quantity | None = getattr(event.casualties, name)
            if gold.get(name) is not None and quantity is not None:
                number = next((n for n in (quantity.best, quantity.min, quantity.max) if n is not None), None)
                right = number in {gold[name], *gold.get(f"{name}_ok", ())}
                said = fields.get(f"casualties.{name}", 0)
                yield Judged("casualties", *where, signs_of_casualties(quantity), right, said)
        for position, actor in enumerate(event.actors):
            if (names := _names_for(actor, gold)) is not None:
                right = any(alike(actor.name, name) or alike(actor.canonical or "", name) for name in names)
                yield Judged("actors", *where, signs_of_actor(actor), right, fields.get(f"actors[{position}]", 0))


def _is_place(location: Location, gold: Gold) -> bool:
    """Whether it is, or lies in, a place that is right; a country, whether it is the right one."""
    if location.precision is PlacePrecision.COUNTRY:
        return any(alike(location.resolved or location.name, place.get("country") or "") for place in gold["places"])
    return any(
        alike(name, step)
        for place in gold["places"]
        for step in place.get("path", [place.get("name") or ""])[1:] or [place.get("name") or ""]
        for name in (location.name, location.resolved or "", location.admin2 or "")
    )


def _names_for(actor: Actor, gold: Gold) -> list[str] | None:
    """The names that are right in the actor's role; null where its role was not annotated."""
    key = "perpetrators" if actor.role in _DID else "targets" if actor.role in _SUFFERED else None
    if key is None or key not in gold:
        return None
    return [name for entity in (*gold[key], *gold.get(f"{key}_ok", ())) for name in entity]


def alike(one: str, other: str) -> bool:
    """Whether two names may be of one thing: the words of one are those of the other, or half of all are common."""
    a, b = _words(one), _words(other)
    return bool(a and b) and (a <= b or b <= a or len(a & b) / len(a | b) >= _ALIKE)


def _words(name: str) -> frozenset[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    words = (word.removesuffix("s") for word in re.findall(r"\w+", plain))
    return frozenset(w for w in words if w not in ("the", "a", "an", "of", "in", "and"))
