"""Articles with poison among them, what must come of each, and whether it has."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from schemas.incident import event_id_of
from tests.stage.topics import Read

TEXT = "Two people were hurt when a bus left the road near the harbour, the fire service said. " * 4

POISON: tuple[tuple[str, bytes | Mapping[str, object]], ...] = (
    ("decode_error", b"\xff\xfe not text"),
    ("decode_error", b'{"text": "never closed'),
    ("schema_invalid", b'{"title": "no text"}'),
    ("empty_text", b'{"text": "   "}'),
    ("too_large", json.dumps({"text": "x" * 270_000}).encode()),
    ("extract_error", {"do": "bug"}),
    ("extract_error", {"do": "die"}),
    ("extract_timeout", {"do": "hang"}),
    ("span_mismatch", {"do": "mismatch"}),
    ("produce_too_large", {"do": "big", "events": 1}),
    ("enrich_error", {"events": 1}),
)
"""One in a hundred articles, in turn: the reason of its dead letter, and its bytes or its metadata."""

Body = bytes | Mapping[str, object]


def poison_of(number: int, kinds: Iterable[str] = ()) -> tuple[str, Body] | None:
    """The poison that an article is, or None; ``kinds`` are reasons to keep to."""
    if number % 100 != 50:
        return None
    chosen = [poison for poison in POISON if not kinds or poison[0] in kinds]
    return chosen[number // 100 % len(chosen)]


@dataclass
class Expected:
    """What must be there in the end."""

    live: dict[str, set[str]] = field(default_factory=dict)
    """Article to its events."""
    gone: set[str] = field(default_factory=set)
    """Events that an article held once and no longer does."""
    fleeting: set[str] = field(default_factory=set)
    """Those of them that a newer result may have overtaken before they were ever stored: seen and withdrawn, or never seen."""
    dead: dict[str, str] = field(default_factory=dict)
    """Key to reason."""

    def article(self, number: int) -> tuple[str, Body]:
        """Key and body of an article: 0 to 3 events, or poison."""
        key = f"article-{number}"
        poison = poison_of(number)
        if poison is None:
            return key, self._holding(key, number % 4, TEXT)
        reason, body = poison
        self.dead[key] = reason
        if isinstance(body, bytes):
            return key, body
        title = "enrich-bug" if reason == "enrich_error" else None
        return key, {"article_id": key, "text": TEXT, "title": title, "metadata": body}

    def newer(self, number: int, *, under_way: bool = False) -> tuple[str, Body]:
        """A newer version of an article that has three events: the last of them is gone.

        Args:
            number: Which article.
            under_way: Whether the older version may still be on its way.
        """
        body = self._holding(f"article-{number}", number % 4 - 1, TEXT + " Updated.", under_way=under_way)
        return f"article-{number}", body

    def reruled(self, fewer: int) -> None:
        """All articles, some of them under way, are read again by rules that find that many events less."""
        for key, events in list(self.live.items()):
            self._found(key, max(0, len(events) - fewer), under_way=True)

    def _holding(self, key: str, events: int, text: str, *, under_way: bool = False) -> Body:
        self._found(key, events, under_way=under_way)
        return {"article_id": key, "text": text, "metadata": {"events": events}}

    def _found(self, key: str, events: int, *, under_way: bool) -> None:
        ids = {event_id_of(key, "accident.transport", "Somewhere", "2024-05-01", n) for n in range(events)}
        gone = self.live.get(key, set()) - ids
        self.gone |= gone
        if under_way:
            self.fleeting |= gone
        self.live[key] = ids

    @property
    def events(self) -> set[str]:
        """Those that stand in the end."""
        return set().union(*self.live.values())


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is there, against what must be."""

    missing: tuple[str, ...]
    """What should be there and is not, or is there and wrong: each in words."""
    doubled: tuple[str, ...]
    """Rows that should not be there."""

    @property
    def good(self) -> bool:
        """Nothing is missing, and nothing stands twice."""
        return not self.missing and not self.doubled


def judge(expected: Expected, *, articles: list[str], events: list[tuple[str, bool]], records: list[Read]) -> Verdict:
    """Compare the table and the topics with what must be there.

    Args:
        expected: What must be.
        articles: Ids of the table's articles.
        events: The table's event ids, and whether each is withdrawn.
        records: All of ``incidents.events`` and of the dead letters.
    """
    last = {record.key: record.value for record in records if record.topic == "incidents.events"}
    stood = {key for key, _ in events} | {
        r.key for r in records if r.topic == "incidents.events" and r.value is not None
    }
    live, gone = expected.events, expected.gone - (expected.fleeting - stood)
    dead = [record for record in records if record.topic.endswith(".dlq")]
    places = {
        key: "incidents.extracted.dlq" if reason == "enrich_error" else "articles.raw.dlq"
        for key, reason in expected.dead.items()
    }
    is_live = {key for key, withdrawn in events if not withdrawn}
    is_gone = {key for key, withdrawn in events if withdrawn}
    missing = [
        *_said("article without row", expected.live.keys() - set(articles)),
        *_said("event without row", live - is_live),
        *_said("event not marked withdrawn", gone - is_gone),
        *_said("event not published", live - {key for key, value in last.items() if value is not None}),
        *_said("event without tombstone", gone - {key for key, value in last.items() if value is None}),
        *_said("no dead letter", expected.dead.keys() - {record.key for record in dead}),
        *_said(
            "dead letter with a wrong reason",
            {r.key for r in dead if expected.dead.get(r.key, "") != r.headers["x-dlq-reason"]},
        ),
        *_said("dead letter on a wrong topic", {r.key for r in dead if places.get(r.key) not in (None, r.topic)}),
    ]
    doubled = [
        *_said("row of an article twice", {key for key, count in Counter(articles).items() if count > 1}),
        *_said("row of a poisoned article", set(articles) - expected.live.keys()),
        *_said("row of an event twice", {key for (key, _), count in Counter(events).items() if count > 1}),
        *_said("live event that should not be", is_live - live),
        *_said("withdrawn event that never was", is_gone - gone),
    ]
    return Verdict(tuple(missing), tuple(doubled))


def _said(what: str, keys: Iterable[str]) -> list[str]:
    return [f"{what}: {key}" for key in sorted(keys)]
