"""Finds things together with the words that say what befell them: the ground of damage and of targets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Generic, NamedTuple, TypeVar

from worker.extract.reading import Reading
from worker.extract.things.naming import Thing, Things, find_things
from worker.extract.things.scope import is_unreal
from worker.lexicons.damage import DamageLexicon, HitRule
from worker.lexicons.matcher import Match, Matcher
from worker.text.document import Document, Sentence
from worker.text.layers import Layer, layer_of
from worker.values import dataclass

_AFTER_THINGS = frozenset(
    "in on at of from near between that which , ( for along across belonging with around under outside inside".split()
)
_SAID_OF = frozenset(
    "owned located situated occupied used run operated rented inhabited known called housed built guarded managed parked"
    " loaded packed laden filled full bound flagged registered chartered named dubbed linked destined".split()
)  # what befell it comes later: "the house | owned by a judge | was burned"
_NO_BETWEEN = frozenset("and but while when said says after before".split())
_RELATIVE = frozenset("which that who whose".split())
_BEFORE_OTHERS = frozenset("of in at near on from to for with outside inside under behind".split())
_PARTS = frozenset(
    "part parts half some most all many several dozens hundreds thousands scores number percent % one two section sections"
    " portion lots majority rest".split()
)
_PROPERTY = (",", "property", "of")  # "a van, | property of | a school, | was burned"
_NESTED = 3  # "the homes | near the bank | in the square | of …"
_BE = frozenset("was were is are been being be".split())
_BEFORE_FIRE = frozenset("on a an the of under enemy heavy rifle mortar".split())  # a noun: "set it on | fire"
_ARTICLES = frozenset("a an the this that another".split())
_TRIED = frozenset("tried trying attempted attempting attempt".split())
_BIDS = frozenset("bid bids attempt attempts plot plots".split())
_BID = 12  # words of "a bid by men of the outlawed front | to"
_SINGULAR = frozenset("was is has".split())
_PERFECT = frozenset("has have had also later all both".split())
_FINITE = frozenset("was were is are has have had said says told added announced confirmed reported".split())
_BEFORE_ASIDES = frozenset("in at on near of between".split())

_DENIALS = frozenset("no not without didn't undamaged unharmed unscathed".split())

R = TypeVar("R", bound=HitRule)


class Hit(NamedTuple, Generic[R]):
    """Things and the match that says what befell them."""

    match: Match[R]
    sentence: Sentence
    first: int  # of all things of the list
    items: tuple[Thing, ...]


def _never(_hit: Hit[R], _thing: Thing) -> bool:
    return False


def find_hits(
    reading: Reading, rules: Matcher[R], lexicon: DamageLexicon, unfit: Callable[[Hit[R], Thing], bool] = _never
) -> list[Hit[R]]:
    """All that happened to things, in text order; of several readings of one verb the nearest things that are not ``unfit``."""
    document = reading.document
    chances = rules.chances(document)
    sentences = {(s := document.sentence_of(at)).index: s for at, _, _ in chances}
    lists = find_things(reading, sentences.values(), lexicon.things)
    if not lists:
        return []
    by_span = {(first, things.last): things for things in lists for first in (things.begin, things.first)}
    layers = {**reading.layers, "things": layer_of(by_span)}
    ends = frozenset(number.last for number in reading.numbers)
    subjects = _Subjects(document, {things.last: things for things in lists}, reading.layers["phrase"], ends)
    asides = _asides(reading)
    hits: dict[int, list[Hit[R]]] = defaultdict(list)
    for match in rules.find_at(chances, document, layers):
        sentence = document.sentence_of(match.first)
        if not _fits(document, sentence, match, lexicon, asides):
            continue
        things: Things | None = by_span[match.captures["what"]]
        if things and things.last <= match.captures["harm"][0]:
            things = subjects.of(things, sentence, match.captures.get("post", (0, 0)))
        if things:
            hit = Hit(match, sentence, things.first, _concerned(document, match, things))
            kept = tuple(thing for thing in hit.items if not unfit(hit, thing))
            if kept:
                hits[sentence.index].append(hit._replace(items=kept))
    return [hit for _, several in sorted(hits.items()) for hit in _chosen(document, several)]


@dataclass(frozen=True, slots=True)
class _Subjects:
    """Tells the subject of a verb from things that only say where it is."""

    document: Document
    by_end: Mapping[int, Things]
    phrases: Layer
    numbers: frozenset[int]  # where they end

    def of(self, things: Things, sentence: Sentence, post: tuple[int, int]) -> Things | None:
        """``homes | near the station``: the homes; ``two guards | of the embassy``: no thing at all."""
        tokens = self.document.tokens
        if any(tokens[at].lower in _RELATIVE for at in range(*post)):
            return things
        first = things.items[-1].first if len(things.items) > 1 and self._alone(things, post) else things.first
        for _ in range(_NESTED):
            if first == sentence.first or tokens[first - 1].lower not in _BEFORE_OTHERS:
                return things
            told = 1 + (tokens[first - 2].lower in _SAID_OF)  # "the house | located in | the square"
            if self.document.keys[max(0, first - 3) : first] == _PROPERTY:
                told = len(_PROPERTY)
            outer = self.by_end.get(first - told)
            if outer is not None:
                things, first = outer, outer.first
                continue
            if tokens[first - 1].lower == "of" and (tokens[first - 2].lower in _PARTS or first - 1 in self.numbers):
                return things
            begin = self.phrases.begins.get(first - 1)
            if begin is None or begin <= sentence.first:
                return None
            first = begin
        return None

    def _alone(self, things: Things, post: tuple[int, int]) -> bool:
        """Whether only the last thing of a list is the subject: "and a school | was"."""
        end = max(things.last, post[1])
        return end < len(self.document.tokens) and self.document.tokens[end].lower in _SINGULAR


def _asides(reading: Reading) -> set[int]:
    """Tokens that say when and where: what may stand between a verb and its object."""
    tokens = reading.document.tokens
    asides: set[int] = set()
    for mention in (*reading.times, *reading.places):
        asides.update(range(mention.first, mention.last))
        if mention.first and tokens[mention.first - 1].lower in _BEFORE_ASIDES:
            asides.add(mention.first - 1)
    return asides


def _fits(document: Document, sentence: Sentence, match: Match[R], lexicon: DamageLexicon, asides: set[int]) -> bool:
    tokens = document.tokens
    what, harm = match.captures["what"], match.captures["harm"]
    post, adverbs = match.captures.get("post", (0, 0)), match.captures.get("adv", (0, 0))
    if any(
        tokens[i].lower not in lexicon.adverbs and not tokens[i].lower.endswith("ly") and i not in asides
        for i in range(*adverbs)
    ) and not (
        adverbs == (harm[1], what[0])
        and tokens[harm[1]].lower.endswith("ed")
        and what[0] == harm[1] + 1
        and tokens[max(0, harm[0] - 1)].lower not in _ARTICLES
    ):
        return False  # "torched | thatched huts" is what it seems; "the | storm | ripped roofs off" is not
    if "obj" in match.captures and lexicon.thrown.isdisjoint(t.lower for t in tokens[slice(*match.captures["obj"])]):
        return False  # "threw the ball at the house"
    if (
        tokens[harm[0]].lower == "fire"
        and harm[1] == harm[0] + 1
        and harm[0]
        and tokens[harm[0] - 1].lower in _BEFORE_FIRE
    ):
        return False
    if harm[0] < what[0] and _no_object(document, sentence, harm, what[0], adverbs):
        return False
    if post[0] < post[1]:
        words = _between(document, post)
        if words and words[0] not in _AFTER_THINGS | _SAID_OF and not words[0].endswith("ing"):
            return False
        first = post[0]
        if any(w in _NO_BETWEEN and not {first + i - 1, first + i + 1} <= asides for i, w in enumerate(words)):
            return False  # "in Odesa and Sumy" is but where
    if match.rule.attempts and _is_tried(document, sentence, harm[0]):
        return True
    return _denies(document, match) or not is_unreal(document, sentence.first, min(what[0], harm[0]), harm[0])


def _between(document: Document, post: tuple[int, int]) -> list[str]:
    """The words between things and verb, without "also"; in "a bridge | between Lota and Coronel | was" the "and" joins no clause."""
    words = [document.tokens[i].lower for i in range(*post)]
    while words and words[-1] in _PERFECT:
        words.pop()
    return ["of" if w == "and" else w for w in words] if words[:1] == ["between"] else words


def _is_tried(document: Document, sentence: Sentence, harm: int) -> bool:
    """``tried to | attack``, ``a bid by rebels to | storm``."""
    tokens = document.tokens
    if harm > sentence.first and tokens[harm - 1].lower == "to":
        low = max(sentence.first, harm - _BID)
        if not _BIDS.isdisjoint(document.keys[low : harm - 1]):
            return True
    return harm - 2 >= sentence.first and tokens[harm - 1].lower == "to" and tokens[harm - 2].lower in _TRIED


def _no_object(
    document: Document, sentence: Sentence, harm: tuple[int, int], things: int, adverbs: tuple[int, int]
) -> bool:
    """Whether things right behind a verb are no object of it: ``were destroyed | at the airport``; "damage to" is a noun."""
    tokens = document.tokens
    if max(harm[1], adverbs[1]) < things:
        return False  # a preposition of the rule's own stands between
    between = [tokens[at].lower for at in range(*adverbs)]
    at = harm[0] - 1
    while at > sentence.first and tokens[at].lower.endswith("ly"):
        at -= 1
    passive = at >= sentence.first and tokens[at].lower in _BE and not tokens[harm[0]].lower.endswith("ing")
    passive = passive and tokens[harm[0]].lower not in _DENIALS
    return "to" in between or passive or ("at" in between and "least" not in between)


def _concerned(document: Document, match: Match[R], things: Things) -> tuple[Thing, ...]:
    """The things of a list that the verb is about: the last of them may begin a clause of its own."""
    tokens = document.tokens
    harm = match.captures["harm"]
    if len(things.items) == 1 or things.last >= len(tokens):
        return things.items
    if harm[0] < things.first and tokens[things.last].lower in _FINITE:
        return things.items[:-1]  # "bombed a bank, | and a school was damaged"
    between = (tokens[at].lower for at in range(things.last, harm[0]))
    return things.items[-1:] if things.last <= harm[0] and any(word in _SINGULAR for word in between) else things.items


def _denies(document: Document, match: Match[R]) -> bool:
    """Whether the rule's own words say no, so that nothing before them may."""
    return any(document.tokens[at].lower in _DENIALS for at in range(match.first, match.last))


def _is_bare(hit: Hit[R]) -> bool:
    """Whether a bare form stands behind the things: "thirty homes | destroyed"; of "bulldozers | razed | homes" they are the doers."""
    return "post" not in hit.match.captures and hit.items[-1].last <= hit.match.captures["harm"][0]


def _chosen(document: Document, hits: list[Hit[R]]) -> list[Hit[R]]:
    """One hit a verb, and one a list of things: a denial before all, then the tightest."""
    chosen: list[Hit[R]] = []
    taken: set[int] = set()
    with_object = {harm[0] for h in hits if (harm := h.match.captures["harm"])[1] == h.first}
    for hit in sorted(
        (h for h in hits if not (_is_bare(h) and h.match.captures["harm"][0] in with_object)),
        key=lambda h: (not _denies(document, h.match), h.match.last - h.match.first, h.match.first, h.match.rule.id),
    ):
        tokens = {*range(*hit.match.captures["harm"]), *range(hit.first, hit.items[-1].last)}
        if not taken & tokens:
            taken |= tokens
            chosen.append(hit)
    return sorted(chosen, key=lambda h: h.match.first)
