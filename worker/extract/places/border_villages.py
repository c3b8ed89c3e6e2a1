"""Villages that bear the name of one across the border: where an article plays in Belgorod, "the village of Malinovka" is none of Ukraine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from worker.extract.places.names import NameMatch
from worker.lexicons.gazetteer import NameRank, PlaceKind
from worker.text.document import Document

_VILLAGES = frozenset("village hamlet settlement".split())
_WITHIN = frozenset("in across throughout inside within at near over".split())
_NEAR = 3  # words from "in" to a land: "in southern Lebanon"
_DIVISIONS = (PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.CITY)
_SMALL_TOWN = 20_000  # people
_FAR = 9  # words from a village to the border from which it lies: "some two miles from the Ukrainian border"
_FROM = ("from", "of")


def across_the_border(document: Document, matches: Sequence[NameMatch]) -> frozenset[int]:
    """The positions of villages whose only bearers lie in a land where the article does not play, or from whose border they lie."""
    villages = [at for at, match in enumerate(matches) if _is_village(document, match)]
    if not villages:
        return frozenset()
    said: dict[str, list[int]] = defaultdict(list)
    for position, land in _lands(document, matches):
        said[land].append(position)
    found = set()
    for at in villages:
        bearers = {one.entry.country for one in matches[at].candidates}
        homes = {land for land, positions in said.items() if positions != [at]}
        if (homes and bearers.isdisjoint(homes)) or bearers <= _beyond(document, matches, at):
            found.add(at)
    return frozenset(found)


def _is_village(document: Document, match: NameMatch) -> bool:
    keys = document.keys
    called = keys[match.last : match.last + 1] or ("",)
    before = keys[max(0, match.first - 2) : match.first]
    if called[0] not in _VILLAGES and not (len(before) == 2 and before[0] in _VILLAGES and before[1] == "of"):
        return False
    return all(one.entry.kind is PlaceKind.CITY and one.entry.population < _SMALL_TOWN for one in match.candidates)


def _lands(document: Document, matches: Sequence[NameMatch]) -> Iterator[tuple[int, str]]:
    """The lands in which the article says that something was, with the positions of the names that say so."""
    for position, match in enumerate(matches):
        best = match.candidates[0]
        country, after = best.entry.country, document.keys[match.last : match.last + 3]
        if country is None:
            continue
        if best.rank is NameRank.DEMONYM:
            if not _VILLAGES.isdisjoint(after):
                yield position, country  # "the Lebanese village of"
        elif best.entry.kind in _DIVISIONS or not _WITHIN.isdisjoint(
            document.keys[max(0, match.first - _NEAR) : match.first]
        ):
            yield position, country


def _beyond(document: Document, matches: Sequence[NameMatch], at: int) -> frozenset[str | None]:
    """``two miles from the Ukrainian | border``: in Ukraine it is not."""
    village = matches[at]
    for other in matches[at + 1 : at + 2]:
        between = document.keys[village.last : other.first]
        ends = document.keys[other.last : other.last + 1] in (("border",), ("frontier",))
        if other.sentence == village.sentence and ends and len(between) <= _FAR and not set(_FROM).isdisjoint(between):
            return frozenset((other.candidates[0].entry.country,))
    return frozenset()
