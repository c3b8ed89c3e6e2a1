"""Who stands before a verb and who after it: subjects, objects and agents, as far as word order tells.

A unit is a noun phrase or an actor's name.  From a verb the walk goes left over adverbs, prepositional phrases, relative
pronouns and insertions between commas to its subject, and right to its object; "A, B and C" are one list.
Every walk is bounded by a few units and by the sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from schemas.incident import ActorKind
from worker.extract.coreference import find_antecedents
from worker.extract.findings import ActorMention
from worker.extract.phrases import Phrases
from worker.text.document import Document

_MOST_HOPS = 8
_MOST_IN_LIST = 8
_LONGEST_INSERTION = 24
_LOOK_BACK = 30  # tokens to the verb whose subject a later verb shares
_BE = frozenset("is are was were be been being isn't wasn't weren't aren't get gets got getting 's".split())
_RELATIVE = frozenset("who which that whom".split())
_AND = frozenset(("and", "or", "&"))
TRANSPARENT = frozenset(
    "member members group groups number majority band bands gang dozens scores hundreds thousands unit units column supporters crowd handful pair"
    " team one two three four five six seven eight nine ten some most many several both majority fighters militants men elements forces troops total".split()
)


class Unit(NamedTuple):
    """Tokens ``[first, last)`` with determiner and all; ``actor`` is the one that is its head, if any."""

    first: int
    last: int
    actor: ActorMention | None


class Verb(NamedTuple):
    """A verb at token ``at`` whose group, "had reportedly been", begins at ``start``."""

    start: int
    at: int
    passive: bool


@dataclass(frozen=True, slots=True)
class Arguments:
    """The walks over one document."""

    document: Document
    phrases: Phrases
    by_last: Mapping[int, ActorMention]
    by_first: Mapping[int, ActorMention]
    inner: Mapping[int, ActorMention]  # by last token: names within a longer actor, "members of the | Dawn Front"
    antecedents: Mapping[int, tuple[ActorMention, ...]]

    def meant(self, actor: ActorMention) -> tuple[ActorMention, ...]:
        """Who is meant: the actor, or those that "the group" stands for; "the gunmen" are the group's and their own."""
        others = self.antecedents.get(actor.first)
        if others is None:
            return (actor,)
        return (actor, *others) if actor.kind is ActorKind.PEOPLE else others

    def tag(self, at: int) -> str:
        return self.phrases.tags[at]

    def lower(self, at: int) -> str:
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

    def verb(self, at: int, participle: bool) -> Verb:
        """The group of a verb form at ``at``; ``participle``: the form may be a past participle."""
        low = self.document.sentence_of(at).first
        start, nearest = at, ""
        while start > low and (self.tag(start - 1) in "xa" or (nearest == "" and self.lower(start - 1) == "to")):
            start -= 1
            if self.tag(start) == "x" and not nearest:
                nearest = self.lower(start)
        if start < at and self.tag(start) == "a" and not nearest:
            start = at  # adverbs alone are no group
        joint = at - 1
        while joint > low and self.tag(joint) == "a":
            joint -= 1
        if participle and not nearest and joint - 1 >= low and self.lower(joint) in _AND and self.tag(joint - 1) == "v":
            return self.verb(joint - 1, participle)._replace(at=at)  # "was shot and later killed"
        return Verb(start, at, participle and nearest in _BE)

    def subjects(self, verb: Verb) -> list[Unit]:
        """Who stands before a verb group; the verb's own, else that of the verb that it is joined to."""
        low = self.document.sentence_of(verb.at).first
        before = verb.start - 1
        while before > low and self.tag(before) == "a":
            before -= 1
        if before >= low and (
            self.lower(before) in _AND or self.lower(before) == "to" or self.lower(verb.start) == "to" or self.lower(verb.at).endswith("ing") and verb.start == verb.at
        ):
            return self._shared_subjects(before + 1, low)
        return self._walk_left(verb.start, low)

    def _shared_subjects(self, at: int, low: int) -> list[Unit]:
        for before in range(at - 1, max(low, at - _LOOK_BACK) - 1, -1):
            if self.tag(before) == "v" and not self.lower(before).endswith("ing"):
                word = self.lower(before)
                other = self.verb(before, participle=word.endswith(("ed", "en", "wn", "nt", "ot", "uck", "ht")))
                if other.passive:
                    return []
                return self._walk_left(other.start, low)
        return []

    def _walk_left(self, at: int, low: int) -> list[Unit]:
        inserted: list[Unit] = []
        after_relative = False
        for _ in range(_MOST_HOPS):
            if at <= low:
                return inserted
            unit = self.unit_before(at)
            word = self.lower(at - 1)
            if unit is not None:
                linked = unit.first > low and self.tag(unit.first - 1) == "p" and self.lower(unit.first - 1) not in ("than", "as")
                if linked and self._transparent_before(unit.first - 1):
                    return self._named(self.list_left(unit, low), inserted)
                if linked and not after_relative:
                    at = unit.first - 1
                    if at - 1 > low and self.tag(at - 1) == "v" and self.lower(at - 1).endswith(("ed", "ing", "en")) and self.unit_before(at - 1):
                        at -= 1  # "men armed with knives"
                    continue
                if unit.first - 1 > low and self.tag(unit.first - 1) == "v" and self.lower(unit.first - 1).endswith("ing") and self.unit_before(unit.first - 1):
                    at = unit.first - 1  # "gunmen riding motorcycles"
                    continue
                return self._named(self.list_left(unit, low), inserted)
            if word in _RELATIVE:
                at -= 1
                if at > low and self.lower(at - 1) == ",":
                    at -= 1
                after_relative = True
            elif word == "," or word in (")", "]", "-", "--", "—"):
                opening = self._opening(at - 1, low)
                if opening is None:
                    at -= 1
                    continue
                inside = self.unit_after(opening + 1)
                if inside is not None and not inserted:
                    inserted = self.list_right(inside, at - 1)
                at = opening
            elif self.tag(at - 1) in "an" or word in "“”\"'‘’":
                at -= 1
            else:
                return inserted
        return inserted

    def _transparent_before(self, at: int) -> bool:
        """Whether "of" at ``at`` follows a word that only counts: "members of", "dozens of"."""
        return self.lower(at) in ("of", "from") and at > 0 and self.lower(at - 1) in TRANSPARENT

    def _named(self, units: list[Unit], inserted: list[Unit]) -> list[Unit]:
        """Of "members of two groups, the A and the B," the names."""
        named = [u for u in inserted if u.actor is not None and u.actor.kind in (ActorKind.ORGANIZATION, ActorKind.PERSON) and u.actor.canonical]
        outer_named = any(u.actor is not None and u.actor.canonical for u in units)
        return named if named and not outer_named else units

    def _opening(self, closing: int, low: int) -> int | None:
        """The comma or bracket that opens an insertion; it begins with a noun phrase, a participle or a relative."""
        opener = {")": "(", "]": "["}.get(self.lower(closing), self.lower(closing))
        for at in range(closing - 1, max(low, closing - _LONGEST_INSERTION), -1):
            if self.lower(at) == opener:
                return at
        return None

    def list_left(self, unit: Unit, low: int) -> list[Unit]:
        """``A, B and C`` up to its last unit."""
        units, joined = [unit], False
        for _ in range(_MOST_IN_LIST):
            first = units[-1].first
            word = self.lower(first - 1) if first > low else ""
            joins = word in _AND or (joined and word == ",")
            other = self.unit_before(first - 1) if joins else None
            if other is None and word in _AND and first - 2 >= low and self.lower(first - 2) == ",":
                other = self.unit_before(first - 2)
            if other is None or (other.first > low and self.tag(other.first - 1) in "vpg") or other.actor is None:
                break
            joined = True
            units.append(other)
        return units[::-1]

    def list_right(self, unit: Unit, high: int, *, verbless: bool = False) -> list[Unit]:
        """``A, B and C`` from its first unit; what has a verb of its own is no part of it, unless that verb is theirs (``verbless``)."""
        units = [unit]
        for _ in range(_MOST_IN_LIST):
            at = units[-1].last
            if at >= high:
                break
            word = self.lower(at)
            at += 1
            if word == "," and at < high and self.lower(at) in _AND:
                at += 1
            elif word != "," and word not in _AND:
                break
            other = self.unit_after(at) if at < high else None
            if other is None or other.actor is None or (not verbless and other.last < high and self.tag(other.last) in "vx"):
                break
            units.append(other)
        return units

    def objects(self, at: int, *, verbless: bool = False) -> list[Unit]:
        """Who follows token ``at`` (exclusive end of a verb or preposition)."""
        high = self.document.sentence_of(at - 1).last
        while at < high and self.tag(at) == "a":
            at += 1
        unit = self.unit_after(at) if at < high else None
        if unit is None:
            return []
        if unit.last + 1 < high and self._transparent_before(unit.last):
            inner = self.unit_after(unit.last + 1)
            if inner is not None and inner.actor is not None:
                unit = inner
        return self.list_right(unit, high, verbless=verbless)

    def agents(self, at: int) -> list[Unit]:
        """Who stands after "by", within a few words after a passive verb that ends at ``at``."""
        high = min(self.document.sentence_of(at - 1).last, at + 12)
        while at < high:
            if self.lower(at) == "by":
                return self.objects(at + 1)
            if self.tag(at) in "v.cx" and self.lower(at) not in ("dead", "and"):
                return []
            at += 1
        return []


def arguments_of(document: Document, phrases: Phrases, actors: Iterable[ActorMention]) -> Arguments:
    """The walks over a document, its phrases and its actors."""
    actors = tuple(actors)
    by_last: dict[int, ActorMention] = {}
    inner: dict[int, ActorMention] = {}
    reach = -1
    for actor in actors:
        if actor.last <= reach:
            inner[actor.last] = actor
        else:
            by_last[actor.last] = actor
            reach = actor.last
    antecedents = find_antecedents(document, phrases, actors)
    by_first = {actor.first: actor for actor in by_last.values()}
    return Arguments(document, phrases, by_last, by_first, inner, antecedents)
