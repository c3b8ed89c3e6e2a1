"""Collects the words that prove an event's fields."""

from __future__ import annotations

from dataclasses import field

from pydantic import TypeAdapter

from schemas.incident import Evidence
from worker.extract.findings import Mention
from worker.values import dataclass

_EVIDENCE = TypeAdapter(tuple[Evidence, ...])  # all at once, which costs a third


@dataclass(slots=True)
class Proof:
    """Evidence by field and place; each span of a field once."""

    text: str
    found: dict[tuple[str, int, int], str] = field(default_factory=dict)  # the rule that found each

    def add(self, path: str, start: int, end: int, rule_id: str) -> None:
        """The words ``[start, end)`` prove the field at ``path``."""
        self.found.setdefault((path, start, end), rule_id)

    def of(self, path: str, mention: Mention) -> None:
        """A mention's words prove the field at ``path``."""
        self.add(path, mention.start, mention.end, mention.rule_id)

    def evidence(self) -> tuple[Evidence, ...]:
        """All of it, by field and place."""
        return _EVIDENCE.validate_python(
            [
                {"field": path, "start": start, "end": end, "quote": self.text[start:end], "rule_id": rule_id}
                for (path, start, end), rule_id in sorted(self.found.items())
            ]
        )
