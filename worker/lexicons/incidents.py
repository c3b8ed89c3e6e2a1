"""What counts as one incident: families of leaves, which leaf names it, and how old is history (``rules/incidents.yaml``)."""

from __future__ import annotations

from functools import cached_property

from pydantic import BaseModel, ConfigDict, TypeAdapter

from schemas.taxonomy import Taxonomy
from worker.lexicons.source import KnowledgeError, load_yaml


class IncidentRules(BaseModel):
    """The file as it stands; see the comments there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    families: dict[str, frozenset[str]]
    absorbs: dict[str, frozenset[str]]
    mild: dict[str, frozenset[str]]
    left_open: dict[str, frozenset[str]]
    answers: dict[str, frozenset[str]]
    carries: frozenset[str]
    sides: frozenset[str]
    by_hand: frozenset[str]
    set_on_fire: frozenset[str]
    from_afar: frozenset[str]
    by_taking: frozenset[str]
    remains: frozenset[str]
    harmless: frozenset[str]
    homes_kept: frozenset[str]
    far_reaching: frozenset[str]
    of_homes: frozenset[str]
    lasting: frozenset[str]
    lasting_days: int
    breaking: dict[str, frozenset[str]]
    weaponless: frozenset[str]
    aftermath: dict[str, frozenset[str]]
    aftermath_days: int
    reactions: frozenset[str]
    echoes: dict[str, frozenset[str]]
    called_attack: dict[str, str]
    takes_up: dict[str, frozenset[str]]
    taken_up: frozenset[str]
    loose: frozenset[str]
    vented: dict[str, frozenset[str]]
    stoppable: frozenset[str]
    stopped: str
    barrage: frozenset[str]
    unstopped: dict[str, str]
    went_off: dict[str, str]
    armed: dict[str, str]
    deadly_burning: str
    deadly_words: frozenset[str]
    undone_words: frozenset[str]
    fighters: frozenset[str]
    forces: frozenset[str]
    faceless: frozenset[str]
    by_nobody: str
    civilians: frozenset[str]
    roles_within: dict[str, frozenset[str]]
    one_did_it: frozenset[str]
    deeds: frozenset[str]
    cumulative: frozenset[str]
    outweighed: dict[str, frozenset[str]]
    least_weight: float
    old_days: int
    background_days: int

    def family_of(self, leaf: str) -> str | None:
        """The family that the leaf belongs to."""
        return self.family_by_leaf.get(leaf)

    @cached_property
    def family_by_leaf(self) -> dict[str, str]:
        """The family of each leaf that has one; of several the first."""
        return {leaf: name for name, leaves in reversed(self.families.items()) for leaf in leaves}

    def names(self, leaf: str, other: str) -> bool:
        """Whether an incident told as both is of the first leaf."""
        return other in self.absorbs.get(leaf, ())

    def follows(self, kind: str | None, leaf: str) -> bool:
        """Whether what a weak trigger of this kind tells is but what followed from an incident of this leaf."""
        before = self.aftermath.get(kind or "", ())
        return leaf in before or self.family_of(leaf) in before


_SHAPE = TypeAdapter(IncidentRules)


def load_incident_rules(taxonomy: Taxonomy) -> IncidentRules:
    """The rules.

    Raises:
        KnowledgeError: the file is broken, or names an unknown leaf.
    """
    rules = load_yaml("rules/incidents.yaml", _SHAPE)
    named = [
        *rules.absorbs,
        *rules.carries,
        *rules.sides,
        *rules.cumulative,
        *rules.one_did_it,
        *rules.from_afar,
        *rules.weaponless,
        *rules.lasting,
        *rules.homes_kept,
    ]
    named += [
        *rules.stoppable,
        *rules.barrage,
        rules.stopped,
        *rules.unstopped.values(),
        *rules.went_off.values(),
        *rules.armed.values(),
        rules.deadly_burning,
    ]
    lists = (
        *rules.families.values(),
        *rules.absorbs.values(),
        *rules.echoes.values(),
        rules.called_attack.values(),
        *rules.takes_up.values(),
        *rules.vented.values(),
        *rules.roles_within.values(),
        *rules.mild.values(),
        *rules.left_open.values(),
        *rules.answers.values(),
        *rules.outweighed.values(),
    )
    named += [leaf for leaves in lists for leaf in leaves]
    if unknown := sorted({leaf for leaf in named if leaf not in taxonomy}):
        raise KnowledgeError(f"worker/data/rules/incidents.yaml: no leaves of the taxonomy: {', '.join(unknown)}")
    before = {name for names in rules.aftermath.values() for name in names} - set(rules.families)
    if unknown := sorted(name for name in before if name not in taxonomy):
        raise KnowledgeError(
            f"worker/data/rules/incidents.yaml: aftermath names no family and no leaf: {', '.join(unknown)}"
        )
    return rules
