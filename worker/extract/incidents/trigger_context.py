"""What the words around a weak trigger make of it: a leaf, and more or less weight.

A sentence is filed once for each kind of trigger, so that a trigger finds its context in a step, however many stand beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace

from worker.extract.findings import Trigger
from worker.extract.reading import Reading
from worker.lexicons.matcher import Match
from worker.lexicons.triggers import ContextRule, TriggerLexicon
from worker.text.document import Document
from worker.values import dataclass

_SAYING = frozenset("said says told announced confirmed reported added".split())
_LONGEST_NAME = 5  # tokens of a name between an office and "said"


@dataclass(frozen=True, slots=True)
class _Hints:
    """The context of one kind of trigger in a sentence or in one of its clauses."""

    typed: ContextRule | None  # of those that give a leaf the first in the file
    others: tuple[Match[ContextRule], ...]  # the heaviest first

    def support(self, trigger: Trigger) -> float | None:
        """What the heaviest of the others adds that is more than words of the trigger itself."""
        return next((hint.rule.weight for hint in self.others if not _only_itself(hint, trigger)), None)


class TriggerContext:
    """The context of the triggers in some sentences."""

    def __init__(
        self, reading: Reading, clauses: tuple[int, ...], lexicon: TriggerLexicon, sentences: Container[int]
    ) -> None:
        self._clauses = clauses
        self._rank = lexicon.rank
        hints = lexicon.context.find_longest(reading.document, reading.layers, sentences)
        told = [hint for hint in hints if not (hint.rule.unsaid and _speaks(hint, reading.document))]
        self._by_sentence = reading.document.by_sentence(told)
        self._filed: dict[tuple[int, str], tuple[Mapping[int, _Hints], _Hints]] = {}

    def tells_harm(self, sentence: int) -> bool:
        """Whether anything in the sentence tells of harm."""
        return any("harm" in hint.rule.id for hint in self._by_sentence[sentence])

    def sharpen(self, trigger: Trigger) -> Trigger:
        """A weak trigger with the leaf that the first rule of its clause, else of its sentence, gives it, and its weight."""
        if trigger.kind is None:
            return trigger
        by_clause, far = self._of(trigger.sentence, trigger.kind)
        near = [by_clause[clause] for clause in self._clauses_of(trigger) if clause in by_clause]
        typed = self._first(hints.typed for hints in near) or far.typed
        support = max((s for hints in (*near, far) if (s := hints.support(trigger)) is not None), default=0.0)
        weight = max(0.0, min(0.95, trigger.weight + support + (typed.weight if typed else 0.0)))
        if typed is None:
            return trigger if weight == trigger.weight else replace(trigger, weight=weight)
        return replace(trigger, leaf=typed.type or trigger.leaf, bare=False, context=typed.id, weight=weight)

    def _clauses_of(self, words: Trigger | Match[ContextRule]) -> range:
        return range(self._clauses[words.first], self._clauses[words.last - 1] + 1)

    def _first(self, rules: Iterable[ContextRule | None]) -> ContextRule | None:
        """The one that stands first in its file."""
        return min((rule for rule in rules if rule is not None), key=lambda r: self._rank[r.id], default=None)

    def _of(self, sentence: int, kind: str) -> tuple[Mapping[int, _Hints], _Hints]:
        """What a sentence says of a kind: by clause, and what reaches over the whole of it."""
        filed = self._filed.get((sentence, kind))
        if filed is None:
            hints = [hint for hint in self._by_sentence[sentence] if kind in hint.rule.kinds]
            by_clause: dict[int, list[Match[ContextRule]]] = defaultdict(list)
            for hint in hints:
                for clause in self._clauses_of(hint):
                    by_clause[clause].append(hint)
            far = [hint for hint in hints if hint.rule.reach == "sentence"]
            filed = {clause: self._hints(several) for clause, several in by_clause.items()}, self._hints(far)
            self._filed[sentence, kind] = filed
        return filed

    def _hints(self, hints: list[Match[ContextRule]]) -> _Hints:
        typed = self._first(hint.rule for hint in hints if hint.rule.type)
        others = sorted((hint for hint in hints if not hint.rule.type), key=lambda hint: -hint.rule.weight)
        return _Hints(typed, tuple(others))


def _speaks(hint: Match[ContextRule], document: Document) -> bool:
    """``were killed, the | mayor, Juan Diaz, said``, "police | confirmed the raids": who tells of it."""
    if not _SAYING.isdisjoint(document.keys[hint.first : hint.last]):
        return True
    after = document.tokens[hint.last : hint.last + _LONGEST_NAME]
    verb = next((token for token in after if token.text[0].islower()), None)
    return verb is not None and verb.lower in _SAYING


def _only_itself(hint: Match[ContextRule], trigger: Trigger) -> bool:
    """Whether the hint is but words of the trigger that say nothing new."""
    return hint.first >= trigger.first and hint.last <= trigger.last
