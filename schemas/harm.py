"""Whom and what it struck: people, things, services."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from schemas.quantity import Casualty, Quantity
from schemas.record import Moment, Record


class Casualties(Record):
    """Null is "not said"; 0 stands only where the text says that there were none."""

    killed: Casualty | None = None
    injured: Casualty | None = None
    missing: Casualty | None = None
    captured: Casualty | None = None
    abducted: Casualty | None = None
    arrested: Casualty | None = None
    displaced: Casualty | None = None


class TargetKind(StrEnum):
    RESIDENTIAL = "residential"
    COMMERCIAL = "commercial"
    MILITARY = "military"
    GOVERNMENT = "government"
    ENERGY = "energy"
    TRANSPORT = "transport"
    HEALTH = "health"
    EDUCATION = "education"
    RELIGIOUS = "religious"
    MEDIA = "media"
    FOOD_WATER = "food_water"
    VEHICLE = "vehicle"
    OTHER = "other"


class Target(Record):
    """A thing; people are actors."""

    kind: TargetKind
    name: str


class DamageLevel(StrEnum):
    DAMAGED = "damaged"
    DESTROYED = "destroyed"
    NONE = "none"  # the text says that it took no damage


class Damage(Record):
    object: str
    count: Quantity | None = None
    level: DamageLevel


class EffectKind(StrEnum):
    POWER = "power"
    GAS = "gas"
    WATER = "water"
    TELECOM = "telecom"
    TRANSPORT = "transport"
    EVACUATION = "evacuation"
    CLOSURE = "closure"
    FIRE = "fire"


class Effect(Record):
    """What no longer works, or had to be done."""

    kind: EffectKind
    extent: str | None = Field(default=None, description="Whom or what it concerns, as written")
    until: Moment | None = None
    status: str | None = Field(default=None, description="ongoing, restored or restoration_promised")


class Secondary(Record):
    """What followed from it: a fire, a collapse, a panic."""

    kind: str
    extent: str | None = None
