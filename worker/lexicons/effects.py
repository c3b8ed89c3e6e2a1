"""What outages, evacuations, closures and what follows an incident are read with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import TypeAdapter

from schemas.harm import EffectKind
from worker.lexicons.casualties import PeopleWords, load_people_words
from worker.lexicons.grammar import words_of
from worker.lexicons.links import LinkRule, load_links
from worker.lexicons.matcher import Matcher
from worker.lexicons.rules import Rule, load_matcher
from worker.lexicons.syntax import Classes
from worker.lexicons.things import ThingWords, load_things


class EffectRule(Rule):
    """Words that say what no longer works, or had to be done; ``extent`` is whom or what it concerns."""

    kind: EffectKind


class StatusRule(Rule):
    """Words that say whether it works again."""

    status: Literal["ongoing", "restored", "restoration_promised"]


class SecondaryRule(Rule):
    """Words for what followed; ``extent`` is how large it was."""

    kind: str


@dataclass(frozen=True, slots=True)
class EffectLexicon:
    """Compiled, see ``worker/data/rules/{effects,status,secondary,links}.yaml``."""

    effects: Matcher[EffectRule]
    status: Matcher[StatusRule]
    secondary: Matcher[SecondaryRule]
    links: Matcher[LinkRule]
    things: ThingWords
    people: PeopleWords
    areas: frozenset[str]


_EFFECTS = TypeAdapter(tuple[EffectRule, ...])
_STATUS = TypeAdapter(tuple[StatusRule, ...])
_SECONDARY = TypeAdapter(tuple[SecondaryRule, ...])


def load_effects(classes: Classes) -> EffectLexicon:
    """All that effects are read with.

    Raises:
        KnowledgeError: a file is broken.
    """
    return EffectLexicon(
        effects=load_matcher("rules/effects.yaml", _EFFECTS, classes),
        status=load_matcher("rules/status.yaml", _STATUS, classes),
        secondary=load_matcher("rules/secondary.yaml", _SECONDARY, classes),
        links=load_links(classes),
        things=load_things(classes),
        people=load_people_words(classes),
        areas=words_of("area_noun", classes),
    )
