"""Tells who is hurt beside those told before from those told again: ``was also killed``, ``a third person was hurt``, ``His brother``."""

from __future__ import annotations

from worker.extract.casualties.groups import Group
from worker.extract.casualties.people import ONE
from worker.text.document import Document, Sentence
from worker.text.numbers import ORDINALS

_PARTLY = frozenset("including among".split())
_HIS = frozenset(("his", "her"))
_KIN = frozenset(
    "wife husband brother sister son daughter mother father uncle aunt cousin nephew niece grandson granddaughter driver bodyguard guard"
    " friend colleague companion partner girlfriend boyfriend fiance fiancee assistant deputy".split()
)


def is_added(document: Document, sentence: Sentence, first: int, last: int, people: Group) -> bool:
    """``was also killed``, ``died, too``: people beside those told before; after "three, including a nun", the rest of the three."""
    told = document.sentences[max(0, sentence.index - 2)].first
    keys = document.keys
    if not _PARTLY.isdisjoint(keys[told:first]):
        return False
    group = keys[people.first : people.last]
    if len(group) > 1 and group[0] in ONE and group[1] in ORDINALS and group[1] != "first":
        return True  # "two were stabbed. | A third person was hurt"
    if len(group) > 1 and group[0] in _HIS and group[-1] in _KIN and group[-1] not in keys[told : people.first]:
        return True  # "beheaded a shopkeeper. | His brother was shot dead"
    before = max(sentence.first, first - 1)
    too = [word for word in keys[last : min(sentence.last, last + 3)] if word != ","]
    return "also" in keys[before:last] or too[:1] in (["too"], ["also"]) or too == ["as", "well"]
