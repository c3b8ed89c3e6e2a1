"""Gives who was hurt the name that the next sentences begin with: "A lawyer was shot dead.  Ana Ruiz, 46, was leaving her office".

News tells a name with its age of those who were hurt and of those who are accused; of several, as many names as there were people.
Who only saw it, speaks or is charged is another; where one attacked one, care of him or his loss must say which of the two is named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from schemas.actor import ActorKind, ActorRole
from worker.extract.actors.arguments import Arguments
from worker.extract.actors.role_mentions import HARM
from worker.extract.actors.units import PLURALS, Unit
from worker.extract.findings import ActorMention, RoleMention
from worker.extract.reading import Reading
from worker.lexicons.roles import RoleLexicon

_FAR = 2  # sentences
_LONGEST_TITLE = 4  # words: "Retired Brigadier General"
_TENDED = (
    "role.in_hospital",
    "role.sustained",
    "role.pronounced_dead",
)  # say of him no more than what was told of him before


class _Named(NamedTuple):
    """The persons whose names begin a sentence, and whether the first has his age behind it."""

    persons: tuple[ActorMention, ...]
    aged: bool


def name_next(
    reading: Reading, arguments: Arguments, roles: Sequence[RoleMention], lexicon: RoleLexicon
) -> tuple[RoleMention, ...]:
    """The roles, with the persons in place of the description; the words that say so stay those of the description."""
    openings = _openings(reading, arguments)
    if not openings:
        return tuple(roles)
    playing: dict[str, bool] = {}  # named persons, and whether one did more than suffer it
    for role in roles:
        if role.actor.kind is ActorKind.PERSON and role.rule_id not in _TENDED:
            name = role.actor.canonical or role.actor.name
            playing[name] = playing.get(name, False) or role.role is not ActorRole.VICTIM
    by_sentence: dict[int, list[RoleMention]] = defaultdict(list)
    for role in roles:
        by_sentence[role.sentence].append(role)
    given: dict[int, tuple[ActorMention, ...]] = {}
    for role in roles:
        if role.role is ActorRole.VICTIM and role.actor.kind is ActorKind.PEOPLE and role.actor.first not in given:
            given[role.actor.first] = _names_of(
                reading, arguments, role, by_sentence[role.sentence], openings, playing, lexicon
            )
    return tuple(_with_names(roles, given))


def _with_names(roles: Sequence[RoleMention], given: Mapping[int, tuple[ActorMention, ...]]) -> Iterator[RoleMention]:
    for role in roles:
        names = given.get(role.actor.first, ()) if role.role is ActorRole.VICTIM else ()
        yield from [replace(role, actor=person) for person in names] or [role]


def _openings(reading: Reading, arguments: Arguments) -> Mapping[int, _Named]:
    """By sentence, the persons that it begins with."""
    document = reading.document
    found: dict[int, _Named] = {}
    for actor in reading.actors:
        sentence = document.sentences[actor.sentence]
        if actor.kind is not ActorKind.PERSON or actor.sentence in found or actor.sentence == 0:
            continue
        if actor.first - sentence.first > _LONGEST_TITLE or not all(
            document.tokens[at].is_capitalised for at in range(sentence.first, actor.first)
        ):
            continue
        several = arguments.list_right(Unit(actor.first, actor.last, actor), sentence.last, verbless=True)
        persons = tuple(u.actor for u in several if u.actor is not None and u.actor.kind is ActorKind.PERSON)
        age = document.keys[actor.last : actor.last + 3]
        aged = len(age) == 3 and age[0] in ",(" and age[1].isdigit() and age[2] in ",)" and len(several) == 1
        if aged or len(persons) > 1:
            found[actor.sentence] = _Named(persons, aged)
    return found


def _names_of(
    reading: Reading,
    arguments: Arguments,
    role: RoleMention,
    beside: Sequence[RoleMention],
    openings: Mapping[int, _Named],
    playing: Mapping[str, bool],
    lexicon: RoleLexicon,
) -> tuple[ActorMention, ...]:
    """The names of those whom a description tells of; none where they may be others'."""
    document, actor = reading.document, role.actor
    many = actor.name.lower().endswith(PLURALS)
    for index in range(role.sentence + 1, role.sentence + 1 + _FAR):
        named = openings.get(index)
        if named is None:
            continue
        sentence = document.sentences[index]
        words = frozenset(document.keys[sentence.first : sentence.last])
        tells = any(
            arguments.tag(at - 1) != "w" or at == named.persons[-1].last
            for at in range(named.persons[0].last, sentence.last)
            if document.keys[at] in lexicon.speech
        )  # "Ana Ruiz, 46, said", but not "was in a car that police said had not stopped"
        parts = [playing.get(one.canonical or one.name) for one in named.persons]
        if any(parts) or (False in parts and not many):
            return ()
        if tells or words & lexicon.elsewhere or any(person.first < actor.first for person in named.persons):
            return ()
        if many:
            count = actor.count.best if actor.count is not None else None
            return named.persons if count == len(named.persons) > 1 else ()
        victims = {one.actor.first for one in beside if one.role is ActorRole.VICTIM}
        lone = any(
            one.role in HARM and one.actor.kind is ActorKind.PEOPLE and not one.actor.name.lower().endswith(PLURALS)
            for one in beside
        )
        one = named.aged and len(victims) == 1
        return named.persons[:1] if one and (not lone or words & lexicon.tended) else ()
    return ()
