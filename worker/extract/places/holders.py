"""Where the text says that a village lies which no gazetteer knows: "in Kozinka, Belgorod region", "Gouache, a quarter of Bafoussam"."""

from __future__ import annotations

from worker.extract.places.context import DIRECTIONS
from worker.extract.places.name_runs import name_run
from worker.lexicons.gazetteer.headwords import HEAD_WORDS
from worker.lexicons.gazetteer.words import ContextWords
from worker.text.document import Document, Sentence

_LEADING_ON = frozenset(("the", "of", "neighbouring", "neighboring"))
_MOST_LEADING = 6  # words from "in" to the name of a division: "in the northern department of Eure"
_COMPASS = frozenset(
    "north south east west northeast northwest southeast southwest north-east north-west south-east south-west".split()
)
QUARTERS = frozenset(
    "quarter barrio community place spot sector station crossing slum favela enclave camp colony area barangay barangays villages hamlets settlements communities"
    " suburbs townships camps districts quarters neighbourhoods neighborhoods".split()
)
"""Words for a part of a town, or for a place that is no town."""
_NEARBY = frozenset("close near not just outside along".split())  # "not far from", "just across the border"
_DESCRIBED = 3  # words between "a" and "quarter of"
_HEDGES = frozenset("about some around roughly nearly just approximately only almost over".split())
UNITS = frozenset("km kms kilometre kilometres kilometer kilometers mile miles metres meters".split())
_MEASURED = (
    12  # words from a number to the place from which it measures: "60 km (37 miles) to the north of the town of"
)
_FROM = frozenset(("of", "from", "outside"))


def names_holder(
    document: Document, words: ContextWords, sentence: Sentence, begins: set[int], end: int, *, behind_in: bool
) -> bool:
    """Whether a known place follows that the name before token ``end`` lies in: ", Belgorod", "in northern Mali"."""
    tokens = document.tokens
    if end + 1 >= sentence.last:
        return False
    if tokens[end].text in (",", "("):
        if end + 1 in begins or (tokens[end + 1].lower in DIRECTIONS and end + 2 in begins):
            return True
        of = end + 1 + (document.keys[end + 2 : end + 3] == ("of",) and document.keys[end + 1] in _COMPASS)
        if tokens[end + 1].lower in DIRECTIONS and of + 1 in begins:
            return True
        if _is_near_known(document, sentence, begins, end + 1) or _is_measured(document, sentence, begins, end + 1):
            return True
        if tokens[end + 1].lower == "in" and _leads_to_known(document, sentence, begins, end + 2):
            return True
        return _is_said_to_lie(document, sentence, begins, end + 1) or _is_chain(
            document, words, sentence, begins, end + 1
        )
    if _is_measured(document, sentence, begins, end):
        return True
    if tokens[end].lower != "in" or not behind_in:
        return False
    at = end + 1
    while at < sentence.last and (tokens[at].lower == "the" or tokens[at].lower in DIRECTIONS):
        at += 1
    return at in begins


def _is_said_to_lie(document: Document, sentence: Sentence, begins: set[int], at: int) -> bool:
    """``in Gouache, | a quarter of | Bafoussam``, ``in Kisima, | locality of | Beni territory``."""
    keys, stop = document.keys, min(sentence.last - 2, at + _DESCRIBED)
    while at < stop and keys[at] not in HEAD_WORDS and keys[at] not in QUARTERS:
        at += 1
    if at >= stop or keys[at + 1] not in ("of", "in"):
        return False
    at += 2
    while at < sentence.last - 1 and (keys[at] == "the" or keys[at] in DIRECTIONS):
        at += 1
    return at in begins


def _is_near_known(document: Document, sentence: Sentence, begins: set[int], at: int) -> bool:
    """``at Limani, | close to | the Nigerian border``, ``in Kolo, | not far from | Gao``."""
    keys = document.keys
    if keys[at] not in _NEARBY:
        return False
    stop = min(sentence.last, at + _MOST_LEADING)
    return any(number in begins or keys[number] in ("border", "frontier") for number in range(at + 1, stop))


def _is_measured(document: Document, sentence: Sentence, begins: set[int], at: int) -> bool:
    """``in Tavruna, | some 60 km (37 miles) north of | Kandahar``."""
    keys = document.keys
    at += keys[at] in _HEDGES
    unit = at + (not keys[at].endswith(("km", "kms")))  # "60km"
    if not keys[at][0].isdigit() or unit >= sentence.last or keys[unit].lstrip("0123456789.,-") not in UNITS:
        return False
    stop = min(sentence.last, unit + _MEASURED)
    return any(number in begins and not _FROM.isdisjoint(keys[unit:number]) for number in range(unit + 1, stop))


def _is_chain(document: Document, words: ContextWords, sentence: Sentence, begins: set[int], at: int) -> bool:
    """``in Barangay Bungkaung, | Patikul, | Sulu``: another name that nobody knows stands between."""
    end = name_run(document, words, at, sentence.last)
    return at < end < sentence.last - 1 and document.tokens[end].text == "," and end + 1 in begins


def _leads_to_known(document: Document, sentence: Sentence, begins: set[int], at: int) -> bool:
    """``At Incarville, in | the department of | Eure``: whether only words for divisions and sides stand before a known place."""
    begin, stop = at, min(sentence.last, at + _MOST_LEADING)
    while at < stop and at not in begins:
        word = document.keys[at]
        if word not in _LEADING_ON and word not in DIRECTIONS and word not in HEAD_WORDS:
            return False
        at += 1
    held = document.keys[at + 1 : at + 2] == ("'s",)  # "at Annone Brianza, in | Italy's Lecco province"
    return at < stop and (begin < at or held)  # "at Siemens, in Munich"
