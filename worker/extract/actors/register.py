"""The actors found so far in one document, which words they take, and what the words before them say.

Written by the finders of names, descriptions and persons in their order; what is taken first is not taken again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from schemas.actor import ActorKind, Sector
from schemas.quantity import Quantity
from worker.extract.actors.phrases import Phrases
from worker.extract.findings import ActorMention, PlaceMention
from worker.text.document import Document
from worker.text.numbers import Number


class ActorRegister:
    """Grows while one document is read; not shared."""

    def __init__(
        self, document: Document, phrases: Phrases, numbers: Iterable[Number], places: Iterable[PlaceMention]
    ) -> None:
        self.document = document
        self.phrases = phrases
        self.found: list[ActorMention] = []
        self.taken = bytearray(len(document.tokens))
        self.place_at: Mapping[int, PlaceMention] = {at: p for p in places for at in range(p.first, p.last)}
        self._counts: Mapping[int, Quantity] = {n.last: n.quantity for n in numbers if n.kind == "count"}

    def mentions(self) -> tuple[ActorMention, ...]:
        """All of them in text order; of two that begin together the longer first."""
        return tuple(sorted(self.found, key=lambda m: (m.first, -m.last)))

    def add(
        self,
        first: int,
        last: int,
        rule_id: str,
        kind: ActorKind,
        *,
        sector: Sector | None = None,
        country: str | None = None,
        canonical: str | None = None,
        count: Quantity | None = None,
        around: bool = False,
    ) -> ActorMention | None:
        """A mention of tokens ``[first, last)``, or None where a word is taken; ``around``: a shorter name may stand in it."""
        if not around and 1 in self.taken[first:last]:
            return None
        document = self.document
        mention = ActorMention(
            start=document.tokens[first].start,
            end=document.tokens[last - 1].end,
            first=first,
            last=last,
            sentence=document.sentence_of(first).index,
            rule_id=rule_id,
            name=self.name(first, last),
            kind=kind,
            sector=sector,
            country=country,
            canonical=canonical,
            count=count,
        )
        self.found.append(mention)
        self.taken[first:last] = b"\1" * (last - first)
        return mention

    def name(self, first: int, last: int) -> str:
        """Tokens ``[first, last)`` as written, without line breaks."""
        return " ".join(self.document.words(first, last).split())

    def holding(self, word: int) -> ActorMention | None:
        """The mention that a token belongs to."""
        return next((m for m in self.found if m.first <= word < m.last), None) if self.taken[word] else None

    def count(self, first: int, core: int) -> Quantity | None:
        """The number that stands between the begin of a phrase and its name."""
        return next((self._counts[last] for last in range(core, first, -1) if last in self._counts), None)

    def country(self, first: int, last: int) -> str | None:
        """The country of a place or demonym in tokens ``[first, last)``."""
        for at in range(first, last):
            place = self.place_at.get(at)
            if place is not None and place.country is not None:
                return place.country
        return None
