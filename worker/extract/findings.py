"""What the stages of the extraction find: frozen mentions, each with its span, its tokens and the rule that found it.

A mention's ``[start, end)`` are code points of the raw text, ``[first, last)`` tokens of the document.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from schemas.actor import ActorKind, ActorRole, ActorStatus, Sector
from schemas.attack import Intercepted, Outcome, WeaponKind
from schemas.attribution import Modality, SpeakerKind
from schemas.harm import DamageLevel, EffectKind, TargetKind
from schemas.incident import Realis
from schemas.place import PlacePrecision, PlaceQualifier
from schemas.quantity import Casualty, Quantity
from schemas.reasons import SkipReason
from schemas.time import TimePrecision
from worker.lexicons.gazetteer import Entry
from worker.values import dataclass

Moment = date | datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words of the text."""

    start: int
    end: int
    first: int
    last: int
    sentence: int
    rule_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention(Mention):
    """A time expression, resolved against the publication to an interval."""

    earliest: Moment | None
    best: Moment | None
    latest: Moment | None
    end_best: Moment | None
    precision: TimePrecision
    # What it is the time of: of what is told; of the telling ("said Wednesday"); of something long past ("in 2014",
    # "last year"); of something to come ("will … on Friday"); how long or how often ("for three days", "every night").
    use: Literal["event", "report", "past", "future", "duration"]
    onward: bool = False  # of what stands after its words: "a day after | a bomb killed ten"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention(Mention):
    """A place name; ``entry`` is null for one that no gazetteer knows."""

    name: str  # text[start:end]: the core name, "Belgorod region"
    extended: tuple[int, int]  # the span with its modifier: "southern Belgorod region"
    entry: Entry | None
    kind: Literal["place", "demonym"]
    metonym: bool  # the name stands for its government: "Kyiv denied"
    precision: PlacePrecision
    qualifier: PlaceQualifier | None
    country: str | None  # alpha-3: the entry's, or the context's for an unknown place
    admin1: str | None  # GeoNames code, RU.09, likewise
    distance_km: float | None  # "20 km east of X": how far the scene may lie from the entry
    confidence: float
    parent: Entry | None = (
        None  # the known place that it lies in, by the words: of a place without entry, of a town's part
    )
    quarter: bool = (
        False  # the words call it a part of that town: "the Hurriyah neighborhood", which no gazetteer knows
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorMention(Mention):
    """Who: ``name`` is as written, without article and number; the span is the name's."""

    name: str
    kind: ActorKind
    sector: Sector | None
    country: str | None
    canonical: str | None
    count: Quantity | None

    @property
    def called(self) -> str:
        """By which two mentions are told to be of one actor."""
        return (self.canonical or self.name).casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleMention(Mention):
    """An actor in a role, by the words that say so (the mention's own span)."""

    actor: ActorMention
    role: ActorRole
    status: ActorStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimMention(Mention):
    """Somebody claims or denies responsibility; up to token ``until`` the sentence has it from them alone."""

    by: ActorMention
    until: int
    denied: bool
    sponsor: ActorMention | None  # whose involvement is denied or alleged


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionMention(Mention):
    """Who says so; it holds for its sentence."""

    by: str
    role: str | None
    kind: SpeakerKind | None
    channel: str | None
    modality: Modality


UNCOUNTED = 10_000
"""Incidents that a summary leaves uncounted: "a wave of attacks"; never are all of them told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger(Mention):
    """Words that tell of an incident of a kind.

    ``weight`` 0..1 is how surely; ``definite`` says that it points back to one told before ("the attack"), ``separate`` that it
    is another one ("a second attack").  ``kind`` is that of a weak trigger (``worker/data/rules/kinds.yaml``), whose leaf the
    context gave, or nothing ("" then: it only joins an incident that is told already); ``effect``: what only follows from
    an incident ("killed", "damaged").  ``bare``: no word, its own or around it, says more than its kind does.
    ``several`` is how many incidents it sums up: "four attacks", 0 for one; ``plural`` leaves open whether they are one: "air strikes".  ``same_hands``: those did it who were told of before ("the attackers").  ``context`` is the rule that made of a weak trigger what it is.
    """

    leaf: str
    kind: str | None = None
    effect: bool = False
    context: str | None = None
    bare: bool = False
    separate: bool = False
    several: int = 0
    plural: bool = False
    weight: float
    definite: bool
    same_hands: bool = False
    realis: Realis
    realis_span: tuple[int, int] | None  # the words that make it so
    realis_rule: str | None
    skip: SkipReason | None  # why it can be no event, if so


@dataclass(frozen=True, slots=True, kw_only=True)
class CasualtyMention(Mention):
    """A number of people and what befell them."""

    field: Literal["killed", "injured", "missing", "captured", "abducted", "arrested", "displaced"]
    casualty: Casualty
    link: tuple[int, int] | None  # tokens that name the incident: "as a result of the border assault"
    earlier: bool  # a toll of another, earlier incident
    overall: bool = False  # of all incidents that are told together: "killed across the country"
    also: bool = False  # people beside those told just before: "was also killed"
    total: bool = False  # of the whole incident: "the death toll"
    superseded: bool = False  # what was said at first: "officials first said that 75 had died"
    lowered: bool = False  # a count that corrects a larger one: "lowered the toll to 24"
    heads: tuple[int, ...] = ()  # behind the nouns and names of those who are counted
    part_heads: tuple[
        int, ...
    ] = ()  # behind those of whom it is said that they are among them: "among them two nurses |"
    cause: bool = False  # how those came to harm who were counted before it: "three were hurt when he stabbed a guard"


@dataclass(frozen=True, slots=True, kw_only=True)
class WeaponMention(Mention):
    """A means of attack; ``name`` as written, without article and number, null where only shots are told of.

    ``anew``: not one that was told of before ("the device"), nor by the way ("a bomb attack").
    """

    kind: WeaponKind
    name: str | None
    anew: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CountMention(Mention):
    """How many drones, missiles, shells: ``attack_count``."""

    quantity: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeMention(Mention):
    """How it went for the attack: hit, intercepted, failed; ``downed`` is how many were shot down, where only that is said."""

    outcome: Outcome | None
    intercepted: Intercepted | None
    downed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetMention(Mention):
    """A thing that was aimed at or hit; people are actors."""

    kind: TargetKind
    name: str
    again: bool = False  # it points back: "the building"


@dataclass(frozen=True, slots=True, kw_only=True)
class DamageMention(Mention):
    """A thing and what became of it."""

    object: str
    kind: TargetKind
    count: Quantity | None
    level: DamageLevel
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectMention(Mention):
    """What no longer works, or had to be done; ``link`` are tokens that name the cause."""

    kind: EffectKind
    extent: str | None
    until: Moment | None
    status: str | None
    link: tuple[int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondaryMention(Mention):
    """What followed: a fire, a collapse, a panic."""

    kind: str
    extent: str | None
