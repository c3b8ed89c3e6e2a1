"""Words that say which incident a toll or an outage belongs to: "as a result of the assault"."""

from __future__ import annotations

from pydantic import TypeAdapter

from worker.lexicons.matcher import Matcher
from worker.lexicons.rules import Rule, load_matcher
from worker.lexicons.syntax import Classes


class LinkRule(Rule):
    """Words that name an incident as the cause, or the frame, of what the sentence tells."""


_RULES = TypeAdapter(tuple[LinkRule, ...])


def load_links(classes: Classes) -> Matcher[LinkRule]:
    """The rules of ``worker/data/rules/links.yaml``, compiled.

    Raises:
        KnowledgeError: the file is broken.
    """
    return load_matcher("rules/links.yaml", _RULES, classes)
