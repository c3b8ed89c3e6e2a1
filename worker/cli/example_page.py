"""The example of the README: an article of ``seeds/`` and what Tocsin makes of it, computed, not typed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from schemas.article import RawArticle
from schemas.incident import Evidence, IncidentEvent
from worker.lexicons.knowledge import load_knowledge
from worker.pipeline import process_article

README = Path("README.md")
ARTICLE = Path("seeds/flash.json")
_BEGIN, _END = "<!-- record: made by `make docs` -->\n", "<!-- /record -->"


def readme_with_example(readme: str) -> str:
    """The README with its example made anew.

    Raises:
        ValueError: its markers are gone.
    """
    before, begin, rest = readme.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not (begin and end):
        raise ValueError(f"{README} has lost its markers {_BEGIN!r} and {_END!r}")
    return before + begin + example() + end + after


def example() -> str:
    """The article as a quotation, its first event as a table, and two of its fields as they stand in the record."""
    article = RawArticle.read_json(ARTICLE.read_bytes())
    event = process_article(article, load_knowledge()).events[0]
    quoted = "\n>\n".join(f"> {paragraph}" for paragraph in article.text.split("\n\n"))
    rows = "\n".join(f"| `{field}` | {value} | {_proof(event, field)} |" for field, value in _fields(event))
    shown = {
        "time": event.time,
        "casualties": {"killed": event.casualties.killed},
        "evidence": _proofs(event, "casualties.killed"),
    }
    body = json.dumps(shown, default=_plain, ensure_ascii=False, indent=1)
    return (
        f"{quoted}\n\npublished {article.published:%Y-%m-%d %H:%M} UTC, becomes one event:\n\n"
        f"| field | value | the words that prove it |\n|---|---|---|\n{rows}\n\n"
        f"In the record, a number keeps its doubt, and the proof its place in the text:\n\n```json\n{body}\n```\n"
    )


def _fields(event: IncidentEvent) -> Iterator[tuple[str, str]]:
    yield "type", event.type
    yield "title", event.title or ""
    yield "time", f"{event.time.best} ({event.time.precision})"
    if event.location:
        place = event.location
        yield (
            "location",
            f"{place.resolved}, {place.admin1}, {place.country}, {place.lat}, {place.lon} ± {place.uncertainty_km} km",
        )
    for name in type(event.casualties).model_fields:
        if quantity := getattr(event.casualties, name):
            yield f"casualties.{name}", f"{quantity.best} ({quantity.qualifier})"
    for number, actor in enumerate(event.actors):
        yield f"actors[{number}]", f"{actor.name}: {actor.role}, {actor.status}"
    if event.claim and event.claim.claimed_by:
        yield "claim.claimed_by", ", ".join(event.claim.claimed_by)
    for number, said in enumerate(event.attribution):
        yield f"attribution[{number}]", f"{said.by}: {said.modality}"
    if event.severity:
        yield "severity", f"{event.severity.score} of 10"


def _proofs(event: IncidentEvent, field: str) -> list[Evidence]:
    """The evidence of a field or of its parts, else of what it is a part of."""
    own = [e for e in event.evidence if e.field == field or e.field.startswith(f"{field}.")]
    return list(own or [e for e in event.evidence if field.startswith(f"{e.field}.")])


def _proof(event: IncidentEvent, field: str) -> str:
    if field in ("title", "severity"):
        return "(composed from the fields)"
    return ", ".join(dict.fromkeys(f"“{e.quote}”" for e in _proofs(event, field)))


def _plain(value: object) -> object:
    assert isinstance(value, BaseModel)  # noqa: S101 - nothing else is not JSON already
    return {name: content for name, content in value.model_dump(mode="json").items() if content not in ([], {})}
