"""The words that tell of an incident, and the context that says of which kind.

``rules/triggers/*.yaml`` holds one file per branch of the taxonomy; ``kinds.yaml`` beside them what weak words become.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from schemas.incident import Realis
from schemas.taxonomy import Taxonomy
from worker.lexicons.gate import Gate, build_gate
from worker.lexicons.grammar import words_of
from worker.lexicons.inflect import verb_forms
from worker.lexicons.matcher import Matcher
from worker.lexicons.rules import Rule
from worker.lexicons.source import KnowledgeError, data_folder, load_yaml
from worker.lexicons.syntax import Classes, Sequence, parse_pattern


class TriggerRule(Rule):
    """Words that tell of an incident: of a leaf (``type``), or of a kind that the context sharpens (``kind``)."""

    type: str | None = None
    kind: str | None = None
    weight: float = Field(default=0.9, gt=0, le=1)
    realis: Literal[Realis.ACTUAL, Realis.ATTEMPTED, Realis.FOILED] = Realis.ACTUAL

    @model_validator(mode="after")
    def _says_what(self) -> TriggerRule:
        if (self.type is None) == (self.kind is None):
            raise ValueError(f"{self.id}: a trigger has a type or a kind")
        return self


class ContextRule(Rule):
    """What words near a weak trigger make of it: a leaf, and more or less weight; ``unsaid``: not who only speaks of it."""

    kinds: tuple[str, ...]
    type: str | None = None
    weight: float = Field(ge=-1, le=1)
    reach: Literal["clause", "sentence"] = "sentence"
    unsaid: bool = False


class Kind(BaseModel):
    """A weak kind: what it is without any context, and whether it only follows from another incident."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: str | None = None
    weight: float
    effect: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class TriggerLexicon:
    """Compiled: triggers, their context by priority (the order in the file), the kinds."""

    rules: Matcher[TriggerRule]
    context: Matcher[ContextRule]
    kinds: dict[str, Kind]
    rank: dict[str, int]
    """Place of each context rule in its file: of several in one clause the first wins."""
    gate: Gate
    """Closed before a text without a trigger of an incident."""
    deeds: frozenset[str]
    """What somebody does again and again, or is doing, in one word: kill, kills, killing."""


_RULES = TypeAdapter(tuple[TriggerRule, ...])
_CONTEXT = TypeAdapter(tuple[ContextRule, ...])
_KINDS = TypeAdapter(dict[str, Kind])
_DEEDS = ("deed_now", "deed_now_or_noun", "deed_upon")


def load_triggers(classes: Classes, taxonomy: Taxonomy) -> TriggerLexicon:
    """All triggers.

    Raises:
        KnowledgeError: a file is broken, an id comes twice, or a leaf or kind is unknown.
    """
    rules: list[TriggerRule] = []
    for entry in sorted(data_folder().joinpath("rules", "triggers").iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".yaml"):
            branch = load_yaml(f"rules/triggers/{entry.name}", _RULES)
            rules += branch
    context = load_yaml("rules/context.yaml", _CONTEXT)
    kinds = load_yaml("rules/kinds.yaml", _KINDS)
    for rule in rules:
        if (rule.type and rule.type not in taxonomy) or (rule.kind and rule.kind not in kinds):
            raise KnowledgeError(f"worker/data/rules/triggers: {rule.id} names an unknown type or kind")
    for hint in context:
        if (hint.type and hint.type not in taxonomy) or any(kind not in kinds for kind in hint.kinds):
            raise KnowledgeError(f"worker/data/rules/context.yaml: {hint.id} names an unknown type or kind")
    check_layers(rules)
    ids = [rule.id for rule in rules] + [hint.id for hint in context]
    if len(ids) != len(set(ids)):
        raise KnowledgeError(f"worker/data/rules: an id comes twice: {sorted(i for i in set(ids) if ids.count(i) > 1)}")
    return TriggerLexicon(
        rules=Matcher(rules, classes),
        context=Matcher(context, classes),
        kinds=kinds,
        rank={hint.id: place for place, hint in enumerate(context)},
        gate=build_gate(_telling(rules, kinds, classes), classes),
        deeds=_deeds(classes),
    )


def _deeds(classes: Classes) -> frozenset[str]:
    """The verbs of these classes, which hold base and third person, and their gerunds."""
    present = frozenset[str]().union(*(words_of(name, classes) for name in _DEEDS))
    forms = (verb_forms(verb) for verb in present)
    return present.union(gerund for _, third, *_, gerund in forms if third in present)


def check_layers(rules: Iterable[TriggerRule]) -> None:
    """Triggers are searched before there are layers: a pattern with ``%number`` would never match.

    Raises:
        KnowledgeError: a rule has one.
    """
    if layered := sorted(rule.id for rule in rules if any("%" in pattern for pattern in rule.patterns)):
        raise KnowledgeError(
            f"worker/data/rules/triggers: {', '.join(layered)}: triggers are searched before numbers, times, places and actors are"
            " found: write words or a class in place of %number and its like"
        )


def _telling(rules: Iterable[TriggerRule], kinds: dict[str, Kind], classes: Classes) -> Iterator[Sequence]:
    """The sequences of each rule that may tell of an incident by itself."""
    for rule in rules:
        if rule.kind and kinds[rule.kind].effect and kinds[rule.kind].type is None:
            continue
        for pattern in rule.patterns:
            yield from parse_pattern(pattern, classes)
