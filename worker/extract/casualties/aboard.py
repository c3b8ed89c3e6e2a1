"""Finds the dead that a text counts by who was aboard, or away: ``a plane with 14 people aboard crashed. There were no survivors``.

Knows how many there were, and that nobody, or how many, lived; tolls that are told by their own words are found in mentions.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from schemas.quantity import Casualty, Quantity
from worker.extract.casualties.links import Tokens
from worker.extract.findings import CasualtyMention
from worker.lexicons.casualties import AboardRule
from worker.lexicons.matcher import Chance, Match, Matcher
from worker.text.document import Document, Sentence
from worker.text.layers import Layers

_REACH = 3  # sentences from those aboard to their end
_AWAY = frozenset(("abducted", "missing", "captured"))
_FATAL = _AWAY | {"killed"}


def around(document: Document, chances: Iterable[Chance[AboardRule]]) -> Iterator[Sentence]:
    """The sentences in which those may be told of whose end is told there."""
    for at, _, _ in chances:
        end = document.sentence_of(at).index
        yield from document.sentences[max(0, end - _REACH) : end + 1]


def find_lost(
    document: Document,
    fates: Sequence[Match[AboardRule]],
    loads: Matcher[AboardRule],
    layers: Layers,
    people: Mapping[Tokens, Quantity | None],
    tolls: Sequence[CasualtyMention],
) -> list[CasualtyMention]:
    """The dead of those aboard (``people``: who is counted where) or away; none where the sentence counts them itself."""
    aboard = sorted(loads.find(document, layers), key=lambda match: match.captures["who"])
    counted = {toll.sentence for toll in tolls if toll.field == "killed"}
    found: list[CasualtyMention] = []
    for fate in sorted(fates, key=lambda match: (match.first, -match.last)):
        sentence = document.sentence_of(fate.first).index
        if sentence in counted:
            continue
        if fate.rule.says == "bodies":
            casualty = _of_the_taken(tolls, fate, sentence)
        else:
            casualty = _of_those_aboard(document, aboard, people, tolls, fate, sentence)
        if casualty is not None:
            counted.add(sentence)
            found.append(_mention(document, fate, sentence, casualty))
    return found


def _mention(document: Document, fate: Match[AboardRule], sentence: int, casualty: Casualty) -> CasualtyMention:
    return CasualtyMention(
        start=document.tokens[fate.first].start,
        end=document.tokens[fate.last - 1].end,
        first=fate.first,
        last=fate.last,
        sentence=sentence,
        rule_id=fate.rule.id,
        field="killed",
        casualty=casualty,
        link=None,
        earlier=False,
        total=True,
    )


def _of_the_taken(tolls: Sequence[CasualtyMention], fate: Match[AboardRule], sentence: int) -> Casualty | None:
    """Those who were last told to be away; nothing where somebody was told dead since."""
    told = [t for t in tolls if t.last <= fate.first and sentence - t.sentence <= _REACH and t.field in _FATAL]
    last = max(told, key=lambda toll: toll.first, default=None)
    return last.casualty if last is not None and last.field in _AWAY else None


def _of_those_aboard(
    document: Document,
    aboard: Sequence[Match[AboardRule]],
    people: Mapping[Tokens, Quantity | None],
    tolls: Sequence[CasualtyMention],
    fate: Match[AboardRule],
    sentence: int,
) -> Casualty | None:
    who = fate.captures.get("who")
    load = _aboard(document, aboard, fate, sentence)
    whole = people.get(load.captures["who"]) if load is not None else None
    lived = _best(people.get(who)) if who is not None else 0
    if load is None or whole is None or lived is None or lived >= (whole.best or 0):
        return None
    if any(toll.field == "killed" and load.first <= toll.first < fate.first for toll in tolls):
        return None  # it is counted by its own words
    return _without(whole, lived, document.words(*load.captures["who"]))


def _aboard(
    document: Document, aboard: Iterable[Match[AboardRule]], fate: Match[AboardRule], sentence: int
) -> Match[AboardRule] | None:
    """Who was told to be aboard last before."""
    who = fate.captures.get("who", (fate.first, fate.first))
    before = [
        m
        for m in aboard
        if m.captures["who"] != who
        and (m.captures["who"][1] <= min(who[0], fate.last) or fate.first <= m.first < m.last <= fate.last)
    ]  # and of "only three of | the 27 people aboard survived" the 27
    last = before[-1] if before else None
    return last if last is not None and sentence - document.sentence_of(last.first).index <= _REACH else None


def _best(quantity: Quantity | None) -> int | None:
    return quantity.best if quantity is not None else None


def _without(whole: Quantity, lived: int, text: str) -> Casualty:
    """Of 14 of whom two lived, twelve."""
    low, best, high = (None if n is None else n - lived for n in (whole.min, whole.best, whole.max))
    return Casualty(min=low, best=best, max=high, qualifier=whole.qualifier, text=text)
