"""Who a verb or a noun has beside it: its objects, its agents, who is meant by them and whose a thing is.

Of "dozens of soldiers" the soldiers are meant.  Every walk is bounded, and ends with the sentence.
"""

from __future__ import annotations

from schemas.actor import ActorKind
from worker.extract.actors.coreference import find_antecedents
from worker.extract.actors.phrases import Phrases
from worker.extract.actors.unit_lists import UnitLists
from worker.extract.actors.units import Unit, is_person
from worker.extract.findings import ActorMention
from worker.extract.reading import Reading
from worker.values import dataclass

_MOST_TO_AGENT = 18  # tokens from a passive verb to its "by"
_MOST_OF_BELIEF = 7  # tokens of "what police believe were"
_LONGEST_PLACE = 8  # tokens of "in the hills of southern Peru"
_BE = frozenset("is are was were be".split())
_MOST_TO_NAMES = 14  # tokens from "were killed" to ": Ana Ruiz, Omar Diaz"
_THAT = frozenset(("that", "those"))
_OWNED_BY = (("owned", "by"), ("belonging", "to"))
_CARRIES = frozenset("convoy column patrol motorcade caravan".split())
_SOME_OF = frozenset("both all some most many none".split())
_HUMAN = (ActorKind.PERSON, ActorKind.PEOPLE)
_SURE_PERSON = frozenset(("actor.person.title", "actor.person.first_name"))


@dataclass(frozen=True, slots=True)
class Arguments(UnitLists):
    """The walks from a verb or a noun to those whom it joins."""

    def meant(self, actor: ActorMention) -> tuple[ActorMention, ...]:
        """Who is meant: the actor, or those that "the group" stands for; "the gunmen" are the group's and their own."""
        others = self.antecedents.get(actor.first)
        if others is None:
            return (actor,)
        return (actor, *others) if actor.kind is ActorKind.PEOPLE else others

    def objects(self, at: int, *, verbless: bool = False) -> list[Unit]:
        """Who follows token ``at`` (exclusive end of a verb or preposition)."""
        high = self.document.sentence_of(at - 1).last
        unit = (self.unit_after(at) or self._rest_of_phrase(at)) if at < high else None
        while unit is None and at < high and self.tag(at) == "a":
            at += 1
            unit = self.unit_after(at) if at < high else None
        part = at + 2 < high and self.lower(at + 1) == "of" and (self.tag(at) == "n" or self.lower(at) in _SOME_OF)
        if unit is None and part:
            unit = self.unit_after(at + 2)  # "captured one | of the rebels", "killed both | of the guards"
        if unit is None:
            return self._part_of_number(at, high)
        unit = self._behind_bracket(unit, high) or unit
        unit = self.aboard(unit, high) or self.counted(unit, high)
        return self.list_right(self.named_apart(unit, high) or unit, high, verbless=verbless)

    def counted(self, unit: Unit, high: int) -> Unit:
        """Of "a group | of armed men" the men; any other unit as it is."""
        if unit.last + 1 < high and self.counts_before(unit.last):
            inner = self.unit_after(unit.last + 1)
            if inner is not None and inner.actor is not None and not self.is_single(inner) and not self._is_owned(unit):
                return inner
        return unit

    def _is_owned(self, unit: Unit) -> bool:
        """Whether whose it is is told: "a Dawn Front column | of 60 men"."""
        return any(last in self.by_last or last in self.inner for last in range(unit.first + 1, unit.last))

    def aboard(self, unit: Unit, high: int) -> Unit | None:
        """Of "a convoy | of soldiers" the soldiers."""
        if unit.last + 1 >= high or self.lower(unit.last - 1) not in _CARRIES or self.lower(unit.last) != "of":
            return None
        inner = self.unit_after(unit.last + 1)
        people = inner is not None and inner.actor is not None and inner.actor.kind is ActorKind.PEOPLE
        return inner if people and not self._is_owned(unit) else None

    def _behind_bracket(self, unit: Unit, high: int) -> Unit | None:
        """Whose description began with a name and what it stands for: "NIS (National Information Service) | director Ana Ruiz"."""
        if unit.last >= high or self.lower(unit.last) not in "([" or is_person(unit):
            return None
        after = self.after_bracket(unit.last, high)
        named = self.unit_after(after) if after < high else None
        human = named is not None and named.actor is not None and named.actor.kind in _HUMAN
        return named if human else None

    def _rest_of_phrase(self, at: int) -> Unit | None:
        """What a phrase that began with the verb's own words ends with: "took as hostages | engineers Ana Ruiz and"."""
        around = self.phrases.around(at)
        if around is None or around[0] == at:
            return None
        actor = self.by_last.get(around[1])
        return None if actor is None or actor.first < at else Unit(at, around[1], actor)

    def named_after(self, at: int) -> list[Unit]:
        """Who is named at the end of a clause that told how many: "died in the fire: | Ana Ruiz", "died, including | Ana Ruiz"."""
        high = self.document.sentence_of(at - 1).last
        for here in range(at, min(high - 1, at + _MOST_TO_NAMES)):
            word = self.lower(here)
            begin = here + 1 if word == ":" else self.after_part(here + (word == ","), high)
            if begin is not None and begin + 2 < high and self.lower(begin) in _THAT and self.lower(begin + 1) == "of":
                begin += 2  # "homes were damaged, including that of | Omar Diaz"
            named = self.unit_after(begin) if begin is not None and begin < high else None
            if named is not None and named.actor is None:
                named = self.owner(named) or named  # "houses were damaged, including the home of | Omar Diaz"
            if begin is not None:
                several = self.list_right(named, high) if named is not None else []
                return several[next((n for n, one in enumerate(several) if is_person(one)), len(several)) :]
            if self.tag(here) == "v" or word in ".;":
                return []
        return []

    def along_after(self, at: int) -> list[Unit]:
        """Who is said to have suffered with him: "was shot dead, along with | his driver"."""
        high = self.document.sentence_of(at - 1).last
        begin = self.after_along(at + 1, high) if at + 1 < high and self.lower(at) == "," else None
        other = self.unit_after(begin) if begin is not None and begin < high else None
        return self.list_right(other, high) if other is not None else []

    def _part_of_number(self, at: int, high: int) -> list[Unit]:
        """Of "killed at least ten, including Ana Ruiz" the named."""
        while at < high and self.tag(at) in "na":
            at += 1
        begin = self.after_part(at + 1, high) if at + 1 < high and self.lower(at) == "," else None
        first = self.unit_after(begin) if begin is not None else None
        return self.list_right(first, high) if first is not None and is_person(first) else []

    def owner(self, unit: Unit) -> Unit | None:
        """The named person whose a thing is: "Omar Diaz's residence", "the home of Omar Diaz"."""
        for at in range(unit.first + 1, unit.last - 1):
            actor = self.by_last.get(at)
            if actor is not None and actor.rule_id in _SURE_PERSON and self.lower(at) == "'s":
                return Unit(actor.first, actor.last, actor)
        high = self.document.sentence_of(unit.first).last
        keys = self.document.keys[unit.last : unit.last + 2]
        begin = unit.last + (1 if keys[:1] == ("of",) else 2 if keys in _OWNED_BY else high)
        named = self.unit_after(begin) if begin < high else None
        return named if named is not None and named.actor is not None and named.actor.rule_id in _SURE_PERSON else None

    def whose(self, noun: int) -> list[Unit]:
        """Of "Omar Diaz, whose murder" the bearer."""
        if not noun or self.lower(noun - 1) != "whose":
            return []
        bearer = self.unit_before(noun - 1 - (self.lower(noun - 2) == ","))
        return [bearer] if bearer is not None else []

    def agents(self, at: int) -> list[Unit]:
        """Who stands after "by", within a few words after a passive verb that ends at ``at``."""
        high = min(self.document.sentence_of(at - 1).last, at + _MOST_TO_AGENT)
        while at < high:
            if self.lower(at) == "by":
                return self.objects(self._after_what(at + 1, high))
            if self.lower(at) in "([":
                at = self.after_bracket(at, high)
                continue
            if self.lower(at) == "," and (by := self._after_adverbs(at + 1, high)) > at + 1 and self.lower(by) == "by":
                at = by  # "was shot in Lyon, apparently by"
                continue
            past = self._after_inserted(at + 1, high) if self.lower(at) == "," else at + 1
            if past > at + 1 and (self.lower(past) == "by" or self.after_along(at + 1, high) is not None):
                at = past  # "was shot in Lyon, in eastern France, by", "was shot, along with her son, in Lyon by"
                continue
            if self.tag(at) in "v.cx" and self.lower(at) not in ("dead", "and"):
                return []
            at += 1
        return []

    def _after_what(self, at: int, high: int) -> int:
        """Past "what police believe were": "by what police believe were | rebels"."""
        if at >= high or self.lower(at) != "what":
            return at
        return next((to + 1 for to in range(at + 1, min(high - 1, at + _MOST_OF_BELIEF)) if self.lower(to) in _BE), at)

    def _after_inserted(self, at: int, high: int) -> int:
        """Past the comma that closes what is inserted at ``at``, if that is but where, when or along with whom; else ``at``."""
        if at >= high or (self.tag(at) != "p" and self.after_along(at, high) is None):
            return at
        for comma in range(at + 1, min(high - 1, at + _LONGEST_PLACE)):
            if self.lower(comma) == ",":
                return comma + 1
            if self.tag(comma) in "vxr.":
                break
        return at

    def _after_adverbs(self, at: int, high: int) -> int:
        while at < high - 1 and self.tag(at) == "a":
            at += 1
        return at


def arguments_of(reading: Reading, phrases: Phrases) -> Arguments:
    """The walks over a document, its phrases and its actors."""
    document, actors = reading.document, reading.actors
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
    times = reading.layers["time"].begins
    return Arguments(
        document, phrases, by_last, by_first, inner, antecedents, times, time_begins=frozenset(times.values())
    )
