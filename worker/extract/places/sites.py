"""Places that no gazetteer knows: streets and buildings ("Colchester General Hospital"), villages by the words beside them.

A site lies in the place that the words around it name; it comes out with that place as its parent.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from schemas.place import PlacePrecision
from worker.extract.findings import PlaceMention
from worker.extract.places.context import DIRECTIONS
from worker.extract.places.elsewhere import is_half_of_word
from worker.extract.places.names import begins_name
from worker.lexicons.gazetteer import Entry, PlaceKind
from worker.lexicons.gazetteer.headwords import HEAD_WORDS
from worker.lexicons.gazetteer.spelling import fold
from worker.lexicons.gazetteer.words import ContextWords
from worker.text.document import Document, Sentence
from worker.values import dataclass

UNKNOWN_SETTLEMENT = "place.settlement"
_MOST_WORDS = 5  # of a site's name before its head word
_LINKS = frozenset(("of", "de", "la", "al", "el", "'s", "&"))
_ARTICLES = frozenset(("the", "a", "an", "this", "that", "at", "in", "on", "from", "our", "his", "her", "their", "its"))
_LEAST_LETTERS = 3
_PREFIXES = frozenset(("Um", "Al", "El", "As", "Es", "Ad", "Ed", "Bu"))
_PRECISION = {
    PlaceKind.CITY: PlacePrecision.PLACE,
    PlaceKind.ADMIN2: PlacePrecision.ADMIN2,
    PlaceKind.ADMIN1: PlacePrecision.ADMIN1,
}
_NO_HEADS = frozenset("state states republic territory emirate provinces regions oblasts".split())  # of much else, too
_NEAR = frozenset(("near", "outside"))
_WITHIN = frozenset(("in", "at", "from", "to", "near", "outside", "around", "of"))
_LEADING = _WITHIN.union(HEAD_WORDS)  # words beside which a settlement may stand
_SETTLEMENTS = frozenset(("village", "hamlet", "town", "settlement"))
_POSTS = frozenset(
    "base camp post outpost checkpoint barracks garrison position airstrip mine site village town crossing bridge".split()
)
_WIDE = frozenset((PlacePrecision.COUNTRY, PlacePrecision.REGION))
_SIDES = frozenset(("North", "South", "East", "West"))
_MOST_NATURAL = 2  # words of the name of a river or a range
_BY_NATURE = frozenset("in into on off near along across from of at".split())
_LEADERS = frozenset(("lake", "mount"))
_ROAD = re.compile(r"[ABMN]\d{1,4}\Z")


@dataclass(frozen=True, slots=True)
class Site:
    """A name that is a place's by the words beside it: tokens ``[first, last)``."""

    first: int
    last: int
    sentence: int
    extended: tuple[int, int]
    precision: PlacePrecision
    rule_id: str


def find_sites(document: Document, words: ContextWords, known: Sequence[tuple[int, int]]) -> list[Site]:
    """Sites and unknown settlements.

    Args:
        document: The text.
        words: The lists of head words and others.
        known: The token ranges of the known places.  A site may hold one whole; a settlement never does.
    """
    ranges = frozenset(known)
    begins = {first for first, _ in known}
    taken = {number for first, last in known for number in range(first, last)}
    found: list[Site] = list(_dateline(document, words, begins, taken))
    heads = document.sentences_with(document.spots_of(_LEADING))
    settlements = {sentence.index: spots for sentence, spots in heads}
    for sentence in document.sentences:
        sites = [
            site
            for site in _buildings(document, words, sentence, begins, taken)
            if (site.first, site.last) not in ranges
        ]
        inside = {number for site in sites for number in range(site.first, site.last)}
        sites += [
            site
            for site in _settlements(document, words, sentence, settlements.get(sentence.index, ()), begins)
            if not any(number in taken or number in inside for number in range(site.first, site.last))
        ]
        at = max(sentence.first, found[0].last if found else 0)
        for site in sorted(sites, key=lambda one: (one.first, -one.last)):
            if site.first >= at:
                found.append(site)
                at = site.last
    if found and not found[0].first and found[0].rule_id == UNKNOWN_SETTLEMENT:
        found += _told_again(document, found[0], taken.union(*(range(site.first, site.last) for site in found)))
    return found


def _told_again(document: Document, dateline: Site, taken: set[int]) -> Iterator[Site]:
    """``MINA, Saudi Arabia - … | in Mina``: the unknown town of the dateline, where the text says "in" it."""
    name = document.keys[: dateline.last]
    for at in document.spots_of(frozenset(name[:1])):
        end = at + len(name)
        if not at or at in taken or document.keys[at:end] != name or not begins_name(document.tokens[at]):
            continue
        if document.keys[at - 1] in _WITHIN:
            yield Site(at, end, document.sentence_of(at).index, (at, end), PlacePrecision.PLACE, UNKNOWN_SETTLEMENT)


def _dateline(document: Document, words: ContextWords, begins: set[int], taken: set[int]) -> Iterator[Site]:
    """``BALAKOT, Pakistan -``: what an article in capitals begins with, before the known place that holds it."""
    end = _run(document, words, 0, len(document.tokens))
    if not 0 < end < len(document.tokens) - 1 or not taken.isdisjoint(range(end)):
        return
    capitals = all(token.text.isupper() and len(token.text) > _LEAST_LETTERS for token in document.tokens[:end])
    if capitals and document.tokens[end].text in (",", "(") and end + 1 in begins:
        yield Site(0, end, 0, (0, end), PlacePrecision.PLACE, UNKNOWN_SETTLEMENT)


def _buildings(
    document: Document, words: ContextWords, sentence: Sentence, begins: set[int], taken: set[int]
) -> Iterator[Site]:
    """Capitalised words before a capitalised head word ("River Avenue", "Thames Valley"), "Lake Orvo", numbered roads ("the A120")."""
    tokens = document.tokens
    for head in document.capitals_within(sentence.first + 1, sentence.last):
        text = tokens[head].text
        if text[-1].isdigit() and _ROAD.match(text) and tokens[head - 1].lower == "the":
            yield Site(head, head + 1, sentence.index, (head, head + 1), PlacePrecision.SITE, "place.road")
            continue
        if tokens[head].lower in _LEADERS and head not in taken:
            end = _run(document, words, head + 1, min(head + 2, sentence.last))
            if end > head + 1 and end - 1 not in taken:
                yield Site(head, end, sentence.index, (head, end), PlacePrecision.SITE, "place.site")
            continue
        if fold(tokens[head].lower) not in words.site or head in taken:
            continue
        last = _with_side(document, sentence, head + 1)
        if last < sentence.last and begins_name(tokens[last]) and tokens[last].text.isalpha():
            continue  # a part of a longer name: "Hospital Trust"
        if _is_aged(document, last):
            continue  # a person: "Janet Hill, 24, said"
        first = _first_of(document, sentence, head, taken)
        bare = {fold(token.lower) for token in tokens[first:head]}
        if first == head or bare <= words.never or bare & words.title or (first in taken and first not in begins):
            continue
        yield Site(first, last, sentence.index, (first, last), PlacePrecision.SITE, "place.site")


def _first_of(document: Document, sentence: Sentence, head: int, taken: set[int]) -> int:
    """Where the name before a head word begins; not with an article, nor with a place that owns it ("Peru's Main Street")."""
    tokens, first = document.tokens, head
    while first > sentence.first and head - first < _MOST_WORDS and _belongs(document, first - 1):
        first -= 1
        if tokens[first].lower == "'s" and first - 1 in taken:
            first += 1
            break
    while first < head and (not _begins(document, first) or fold(tokens[first].lower) in _ARTICLES):
        first += 1
    return first


def _with_side(document: Document, sentence: Sentence, last: int) -> int:
    """The end of a street's name with the side that it lies on: "Harbour Street West"."""
    side = last < sentence.last and document.tokens[last].text in _SIDES
    return last + 1 if side and not (last + 1 < sentence.last and begins_name(document.tokens[last + 1])) else last


def _is_aged(document: Document, last: int) -> bool:
    """Whether an age stands behind, between commas."""
    after = [token.text for token in document.tokens[last : last + 3]]
    return len(after) == 3 and after[0] == after[2] == "," and after[1].isdigit() and len(after[1]) == 2


def _belongs(document: Document, at: int) -> bool:
    token = document.tokens[at]
    if token.text == ".":
        return at > 0 and (
            document.tokens[at - 1].lower in ("st", "mt", "ste") or document.tokens[at - 1].text in "NSEW"
        )
    return (token.text[0].isupper() and token.is_word) or token.lower in _LINKS or _is_ordinal(token.lower)


def _begins(document: Document, at: int) -> bool:
    """Whether a site's name may begin here: "River Avenue", "14th Street"."""
    return begins_name(document.tokens[at]) or _is_ordinal(document.tokens[at].lower)


def _is_ordinal(word: str) -> bool:
    return word[0].isdigit() and word[-2:] in ("st", "nd", "rd", "th") and word[:-2].isdigit()


def _settlements(
    document: Document, words: ContextWords, sentence: Sentence, heads: Sequence[int], begins: set[int]
) -> Iterator[Site]:
    """Settlements: "the village of Kozinka", "Torkula village", "near Robotyne", "in Kozinka, Belgorod region"."""
    tokens = document.tokens
    for at in heads:
        lower = tokens[at].lower
        if lower in _WITHIN:
            yield from _behind_preposition(document, words, sentence, begins, at)
            continue
        kinds = HEAD_WORDS.get(lower)
        if kinds is None or not tokens[at].text[0].islower():
            continue
        if kinds[0] not in _PRECISION:
            yield from _natural(document, words, sentence, at)
            continue
        if lower in words.vague_head or lower in _NO_HEADS:
            continue
        precision = _PRECISION[kinds[0]]
        of = at + 1 < sentence.last and tokens[at + 1].lower in ("of", "called", "named")
        first = at + (2 if of else 1)
        end = _run(document, words, first, sentence.last)
        if end > first and (of or lower in _SETTLEMENTS):
            yield Site(first, end, sentence.index, (at, end), precision, UNKNOWN_SETTLEMENT)
        first = at
        while first > sentence.first and at - first < 3 and _plain_name(document, words, first - 1):
            first -= 1
        if first < at and first - 1 > sentence.first and tokens[first - 1].text in _PREFIXES:
            first -= 1
        if first < at and first != sentence.first:
            yield Site(first, at, sentence.index, (first, at + 1), precision, UNKNOWN_SETTLEMENT)


def _natural(document: Document, words: ContextWords, sentence: Sentence, head: int) -> Iterator[Site]:
    """``in the Hamrin mountains``, ``off Delft island``, ``into the Trishuli river``: what no gazetteer knows."""
    first = head
    while first > sentence.first and head - first < _MOST_NATURAL and _plain_name(document, words, first - 1):
        first -= 1
    before = first - 1 - (first > sentence.first and document.keys[first - 1] == "the")
    if first < head and before > sentence.first and document.keys[before] in _BY_NATURE:
        yield Site(first, head, sentence.index, (first, head + 1), PlacePrecision.REGION, UNKNOWN_SETTLEMENT)


def _behind_preposition(
    document: Document, words: ContextWords, sentence: Sentence, begins: set[int], at: int
) -> Iterator[Site]:
    end = _run(document, words, at + 1, sentence.last)
    if end == at + 1 or (
        end < sentence.last and (begins_name(document.tokens[end]) or document.tokens[end].lower == "'s")
    ):
        return
    held = _names_holder(document, sentence, begins, end, behind_in=_is_where(document, at))
    if held or document.tokens[at].lower in _NEAR:
        yield Site(at + 1, end, sentence.index, (at + 1, end), PlacePrecision.PLACE, UNKNOWN_SETTLEMENT)


def _is_where(document: Document, at: int) -> bool:
    """Whether a preposition leads to a place, if another one follows: "in", "the city of", "a base at", not "the view of"."""
    word, before = document.tokens[at].lower, document.tokens[at - 1].lower if at else ""
    return word == "in" or (word == "of" and before in HEAD_WORDS) or (word == "at" and before in _POSTS)


def _names_holder(document: Document, sentence: Sentence, begins: set[int], end: int, *, behind_in: bool) -> bool:
    """Whether a known place follows that the name before token ``end`` lies in: ", Belgorod", "in northern Mali"."""
    tokens = document.tokens
    if end + 1 >= sentence.last:
        return False
    if tokens[end].text in (",", "("):
        return end + 1 in begins or (tokens[end + 1].lower in DIRECTIONS and end + 2 in begins)
    if tokens[end].lower != "in" or not behind_in:
        return False
    at = end + 1
    while at < sentence.last and (tokens[at].lower == "the" or tokens[at].lower in DIRECTIONS):
        at += 1
    return at in begins


_ARTICLES = frozenset("el al la le ad ar as at az an es da ba ma st".split())


def _run(document: Document, words: ContextWords, first: int, limit: int) -> int:
    end, stop = first, min(limit, first + 3)
    while end < stop and (
        _plain_name(document, words, end)
        or (end + 1 < stop and _is_article(document.tokens[end].text) and _plain_name(document, words, end + 1))
    ):
        end += 1
    return end


def _is_article(text: str) -> bool:
    """``El`` Mango, ``Al`` Jubah, ``La`` Paila."""
    return text[0].isupper() and text.lower() in _ARTICLES


def _plain_name(document: Document, words: ContextWords, at: int) -> bool:
    token = document.tokens[at]
    word = fold(token.lower)
    return (
        begins_name(token)
        and len(token.text) >= _LEAST_LETTERS
        and token.text.replace("-", "").replace("'", "").replace("’", "").isalpha()
        and word not in words.never
        and word not in words.organisation
        and word not in words.title
        and word not in words.given_name
    )


class Parents:
    """The known places of an article, to say which of them a site lies in."""

    def __init__(self, document: Document, known: Sequence[PlaceMention]) -> None:
        self._document = document
        self._known = [one for one in known if not one.metonym and not is_half_of_word(document, one)]
        self._ends = {mention.last: mention for mention in self._known}
        places = [mention for mention in self._known if mention.kind == "place"]
        self._sentences = [mention.sentence for mention in places]
        self._firsts = [mention.first for mention in places]
        self._places = places
        self._narrow = [mention for mention in places if mention.precision not in _WIDE]
        self._narrow_firsts = [mention.first for mention in self._narrow]

    def of(self, site: Site) -> Entry | None:
        """The place that holds a site.

        In this order: the land or people named right before it ("the Israeli village of", "Chad's Abeche market"); the next
        place behind it in its sentence, or the last before it; the last before it in the article that is smaller than a country;
        the article's first.
        """
        at = site.extended[0]
        if at and self._document.tokens[at - 1].lower == "'s":
            at -= 1
        beside = self._ends.get(at)
        if beside is not None and beside.sentence == site.sentence:
            return beside.entry
        number = bisect_left(self._firsts, site.first)
        for near in (number, number - 1):
            if 0 <= near < len(self._places) and self._sentences[near] == site.sentence:
                return self._places[near].entry
        narrow = bisect_left(self._narrow_firsts, site.first)
        if narrow:
            return self._narrow[narrow - 1].entry
        return self._places[0].entry if self._places else None
