"""Who is in an incident, and as what: roles and claims brought to one actor for each entity."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Literal, NamedTuple

from schemas.actor import Actor, ActorKind, ActorRole, ActorStatus, Claim, Sector
from worker.extract.attach import Findings
from worker.extract.findings import ActorMention, ClaimMention, Mention, RoleMention
from worker.extract.proof import Proof
from worker.text.document import Document

_ARMED = frozenset((Sector.MIL, Sector.COP, Sector.REB, Sector.PRM, Sector.UAF, Sector.SPY))
_REPRESSIVE = frozenset((Sector.COP, Sector.MIL, Sector.PRM, Sector.GOV))
_LAWLESS = frozenset((Sector.REB, Sector.UAF, Sector.CRM))
_HUMAN = (ActorKind.PEOPLE, ActorKind.PERSON)
_DOERS = (ActorRole.PERPETRATOR, ActorRole.SIDE_A)
_SUFFERERS = (ActorRole.VICTIM, ActorRole.TARGET)
_OWN = frozenset("its their his her".split())
_BACK = _OWN | frozenset("the this these those".split())
_ATTACKERS = frozenset(
    "attacker attackers assailant assailants bomber bombers hijacker hijackers kidnapper kidnappers".split()
)
_ONE_OF_THEM = _ATTACKERS | frozenset(
    "gunman gunmen shooter shooters suspect suspects knifeman knifemen killer killers assassin assassins hitman hitmen".split()
)
_ANYBODY = _ONE_OF_THEM | frozenset(
    "man men woman women youth youths teenager teenagers perpetrator perpetrators culprit culprits".split()
)  # of whom no more is told than a name tells
_BAND = "actor.armed_band"  # "the armed group" is the named one, "the gunmen" are its men
_ROLE_ORDER = tuple(dict.fromkeys((*_DOERS, ActorRole.SIDE_B, ActorRole.VICTIM, *ActorRole)))
"""The weightiest first: who was aimed at and hit is a victim."""


Scene = Literal["attack", "sides", "march", "crowd", "repression", "law", "nature"]
"""Who may be there: one who attacks, two who fight, who marches or strikes, a crowd that does harm, a crowd and who puts it down,
who raids and arrests, those whom a storm hits."""


class _Part(NamedTuple):
    """An actor in a role, and the words that say so."""

    actor: ActorMention
    role: ActorRole
    status: ActorStatus
    said: Mention

    def outweighs(self, other: _Part) -> bool:
        return self.status is ActorStatus.CLAIMED or _ROLE_ORDER.index(self.role) < _ROLE_ORDER.index(other.role)


class Cast:
    """The people and groups of one incident, as its scene casts them."""

    def __init__(self, found: Findings, document: Document, proof: Proof, scene: Scene) -> None:
        self._roles = found.roles
        self._claims = found.claims
        self._document = document
        self._proof = proof
        self._scene = scene

    def actors(self) -> tuple[tuple[Actor, ...], Claim | None]:
        """One actor an entity, in its weightiest role; who claims is a perpetrator by his own word."""
        claimed = [c for c in self._claims if not c.denied]
        denied = [c for c in self._claims if c.denied]
        cast = self._parts(claimed, denied)
        named = {
            part.role for part in cast if part.actor.canonical is not None and part.actor.kind is not ActorKind.PERSON
        }
        actors: list[Actor] = []
        for actor, role, status, said in cast:
            if self._is_known(actor, role, named, claimed, actors):
                continue
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

    def _parts(self, claimed: Sequence[ClaimMention], denied: Sequence[ClaimMention]) -> list[_Part]:
        """Who plays which part, each entity once: a claim outweighs a report, a weightier role a lighter one."""
        first = ActorRole.SIDE_A if self._scene == "sides" else ActorRole.PERPETRATOR
        deniers = {c.by.called for c in denied}
        parts = [_Part(c.by, first, ActorStatus.CLAIMED, c) for c in claimed]
        parts += [
            _Part(c.sponsor, ActorRole.ALLEGED_SPONSOR, ActorStatus.DENIED, c) for c in denied if c.sponsor is not None
        ]
        parts += [
            _Part(r.actor, self._role(r.role, r.actor), _status_of(r, deniers), r)
            for r in self._roles
            if self._belongs(r.role, r.actor)
        ]
        cast: dict[str, _Part] = {}
        for part in parts:
            old = cast.get(part.actor.called)
            if (
                old is None
                or old.status is ActorStatus.DENIED
                or (old.status is not ActorStatus.CLAIMED and part.outweighs(old))
            ):
                cast[part.actor.called] = part
        in_full = {(word, part.role) for part in cast.values() for word in _later_names(part.actor)}
        told = [part for part in cast.values() if (part.actor.name, part.role) not in in_full]
        return self._without_the_nameless(self._with_the_fallen(told))

    def _with_the_fallen(self, parts: list[_Part]) -> list[_Part]:
        """``A nurse was stabbed.  Police shot | the suspect``: he did it, where others suffered it and nobody else is told to have."""
        fallen = [
            p for p in parts if p.role is ActorRole.VICTIM and self._document.keys[p.actor.last - 1] in _ONE_OF_THEM
        ]
        others = any(p.role is ActorRole.VICTIM and p not in fallen for p in parts)
        if self._scene != "attack" or not fallen or not others or any(p.role is ActorRole.PERPETRATOR for p in parts):
            return parts
        return [p._replace(role=ActorRole.PERPETRATOR) if p in fallen else p for p in parts]

    def _without_the_nameless(self, parts: list[_Part]) -> list[_Part]:
        """Without "a gunman" and "the suspect" where one is named as having done it, and "two men" where two are."""
        did = [p.actor for p in parts if p.role in _DOERS]
        names = sum(actor.kind is ActorKind.PERSON for actor in did)
        return [p for p in parts if not (names and p.role in _DOERS and self._is_named(p.actor, names))]

    def _is_named(self, actor: ActorMention, names: int) -> bool:
        noun = self._document.keys[actor.last - 1]
        if actor.kind is not ActorKind.PEOPLE or not (noun in _ANYBODY or noun.endswith("-old")):
            return False
        if noun.endswith(("s", "men")):
            return actor.count is not None and actor.count.best == names
        return names == 1

    def _belongs(self, role: ActorRole, actor: ActorMention) -> bool:
        """Whether such a role can be one here: who fights beside an attack is no part of it, and no state is a quake's target."""
        if self._scene == "nature":
            return role is ActorRole.RESPONDER or (role in _SUFFERERS and actor.kind in _HUMAN)
        return self._scene != "attack" or role not in (ActorRole.SIDE_A, ActorRole.SIDE_B)

    def _claim(self, claimed: Sequence[ClaimMention], denied: Sequence[ClaimMention]) -> Claim | None:
        for path, several in (("claim.claimed_by", claimed), ("claim.denied_by", denied)):
            for claim in several:
                self._proof.of(path, claim)
                self._proof.add(path, claim.by.start, claim.by.end, claim.by.rule_id)
        if not claimed and not denied:
            return None
        return Claim(claimed_by=_names(c.by for c in claimed), denied_by=_names(c.by for c in denied))

    def _role(self, role: ActorRole, actor: ActorMention) -> ActorRole:
        """Sides where two fight, perpetrator and target where one attacks; who is repressed is the target of the police."""
        match self._scene:
            case "sides" if role is ActorRole.VICTIM and (actor.kind is ActorKind.PERSON or self._is_side_told(actor)):
                return role
            case "sides" if role in (ActorRole.VICTIM, ActorRole.TARGET, ActorRole.DEFENDER) and actor.sector in _ARMED:
                return role if self._is_of_first_side(actor) else ActorRole.SIDE_B
            case "sides":
                return ActorRole.SIDE_A if role is ActorRole.PERPETRATOR else role
            case "march" if role is ActorRole.SIDE_A:
                return role
            case "law" if role in _DOERS and actor.sector in _REPRESSIVE:
                return ActorRole.RESPONDER
            case "repression" if role is ActorRole.RESPONDER and actor.sector in _REPRESSIVE:
                return ActorRole.PERPETRATOR
            case "repression" if role in (ActorRole.SIDE_A, ActorRole.SIDE_B):
                return ActorRole.PERPETRATOR if actor.sector in _REPRESSIVE else ActorRole.TARGET
            case "crowd" if role in (ActorRole.SIDE_A, ActorRole.SIDE_B):  # "a clash between police and weavers"
                return ActorRole.TARGET if actor.sector in _REPRESSIVE else ActorRole.PERPETRATOR
            case _:
                return {ActorRole.SIDE_A: ActorRole.PERPETRATOR, ActorRole.SIDE_B: ActorRole.TARGET}.get(role, role)

    def _is_side_told(self, actor: ActorMention) -> bool:
        """Whether another is told to have fought on that side: "Soldiers clashed with rebels. | Two rebels | died"."""
        return any(r.role is ActorRole.SIDE_B and r.actor is not actor for r in self._roles)

    def _is_of_first_side(self, actor: ActorMention) -> bool:
        """``Indian soldiers shot dead three militants. | One soldier | was wounded``: one of those who fought."""
        doers = (r.actor for r in self._roles if r.role in (ActorRole.PERPETRATOR, ActorRole.SIDE_A))
        return any(doer is not actor and _are_of_one_force(doer, actor) for doer in doers)

    def _is_known(
        self,
        actor: ActorMention,
        role: ActorRole,
        named: Collection[ActorRole],
        claimed: Sequence[ClaimMention],
        told: Sequence[Actor],
    ) -> bool:
        """Whether "the armed group" is one whose name is told, or "the attackers" are the men told before."""
        if role is ActorRole.VICTIM and self._document.keys[actor.last - 1] in _ATTACKERS and self._scene == "attack":
            return any(one.role is ActorRole.PERPETRATOR for one in told)  # "all four attackers died"
        if any(one.role is role and _are_same_people(actor, one) for one in told):
            return True
        if actor.canonical is not None or not self._points_back(actor):
            return False
        if claimed and role in _DOERS and self._document.keys[actor.first - 1] in _OWN:
            return True  # "the Dawn Front said its fighters had"
        if actor.kind is ActorKind.PEOPLE and actor.rule_id != _BAND:
            others = (one for one in told if one.kind in _HUMAN)
            return actor.sector in _LAWLESS and any(one.sector in _LAWLESS or one.role is role for one in others)
        return role in named or bool(claimed and actor.sector is Sector.UAF)

    def _points_back(self, actor: ActorMention) -> bool:
        return actor.first > 0 and self._document.tokens[actor.first - 1].lower in _BACK


def _status_of(role: RoleMention, deniers: Collection[str]) -> ActorStatus:
    """``A drone of the army | hit a market. The army denied it``: who is said to have done it."""
    denied = role.actor.called in deniers and role.role in (*_DOERS, ActorRole.SIDE_B)
    return ActorStatus.ALLEGED if denied and role.status is ActorStatus.REPORTED else role.status


def _are_of_one_force(one: ActorMention, other: ActorMention) -> bool:
    """``Police``, and "a policeman"; "soldiers" of one country, or of none that is told."""
    foreign = one.country is not None and other.country is not None and one.country != other.country
    if one.sector is not other.sector or foreign:
        return False
    nouns = {actor.name.casefold().rpartition(" ")[2].removesuffix("s") for actor in (one, other)}
    return one.sector is Sector.COP or len(nouns) == 1


def _are_same_people(actor: ActorMention, told: Actor) -> bool:
    """``Two Jesuit priests``, later "the priests", later "two priests"; "nine soldiers" and "five army soldiers" are others."""
    if actor.kind is not ActorKind.PEOPLE or told.kind is not ActorKind.PEOPLE:
        return False
    words, others = actor.name.casefold().split(), told.name.casefold().split()
    if words[-1] != others[-1] or not (set(words) <= set(others) or set(others) <= set(words)):
        return False
    counts = (actor.count, told.count)
    return None in counts or actor.count == told.count or len({c.best for c in counts if c is not None}) == 1


def _later_names(actor: ActorMention) -> Sequence[str]:
    """By which he may be told of before his name is given in full: "Mr. Prado", and then "Luis Prado Gomez"."""
    return actor.name.split()[1:] if actor.kind is ActorKind.PERSON else ()


def _names(actors: Iterable[ActorMention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actor.name for actor in actors))
