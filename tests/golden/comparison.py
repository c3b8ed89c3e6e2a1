"""Expected events of a seed file against what came out: what was gained, lost and changed."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from schemas.incident import ArticleIncidents, IncidentEvent
from schemas.quantity import Qualifier, Quantity
from schemas.reasons import SkipReason

PEOPLE = ("killed", "injured", "missing", "captured", "abducted", "arrested", "displaced")


class Expectation(BaseModel):
    """One article of a seed file: its events, or why there are none."""

    model_config = ConfigDict(extra="forbid")

    article: str | None = None  # null for a file that holds one article
    events: tuple[dict[str, Any], ...] = ()
    nothing: SkipReason | None = None


def load_expectations(seed: Path) -> list[Expectation]:
    """What stands in ``<seed>.expected.yaml``."""
    path = seed.with_name(seed.name.removesuffix(seed.suffix) + ".expected.yaml")
    return [Expectation.model_validate(entry) for entry in yaml.safe_load(path.read_text(encoding="utf-8"))]


def differences(expected: Expectation, got: ArticleIncidents) -> list[str]:
    """Sentences; none where everything is as expected."""
    found: list[str] = []
    free = list(got.events)
    for want in expected.events:
        best = max(free, key=lambda event: _likeness(want, event), default=None)
        if best is None or _likeness(want, best) < 2:
            found.append(f"lost: {want['type']} at {want.get('place')} on {want.get('day')}")
            continue
        free.remove(best)
        found += [f"changed: {want['type']} {change}" for change in _changes(want, best)]
    found += [f"gained: {_said(event)}" for event in free]
    if expected.nothing and expected.nothing not in {skip.reason for skip in got.skipped}:
        reasons = ", ".join(sorted({skip.reason for skip in got.skipped})) or "nothing"
        found.append(f"changed: skipped for {reasons}, expected {expected.nothing}")
    return found


def _said(event: IncidentEvent) -> str:
    proof = next((e.quote for e in event.evidence if e.field == "type"), "")
    return f"{event.type} at {event.location.name if event.location else None} on {event.time.best}: “{proof}”"


def _likeness(want: dict[str, Any], event: IncidentEvent) -> int:
    """Type counts most, then place, then day."""
    right = {key for key in ("type", "place", "day") if key in want and not _wrong(key, want[key], event)}
    return 2 * ("type" in right) + 2 * ("place" in right) + ("day" in right)


def _changes(want: dict[str, Any], event: IncidentEvent) -> list[str]:
    return [wrong for key, value in want.items() if (wrong := _wrong(key, value, event))]


def _wrong(key: str, value: Any, event: IncidentEvent) -> str | None:
    """What is wrong with one field, in words."""
    place = event.location
    match key:
        case "type":
            return None if event.type == value else f"type: {event.type}"
        case "place":
            names = [n.lower() for n in (place.name, place.resolved) if n] if place else []
            right = any(str(v).lower() in name for v in _listed(value) for name in names)
            return None if right else f"place: {place.name if place else None}, expected {value}"
        case "country":
            return None if place and place.country == value else f"country: {place and place.country}, expected {value}"
        case "day":
            return None if _within(event.time.best, _listed(value)) else f"day: {event.time.best}, expected {value}"
        case _ if key in PEOPLE:
            quantity = getattr(event.casualties, key)
            return None if _same(quantity, value) else f"{key}: {quantity and quantity.text!r}, expected {value}"
    raise KeyError(f"{key} is no key of an expected event")


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _within(best: date | datetime | None, days: list[date]) -> bool:
    if best is None:
        return False
    day = best.date() if isinstance(best, datetime) else best
    return days[0] <= day <= days[-1]


def _same(quantity: Quantity | None, value: Any) -> bool:
    if quantity is None or value is None:
        return quantity is None and value is None
    if value == "none":
        return quantity.qualifier is Qualifier.EXPLICIT_NONE
    qualifier, _, number = str(value).rpartition(" ")
    known = quantity.best if quantity.best is not None else quantity.min
    return known == int(number) and (not qualifier or quantity.qualifier == qualifier)
