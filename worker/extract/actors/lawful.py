"""Tells those who do what the law asks of them from those who do harm: customs that seize drugs, soldiers who capture rebels."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from schemas.actor import ActorKind, Sector
from worker.extract.actors.role_mentions import OUTLAWS
from worker.extract.actors.units import Unit
from worker.lexicons.matcher import Match
from worker.lexicons.roles import RoleRule
from worker.text.document import Document
from worker.text.numerals import HEADS

_ATTACKED = frozenset(
    "attacker attackers assailant assailants hijacker hijackers hostage-taker hostage-takers kidnapper kidnappers bomber bombers".split()
)
_STOPPED = _ATTACKED | {"gunman", "gunmen", "gunwoman", "shooter", "shooters", "raiders", "besiegers", "militants"}
_REST = frozenset("all last remaining both".split())
_REST_WORDS = _REST | {"the", "of", "suspected", "armed", "other"}
_LONGEST_REST = 6  # tokens: "the last two of the attackers"
_NEAR = 8  # tokens from "seized" to the drugs
_STATE = (Sector.COP, Sector.MIL, Sector.GOV, Sector.JUD)


def is_lawful(
    document: Document, match: Match[RoleRule], doers: Collection[Unit], sufferers: Iterable[Unit], haul: frozenset[str]
) -> bool:
    """Whether the state, or nobody named, takes outlaws or what is forbidden: ``haul`` are nouns for that."""
    if any(unit.actor is None or unit.actor.sector not in _STATE for unit in doers):
        return False
    people = [unit.actor for unit in sufferers if unit.actor is not None]
    if people:
        return all(actor.sector in OUTLAWS for actor in people)
    if are_police(doers):
        return True  # what police seize but people they seize as they should
    sentence = document.sentence_of(match.first)
    around = document.keys[max(sentence.first, match.first - _NEAR) : min(sentence.last, match.last + _NEAR)]
    return not haul.isdisjoint(around)


def are_police(units: Iterable[Unit]) -> bool:
    """Whether all are police or guards, and there are some."""
    sectors = [None if unit.actor is None else unit.actor.sector for unit in units]
    return bool(sectors) and all(sector is Sector.COP for sector in sectors)


def are_soldiers(units: Collection[Unit]) -> bool:
    """Whether all are soldiers, and there are some: who shoot one man that attacked them."""
    return bool(units) and all(unit.actor is not None and unit.actor.sector is Sector.MIL for unit in units)


def are_attackers(document: Document, units: Iterable[Unit], attackers: frozenset[str]) -> bool:
    """Whether the nouns of all say that they attacked: "gunman", "the suspect, | Omar Diaz"; so do the names that follow a name."""
    named = False
    for unit in units:
        if unit.actor is None or not (
            not attackers.isdisjoint(_heads(document, unit)) or (named and unit.actor.kind is ActorKind.PERSON)
        ):
            return False
        named = unit.actor.kind is ActorKind.PERSON
    return True


def is_rest_of_attackers(document: Document, at: int) -> bool:
    """Whether ``all the attackers``, ``the last two gunmen``, ``the remaining assailants`` stand at token ``at``."""
    keys, end = document.keys, min(len(document.keys), at + _LONGEST_REST)
    rest = False
    while at < end and (keys[at] in _REST_WORDS or keys[at] in HEADS or keys[at].isdigit()):
        rest = rest or keys[at] in _REST
        at += 1
    return rest and at < end and keys[at] in _STOPPED


def presume_harm(document: Document, units: Collection[Unit]) -> bool:
    """Whether the nouns of all say that they had attacked: "the attackers" are no two sides of a fight as "gunmen" may be."""
    return bool(units) and all(document.keys[unit.last - 1] in _ATTACKED for unit in units)


def _heads(document: Document, unit: Unit) -> tuple[str, ...]:
    """The last word of a unit, and the one that it stands apart from."""
    apart = unit.first > 1 and document.keys[unit.first - 1] == ","
    return (
        (document.keys[unit.last - 1], *document.keys[unit.first - 2 : unit.first - 1])
        if apart
        else (document.keys[unit.last - 1],)
    )
