"""Expected events of an article against what came out: what was gained, lost and changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, field_validator

from schemas.actor import ActorRole
from schemas.article import RawArticle
from schemas.incident import IncidentEvent
from schemas.quantity import Qualifier, Quantity
from schemas.reasons import SkipReason
from schemas.result import ArticleIncidents

PEOPLE = ("killed", "injured", "missing", "captured", "abducted", "arrested", "displaced")
ROLES = tuple(ActorRole)


class Expectation(BaseModel):
    """One article: its events, or why there are none."""

    model_config = ConfigDict(extra="forbid")

    article: str | None = None  # null for a file that holds one article
    events: tuple[dict[str, Any], ...] = ()
    nothing: tuple[SkipReason, ...] = ()  # one of these must be among the reasons
    skipped: tuple[SkipReason, ...] = ()  # each of these must be

    @field_validator("nothing", mode="before")
    @classmethod
    def _one_or_several(cls, value: Any) -> Any:
        return value if isinstance(value, list | tuple) else (value,)


class WrittenArticle(Expectation):
    """An article and what is expected of it, side by side."""

    text: str
    published: date
    title: str | None = None

    @property
    def raw(self) -> RawArticle:
        """The article as it comes in."""
        return RawArticle(article_id=self.article, text=self.text, title=self.title, published=self.published)


def load_articles(file: Path) -> list[WrittenArticle]:
    """The articles of one desk."""
    return [WrittenArticle.model_validate(entry) for entry in yaml.safe_load(file.read_text(encoding="utf-8"))]


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
    reasons = {skip.reason for skip in got.skipped}
    missed = [" or ".join(expected.nothing)] if expected.nothing and not reasons & set(expected.nothing) else []
    missed += [reason for reason in expected.skipped if reason not in reasons]
    found += [f"changed: skipped for {', '.join(sorted(reasons)) or 'nothing'}, expected {reason}" for reason in missed]
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
            return None if event.type in _listed(value) else f"type: {event.type}"
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
        case "weapons":
            return _names(key, value, [weapon.kind for weapon in event.weapons])
        case "sides":
            return _names(key, value, [a.name for a in event.actors if a.role in (ActorRole.SIDE_A, ActorRole.SIDE_B)])
        case "claimed_by" | "denied_by":
            return _names(key, value, getattr(event.claim, key) if event.claim else [])
        case _ if key in ROLES:
            return _names(key, value, [actor.name for actor in event.actors if actor.role == key])
    raise KeyError(f"{key} is no key of an expected event")


def _names(key: str, value: Any, got: Sequence[str]) -> str | None:
    """Each expected name stands in one that came out (``a|b``: either), and none came out beside them; ``none`` for nobody."""
    wanted = [] if value == "none" else [str(name).lower().split("|") for name in _listed(value)]
    names = [name.lower() for name in dict.fromkeys(got)]
    lost = [want for want in wanted if not any(word in name for word in want for name in names)]
    more = [name for name in names if not any(word in name for want in wanted for word in want)]
    return f"{key}: {', '.join(got) or 'none'}, expected {value}" if lost or more else None


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
