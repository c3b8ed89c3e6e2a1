"""Words by which somebody claims or denies responsibility."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import TypeAdapter

from worker.lexicons.matcher import Matcher
from worker.lexicons.rules import Rule
from worker.lexicons.source import load_yaml
from worker.lexicons.syntax import Classes


class ClaimRule(Rule):
    """The match begins with the verb; its subject claims, or denies.

    ``spoken``: only who speaks for a band.  ``quoted``: a body's own words, and the speaker follows.  ``blocks`` rules only keep
    others from reading the same words.
    """

    denied: bool = False
    spoken: bool = False
    quoted: bool = False
    blocks: bool = False


@dataclass(frozen=True, slots=True)
class ClaimLexicon:
    """The rules, compiled."""

    matcher: Matcher[ClaimRule]


def load_claims(classes: Classes) -> ClaimLexicon:
    """``worker/data/rules/claims.yaml``.

    Raises:
        KnowledgeError: the file is broken.
        RuleSyntaxError: a pattern is.
    """
    return ClaimLexicon(Matcher(load_yaml("rules/claims.yaml", TypeAdapter(tuple[ClaimRule, ...])), classes))
