"""What weapons, their number, and the outcome of attacks are read with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import TypeAdapter

from schemas.attack import Intercepted, Outcome, WeaponKind
from worker.lexicons.grammar import words_of
from worker.lexicons.matcher import Matcher
from worker.lexicons.rules import Rule, load_matcher
from worker.lexicons.syntax import Classes


class WeaponRule(Rule):
    """Words for a weapon; a capture ``name`` says which of them are its name.

    ``named``: false for words that tell of a weapon and name none, such as "gunfire".
    """

    kind: WeaponKind
    named: bool = True


class CountRule(Rule):
    """How many drones, shells, strikes; ``n`` is the number, without it "many"."""


class OutcomeRule(Rule):
    """How it went; of ``share`` the numbers ``n`` of ``m`` say how much was intercepted."""

    outcome: Outcome
    intercepted: Intercepted | Literal["share"] | None


@dataclass(frozen=True, slots=True)
class WeaponLexicon:
    """Compiled, see ``worker/data/rules/{weapons,counts,outcomes}.yaml``."""

    weapons: Matcher[WeaponRule]
    counts: Matcher[CountRule]
    outcomes: Matcher[OutcomeRule]
    stop: frozenset[str]  # what no name of a weapon holds
    after: frozenset[str]  # after a weapon's name: it is something else, "tank crew" is not


_WEAPONS = TypeAdapter(tuple[WeaponRule, ...])
_COUNTS = TypeAdapter(tuple[CountRule, ...])
_OUTCOMES = TypeAdapter(tuple[OutcomeRule, ...])
_STOP_CLASSES = (
    "determiner",
    "preposition",
    "conjunction",
    "auxiliary",
    "pronoun",
    "plain_verb",
    "plain_adverb",
    "harm_kill",
    "target_hit",
)


def load_weapons(classes: Classes) -> WeaponLexicon:
    """All that weapons are read with.

    Raises:
        KnowledgeError: a file is broken.
    """
    stop: frozenset[str] = frozenset().union(*(words_of(name, classes) for name in _STOP_CLASSES))
    verbs = frozenset(word for word in words_of("noun_verb", classes) if word.endswith(("ed", "ing")))
    return WeaponLexicon(
        weapons=load_matcher("rules/weapons.yaml", _WEAPONS, classes),
        counts=load_matcher("rules/counts.yaml", _COUNTS, classes),
        outcomes=load_matcher("rules/outcomes.yaml", _OUTCOMES, classes),
        stop=stop | verbs,
        after=frozenset(
            "market markets industry maker makers manufacturer manufacturers expert experts squad club control laws law stream fuel engine"
            " scientist scientists ski wound wounds hole holes casing casings cartridge cartridges impact impacts mark marks threat threats scare"
            " scares hoax disposal shelter shelters specialist specialists technician technicians alert warning warnings alarm alarms factory"
            " factories range violence crime owner owners shop shops show dealer dealers permit licence license smuggling trafficking program"
            " programme battle battles fight fights test tests crew crews site sites system systems defence defense defences defenses cocktail dealership museum corvette corvettes boat boats"
            " cruiser cruisers destroyer destroyers frigate frigates station stations pump pumps bowser tanker tankers".split()
        ),
    )
