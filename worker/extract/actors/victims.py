"""Finds names that only what befell them shows to be a person's: ``Tariq Ozbek was shot dead``, ``the murder of Pizarro``.

Nobody but people is murdered or stabbed; so the capitalised words beside such a verb are a name, with those that are listed before it.
"""

from __future__ import annotations

from collections.abc import Collection

from worker.text.document import Document
from worker.text.tokens import begins_upper

_SINGULAR = frozenset("was has is".split())
_VERBS = frozenset("was were has have is are".split())
_BEFALLS = frozenset(
    "killed murdered assassinated shot stabbed gunned executed beheaded slain kidnapped abducted arrested detained wounded injured"
    " beaten lynched strangled died".split()
)
_MURDER = frozenset("murder assassination".split())
_NOUNS = _MURDER | frozenset("killing death abduction kidnapping arrest slaying".split())
_KILLS = frozenset("killed killing kill murdered murdering assassinated assassinating".split())
_AFTER_NAME = frozenset(
    ', . ; : ( ) " ” and in on at as by with when after who for because before near during outside are is was were has had said'.split()
)
_SKIPPED = frozenset(
    "been also later reportedly allegedly being fatally seriously critically badly both himself herself then".split()
)
_NO_NAME = frozenset("the a an flight operation hurricane cyclone storm".split())
_PARTICLES = frozenset("al el de la van der bin ibn abu y da dos von del di".split())
_MOST_WORDS = 5
_MOST_NAMES = 8
_SHORTEST = 2


def name_victims(
    document: Document, places: Collection[int], times: Collection[int], nouns: Collection[str]
) -> dict[int, int]:
    """Names as ``{first: last}``; ``places`` and ``times`` are the tokens of what is known as such, ``nouns`` words for people."""
    found: dict[int, int] = {}
    known = {*places, *times}
    for verb in document.spots_of(_VERBS):
        if _befalls(document, verb):
            found |= _list_before(document, verb, known)
    for noun in document.spots_of(_NOUNS):
        if document.keys[noun + 1 : noun + 2] == ("of",):
            # whoever is murdered is no place, though a place has the name, too
            found |= _list_after(document, noun + 2, times if document.keys[noun] in _MURDER else known)
    for verb in document.spots_of(_KILLS):
        found |= _list_after(document, verb + 1, known)
    return {first: last for first, last in found.items() if document.keys[last - 1] not in nouns}


def _befalls(document: Document, verb: int) -> bool:
    at = verb + 1
    while at < len(document.keys) and at < verb + 4 and document.keys[at] in _SKIPPED:
        at += 1
    keys = document.keys[at : at + 2]
    return bool(keys) and keys[0] in _BEFALLS and keys != ("shot", "down")


def _list_before(document: Document, verb: int, taken: Collection[int]) -> dict[int, int]:
    """``Tariq Ozbek, Ana Ruiz and Jo Bell | were``; one word alone is a name only within the sentence."""
    low = document.sentence_of(verb).first
    found: dict[int, int] = {}
    last = verb
    for _ in range(_MOST_NAMES):
        first = _run_left(document, low, last, taken)
        if first is None or (last - first < _SHORTEST and (first == low or document.keys[verb] not in _SINGULAR)):
            break
        found[first] = last
        at = first
        while at > low and document.keys[at - 1] in (",", "and"):
            at -= 1
        if at == first:
            break
        last = at
    return found


def _run_left(document: Document, low: int, last: int, taken: Collection[int]) -> int | None:
    tokens, first = document.tokens, last
    while first > low and last - first < _MOST_WORDS:
        token = tokens[first - 1]
        if first - 1 in taken or not (_is_name(token.text) or (token.lower in _PARTICLES and first < last)):
            break
        first -= 1
    while first < last and tokens[first].lower in _PARTICLES and not tokens[first].is_capitalised:
        first += 1
    before = tokens[first - 1].lower if first > low else ""
    return None if first == last or before in _NO_NAME or tokens[first].lower in _NO_NAME else first


def _list_after(document: Document, at: int, taken: Collection[int]) -> dict[int, int]:
    """``the murder of | Pizarro and Galan``."""
    end = document.sentence_of(at).last if at < len(document.tokens) else at
    found: dict[int, int] = {}
    for _ in range(_MOST_NAMES):
        last = at
        while last < end and last - at < _MOST_WORDS and last not in taken and _is_name(document.tokens[last].text):
            last += 1
        if last == at or (last - at < _SHORTEST and document.keys[last - 1].endswith("s")):
            break
        if last < end and document.keys[last] not in _AFTER_NAME:
            break  # "the murder of Liberal | candidate Ana Ruiz"
        found[at] = last
        at = last
        while at < end and document.keys[at] in (",", "and"):
            at += 1
        if at == last:
            break
    return found


def _is_name(text: str) -> bool:
    return begins_upper(text) and not text.isupper()
