"""What enrichment knows: the scale of severity, the words of titles, the models of confidence."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, fsum

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from schemas.harm import TargetKind
from schemas.taxonomy import load_taxonomy
from worker.lexicons.source import KnowledgeError, load_yaml


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SeverityScale(_Frozen):
    """Points, see ``worker/data/enrich/severity.yaml``."""

    base: Mapping[str, float]
    people: Mapping[str, float]
    destroyed: float
    damaged: float
    effect: float
    critical: frozenset[TargetKind]
    not_carried_out: float = Field(ge=0, le=1)


class Logistic(_Frozen):
    """A logistic model: the log odds where no sign is there, and what each sign adds to them."""

    intercept: float
    weights: Mapping[str, float]

    def probability(self, signs: Mapping[str, float]) -> float:
        """0 to 1; a sign without weight says nothing."""
        logit = self.intercept + fsum(self.weights.get(name, 0.0) * value for name, value in signs.items())
        return 1 / (1 + exp(-logit))


class ConfidenceModels(_Frozen):
    """See ``worker/data/enrich/confidence.yaml``."""

    type: Logistic
    time: Logistic
    location: Logistic
    casualties: Logistic
    actors: Logistic


class EnrichmentLexicon(_Frozen):
    """All of it, loaded once."""

    severity: SeverityScale
    confidence: ConfidenceModels
    wording: Mapping[str, str]


def load_enrichment() -> EnrichmentLexicon:
    """The three files of ``worker/data/enrich``.

    Raises:
        KnowledgeError: a file is broken, or does not cover every leaf of the taxonomy.
    """
    lexicon = EnrichmentLexicon(
        severity=load_yaml("enrich/severity.yaml", TypeAdapter(SeverityScale)),
        confidence=load_yaml("enrich/confidence.yaml", TypeAdapter(ConfidenceModels)),
        wording=load_yaml("enrich/wording.yaml", TypeAdapter(dict[str, str])),
    )
    leaves = {entry.leaf for entry in load_taxonomy().leaves}
    for name, have in (("severity", set(lexicon.severity.base)), ("wording", set(lexicon.wording))):
        if have != leaves:
            raise KnowledgeError(
                f"worker/data/enrich/{name}.yaml: leaves differ from the taxonomy's: {sorted(have ^ leaves)}"
            )
    return lexicon
