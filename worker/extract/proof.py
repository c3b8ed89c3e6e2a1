"""Collects the words that prove an event's fields."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemas.incident import Evidence
from worker.extract.findings import Mention


@dataclass(slots=True)
class Proof:
    """Evidence by field and place; each span of a field once."""

    text: str
    found: dict[tuple[str, int, int], Evidence] = field(default_factory=dict)

    def add(self, path: str, start: int, end: int, rule_id: str) -> None:
        """The words ``[start, end)`` prove the field at ``path``."""
        place = (path, start, end)
        if place not in self.found:
            self.found[place] = Evidence(field=path, start=start, end=end, quote=self.text[start:end], rule_id=rule_id)

    def of(self, path: str, mention: Mention) -> None:
        """A mention's words prove the field at ``path``."""
        self.add(path, mention.start, mention.end, mention.rule_id)

    def evidence(self) -> tuple[Evidence, ...]:
        """All of it, by field and place."""
        return tuple(sorted(self.found.values(), key=lambda e: (e.field, e.start, e.end)))
