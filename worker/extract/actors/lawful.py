"""Tells those who do what the law asks of them from those who do harm: customs that seize drugs, soldiers who capture rebels."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.actor import Sector
from worker.extract.actors.role_mentions import OUTLAWS
from worker.extract.actors.units import Unit
from worker.lexicons.matcher import Match
from worker.lexicons.roles import RoleRule
from worker.text.document import Document

_NEAR = 8  # tokens from "seized" to the drugs
_STATE = (Sector.COP, Sector.MIL, Sector.GOV, Sector.JUD)


def is_lawful(
    document: Document, match: Match[RoleRule], doers: Iterable[Unit], sufferers: Iterable[Unit], haul: frozenset[str]
) -> bool:
    """Whether the state, or nobody named, takes outlaws or what is forbidden: ``haul`` are nouns for that."""
    if any(unit.actor is None or unit.actor.sector not in _STATE for unit in doers):
        return False
    people = [unit.actor for unit in sufferers if unit.actor is not None]
    if people:
        return all(actor.sector in OUTLAWS for actor in people)
    sentence = document.sentence_of(match.first)
    around = document.keys[max(sentence.first, match.first - _NEAR) : min(sentence.last, match.last + _NEAR)]
    return not haul.isdisjoint(around)


def are_police(units: Iterable[Unit]) -> bool:
    """Whether all are police or guards, and there are some."""
    sectors = [None if unit.actor is None else unit.actor.sector for unit in units]
    return bool(sectors) and all(sector is Sector.COP for sector in sectors)


def are_attackers(document: Document, units: Iterable[Unit], attackers: frozenset[str]) -> bool:
    """Whether the nouns of all say that they attacked: "gunman", "suspect"."""
    return all(unit.actor is not None and document.keys[unit.actor.last - 1] in attackers for unit in units)
