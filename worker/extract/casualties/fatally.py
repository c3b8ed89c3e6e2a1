"""Tells the dead of those who were hit from the others: ``three people were shot, one fatally``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from schemas.quantity import Casualty, Qualifier
from worker.extract.findings import CasualtyMention
from worker.text.document import Document


def without_the_dead(document: Document, tolls: Sequence[CasualtyMention]) -> list[CasualtyMention]:
    """The tolls of a sentence; of those who were hit, only the ones that were not hit "fatally"."""
    dead = [t for t in tolls if t.field == "killed" and document.keys[t.last - 1] == "fatally"]
    return [_less(toll, dead) for toll in tolls] if dead else list(tolls)


def _less(toll: CasualtyMention, dead: Sequence[CasualtyMention]) -> CasualtyMention:
    hit = toll.casualty
    for some in (t for t in dead if t.first >= toll.last):
        if toll.field == "injured" and hit.qualifier is some.casualty.qualifier is Qualifier.EXACT:
            rest = (hit.best or 0) - (some.casualty.best or 0)
            if rest > 0:
                return replace(
                    toll, casualty=Casualty(min=rest, best=rest, max=rest, qualifier=hit.qualifier, text=hit.text)
                )
    return toll
