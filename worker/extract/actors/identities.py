"""Remembers what unnamed people did or suffered, so that their names, told later, have the same role.

"A student was wounded.  The Red Cross named the student as …", "Two nuns were abducted.  They were identified as …".
"""

from __future__ import annotations

from schemas.actor import ActorKind, ActorRole
from worker.extract.actors.coreference import entity_key
from worker.extract.findings import ActorMention

_FAR = 2  # sentences back to what "they" means
_THEY = frozenset("they he she".split())
_LIKELY = (ActorRole.VICTIM, ActorRole.TARGET, ActorRole.PERPETRATOR)  # whose names are told, the likeliest first


class Played:
    """The last role of each sort of people, in the order in which the text is read."""

    def __init__(self) -> None:
        self._by_head: dict[str, ActorRole] = {}
        self._last: dict[ActorRole, int] = {}  # the sentence in which it was played last

    def note(self, actor: ActorMention, role: ActorRole, sentence: int) -> None:
        """Unnamed people in a role."""
        if actor.kind is ActorKind.PEOPLE:
            self._by_head[entity_key(actor).split(" ", maxsplit=1)[0]] = role
            self._last[role] = sentence

    def role_of(self, who: str, actor: ActorMention | None, sentence: int) -> ActorRole | None:
        """What was played by the pronoun or the people of a description; None where nothing tells."""
        if who in _THEY:
            return next((r for r in _LIKELY if 0 <= sentence - self._last.get(r, sentence + 1) <= _FAR), None)
        return None if actor is None else self._by_head.get(entity_key(actor).split(" ", maxsplit=1)[0])
