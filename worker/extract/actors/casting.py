"""Puts units into roles, with those who are meant along with them, and remembers who acted: for "they", "he", "the student"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from schemas.actor import ActorKind, ActorRole, ActorStatus
from worker.extract.actors.arguments import Arguments
from worker.extract.actors.belonging import groups, operators, owners
from worker.extract.actors.identities import Played
from worker.extract.actors.role_mentions import HARM, OUTLAWS, make_role
from worker.extract.actors.units import PLURALS, Unit
from worker.extract.findings import ActorMention, PlaceMention, RoleMention
from worker.lexicons.matcher import Match
from worker.lexicons.roles import RoleLexicon, RoleRule

_FAR = 2  # sentences back to what "they" means
_HE = frozenset("he she".split())
_ARRESTED = frozenset("arrested detained overpowered captured apprehended".split())
_UNMANNED = frozenset("drone drones missile missiles rocket rockets shell shells bomb bombs".split())
_OVERPOWERED = frozenset("overpowered restrained subdued tackled disarmed".split())
_REVENGE = frozenset("revenge vengeance retaliation reprisal retribution avenge avenged avenging".split())
_NEAR_REVENGE = 5  # tokens
_SOME_OF_THEM = frozenset("one two three some several many most both each all".split())


class Casting:
    """Makes the roles of one document, in the order in which it is read."""

    def __init__(
        self,
        arguments: Arguments,
        actors: Iterable[ActorMention],
        places: Mapping[int, PlaceMention],
        lexicon: RoleLexicon,
    ) -> None:
        self._arguments = arguments
        self._document = arguments.document
        self._places = places
        self._lexicon = lexicon
        self._persons: dict[str, ActorMention] = {}
        self._persons_in: dict[int, list[ActorMention]] = {}  # by sentence
        self._people_in: dict[int, list[ActorMention]] = {}
        self._bands_in: dict[int, list[ActorMention]] = {}
        for actor in actors:
            if actor.kind is ActorKind.PEOPLE:
                self._people_in.setdefault(actor.sentence, []).append(actor)
            if actor.kind is ActorKind.ORGANIZATION and actor.canonical is not None and actor.sector in OUTLAWS:
                self._bands_in.setdefault(actor.sentence, []).append(actor)
            if actor.kind is ActorKind.PERSON:
                self._persons.setdefault(actor.name, actor)
                self._persons_in.setdefault(actor.sentence, []).append(actor)
        self._attackers: set[int] = set()  # first tokens of the names of those who did it
        self._agents: tuple[int, list[ActorMention]] = (-9, [])  # the last who acted, and in which sentence
        self._played = Played()

    def identified(
        self, who: tuple[int, int], actor: ActorMention | None, names: Iterable[Unit], match: Match[RoleRule]
    ) -> Iterator[RoleMention]:
        """Names in the role of the description ``who``, whose people are ``actor``."""
        role = self._described(*who, actor)
        alleged = self._played.are_accused(self._document.keys[who[1] - 1], self._document.sentence_of(who[0]).index)
        for found in self.roles(names, role, match):
            if role is ActorRole.PERPETRATOR:
                self._attackers.add(found.actor.first)
            yield replace(found, status=ActorStatus.ALLEGED) if alleged and found.role in HARM else found

    def _described(self, first: int, last: int, actor: ActorMention | None) -> ActorRole | None:
        """The role that a description at these tokens says by itself, "the gunman", or that its people had before."""
        sentence = self._document.sentence_of(first).index
        said = self._lexicon.role_of(self._document.keys[first:last])
        played = self._played.role_of(self._arguments.lower(last - 1), actor, sentence)
        return played or said if self._arguments.lower(last - 1) in self._lexicon.suspects else said or played

    def sides(self, units: list[Unit], match: Match[RoleRule]) -> Iterator[RoleMention]:
        """Those who fight: the first is one side, the others are the other."""
        actors = [unit for unit in units if unit.actor is not None]
        if len(actors) > 1:
            yield from self.roles(actors[:1], ActorRole.SIDE_A, match)
            yield from self.roles(actors[1:], ActorRole.SIDE_B, match)
        else:
            yield from self.roles(actors, ActorRole.SIDE_A, match)

    def they(self, start: int, match: Match[RoleRule]) -> list[Unit]:
        """``They`` are those who acted last, a sentence or two before; "he" is the gunman."""
        while start > 1 and self._arguments.tag(start - 1) == "a":
            start -= 1  # "they | then shot"
        if start == 0 or match.rule.subject not in HARM:
            return []
        if self._arguments.lower(start - 1) in _HE:
            return self._attacker(start)
        if self._arguments.lower(start - 1) == "it":
            return self._armed_band(start)
        if self._arguments.lower(start - 1) != "they":
            return self._some_of_them(start)
        sentence, agents = self._agents
        if self._document.sentence_of(start).index - sentence > _FAR:
            return self._who_came(start)
        return [Unit(a.first, a.last, a) for a in agents]

    def _who_came(self, at: int) -> list[Unit]:
        """Of "Three masked men entered a bar. They | shot the owner" those with whom the sentence before begins."""
        here = self._document.sentence_of(at)
        one = next((one for one in self._people_in.get(here.index - 1, ()) if _is_several(one)), None)
        if one is None:
            return []
        if at - 1 > here.first and (one.sector not in OUTLAWS or here.index in self._bands_in):
            return []  # "Residents said they | shot" means bandits; "The Front said they | shot" is a claim
        begin = self._document.sentences[here.index - 1].first
        around = self._arguments.phrases.around(one.first)
        first = min(one.first, around[0]) if around is not None else one.first
        if one.sector in OUTLAWS and self._arguments.tag(first - 1) in "pw":
            first -= 2 * self._arguments.counts_before(first - 1)  # "a group of | armed men"
        opens = first <= begin + 1 or self._document.keys[first - 1] == "," or first in self._arguments.times
        if not opens or self._played.has_suffered(one):
            return []
        return [Unit(one.first, one.last, one)]

    def _attacker(self, at: int) -> list[Unit]:
        """Of "The gunman was shot after he | fired" the only attacker of the sentence so far, or of the one before, if nobody is named."""
        here = self._document.sentence_of(at).index
        if any(p.first < at for sentence in (here - 1, here) for p in self._persons_in.get(sentence, ())):
            return []
        for sentence in (here, here - 1):
            before = [one for one in self._people_in.get(sentence, ()) if one.last <= at]
            attackers = [one for one in before if self._document.keys[one.last - 1] in self._lexicon.attackers]
            if attackers:
                one = attackers[-1]
                return [Unit(one.first, one.last, one)] if len(attackers) == 1 else []
        return []

    def _armed_band(self, at: int) -> list[Unit]:
        """Of "the Dawn Front freed two nurses whom it | had kidnapped" the only armed group of the sentence so far."""
        before = [one for one in self._bands_in.get(self._document.sentence_of(at).index, ()) if one.last <= at]
        one = before[0] if len({band.canonical for band in before}) == 1 else None
        return [Unit(one.first, one.last, one)] if one is not None else []

    def _some_of_them(self, at: int) -> list[Unit]:
        """Of "Several men got out. One of them | shot" the only people of the sentence before."""
        sentence = self._document.sentence_of(at)
        said = self._document.keys[sentence.first : sentence.first + 3]
        if len(said) < 3 or said[0] not in _SOME_OF_THEM or said[1:] != ("of", "them"):
            return []
        before = self._people_in.get(sentence.index - 1, ())
        return [Unit(one.first, one.last, one) for one in before] if len(before) == 1 else []

    def did_it(self, units: Iterable[Unit]) -> bool:
        """Whether all bear a name that was just said to be an attacker's: "The man, named as | Omar Diaz, was shot"."""
        return all(unit.actor is not None and unit.actor.first in self._attackers for unit in units)

    def has_acted(self, match: Match[RoleRule]) -> bool:
        """Whether somebody did harm in this sentence or in the one before: who is shot now is he."""
        return 0 <= self._document.sentence_of(match.first).index - self._agents[0] <= 1

    def arrests(self, match: Match[RoleRule]) -> bool:
        """Whether somebody is arrested in the same sentence, before what police do to stop him."""
        first = self._document.sentence_of(match.first).first
        return not _ARRESTED.isdisjoint(self._document.keys[first : match.first])

    def overpowers(self, match: Match[RoleRule]) -> bool:
        """Whether an attacker is overpowered in the same sentence: "was overpowered by a clerk, who | struck him"."""
        first = self._document.sentence_of(match.first).first
        before = self._document.keys[first : match.first]
        return not _OVERPOWERED.isdisjoint(before) and not self._lexicon.attackers.isdisjoint(before)

    def is_avenged(self, match: Match[RoleRule]) -> bool:
        """Whether it is another deed: "in revenge for | the death of their leader"."""
        return not _REVENGE.isdisjoint(self._document.keys[max(match.first - _NEAR_REVENGE, 0) : match.first])

    def he(self, at: int, words: frozenset[str]) -> list[Unit]:
        """The only named person of the sentence so far, or of the one before, for "he" or "him" at ``at``."""
        if not 0 <= at < len(self._document.tokens) or self._arguments.lower(at) not in words:
            return []
        here = self._document.sentence_of(at)
        for sentence in (here.index, here.index - 1):
            before = [p for p in self._persons_in.get(sentence, ()) if p.last <= at]
            if before:
                one = before[0] if len({p.canonical for p in before}) == 1 else None
                return [Unit(one.first, one.last, one)] if one is not None else []
        return self._unnamed(at, here.index)

    def _unnamed(self, at: int, sentence: int) -> list[Unit]:
        """Of "a bomb stuck to the car of an official | killed him" the official, who is the only one of the sentence so far."""
        before = [one for one in self._people_in.get(sentence, ()) if one.last <= at]
        single = before[0] if len(before) == 1 and not before[0].name.lower().endswith(PLURALS) else None
        doers = {actor.last for actor in self._agents[1]}
        return [Unit(single.first, single.last, single)] if single is not None and single.last not in doers else []

    def them(self, at: int, doers: Iterable[Unit] = ()) -> list[Unit]:
        """Whom "them" means at ``at``, or "three of them": the only others of the sentence so far, or of the one before."""
        keys, did = self._document.keys, {unit.last for unit in doers}
        did |= {actor.last for actor in self._agents[1]}
        if keys[at : at + 1] != ("them",) and keys[at + 1 : at + 3] != ("of", "them"):
            return []
        here = self._document.sentence_of(at).index
        for sentence in (here, here - 1):
            before = [one for one in self._people_in.get(sentence, ()) if one.last <= at and one.last not in did]
            several = [one for one in before if one.name.lower().endswith(PLURALS)]
            if several:
                one = several[-1] if len({other.called for other in several}) == 1 else None
                return [Unit(one.first, one.last, one)] if one is not None else []
        return []

    def roles(
        self, units: Iterable[Unit], role: ActorRole | str | None, match: Match[RoleRule]
    ) -> Iterator[RoleMention]:
        """The units' actors in a role, with those who stand behind them; nobody for no role."""
        if role is None:
            return
        role = ActorRole(role)
        acted: list[ActorMention] = []
        for unit in units:
            named = False
            for other in self._behind(unit, role):
                found = self._make(other, role, match)
                named = True
                yield replace(found, role=role) if role is ActorRole.TARGET else found
            if unit.actor is None or (match.rule.kinds and unit.actor.kind not in match.rule.kinds):
                continue
            if named and self._document.keys[unit.actor.last - 1] == "group":
                continue  # "the Dawn Front militant group" is the front
            meant = self._arguments.meant(unit.actor)
            for actor in meant:
                yield self._make(actor, role, match)
            acted += meant
        if role in HARM and acted:
            self._agents = (self._document.sentence_of(match.first).index, acted)

    def senders(self, units: Iterable[Unit], match: Match[RoleRule]) -> Iterator[RoleMention]:
        """Whose arms were stopped: "shot down nine | Ruritanian drones"."""
        for unit in units:
            if self._document.keys[unit.last - 1] not in _UNMANNED:
                continue
            for actor in operators(self._arguments, unit, self._lexicon.arms, self._places):
                yield self._make(actor, ActorRole.PERPETRATOR, match)

    def _make(self, actor: ActorMention, role: ActorRole, match: Match[RoleRule]) -> RoleMention:
        found = make_role(self._arguments, self._persons, actor, role, match)
        held = found.role is ActorRole.TARGET and (match.rule.subject is ActorRole.RESPONDER or bool(match.rule.lawful))
        accused = held or (role is ActorRole.PERPETRATOR and found.status is ActorStatus.ALLEGED)
        attacker = self._document.keys[actor.last - 1] in self._lexicon.attackers - self._lexicon.suspects
        self._played.note(found.actor, found.role, found.sentence, accused=accused, attacker=attacker)
        return found

    def _behind(self, unit: Unit, role: ActorRole) -> Iterator[ActorMention]:
        """Who is meant along with a thing or a band."""
        if unit.actor is None and role is ActorRole.TARGET:
            yield from owners(self._arguments, unit, self._lexicon.owned)
        if unit.actor is None and role is ActorRole.PERPETRATOR:
            yield from operators(self._arguments, unit, self._lexicon.arms, self._places)
        if unit.actor is not None and unit.actor.kind is ActorKind.PEOPLE and role in HARM:
            yield from groups(self._arguments, unit, unit.actor)


def _is_several(people: ActorMention) -> bool:
    """Whether "they" may stand for them; of a whole people nothing of the kind is meant."""
    name = people.name.lower()
    return (name.endswith(PLURALS) or name.startswith("members ")) and people.rule_id != "actor.nationals"
