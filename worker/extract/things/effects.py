"""Finds what no longer works, or had to be done: power, gas, water, telephones, traffic, evacuations, closures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from worker.extract.casualties.groups import find_groups
from worker.extract.casualties.links import Tokens, find_links, nearest_link
from worker.extract.casualties.noun_phrases import Names
from worker.extract.findings import EffectMention, Moment, TimeMention
from worker.extract.reading import Reading
from worker.extract.things.naming import find_things
from worker.extract.things.scope import is_unreal
from worker.lexicons.effects import EffectLexicon, EffectRule, StatusRule
from worker.lexicons.matcher import Match
from worker.text.document import Document, Sentence
from worker.text.layers import layer_of

_UNTIL = frozenset("until till by before".split())
_DETERMINERS = frozenset("the a an his its their our this that most all some many several".split())
_END_OF = frozenset("the end of at least".split())


def find_effects(reading: Reading, lexicon: EffectLexicon) -> tuple[EffectMention, ...]:
    """Effects in text order, one of a kind a sentence, with extent, status, and the incident they follow from."""
    document = reading.document
    chances = lexicon.effects.chances(document)
    sentences = tuple({(s := document.sentence_of(at)).index: s for at, _, _ in chances}.values())
    if not sentences:
        return ()
    layers = {**reading.layers, "extent": layer_of(_extents(reading, sentences, lexicon))}
    best: dict[tuple[int, str], Match[EffectRule]] = {}
    for match in lexicon.effects.find_at(chances, document, layers):
        sentence = document.sentence_of(match.first)
        if is_unreal(document, sentence.first, match.first, match.first) or _promises(reading, match):
            continue
        key = (sentence.index, match.rule.kind)
        if key not in best or _order(match) < _order(best[key]):
            best[key] = match
    if not best:
        return ()
    told_in = {index for index, _ in best}
    links = find_links(document, layers, lexicon.links, told_in)
    times = document.by_sentence(reading.times)
    statuses = document.by_sentence(lexicon.status.find(document, layers, told_in))
    found = [
        _mention(document, document.sentences[i], times[i], match, links.get(i, ()), statuses[i])
        for (i, _), match in best.items()
    ]
    return tuple(sorted(found, key=lambda mention: (mention.first, mention.last, mention.rule_id)))


def _extents(reading: Reading, sentences: tuple[Sentence, ...], lexicon: EffectLexicon) -> list[Tokens]:
    """Whom it may concern: people, things, places."""
    document = reading.document
    numbers = {n.first: (n.last, n.quantity) for n in reading.numbers if n.kind == "count"}
    groups = find_groups(document, sentences, numbers, Names({}, frozenset()), lexicon.people)
    things = find_things(reading, sentences, lexicon.things)
    number_ends = {number.last: number.first for number in reading.numbers}
    spans = [(thing.first, thing.last) for thing in things]
    spans += [(group.first, group.last) for group in groups if not group.sub]
    spans += [
        (_area_start(document, s, at, number_ends), at + 1)
        for s in sentences
        for at in range(s.first, s.last)
        if document.tokens[at].lower in lexicon.areas
    ]
    spans += [(place.first, place.last) for place in reading.places]
    return spans


def _area_start(document: Document, sentence: Sentence, noun: int, number_ends: Mapping[int, int]) -> int:
    """``the | whole | city``, ``two thirds of the | city``: where the noun phrase begins."""
    tokens = document.tokens
    for first in range(noun, max(sentence.first, noun - 3) - 1, -1):
        if first in number_ends:
            return number_ends[first]
        if tokens[first].lower in _DETERMINERS:
            return first
        if not tokens[first].is_word:
            break
    return noun


def _order(match: Match[EffectRule]) -> tuple[bool, int, int]:
    return "extent" not in match.captures, match.first, match.first - match.last


def _promises(reading: Reading, match: Match[EffectRule]) -> bool:
    """Whether it is yet to come: an order to evacuate is an effect, "will be evacuated" is none yet."""
    words = {token.lower for token in reading.document.tokens[match.first : match.last]}
    return bool(words & {"will", "would", "could", "may", "might", "not", "never"})


def _mention(
    document: Document,
    sentence: Sentence,
    times: Sequence[TimeMention],
    match: Match[EffectRule],
    links: Sequence[Tokens],
    statuses: Sequence[Match[StatusRule]],
) -> EffectMention:
    extent = match.captures.get("extent")
    status = min(statuses, key=lambda m: (m.rule.id != "status.promised", m.first), default=None)
    return EffectMention(
        start=document.tokens[match.first].start,
        end=document.tokens[match.last - 1].end,
        first=match.first,
        last=match.last,
        sentence=sentence.index,
        rule_id=match.rule.id,
        kind=match.rule.kind,
        extent=document.words(*extent) if extent else None,
        until=_until(document, sentence, times, match.last),
        status=status.rule.status if status is not None else None,
        link=nearest_link(document, links, match.first, match.last),
    )


def _until(document: Document, sentence: Sentence, times: Sequence[TimeMention], after: int) -> Moment | None:
    """When it ends: the time after "until", "by", "by the end of"; ``times`` are those of the sentence."""
    tokens = document.tokens
    for time in times:
        if time.first < after:
            continue
        before = [tokens[at].lower for at in range(max(sentence.first, time.first - 4), time.first)]
        inside = tokens[time.first].lower in _UNTIL
        while before and before[-1] in _END_OF:
            before.pop()
        if inside or (before and before[-1] in _UNTIL):
            return time.best or time.latest
    return None
