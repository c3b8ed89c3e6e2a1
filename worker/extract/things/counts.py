"""Finds how many drones, missiles, shells or strikes an attack was made of.  The numbers of casualties never count here."""

from __future__ import annotations

from schemas.quantity import Qualifier, Quantity
from worker.extract.findings import CountMention
from worker.extract.reading import Reading
from worker.extract.things.scope import is_unreal
from worker.lexicons.matcher import Match
from worker.lexicons.weapons import CountRule, WeaponLexicon

_MANY = 2  # what "a barrage" says at least


def find_counts(reading: Reading, lexicon: WeaponLexicon) -> tuple[CountMention, ...]:
    """Counts in text order, one for each munition's noun: the number nearest to it."""
    document = reading.document
    numbers = {number.first: number for number in reading.numbers if number.kind == "count"}
    nearest: dict[int, Match[CountRule]] = {}
    for match in lexicon.counts.find(document, reading.layers):
        gap = match.captures.get("gap", (match.first, match.first))
        if "n" in match.captures and match.captures["n"][0] not in numbers:
            continue  # "the second bomb"
        words = [document.tokens[at].lower for at in range(*gap)]
        if any(
            not word[0].isalnum() or word in lexicon.stop or at in numbers
            for at, word in zip(range(*gap), words, strict=True)
        ):
            continue
        if is_unreal(document, document.sentence_of(match.first).first, match.first, match.first):
            continue
        held = nearest.get(match.last)
        if held is None or (match.last - match.first, match.rule.id) > (held.last - held.first, held.rule.id):
            nearest[match.last] = match
    found: list[CountMention] = []
    reach = -1
    for match in sorted(nearest.values(), key=lambda m: (m.first, -m.last)):
        number = numbers.get(match.captures["n"][0]) if "n" in match.captures else None
        if match.first < reach or (number and number.quantity.qualifier is Qualifier.EXPLICIT_NONE):
            continue
        reach = match.last
        text = document.words(match.first, match.last)
        quantity = (
            number.quantity if number else Quantity(min=_MANY, best=None, max=None, qualifier=Qualifier.MANY, text=text)
        )
        found.append(
            CountMention(
                start=document.tokens[match.first].start,
                end=document.tokens[match.last - 1].end,
                first=match.first,
                last=match.last,
                sentence=document.sentence_of(match.first).index,
                rule_id=match.rule.id,
                quantity=quantity,
            )
        )
    return tuple(found)
