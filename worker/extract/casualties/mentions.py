"""Finds who was killed, injured, missing, captured, abducted, arrested or displaced, and how many.

A number counts people only by its noun and its verb; ages, animals and things never do.  What might happen, what did not
happen and figures of speech give nothing; tolls of other times are marked ``earlier``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from schemas.actor import ActorKind
from schemas.quantity import Casualty, Qualifier, Quantity
from schemas.time import TimePrecision as P
from worker.extract.actors.asides import skip_asides
from worker.extract.actors.victims import name_victims
from worker.extract.casualties.aboard import around, find_lost
from worker.extract.casualties.additions import is_added
from worker.extract.casualties.companions import find_companions
from worker.extract.casualties.fatally import without_the_dead, without_who_died
from worker.extract.casualties.groups import Group, find_groups
from worker.extract.casualties.links import Tokens, find_links, nearest_link
from worker.extract.casualties.misreadings import is_misread
from worker.extract.casualties.noun_phrases import Names
from worker.extract.casualties.old_tolls import Cue, find_cues, is_old, is_overall, is_running, is_superseded
from worker.extract.casualties.parts import find_breakdown, group_parts, part_heads
from worker.extract.casualties.people import ONE, PARTS, Member
from worker.extract.casualties.unharmed import find_unharmed
from worker.extract.findings import CasualtyMention
from worker.extract.reading import Reading
from worker.lexicons.casualties import CasualtyLexicon, CasualtyRule, Harm
from worker.lexicons.matcher import Match
from worker.text.document import Document, Sentence
from worker.text.layers import Layers, layer_of
from worker.text.numbers import ORDINALS, Number
from worker.values import dataclass

_PREPOSITIONS = frozenset("of in for at from with by to on".split())
_BEFORE_MORE = _PREPOSITIONS | {","}  # "of | El Mundo", "a fourth victim | , a woman of 22,"
_WHEN = frozenset("when after as".split())
_SHARP = frozenset((P.MINUTE, P.HOUR, P.PART_OF_DAY, P.NIGHT, P.DAY, P.DAYS, P.WEEK))
_NOW = "now"  # known to have died: all so far
_PLURAL_VERBS = (("were",), ("are",), ("have",))
_LOWER = frozenset("lowered lower corrected reduced cut down downward downwards".split())
_MODIFYING = 5  # words from a number to its noun
_RANK = {"toll": 0, "part": 0, "passive": 1, "active": 2, "reduced": 3, "nominal": 4}


@dataclass(frozen=True, slots=True)
class _Candidate:
    rule: CasualtyRule
    first: int
    last: int
    harm: Tokens
    group: Group
    distance: int
    aside: int = 0  # where the words end that only say more of the people, before their verb
    depends: bool = False  # a preposition stands before the people


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a sentence holds beside its candidates."""

    groups: Sequence[Group]
    numbers: Sequence[Number]
    links: Sequence[Tokens]
    earlier: Sequence[Cue]  # words that date a toll to other times
    days: frozenset[int]  # where the words begin that name a day of the news


def find_casualties(reading: Reading, lexicon: CasualtyLexicon) -> tuple[CasualtyMention, ...]:
    """All tolls of a document, in text order; one for each group of people and each harm."""
    document = reading.document
    chances = lexicon.rules.chances(document)
    unharmed = find_unharmed(reading, lexicon)
    fated = lexicon.fates.chances(document)
    if not chances and not fated:
        return tuple(unharmed)
    told_in = {(s := document.sentence_of(at)).index: s for at, _, _ in chances}
    sentences = tuple((told_in | {s.index: s for s in around(document, fated)}).values())
    numbers = {number.first: (number.last, number.quantity) for number in reading.numbers if number.kind == "count"}
    groups = find_groups(document, sentences, numbers, _names(reading, lexicon), lexicon.people)
    whole = [group for group in groups if not group.sub and not _is_no_subject(document, group)]
    apart = _apart_from_verb(document, whole)
    layers = _layers(reading, whole, apart)
    by_span = {**{(group.first, group.last): group for group in groups}, **apart}
    number_ends = frozenset(last for last, _ in numbers.values())
    begins = frozenset(group.first for group in groups)
    candidates: dict[int, list[_Candidate]] = defaultdict(list)
    for match in lexicon.rules.find_at(chances, document, layers):
        sentence = document.sentence_of(match.first)
        if (
            candidate := _candidate(match, document, sentence, by_span, numbers, number_ends, begins, lexicon)
        ) is not None:
            candidates[sentence.index].append(candidate)
    if not candidates and not fated:
        return tuple(unharmed)
    links = find_links(document, layers, lexicon.links, candidates)
    earlier = find_cues(reading, layers, lexicon, candidates)
    times_in = document.by_sentence(
        [time for time in reading.times if time.use == "event" and time.precision in _SHARP]
    )
    groups_in = document.by_sentence(groups)
    numbers_in = document.by_sentence(reading.numbers)
    found: list[CasualtyMention] = []
    for index, several in candidates.items():
        facts = _Facts(
            groups_in[index],
            numbers_in[index],
            links.get(index, ()),
            earlier.get(index, ()),
            frozenset(t.first for t in times_in[index]),
        )
        tolls = [_mention(document, document.sentences[index], candidate, facts) for candidate in _chosen(several)]
        known = without_the_dead(document, [mention for mention in tolls if mention is not None])
        known += find_companions(document, document.sentences[index], known, facts.groups)
        wholes = [mention for mention in known if mention.casualty.breakdown]
        found += [mention for mention in known if not any(_is_part(mention, whole) for whole in wholes)]
    if fates := lexicon.fates.find_at(fated, document, layers):
        people: dict[Tokens, Quantity | None] = {(first, last): number for first, (last, number) in numbers.items()}
        people.update({(group.first, group.last): group.quantity for group in groups})
        found += find_lost(document, fates, lexicon.loads, layers, people, found)
    told = without_who_died(document, found)
    return tuple(sorted([*told, *unharmed], key=lambda mention: (mention.first, mention.last, mention.field)))


def _is_part(mention: CasualtyMention, whole: CasualtyMention) -> bool:
    """``three are in intensive care``, of nine who are in hospital: a part, never a toll of its own."""
    if mention.field != whole.field or mention.first < whole.last:
        return False
    return any(part.count.best == mention.casualty.best for part in whole.casualty.breakdown)


def _is_no_subject(document: Document, group: Group) -> bool:
    """``Fourteen people linked to | the man | were arrested``: one, before the verb of several."""
    one = group.quantity is not None and group.quantity.max == 1
    return one and document.keys[group.last : group.last + 1] in _PLURAL_VERBS


def _names(reading: Reading, lexicon: CasualtyLexicon) -> Names:
    persons = {actor.first: actor.last for actor in reading.actors if actor.kind is ActorKind.PERSON}
    times = {token for mention in reading.times for token in range(mention.first, mention.last)}
    places = {token for mention in reading.places for token in range(mention.first, mention.last)}
    named = name_victims(reading.document, places, times, lexicon.people.person)
    return Names({**named, **persons}, frozenset(times | places))


def _apart_from_verb(document: Document, groups: Sequence[Group]) -> dict[Tokens, Group]:
    """Groups with the asides after them: "Ana Ruiz, 34, who was on her way home, | was killed"."""
    found: dict[Tokens, Group] = {}
    for group in groups:
        if group.strict and group.quantity is not None:
            end = skip_asides(document, document.sentence_of(group.first), group.last)
            if end > group.last:
                found[group.first, end] = group
    return found


def _layers(reading: Reading, groups: Sequence[Group], apart: Iterable[Tokens]) -> Layers:
    return {
        **reading.layers,
        "who": layer_of((group.first, group.last) for group in groups if group.strict),
        "some": layer_of((group.first, group.last) for group in groups),
        "apart": layer_of(apart),
        "his": layer_of(
            (g.first, g.last) for g in groups if reading.document.keys[g.first : g.last] in (("his",), ("her",))
        ),
        "count": layer_of((number.first, number.last) for number in reading.numbers if number.kind == "count"),
    }


def _candidate(
    match: Match[CasualtyRule],
    document: Document,
    sentence: Sentence,
    groups: dict[Tokens, Group],
    numbers: dict[int, tuple[int, Quantity]],
    number_ends: frozenset[int],
    begins: frozenset[int],
    lexicon: CasualtyLexicon,
) -> _Candidate | None:
    """What a match says, unless its words between do not fit, or it did not happen."""
    who, harm = match.captures["who"], match.captures["harm"]
    group = groups.get(who)
    if group is None:
        if who[0] not in numbers or (match.rule.family == "toll" and who[0] not in begins):
            return None  # "the death toll of two buildings' collapse"
        group = Group(*who, numbers[who[0]][1], _counted_by(who, groups), strict=True, sub=False)
    if is_misread(match, document, sentence, group, number_ends, lexicon):
        return None
    between = sum(last - first for first, last in (match.captures.get(name, (0, 0)) for name in ("post", "adv", "gap")))
    distance = between + who[1] - group.last
    aside = who[1] if who[1] > group.last else 0
    depends = group.first > sentence.first and document.keys[group.first - 1] in _BEFORE_MORE
    return _Candidate(match.rule, match.first, match.last, harm, group, distance, aside, depends)


def _counted_by(number: Tokens, groups: dict[Tokens, Group]) -> tuple[Member, ...]:
    """Whom a number counts that a rule asks for alone: "search for the | four | crew"."""
    first, last = number
    spans = ((begin, end) for begin in (first, first - 1) for end in range(last, last + _MODIFYING))
    group = next((groups[span] for span in spans if span in groups), None)
    return group.members if group is not None and len(group.members) == 1 else ()


def _is_within(inner: _Candidate, outer: _Candidate) -> bool:
    """``Ana Ruiz, editor of | El Mundo in Lima, was killed``: the words after "of" only say who she is."""
    return inner.harm == outer.harm and outer.group.last <= inner.group.first < outer.aside and inner.depends


def _chosen(candidates: list[_Candidate]) -> list[_Candidate]:
    """For each harm word the best family and the nearest people; for each people one mention a field."""
    apart = [c for c in candidates if c.aside]
    candidates = [c for c in candidates if c.aside or not any(_is_within(c, outer) for outer in apart)]
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
    died = {c.group.first: c for c in chosen if c.rule.field == "killed"}
    return sorted((c for c in chosen if not _dies_of_it(c, died.get(c.group.first))), key=lambda c: c.first)


def _dies_of_it(candidate: _Candidate, died: _Candidate | None) -> bool:
    """``A man | stabbed in Derby | dies``: he is not counted among the injured."""
    return died is not None and candidate.rule.field == "injured" and candidate.harm[1] <= died.harm[0]


def _mention(document: Document, sentence: Sentence, candidate: _Candidate, facts: _Facts) -> CasualtyMention | None:
    """The toll that a candidate says; none where the people are not counted."""
    counted_on = _counted_on(document, candidate)
    quantity = counted_on or _of_whom(document, candidate, facts.numbers) or candidate.group.quantity
    if quantity is None or quantity.qualifier is Qualifier.EXPLICIT_NONE or is_running(candidate.first, facts.earlier):
        return None  # "no soldiers were killed" does not say that nobody was
    if candidate.rule.family == "part":
        quantity = _at_least(quantity)
    casualty = Casualty(
        min=quantity.min,
        best=quantity.best,
        max=quantity.max,
        qualifier=quantity.qualifier,
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
        link=nearest_link(document, facts.links, candidate.first, candidate.last),
        earlier=is_old(document, candidate.first, candidate.last, facts.earlier, facts.days),
        overall=is_overall(document, candidate.first, candidate.last, facts.earlier),
        also=is_added(document, sentence, candidate.first, candidate.last, candidate.group),
        total=candidate.rule.family in ("toll", "part")
        or counted_on is not None
        or _is_known(document, candidate)
        or _NOW in document.keys[candidate.group.last : candidate.last],
        heads=candidate.group.heads,
        part_heads=part_heads(document, sentence, candidate.group, facts.groups),
        superseded=is_superseded(document, candidate.first, facts.earlier),
        lowered=candidate.rule.family == "toll"
        and not _LOWER.isdisjoint(document.keys[candidate.first : candidate.last]),
        cause=candidate.rule.family == "active"
        and not _WHEN.isdisjoint(document.keys[sentence.first + 1 : candidate.first]),
    )


def _at_least(some: Quantity) -> Quantity:
    """``Among the dead were | two nurses``: there may be more."""
    low = some.min if some.min is not None else some.best
    return Quantity(min=low, best=low, max=None, qualifier=Qualifier.AT_LEAST, text=some.text)


def _is_known(document: Document, candidate: _Candidate) -> bool:
    """Some of those told before, never more: "a woman | is in critical condition", "31 inmates dead, 27 | of whom died of smoke"."""
    last = document.keys[candidate.last - 1]
    number = candidate.group.last - candidate.group.first == 1 and document.tokens[candidate.group.last - 1].is_word
    bare = number and document.keys[candidate.group.last : candidate.group.last + 1] == ("with",)
    if (
        last in ("condition", "care")
        or _of_those_told(document, candidate.group)
        or (bare and document.keys[candidate.group.first - 1] == ",")
    ):
        return True
    before = document.keys[max(0, candidate.group.first - _OF_TWO) : candidate.group.first]
    if document.keys[candidate.group.first] == "another" and number and "leaving" in before and "one" in before:
        return True  # "two were shot, leaving one in critical condition and | another | badly hurt"
    if document.keys[max(0, candidate.group.first - 2) : candidate.group.first] == (",", "where"):
        return True  # "nine are in hospital, | where one | is in intensive care"
    if not _ONLY.isdisjoint(document.keys[candidate.group.first - 1 : candidate.group.first + 1]) and _BUT.intersection(
        before
    ):
        return True  # "30 were hurt, although only | two | seriously"
    return "whom" in document.keys[candidate.group.first : candidate.group.last + 2]


def _of_those_told(document: Document, group: Group) -> bool:
    """``85 were injured, and | 66 of these | were in hospital``."""
    return document.keys[group.last - 2 : group.last - 1] == ("of",) and document.keys[group.last - 1] in PARTS


def _counted_on(document: Document, candidate: _Candidate) -> Quantity | None:
    """``a third person has died``: three have."""
    first = candidate.group.first
    ordinal = document.keys[first + 1] if candidate.group.last - first > 1 and document.keys[first] in ONE else ""
    if candidate.rule.id != "casualty.killed.died" or ordinal not in ORDINALS:
        return None
    value, text = ORDINALS[ordinal], document.words(candidate.group.first, candidate.group.last)
    return Quantity(min=value, best=value, max=value, qualifier=Qualifier.EXACT, text=text)


def _of_whom(document: Document, candidate: _Candidate, numbers: Iterable[Number]) -> Quantity | None:
    """``12 of the 30 students | abducted``, ``who were | abducted``, ``whom they had | abducted``: the words tell of the thirty."""
    group = candidate.group
    between = document.keys[group.last : candidate.harm[0]]
    reduced = candidate.rule.family == "reduced" and not between
    if not reduced and (not between or between[0] not in _WHOM or not _WHOM_VERBS.issuperset(between[1:])):
        return None
    inner = [n for n in numbers if group.first < n.first < group.last and n.kind == "count"]
    of = inner and document.keys[inner[0].first - 2 : inner[0].first] == ("of", "the")
    return inner[0].quantity if of else None


_ONLY = frozenset("only just".split())
_BUT = frozenset("although though but".split())
_OF_TWO = 9  # words of "leaving one in critical condition and"
_WHOM = frozenset("who whom that they it he".split())
_WHOM_VERBS = frozenset("they it he were had have been".split())
