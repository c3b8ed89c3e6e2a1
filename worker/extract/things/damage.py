"""Finds what was damaged, destroyed, or expressly was not; one mention for each thing of a list."""

from __future__ import annotations

from functools import partial

from schemas.harm import DamageLevel
from worker.extract.findings import DamageMention
from worker.extract.reading import Reading
from worker.extract.things.hits import find_hits
from worker.extract.things.naming import Thing, is_again
from worker.extract.things.targets import carries_bomb
from worker.lexicons.damage import DamageLexicon
from worker.text.document import Document

_PARTLY = frozenset("partially partly slightly lightly".split())


def _carries_bomb(document: Document, lexicon: DamageLexicon, _: object, thing: Thing) -> bool:
    return carries_bomb(document, lexicon, thing)


def find_damage(reading: Reading, lexicon: DamageLexicon) -> tuple[DamageMention, ...]:
    """Each thing with what became of it; "no damage" counts only where a thing is named."""
    document = reading.document
    found: list[DamageMention] = []
    bombs = partial(_carries_bomb, document, lexicon)
    for hit in find_hits(reading, lexicon.damage, lexicon, bombs):
        match = hit.match
        level = match.rule.level
        begin = max(hit.sentence.first, match.first - 1)  # "partially | destroyed"
        words = {token.lower for token in document.tokens[begin : match.last]}
        if level is DamageLevel.DESTROYED and words & _PARTLY:
            level = DamageLevel.DAMAGED
        if level is not DamageLevel.NONE and words & {"no", "not"}:
            continue
        found += [
            DamageMention(
                start=document.tokens[match.first].start,
                end=document.tokens[match.last - 1].end,
                first=match.first,
                last=match.last,
                sentence=hit.sentence.index,
                rule_id=match.rule.id,
                object=document.words(thing.name, thing.until),
                kind=thing.kind,
                count=thing.quantity,
                level=level,
                again=is_again(document, thing),
            )
            for thing in hit.items
        ]
    return tuple(found)
