"""Words by which a text says who says so, where, and how surely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import TypeAdapter

from schemas.attribution import Modality
from worker.lexicons.grammar import words_of
from worker.lexicons.matcher import Matcher
from worker.lexicons.rules import Rule
from worker.lexicons.source import load_yaml
from worker.lexicons.syntax import Classes


class AttributionRule(Rule):
    """A verb of telling, a phrase that names a source, a channel, or a word of doubt."""

    part: Literal["verb", "phrase", "channel", "doubt"]
    modality: Modality = Modality.ASSERTED
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class AttributionLexicon:
    """The rules, compiled, and nouns for those who tell."""

    matcher: Matcher[AttributionRule]
    speakers: frozenset[str]
    witnesses: frozenset[str]
    media: frozenset[str]
    officials: frozenset[str]


def load_attribution(classes: Classes) -> AttributionLexicon:
    """``worker/data/rules/attribution.yaml`` and the classes of ``classes/speech.yaml``.

    Raises:
        KnowledgeError: a file is broken.
        RuleSyntaxError: a pattern is, or a class is missing.
    """
    rules = load_yaml("rules/attribution.yaml", TypeAdapter(tuple[AttributionRule, ...]))
    return AttributionLexicon(
        matcher=Matcher(rules, classes),
        speakers=words_of("speaker_noun", classes),
        witnesses=words_of("witness_noun", classes),
        media=words_of("media_noun", classes),
        officials=words_of("official_speaker_noun", classes),
    )
