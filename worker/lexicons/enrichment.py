"""What enrichment knows: the scale of severity, the words of titles, the weights of confidence."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from schemas.incident import TargetKind
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


class OverallWeights(_Frozen):
    """Logits."""

    intercept: float
    type_spans: float
    place_sharp: float
    place_none: float
    time_stated: float
    casualties: float
    named_actor: float
    official: float
    alleged: float


class FieldShares(_Frozen):
    """Probabilities by how a value was read."""

    exact: float = Field(ge=0, le=1)
    resolved: float = Field(ge=0, le=1)
    vague: float = Field(ge=0, le=1)
    inferred: float = Field(ge=0, le=1)


class ConfidenceWeights(_Frozen):
    """See ``worker/data/enrich/confidence.yaml``."""

    overall: OverallWeights
    fields: FieldShares


class EnrichmentLexicon(_Frozen):
    """All of it, loaded once."""

    severity: SeverityScale
    confidence: ConfidenceWeights
    wording: Mapping[str, str]


def load_enrichment() -> EnrichmentLexicon:
    """The three files of ``worker/data/enrich``.

    Raises:
        KnowledgeError: a file is broken, or does not cover every leaf of the taxonomy.
    """
    lexicon = EnrichmentLexicon(
        severity=load_yaml("enrich/severity.yaml", TypeAdapter(SeverityScale)),
        confidence=load_yaml("enrich/confidence.yaml", TypeAdapter(ConfidenceWeights)),
        wording=load_yaml("enrich/wording.yaml", TypeAdapter(dict[str, str])),
    )
    leaves = {entry.leaf for entry in load_taxonomy().leaves}
    for name, have in (("severity", set(lexicon.severity.base)), ("wording", set(lexicon.wording))):
        if have != leaves:
            raise KnowledgeError(
                f"worker/data/enrich/{name}.yaml: leaves differ from the taxonomy's: {sorted(have ^ leaves)}"
            )
    return lexicon
