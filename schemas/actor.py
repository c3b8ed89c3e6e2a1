"""Who: one entity in one role; who claims and who denies."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from schemas.quantity import Quantity
from schemas.record import Record


class ActorRole(StrEnum):
    PERPETRATOR = "perpetrator"
    SIDE_A = "side_a"
    SIDE_B = "side_b"
    TARGET = "target"
    VICTIM = "victim"
    DEFENDER = "defender"
    RESPONDER = "responder"
    CLAIMANT = "claimant"
    DENIER = "denier"
    ALLEGED_SPONSOR = "alleged_sponsor"


class ActorKind(StrEnum):
    PERSON = "person"  # a named individual
    PEOPLE = "people"  # unnamed: "two gunmen"
    ORGANIZATION = "organization"
    STATE = "state"


class ActorStatus(StrEnum):
    CONFIRMED = "confirmed"
    REPORTED = "reported"
    CLAIMED = "claimed"
    ALLEGED = "alleged"
    DENIED = "denied"


class Sector(StrEnum):
    """Who an actor is, in the words of CAMEO and PLOVER."""

    GOV = "GOV"  # government
    MIL = "MIL"  # armed forces of a state
    COP = "COP"  # police, security services
    REB = "REB"  # rebels, insurgents, terrorists
    PRM = "PRM"  # pro-government militia
    UAF = "UAF"  # armed, of unknown side
    CRM = "CRM"  # criminals
    OPP = "OPP"  # opposition
    JUD = "JUD"  # courts
    SPY = "SPY"  # intelligence
    CVL = "CVL"  # civilians
    MED = "MED"  # media
    EDU = "EDU"  # pupils, teachers
    HLH = "HLH"  # health
    REL = "REL"  # religious
    BUS = "BUS"  # business
    LAB = "LAB"  # workers
    NGO = "NGO"  # non-governmental organisations
    IGO = "IGO"  # organisations of states
    REF = "REF"  # refugees, displaced people


class Actor(Record):
    """One entity in one role, named as written, without its article or number."""

    role: ActorRole
    name: str
    canonical: str | None = None
    country: str | None = Field(default=None, description="ISO 3166-1 alpha-3")
    sector: Sector | None = None
    count: Quantity | None = None
    kind: ActorKind | None = None
    status: ActorStatus = ActorStatus.REPORTED


class Claim(Record):
    """Who says that it was them, who says that it was not."""

    claimed_by: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
