"""Where: as written, resolved, and how sharply it is known."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from schemas.record import Record


class PlacePrecision(StrEnum):
    EXACT = "exact"
    SITE = "site"
    PLACE = "place"
    ADMIN2 = "admin2"
    ADMIN1 = "admin1"
    COUNTRY = "country"
    REGION = "region"
    UNKNOWN = "unknown"


class PlaceQualifier(StrEnum):
    NEAR = "near"
    BORDER = "border"
    OFF = "off"


class Location(Record):
    """Where: as written, resolved, and how sharply it is known."""

    name: str = Field(description="As written")
    resolved: str | None = Field(
        default=None, description="The gazetteer's name; null for a place that it does not know"
    )
    geonames_id: int | None = None
    within: str | None = Field(
        default=None, description="Of a place that the gazetteer does not know: the known one that it lies in"
    )
    country: str | None = Field(default=None, description="ISO 3166-1 alpha-3")
    admin1: str | None = Field(default=None, description="ISO 3166-2 where known, else GeoNames' code (RU.09)")
    admin2: str | None = Field(default=None, description="The division's name")
    lat: float | None = Field(
        default=None, ge=-90, le=90, description="Degrees WGS 84; where the place is unknown, those of what it lies in"
    )
    lon: float | None = Field(default=None, ge=-180, le=180)
    precision: PlacePrecision = PlacePrecision.UNKNOWN
    uncertainty_km: float | None = Field(
        default=None, ge=0, description="Radius around the point that holds the incident"
    )
    qualifier: PlaceQualifier | None = None


class PlaceRole(StrEnum):
    ORIGIN = "origin"
    TARGET = "target"
    DESTINATION = "destination"
    MENTION = "mention"


class OtherPlace(Record):
    name: str
    role: PlaceRole = PlaceRole.MENTION
    resolved: str | None = None
    geonames_id: int | None = None
    country: str | None = None
