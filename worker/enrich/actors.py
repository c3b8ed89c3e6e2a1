"""Who is who: canonical name, country and sector of the groups and bodies that the lexicon knows."""

from __future__ import annotations

from datetime import date, datetime

from schemas.actor import Actor, ActorKind, Sector
from schemas.incident import IncidentEvent
from worker.lexicons.actors import NamedActor
from worker.lexicons.gazetteer import PlaceKind
from worker.lexicons.knowledge import Knowledge
from worker.text.tokens import split_keys


def name_actors(event: IncidentEvent, knowledge: Knowledge) -> IncidentEvent:
    """The event with its actors identified; what the text itself said of them stays."""
    year = _year_of(event)
    return event.model_copy(update={"actors": tuple(_identified(actor, year, knowledge) for actor in event.actors)})


def _identified(actor: Actor, year: int | None, knowledge: Knowledge) -> Actor:
    if actor.kind in (ActorKind.PERSON, ActorKind.PEOPLE):
        return actor  # a namesake is no proof
    known = _known(actor.name, year, knowledge)
    if known is not None:
        return actor.model_copy(
            update={
                "canonical": actor.canonical or known.name,
                "country": actor.country or known.country,
                "sector": actor.sector or known.sector,
                "kind": actor.kind or known.kind,
            }
        )
    if actor.kind is ActorKind.STATE:
        return _state(actor, knowledge)
    return actor


def _known(name: str, year: int | None, knowledge: Knowledge) -> NamedActor | None:
    """The actor of that name or alias that existed in that year."""
    key = " ".join(split_keys(name))
    return next((actor for actor, _ in knowledge.actors.names.get(key, ()) if _existed(actor, year)), None)


def _existed(actor: NamedActor, year: int | None) -> bool:
    return year is None or (actor.since or year) <= year <= (actor.until or year)


def _state(actor: Actor, knowledge: Knowledge) -> Actor:
    """A country, or a capital that stands for its government."""
    for entry in knowledge.gazetteer.lookup(actor.name):
        country = knowledge.gazetteer.country(entry.country) if entry.country else None
        if country is not None and (actor.country in (None, entry.country)):
            if entry.kind not in (PlaceKind.COUNTRY, PlaceKind.CITY):
                continue
            return actor.model_copy(
                update={
                    "canonical": actor.canonical or country.name,
                    "country": entry.country,
                    "sector": actor.sector or Sector.GOV,
                }
            )
    return actor


def _year_of(event: IncidentEvent) -> int | None:
    moment = event.time.best or event.article.published
    return moment.year if isinstance(moment, date | datetime) else None
