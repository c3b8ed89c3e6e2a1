"""Says whose a thing or a band is: who owns the bombed house, flies the warplanes, sends "FNL guerrillas".

They are meant along with what belongs to them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from schemas.actor import ActorKind, Sector
from worker.extract.actors.arguments import Arguments
from worker.extract.actors.coreference import GROUP_RULE
from worker.extract.actors.role_mentions import state_of, tells_whose
from worker.extract.actors.units import Unit
from worker.extract.findings import ActorMention, PlaceMention
from worker.extract.places.elsewhere import is_half_of_word

_BELONGING = (("belonging", "to"), ("operated", "by"), ("flown", "by"), ("owned", "by"), ("of", "the"))
_STATE = (Sector.MIL, Sector.COP, Sector.GOV)
_OF = (
    ("of",),
    ("from",),
    ("loyal", "to"),
    ("belonging", "to"),
    ("known", "as"),
    ("called",),
    ("calling", "themselves"),
)
_QUOTES = frozenset("\"”’'")
_BODIES = (ActorKind.ORGANIZATION, ActorKind.STATE)


def owners(arguments: Arguments, unit: Unit, owned: Collection[str]) -> Iterator[ActorMention]:
    """Who bombs the minister's house aims at the minister; ``owned`` are nouns for what is somebody's."""
    if arguments.lower(unit.last - 1) in owned and (whose := arguments.owner(unit)):
        for owner in arguments.list_right(whose, arguments.document.sentence_of(unit.first).last):
            if owner.actor is not None and owner.actor.kind is ActorKind.PERSON:
                yield owner.actor


def operators(
    arguments: Arguments, unit: Unit, arms: Collection[str], places: Mapping[int, PlaceMention]
) -> Iterator[ActorMention]:
    """Whose the arms are that did it: "Kenyan warplanes bombed", "navy helicopters fired"."""
    if arguments.lower(unit.last - 1) not in arms:
        return
    state: ActorMention | None = None
    forces: list[ActorMention] = []
    for at in range(unit.first, unit.last - 1):
        actor, place = arguments.by_last.get(at + 1), places.get(at)
        shooter = actor is not None and actor.kind is ActorKind.PEOPLE and arguments.lower(at + 1) == "'s"
        if actor is not None and (actor.kind in _BODIES or shooter):
            forces.append(actor)  # "navy | helicopters", "a sniper's | bullet"
        elif actor is None and place is not None and tells_whose(place):
            made = is_half_of_word(arguments.document, place)  # "a | Turkish|-made drone" may be anybody's
            state = state if made else state_of(place)
    yield from forces or ([state] if state is not None else [])  # "Chinese coast guard ships" are the coast guard's
    if arguments.document.keys[unit.last : unit.last + 2] in _BELONGING:  # "a drone | belonging to the army"
        whose = arguments.unit_after(unit.last + 2)
        if whose is not None and whose.actor is not None and whose.actor.kind in _BODIES:
            yield whose.actor


def groups(arguments: Arguments, unit: Unit, people: ActorMention) -> Iterator[ActorMention]:
    """Of "FNL guerrillas", "Front (FNL) guerrillas", "guerrillas of the FNL" and "traffickers known as the FNL" the group."""
    for last in range(unit.first + 1, unit.last + 1):
        actor = arguments.by_last.get(last)
        if actor is None or actor is people:
            actor = arguments.inner.get(last)
        if actor is not None and actor.kind is ActorKind.ORGANIZATION:
            yield actor
    bracket = arguments.before_bracket(unit.first)
    if bracket is not None and bracket.kind is ActorKind.ORGANIZATION:
        yield bracket
    if unit.first > 0 and arguments.lower(unit.first - 1) in _QUOTES:
        quoted = arguments.by_last.get(unit.first - 1)  # "the "Islamic State" | militant group"
        if quoted is not None and quoted.kind is ActorKind.ORGANIZATION:
            yield quoted
    if arguments.lower(people.first) == "member" and people.sector in _STATE:
        return  # what one officer did his army did not
    high = arguments.document.sentence_of(people.first).last
    behind = next((of for of in _OF if arguments.document.keys[unit.last : unit.last + len(of)] == of), ())
    if behind and unit.last + len(behind) < high:
        inner = arguments.unit_after(unit.last + len(behind))
        body = inner.actor if inner is not None else None
        if body is not None and body.kind is ActorKind.ORGANIZATION and body.rule_id != GROUP_RULE:
            yield body
