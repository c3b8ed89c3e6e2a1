"""What damage and targets are read with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pydantic import TypeAdapter

from schemas.harm import DamageLevel
from worker.lexicons.grammar import words_of
from worker.lexicons.matcher import Matcher
from worker.lexicons.rules import Rule, load_matcher
from worker.lexicons.syntax import Classes
from worker.lexicons.things import ThingWords, load_things


class HitRule(Rule):
    """Things (``what``) and the words that say what befell them (``harm``)."""

    attempts: ClassVar[bool] = False
    """Whether "tried to" says as much: what was to be hit is a target, and was not damaged."""


class DamageRule(HitRule):
    """What became of things."""

    level: DamageLevel


class TargetRule(HitRule):
    """Things that were aimed at or hit.

    ``beside``: they stand after "at", "near"; ``aimed``: after "at", "into" they are no scene, whatever they are;
    ``carriers``: whether a car that it is said of is one, and not the bomb; ``moving``: said of what moves only.
    """

    attempts: ClassVar[bool] = True
    beside: bool = False
    aimed: bool = False
    carriers: bool = True
    moving: bool = False


@dataclass(frozen=True, slots=True)
class DamageLexicon:
    """Compiled, see ``worker/data/rules/{damage,targets}.yaml``."""

    damage: Matcher[DamageRule]
    targets: Matcher[TargetRule]
    things: ThingWords
    adverbs: frozenset[str]
    thrown: frozenset[str]  # bombs, stones, shots: the last words of their names
    carriers: frozenset[str]  # what may have carried a bomb
    ways: frozenset[str]  # of these, what no attack "on" is aimed at
    scenes: frozenset[str]  # nouns that say where rather than what, after a preposition


_DAMAGE = TypeAdapter(tuple[DamageRule, ...])
_TARGETS = TypeAdapter(tuple[TargetRule, ...])
_ADVERBIAL = frozenset(
    "partially partly completely totally heavily extensively directly repeatedly at least to said".split()
)


def load_damage(classes: Classes) -> DamageLexicon:
    """All that damage and targets are read with.

    Raises:
        KnowledgeError: a file is broken.
    """
    adverbs = (
        words_of("harm_adverb", classes) | words_of("harm_be", classes) | words_of("auxiliary", classes) | _ADVERBIAL
    )
    return DamageLexicon(
        damage=load_matcher("rules/damage.yaml", _DAMAGE, classes),
        targets=load_matcher("rules/targets.yaml", _TARGETS, classes),
        things=load_things(classes),
        adverbs=adverbs,
        thrown=words_of("thrown", classes),
        carriers=words_of("target_carrier", classes),
        ways=words_of("thing_way", classes),
        scenes=words_of("thing_scene", classes),
    )
