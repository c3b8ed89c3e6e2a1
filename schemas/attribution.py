"""Who says so, and how surely."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from schemas.record import Record


class SpeakerKind(StrEnum):
    OFFICIAL = "official"
    PARTY_TO_CONFLICT = "party_to_conflict"
    MILITARY = "military"
    WITNESS = "witness"
    MEDIA = "media"
    NGO = "ngo"


class Modality(StrEnum):
    ASSERTED = "asserted"
    ALLEGED = "alleged"
    DENIED = "denied"
    UNCONFIRMED = "unconfirmed"


class Attribution(Record):
    """Who says so."""

    by: str
    role: str | None = Field(default=None, description="governor, police spokesman, … as written")
    kind: SpeakerKind | None = None
    channel: str | None = Field(default=None, description="social media, statement, news conference, …")
    modality: Modality = Modality.ASSERTED
