"""The rules that tell page furniture from prose: worker/data/rules/boilerplate.yaml."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import TypeAdapter, field_validator

from schemas.result import SpanKind
from worker.lexicons.rules import Rule
from worker.lexicons.source import load_yaml
from worker.text.boilerplate import BoilerplatePattern, BoilerplateRules, compile_boilerplate

# A "*" or "+" outside a character class repeats without bound.
_UNBOUND = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*+\]|(?P<unbound>[*+](?!\+))|\{\d*,\}")


class BoilerplateRule(Rule):
    """``match`` is a regular expression; see the head of the file."""

    match: str
    kind: SpanKind
    scope: Literal["line", "sentence", "tail", "caption", "part"]

    @field_validator("match")
    @classmethod
    def _bounded(cls, regex: str) -> str:
        re.compile(regex, re.IGNORECASE)
        for found in _UNBOUND.finditer(regex):
            if found["unbound"] or found.group().startswith("{"):
                raise ValueError(
                    f"repeats without bound at {found.start()}: write {{0,80}} instead of {found.group()!r}"
                )
        return regex


_SHAPE = TypeAdapter(tuple[BoilerplateRule, ...])


def load_boilerplate_rules() -> tuple[BoilerplateRule, ...]:
    """The rules as they stand in the file.

    Raises:
        KnowledgeError: the file is broken.
    """
    return load_yaml("rules/boilerplate.yaml", _SHAPE)


def load_boilerplate() -> BoilerplateRules:
    """The rules, compiled.

    Raises:
        KnowledgeError: the file is broken.
    """
    return compile_boilerplate(
        [BoilerplatePattern(rule.id, rule.kind.value, rule.scope, rule.match) for rule in load_boilerplate_rules()]
    )
