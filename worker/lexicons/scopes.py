"""The words that take an incident out of the told world: scopes (``rules/realis.yaml``) and figures of speech.

``rules/real.yaml`` holds what brings it back: words that tell of something real beside a film, a match or a drill.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import TypeAdapter, model_validator

from schemas.reasons import SkipReason
from worker.lexicons.gate import Gate, build_gate
from worker.lexicons.matcher import Matcher
from worker.lexicons.rules import Rule
from worker.lexicons.source import KnowledgeError, load_yaml
from worker.lexicons.syntax import Classes, parse_pattern


class ScopeRule(Rule):
    """Words whose scope makes the triggers in it no event, for ``reason``.

    ``reach`` is where the scope ends: with the clause, the sentence, or after that many words.  ``blocks`` rules only keep
    others, unless they are ``certain``, from reading their words; ``past_time`` ones hold for times of the past alone; ``quiet``
    ones leave weapons and people in them to the incident that the sentence tells of; without ``own_words`` the scope begins
    behind them.  ``presumes`` ones leave out what their sentence takes as done: "will investigate the murder", "will recall that he
    was kidnapped".
    """

    reason: SkipReason | None = None
    direction: Literal["forward", "both"] = "forward"
    reach: Literal["clause", "sentence"] | int = "clause"
    blocks: bool = False
    certain: bool = False
    past_time: bool = False
    quiet: bool = False
    own_words: bool = True
    presumes: bool = False

    @model_validator(mode="after")
    def _says_why(self) -> ScopeRule:
        if self.blocks == (self.reason is not None):
            raise ValueError(f"{self.id}: a scope has a reason, or blocks")
        return self


class RealRule(Rule):
    """Words that tell of something real: in a sentence with them and a day of the news the scopes ``frees`` do not hold.

    ``any_day`` rules need no day, ``in_the_lead`` rules none in the first two sentences.
    """

    frees: tuple[str, ...]
    any_day: bool = False
    in_the_lead: bool = False


class FigureRule(Rule):
    """Words that only look like a trigger; without ``reason`` they are a plain name of something and are not counted.

    ``unnamed``: no figure where its first or last word is part of somebody's name.
    """

    reason: SkipReason | None
    unnamed: bool = False


@dataclass(frozen=True, slots=True)
class ScopeLexicon:
    """Compiled; ``rank`` is each rule's place in the file: the first wins."""

    scopes: Matcher[ScopeRule]
    figures: Matcher[FigureRule]
    real: Matcher[RealRule]
    rank: dict[str, int]
    quiet: frozenset[str]
    gate: Gate
    """Closed before a text without a figure of speech that is counted."""


_SCOPES = TypeAdapter(tuple[ScopeRule, ...])
_REAL = TypeAdapter(tuple[RealRule, ...])
_FIGURES = TypeAdapter(tuple[FigureRule, ...])


def load_scopes(classes: Classes) -> ScopeLexicon:
    """All scopes and figures of speech.

    Raises:
        KnowledgeError: a file is broken.
    """
    scopes = load_yaml("rules/realis.yaml", _SCOPES)
    real = load_yaml("rules/real.yaml", _REAL)
    figures = load_yaml("rules/figurative.yaml", _FIGURES)
    if unknown := sorted({freed for rule in real for freed in rule.frees} - {rule.id for rule in scopes}):
        raise KnowledgeError(f"worker/data/rules/real.yaml: no scopes to free: {', '.join(unknown)}")
    counted = (s for f in figures if f.reason for pattern in f.patterns for s in parse_pattern(pattern, classes))
    return ScopeLexicon(
        scopes=Matcher(scopes, classes),
        figures=Matcher(figures, classes),
        real=Matcher(real, classes),
        rank={rule.id: place for place, rule in enumerate(scopes)},
        quiet=frozenset(rule.id for rule in scopes if rule.quiet),
        gate=build_gate(counted, classes),
    )
