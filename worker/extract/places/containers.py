"""What is written behind a place's name as holding it: "Paris, Texas", "Kozinka, Belgorod region", "Aleppo (Syria)"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from worker.extract.places.context import DIRECTIONS
from worker.extract.places.longer_names import LARGE_TOWN
from worker.extract.places.names import NameMatch
from worker.lexicons.gazetteer import Entry, NameRank, PlaceKind
from worker.lexicons.gazetteer.headwords import HEAD_WORDS
from worker.text.document import Document

LISTING = frozenset((",", "and", "or", "&"))
"""What stands between the members of a list."""
_LONGEST_IN = 4  # words: "in the far north" and the container


def find_containers(document: Document, matches: Sequence[NameMatch], listed: frozenset[int]) -> dict[int, Entry]:
    """What is written behind a name as containing it: "Paris, Texas", "Kozinka, Belgorod region", "Aleppo (Syria)"."""
    found: dict[int, Entry] = {}
    for position, (match, following) in enumerate(pairwise(matches)):
        if not is_placed_in(document, match, following):
            continue
        holder = next((one for one in holders_of(following) if _could_hold(one, match)), None)
        if holder is not None and position not in listed:
            found[position] = holder
    for position, country in led_by_a_people(document, matches):
        found.setdefault(position, country)
    return found


def led_by_a_people(document: Document, matches: Sequence[NameMatch]) -> Iterator[tuple[int, Entry]]:
    """Positions of names that a people's name and a head word lead to, with its country: "the Colombian town of | Balboa"."""
    for position, (match, following) in enumerate(pairwise(matches)):
        best = match.candidates[0]
        if best.rank is not NameRank.DEMONYM or best.entry.kind is not PlaceKind.COUNTRY:
            continue
        words = document.keys[match.last : following.first]
        near = match.sentence == following.sentence and 0 < len(words) <= _LONGEST_IN
        if near and words[-1] == "of" and words[-2:-1] and words[-2] in HEAD_WORDS:
            yield position + 1, best.entry


def holders_of(match: NameMatch) -> Sequence[Entry]:
    """What a name that stands behind another may be as its container."""
    return [
        one.entry
        for one in match.candidates
        if one.entry.kind in (PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.REGION) and one.rank <= NameRank.STRIPPED
    ]


def is_placed_in(document: Document, match: NameMatch, following: NameMatch) -> bool:
    """Whether the next name stands behind a comma, a bracket, or "in": "Rafah in the Gaza Strip", "Beni territory of eastern Congo"."""
    if match.sentence != following.sentence or not 0 < following.first - match.last <= _LONGEST_IN:
        return False
    words = [token.lower for token in document.tokens[match.last : following.first]]
    if words in ([","], ["("]):
        return True
    heads = next((at for at, word in enumerate(words) if word not in HEAD_WORDS), len(words))
    if heads and words[heads:] == [","]:
        return True  # "San Pablo municipality, San Marcos Department"
    tie = words[heads : heads + 1]
    tied = tie == ["in"] or (heads > 0 and tie == ["of"])
    return tied and all(one == "the" or one in DIRECTIONS for one in words[heads + 1 :])


def _could_hold(holder: Entry, match: NameMatch) -> bool:
    return any(
        set(holder.countries) & set(one.entry.countries)
        and one.entry.key != holder.key
        and one.entry.kind in (PlaceKind.CITY, PlaceKind.ADMIN1, PlaceKind.ADMIN2)
        and (holder.kind is not PlaceKind.ADMIN1 or one.entry.admin1 == holder.admin1)
        for one in match.candidates
    )


def listed_divisions(document: Document, matches: Sequence[NameMatch]) -> frozenset[int]:
    """Positions of divisions that are listed: "Ohio, Oregon and Utah" - none lies in the next one, none is a town.

    A list has three members, or an "and"; one of them at least is clear; all lie in one country.
    """
    listed: set[int] = set()
    run, joined = [0], False
    for position in range(1, len(matches) + 1):
        words = words_between(document, matches, position)
        if words and words <= LISTING and _same_country(matches[position - 1], matches[position]):
            run.append(position)
            joined = joined or bool(words - {","})
            continue
        if (len(run) > 2 or (joined and len(run) > 1)) and any(_is_clear(matches[one]) for one in run):
            listed.update(run)
        run, joined = [position], False
    return frozenset(listed)


def _is_division(match: NameMatch) -> bool:
    return any(one.entry.kind is PlaceKind.ADMIN1 and one.rank <= NameRank.CURATED for one in match.candidates)


def _is_clear(match: NameMatch) -> bool:
    """Whether a name is a division's, and no large town's: Ohio, not New York."""
    return _is_division(match) and not any(
        one.entry.kind is PlaceKind.CITY and one.entry.population >= LARGE_TOWN for one in match.candidates
    )


def words_between(document: Document, matches: Sequence[NameMatch], position: int) -> set[str]:
    """The words between a name and the one before it, in one sentence."""
    if position >= len(matches) or matches[position].sentence != matches[position - 1].sentence:
        return set()
    return {token.lower for token in document.tokens[matches[position - 1].last : matches[position].first]}


def _same_country(one: NameMatch, other: NameMatch) -> bool:
    countries = [
        {
            entry.country
            for entry, rank in match.candidates
            if entry.kind is PlaceKind.ADMIN1 and rank <= NameRank.CURATED
        }
        for match in (one, other)
    ]
    return bool(countries[0] & countries[1])
