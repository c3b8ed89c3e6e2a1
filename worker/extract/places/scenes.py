"""Which place belongs to a trigger: by attachment, not by order.

A place attaches by its preposition, its clause and its nearness; what stands for a government, an origin or a border is no
scene.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from schemas.incident import Realis
from schemas.place import PlacePrecision
from worker.extract.findings import Mention, PlaceMention, TimeMention, Trigger
from worker.extract.places.befallen import is_befallen
from worker.extract.places.bulletins import Item, find_items_headed
from worker.extract.places.capitals import find_capitals, with_capitals
from worker.extract.places.chains import WIDE, Chains, contains, find_chains
from worker.extract.places.datelines import find_dateline
from worker.extract.places.digests import find_paragraph_items
from worker.extract.places.elsewhere import (
    is_bearing,
    is_elsewhere,
    is_end,
    is_of_ground,
    is_of_reaction,
)
from worker.extract.places.here import here_in, is_tellers_here, names_no_town, says_from_where
from worker.extract.places.prepositions import AT
from worker.extract.places.tellers import is_seat, names_a_source, opens_speech
from worker.extract.reading import Reading
from worker.lexicons.gazetteer import Gazetteer, PlaceKind
from worker.text.document import Document
from worker.values import dataclass

_BORDERING = frozenset(("bordering", "borders"))
_NO_SCENE = frozenset("between with than as about against like via and versus for".split())
_SHARP = {
    PlacePrecision.EXACT: 1.0,
    PlacePrecision.SITE: 1.0,
    PlacePrecision.PLACE: 0.9,
    PlacePrecision.ADMIN2: 0.8,
    PlacePrecision.ADMIN1: 0.6,
    PlacePrecision.REGION: 0.3,
    PlacePrecision.COUNTRY: 0.0,
    PlacePrecision.UNKNOWN: 0.7,
}
SOON = frozenset("minutes minute moments seconds".split())  # after: of the same incident
_SEAT = 5  # words from a land's name to that of its capital
_WHO_WAS = (("who", "was"), ("who", "is"), ("who", "were"))
_SEATS = frozenset("capital city town port resort stronghold".split())
_RELATIVE = frozenset(("that", "which"))
_FOUGHT = frozenset("fighting battle battles fight".split())  # "the battle for | Marawi"
_TAKEN = frozenset("stormed entered overran invaded captured recaptured seized besieged".split())
_TOOK_PLACE = (("took", "place"), ("taken", "place"), ("taking", "place"))
_HAPPENED = frozenset("happened occurred unfolded".split())
_LEAST = 0.0
_FAINT = 0.04  # what the home of those who speak scores
_OF_GROUND = 0.03  # a place of its own is sharper: "a Chinese coal mine", "a Turkish hotel"
M = TypeVar("M", bound=Mention)


@dataclass(frozen=True, slots=True)
class Considered:
    """A place as a trigger's scene: how well it attaches, and in words why."""

    place: PlaceMention
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Scenes:
    """The places and times of one article, by sentence."""

    document: Document
    clauses: tuple[int, ...]
    places: tuple[tuple[PlaceMention, ...], ...]
    chains: tuple[Chains, ...]
    times: tuple[tuple[TimeMention, ...], ...]
    shade: frozenset[int]  # tokens that tell of history, plans, fiction
    dateline: range  # the tokens that say where it was written: "KYIV, Ukraine (AP) —"
    items: Mapping[int, Item]  # of a bulletin, by sentence
    gazetteer: Gazetteer

    def considered(self, trigger: Trigger) -> list[Considered]:
        """The places of the trigger's sentence, the best first."""
        found = [
            self._score(place, trigger)
            for place in self.places[trigger.sentence]
            if self.is_lit(place, trigger)
            and not self._is_beyond(place, trigger)
            and not is_end(self.document, self.clauses, place, trigger)
        ]
        return sorted((c for c in found if c is not None), key=lambda c: (-c.score, c.place.first))

    def place_of(self, trigger: Trigger) -> PlaceMention | None:
        """The scene that the trigger's own sentence gives."""
        best = self.considered(trigger)
        if (here := here_in(self.document, self.places[0], trigger.sentence, dated=bool(self.dateline))) is not None:
            told = best and best[0].score > _FAINT and is_tellers_here(self.document, trigger.sentence)
            if not told:
                return here
        if not best or best[0].score <= _FAINT:
            item = self.items.get(trigger.sentence)
            return item.place if item is not None else None
        return self._sharper(best[0].place, best[1:], trigger)

    def _sharper(self, place: PlaceMention, others: Sequence[Considered], trigger: Trigger) -> PlaceMention:
        """The scene within a wide one that the same sentence names: "killed in Michoacan as he stood in the square of Uruapan"."""
        if place.entry is not None and place.entry.kind is PlaceKind.WATER:
            return self._shore(place, others, trigger)
        if place.precision not in WIDE:
            return place
        within = (
            c.place
            for c in others
            if c.place.first > max(place.last, trigger.last)
            and (self.is_where(c.place) or self._is_seat(c.place, place))
            and self._opener(c.place) not in _RELATIVE  # what only says more of something
            and contains(place, c.place)
            and not contains(c.place, place)
        )
        return next(within, place)

    def _opener(self, place: PlaceMention) -> str:
        """The first word of its clause: "a blockade | that has emptied shops in the | capital"."""
        clause, at = self.clauses[place.first], place.first
        while at > 0 and self.clauses[at - 1] == clause:
            at -= 1
        return self.document.keys[at]

    def _shore(self, water: PlaceMention, others: Sequence[Considered], trigger: Trigger) -> PlaceMention:
        """``sank on the Congo River near | Lukolela``; ``| Nicaragua | 's Caribbean coast`` is Nicaragua's; else the water itself."""
        near = (c.place for c in others if c.place.first > max(water.last, trigger.last) and self.is_where(c.place))
        town = next((place for place in near if place.precision not in WIDE), None)
        owner = (p for p in self.places[water.sentence] if p.last == water.first - 1)
        if town is None and self.document.keys[water.first - 1] == "'s" and self.preposition_of(water) != "off":
            town = next(owner, None)
        return town or water

    def _is_seat(self, town: PlaceMention, land: PlaceMention) -> bool:
        """``Shabwa's provincial capital, Ataq``, "Ecuador's largest city, Guayaquil", "in the capital of Dagestan, Makhachkala"."""
        between, before = (
            self.document.keys[land.last : town.first],
            self.document.keys[max(0, land.first - 2) : land.first],
        )
        of_land = between == (",",) and before[1:] == ("of",) and before[0] in _SEATS
        return of_land or (len(between) <= _SEAT and not _SEATS.isdisjoint(between))

    def faint_place_of(self, trigger: Trigger) -> PlaceMention | None:
        """The home of those who speak of it: the scene of what has none, and no reason to tell incidents apart."""
        best = self.considered(trigger)
        return best[0].place if best and best[0].score > _LEAST else None

    def _is_beyond(self, place: PlaceMention, trigger: Trigger) -> bool:
        """Whether it stands in what came before: "the blast came a day after militants attacked a college in Wana"."""
        return any(
            time.onward
            and trigger.last <= time.first
            and time.last <= place.first
            and SOON.isdisjoint(self.document.keys[time.first : time.last])
            for time in self.times[trigger.sentence]
        )

    def is_lit(self, mention: Mention, trigger: Trigger) -> bool:
        """Whether it stands in no shade, or in the trigger's own, or in that of the plan that was foiled."""
        if mention.first not in self.shade or trigger.first in self.shade:
            return True
        return trigger.realis is Realis.FOILED and (trigger.last - 1 in self.shade or trigger.last in self.shade)

    def place_near(self, sentence: int) -> PlaceMention | None:
        """The best scene of a sentence that tells of no trigger itself."""
        begin = self.document.sentences[sentence].first
        best: tuple[float, PlaceMention] | None = None
        for place in self.places[sentence]:
            if place.first in self.shade:
                continue
            role = self.preposition_of(place)
            if place.first in self.dateline or place.first in self.chains[sentence].holders:
                continue
            if is_elsewhere(self.document, place, role) or opens_speech(self.document, place):
                continue
            if sentence and is_seat(self.document, place, role):
                continue
            if place.entry is not None and place.entry.kind is PlaceKind.CONTINENT:
                continue  # "once one of the safest countries in South America"
            if role in ("a", "an"):
                continue  # "a Lome firm"
            if role == "in" and self.document.keys[max(0, place.first - 3) : place.first - 1] in _WHO_WAS:
                continue  # "the president, who was in | Brussels"
            score = (
                (2.0 if role in AT else -1.0 if role in _NO_SCENE else 0.0)
                + _SHARP[place.precision]
                - 0.01 * (place.first - begin)
            )
            if best is None or score > best[0]:
                best = score, place
        return best[1] if best is not None and best[0] > _LEAST else None

    def preposition_of(self, place: PlaceMention) -> str:
        """The word that ties a place to its sentence; none where it begins it."""
        return self.chains[place.sentence].prepositions[place.first]

    def is_where(self, place: PlaceMention) -> bool:
        """Whether a preposition says that something was there."""
        return self.preposition_of(place) in AT

    def is_bearing_only(self, place: PlaceMention) -> bool:
        """``A town north of | Riyadh``, ``a village close to | Lyon``: says from where an unnamed place lies."""
        return says_from_where(self.document, place)

    def second_telling(self, sentence: int) -> int:
        """The sentence that tells again what this one told: the next, if a dateline is not all that it holds."""
        sentences = self.document.sentences
        dated = sentence + 1 < len(sentences) and self.dateline and sentences[sentence + 1].last <= self.dateline.stop
        return sentence + 1 + bool(dated and sentences[sentence + 1].first >= self.dateline.start)

    def dateline_place(self) -> PlaceMention | None:
        """Where the report was written: the scene of what names no other.

        A capital, where the desks are, says the country only, and so does a town where what is told was in another one.
        """
        if not self.dateline:
            return None
        told = self.document.sentence_of(min(self.dateline.stop, len(self.document.tokens) - 1))
        for place in self.places[self.document.sentence_of(self.dateline.start).index]:
            if place.first in self.dateline and place.kind == "place":
                desk = place.entry is not None and place.entry.capital
                if place.country is None or not (desk or names_no_town(self.document, told, self.dateline.stop)):
                    return place
                country = self.gazetteer.country(place.country)
                return replace(place, entry=country, precision=PlacePrecision.COUNTRY, admin1=None)
        return None

    def _score(self, place: PlaceMention, trigger: Mention) -> Considered | None:
        role = self.preposition_of(place)
        if place.first in self.dateline or is_of_reaction(self.document, place, trigger):
            return None
        if (item := self.items.get(place.sentence)) is not None and item.place is place:
            return None  # where nothing else of the item is a scene
        if is_elsewhere(self.document, place, role):
            grounded = place.kind == "demonym" and is_of_ground(self.document, place, self.gazetteer.words)
            return Considered(place, _OF_GROUND, "says in which land that stands") if grounded else None
        if (faint := self._faint(place, role)) is not None:
            return faint
        score, why = self._score_of_role(place, role, trigger)
        if self.clauses[place.first] == self.clauses[trigger.last - 1]:
            score, why = score + 1.5, why + ", in the clause"
        elif self.says_where(place):
            score += 1.5
        elif self._opener(place) == "which":  # "In Nikopol, | which faces the plant at Enerhodar, | rockets fell"
            score, why = score - 2.5, why + ", only says more of another"
        if 0 <= place.first - trigger.last <= 8:
            score, why = score + 0.7, why + ", soon after the trigger"
        score += _SHARP[place.precision] * 0.8 - 0.04 * min(words_between(place, trigger), 40)
        return Considered(place, round(score, 2), why)

    def _faint(self, place: PlaceMention, role: str) -> Considered | None:
        """What a place says that only tells of another place, of who speaks, or what lies beside."""
        beside = self.places[place.sentence]
        if place.first in self.chains[place.sentence].holders or is_bearing(self.document, place, beside):
            return Considered(place, 0.05, "only says where another place lies")
        if names_a_source(self.document, place, role):
            return Considered(place, _FAINT, "only says whose officials speak")
        return Considered(place, _OF_GROUND, "borders on where it was") if role in _BORDERING else None

    def says_where(self, place: PlaceMention) -> bool:
        """``The attack, | which took place near | the town of Denbo``: the clause tells of the incident itself."""
        if "which" not in self.document.vocabulary or self._opener(place) != "which":
            return False
        begin, clause = place.first, self.clauses[place.first]
        while begin > 0 and self.clauses[begin - 1] == clause:
            begin -= 1
        words = self.document.keys[begin : place.first]
        return any(pair in _TOOK_PLACE for pair in pairwise(words)) or not _HAPPENED.isdisjoint(words)

    def _score_of_role(self, place: PlaceMention, role: str, trigger: Mention) -> tuple[float, str]:
        """What the word before a place says, or what befell it."""
        fought = role == "for" and not _FOUGHT.isdisjoint(self.document.keys[place.first - 3 : place.first - 1])
        if role in AT or fought:
            return 3.0, f"after “{role}”"
        if is_befallen(self.document, place, trigger):
            return 5.0, "is what it befell"
        if role in _TAKEN:
            return 3.0, f"after “{role}”"
        words = self.gazetteer.words
        if role == self.document.keys[trigger.last - 1] and (role in words.hits or role in words.befalls):
            return 3.5, "is what it hit"  # "Artillery hit | Tavrunka, a village in the Kharkiv region"
        if role in _NO_SCENE:
            return -1.0, f"after “{role}”"
        if trigger.first < place.first and place.last <= trigger.last:
            return 3.0, "in its words"  # "Israel | bombs Beirut suburbs | after rockets hit Haifa"
        return 1.0, "in the sentence"


def find_scenes(
    reading: Reading, clauses: tuple[int, ...], triggers: Sequence[Trigger], shade: frozenset[int], gazetteer: Gazetteer
) -> Scenes:
    """The places and times of an article, filed by sentence; those in the shade are no scenes of what happened outside it."""
    count = len(reading.document.sentences)
    items, dateline = find_items_headed(reading) or find_paragraph_items(reading, triggers), find_dateline(reading)
    if dateline and reading.document.sentence_of(dateline.start).index in items:
        dateline = range(0)  # it heads the first item
    capitals = tuple(find_capitals(reading.document, reading.places, gazetteer))
    places = _by_sentence(with_capitals(reading.places, capitals), count)
    return Scenes(
        reading.document,
        clauses,
        places,
        tuple(find_chains(reading.document, several) for several in places),
        _by_sentence(
            (time for time in reading.times if time.first not in dateline), count
        ),  # its day is that of writing
        shade,
        dateline,
        items,
        gazetteer,
    )


def words_between(one: Mention, other: Mention) -> int:
    """How many words part two mentions; 0 where they touch."""
    return max(one.first - other.last, other.first - one.last, 0)


def _by_sentence(mentions: Iterable[M], count: int) -> tuple[tuple[M, ...], ...]:
    filed: Sequence[list[M]] = [[] for _ in range(count)]
    for mention in mentions:
        filed[mention.sentence].append(mention)
    return tuple(tuple(several) for several in filed)
