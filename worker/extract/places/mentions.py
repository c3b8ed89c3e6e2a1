"""Every place that an article names: found, told from persons and organisations, and resolved to the gazetteer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from schemas.place import PlacePrecision
from worker.extract.findings import PlaceMention
from worker.extract.places.at_home import at_home
from worker.extract.places.bearers import find_surnames
from worker.extract.places.containers import find_containers, listed_divisions
from worker.extract.places.context import Cues, find_cues, share_heads
from worker.extract.places.longer_names import find_namesakes, is_cut_short, is_plain
from worker.extract.places.measured import at_distance
from worker.extract.places.names import NameMatch, find_names
from worker.extract.places.parts_of_towns import with_their_towns
from worker.extract.places.senses import Rivals, Sense, resolve_senses
from worker.extract.places.settlements import Site
from worker.extract.places.sites import Parents, find_sites
from worker.lexicons.gazetteer import Entry, Gazetteer, NameRank, PlaceKind
from worker.lexicons.gazetteer.words import ContextWords
from worker.text.document import Document

PRECISION: Mapping[PlaceKind, PlacePrecision] = {
    PlaceKind.CITY: PlacePrecision.PLACE,
    PlaceKind.ADMIN1: PlacePrecision.ADMIN1,
    PlaceKind.ADMIN2: PlacePrecision.ADMIN2,
    PlaceKind.COUNTRY: PlacePrecision.COUNTRY,
    PlaceKind.REGION: PlacePrecision.REGION,
    PlaceKind.WATER: PlacePrecision.REGION,
    PlaceKind.ISLAND: PlacePrecision.REGION,
    PlaceKind.CONTINENT: PlacePrecision.REGION,
}
_NATURAL = (PlaceKind.WATER, PlaceKind.REGION, PlaceKind.ISLAND)
_QUARTERS = frozenset("neighborhood neighbourhood quarter suburb slum favela barrio".split())  # "area" may be of a land
_UNKNOWN_CONFIDENCE = 0.6
_SURE = 4.0  # units of evidence beyond the least that make it nearly certain


def find_places(document: Document, gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    """All places of the prose, in the order of the text."""
    words = gazetteer.words
    matches = [
        match
        for match in at_home(document, at_distance(document, find_names(document, gazetteer)))
        if not is_cut_short(document, words, match)
    ]
    taken = frozenset(number for match in matches if is_plain(match) for number in range(match.first, match.last))
    cues = [find_cues(document, words, match, taken) for match in matches]
    share_heads(document, matches, cues)
    listed = listed_divisions(document, matches)
    for position in listed:
        if not cues[position].kinds:
            cues[position] = replace(cues[position], kinds=(PlaceKind.ADMIN1,))
    containers = find_containers(document, matches, listed)
    rivals = Rivals(
        surnames=find_surnames(document, words),
        given_names=words.given_name,
        lower=_written_small(document, matches),
    )
    senses = resolve_senses(matches, cues, containers, rivals)
    known = [
        _mention(document, match, cue, sense)
        for match, cue, sense in zip(matches, cues, senses, strict=True)
        if sense is not None
        and sense.candidate.rank is not NameRank.PEOPLE
        and not _is_other_thing(match, cue, sense)
        and not _is_water(document, match, sense)
    ]
    unknown = list(_unknown(document, words, known, find_namesakes(matches, cues)))
    inside = {number for mention in unknown for number in range(mention.first, mention.last)}
    kept = [mention for mention in known if mention.first not in inside]
    return tuple(sorted((*with_their_towns(document, kept), *unknown), key=lambda mention: mention.start))


def _unknown(
    document: Document, words: ContextWords, known: Sequence[PlaceMention], namesakes: Mapping[int, Entry]
) -> Iterator[PlaceMention]:
    """Sites and settlements without entry, in the known place that the words around them name."""
    parents = Parents(document, known, words.thoroughfare, namesakes)
    for site in find_sites(document, words, [(mention.first, mention.last) for mention in known]):
        parent = parents.of(site)
        start, end = document.tokens[site.first].start, document.tokens[site.last - 1].end
        yield PlaceMention(
            start=start,
            end=end,
            first=site.first,
            last=site.last,
            sentence=site.sentence,
            rule_id=site.rule_id,
            name=document.text[start:end],
            extended=(document.tokens[site.extended[0]].start, document.tokens[site.extended[1] - 1].end),
            entry=None,
            kind="place",
            metonym=False,
            precision=site.precision,
            qualifier=None,
            country=parent.country if parent else None,
            admin1=parent.admin1 if parent else None,
            distance_km=None,
            confidence=_UNKNOWN_CONFIDENCE,
            parent=parent,
            quarter=parent is not None and parent.kind is PlaceKind.CITY and _is_quarter(document, site),
        )


def _is_quarter(document: Document, site: Site) -> bool:
    """``the northwestern | Hurriyah neighborhood``, ``the slum of | Tavra``."""
    begin, end = site.extended
    return not _QUARTERS.isdisjoint(document.keys[begin : end + 1])


def _written_small(document: Document, matches: Sequence[NameMatch]) -> frozenset[str]:
    """Those of the names that the article also writes without a capital, as common words."""
    wanted = {match.folded for match in matches if match.last - match.first == 1}
    return frozenset(token.lower for token in document.tokens if token.lower in wanted and token.text[0].islower())


def _is_other_thing(match: NameMatch, cue: Cues, sense: Sense) -> bool:
    """Whether a capitalised head word makes it the name of a valley, a bay or an island that is not known: "Fraser Valley"."""
    kind = sense.candidate.entry.kind
    return cue.named != match.last and cue.kinds[0] in _NATURAL and kind not in cue.kinds and kind not in _NATURAL


def _is_water(document: Document, match: NameMatch, sense: Sense) -> bool:
    """``on the Dnipro | river``: a river that is not known is not the town of its name."""
    led = document.keys[max(0, match.first - 1) : match.first] == ("the",)
    named = led and document.keys[match.last : match.last + 1] == ("river",)
    return named and sense.candidate.entry.kind is not PlaceKind.WATER


def _mention(document: Document, match: NameMatch, cue: Cues, sense: Sense) -> PlaceMention:
    entry, rank = sense.candidate
    first, last = cue.extended
    end = match.end if cue.named == match.last else document.tokens[cue.named - 1].end
    demonym = rank is NameRank.DEMONYM
    return PlaceMention(
        start=match.start,
        end=end,
        first=match.first,
        last=cue.named,
        sentence=match.sentence,
        rule_id="place.demonym" if demonym else "place.like" if rank is NameRank.KEY else "place.name",
        name=document.text[match.start : end],
        extended=(document.tokens[first].start, document.tokens[last - 1].end),
        entry=entry,
        kind="demonym" if demonym else "place",
        metonym=not demonym and (cue.speaks or cue.wages) and (entry.capital or entry.kind is PlaceKind.COUNTRY),
        precision=PRECISION[entry.kind],
        qualifier=cue.qualifier,
        country=entry.country,
        admin1=entry.admin1,
        distance_km=cue.distance_km,
        confidence=round(min(0.99, 0.5 + 0.49 * min(1.0, (sense.score - 4.6) / _SURE)), 2),
    )
