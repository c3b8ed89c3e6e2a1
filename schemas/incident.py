"""What comes out: what one article reports of each incident, with the words that prove it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self
from uuid import uuid5

from pydantic import Field, model_validator

from schemas.article import NAMESPACE, ArticleRef
from schemas.quantity import Casualty, Quantity
from schemas.reasons import SkipReason
from schemas.record import Moment, Record

Share = Annotated[float, Field(ge=0, le=1)]


class Realis(StrEnum):
    """How the text speaks of an incident.  Only the first three become events."""

    ACTUAL = "actual"
    ATTEMPTED = "attempted"
    FOILED = "foiled"
    PLANNED = "planned"
    THREATENED = "threatened"
    HYPOTHETICAL = "hypothetical"
    DENIED = "denied"
    HISTORIC = "historic"
    GENERIC = "generic"


class Codes(Record):
    """The leaf's codes in other schemes.  Strings: CAMEO's 014 is not 14."""

    acled: str | None = None
    plover: str | None = None
    cameo: str | None = None
    gtd: str | None = None
    glide: str | None = None


class TypeAlternative(Record):
    type: str
    confidence: Share


class TimePrecision(StrEnum):
    MINUTE = "minute"
    HOUR = "hour"
    PART_OF_DAY = "part_of_day"
    NIGHT = "night"
    DAY = "day"
    DAYS = "days"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class Time(Record):
    """When: an interval, resolved against the article's publication."""

    earliest: Moment | None = None
    best: Moment | None = None
    latest: Moment | None = None
    end_best: Moment | None = Field(default=None, description="The likeliest end, of what lasted")
    precision: TimePrecision = TimePrecision.UNKNOWN
    inferred: bool = Field(
        default=False, description="True where the text gives no time and the publication date stands in"
    )
    ongoing: bool = False


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


class RelationKind(StrEnum):
    PART_OF = "part_of"
    CAUSED_BY = "caused_by"
    RETALIATION_FOR = "retaliation_for"
    SAME_SERIES = "same_series"


class RelationStatus(StrEnum):
    STATED = "stated"
    LIKELY = "likely"
    POSSIBLE = "possible"


class Relation(Record):
    """A link to another event of the same article.  What the text does not state is linked, never asserted."""

    to: str
    kind: RelationKind
    status: RelationStatus


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


class Evidence(Record):
    """``text[start:end] == quote``, in Unicode code points of the raw text.

    ``field`` is the dotted path of what it proves (``actors[0].name``, ``casualties.killed``); it covers the field's parts.
    """

    field: str
    start: int = Field(ge=0)
    end: int = Field(gt=0)
    quote: str
    rule_id: str


class Confidence(Record):
    overall: Share
    by_field: dict[str, Share] = Field(default_factory=dict)


class Severity(Record):
    score: float = Field(ge=0, le=10)
    reasons: tuple[str, ...] = ()


class Extractor(Record):
    name: str = "tocsin"
    version: str
    ruleset_sha: str


class Lineage(Record):
    """The raw message that an event comes from."""

    topic: str
    partition: int
    offset: int
    timestamp: int = Field(description="Milliseconds since 1970, as the broker or the producer set it")
    trace_id: str | None = None


class IncidentEvent(Record):
    """What one article reports of one incident."""

    event_id: str = Field(description="uuid5 of article, type, place, first day and number")
    article: ArticleRef
    type: str = Field(description="A dotted leaf of the taxonomy")
    type_alternatives: tuple[TypeAlternative, ...] = Field(default=(), description="Other leaves that the words allow")
    codes: Codes | None = Field(default=None, description="The leaf in other schemes; set by enrichment")
    realis: Realis = Field(default=Realis.ACTUAL, description="Only actual, attempted and foiled become events")
    title: str | None = Field(default=None, description="Composed from fields; set by enrichment")
    summary: str | None = Field(default=None, description="Composed from fields; set by enrichment")
    time: Time
    location: Location | None = Field(default=None, description="The scene; null where the text names none")
    other_places: tuple[OtherPlace, ...] = ()
    actors: tuple[Actor, ...] = Field(default=(), description="Nobody named means nobody here")
    claim: Claim | None = None
    weapons: tuple[Weapon, ...] = ()
    attack_count: Quantity | None = Field(default=None, description="How many drones, missiles, shells")
    outcome: Outcome | None = None
    intercepted: Intercepted | None = Field(default=None, description="What share of the weapons was stopped")
    casualties: Casualties = Casualties()
    targets: tuple[Target, ...] = Field(default=(), description="Things aimed at or hit")
    damage: tuple[Damage, ...] = ()
    effects: tuple[Effect, ...] = ()
    secondary: tuple[Secondary, ...] = ()
    relations: tuple[Relation, ...] = Field(default=(), description="Links to other events of the article")
    attribution: tuple[Attribution, ...] = Field(default=(), description="Who says so")
    evidence: tuple[Evidence, ...] = Field(default=(), description="The words that prove each field")
    confidence: Confidence | None = Field(default=None, description="0 to 1; set by enrichment")
    severity: Severity | None = Field(default=None, description="0 to 10; set by enrichment")
    extractor: Extractor
    lineage: Lineage | None = Field(default=None, description="The raw message; null for results made without Kafka")

    @model_validator(mode="after")
    def _only_what_happened(self) -> Self:
        if self.realis not in (Realis.ACTUAL, Realis.ATTEMPTED, Realis.FOILED):
            raise ValueError(f"realis {self.realis} is no event")
        return self


class SpanKind(StrEnum):
    DATE_PREFIX = "date_prefix"
    PROMO = "promo"
    TAIL = "tail"
    CREDIT = "credit"
    OTHER = "other"


class Boilerplate(Record):
    """Words that are no part of the article's prose.  Marked, never cut."""

    start: int
    end: int
    kind: SpanKind
    rule_id: str


class Skipped(Record):
    """Words that gave no event, and why."""

    reason: SkipReason
    start: int
    end: int
    rule_id: str
    type: str | None = Field(default=None, description="The leaf that it would have been")


class ArticleIncidents(Record):
    """The whole result of one article: it replaces an older one as one piece."""

    article: ArticleRef
    events: tuple[IncidentEvent, ...] = Field(default=(), description="What the article is about comes first")
    skipped: tuple[Skipped, ...] = ()
    boilerplate: tuple[Boilerplate, ...] = ()
    extractor: Extractor
    lineage: Lineage | None = None


def event_id_of(article_id: str, type_: str, place: str, start: str, ordinal: int) -> str:
    """The id of an event: uuid5 of what it is, so that the same article and rules give the same id, always."""
    return str(uuid5(NAMESPACE, "|".join(("event", article_id, type_, place, start, str(ordinal)))))
