"""Where an incident was whose own sentences do not say: the sentences around, then where the report was written."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Sequence
from datetime import date

from schemas.place import PlacePrecision
from worker.extract.findings import PlaceMention, Trigger
from worker.extract.places.chains import WIDE, contains
from worker.extract.places.scenes import Scenes
from worker.extract.times.moments import day_of

_TOWNS = frozenset("city town village port".split())
_LANDS = frozenset("country nation".split())
_OPENING = 4  # words: "the six armed attackers"
_RETOLD = frozenset(
    "attacker attackers gunman gunmen assailant assailants militants rebels bandits insurgents raiders kidnappers bomber driver suspect attack"
    " assault raid ambush blast explosion bombing strike shooting stabbing incident clash clashes fighting crash collision accident derailment"
    " collapse fire blaze bus train plane aircraft helicopter boat ferry vessel ship truck lorry vehicle convoy victims abduction kidnapping"
    " quake earthquake pilot crew captain landslide protest riot".split()
)
_AROUND = 3  # sentences in which the scene of an incident may stand


def _lies_there(town: PlaceMention, home: PlaceMention) -> bool:
    """``LITTLETON, Colo.``, where the sheriff of Jefferson County speaks: the town of the dateline is in the county."""
    if town.precision is not PlacePrecision.PLACE or home.precision is PlacePrecision.PLACE:
        return False
    return town.country == home.country and (home.admin1 is None or town.admin1 == home.admin1)


class Scenery:
    """The scenes of sentences that tell of no incident themselves, looked up once."""

    def __init__(self, scenes: Scenes) -> None:
        self.scenes = scenes
        self._places: list[PlaceMention | None] = [
            scenes.place_near(sentence) for sentence in range(len(scenes.places))
        ]
        self._sentences = [sentence for sentence, place in enumerate(self._places) if place is not None]
        self._dateline: PlaceMention | None = scenes.dateline_place()

    def place_around(self, triggers: Sequence[Trigger], others: Container[int]) -> PlaceMention | None:
        """The home of those who speak of it, else the nearest scene around, then where the report was written.

        ``others`` are sentences that tell of other incidents: what follows there is not this one's scene.
        """
        faint = next((p for t in triggers if not t.effect and (p := self.scenes.faint_place_of(t))), None)
        if faint is not None:
            return faint if self._dateline is None or not _lies_there(self._dateline, faint) else self._dateline
        first, last = triggers[0].sentence, len(self._places)
        if self._dateline is not None and self._is_told_of(self._dateline, first):
            return self._dateline
        near = [
            *range(first - 1, max(-1, first - 1 - _AROUND), -1),
            *(at for at in range(first + 1, min(last, first + 1 + _AROUND)) if at not in others),
        ]
        around = (self._scene_of(sentence, others) for sentence in near)
        place = next((scene for scene in around if scene is not None), self._dateline)
        if place is None:  # "set parliament on fire, a day after police shot 19 people | in Kathmandu"
            place = next((one for one in self.scenes.places[first] if self.scenes.is_where(one)), None)
        return self._nearest(first, others) if place is None else place

    def _scene_of(self, sentence: int, others: Container[int]) -> PlaceMention | None:
        """The scene of a sentence; of one that tells of another incident not the street, only the town that it is in."""
        place = self._places[sentence]
        if place is None or sentence not in others or place.precision is not PlacePrecision.SITE or place.entry:
            return place
        town = place.parent and place.parent.key
        return next((p for several in self.scenes.places for p in several if p.entry and p.entry.key == town), None)

    def _is_told_of(self, home: PlaceMention, sentence: int) -> bool:
        """``shells hit the walled city``, ``attack on the country``, in the lead: that of the dateline."""
        document, dateline = self.scenes.document, self.scenes.dateline
        told = document.sentences[sentence]
        if dateline.start not in range(told.first, told.last):
            return False
        kinds = _LANDS if home.precision is PlacePrecision.COUNTRY else _TOWNS
        keys = document.keys
        return any(
            keys[at] in kinds and keys[at + 1 : at + 2] != ("of",) and "the" in keys[max(told.first, at - 2) : at]
            for at in range(max(told.first, dateline.stop), told.last)
        )

    def sharper(self, place: PlaceMention, sentences: Iterable[int], words: Container[str] = ()) -> PlaceMention:
        """The scene within ``place`` that the sentences behind those of an incident give it, if ``place`` is wide.

        A sentence of the next paragraph has to speak of it: "The driver lost control near X", behind "a bus fell"; ``words`` are those
        in which it was told: "The miners have piled up rocks at X", behind "a roadblock by miners".
        """
        if place.precision not in WIDE or place.entry is None:
            return place
        told = self.scenes.document.sentences
        for sentence in sentences:
            beside = self._places[sentence] if sentence < len(told) else None
            if beside is None:
                continue
            if told[sentence].paragraph != told[sentence - 1].paragraph and not self._goes_on(sentence, beside, words):
                continue
            if self._is_sharper(beside, place):
                return beside
        return place

    def _is_sharper(self, place: PlaceMention, whole: PlaceMention) -> bool:
        """Whether something was at a place within the other."""
        return self.scenes.is_where(place) and contains(whole, place) and not contains(place, whole)

    def of_day(self, place: PlaceMention, day: date, sentences: Iterable[int]) -> PlaceMention:
        """The scene within ``place`` that one of these sentences gives with its day: "at about 2 a.m. on Saturday | in Kyauk Hmaw"."""
        for sentence in sentences:
            beside = self._places[sentence]
            if beside is None or not self._is_sharper(beside, place):
                continue
            if any(time.use == "event" and day_of(time.best) == day for time in self.scenes.times[sentence]):
                return beside
        return place

    def _goes_on(self, sentence: int, place: PlaceMention, words: Container[str]) -> bool:
        """``The attackers arrived at a school in | Papiri``: a paragraph of its own about who or what was just told of."""
        first = self.scenes.document.sentences[sentence].first
        opening = self.scenes.document.keys[first : first + _OPENING]
        capital = place.entry is not None and place.entry.capital  # where they speak
        again = not _RETOLD.isdisjoint(opening[1:]) or (len(opening) > 1 and opening[1] in words)
        return opening[:1] == ("the",) and again and not capital

    def _nearest(self, sentence: int, others: Container[int]) -> PlaceMention | None:
        """The scene of the last sentence before this one that has any, else of the next."""
        after = bisect_left(self._sentences, sentence)
        if after > 0:
            return self._scene_of(self._sentences[after - 1], others)
        after = bisect_right(self._sentences, sentence)
        if after == len(self._sentences) or self._sentences[after] in others:
            return None
        return self._places[self._sentences[after]]
