"""Turns an incident and its findings into the event that is published, with the words that prove each field.

Nothing is added here that was not found; a proof that is not the text at its place is a defect and raises.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.article import ArticleRef
from schemas.attack import Intercepted, Outcome, Weapon
from schemas.attribution import Attribution
from schemas.harm import Casualties, Damage, DamageLevel, Effect, Secondary, Target
from schemas.incident import IncidentEvent, Realis, TypeAlternative, event_id_of
from schemas.origin import Extractor
from schemas.quantity import Qualifier, Quantity
from schemas.reasons import DeadLetterReason
from worker.errors import Rejected
from worker.extract.actors.cast import Cast, Scene
from worker.extract.attach import Findings
from worker.extract.casualties.named_dead import name_the_dead
from worker.extract.casualties.tolls import any_hurt, choose_casualties
from worker.extract.findings import Mention, Trigger
from worker.extract.incidents.growing import Incident
from worker.extract.places.scenes import Scenes
from worker.extract.proof import Proof
from worker.extract.setting import Setting
from worker.extract.things.again import ToldThings
from worker.extract.things.outcomes import share_of
from worker.lexicons.incidents import IncidentRules
from worker.text.document import Document

_MOST_TYPE_SPANS = 5
_REPRESSED = "unrest.protest_repressed"
_PEACEFUL = ("unrest.peaceful_protest", "unrest.strike_blockade")
_LAWFUL = ("security.arrest_raid", "security.foiled_plot", "crime.organized")
_CROWDS = ("unrest.", "violence.mob")
_DEATHS = ("violence.", "crime.")


def assemble_events(
    incidents: Sequence[Incident],
    findings: Sequence[Findings],
    article: ArticleRef,
    scenes: Scenes,
    rules: IncidentRules,
    extractor: Extractor,
) -> tuple[IncidentEvent, ...]:
    """The events in the incidents' order."""
    events: list[IncidentEvent] = []
    ordinals: dict[tuple[str, str, str], int] = {}
    for incident, found in zip(incidents, findings, strict=True):
        event = _Assembly(incident, found, article, scenes, rules, extractor).event()
        place = event.location.name if event.location else ""
        key = (event.type, place, str(event.time.earliest or event.time.best or ""))
        ordinals[key] = ordinals.get(key, -1) + 1
        events.append(event.model_copy(update={"event_id": event_id_of(article.id, *key, ordinals[key])}))
    return tuple(events)


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
        self._proof = Proof(scenes.document.text)
        self._things = ToldThings(found.targets)
        stopped = (t for t in incident.triggers if t.leaf == rules.stopped)
        self._stopped = frozenset(at for trigger in stopped for at in range(trigger.first, trigger.last))

    def event(self) -> IncidentEvent:
        incident = self._incident
        tellers = [incident.namer, *(t for t in incident.triggers if t is not incident.namer and not t.effect)]
        for trigger in tellers[:_MOST_TYPE_SPANS]:
            self._proof.of("type", trigger)
        setting = Setting(incident, self._scenes, self._proof)
        location = setting.location()
        time = setting.time()
        outcome, intercepted = self._outcome()
        actors, claim = Cast(
            self._found,
            self._document,
            self._proof,
            self._scene(),
        ).actors()
        tolls = name_the_dead(self._found.casualties, self._found.roles, self._document, self._rules)
        casualties = choose_casualties(tolls, self._found.claims, self._rules, self._proof)
        damage = tuple(self._damage())
        killed = casualties.killed is not None and casualties.killed.qualifier is not Qualifier.EXPLICIT_NONE
        leaf, realis = self._type(intercepted, harmed=bool(damage) or any_hurt(casualties), killed=killed)
        leaf = self._outweighed(leaf, casualties)
        alternatives = tuple(self._alternatives(leaf))
        values = {
            "event_id": "",
            "article": self._article,
            "type": leaf,
            "type_alternatives": alternatives,
            "realis": realis,
            "time": time,
            "location": location,
            "other_places": tuple(setting.other_places()),
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
        return IncidentEvent.model_validate({**values, "evidence": self._proof.evidence()})

    def _scene(self) -> Scene:
        leaf = self._incident.leaf
        if leaf in self._rules.sides:
            return "sides"
        if leaf in _PEACEFUL:
            return "march"
        if leaf in _LAWFUL or leaf.startswith("disaster."):
            return "law" if leaf in _LAWFUL else "nature"
        return "repression" if leaf == _REPRESSED else "crowd" if leaf.startswith(_CROWDS) else "attack"

    def _type(self, intercepted: Intercepted | None, *, harmed: bool, killed: bool) -> tuple[str, Realis]:
        """What was stopped whole is an intercepted attack; what was shot down and yet did harm is an attack."""
        namer, rules = self._incident.namer, self._rules
        leaf, realis = self._incident.leaf, namer.realis
        if leaf in rules.stoppable and intercepted is Intercepted.ALL and not harmed:
            return rules.stopped, Realis.FOILED
        if killed and leaf == namer.leaf and namer.rule_id in rules.went_off:
            return rules.went_off[namer.rule_id], Realis.ACTUAL
        if leaf == rules.stopped and harmed:
            hit = next((rules.unstopped[w.kind] for w in self._found.weapons if w.kind in rules.unstopped), None)
            return (hit, Realis.ACTUAL) if hit else (leaf, realis)
        if namer.kind == "blast" and namer.bare and leaf == namer.leaf:
            return next((rules.armed[w.kind] for w in self._found.weapons if w.kind in rules.armed), leaf), realis
        burning = namer.kind == "burning" or namer.rule_id in rules.set_on_fire
        if leaf == namer.leaf and burning and killed:
            return self._deadly(namer), realis
        return leaf, realis

    def _outweighed(self, leaf: str, casualties: Casualties) -> str:
        """``Gunmen killed 13 people in a raid on a village. Four women were abducted``: a raid."""
        heavier, triggers = self._rules.outweighed.get(leaf), self._incident.triggers
        if heavier is None or casualties.killed is None or casualties.abducted is None:
            return leaf
        before = (
            t.leaf for t in triggers if t.leaf in heavier and not t.effect and t.first < self._incident.namer.first
        )
        more = (casualties.killed.min or 0) > (casualties.abducted.max or casualties.abducted.best or 0)
        return next(before, leaf) if more else leaf

    def _deadly(self, burning: Trigger) -> str:
        """``Rebels set fire to a bus and killed nine``: not what burned but who died says what it was."""
        beside = [t for t in self._incident.triggers if t.effect and 0 <= t.sentence - burning.sentence <= 1]
        told = next(
            (t.leaf for t in beside if t.kind == "killing" and t.leaf.startswith(_DEATHS)), self._rules.deadly_burning
        )
        return told if beside else burning.leaf

    def _alternatives(self, leaf: str) -> Iterator[TypeAlternative]:
        """Other leaves that its triggers name, with the share of their weight beside the namer's; the likeliest first."""
        best: dict[str, Trigger] = {}
        for trigger in self._incident.triggers:
            other = not trigger.effect and trigger.leaf and trigger.leaf != leaf
            if other and (trigger.leaf not in best or trigger.weight > best[trigger.leaf].weight):
                best[trigger.leaf] = trigger
        ranked = sorted(best.values(), key=lambda t: (-t.weight, t.first))
        for position, trigger in enumerate(ranked):
            self._proof.of(f"type_alternatives[{position}]", trigger)
            share = trigger.weight / (trigger.weight + self._incident.namer.weight)
            yield TypeAlternative(type=trigger.leaf, confidence=round(share, 2))

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
        """One for each that the text tells apart: "the device" is the bomb told of before, "gunfire" came from the rifles."""
        seen: list[tuple[str, str]] = []
        used = () if self._incident.leaf in self._rules.weaponless else self._found.weapons
        for weapon in sorted(used, key=lambda w: (w.name is None, not w.anew)):
            kind, name = weapon.kind.value, (weapon.name or "").casefold()
            if any(kind == old and (not weapon.anew or name in known or known in name) for old, known in seen):
                continue
            self._proof.of(f"weapons[{len(seen)}]", weapon)
            seen.append((kind, name))
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
        harmed = any(d.level is not DamageLevel.NONE and not self._is_stopped(d) for d in self._found.damage)
        for mention in self._found.outcomes:
            share = share_of(mention, self._found.outcomes, self._found.counts, harmed=harmed)
            said = mention.outcome if share in (None, Intercepted.ALL) else Outcome.PARTLY_INTERCEPTED
            if said is not None and (outcome is None or (share is not None and intercepted is None)):
                outcome = said
                self._proof.of("outcome", mention)
            if (mention.intercepted or share) is not None and intercepted is None:
                intercepted = mention.intercepted or share
                self._proof.of("intercepted", mention)
        return outcome, intercepted

    def _targets(self) -> Iterator[Target]:
        seen: list[str] = []
        for target in self._found.targets:
            if (
                not self._is_stopped(target)
                and not self._things.only_part(target)
                and self._things.before(target) is None
                and not any(target.name.casefold() in name or name in target.name.casefold() for name in seen)
            ):
                self._proof.of(f"targets[{len(seen)}]", target)
                seen.append(target.name.casefold())
                yield Target(kind=target.kind, name=target.name)

    def _is_stopped(self, mention: Mention) -> bool:
        """Whether what was destroyed is what was shot down: "air defences destroyed nine drones" is no damage."""
        return not self._stopped.isdisjoint(range(mention.first, mention.last))

    def _damage(self) -> Iterator[Damage]:
        best: dict[str, Damage] = {}
        where: dict[str, Mention] = {}
        for damage in self._found.damage:
            if self._is_stopped(damage) or self._things.only_part(damage):
                continue
            same = self._things.before(damage)
            name = same.name if same is not None else damage.object
            key = name.casefold()
            old = best.get(key)
            if old is None or (old.level is DamageLevel.DAMAGED and damage.level is DamageLevel.DESTROYED):
                best[key] = Damage(object=name, count=damage.count, level=damage.level)
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


def check_proofs(events: Sequence[IncidentEvent], document: Document) -> None:
    """Whether every quote is the text at its place.

    Raises:
        Rejected: ``span_mismatch``, if one is not: a defect.
    """
    for event in events:
        for evidence in event.evidence:
            if document.text[evidence.start : evidence.end] != evidence.quote or not evidence.quote:
                raise Rejected(
                    DeadLetterReason.SPAN_MISMATCH,
                    f"{evidence.field} of {event.type}: the text at {evidence.start}:{evidence.end} is not {evidence.quote!r}",
                )
