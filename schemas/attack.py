"""With what, and how it went."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from schemas.record import Record


class WeaponKind(StrEnum):
    DRONE = "drone"
    AIRCRAFT = "aircraft"
    HELICOPTER = "helicopter"
    MISSILE = "missile"
    ROCKET = "rocket"
    ARTILLERY = "artillery"
    MORTAR = "mortar"
    TANK = "tank"
    SMALL_ARMS = "small_arms"
    IED = "ied"
    MINE = "mine"
    GRENADE = "grenade"
    VEHICLE = "vehicle"
    BLADE = "blade"
    FIRE = "fire"
    CHEMICAL = "chemical"
    OTHER = "other"


class Weapon(Record):
    kind: WeaponKind
    name: str | None = Field(default=None, description="As written")


class Outcome(StrEnum):
    HIT = "hit"
    PARTLY_INTERCEPTED = "partly_intercepted"
    INTERCEPTED = "intercepted"
    FOILED = "foiled"
    FAILED = "failed"


class Intercepted(StrEnum):
    NONE = "none"
    SOME = "some"
    MOST = "most"
    ALL = "all"
