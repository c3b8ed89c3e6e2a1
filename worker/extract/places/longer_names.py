"""Names that are but a part of a longer one that no gazetteer knows: Ras of "the town of Ras Lanuf", Sousa of "the Kafr Sousa district"."""

from __future__ import annotations

from collections.abc import Sequence

from worker.extract.places.context import Cues
from worker.extract.places.name_runs import SAINTS
from worker.extract.places.names import NameMatch, begins_name
from worker.lexicons.gazetteer import Candidate, Entry, NameRank, PlaceKind
from worker.lexicons.gazetteer.headwords import HEAD_WORDS
from worker.lexicons.gazetteer.spelling import fold
from worker.lexicons.gazetteer.words import ContextWords
from worker.text.document import Document

_SAINT = 2  # words: "San Jose"
_VILLAGE_OF = 3  # words: "village of Bakin"
_WORDS = 4  # of the rest of a longer name
_PLAIN = (PlaceKind.COUNTRY, PlaceKind.CONTINENT, PlaceKind.ADMIN1, PlaceKind.REGION, PlaceKind.WATER)
_PEOPLES = (NameRank.DEMONYM, NameRank.PEOPLE)
LARGE_TOWN = 200_000  # people
_KNOWN_DIVISION = 100_000  # people
_METROPOLIS = 1_000_000  # people
_NEARBY = frozenset(("the", "nearby"))
_TOWNS_OWN = frozenset("station square stadium bridge roundabout hotel avenue street gate".split())
_LINES = frozenset("metro subway railway train bus tram underground".split())
_OF_TOWN = frozenset("district quarter area suburb subdistrict township camp neighborhood neighbourhood".split())
_SAINT_SHORT = frozenset(("St", "Saint", "Ste", "Sainte"))
_HOUSES = frozenset(
    "hospital infirmary hospice clinic church cathedral chapel abbey basilica parish school college university academy".split()
)
_TAKEN = frozenset("occupied captured seized attacked entered retook recaptured overran".split())
_VILLAGES = frozenset(("village", "hamlet"))


def is_plain(match: NameMatch) -> bool:
    """Whether a name is so well known that the capitalised word beside it is not the other half of a person's name."""
    entry, rank = match.candidates[0]
    if rank is NameRank.STRIPPED and entry.population < _KNOWN_DIVISION:
        return False  # "Smith", of Smith's in Bermuda
    return entry.kind in _PLAIN or rank in (NameRank.DEMONYM, NameRank.PEOPLE) or entry.population >= _METROPOLIS


def is_cut_short(document: Document, words: ContextWords, match: NameMatch) -> bool:
    """Whether a small town's name is but the beginning of another one's: "the town of Ras Lanuf" is not Ras."""
    tokens, sentence = document.tokens, document.sentences[match.sentence]
    if match.last >= sentence.last:
        return False
    if match.first < sentence.first + 1:
        return _begins_dateline(document, words, match)
    if _names_a_site(document, match) or _is_saints_house(document, match):
        return True
    if _is_of_longer_saint(document, words, match) or _is_in_longer_name(document, words, match):
        return True
    if match.first < sentence.first + 2 or match.last - match.first > 1:
        return False
    before = tokens[match.first - 3 : match.first]
    of_village = len(before) == _VILLAGE_OF and before[1].lower == "of" and _may_go_on(document, words, match.first - 1)
    if of_village and PlaceKind.CITY in HEAD_WORDS.get(before[0].lower, ()):
        return True  # "the village of Bakin Kogi" is not in Kogi
    after = tokens[match.last]
    if after.text[0].islower() and begins_name(after) and not is_plain(match):
        return True  # "Ain al-Hilweh" is no Ain
    if tokens[match.first - 1].lower != "of" or not _may_go_on(document, words, match.last):
        return False
    if PlaceKind.CITY not in HEAD_WORDS.get(tokens[match.first - 2].lower, ()):
        return False
    return all(
        one.entry.kind not in _PLAIN and one.entry.population < LARGE_TOWN and one.rank not in _PEOPLES
        for one in match.candidates
    )


def _names_a_site(document: Document, match: NameMatch) -> bool:
    """``The nearby Luxembourg metro station``: what a town has named for a land is not in it; the land's own stands without "the"."""
    entry, rank = match.candidates[0]
    keys = document.keys
    if entry.kind is not PlaceKind.COUNTRY or rank in _PEOPLES or keys[match.first - 1] not in _NEARBY:
        return False
    behind = keys[match.last : match.last + 2]
    return not _TOWNS_OWN.isdisjoint(behind[1:] if behind[0] in _LINES else behind[:1])


def _is_saints_house(document: Document, match: NameMatch) -> bool:
    """``St. Michael's | Hospital``: called after the saint, wherever towns bear his name."""
    keys = document.keys
    if document.tokens[match.first].text.rstrip(".") not in _SAINT_SHORT or keys[match.last] != "'s":
        return False
    return not _HOUSES.isdisjoint(keys[match.last + 1 : match.last + 3])


def _is_in_longer_name(document: Document, words: ContextWords, match: NameMatch) -> bool:
    """Whether a small town's name is but a part of "the Warwick Triangle district", "in Bara Kalan village"."""
    tokens, sentence = document.tokens, document.sentences[match.sentence]
    great = (PlaceKind.COUNTRY, PlaceKind.CONTINENT, PlaceKind.REGION)
    if any(one.entry.kind in great or one.entry.population >= _METROPOLIS for one in match.candidates):
        return False
    first, last = match.first, match.last
    while last < sentence.last and last - match.last < _WORDS and _may_go_on(document, words, last):
        last += 1
    while first - 1 > sentence.first and match.first - first < _WORDS and _may_go_on(document, words, first - 1):
        first -= 1
    if (first, last) == (match.first, match.last) or last >= sentence.last:
        return False
    if tokens[last].lower in _VILLAGES and tokens[first - 1].text.islower():
        return True
    return tokens[last].lower in _OF_TOWN and tokens[first - 1].lower == "the"


def _is_of_longer_saint(document: Document, words: ContextWords, match: NameMatch) -> bool:
    """Whether ``San Jose`` is but the beginning of "the town of San Jose Guayabal", of "in San Pedro Perulapan, Cuscatlan"."""
    tokens, first = document.tokens, match.first
    if tokens[first].text not in SAINTS or match.last - first != _SAINT or not _may_go_on(document, words, match.last):
        return False
    before = [token.lower for token in tokens[first - _SAINT : first]]
    town = before[-1:] == ["of"] and PlaceKind.CITY in HEAD_WORDS.get(before[0], ())
    apart = document.keys[match.last + 1 : match.last + 2] == (",",)
    taken = before[-1] in _TAKEN or before == ["took", "over"]
    return town or (before[-1] in ("in", "at", "near") and apart) or taken


def _begins_dateline(document: Document, words: ContextWords, match: NameMatch) -> bool:
    """Whether ``SAN JOSE`` is but the beginning of "SAN JOSE AMATITAN, El Salvador (AP)"."""
    tokens, at = document.tokens, match.last
    saint = tokens[match.first].text.title() in SAINTS and at - match.first == _SAINT
    return saint and tokens[at].text.isupper() and _may_go_on(document, words, at) and tokens[at + 1].text == ","


def _may_go_on(document: Document, words: ContextWords, at: int) -> bool:
    """Whether a capitalised word may be half of a place's name: no rank, no body."""
    token = document.tokens[at]
    word = fold(token.lower)
    other = word in words.never or word in words.office or word in words.organisation or word in words.title
    return begins_name(token) and token.text.isalpha() and not other


def _people(candidate: Candidate) -> int:
    return candidate.entry.population


def find_namesakes(matches: Sequence[NameMatch], cues: Sequence[Cues]) -> dict[int, Entry]:
    """Large towns that stand in the name of a body, by their first token: "| Dhaka University"."""
    return {
        match.first: best.entry
        for match, cue in zip(matches, cues, strict=True)
        if (cue.organisation or match.last - match.first == 1)
        and (best := max(match.candidates, key=_people)).rank <= NameRank.STRIPPED
        and best.entry.population >= LARGE_TOWN
    }
