"""Title and summary, composed from fields only: no free text of the article gets in."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.actor import ActorRole
from schemas.harm import DamageLevel
from schemas.incident import IncidentEvent, Realis
from schemas.quantity import Qualifier, Quantity
from worker.enrich.wording import listed, number_words, place_words, time_words
from worker.lexicons.knowledge import Knowledge

_DOERS = (ActorRole.PERPETRATOR, ActorRole.SIDE_A)
_PREFIX = {Realis.ATTEMPTED: "Attempted: ", Realis.FOILED: "Foiled: "}
_SAYS_SO = "security.foiled_plot"
_HARM = {
    "killed": "killed",
    "injured": "injured",
    "missing": "missing",
    "captured": "captured",
    "abducted": "abducted",
    "arrested": "arrested",
    "displaced": "displaced",
}


def describe(event: IncidentEvent, knowledge: Knowledge) -> IncidentEvent:
    """The event with ``title`` and ``summary``."""
    what = knowledge.enrichment.wording[event.type]
    if event.type != _SAYS_SO:
        what = _PREFIX.get(event.realis, "") + what
    where = place_words(event.location) if event.location else ""
    title = f"{what} {where}".strip()
    if event.casualties.killed and event.casualties.killed.qualifier is not Qualifier.EXPLICIT_NONE:
        title += f", {_people(event.casualties.killed)} killed"
    return event.model_copy(update={"title": title, "summary": " ".join(_sentences(event, what, where))})


def _sentences(event: IncidentEvent, what: str, where: str) -> Iterator[str]:
    within = _parents(event)
    yield " ".join(filter(None, [what, where, within, time_words(event.time)])) + (
        " (date of publication)." if event.time.inferred else "."
    )
    harm = [
        f"{_people(q)} {word}" for name, word in _HARM.items() if (q := getattr(event.casualties, name)) is not None
    ]
    if harm:
        yield _sentence(listed(harm))
    sides = [a.name for a in event.actors if a.role is ActorRole.SIDE_B]
    doers = list(dict.fromkeys(a.name for a in event.actors if a.role in _DOERS))
    if doers and sides:
        yield f"Sides: {listed(doers)} against {listed(sides)}."
    elif doers:
        yield f"By {listed(doers)}."
    damaged = [d.object for d in event.damage if d.level is not DamageLevel.NONE]
    if damaged:
        yield f"Damaged: {listed(damaged)}."
    if event.effects:
        yield f"Effects: {listed([e.kind.value + (f' ({e.extent})' if e.extent else '') for e in event.effects])}."
    if event.claim and event.claim.claimed_by:
        yield f"Claimed by {listed(list(event.claim.claimed_by))}."
    if event.claim and event.claim.denied_by:
        yield f"Denied by {listed(list(event.claim.denied_by))}."
    if event.attribution:
        yield f"According to {event.attribution[0].by}."


def _parents(event: IncidentEvent) -> str:
    """``(Belgorod Oblast, RUS)``: what the place resolved to and lies in."""
    place = event.location
    if place is None:
        return ""
    said = place_words(place)
    known = [n for n in (place.resolved or place.within, place.country) if n and not said.endswith(n)]
    return f"({', '.join(known)})" if known else ""


def _people(quantity: Quantity) -> str:
    return number_words(quantity).removesuffix(" of") if quantity.qualifier is not Qualifier.EXPLICIT_NONE else "no one"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + "."
