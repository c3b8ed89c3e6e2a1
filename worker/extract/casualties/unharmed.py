"""Finds words that say that nobody was harmed: ``no casualties``, ``nobody was hurt``."""

from __future__ import annotations

from schemas.quantity import Casualty, Qualifier
from worker.extract.findings import CasualtyMention
from worker.extract.reading import Reading
from worker.lexicons.casualties import CasualtyLexicon

_DEGREES = frozenset("seriously badly severely gravely critically".split())


def find_unharmed(reading: Reading, lexicon: CasualtyLexicon) -> list[CasualtyMention]:
    """An explicit zero for each harm that the words rule out."""
    document = reading.document
    found: list[CasualtyMention] = []
    for match in lexicon.unharmed.find_longest(document, reading.layers):
        if any(token.lower in _DEGREES for token in document.tokens[match.first : match.last]):
            continue  # "no one was seriously hurt"
        span = (document.tokens[match.first].start, document.tokens[match.last - 1].end)
        casualty = Casualty(
            min=0, best=0, max=0, qualifier=Qualifier.EXPLICIT_NONE, text=document.text[span[0] : span[1]]
        )
        found += [
            CasualtyMention(
                start=span[0],
                end=span[1],
                first=match.first,
                last=match.last,
                sentence=document.sentence_of(match.first).index,
                rule_id=match.rule.id,
                field=field,
                casualty=casualty,
                link=None,
                earlier=False,
            )
            for field in match.rule.fields
        ]
    return found
