"""Words by which one incident is bound to another: in retaliation for, caused by."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import TypeAdapter

from schemas.incident import RelationKind
from worker.lexicons.matcher import Matcher
from worker.lexicons.rules import Rule, load_matcher
from worker.lexicons.syntax import Classes


class RelationRule(Rule):
    """``kind`` is what the incident before the words is to the one after them."""

    kind: RelationKind


@dataclass(frozen=True, slots=True)
class RelationLexicon:
    """The rules, compiled."""

    matcher: Matcher[RelationRule]


def load_relations(classes: Classes) -> RelationLexicon:
    """``worker/data/rules/relations.yaml``.

    Raises:
        KnowledgeError: the file is broken.
        RuleSyntaxError: a pattern is.
    """
    return RelationLexicon(load_matcher("rules/relations.yaml", TypeAdapter(tuple[RelationRule, ...]), classes))
