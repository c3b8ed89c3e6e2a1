"""Every place that an article names: found, told from persons and organisations, and resolved to the gazetteer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from schemas.place import PlacePrecision
from worker.extract.findings import PlaceMention
from worker.extract.places.bearers import find_surnames
from worker.extract.places.context import DIRECTIONS, Cues, find_cues, share_heads
from worker.extract.places.longer_names import LARGE_TOWN, find_namesakes, is_cut_short, is_plain
from worker.extract.places.names import NameMatch, find_names
from worker.extract.places.parts_of_towns import with_their_towns
from worker.extract.places.senses import Rivals, Sense, resolve_senses
from worker.extract.places.sites import Parents, find_sites
from worker.lexicons.gazetteer import Candidate, Entry, Gazetteer, NameRank, PlaceKind, distance_km
from worker.lexicons.gazetteer.headwords import HEAD_WORDS
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
_SMALL_TOWN = 20_000  # people; the name of a smaller one is often that of a place elsewhere, too
_QUARTERS = frozenset(("neighborhood", "neighbourhood"))
_OF_QUARTERS = _QUARTERS | {"suburb", "township"}  # "the Cape Town suburb of Hanover Park"
_NAMES_DISTRICT = 20_000  # people; a town so large may have given its district the name
_NEAR_KM = 100.0  # farther from all other places of an article lies no quarter
_LONGEST_IN = 4  # words: "in the far north" and the container
_LISTING = frozenset((",", "and", "or", "&"))
_UNKNOWN_CONFIDENCE = 0.6
_SURE = 4.0  # units of evidence beyond the least that make it nearly certain


def find_places(document: Document, gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    """All places of the prose, in the order of the text."""
    words = gazetteer.words
    matches = [
        match
        for match in _at_home(document, find_names(document, gazetteer))
        if not is_cut_short(document, words, match)
    ]
    taken = frozenset(number for match in matches if is_plain(match) for number in range(match.first, match.last))
    cues = [find_cues(document, words, match, taken) for match in matches]
    share_heads(document, matches, cues)
    listed = _listed_divisions(document, matches)
    for position in listed:
        if not cues[position].kinds:
            cues[position] = replace(cues[position], kinds=(PlaceKind.ADMIN1,))
    containers = _find_containers(document, matches, listed)
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
        )


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


def _find_containers(document: Document, matches: Sequence[NameMatch], listed: frozenset[int]) -> dict[int, Entry]:
    """What is written behind a name as containing it: "Paris, Texas", "Kozinka, Belgorod region", "Aleppo (Syria)"."""
    found: dict[int, Entry] = {}
    for position, (match, following) in enumerate(pairwise(matches)):
        if not _is_placed_in(document, match, following):
            continue
        holder = next((one for one in _holders(following) if _could_hold(one, match)), None)
        if holder is not None and position not in listed:
            found[position] = holder
    for position, country in _led_by_a_people(document, matches):
        found.setdefault(position, country)
    return found


def _led_by_a_people(document: Document, matches: Sequence[NameMatch]) -> Iterator[tuple[int, Entry]]:
    """Positions of names that a people's name and a head word lead to, with its country: "the Colombian town of | Balboa"."""
    for position, (match, following) in enumerate(pairwise(matches)):
        best = match.candidates[0]
        if best.rank is not NameRank.DEMONYM or best.entry.kind is not PlaceKind.COUNTRY:
            continue
        words = document.keys[match.last : following.first]
        near = match.sentence == following.sentence and 0 < len(words) <= _LONGEST_IN
        if near and words[-1] == "of" and words[-2:-1] and words[-2] in HEAD_WORDS:
            yield position + 1, best.entry


def _holders(match: NameMatch) -> Sequence[Entry]:
    """What a name that stands behind another may be as its container."""
    return [
        one.entry
        for one in match.candidates
        if one.entry.kind in (PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.REGION) and one.rank <= NameRank.STRIPPED
    ]


def _is_placed_in(document: Document, match: NameMatch, following: NameMatch) -> bool:
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


def _at_home(document: Document, matches: list[NameMatch]) -> list[NameMatch]:
    """Without small places of other lands: "Baraka in Congo" is none of the Barakas that lie elsewhere, nor "Nueva Esperanza, Usulutan".

    A quarter lies where the article plays: the Escalon neighborhood of San Salvador is no Escalon of California.
    """
    quarters = dict(_quarters(document, matches))
    foreign = {position for position, near in quarters.items() if not near}
    for position, (match, following) in enumerate(pairwise(matches)):
        if not _is_placed_in(document, match, following):
            continue
        holders, tie = _holders(following), document.tokens[match.last].lower
        if not holders or holders[0].kind is not (PlaceKind.COUNTRY if tie == "in" else PlaceKind.ADMIN1):
            continue
        if all(_is_all_abroad(match, holder) for holder in holders):
            foreign.add(position)
    foreign.update(
        position
        for position, holder in _led_by_a_people(document, matches)
        if _is_all_abroad(matches[position], holder)
    )
    return [
        replace(match, candidates=quarters[position]) if position in quarters else match
        for position, match in enumerate(matches)
        if position not in foreign
    ]


def _is_all_abroad(match: NameMatch, holder: Entry) -> bool:
    """Whether only small towns outside the holder's country bear the name; a division holds what is named right behind it but for cities."""
    if any(set(holder.countries) & set(one.entry.countries) for one in match.candidates):
        return False
    if holder.kind is PlaceKind.ADMIN1:
        return all(one.entry.population < LARGE_TOWN for one in match.candidates)
    return all(one.entry.kind is PlaceKind.CITY and one.entry.population < _SMALL_TOWN for one in match.candidates)


def _quarters(document: Document, matches: Sequence[NameMatch]) -> Iterator[tuple[int, tuple[Candidate, ...]]]:
    """Positions of names that are called a quarter's, with their bearers near another place of the article."""
    tokens = document.tokens
    for position, match in enumerate(matches):
        after = tokens[match.last].lower if match.last < len(tokens) else ""
        before = [token.lower for token in tokens[max(0, match.first - 2) : match.first]]
        part = after == "district" and before[-1:] == ["the"] and not _may_be_district(matches, match)
        if (
            not part
            and after not in _QUARTERS
            and not (len(before) == 2 and before[0] in _OF_QUARTERS and before[1] == "of")
        ):
            continue
        following = matches[position + 1].first if position + 1 < len(matches) else -1
        held = following == match.last + 2 and tokens[match.last + 1].lower in ("of", "in")
        if not held and not part and any(not _is_small(one) for one in match.candidates):
            continue  # "a Chicago neighborhood"
        best = [other.candidates[0].entry for other in matches if other.folded != match.folded]
        towns = [one for one in best if one.kind in (PlaceKind.CITY, PlaceKind.ADMIN1, PlaceKind.ADMIN2)]
        near = tuple(
            one
            for one in match.candidates
            if any(
                distance_km(one.entry.lat, one.entry.lon, town.lat, town.lon) <= max(_NEAR_KM, town.radius_km)
                for town in towns
            )
        )
        if towns and (part or not near):
            yield position, near


def _may_be_district(matches: Sequence[NameMatch], match: NameMatch) -> bool:
    """Whether a bearer that may be a district, or gives it its name, shares a country with another name: else "the Medina district" is none."""
    lands = {
        one.entry.country
        for one in match.candidates
        if one.entry.kind is not PlaceKind.CITY or one.entry.population >= _NAMES_DISTRICT
    }
    return any(lands & {one.entry.country for one in other.candidates[:1]} for other in matches if other is not match)


def _is_small(candidate: Candidate) -> bool:
    return candidate.entry.kind is PlaceKind.CITY and candidate.entry.population < LARGE_TOWN


def _is_division(match: NameMatch) -> bool:
    return any(one.entry.kind is PlaceKind.ADMIN1 and one.rank <= NameRank.CURATED for one in match.candidates)


def _is_clear(match: NameMatch) -> bool:
    """Whether a name is a division's, and no large town's: Ohio, not New York."""
    return _is_division(match) and not any(
        one.entry.kind is PlaceKind.CITY and one.entry.population >= LARGE_TOWN for one in match.candidates
    )


def _listed_divisions(document: Document, matches: Sequence[NameMatch]) -> frozenset[int]:
    """Positions of divisions that are listed: "Ohio, Oregon and Utah" - none lies in the next one, none is a town.

    A list has three members, or an "and"; one of them at least is clear; all lie in one country.
    """
    listed: set[int] = set()
    run, joined = [0], False
    for position in range(1, len(matches) + 1):
        words = _between(document, matches, position)
        if words and words <= _LISTING and _same_country(matches[position - 1], matches[position]):
            run.append(position)
            joined = joined or bool(words - {","})
            continue
        if (len(run) > 2 or (joined and len(run) > 1)) and any(_is_clear(matches[one]) for one in run):
            listed.update(run)
        run, joined = [position], False
    return frozenset(listed)


def _between(document: Document, matches: Sequence[NameMatch], position: int) -> set[str]:
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


def _could_hold(holder: Entry, match: NameMatch) -> bool:
    return any(
        set(holder.countries) & set(one.entry.countries)
        and one.entry.key != holder.key
        and one.entry.kind in (PlaceKind.CITY, PlaceKind.ADMIN1, PlaceKind.ADMIN2)
        and (holder.kind is not PlaceKind.ADMIN1 or one.entry.admin1 == holder.admin1)
        for one in match.candidates
    )


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
