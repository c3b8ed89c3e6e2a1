"""Remembers what unnamed people did or suffered, so that their names, told later, have the same role.

"A student was wounded.  The Red Cross named the student as …", "Two nuns were abducted.  They were identified as …".
"""

from __future__ import annotations

from typing import NamedTuple

from schemas.actor import ActorKind, ActorRole
from worker.extract.actors.coreference import entity_key
from worker.extract.actors.role_mentions import OUTLAWS
from worker.extract.actors.units import PLURALS
from worker.extract.findings import ActorMention

_FAR = 2  # sentences back to what "they" means
_THEY = frozenset("they their them men women girls boys".split())
_SHE = frozenset("she her woman girl".split())
_WOMEN = frozenset(
    "woman women girl girls nun nuns mother mothers wife wives daughter daughters sister sisters grandmother widow aunt niece"
    " schoolgirl schoolgirls waitress waitresses actress policewoman businesswoman housewife housewives girlfriend ex-wife".split()
)
_HE = frozenset("he she his her him man woman person girl boy".split())
_MEN = frozenset("he his him man boy men boys".split())
_LIKELY = (ActorRole.VICTIM, ActorRole.TARGET, ActorRole.PERPETRATOR)  # whose names are told, the likeliest first


class _Part(NamedTuple):
    """How a role was played last."""

    sentence: int
    plural: bool
    women: bool
    by_attacker: bool  # whose noun says no more than that, "a gunman", or who has no face, "bandits"


class Played:
    """The last role of each sort of people, in the order in which the text is read."""

    def __init__(self) -> None:
        self._by_head: dict[str, ActorRole] = {}
        self._last: dict[ActorRole, _Part] = {}
        self._accused: tuple[int, ActorRole] = (-9, ActorRole.TARGET)  # where somebody was held or charged, and as what

    def note(self, actor: ActorMention, role: ActorRole, sentence: int, *, accused: bool, attacker: bool) -> None:
        """Unnamed people in a role; ``accused``: they are held for it, ``attacker``: their noun says that they did it."""
        if actor.kind is ActorKind.PEOPLE:
            if accused:
                self._accused = (sentence, role)
            head = actor.name.rsplit(" ", 1)[-1].lower()
            self._by_head[_head(actor)] = ActorRole.PERPETRATOR if attacker else role
            plural = head.endswith(PLURALS)
            self._last[ActorRole.PERPETRATOR if attacker else role] = _Part(
                sentence, plural, head in _WOMEN, attacker or actor.sector in OUTLAWS
            )

    def role_of(self, who: str, actor: ActorMention | None, sentence: int) -> ActorRole | None:
        """What was played by the pronoun or the people of a description; None where nothing tells."""
        played = None if actor is None else self._by_head.get(_head(actor))
        if played is not None or who not in _THEY | _HE:
            return played
        if self.are_accused(who, sentence):
            return self._accused[1]
        near = {r: p for r, p in self._last.items() if r in _LIKELY and 0 <= sentence - p.sentence <= _FAR}
        fitting = {r: p for r, p in near.items() if p.plural is (who in _THEY)}
        if who in _MEN | _SHE:  # "the man" is no girl
            fitting = {r: p for r, p in fitting.items() if not p.women or who in _SHE}
        return max(fitting, key=lambda r: self._salience(r, fitting[r]), default=None)

    def _salience(self, role: ActorRole, part: _Part) -> tuple[int, bool, int]:
        """The latest; of one sentence who did it, if it is somebody: a soldier, not "a gunman"."""
        doer = role is ActorRole.PERPETRATOR and not part.by_attacker
        return part.sentence, doer, -_LIKELY.index(role)

    def has_suffered(self, actor: ActorMention) -> bool:
        """Whether people of that noun were harmed when last they were told of."""
        return self._by_head.get(_head(actor)) in (ActorRole.VICTIM, ActorRole.TARGET)

    def are_accused(self, who: str, sentence: int) -> bool:
        """Whether a pronoun stands for those who were held or charged just before."""
        return who in _THEY | _HE and 0 <= sentence - self._accused[0] <= _FAR


def _head(actor: ActorMention) -> str:
    return entity_key(actor).split(" ", maxsplit=1)[0]
