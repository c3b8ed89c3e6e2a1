"""Annotated articles: a folder of JSON lines files from outside the project, and what their annotators hold to be right.

A line is ``{"id", "text", "title"?, "published"?, "gold": {...}}``.  ``gold`` may have ``incident`` (whether the text tells of one),
``types``, ``types_ok`` (of the source's own scheme; ``leaf_map.json`` leads to them from our leaves), ``date`` (ISO day), ``killed``,
``injured`` with ``killed_ok``, ``injured_ok`` (other right numbers), ``places`` (``{"country", "path"}``), ``perpetrators``, ``targets`` and their
``_ok`` (lists of alternative names).  What is absent was not annotated.  ``sets.json`` may name, by set, the ``text`` field to read, the
leaves in ``scope``, and whether the label is that of the ``primary`` incident only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from schemas.article import RawArticle
from schemas.incident import IncidentEvent

Gold = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article, and what is right of it."""

    set_name: str
    article: RawArticle
    gold: Gold


@dataclass(frozen=True, slots=True)
class SetRules:
    """How a set is to be read."""

    text: str = "text"
    scope: frozenset[str] = frozenset()
    primary: bool = False

    def in_scope(self, events: Sequence[IncidentEvent]) -> Sequence[IncidentEvent]:
        """The events that the annotators would have labelled."""
        if self.primary:
            events = events[:1]
        return [event for event in events if not self.scope or event.type in self.scope]


@dataclass(frozen=True, slots=True)
class AnnotatedSets:
    """A folder of them, opened.

    Raises:
        FileNotFoundError: the folder has no ``leaf_map.json``.
    """

    folder: Path
    leaves: Mapping[str, Mapping[str, Any]]
    rules: Mapping[str, SetRules] = field(default_factory=dict)

    @classmethod
    def open(cls, folder: Path) -> AnnotatedSets:
        """Read what the folder says of its sets."""
        leaves = json.loads((folder / "leaf_map.json").read_text("utf-8"))["leaves"]
        said = folder / "sets.json"
        sets = json.loads(said.read_text("utf-8"))["sets"] if said.exists() else {}
        rules = {
            name: SetRules(
                entry.get("text", "text"), frozenset(entry.get("scope", ())), bool(entry.get("primary", False))
            )
            for name, entry in sets.items()
        }
        return cls(folder, leaves, rules)

    def articles(self) -> Iterator[Annotated]:
        """Every article that has anything to say of incidents, set by set."""
        for path in sorted(self.folder.glob("*.jsonl")):
            rules = self.rules_of(path.stem)
            for line in path.read_text("utf-8").splitlines():
                record = json.loads(line)
                if record["gold"].get("types") or "incident" in record["gold"]:
                    article = RawArticle(
                        article_id=record["id"],
                        text=record.get(rules.text) or record["text"],
                        title=record.get("title"),
                        published=record.get("published"),
                    )
                    yield Annotated(path.stem, article, record["gold"])

    def rules_of(self, set_name: str) -> SetRules:
        """How that set is to be read."""
        return self.rules.get(set_name, SetRules())

    def types_of(self, event: IncidentEvent) -> frozenset[str]:
        """The event's type in the annotators' scheme."""
        entry = self.leaves.get(event.type, {"types": []})
        weapons = {weapon.kind.value for weapon in event.weapons}
        words = " | ".join(e.quote for e in event.evidence if e.field == "type")
        for finer in entry.get("when", ()):
            if weapons & set(finer.get("weapons", ())) or (
                finer.get("words") and re.search(finer["words"], words, re.IGNORECASE)
            ):
                return frozenset(finer["types"])
        return frozenset(entry["types"])
