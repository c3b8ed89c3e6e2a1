"""What damage and targets are read with."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import TypeAdapter

from schemas.incident import DamageLevel
from worker.lexicons.grammar import words_of
from worker.lexicons.matcher import Matcher
from worker.lexicons.rules import Rule, load_matcher
from worker.lexicons.syntax import Classes
from worker.lexicons.things import ThingWords, load_things


class DamageRule(Rule):
    """Things (``what``) and the words that say what became of them (``harm``)."""

    level: DamageLevel


class TargetRule(Rule):
    """Things (``what``) and the words that say that they were aimed at or hit (``harm``); ``beside``: after "at", "near"."""

    beside: bool = False


@dataclass(frozen=True, slots=True)
class DamageLexicon:
    """Compiled, see ``worker/data/rules/{damage,targets}.yaml``."""

    damage: Matcher[DamageRule]
    targets: Matcher[TargetRule]
    things: ThingWords
    adverbs: frozenset[str]
    carriers: frozenset[str]  # what may have carried a bomb
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
        carriers=words_of("target_carrier", classes),
        scenes=words_of("thing_scene", classes),
    )
