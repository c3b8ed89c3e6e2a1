"""Finds what followed from an incident: a fire, a collapse, a panic, a landslide, a spill."""

from __future__ import annotations

from worker.extract.findings import SecondaryMention
from worker.extract.reading import Reading
from worker.extract.things.scope import is_unreal
from worker.lexicons.effects import EffectLexicon, SecondaryRule
from worker.lexicons.matcher import Match


def find_secondary(reading: Reading, lexicon: EffectLexicon) -> tuple[SecondaryMention, ...]:
    """What followed, in text order, without overlap; how large it was where the text says so."""
    document = reading.document
    found: list[SecondaryMention] = []
    taken: set[int] = set()
    for match in sorted(lexicon.secondary.find(document, reading.layers), key=_order):
        sentence = document.sentence_of(match.first)
        tokens = set(range(match.first, match.last))
        if taken & tokens or is_unreal(document, sentence.first, match.first, match.first):
            continue
        taken |= tokens
        extent = match.captures.get("extent")
        found.append(
            SecondaryMention(
                start=document.tokens[match.first].start,
                end=document.tokens[match.last - 1].end,
                first=match.first,
                last=match.last,
                sentence=sentence.index,
                rule_id=match.rule.id,
                kind=match.rule.kind,
                extent=document.words(*extent) if extent else None,
            )
        )
    return tuple(sorted(found, key=lambda mention: mention.first))


def _order(match: Match[SecondaryRule]) -> tuple[bool, int, int, str]:
    return "extent" not in match.captures, match.first - match.last, match.first, match.rule.id
