"""Turns an incident and its findings into the event that is published, with the words that prove each field.

Nothing is added here that was not found; a proof that is not the text at its place is a defect and raises.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from schemas.article import ArticleRef
from schemas.incident import (
    Actor,
    ActorRole,
    ActorStatus,
    Attribution,
    Casualties,
    Claim,
    Damage,
    DamageLevel,
    Effect,
    Evidence,
    Extractor,
    IncidentEvent,
    Intercepted,
    Location,
    OtherPlace,
    Outcome,
    PlaceQualifier,
    PlaceRole,
    Realis,
    Relation,
    RelationKind,
    RelationStatus,
    Secondary,
    Sector,
    Target,
    Time,
    TimePrecision,
    Weapon,
    event_id_of,
)
from schemas.quantity import Casualty, Part, Qualifier, Quantity
from schemas.reasons import DeadLetterReason
from worker.errors import Rejected
from worker.extract.attach import Findings
from worker.extract.findings import ActorMention, CasualtyMention, ClaimMention, Mention, Moment, TimeMention
from worker.extract.incidents import Incident
from worker.extract.scenes import Scenes, preposition_of
from worker.lexicons.incidents import IncidentRules
from worker.text.document import Document

_BORDER = frozenset("border cross-border frontier".split())
_ARMED = frozenset((Sector.MIL, Sector.COP, Sector.REB, Sector.PRM, Sector.UAF, Sector.SPY))
_ROLE_ORDER = tuple(ActorRole)
_MOST_TYPE_SPANS = 5
_FIELDS = ("killed", "injured", "missing", "captured", "abducted", "arrested", "displaced")


@dataclass(slots=True)
class _Proof:
    """Collects evidence; each span of a field once."""

    text: str
    found: dict[tuple[str, int, int], Evidence] = field(default_factory=dict)

    def add(self, path: str, start: int, end: int, rule_id: str) -> None:
        self.found.setdefault(
            (path, start, end), Evidence(field=path, start=start, end=end, quote=self.text[start:end], rule_id=rule_id)
        )

    def of(self, path: str, mention: Mention) -> None:
        self.add(path, mention.start, mention.end, mention.rule_id)


class _Part(NamedTuple):
    """An actor in a role, and the words that say so."""

    actor: ActorMention
    role: ActorRole
    status: ActorStatus
    said: Mention

    def outweighs(self, other: _Part) -> bool:
        return self.status is ActorStatus.CLAIMED or _ROLE_ORDER.index(self.role) < _ROLE_ORDER.index(other.role)


def assemble_events(
    incidents: Sequence[Incident],
    findings: Sequence[Findings],
    article: ArticleRef,
    scenes: Scenes,
    rules: IncidentRules,
    extractor: Extractor,
) -> tuple[IncidentEvent, ...]:
    """The events in the incidents' order, linked where the text leaves a cause open.

    Raises:
        Rejected: ``span_mismatch``, if a quote is not the text at its offsets.
    """
    events: list[IncidentEvent] = []
    ordinals: dict[tuple[str, str, str], int] = {}
    for incident, found in zip(incidents, findings, strict=True):
        event = _Assembly(incident, found, article, scenes, rules, extractor).event()
        place = event.location.name if event.location else ""
        key = (event.type, place, str(event.time.earliest or event.time.best or ""))
        ordinals[key] = ordinals.get(key, -1) + 1
        events.append(event.model_copy(update={"event_id": event_id_of(article.id, *key, ordinals[key])}))
    _check(events, scenes.document)
    return tuple(event.model_copy(update={"relations": _relations(event, events, rules)}) for event in events)


class _Assembly:
    """One event in the making."""

    def __init__(
        self,
        incident: Incident,
        found: Findings,
        article: ArticleRef,
        scenes: Scenes,
        rules: IncidentRules,
        extractor: Extractor,
    ) -> None:
        self._incident = incident
        self._found = found
        self._article = article
        self._scenes = scenes
        self._document = scenes.document
        self._rules = rules
        self._extractor = extractor
        self._proof = _Proof(scenes.document.text)

    def event(self) -> IncidentEvent:
        incident = self._incident
        tellers = [incident.namer, *(t for t in incident.triggers if t is not incident.namer and not t.effect)]
        for trigger in tellers[:_MOST_TYPE_SPANS]:
            self._proof.of("type", trigger)
        location = self._location()
        time = self._time()
        outcome, intercepted = self._outcome()
        actors, claim = self._actors()
        casualties, damage = self._casualties(), tuple(self._damage())
        leaf, realis = self._type(intercepted, harmed=bool(damage) or _any_hurt(casualties))
        values = {
            "event_id": "",
            "article": self._article,
            "type": leaf,
            "realis": realis,
            "time": time,
            "location": location,
            "other_places": tuple(self._other_places()),
            "actors": actors,
            "claim": claim,
            "weapons": tuple(self._weapons()),
            "attack_count": self._attack_count(),
            "outcome": outcome,
            "intercepted": intercepted,
            "casualties": casualties,
            "targets": tuple(self._targets()),
            "damage": damage,
            "effects": tuple(self._effects()),
            "secondary": tuple(self._secondary()),
            "attribution": tuple(self._attribution()),
            "extractor": self._extractor,
        }
        evidence = tuple(sorted(self._proof.found.values(), key=lambda e: (e.field, e.start, e.end)))
        return IncidentEvent.model_validate({**values, "evidence": evidence})

    def _type(self, intercepted: Intercepted | None, *, harmed: bool) -> tuple[str, Realis]:
        """What was stopped whole is an intercepted attack; what was shot down and yet did harm is an attack."""
        leaf, realis, rules = self._incident.leaf, self._incident.namer.realis, self._rules
        if leaf in rules.stoppable and intercepted is Intercepted.ALL and not harmed:
            return rules.stopped, Realis.FOILED
        if leaf == rules.stopped and harmed:
            hit = next((rules.unstopped[w.kind] for w in self._found.weapons if w.kind in rules.unstopped), None)
            return (hit, Realis.ACTUAL) if hit else (leaf, realis)
        return leaf, realis

    # ---- where and when

    def _location(self) -> Location | None:
        place = self._incident.place
        if place is None:
            return None
        start, end = place.extended
        self._proof.add("location", start, end, place.rule_id)
        qualifier = place.qualifier
        if qualifier is None:
            for trigger in self._incident.triggers:
                words = {t.lower for t in self._document.tokens[trigger.first : trigger.last]}
                if words & _BORDER:
                    qualifier = PlaceQualifier.BORDER
                    self._proof.of("location.qualifier", trigger)
                    break
        entry = place.entry
        return Location(
            name=self._document.text[start:end],
            resolved=entry.name if entry else None,
            geonames_id=entry.geonames_id if entry else None,
            country=place.country if entry is None else None,
            admin1=place.admin1 if entry is None else None,
            precision=place.precision,
            uncertainty_km=place.distance_km,
            qualifier=qualifier,
        )

    def _other_places(self) -> Iterator[OtherPlace]:
        """Where it came from: places after "from" in the sentences that name the incident."""
        seen: set[str] = set()
        for trigger in self._incident.triggers:
            for place in self._scenes.places[trigger.sentence]:
                named = place.kind == "place" and not place.metonym and place.name not in seen
                if named and preposition_of(place, self._document) == "from" and self._same_clause(place, trigger):
                    self._proof.of(f"other_places[{len(seen)}]", place)
                    seen.add(place.name)
                    yield OtherPlace(
                        name=place.name,
                        role=PlaceRole.ORIGIN,
                        resolved=place.entry.name if place.entry else None,
                        geonames_id=place.entry.geonames_id if place.entry else None,
                        country=place.country,
                    )

    def _same_clause(self, one: Mention, other: Mention) -> bool:
        clauses = self._scenes.clauses
        return clauses[one.first] == clauses[other.last - 1]

    def _time(self) -> Time:
        mention = self._incident.time
        published = self._document.published
        if mention is None:
            lasting = self._lasting()
            if lasting is not None:
                return lasting
            return Time(
                earliest=published,
                best=published,
                latest=published,
                precision=TimePrecision.UNKNOWN if published is None else TimePrecision.DAY,
                inferred=True,
            )
        self._proof.of("time", mention)
        if (duration := self._duration()) is not None and mention.precision is TimePrecision.DAY:
            self._proof.of("time", duration)  # "the days-long battle": the day that is told is but one of them
            return Time(
                best=mention.best,
                latest=mention.latest,
                end_best=mention.end_best or mention.best,
                precision=TimePrecision.DAYS,
            )
        return Time(
            earliest=mention.earliest,
            best=mention.best,
            latest=mention.latest,
            end_best=mention.end_best,
            precision=mention.precision,
        )

    def _lasting(self) -> Time | None:
        """Told as lasting for days, with no dates: over by the last statement about it, so the days before the publication."""
        published = _day(self._document.published)
        if published is None or self._duration() is None:
            return None
        end = published - timedelta(days=1)
        return Time(best=end - timedelta(days=1), latest=end, end_best=end, precision=TimePrecision.DAYS, inferred=True)

    def _duration(self) -> TimeMention | None:
        """The words that say that it lasted for days."""
        for trigger in self._incident.triggers:
            for time in self._scenes.times[trigger.sentence]:
                lasts = time.use == "duration" and "day" in self._document.lower(time.first, time.last)
                if lasts and not trigger.effect and self._same_clause(time, trigger):
                    return time
        return None

    # ---- who

    def _actors(self) -> tuple[tuple[Actor, ...], Claim | None]:
        """One actor an entity, in its weightiest role; who claims is a perpetrator by his own word."""
        claimed = [c for c in self._found.claims if not c.denied]
        denied = [c for c in self._found.claims if c.denied]
        cast = self._cast(claimed, denied)
        named = {part.role for part in cast if part.actor.canonical is not None}
        actors: list[Actor] = []
        for actor, role, status, said in cast:
            known = role in named or (claimed and actor.sector is Sector.UAF)
            if known and actor.canonical is None and self._points_back(actor):
                continue  # "the armed group", once its name is told
            path = f"actors[{len(actors)}]"
            self._proof.add(f"{path}.name", actor.start, actor.end, actor.rule_id)
            self._proof.of(f"{path}.role", said)
            actors.append(
                Actor(
                    role=role,
                    name=actor.name,
                    canonical=actor.canonical,
                    country=actor.country,
                    sector=actor.sector,
                    count=actor.count,
                    kind=actor.kind,
                    status=status,
                )
            )
        return tuple(actors), self._claim(claimed, denied)

    def _cast(self, claimed: Sequence[ClaimMention], denied: Sequence[ClaimMention]) -> list[_Part]:
        """Who plays which part, each entity once: a claim outweighs a report, a weightier role a lighter one."""
        sided = self._incident.leaf in self._rules.sides
        deniers = {_entity(c.by) for c in denied}
        parts = [
            _Part(c.by, ActorRole.SIDE_A if sided else ActorRole.PERPETRATOR, ActorStatus.CLAIMED, c) for c in claimed
        ]
        parts += [
            _Part(c.sponsor, ActorRole.ALLEGED_SPONSOR, ActorStatus.DENIED, c) for c in denied if c.sponsor is not None
        ]
        parts += [
            _Part(r.actor, self._role(r.role, r.actor, sided=sided), r.status, r)
            for r in self._found.roles
            if _entity(r.actor) not in deniers or r.status is not ActorStatus.REPORTED
        ]
        cast: dict[str, _Part] = {}
        for part in parts:
            old = cast.get(_entity(part.actor))
            if old is None or (old.status is not ActorStatus.CLAIMED and part.outweighs(old)):
                cast[_entity(part.actor)] = part
        return list(cast.values())

    def _claim(self, claimed: Sequence[ClaimMention], denied: Sequence[ClaimMention]) -> Claim | None:
        for path, several in (("claim.claimed_by", claimed), ("claim.denied_by", denied)):
            for claim in several:
                self._proof.of(path, claim)
                self._proof.add(path, claim.by.start, claim.by.end, claim.by.rule_id)
        if not claimed and not denied:
            return None
        return Claim(claimed_by=_names(c.by for c in claimed), denied_by=_names(c.by for c in denied))

    def _role(self, role: ActorRole, actor: ActorMention, *, sided: bool) -> ActorRole:
        """Sides where two fight, perpetrator and target where one attacks."""
        if sided:
            if role is ActorRole.PERPETRATOR:
                return ActorRole.SIDE_A
            if role in (ActorRole.VICTIM, ActorRole.TARGET, ActorRole.DEFENDER) and actor.sector in _ARMED:
                return ActorRole.SIDE_B
            return role
        return {ActorRole.SIDE_A: ActorRole.PERPETRATOR, ActorRole.SIDE_B: ActorRole.TARGET}.get(role, role)

    def _points_back(self, actor: ActorMention) -> bool:
        return actor.first > 0 and self._document.tokens[actor.first - 1].lower in ("the", "this", "these", "those")

    def _attribution(self) -> Iterator[Attribution]:
        seen: dict[str, int] = {}
        for said in self._found.attributions:
            if said.by not in seen:
                seen[said.by] = len(seen)
                self._proof.of(f"attribution[{seen[said.by]}]", said)
                yield Attribution(
                    by=said.by, role=said.role, kind=said.kind, channel=said.channel, modality=said.modality
                )

    # ---- with what, and how it went

    def _weapons(self) -> Iterator[Weapon]:
        seen: dict[tuple[str, str], int] = {}
        for weapon in self._found.weapons:
            key = (weapon.kind.value, weapon.name.casefold())
            if key not in seen and not any(
                kind == key[0] and (name in key[1] or key[1] in name) for kind, name in seen
            ):
                seen[key] = len(seen)
                self._proof.of(f"weapons[{seen[key]}]", weapon)
                yield Weapon(kind=weapon.kind, name=weapon.name)

    def _attack_count(self) -> Quantity | None:
        """The sharpest number; of equal ones the last, which the text knew best."""
        best = max(
            self._found.counts, key=lambda c: (c.quantity.best is not None, c.quantity.min or 0, c.first), default=None
        )
        if best is None:
            return None
        self._proof.of("attack_count", best)
        return best.quantity

    def _outcome(self) -> tuple[Outcome | None, Intercepted | None]:
        outcome = intercepted = None
        for mention in self._found.outcomes:
            if mention.outcome is not None and outcome is None:
                outcome = mention.outcome
                self._proof.of("outcome", mention)
            if mention.intercepted is not None and intercepted is None:
                intercepted = mention.intercepted
                self._proof.of("intercepted", mention)
        return outcome, intercepted

    def _casualties(self) -> Casualties:
        chosen: dict[str, Casualty] = {}
        for name in _FIELDS:
            several = [c for c in self._found.casualties if c.field == name]
            if several:
                best = max(several, key=_toll)
                beside = [c for c in several if _counts_beside(c, best)]
                for mention in (best, *beside):
                    self._proof.of(f"casualties.{name}", mention)
                chosen[name] = _sum([best, *beside]) if beside else best.casualty
        return Casualties.model_validate(chosen)

    def _targets(self) -> Iterator[Target]:
        seen: list[str] = []
        for target in self._found.targets:
            if not any(target.name.casefold() in name or name in target.name.casefold() for name in seen):
                self._proof.of(f"targets[{len(seen)}]", target)
                seen.append(target.name.casefold())
                yield Target(kind=target.kind, name=target.name)

    def _damage(self) -> Iterator[Damage]:
        best: dict[str, Damage] = {}
        where: dict[str, Mention] = {}
        for damage in self._found.damage:
            key = damage.object.casefold()
            old = best.get(key)
            if old is None or (old.level is DamageLevel.DAMAGED and damage.level is DamageLevel.DESTROYED):
                best[key] = Damage(object=damage.object, count=damage.count, level=damage.level)
                where[key] = damage
        for position, (key, value) in enumerate(best.items()):
            self._proof.of(f"damage[{position}]", where[key])
            yield value

    def _effects(self) -> Iterator[Effect]:
        seen: set[tuple[str, str | None]] = set()
        for effect in self._found.effects:
            key = (effect.kind.value, effect.extent)
            if key not in seen:
                self._proof.of(f"effects[{len(seen)}]", effect)
                seen.add(key)
                yield Effect(kind=effect.kind, extent=effect.extent, until=effect.until, status=effect.status)

    def _secondary(self) -> Iterator[Secondary]:
        seen: set[str] = set()
        for secondary in self._found.secondary:
            if secondary.kind not in seen:
                self._proof.of(f"secondary[{len(seen)}]", secondary)
                seen.add(secondary.kind)
                yield Secondary(kind=secondary.kind, extent=secondary.extent)


def _counts_beside(mention: CasualtyMention, best: CasualtyMention) -> bool:
    """Other people of the same sentence: "killed the mayor, and two guards died", no part and no repetition of the toll."""
    apart = mention.last <= best.first or best.last <= mention.first
    exact = mention.casualty.qualifier is Qualifier.EXACT and best.casualty.qualifier is Qualifier.EXACT
    whole = not mention.casualty.breakdown and not best.casualty.breakdown
    return mention.sentence == best.sentence and apart and exact and whole


def _sum(mentions: Sequence[CasualtyMention]) -> Casualty:
    total = sum(m.casualty.best or 0 for m in mentions)
    parts = tuple(
        Part(count=Quantity(**m.casualty.model_dump(include=set(Quantity.model_fields))), state=m.casualty.text)
        for m in mentions
    )
    words = "; ".join(m.casualty.text for m in mentions)
    return Casualty(min=total, best=total, max=total, qualifier=Qualifier.EXACT, text=words, by_group=parts)


def _toll(mention: CasualtyMention) -> tuple[bool, int, bool, int]:
    """The larger toll; a whole with parts before a bare number, the earlier before the later."""
    q = mention.casualty
    value = next((n for n in (q.best, q.min, q.max) if n is not None), 0)
    return q.qualifier is not Qualifier.EXPLICIT_NONE, value, bool(q.breakdown), -mention.first


def _any_hurt(casualties: Casualties) -> bool:
    """Whether anybody was killed or injured."""
    tolls = (casualties.killed, casualties.injured)
    return any(toll is not None and toll.qualifier is not Qualifier.EXPLICIT_NONE for toll in tolls)


def _entity(actor: ActorMention) -> str:
    return (actor.canonical or actor.name).casefold()


def _names(actors: Iterator[ActorMention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actor.name for actor in actors))


def _day(moment: Moment | None) -> date | None:
    return moment.date() if isinstance(moment, datetime) else moment


def _relations(event: IncidentEvent, events: Sequence[IncidentEvent], rules: IncidentRules) -> tuple[Relation, ...]:
    """Damage and outages of unstated cause are linked to the attacks and disasters of the same article."""
    if rules.family_of(event.type) != "works":
        return ()
    causes = [other for other in events if rules.family_of(other.type) in ("armed", "nature")]
    return tuple(
        Relation(to=other.event_id, kind=RelationKind.CAUSED_BY, status=RelationStatus.POSSIBLE) for other in causes
    )


def _check(events: Sequence[IncidentEvent], document: Document) -> None:
    for event in events:
        for evidence in event.evidence:
            if document.text[evidence.start : evidence.end] != evidence.quote or not evidence.quote:
                raise Rejected(
                    DeadLetterReason.SPAN_MISMATCH,
                    f"{evidence.field} of {event.type}: the text at {evidence.start}:{evidence.end} is not {evidence.quote!r}",
                )
