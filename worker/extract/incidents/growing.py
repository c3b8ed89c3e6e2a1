"""An incident, and what of it is gathered so far."""

from __future__ import annotations

from bisect import insort
from dataclasses import field

from worker.extract.findings import PlaceMention, TimeMention, Trigger
from worker.values import dataclass

HARMS = ("killing", "hurt")
"""Kinds of triggers that only tell of harm to people."""
LEAD = 2  # sentences from a headline to the one that says the same in full, a dateline between them
_MOST_SCENES = 20  # different places, and times, of one incident that are kept to tell it from others


@dataclass(frozen=True, slots=True)
class Incident:
    """Triggers of one incident; its place and time as the triggers' sentences give them."""

    leaf: str
    weight: float
    triggers: tuple[Trigger, ...]
    place: PlaceMention | None
    time: TimeMention | None
    namer: Trigger  # the trigger that gives the leaf
    summary: bool = False  # of several: "four attacks"
    plural: bool = False  # of one or of several: "strikes"
    in_parts: bool = False  # those that it sums up are told one by one
    by_towns: bool = False  # a night's attack whose towns are told one by one


@dataclass(slots=True)
class Growing:
    """What is gathered of one incident so far."""

    leaf: str
    namer: Trigger
    item: int  # the item of a list that tells of it first, 0 for none
    triggers: list[Trigger] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)
    times: list[TimeMention] = field(default_factory=list)
    summary: bool = False
    plural: bool = False  # first told as "strikes", which may be one or many
    by_towns: bool = False  # a night's attack whose towns are told one by one
    home: PlaceMention | None = None  # where the article was written, if the lead tells of it and names no place
    end: PlaceMention | None = None  # of the road on which it was: "between | Naples | and Bari"
    toward: PlaceMention | None = None  # from which an unnamed place lies: "a town north of | Riyadh"
    earlier: bool = False  # told as what came before another: "a day after a blast"
    looked_back_on: bool = False  # the news "came a week after" it
    firsts: list[int] = field(default_factory=list)  # where its triggers in the last sentence begin, in text order

    @property
    def last_sentence(self) -> int:
        """Where it was told of last."""
        return self.triggers[-1].sentence

    def add(self, trigger: Trigger, place: PlaceMention | None, time: TimeMention | None) -> None:
        """One more mention, with the scene that its sentence gives."""
        if self.triggers and trigger.sentence != self.last_sentence:
            self.firsts.clear()
        self.triggers.append(trigger)
        insort(self.firsts, trigger.first)
        opens = trigger.sentence == self.triggers[0].sentence
        self.plural = self.plural or (trigger.plural and opens)
        # "Blasts kill seven", says the headline, and the lead: "in two explosions".
        opens = opens or (self.plural and trigger.sentence - self.triggers[0].sentence <= LEAD)
        self.summary = self.summary or (trigger.several > 0 and opens)
        if place is not None and self.toward is not None and not alike(place, self.toward):
            self.places = [p for p in self.places if not alike(p, self.toward)]  # the unnamed one is named at last
        if place is not None and len(self.places) < _MOST_SCENES and not any(alike(place, p) for p in self.places):
            self.places.append(place)
        if time is not None and len(self.times) < _MOST_SCENES:
            days = time.earliest, time.latest, time.end_best
            if not any(days == (t.earliest, t.latest, t.end_best) for t in self.times):
                self.times.append(time)


def alike(one: PlaceMention, other: PlaceMention) -> bool:
    """Whether two mentions name the same place as sharply."""
    a, b = one.entry, other.entry
    same = one.name == other.name if a is None or b is None else a.key == b.key
    return same and (a is None) == (b is None) and one.precision == other.precision
