"""Finds things together with the words that say what befell them: the ground of damage and of targets."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Generic, TypeVar

from worker.extract.reading import Reading
from worker.extract.scope import is_unreal
from worker.extract.things import Things, find_things
from worker.lexicons.damage import DamageLexicon
from worker.lexicons.matcher import Match, Matcher
from worker.lexicons.rules import Rule
from worker.text.document import Document, Sentence
from worker.text.layers import layer_of

_AFTER_THINGS = frozenset(
    "in on at of from near that which , ( for along across belonging with around under outside inside".split()
)
_NO_BETWEEN = frozenset("and but while when said says after before".split())

_DENIALS = frozenset("no not without didn't undamaged unharmed unscathed".split())

R = TypeVar("R", bound=Rule)


@dataclass(frozen=True, slots=True)
class Hit(Generic[R]):
    """Things and the match that says what befell them."""

    match: Match[R]
    sentence: Sentence
    things: Things


def find_hits(reading: Reading, rules: Matcher[R], lexicon: DamageLexicon) -> list[Hit[R]]:
    """All that happened to things, in text order; of several readings of one verb the nearest things."""
    document = reading.document
    spots = document.spots_of(rules.anchors)
    sentences = {(s := document.sentence_of(at)).index: s for at in spots}
    lists = find_things(document, sentences.values(), reading.numbers, lexicon.things)
    if not lists:
        return []
    by_span = {(things.first, things.last): things for things in lists}
    layers = {**reading.layers, "things": layer_of(by_span)}
    hits: dict[int, list[Hit[R]]] = defaultdict(list)
    for match in rules.find(document, layers):
        sentence = document.sentence_of(match.first)
        if _fits(document, sentence, match, lexicon):
            hits[sentence.index].append(Hit(match, sentence, by_span[match.captures["what"]]))
    return [hit for _, several in sorted(hits.items()) for hit in _chosen(document, several)]


def _fits(document: Document, sentence: Sentence, match: Match[R], lexicon: DamageLexicon) -> bool:
    tokens = document.tokens
    what, harm = match.captures["what"], match.captures["harm"]
    post, adverbs = match.captures.get("post", (0, 0)), match.captures.get("adv", (0, 0))
    if any(tokens[i].lower not in lexicon.adverbs and not tokens[i].lower.endswith("ly") for i in range(*adverbs)):
        return False
    if harm[0] < what[0] and any(tokens[i].lower == "to" for i in range(*adverbs)):
        return False  # "damage to" is a noun
    if post[0] < post[1]:
        words = [tokens[i].lower for i in range(*post)]
        if words[0] not in _AFTER_THINGS and not words[0].endswith("ing"):
            return False
        if any(word in _NO_BETWEEN for word in words):
            return False
    return _denies(document, match) or not is_unreal(document, sentence.first, min(what[0], harm[0]), harm[0])


def _denies(document: Document, match: Match[R]) -> bool:
    """Whether the rule's own words say no, so that nothing before them may."""
    return any(document.tokens[at].lower in _DENIALS for at in range(match.first, match.last))


def _chosen(document: Document, hits: list[Hit[R]]) -> list[Hit[R]]:
    """One hit a verb, and one a list of things: a denial before all, then the tightest."""
    chosen: list[Hit[R]] = []
    taken: set[int] = set()
    for hit in sorted(
        hits,
        key=lambda h: (not _denies(document, h.match), h.match.last - h.match.first, h.match.first, h.match.rule.id),
    ):
        tokens = {*range(*hit.match.captures["harm"]), *range(hit.things.first, hit.things.last)}
        if not taken & tokens:
            taken |= tokens
            chosen.append(hit)
    return sorted(chosen, key=lambda h: h.match.first)
