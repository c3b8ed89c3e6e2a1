"""Where an incident was whose own sentences do not say: the sentences around, then where the report was written."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Sequence

from worker.extract.findings import PlaceMention, Trigger
from worker.extract.places.chains import WIDE, contains
from worker.extract.places.scenes import Scenes

_AROUND = 3  # sentences in which the scene of an incident may stand


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
            return faint
        first, last = triggers[0].sentence, len(self._places)
        near = [
            *range(first - 1, max(-1, first - 1 - _AROUND), -1),
            *(at for at in range(first + 1, min(last, first + 1 + _AROUND)) if at not in others),
        ]
        around = (self._places[sentence] for sentence in near)
        place = next((scene for scene in around if scene is not None), self._dateline)
        if place is None:  # "set parliament on fire, a day after police shot 19 people | in Kathmandu"
            place = next((one for one in self.scenes.places[first] if self.scenes.is_where(one)), None)
        return self._nearest(first, others) if place is None else place

    def sharper(self, place: PlaceMention, sentences: Iterable[int]) -> PlaceMention:
        """The scene within ``place`` that the sentences behind those of an incident give it, if ``place`` is wide."""
        if place.precision not in WIDE or place.entry is None:
            return place
        told = self.scenes.document.sentences
        for sentence in sentences:
            beside = self._places[sentence] if sentence < len(told) else None
            if beside is None or told[sentence].paragraph != told[sentence - 1].paragraph:
                continue
            if self.scenes.is_where(beside) and contains(place, beside) and not contains(beside, place):
                return beside
        return place

    def _nearest(self, sentence: int, others: Container[int]) -> PlaceMention | None:
        """The scene of the last sentence before this one that has any, else of the next."""
        after = bisect_left(self._sentences, sentence)
        if after > 0:
            return self._places[self._sentences[after - 1]]
        after = bisect_right(self._sentences, sentence)
        if after == len(self._sentences) or self._sentences[after] in others:
            return None
        return self._places[self._sentences[after]]
