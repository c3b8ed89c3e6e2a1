"""Places that no gazetteer knows: streets and buildings ("Colchester General Hospital"), villages by the words beside them.

A site lies in the place that the words around it name; it comes out with that place as its parent.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from schemas.place import PlacePrecision
from worker.extract.findings import PlaceMention
from worker.extract.places.elsewhere import is_half_of_word
from worker.extract.places.name_runs import LEAST_LETTERS, LONGEST_NAME, name_run
from worker.extract.places.names import begins_name
from worker.extract.places.settlements import (
    BY_NATURE,
    LEADING,
    UNKNOWN_SETTLEMENT,
    WITHIN,
    Site,
    settlements_in,
)
from worker.extract.places.thoroughfares import end_of_led
from worker.lexicons.gazetteer import Entry
from worker.lexicons.gazetteer.headwords import HEAD_WORDS
from worker.lexicons.gazetteer.spelling import fold
from worker.lexicons.gazetteer.words import ContextWords
from worker.text.document import Document, Sentence

LED_SITE = "place.site.led"
_MOST_WORDS = 5  # of a site's name before its head word
_LINKS = frozenset(("of", "de", "la", "al", "el", "'s", "&"))
_ARTICLES = frozenset(("the", "a", "an", "this", "that", "at", "in", "on", "from", "our", "his", "her", "their", "its"))
_SEATS = frozenset(
    "university headquarters college academy institute".split()
)  # somebody's, and a place only "near" or "at" it
_AROUND = frozenset(("at", "near", "outside", "inside"))
_WIDE = frozenset((PlacePrecision.COUNTRY, PlacePrecision.REGION))
_SIDES = frozenset(("North", "South", "East", "West"))
_LEADERS = frozenset(("lake", "mount"))
_LANDMARKS = frozenset(
    "Punta Pointe Ras Cape Cabo Cap Puerto Port Porto Villa Ciudad Fort Wadi Ain Beit Bir Tel Tell Deir Kafr Umm Oued Ksar Gidan Unguwar"
    " Tudun Sabon Cerro Isla Playa Praia Vila Nova Nueva Nuevo Sitio Desa Kampung Pulau Tanjung Khirbet Kibbutz Monte Quebrada".split()
)
"""Words with which the names of places begin in many languages: "Punta Orvo", "Ras Orvo"."""
_OFFICE = 7  # words: "the governor of Guayas province,"
_NO_NAMESAKES: Mapping[int, Entry] = MappingProxyType({})
_MOST_ALIKE = 20
_BANDS = tuple(
    (word,)
    for word in "rebels rebel fighters militia militias militants insurgents insurgency group movement guerrillas gunmen".split()
)
_ROAD = re.compile(r"[ABMN]\d{1,4}\Z")


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
    heads = document.sentences_with(document.spots_of(LEADING))
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
            for site in settlements_in(document, words, sentence, settlements.get(sentence.index, ()), begins)
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
        if document.keys[at - 1] in WITHIN:
            yield Site(at, end, document.sentence_of(at).index, (at, end), PlacePrecision.PLACE, UNKNOWN_SETTLEMENT)


def _dateline(document: Document, words: ContextWords, begins: set[int], taken: set[int]) -> Iterator[Site]:
    """``BALAKOT, Pakistan -``: what an article in capitals begins with, before the known place that holds it."""
    end = name_run(document, words, 0, len(document.tokens))
    if not 0 < end < len(document.tokens) - 1 or not taken.isdisjoint(range(end)):
        return
    capitals = all(token.text.isupper() and len(token.text) > LEAST_LETTERS for token in document.tokens[:end])
    if capitals and document.tokens[end].text in (",", "(") and end + 1 in begins:
        yield Site(0, end, 0, (0, end), PlacePrecision.PLACE, UNKNOWN_SETTLEMENT)


def _buildings(
    document: Document, words: ContextWords, sentence: Sentence, begins: set[int], taken: set[int]
) -> Iterator[Site]:
    """Capitalised words before a capitalised head word ("River Avenue", "Thames Valley"), "Lake Orvo", numbered roads ("the A120")."""
    tokens = document.tokens
    for head in document.capitals_within(sentence.first + 1, sentence.last):
        text = tokens[head].text
        if text[-1].isdigit() and _ROAD.match(text) and _is_road(document, head):
            yield Site(head, head + 1, sentence.index, (head, head + 1), PlacePrecision.SITE, "place.road")
            continue
        if (led := _led(document, words, sentence, head, taken)) is not None:
            yield led
            continue
        if (end := end_of_led(document, words, sentence, head)) and (head not in taken or head in begins):
            yield Site(head, end, sentence.index, (head, end), PlacePrecision.SITE, LED_SITE)
            continue
        seat = tokens[head].lower in _SEATS
        if not (seat or fold(tokens[head].lower) in words.site) or head in taken:
            continue
        last = _with_side(document, sentence, head + 1)
        if last < sentence.last and begins_name(tokens[last]) and tokens[last].text.isalpha():
            continue  # a part of a longer name: "Hospital Trust"
        first = _first_of(document, sentence, head, taken)
        if _is_aged(document, last) or _names_its_holder(document, words, first, last):
            continue  # a person: "Janet Hill, 24, said", "the governor of Guayas, Humberto Plaza, said"
        general = first < head - 1 and tokens[head - 1].lower == "general"  # "Mosul | General | Hospital"
        bare = {fold(token.lower) for token in tokens[first : head - general]}
        if seat and not _AROUND.intersection(document.keys[max(sentence.first, first - 2) : first]):
            continue  # it may do much else
        if first == head or bare <= words.never or bare & words.title or (first in taken and first not in begins):
            continue
        yield Site(first, last, sentence.index, (first, last), PlacePrecision.SITE, "place.site")


def _is_road(document: Document, at: int) -> bool:
    """``on the A9``; but not the band of that name: "the M9 rebels", "the Ninth Movement (M9)"."""
    if document.keys[at - 1] != "the":
        return False
    alike = document.spots[document.keys[at]][:_MOST_ALIKE]
    return not any(document.keys[one - 1] == "(" or document.keys[one + 1 : one + 2] in _BANDS for one in alike)


def _led(document: Document, words: ContextWords, sentence: Sentence, head: int, taken: set[int]) -> Site | None:
    """``Lake Orvo``, "Mount Orvo"; "Punta Orvo" behind a preposition of place."""
    tokens = document.tokens
    if head in taken:
        return None
    if tokens[head].lower in _LEADERS:
        end = name_run(document, words, head + 1, min(head + 2, sentence.last))
        found = Site(head, end, sentence.index, (head, end), PlacePrecision.SITE, "place.site")
        return found if end > head + 1 and end - 1 not in taken else None
    if tokens[head].text not in _LANDMARKS or tokens[head - 1].lower not in BY_NATURE:
        return None
    end = _landmark(document, sentence, head)
    if not end or not taken.isdisjoint(range(head, end)):
        return None
    return Site(head, end, sentence.index, (head, end), PlacePrecision.PLACE, UNKNOWN_SETTLEMENT)


def _landmark(document: Document, sentence: Sentence, head: int) -> int:
    """The end of "Punta Soldado", "Pointe d'Esny" behind a preposition of place; 0 where nothing follows."""
    tokens, end = document.tokens, head + 1
    while end < min(sentence.last, head + LONGEST_NAME):
        text = tokens[end].text
        if not (text[0].isupper() or text[:2] in ("d'", "d’", "al", "el")) or len(text) < LEAST_LETTERS:
            break
        end += 1
    return end if end > head + 1 else 0


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


def _names_its_holder(document: Document, words: ContextWords, first: int, last: int) -> bool:
    """``The governor of Guayas, Humberto Plaza,``: between commas behind an office."""
    if document.keys[first - 1 : first] != (",",) or document.keys[last : last + 1] != (",",):
        return False
    return not words.title.isdisjoint(document.keys[max(0, first - _OFFICE) : first - 1])


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


class Parents:
    """The known places of an article, to say which of them a site lies in."""

    def __init__(
        self,
        document: Document,
        known: Sequence[PlaceMention],
        streets: frozenset[str],
        namesakes: Mapping[int, Entry] = _NO_NAMESAKES,
    ) -> None:
        """Made for an article.

        Args:
            document: The text.
            known: Its known places.
            streets: The kinds of streets, which lie in no town that they are called after: "Moscow Avenue".
            namesakes: Towns after which bodies are called, by the token with which these begin: "Dhaka University".
        """
        self._document = document
        self._streets = streets
        self._namesakes = namesakes
        self._known = [one for one in known if not one.metonym and not is_half_of_word(document, one)]
        self._ends = {mention.last: mention for mention in self._known}
        places = [mention for mention in self._known if mention.kind == "place"]
        self._sentences = [mention.sentence for mention in places]
        self._firsts = [mention.first for mention in places]
        self._places = places
        self._narrow = [mention for mention in places if mention.precision not in _WIDE]
        self._narrow_firsts = [mention.first for mention in self._narrow]
        self._named = {document.keys[one.first : one.last]: one for one in reversed(self._narrow)}

    def _explaining(self, site: Site) -> PlaceMention | None:
        """``at Przewodow, a | Polish | village``: the people behind the comma."""
        at = site.last + 2
        keys = self._document.keys
        told = keys[site.last : at] in ((",", "a"), (",", "an"), (",", "the"))
        found = next((one for one in self._known if one.first == at), None) if told else None
        return (
            found if found is not None and not HEAD_WORDS.keys().isdisjoint(keys[found.last : found.last + 1]) else None
        )

    def _held_by(self, number: int) -> PlaceMention:
        """The place of that number; of a region that no country has alone what lies in it: "south Kashmir's | Kulgam district"."""
        wide = self._places[number]
        if wide.country is None and number + 1 < len(self._places) and self._document.keys[wide.last] == "'s":
            inner = self._places[number + 1]
            return inner if inner.first == wide.last + 1 else wide
        return wide

    def of(self, site: Site) -> Entry | None:
        """The place that holds a site.

        In this order: the land or people named right before it ("the Israeli village of", "Chad's Abeche market"); the next
        place behind it in its sentence, or the last before it; the last before it in the article that is smaller than a country;
        the article's first; the town that it is called after.
        """
        at = site.extended[0]
        if at and self._document.tokens[at - 1].lower == "'s":
            at -= 1
        beside = self._ends.get(at) or self._explaining(site)
        if beside is not None and beside.sentence == site.sentence:
            return beside.entry
        words = self._document.keys[site.first : site.last]
        street = site.rule_id == LED_SITE or words[-1] in self._streets  # "Moscow Avenue" is not in Moscow
        for end in range(0 if street else len(words) - 1, 0, -1):  # "Beirut International Airport"
            if (named := self._named.get(words[:end])) is not None:
                return named.entry
        behind = bisect_left(self._firsts, site.last if street else site.first)
        for near in (behind, bisect_left(self._firsts, site.first) - 1):
            if 0 <= near < len(self._places) and self._sentences[near] == site.sentence:
                return self._held_by(near).entry
        narrow = bisect_left(self._narrow_firsts, site.first)
        if narrow:
            last = self._narrow[narrow - 1]
            home = self._places[0].country  # "in Taipei and in Shanghai": the gorge told next is in Taiwan
            there = (one for one in reversed(self._narrow[:narrow]) if one.sentence == last.sentence)
            return next((one for one in there if one.country == home), last).entry
        if self._places:
            return self._places[0].entry
        called = None if street else self._namesakes.get(site.first)  # nor is "Rivers Avenue" in Rivers State
        return called or self._land_of_people(site)

    def _land_of_people(self, site: Site) -> Entry | None:
        """``Nine died at Mbwetani, Tanzanian police said``: where no place is known, the land of the one people that its sentence names."""
        if site.rule_id != UNKNOWN_SETTLEMENT:
            return None
        lands = {one.entry.key: one.entry for one in self._known if one.entry and one.sentence == site.sentence}
        return next(iter(lands.values())) if len(lands) == 1 else None
