"""Finds who was killed, injured, missing, captured, abducted, arrested or displaced, and how many.

A number counts people only by its noun and its verb; ages, animals and things never do.  What might happen, what did not
happen and figures of speech give nothing; tolls of other times are marked ``earlier``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from schemas.incident import ActorKind
from schemas.quantity import Casualty, Qualifier, Quantity
from worker.extract.findings import CasualtyMention
from worker.extract.groups import Group, find_groups
from worker.extract.links import Tokens, find_links, nearest_link
from worker.extract.misreadings import is_misread
from worker.extract.parts import find_breakdown, group_parts
from worker.extract.people import Names
from worker.extract.reading import Reading
from worker.lexicons.casualties import CasualtyLexicon, CasualtyRule, Harm
from worker.lexicons.matcher import Match
from worker.text.document import Document, Sentence
from worker.text.layers import Layers, layer_of
from worker.text.numbers import Number

_DEGREES = frozenset("seriously badly severely gravely critically".split())
_RANK = {"passive": 1, "active": 2, "toll": 2, "reduced": 3, "nominal": 4}


class _Candidate(NamedTuple):
    rule: CasualtyRule
    first: int
    last: int
    harm: Tokens
    group: Group
    distance: int


class _Facts(NamedTuple):
    """What a sentence holds beside its candidates."""

    groups: Sequence[Group]
    numbers: Sequence[Number]
    links: Sequence[Tokens]
    earlier: Sequence[int]  # where the words begin that date a toll to other times


def find_casualties(reading: Reading, lexicon: CasualtyLexicon) -> tuple[CasualtyMention, ...]:
    """All tolls of a document, in text order; one for each group of people and each harm."""
    document = reading.document
    hits = document.spots_of(lexicon.rules.anchors)
    unharmed = _find_unharmed(reading, lexicon)
    if not hits:
        return tuple(unharmed)
    sentences = tuple({(s := document.sentence_of(at)).index: s for at in hits}.values())
    numbers = {number.first: (number.last, number.quantity) for number in reading.numbers if number.kind == "count"}
    groups = find_groups(document, sentences, numbers, _names(reading), lexicon.people)
    layers = _layers(reading, groups)
    by_span = {(group.first, group.last): group for group in groups}
    number_ends = frozenset(last for last, _ in numbers.values())
    candidates: dict[int, list[_Candidate]] = defaultdict(list)
    for match in lexicon.rules.find(document, layers):
        sentence = document.sentence_of(match.first)
        if (candidate := _candidate(match, document, sentence, by_span, numbers, number_ends, lexicon)) is not None:
            candidates[sentence.index].append(candidate)
    if not candidates:
        return tuple(unharmed)
    links = find_links(document, layers, lexicon.links)
    earlier = _earlier(reading, layers, lexicon)
    groups_in = document.by_sentence(groups)
    numbers_in = document.by_sentence(reading.numbers)
    found: list[CasualtyMention] = []
    for index, several in candidates.items():
        facts = _Facts(groups_in[index], numbers_in[index], links.get(index, ()), earlier.get(index, ()))
        tolls = [_mention(document, document.sentences[index], candidate, facts) for candidate in _chosen(several)]
        known = [mention for mention in tolls if mention is not None]
        wholes = [mention for mention in known if mention.casualty.breakdown]
        found += [mention for mention in known if not any(_is_part(mention, whole) for whole in wholes)]
    return tuple(sorted([*found, *unharmed], key=lambda mention: (mention.first, mention.last, mention.field)))


def _is_part(mention: CasualtyMention, whole: CasualtyMention) -> bool:
    """``three are in intensive care``, of nine who are in hospital: a part, never a toll of its own."""
    if mention.field != whole.field or mention.first < whole.last:
        return False
    return any(part.count.best == mention.casualty.best for part in whole.casualty.breakdown)


def _earlier(reading: Reading, layers: Layers, lexicon: CasualtyLexicon) -> dict[int, list[int]]:
    """Where the words begin that date a toll to other times, by sentence."""
    document = reading.document
    found: dict[int, list[int]] = defaultdict(list)
    for time in reading.times:
        if time.use == "past":
            found[time.sentence].append(time.first)
    for number in reading.numbers:
        if number.kind == "year" and number.first and document.tokens[number.first - 1].lower == "since":
            found[document.sentence_of(number.first).index].append(number.first)
    for match in lexicon.earlier.find(document, layers):
        found[document.sentence_of(match.first).index].append(match.first)
    return found


def _names(reading: Reading) -> Names:
    persons = {actor.first: actor.last for actor in reading.actors if actor.kind is ActorKind.PERSON}
    others = {
        token
        for several in (reading.times, reading.places)
        for mention in several
        for token in range(mention.first, mention.last)
    }
    return Names(persons, frozenset(others))


def _layers(reading: Reading, groups: list[Group]) -> Layers:
    whole = [group for group in groups if not group.sub]
    return {
        **reading.layers,
        "who": layer_of((group.first, group.last) for group in whole if group.strict),
        "some": layer_of((group.first, group.last) for group in whole),
        "count": layer_of((number.first, number.last) for number in reading.numbers if number.kind == "count"),
    }


def _candidate(
    match: Match[CasualtyRule],
    document: Document,
    sentence: Sentence,
    groups: dict[Tokens, Group],
    numbers: dict[int, tuple[int, Quantity]],
    number_ends: frozenset[int],
    lexicon: CasualtyLexicon,
) -> _Candidate | None:
    """What a match says, unless its words between do not fit, or it did not happen."""
    who, harm = match.captures["who"], match.captures["harm"]
    group = groups.get(who)
    if group is None:
        if who[0] not in numbers:
            return None
        group = Group(*who, numbers[who[0]][1], (), strict=True, sub=False)
    if is_misread(match, document, sentence, group, number_ends, lexicon):
        return None
    post, adverbs = match.captures.get("post", (0, 0)), match.captures.get("adv", (0, 0))
    return _Candidate(match.rule, match.first, match.last, harm, group, post[1] - post[0] + adverbs[1] - adverbs[0])


def _chosen(candidates: list[_Candidate]) -> list[_Candidate]:
    """For each harm word the best family and the nearest people; for each people one mention a field."""
    chosen: list[_Candidate] = []
    taken_harm: set[int] = set()
    taken_people: set[tuple[int, Harm]] = set()
    order = sorted(candidates, key=lambda c: (_RANK[c.rule.family], c.distance, c.first, -c.last, c.rule.id))
    for candidate in order:
        harm = set(range(*candidate.harm)) - set(range(candidate.group.first, candidate.group.last))
        people = {(at, candidate.rule.field) for at in range(candidate.group.first, candidate.group.last)}
        if taken_harm & harm or taken_people & people:
            continue
        taken_harm |= harm
        taken_people |= people
        chosen.append(candidate)
    return sorted(chosen, key=lambda c: c.first)


def _mention(document: Document, sentence: Sentence, candidate: _Candidate, facts: _Facts) -> CasualtyMention | None:
    """The toll that a candidate says; none where the people are not counted."""
    quantity = candidate.group.quantity
    if quantity is None or quantity.qualifier is Qualifier.EXPLICIT_NONE:
        return None  # "no soldiers were killed" does not say that nobody was
    casualty = Casualty(
        **quantity.model_dump(exclude={"text"}),
        text=document.words(candidate.group.first, candidate.group.last),
        breakdown=find_breakdown(document, sentence, candidate.last, quantity, facts.numbers),
        by_group=group_parts(document, sentence, candidate.group, facts.groups),
    )
    return CasualtyMention(
        start=document.tokens[candidate.first].start,
        end=document.tokens[candidate.last - 1].end,
        first=candidate.first,
        last=candidate.last,
        sentence=sentence.index,
        rule_id=candidate.rule.id,
        field=candidate.rule.field,
        casualty=casualty,
        link=nearest_link(facts.links, candidate.first, candidate.last),
        earlier=any(_holds(document, cue, candidate) for cue in facts.earlier),
        also=_is_added(document, sentence, candidate),
    )


_PARTLY = frozenset("including among".split())


def _is_added(document: Document, sentence: Sentence, candidate: _Candidate) -> bool:
    """``was also killed``, ``died, too``: people beside those told before; after "three, including a nun", the rest of the three."""
    told = document.sentences[max(0, sentence.index - 2)].first
    if any(token.lower in _PARTLY for token in document.tokens[told : candidate.first]):
        return False
    before = max(sentence.first, candidate.first - 1)
    after = [token.lower for token in document.tokens[candidate.last : min(sentence.last, candidate.last + 3)]]
    too = [word for word in after if word != ","]
    return (
        any(token.lower == "also" for token in document.tokens[before : candidate.last])
        or too[:1] in (["too"], ["also"])
        or too == ["as", "well"]
    )


_SUPERLATIVES = frozenset("deadliest worst first biggest largest bloodiest most second third heaviest".split())


def _holds(document: Document, cue: int, candidate: _Candidate) -> bool:
    """Whether words like "since 2015" tell of the toll, not of "the deadliest attack since 2015"."""
    tokens = document.tokens
    step = range(candidate.last, cue) if cue >= candidate.last else range(cue, candidate.first)
    return not any(tokens[at].lower in _SUPERLATIVES or tokens[at].lower == ";" for at in step)


def _find_unharmed(reading: Reading, lexicon: CasualtyLexicon) -> list[CasualtyMention]:
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
