"""Kinds of articles that tell of no incident as a whole: match reports, reviews, opinion (``rules/article_kinds.yaml``)."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from schemas.reasons import SkipReason
from worker.lexicons.matcher import Matcher
from worker.lexicons.rules import Rule
from worker.lexicons.source import load_yaml
from worker.lexicons.syntax import Classes


class CueRule(Rule):
    """Words that speak for a kind of article; different words count, not repetitions."""

    reason: SkipReason
    weight: float = Field(default=1.0, gt=0)


class KindRule(BaseModel):
    """How many cues make an article one of a kind, and how many for each hundred words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    least: float
    share: float


class KindRules(BaseModel):
    """The file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kinds: dict[SkipReason, KindRule]
    cues: tuple[CueRule, ...]


@dataclass(frozen=True, slots=True)
class ArticleKinds:
    """Compiled."""

    kinds: dict[SkipReason, KindRule]
    cues: Matcher[CueRule]


_SHAPE = TypeAdapter(KindRules)


def load_article_kinds(classes: Classes) -> ArticleKinds:
    """All cues.

    Raises:
        KnowledgeError: the file is broken.
    """
    rules = load_yaml("rules/article_kinds.yaml", _SHAPE)
    return ArticleKinds(kinds=rules.kinds, cues=Matcher(rules.cues, classes))
