"""Remembers what unnamed people did or suffered, so that their names, told later, have the same role.

"A student was wounded.  The Red Cross named the student as …", "Two nuns were abducted.  They were identified as …".
"""

from __future__ import annotations

from schemas.actor import ActorKind, ActorRole
from worker.extract.actors.coreference import entity_key
from worker.extract.findings import ActorMention

_FAR = 2  # sentences back to what "they" means
_THEY = frozenset("they he she their his her".split())
_LIKELY = (ActorRole.VICTIM, ActorRole.TARGET, ActorRole.PERPETRATOR)  # whose names are told, the likeliest first


class Played:
    """The last role of each sort of people, in the order in which the text is read."""

    def __init__(self) -> None:
        self._by_head: dict[str, ActorRole] = {}
        self._last: dict[ActorRole, int] = {}  # the sentence in which it was played last
        self._accused: tuple[int, ActorRole] = (-9, ActorRole.TARGET)  # where somebody was held or charged, and as what

    def note(self, actor: ActorMention, role: ActorRole, sentence: int, *, accused: bool) -> None:
        """Unnamed people in a role; ``accused``: they are held for it."""
        if actor.kind is ActorKind.PEOPLE:
            if accused:
                self._accused = (sentence, role)
            self._by_head[entity_key(actor).split(" ", maxsplit=1)[0]] = role
            self._last[role] = sentence

    def role_of(self, who: str, actor: ActorMention | None, sentence: int) -> ActorRole | None:
        """What was played by the pronoun or the people of a description; None where nothing tells."""
        if who in _THEY:
            if self.are_accused(who, sentence):
                return self._accused[1]
            return next((r for r in _LIKELY if 0 <= sentence - self._last.get(r, sentence + 1) <= _FAR), None)
        return None if actor is None else self._by_head.get(entity_key(actor).split(" ", maxsplit=1)[0])

    def are_accused(self, who: str, sentence: int) -> bool:
        """Whether a pronoun stands for those who were held or charged just before."""
        return who in _THEY and 0 <= sentence - self._accused[0] <= _FAR
