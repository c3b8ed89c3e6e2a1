"""Finds things that were aimed at or hit.  People are actors, and no targets here."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.incident import DamageLevel
from worker.extract.findings import DamageMention, TargetMention
from worker.extract.hits import find_hits
from worker.extract.reading import Reading
from worker.lexicons.damage import DamageLexicon


def find_targets(
    reading: Reading, lexicon: DamageLexicon, damage: Iterable[DamageMention] = ()
) -> tuple[TargetMention, ...]:
    """Each thing that was hit, attacked, or took damage (``damage``: what ``find_damage`` found), in text order."""
    document = reading.document
    found = [
        TargetMention(
            start=document.tokens[hit.match.first].start,
            end=document.tokens[hit.match.last - 1].end,
            first=hit.match.first,
            last=hit.match.last,
            sentence=hit.sentence.index,
            rule_id=hit.match.rule.id,
            kind=thing.kind,
            name=document.words(thing.name, thing.last),
        )
        for hit in find_hits(reading, lexicon.targets, lexicon)
        for thing in hit.things.items
    ]
    found += [
        TargetMention(
            start=mention.start,
            end=mention.end,
            first=mention.first,
            last=mention.last,
            sentence=mention.sentence,
            rule_id=mention.rule_id,
            kind=mention.kind,
            name=mention.object,
        )
        for mention in damage
        if mention.level is not DamageLevel.NONE
    ]
    return tuple(sorted(found, key=lambda mention: (mention.first, mention.last)))
