"""The units of a sentence: noun phrases and actors' names beside a token, each with the actor that heads it."""

from __future__ import annotations

from collections.abc import Mapping

from schemas.actor import ActorKind
from worker.extract.actors.phrases import Phrases
from worker.extract.findings import ActorMention
from worker.text.document import Document
from worker.values import dataclass

_MOST_IN_BRACKETS = 10
PLURALS = ("s", "men", "women", "people", "children", "crew", "family", "police", "staff", "couple", "personnel")
"""Ends of nouns for several people."""
# They only count, or say of what sort: "dozens of soldiers", "members of the army".
_COUNTING = frozenset(
    "member members group groups number majority band bands gang dozens scores hundreds thousands unit units column supporters"
    " crowd handful pair team one two three four five six seven eight nine ten some most many several both fighters militants"
    " men elements forces troops detachment patrol squadron party sectors sections factions circles total busload truckload carload contingent squad platoon mob wave".split()
)


OFFICES = frozenset("police staff state defence defense justice interior education health security".split())
"""What stands between an office and a name: "Superintendent of Police Omar Diaz"."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Tokens ``[first, last)`` with determiner and all; ``actor`` is the one that is its head, if any."""

    first: int
    last: int
    actor: ActorMention | None


def is_person(unit: Unit) -> bool:
    """Whether a named person heads it."""
    return unit.actor is not None and unit.actor.kind is ActorKind.PERSON


@dataclass(frozen=True, slots=True)
class Units:
    """The words, phrases and actors of one document, by where they begin and end."""

    document: Document
    phrases: Phrases
    by_last: Mapping[int, ActorMention]
    by_first: Mapping[int, ActorMention]
    inner: Mapping[int, ActorMention]  # by last token: names within a longer actor, "members of the | Dawn Front"
    antecedents: Mapping[int, tuple[ActorMention, ...]]
    times: Mapping[int, int]  # where a time that ends at a token begins
    time_begins: frozenset[int]

    def tag(self, at: int) -> str:
        """The tag of a token."""
        return self.phrases.tags[at]

    def lower(self, at: int) -> str:
        """The key of a token."""
        return self.document.tokens[at].lower

    def unit_before(self, at: int) -> Unit | None:
        """The unit that ends at token ``at``."""
        actor = self.by_last.get(at)
        first = self.phrases.layer.begins.get(at)
        if actor is not None:
            around = self.phrases.around(actor.first)
            return Unit(min(actor.first, around[0] if around else actor.first), at, actor)
        return None if first is None else Unit(first, at, None)

    def unit_after(self, at: int) -> Unit | None:
        """The unit that begins at token ``at``."""
        last = self.phrases.layer.ends.get(at)
        if last is None:
            actor = self.by_first.get(at)
            return None if actor is None else Unit(at, actor.last, actor)
        for first in range(last - 1, at - 1, -1):
            actor = self.by_first.get(first)
            if actor is not None and actor.last >= last:
                return Unit(at, actor.last, actor)
        return Unit(at, last, None)

    def before_bracket(self, at: int) -> ActorMention | None:
        """The actor before a bracket that closes right before token ``at``: "National Front (NF) | guerrillas"."""
        low = self.document.sentence_of(at).first
        if at - 1 <= low or self.lower(at - 1) not in ")]":
            return None
        for opening in range(at - 2, max(low, at - _MOST_IN_BRACKETS), -1):
            if self.lower(opening) in "([":
                return self.by_last.get(opening)
        return None

    def is_single(self, unit: Unit) -> bool:
        """Whether it is one person, of whom no band consists: "supporters of | the former president"."""
        if unit.actor is None or unit.actor.kind not in (ActorKind.PERSON, ActorKind.PEOPLE):
            return False
        head = self.lower(unit.last - 1)
        several = head in _COUNTING or head.endswith(PLURALS) or self.tag(unit.first) == "n"
        return is_person(unit) or (self.tag(unit.first) == "d" and not several)

    def counts_before(self, at: int) -> bool:
        """Whether "of" at ``at`` follows a word that only counts: "members of", "dozens of"."""
        return self.lower(at) in ("of", "from") and at > 0 and self.lower(at - 1) in _COUNTING

    def after_bracket(self, at: int, high: int) -> int:
        """Past a short remark in brackets: "shot dead (in front of his sons) by"."""
        for closing in range(at + 1, min(high, at + _MOST_IN_BRACKETS)):
            if self.lower(closing) in ")]":
                return closing + 1
        return high
