"""What comes out: what one article reports of each incident, with the words that prove it."""

from __future__ import annotations

from enum import StrEnum
from typing import Self
from uuid import uuid5

from pydantic import Field, model_validator

from schemas.actor import Actor, Claim
from schemas.article import NAMESPACE, ArticleRef
from schemas.attack import Intercepted, Outcome, Weapon
from schemas.attribution import Attribution
from schemas.harm import Casualties, Damage, Effect, Secondary, Target
from schemas.origin import Extractor, Lineage
from schemas.place import Location, OtherPlace
from schemas.quantity import Quantity
from schemas.record import Record, Share
from schemas.time import Time


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


def event_id_of(article_id: str, type_: str, place: str, start: str, ordinal: int) -> str:
    """The id of an event: uuid5 of what it is, so that the same article and rules give the same id, always."""
    return str(uuid5(NAMESPACE, "|".join(("event", article_id, type_, place, start, str(ordinal)))))
