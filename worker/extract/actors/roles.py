"""Finds who did what to whom: actors in roles, by the verb's voice and the noun's prepositions.

Shapes: ``X attacked Y``, ``Y was attacked by X``, ``Y, shot dead by X``, ``X opened fire, killing Y``, ``the killing of Y by X``,
``clashes between X and Y``, ``a Ruritanian air strike``.  Nobody named means nobody: a role is never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from schemas.actor import ActorKind, ActorRole
from worker.extract.actors.arguments import Arguments, arguments_of
from worker.extract.actors.phrases import Phrases
from worker.extract.actors.role_mentions import HARM, make_role, state_of
from worker.extract.actors.subjects import Verb, find_subjects, verb_at
from worker.extract.actors.units import Unit
from worker.extract.findings import ActorMention, PlaceMention, RoleMention
from worker.extract.reading import Reading
from worker.lexicons.matcher import Match
from worker.lexicons.roles import RoleLexicon, RoleRule

_NOT = frozenset("not never didn't hasn't haven't wasn't weren't don't doesn't hadn't without".split())
_MOST_PREPOSITIONS = 5
_OF_TIME = frozenset("on in at during".split())
_HE = frozenset("he she".split())
_HIM = frozenset("him her".split())
_FAR = 2  # sentences back to what "they" means
_PASSIVE_WITHOUT_OBJECT = frozenset(
    "killed wounded injured murdered kidnapped abducted assassinated arrested detained captured executed slain evacuated rescued".split()
)


def find_roles(reading: Reading, phrases: Phrases, lexicon: RoleLexicon) -> tuple[RoleMention, ...]:
    """Actors in roles, in text order; the mention's span is that of the words that say so."""
    arguments = arguments_of(reading.document, phrases, reading.actors)
    places = {at: place for place in reading.places for at in range(place.first, place.last)}
    finder = _Finder(arguments, places, reading.actors, reading.layers["time"].ends, lexicon)
    found: dict[tuple[int, int, ActorRole, int], RoleMention] = {}
    outer: Match[RoleRule] | None = None
    told: set[int] = set()
    for match in sorted(
        lexicon.matcher.find_longest(reading.document, reading.layers), key=lambda m: (m.first, -m.last)
    ):
        if outer is not None and match.last <= outer.last:
            if (
                match.last - match.first < outer.last - outer.first
                and not outer.rule.holds
                and (outer.rule.part in ("link", match.rule.part))
            ):
                continue  # "shot" of "shot down", "attack" of "blamed the attack on"
        else:
            outer, told = match, set()
        inside = match is not outer
        for role in finder.read(match):
            if inside and role.actor.first in told:
                continue  # "blamed the attack on X": X is not who was attacked
            if not inside and match.rule.holds:
                told.add(role.actor.first)
            found.setdefault((role.actor.first, role.actor.last, role.role, role.first), role)
    return tuple(sorted(found.values(), key=lambda r: (r.first, r.actor.first, r.role.value)))


class _Finder:
    def __init__(
        self,
        arguments: Arguments,
        places: dict[int, PlaceMention],
        actors: tuple[ActorMention, ...],
        times: Mapping[int, int],
        lexicon: RoleLexicon,
    ) -> None:
        self._arguments = arguments
        self._document = arguments.document
        self._places = places
        self._times = times
        self._lexicon = lexicon
        self._actor_at: dict[int, ActorMention] = {}
        self._persons: dict[str, ActorMention] = {}
        self._persons_in: dict[int, list[ActorMention]] = {}  # by sentence
        for actor in actors:
            self._actor_at.update({at: actor for at in range(actor.first, actor.last) if at not in self._actor_at})
            if actor.kind is ActorKind.PERSON:
                self._persons.setdefault(actor.name, actor)
                self._persons_in.setdefault(actor.sentence, []).append(actor)
        self._agents: tuple[int, list[ActorMention]] = (-9, [])  # the last who acted, and in which sentence

    def read(self, match: Match[RoleRule]) -> Iterator[RoleMention]:
        match match.rule.part:
            case "verb":
                yield from self._read_verb(match)
            case "noun":
                yield from self._read_noun(match)
            case "link":
                yield from self._read_link(match)

    def _read_link(self, match: Match[RoleRule]) -> Iterator[RoleMention]:
        for name, (first, last) in match.captures.items():
            actor = self._actor_at.get(first) or self._actor_at.get(last - 1)
            if actor is not None:
                sentence = self._document.sentence_of(first)
                unit = Unit(actor.first, actor.last, actor)
                if first == match.first:
                    unit = self._arguments.unit_before(actor.last) or unit
                    yield from self._roles(self._arguments.list_left(unit, sentence.first), name, match)
                else:
                    yield from self._roles(self._arguments.list_right(unit, sentence.last), name, match)

    def _read_verb(self, match: Match[RoleRule]) -> Iterator[RoleMention]:
        arguments, at = self._arguments, match.first
        if arguments.tag(at) != "v":
            return  # part of a noun phrase: "the wounded man", "the attack"
        word = arguments.lower(at)
        participle = word.endswith("ed") or word in self._lexicon.participles
        verb = verb_at(arguments, at, participle=participle)
        if any(arguments.lower(before) in _NOT for before in range(verb.start, at)):
            return
        passive = verb.passive or (participle and verb.start == at and self._is_reduced(match))
        if passive and not match.rule.intransitive:
            yield from self._read_passive(match, verb._replace(passive=True))
        elif match.rule.done_to is None:
            yield from self._read_active(match, verb)

    def _is_reduced(self, match: Match[RoleRule]) -> bool:
        """Whether a bare participle is passive: "soldiers killed in the clash", "a village attacked by rebels"."""
        arguments, after = self._arguments, match.last
        timed = after in self._times  # "the students killed last weekend": no object
        if not timed and arguments.objects(after):
            return False
        alone = timed or not _has_object(arguments, after)
        return bool(arguments.agents(after)) or (arguments.lower(match.first) in _PASSIVE_WITHOUT_OBJECT and alone)

    def _read_passive(self, match: Match[RoleRule], verb: Verb) -> Iterator[RoleMention]:
        arguments, rule = self._arguments, match.rule
        subjects = find_subjects(arguments, verb)
        things = self._lexicon.things.get(rule.done_to or "")
        if things is None or any(arguments.lower(unit.last - 1) in things for unit in subjects):
            yield from self._roles(subjects or self._he(verb.start - 1, _HE), rule.object, match)
            yield from self._roles(arguments.agents(match.last), rule.subject, match)

    def _read_active(self, match: Match[RoleRule], verb: Verb) -> Iterator[RoleMention]:
        arguments, rule = self._arguments, match.rule
        if rule.object is not None:
            objects = arguments.objects(match.last) or self._he(match.last, _HIM)
            yield from self._roles(objects, rule.object, match)
        subjects = find_subjects(arguments, verb)
        if not (rule.intransitive and rule.subject is ActorRole.SIDE_A):
            yield from self._roles(subjects or self._pronoun(verb.start, match), rule.subject, match)
        elif rule.id != "role.protest" or not _has_object(arguments, match.last):  # "protested the arrest" is but said
            crowds = [unit for unit in subjects if unit.actor is None or unit.actor.kind is not ActorKind.PERSON]
            yield from self._sides(crowds, match)

    def _read_noun(self, match: Match[RoleRule]) -> Iterator[RoleMention]:
        arguments, rule = self._arguments, match.rule
        if arguments.tag(match.last - 1) == "v" and arguments.lower(match.last - 1) not in (
            "fighting",
            "shelling",
            "bombing",
            "killing",
        ):
            return
        phrase = arguments.phrases.around(match.last - 1)
        if arguments.tag(match.last - 1) == "a" or (phrase is not None and phrase[1] != match.last):
            return  # "21 March", "attack helicopters"
        if phrase is not None:
            yield from self._before_noun(phrase[0], match)
        at = match.last
        high = self._document.sentence_of(match.first).last
        for _ in range(_MOST_PREPOSITIONS):
            if at + 1 >= high or arguments.tag(at) not in "pv" or arguments.lower(at) == "to":
                return
            if at + 1 in self._times and arguments.lower(at) in _OF_TIME:
                at = self._times[at + 1]  # "the murder on 26 February of"
                continue
            role = rule.prepositions.get(arguments.lower(at))
            if role is None and arguments.tag(at) == "v":
                return
            units = arguments.objects(at + 1, verbless=role == "sides")
            if not units:
                return
            if role == "sides":
                yield from self._sides(units, match)
            else:
                yield from self._roles(units, role, match)
            at = max(unit.last for unit in units)

    def _before_noun(self, first: int, match: Match[RoleRule]) -> Iterator[RoleMention]:
        """``the army's attack``, ``Hamas attack``, ``a Ruritanian air strike``."""
        arguments, rule = self._arguments, match.rule
        for at in range(first, match.first):
            possessive = at + 1 < match.first and arguments.lower(at + 1) == "'s"
            actor = next((a for a in (arguments.by_last.get(at + 1),) if a is not None), None)
            role = rule.possessor if possessive else rule.modifier
            if actor is not None and (possessive or actor.canonical is not None):
                yield from self._roles([Unit(actor.first, actor.last, actor)], role, match)
            elif actor is None and at in self._places and role in HARM:
                state = state_of(self._places[at])
                if state is not None and (possessive or self._places[at].kind == "demonym"):
                    yield from self._roles([Unit(state.first, state.last, state)], role, match)

    def _sides(self, units: list[Unit], match: Match[RoleRule]) -> Iterator[RoleMention]:
        actors = [unit for unit in units if unit.actor is not None]
        if len(actors) > 1:
            yield from self._roles(actors[:1], ActorRole.SIDE_A, match)
            yield from self._roles(actors[1:], ActorRole.SIDE_B, match)
        else:
            yield from self._roles(actors, ActorRole.SIDE_A, match)

    def _pronoun(self, start: int, match: Match[RoleRule]) -> list[Unit]:
        """``They`` are those who acted last, a sentence or two before."""
        if start == 0 or self._arguments.lower(start - 1) != "they" or match.rule.subject not in HARM:
            return []
        sentence, agents = self._agents
        if self._document.sentence_of(start).index - sentence > _FAR:
            return []
        return [Unit(a.first, a.last, a) for a in agents]

    def _he(self, at: int, words: frozenset[str]) -> list[Unit]:
        """The only named person of the sentence so far, or of the one before, for "he" or "him" at ``at``."""
        if not 0 <= at < len(self._document.tokens) or self._arguments.lower(at) not in words:
            return []
        here = self._document.sentence_of(at)
        for sentence in (here.index, here.index - 1):
            before = [p for p in self._persons_in.get(sentence, ()) if p.last <= at]
            if before:
                one = before[0] if len({p.canonical for p in before}) == 1 else None
                return [Unit(one.first, one.last, one)] if one is not None else []
        return []

    def _roles(
        self, units: Iterable[Unit], role: ActorRole | str | None, match: Match[RoleRule]
    ) -> Iterator[RoleMention]:
        if role is None:
            return
        role = ActorRole(role)
        acted: list[ActorMention] = []
        for unit in units:
            if unit.actor is None and role is ActorRole.TARGET:
                yield from self._owner(unit, match)
            if unit.actor is None and role is ActorRole.PERPETRATOR:
                yield from self._operator(unit, match)
            if unit.actor is None or (match.rule.kinds and unit.actor.kind not in match.rule.kinds):
                continue
            meant = self._arguments.meant(unit.actor)
            for actor in meant:
                yield make_role(self._arguments, self._persons, actor, role, match)
            acted += meant
            if role in HARM and unit.actor.kind is ActorKind.PEOPLE:
                yield from self._whose(unit, unit.actor, role, match)
        if role in HARM and acted:
            self._agents = (self._document.sentence_of(match.first).index, acted)

    def _owner(self, unit: Unit, match: Match[RoleRule]) -> Iterator[RoleMention]:
        """Who bombs the minister's house aims at the minister."""
        if self._arguments.lower(unit.last - 1) in self._lexicon.owned and (whose := self._arguments.owner(unit)):
            for owner in self._arguments.list_right(whose, self._document.sentence_of(unit.first).last):
                if owner.actor is not None and owner.actor.kind is ActorKind.PERSON:
                    role = make_role(self._arguments, self._persons, owner.actor, ActorRole.TARGET, match)
                    yield replace(role, role=ActorRole.TARGET)

    def _operator(self, unit: Unit, match: Match[RoleRule]) -> Iterator[RoleMention]:
        """Whose the arms are that did it: "Kenyan warplanes bombed", "navy helicopters fired"."""
        if self._arguments.lower(unit.last - 1) not in self._lexicon.arms:
            return
        for at in range(unit.first, unit.last - 1):
            actor = self._arguments.by_last.get(at + 1)
            place = self._places.get(at)
            if actor is None and place is not None and place.kind == "demonym":
                actor = state_of(place)
            if actor is not None and actor.kind in (ActorKind.ORGANIZATION, ActorKind.STATE):
                yield make_role(self._arguments, self._persons, actor, ActorRole.PERPETRATOR, match)

    def _whose(
        self, unit: Unit, people: ActorMention, role: ActorRole, match: Match[RoleRule]
    ) -> Iterator[RoleMention]:
        """Of "FNL guerrillas", "Front (FNL) guerrillas" and "guerrillas of the FNL" the group, too."""
        for last in range(unit.first + 1, unit.last + 1):
            actor = self._arguments.by_last.get(last)
            if actor is None or actor is people:
                actor = self._arguments.inner.get(last)
            if actor is not None and actor.kind is ActorKind.ORGANIZATION:
                yield make_role(self._arguments, self._persons, actor, role, match)
        bracket = self._arguments.before_bracket(unit.first)
        if bracket is not None and bracket.kind is ActorKind.ORGANIZATION:
            yield make_role(self._arguments, self._persons, bracket, role, match)
        high = self._document.sentence_of(people.first).last
        if unit.last + 1 < high and self._arguments.lower(unit.last) in ("of", "from"):
            inner = self._arguments.unit_after(unit.last + 1)
            if inner is not None and inner.actor is not None and inner.actor.kind is ActorKind.ORGANIZATION:
                yield make_role(self._arguments, self._persons, inner.actor, role, match)


def _has_object(arguments: Arguments, at: int) -> bool:
    """Whether a noun phrase or a number follows: "killed the dog", "killed nine"."""
    return at < len(arguments.phrases.tags) and (arguments.tag(at) == "n" or arguments.unit_after(at) is not None)
