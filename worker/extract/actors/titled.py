"""Gives who was hurt the name that is told next: "A senator was shot dead.  Senator Luis Robles was leaving a restaurant …".

The title of the name must be the noun of the description, begin its sentence soon after, and be that of one person only; and
the bearer must not speak: "Senator Ana Ruiz said".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from schemas.actor import ActorKind, ActorRole
from worker.extract.findings import ActorMention, RoleMention
from worker.extract.reading import Reading
from worker.text.document import Document

_HURT = (ActorRole.VICTIM, ActorRole.TARGET)
_ONE = frozenset(("a", "an", "one"))
_FAR = 2  # sentences
_LONGEST_TITLE = 4  # words: "Retired Brigadier General"
_LONGEST_DESCRIPTION = 3  # words between "a" and the name of the description


def name_titled(reading: Reading, roles: Sequence[RoleMention], others: Collection[str]) -> tuple[RoleMention, ...]:
    """The roles, with the person in place of the description; the words that say so stay those of the description.

    ``others``: verbs of those who tell of it or react to it.
    """
    document = reading.document
    bearers = _bearers(document, reading.actors)
    named = ((role, _bearer(document, role, bearers, others) if bearers else None) for role in roles)
    return tuple([role if person is None else replace(role, actor=person) for role, person in named])


def _bearers(document: Document, actors: Iterable[ActorMention]) -> Mapping[str, list[ActorMention]]:
    """Persons by the word before their name, those whose name or title begins a sentence."""
    found: dict[str, list[ActorMention]] = defaultdict(list)
    for actor in actors:
        if (
            actor.kind is ActorKind.PERSON
            and 0 < actor.first - document.sentences[actor.sentence].first <= _LONGEST_TITLE
        ):
            found[document.keys[actor.first - 1]].append(actor)
    return found


def _bearer(
    document: Document, role: RoleMention, bearers: Mapping[str, list[ActorMention]], others: Collection[str]
) -> ActorMention | None:
    actor = role.actor
    if role.role not in _HURT or actor.kind is not ActorKind.PEOPLE:
        return None
    named = bearers.get(document.keys[actor.last - 1], [])
    if not named or len({person.canonical or person.name for person in named}) > 1:
        return None
    person = named[0]
    near = 0 < person.sentence - actor.sentence <= _FAR
    one = not _ONE.isdisjoint(document.keys[max(0, actor.first - _LONGEST_DESCRIPTION) : actor.first])
    speaks = person.last < len(document.keys) and document.keys[person.last] in others
    return person if near and one and not speaks else None
