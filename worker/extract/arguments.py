"""The units that a verb may have as arguments: noun phrases and actors' names beside a token, lists of them, objects, agents.

"A, B and C" are one list; of "dozens of soldiers" the soldiers are meant.  Every walk is bounded, and ends with the sentence.
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

_MOST_IN_LIST = 40
_MOST_IN_BRACKETS = 10
_MOST_TO_AGENT = 12  # tokens from a passive verb to its "by"
_MOST_DETAILS = 3  # said of one in a list: ", 42, a clerk at the port, from Spain"
AND = frozenset(("and", "or", "&"))
_ALONG = (("as", "well", "as"), ("along", "with"), ("together", "with"), ("accompanied", "by"), ("plus",))
_PART = (("including",), ("among", "them"), ("among", "whom"), ("including", "the"))
_SURE_PERSON = frozenset(("actor.person.title", "actor.person.first_name"))
_OF_ONE = frozenset("a an the his her former".split())
_DETAIL = frozenset("of from in at for".split())
# They only count, or say of what sort: "dozens of soldiers", "members of the army".
_COUNTING = frozenset(
    "member members group groups number majority band bands gang dozens scores hundreds thousands unit units column supporters"
    " crowd handful pair team one two three four five six seven eight nine ten some most many several both fighters militants"
    " men elements forces troops total".split()
)


class Unit(NamedTuple):
    """Tokens ``[first, last)`` with determiner and all; ``actor`` is the one that is its head, if any."""

    first: int
    last: int
    actor: ActorMention | None


def _is_person(unit: Unit) -> bool:
    return unit.actor is not None and unit.actor.kind is ActorKind.PERSON


@dataclass(frozen=True, slots=True)
class Arguments:
    """The words, phrases and actors of one document, by where they begin and end."""

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

    def counts_before(self, at: int) -> bool:
        """Whether "of" at ``at`` follows a word that only counts: "members of", "dozens of"."""
        return self.lower(at) in ("of", "from") and at > 0 and self.lower(at - 1) in _COUNTING

    def list_left(self, unit: Unit, low: int) -> list[Unit]:
        """``A, B and C`` up to its last unit."""
        units, joined = [unit], False
        for _ in range(_MOST_IN_LIST):
            end = self._before_joint(self._first_of(units[-1], low), low, joined=joined)
            other = self._bearer(end, low) if end is not None else None
            if other is None or (other.first > low and self.tag(other.first - 1) in "vpg") or other.actor is None:
                break
            joined = True
            units.append(other)
        return units[::-1]

    def _first_of(self, unit: Unit, low: int) -> int:
        """Where a unit begins, with what is said before a name: "their cook, | Elba Ramos"."""
        if _is_person(unit) and unit.first - 1 > low and self.lower(unit.first - 1) == ",":
            said = self.unit_before(unit.first - 1)
            if said is not None and said.actor is not None and not _is_person(said) and self.tag(said.first) == "d":
                return said.first
        return unit.first

    def _before_joint(self, first: int, low: int, *, joined: bool) -> int | None:
        """Where the unit before "and", "as well as" or, within a list, a comma ends."""
        if first - 1 <= low:
            return None
        end = first - 1
        if self.lower(end) in AND:
            return end - (self.lower(end - 1) in ",;")
        for words in _ALONG:
            begin = first - len(words)
            if begin > low and all(self.lower(begin + i) == word for i, word in enumerate(words)):
                return begin - (self.lower(begin - 1) == ",")
        return end if joined and self.lower(end) in ",;" else None

    def list_right(self, unit: Unit, high: int, *, verbless: bool = False) -> list[Unit]:
        """``A, a teacher, B, 42, and C`` from its first unit, without what is said of each.

        What has a verb of its own is no part of it, unless that verb is the list's (``verbless``).
        """
        units, at = [unit], self._after_details(unit, high)
        if (
            at < high
            and self.lower(at) == ":"
            and (named := self.unit_after(at + 1)) is not None
            and named.actor is not None
        ):
            units, at = [*units, named], self._after_details(named, high)  # "three teachers: A, B and C"
        for _ in range(_MOST_IN_LIST):
            if at >= high:
                break
            word = self.lower(at)
            part = self.after_part(at + (word == ","), high)
            along = part or self._ends(_ALONG, at + (word == ","), high)
            at = along or at + 1
            if word in ",;" and at < high and self.lower(at) in AND:
                at += 1
            elif word not in ",;" and word not in AND and not along:
                break
            other = self.unit_after(at) if at < high else None
            if (
                other is None
                or other.actor is None
                or (part and not _is_person(other))
                or (not verbless and other.last < high and self.tag(other.last) in "vx" and not part)
            ):
                break
            if not (word == "," and self.lower(other.first) in ("a", "an") and _is_person(units[-1])):
                units.append(other)
            at = self._after_details(other, high)
        return units

    def after_part(self, at: int, high: int) -> int | None:
        """Where "including", "among them" ends, if it stands at ``at``."""
        return self._ends(_PART, at, high)

    def _ends(self, several: tuple[tuple[str, ...], ...], at: int, high: int) -> int | None:
        """Where one of several phrases, "as well as", ends, if it stands at ``at``."""
        for words in several:
            if at + len(words) < high and all(self.lower(at + i) == word for i, word in enumerate(words)):
                return at + len(words)
        return None

    def _bearer(self, at: int, low: int) -> Unit | None:
        """The unit that ends at ``at``; of "Ana Ruiz, 42, a clerk at the port" the one whom the rest is said of."""
        if at - 1 > low and self.lower(at - 1) in ")]" and (named := self.before_bracket(at)) is not None:
            at = named.last
        if at - 2 > low and self.lower(at - 1).isdigit() and self.lower(at - 2) == ",":
            at -= 2
        unit = end = self.unit_before(at)
        for _ in range(_MOST_DETAILS):
            if end is None or end.first - 1 <= low or _is_person(end):
                break
            before = end.first - 1
            if self.lower(before) == "," and self.lower(end.first) in _OF_ONE:
                aged = before - 2 > low and self.lower(before - 2) == "," and self.lower(before - 1).isdigit()
                end = self.unit_before(before - 2 if aged else before)
            else:
                end = self.unit_before(before) if self.lower(before) in _DETAIL else None
        return end if end is not None and _is_person(end) else unit

    def _after_details(self, unit: Unit, high: int) -> int:
        """Past what is said of one in a list, where a name is one: ", 42, a clerk at the port", " of Spain"."""
        at = self._after_age(unit.last, high)
        if _is_person(unit) and at < high and self.lower(at) in "([":
            at = self._after_bracket(at, high)
        for _ in range(_MOST_DETAILS if _is_person(unit) else 0):
            begin = at + (at < high and self.lower(at) == ",")
            preposition = begin + 1 < high and self.lower(begin) in _DETAIL
            said = self.unit_after(begin + preposition) if begin + preposition < high else None
            apart = begin > at and begin < high and self.lower(begin) in _OF_ONE
            if said is None or said.last >= high or _is_person(said) or not (preposition or apart):
                break
            at = said.last
        return at

    def _after_age(self, at: int, high: int) -> int:
        """Past ``, 42`` and ``(42)``."""
        if at + 1 < high and self.lower(at) in ",(" and self.document.tokens[at + 1].text.isdigit():
            return at + 2 + (at + 2 < high and self.lower(at + 2) in ",)" and self.lower(at) == "(")
        return at

    def objects(self, at: int, *, verbless: bool = False) -> list[Unit]:
        """Who follows token ``at`` (exclusive end of a verb or preposition)."""
        high = self.document.sentence_of(at - 1).last
        unit = self.unit_after(at) if at < high else None
        while unit is None and at < high and self.tag(at) == "a":
            at += 1
            unit = self.unit_after(at) if at < high else None
        if unit is None:
            return self._part_of_number(at, high)
        if unit.last + 1 < high and self.counts_before(unit.last):
            inner = self.unit_after(unit.last + 1)
            if inner is not None and inner.actor is not None:
                unit = inner
        return self.list_right(unit, high, verbless=verbless)

    def _part_of_number(self, at: int, high: int) -> list[Unit]:
        """Of "killed at least ten, including Ana Ruiz" the named."""
        while at < high and self.tag(at) in "na":
            at += 1
        begin = self.after_part(at + 1, high) if at + 1 < high and self.lower(at) == "," else None
        first = self.unit_after(begin) if begin is not None else None
        return self.list_right(first, high) if first is not None and _is_person(first) else []

    def owner(self, unit: Unit) -> Unit | None:
        """The named person whose a thing is: "Omar Diaz's residence", "the home of Omar Diaz"."""
        for at in range(unit.first + 1, unit.last - 1):
            actor = self.by_last.get(at)
            if actor is not None and actor.rule_id in _SURE_PERSON and self.lower(at) == "'s":
                return Unit(actor.first, actor.last, actor)
        high = self.document.sentence_of(unit.first).last
        after = unit.last + 1 < high and self.lower(unit.last) == "of"
        named = self.unit_after(unit.last + 1) if after else None
        return named if named is not None and named.actor is not None and named.actor.rule_id in _SURE_PERSON else None

    def agents(self, at: int) -> list[Unit]:
        """Who stands after "by", within a few words after a passive verb that ends at ``at``."""
        high = min(self.document.sentence_of(at - 1).last, at + _MOST_TO_AGENT)
        while at < high:
            if self.lower(at) == "by":
                return self.objects(at + 1)
            if self.lower(at) in "([":
                at = self._after_bracket(at, high)
                continue
            if self.lower(at) == "," and (by := self._after_adverbs(at + 1, high)) > at + 1 and self.lower(by) == "by":
                at = by  # "was shot in Lyon, apparently by"
                continue
            if self.tag(at) in "v.cx" and self.lower(at) not in ("dead", "and"):
                return []
            at += 1
        return []

    def _after_adverbs(self, at: int, high: int) -> int:
        while at < high - 1 and self.tag(at) == "a":
            at += 1
        return at

    def _after_bracket(self, at: int, high: int) -> int:
        """Past a short remark in brackets: "shot dead (in front of his sons) by"."""
        for closing in range(at + 1, min(high, at + _MOST_IN_BRACKETS)):
            if self.lower(closing) in ")]":
                return closing + 1
        return high


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
