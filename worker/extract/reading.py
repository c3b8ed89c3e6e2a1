"""A document with what the early stages found in it: what triggers, casualties and roles are read from."""

from __future__ import annotations

from worker.extract.findings import ActorMention, PlaceMention, TimeMention
from worker.text.document import Document
from worker.text.layers import Layers
from worker.text.numbers import Number
from worker.values import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """The document and its annotations.

    ``layers`` holds number, time, place, actor and phrase (noun phrases), for patterns that say ``%number``, ``%actor`` …
    """

    document: Document
    numbers: tuple[Number, ...]
    times: tuple[TimeMention, ...]
    places: tuple[PlaceMention, ...]
    actors: tuple[ActorMention, ...]
    layers: Layers
