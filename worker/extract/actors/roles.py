"""Finds who did what to whom: actors in roles, by the verb's voice and the noun's prepositions.

Shapes: ``X attacked Y``, ``Y was attacked by X``, ``Y, shot dead by X``, ``X opened fire, killing Y``, ``the killing of Y by X``,
``clashes between X and Y``, ``a Ruritanian air strike``.  Nobody named means nobody: a role is never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schemas.actor import ActorKind, ActorRole, ActorStatus
from worker.extract.actors.arguments import Arguments
from worker.extract.actors.casting import Casting
from worker.extract.actors.headlines import hurt_in_headline
from worker.extract.actors.lawful import (
    are_attackers,
    are_police,
    are_soldiers,
    is_lawful,
    is_rest_of_attackers,
    presume_harm,
)
from worker.extract.actors.noun_roles import NounRoles
from worker.extract.actors.relatives import doer_before
from worker.extract.actors.subjects import find_subjects
from worker.extract.actors.units import Unit, is_person
from worker.extract.actors.verbs import Verb, verb_at
from worker.extract.actors.voice import Voice, has_object
from worker.extract.findings import ActorMention, PlaceMention, RoleMention
from worker.extract.reading import Reading
from worker.lexicons.matcher import Match
from worker.lexicons.roles import RoleLexicon, RoleRule

_AGED = 5  # tokens of ", 41, was lynched"
_SLAIN = frozenset("lynched killed stoned hacked beheaded burnt burned mobbed".split())
_HAVE = frozenset("have has had also later then".split())
_CHARGE = frozenset(
    "charge charges charged arrest arrests arrested detain detains detained indict indicts indicted convict convicts convicted"
    " sentence sentences sentenced hold holds held try tries tried jail jails jailed prosecute prosecutes prosecuted".split()
)
_NOT = frozenset("not never didn't hasn't haven't wasn't weren't don't doesn't hadn't without".split())
_HIS = frozenset("his her their him".split())
_HE = frozenset("he she".split())
_HIM = frozenset("him her".split())


def find_roles(reading: Reading, arguments: Arguments, lexicon: RoleLexicon) -> tuple[RoleMention, ...]:
    """Actors in roles, in text order; the mention's span is that of the words that say so."""
    places = {at: place for place in reading.places for at in range(place.first, place.last)}
    finder = _Finder(arguments, places, reading.actors, reading.layers["time"].ends, lexicon)
    found: dict[tuple[int, int, ActorRole, int], RoleMention] = {}
    outer: Match[RoleRule] | None = None
    told: set[int] = set()
    for match in lexicon.matcher.find_longest(reading.document, reading.layers):
        if outer is not None and match.last <= outer.last:
            if (
                match.last - match.first < outer.last - outer.first
                and not outer.rule.holds
                and (outer.rule.part in ("link", match.rule.part))
                and not _says_to_whom(match, outer)
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
        self._lexicon = lexicon
        self._actor_at: dict[int, ActorMention] = {}
        for actor in actors:
            self._actor_at.update({at: actor for at in range(actor.first, actor.last) if at not in self._actor_at})
        self._casting = Casting(arguments, actors, places, lexicon)
        self._voice = Voice(arguments, times)
        self._nouns = NounRoles(arguments, self._casting, places, times, lexicon)

    def read(self, match: Match[RoleRule]) -> Iterator[RoleMention]:
        match match.rule.part:
            case "verb":
                yield from self._read_verb(match)
            case "noun":
                yield from self._nouns.read(match)
            case "link":
                yield from self._read_link(match)
            case "identity":
                yield from self._read_identity(match)

    def _read_identity(self, match: Match[RoleRule]) -> Iterator[RoleMention]:
        """``the gunman was named as | Luis Prado``: the name has the role that the description says or had before."""
        (first, last), (begin, end) = match.captures["who"], match.captures["name"]
        named = self._actor_at.get(begin) or self._actor_at.get(end - 1)
        if named is not None and not self._speaks(named):
            high = self._document.sentence_of(begin).last
            if self._is_slain(named.last, high):
                yield from self._casting.roles([Unit(named.first, named.last, named)], ActorRole.VICTIM, match)
                return
            names = self._arguments.list_right(Unit(named.first, named.last, named), high, verbless=True)
            yield from self._casting.identified((first, last), self._actor_at.get(last - 1), names, match)

    def _is_slain(self, end: int, high: int) -> bool:
        """``a suspect identified as Luis Prado, 41, | was lynched``: whatever else he may have done."""
        told = [key for key in self._document.keys[end : min(high, end + _AGED)] if not (key == "," or key.isdigit())]
        return told[:1] in (["was"], ["were"]) and not _SLAIN.isdisjoint(told[1:2])

    def _speaks(self, actor: ActorMention) -> bool:
        """Whether it is but who tells of it: "the gunman, Mayor Ruiz | said"."""
        return actor.last < len(self._document.tokens) and self._arguments.lower(actor.last) in self._lexicon.speech

    def _read_link(self, match: Match[RoleRule]) -> Iterator[RoleMention]:
        for name, (first, last) in match.captures.items():
            actor = self._actor_at.get(first) or self._actor_at.get(last - 1)
            if actor is not None:
                sentence = self._document.sentence_of(first)
                if first > match.first and self._arguments.lower(first - 1) == "," and self._speaks(actor):
                    continue
                if match.rule.status is ActorStatus.ALLEGED and first == match.first and self._charges_another(actor):
                    continue
                unit = Unit(actor.first, actor.last, actor)
                if first == match.first:
                    unit = self._arguments.unit_before(actor.last) or unit
                    several = self._arguments.list_left(unit, sentence.first, governed=True)
                    yield from self._casting.roles(several, name, match)
                else:
                    meant = self._arguments.counted(self._whole(unit), sentence.last)
                    meant = self._arguments.named_apart(meant, sentence.last) or meant
                    others = self._arguments.list_left(unit, match.first)[
                        :-1
                    ]  # "accused army dissidents and | smugglers | of"
                    yield from self._casting.roles(
                        [*others, *self._arguments.list_right(meant, sentence.last)], name, match
                    )

    def _charges_another(self, actor: ActorMention) -> bool:
        """``Prosecutors | charged | a clerk with murder``: it is not they who did it."""
        at, high = actor.last, self._document.sentence_of(actor.first).last
        while at < high and self._arguments.lower(at) in _HAVE:
            at += 1
        return at + 1 < high and self._arguments.lower(at) in _CHARGE and bool(self._arguments.objects(at + 1))

    def _whole(self, unit: Unit) -> Unit:
        """With its article, and of "the imam | 's wife" the wife."""
        around = self._arguments.phrases.around(unit.first)
        if around is None:
            return unit
        head = self._arguments.by_last.get(around[1]) if around[1] > unit.last else None
        return Unit(around[0], unit.last, unit.actor) if head is None else Unit(*around, head)

    def _read_verb(self, match: Match[RoleRule]) -> Iterator[RoleMention]:
        arguments, at = self._arguments, match.first
        if arguments.tag(at) != "v" and not (arguments.tag(at) == "x" and match.rule.intransitive):
            return  # part of a noun phrase: "the wounded man", "the attack"
        if at in self._places or self._voice.is_dated_noun(at):  # "Downing Street"
            return
        word = arguments.lower(at)
        participle = word.endswith("ed") or word in self._lexicon.participles
        verb = verb_at(arguments, at, participle=participle)
        if any(arguments.lower(before) in _NOT for before in range(verb.start, at)):
            return
        if match.rule.after is not None:
            yield from self._read_after(match, verb)
            return
        if verb.start == at and (hurt := hurt_in_headline(arguments, match.first, verb)):
            yield from self._casting.roles(hurt, ActorRole.VICTIM, match)
            return
        if verb.start == at > 0 and self._voice.is_sent(at):
            yield from self._casting.roles(self._objects(match.last), match.rule.object, match)
            yield from self._casting.roles(arguments.agents(match.last), match.rule.subject, match)
            return
        passive = verb.passive or (participle and verb.start == at and self._voice.is_reduced(match.first, match.last))
        if passive and not match.rule.intransitive:
            yield from self._read_passive(match, verb._replace(passive=True))
        elif match.rule.done_to is None:
            yield from self._read_active(match, verb)
        elif doer := doer_before(arguments, verb.start, self._lexicon.things[match.rule.done_to]):
            yield from self._casting.roles([doer], match.rule.subject, match)

    def _read_after(self, match: Match[RoleRule], verb: Verb) -> Iterator[RoleMention]:
        """``a bomb went off outside | the judge's house``: the judge."""
        things, keys = self._lexicon.things[match.rule.done_to or ""], self._document.keys
        said = {*keys[match.first : match.last], *(keys[u.last - 1] for u in find_subjects(self._arguments, verb))}
        if not things.isdisjoint(said):
            bodiless = (Unit(unit.first, unit.last, None) for unit in self._arguments.objects(match.last))
            yield from self._casting.roles(bodiless, match.rule.after, match)

    def _read_passive(self, match: Match[RoleRule], verb: Verb) -> Iterator[RoleMention]:
        arguments, rule = self._arguments, match.rule
        subjects = find_subjects(arguments, verb)
        things = self._lexicon.things.get(rule.done_to or "")
        if things is not None:  # "killed by a bomb | placed by a band": the bomb
            nearest = arguments.unit_before(verb.start - (arguments.tag(verb.start - 1) == "a"))
            subjects = [nearest] if nearest is not None and arguments.lower(nearest.last - 1) in things else subjects
        if things is None or any(arguments.lower(unit.last - 1) in things for unit in subjects):
            agents = self._of_kind(arguments.agents(match.last), rule)
            doer, sufferer = self._parts(match, agents, subjects, max(verb.start - 1, 0))
            subjects = subjects or self._meant_before(verb, sufferer)
            yield from self._casting.roles(subjects, sufferer, match)
            yield from self._named_after(subjects, sufferer, match)
            yield from self._casting.roles(agents, doer, match)
            if rule.subject is ActorRole.DEFENDER:
                yield from self._casting.senders(subjects, match)

    def _read_active(self, match: Match[RoleRule], verb: Verb) -> Iterator[RoleMention]:
        arguments, rule = self._arguments, match.rule
        subjects = find_subjects(arguments, verb)
        subjects = self._of_kind(subjects, rule)
        objects = self._objects(match.last) if rule.object is not None else []
        if rule.object is ActorRole.SIDE_B and not objects and len(subjects) > 1:
            yield from self._casting.sides(subjects, match)  # "rebels and soldiers | fought"
            return
        doer, sufferer = self._parts(match, subjects, objects, min(match.last, len(self._document.keys) - 1))
        yield from self._casting.roles(objects or self._meant_behind(match.last, subjects, sufferer), sufferer, match)
        yield from self._named_after(objects, sufferer, match)
        if rule.subject is ActorRole.DEFENDER:
            yield from self._casting.senders(self._objects(match.last), match)
        if not (rule.intransitive and rule.subject is ActorRole.SIDE_A):
            they = self._casting.they(verb.start, match) if rule.done_by is None else []
            if rule.intransitive and rule.subject is ActorRole.VICTIM:
                they = they or self._meant_before(verb, doer)
            yield from self._casting.roles(subjects or they, doer, match)
            if rule.intransitive:
                yield from self._named_after(subjects, doer, match)
        elif rule.id != "role.protest" or not has_object(arguments, match.last):  # "protested the arrest" is but said
            crowds = [unit for unit in subjects if unit.actor is None or unit.actor.kind is not ActorKind.PERSON]
            yield from self._casting.sides(crowds, match)

    def _of_kind(self, units: list[Unit], rule: RoleRule) -> list[Unit]:
        """Those who may do it, where a rule says what their noun must be."""
        if rule.done_by is None:
            return units
        doers = self._lexicon.things[rule.done_by]
        return [unit for unit in units if self._arguments.lower(unit.last - 1) in doers]

    def _meant_behind(self, at: int, doers: list[Unit], role: ActorRole | None) -> list[Unit]:
        """Whom "him" or, of victims, "them" means behind a verb."""
        return self._him(at) or (self._casting.them(at, doers) if role is ActorRole.VICTIM else [])

    def _him(self, at: int) -> list[Unit]:
        """Whom "him" means, and who is joined to him: "killing him | and his wife"."""
        him = self._casting.he(at, _HIM)
        if not him:
            return []
        return self._arguments.list_right(Unit(at, at + 1, him[0].actor), self._document.sentence_of(at).last)

    def _named_after(self, units: list[Unit], role: ActorRole | None, match: Match[RoleRule]) -> Iterator[RoleMention]:
        """Of "nine people were killed, including Ana Ruiz" and "were killed: Ana Ruiz" the named; of a named person none."""
        if role not in (ActorRole.VICTIM, ActorRole.TARGET):
            return
        yield from self._casting.roles(self._arguments.along_after(match.last), role, match)
        if not any(is_person(unit) for unit in units):
            yield from self._casting.roles(self._arguments.named_after(match.last), role, match)

    def _meant_before(self, verb: Verb, role: ActorRole | None) -> list[Unit]:
        """Whom "he" or, of victims, "three of them" means before a verb."""
        at = verb.start - 1
        several = role is ActorRole.VICTIM and at > 1
        return self._casting.he(at, _HE) or (self._casting.them(at - 2) if several else [])

    def _objects(self, at: int) -> list[Unit]:
        """Who follows a verb, or the verb that is joined to it: "shot and wounded | the guard"."""
        arguments, keys = self._arguments, self._document.keys
        at = self._voice.past_time(at)
        found = arguments.objects(at)
        joined = not found and at + 2 < len(keys) and keys[at] == "and" and arguments.tag(at + 1) == "v"
        return arguments.objects(at + 2) if joined else found

    def _parts(
        self, match: Match[RoleRule], doers: list[Unit], sufferers: list[Unit], he: int
    ) -> tuple[ActorRole | None, ActorRole | None]:
        """The roles of subject and object; who seizes drugs for the state or shoots the attacker is but a responder.

        ``he`` is the token where a pronoun may stand for the sufferer.
        """
        keys = self._document.keys
        haul = self._lexicon.things.get(match.rule.lawful or "")
        if haul is not None and is_lawful(self._document, match, doers, sufferers, haul):
            return ActorRole.RESPONDER, ActorRole.TARGET
        if match.rule.object is ActorRole.VICTIM and doers and is_rest_of_attackers(self._document, he):
            return ActorRole.RESPONDER, match.rule.object
        if keys[he] in _HIS and (
            self._casting.overpowers(match) or (are_police(doers) and self._casting.arrests(match))
        ):
            return ActorRole.RESPONDER, match.rule.object  # "arrested the driver after firing a shot at | his car"
        police = are_police(doers)  # others fight, as "soldiers killed gunmen", where nobody has acted before
        if match.rule.object is ActorRole.VICTIM and (
            police or (doers and (self._casting.has_acted(match) or presume_harm(self._document, sufferers)))
        ):
            attackers = self._lexicon.attackers
            him = (police or are_soldiers(doers)) and keys[he] in _HE | _HIM
            known = are_attackers(self._document, sufferers, attackers) or self._casting.did_it(sufferers)
            stopped = known if sufferers else him
            if stopped and (sufferers or self._casting.has_acted(match)):
                return ActorRole.RESPONDER, match.rule.object
        return match.rule.subject, match.rule.object


def _says_to_whom(match: Match[RoleRule], outer: Match[RoleRule]) -> bool:
    """Whether of two readings of one verb the shorter also says to whom: "fired on | guests with machine guns"."""
    same = match.first == outer.first and match.rule.subject is outer.rule.subject is ActorRole.PERPETRATOR
    return same and outer.rule.object is None and match.rule.object is not None
