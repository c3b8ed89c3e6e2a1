"""Finds who is spoken of: known groups, organisations, forces of a country, named persons, unnamed people, states.

Shapes: ``the Red Coast Army``, ``(RCA)``, ``Ruritanian security forces``, ``two masked gunmen``, ``Governor Ana Lopez``,
``Lopez`` after that, ``Kyiv denied``.  What an actor does is read by others.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from schemas.actor import ActorKind, Sector
from worker.extract.actors.descriptions import add_description
from worker.extract.actors.organizations import acronym_after, find_organizations
from worker.extract.actors.persons import find_persons
from worker.extract.actors.phrases import Phrases, aged
from worker.extract.actors.register import ActorRegister
from worker.extract.actors.self_named import find_self_named
from worker.extract.findings import ActorMention, PlaceMention
from worker.extract.places.elsewhere import is_half_of_word
from worker.lexicons.actors import ActorLexicon, NamedActor
from worker.lexicons.gazetteer import PlaceKind
from worker.text.document import Document
from worker.text.layers import Layer, layer_of
from worker.text.numbers import Number
from worker.text.tokens import without_articles

_ARMED_GROUPS = frozenset((Sector.REB, Sector.PRM, Sector.UAF))
_LOCATIVE = frozenset(
    "in at near from to into of across inside outside around through throughout over within towards toward off on entering leaving".split()
)
_NEIGHBOURING = frozenset(
    "neighbouring neighboring bordering surrounding".split()
)  # no part of a phrase: they look like verbs
_ONE = frozenset("a an another one".split())
_MOST_IN_BRACKETS = 9
_LONG = 3  # words: "Red Coast liberation front" is a name for all its small letters, "shining path" is none


def find_actors(
    document: Document,
    phrases: Phrases,
    numbers: Iterable[Number],
    places: Iterable[PlaceMention],
    lexicon: ActorLexicon,
) -> tuple[ActorMention, ...]:
    """All actor mentions in text order, at most one for a word; ``canonical`` is one for all names of an actor in this text."""
    return _Finder(document, phrases, numbers, places, lexicon).find()


def actor_layer(document: Document, actors: Iterable[ActorMention]) -> Layer:
    """Where patterns see an actor: a group's name with what stands in brackets after it, "the Dawn Front (DF)"."""
    return layer_of((actor.first, _after_brackets(document, actor)) for actor in actors)


def is_armed_group(actor: ActorMention) -> bool:
    """Whether it is one of the armed groups that the lists know by name: "the RSF", "JNIM"."""
    return actor.kind is ActorKind.ORGANIZATION and actor.canonical is not None and actor.sector in _ARMED_GROUPS


def _after_brackets(document: Document, actor: ActorMention) -> int:
    keys, last = document.keys, actor.last
    if actor.kind is ActorKind.ORGANIZATION and last < len(keys) and keys[last] in ("(", "["):
        for closing in range(last + 2, min(last + _MOST_IN_BRACKETS, document.sentence_of(last).last)):
            if keys[closing] in (")", "]"):
                return closing + 1
    return last


class _Finder:
    """One pass over the words collects where names and nouns stand; then names before nouns, long before short."""

    def __init__(
        self,
        document: Document,
        phrases: Phrases,
        numbers: Iterable[Number],
        places: Iterable[PlaceMention],
        lexicon: ActorLexicon,
    ) -> None:
        self._document = document
        self._phrases = phrases
        self._lexicon = lexicon
        self._places = tuple(places)
        self._register = ActorRegister(document, phrases, numbers, self._places)
        self._aliases: dict[str, ActorMention] = {}  # initials that the text defines
        self._persons_by_surname: dict[str, ActorMention] = {}
        self._untimely: list[tuple[int, int]] = []  # names of groups that were none in that year: no persons either
        published = document.published
        self._year = published.year if isinstance(published, date) else None

    def find(self) -> tuple[ActorMention, ...]:
        lexicon, tokens = self._lexicon, self._document.tokens
        heads: list[int] = []
        nouns: list[int] = []
        capitals = [at for at in self._document.capitals if tokens[at].text != tokens[at].lower]
        for at in self._document.spots_of(lexicon.known):
            lower = self._document.keys[at]
            if lower in lexicon.noun_lengths:
                nouns.append(at)
            if tokens[at].text != lower or lower in lexicon.particles:  # "al-Shabaab", "al Qaeda"
                if lower in lexicon.name_lengths:
                    self._name(at)
                if lower in lexicon.heads and tokens[at].text[0].isupper():
                    heads.append(at)
        self._organizations(heads)
        self._self_named()
        self._initials(capitals)
        for at in nouns:
            add_description(self._register, at, lexicon)
        for at in aged(self._document):
            phrase = self._phrases.around(at)
            if phrase is not None and phrase[1] == at + 1:
                count = self._register.count(phrase[0], at)
                self._register.add(at, at + 1, "actor.aged", ActorKind.PEOPLE, sector=Sector.CVL, count=count)
        for first, last in self._untimely:
            self._register.taken[first:last] = b"\1" * (last - first)
        self._nationals(capitals)
        self._persons(capitals)
        self._states()
        return self._register.mentions()

    def _name(self, at: int) -> None:
        """A name of the list, in its own case: "EN" is no "en"."""
        if self._register.taken[at]:
            return
        tokens = self._document.tokens
        for length in self._lexicon.name_lengths[tokens[at].lower]:
            last = at + length
            for actor, alias in (
                self._lexicon.names.get(self._document.lower(at, last), ()) if last <= len(tokens) else ()
            ):
                if not self._written_as(at, last, alias):
                    continue
                if not self._current(actor):
                    self._untimely.append((at, last))
                else:
                    mention = self._register.add(
                        at,
                        last,
                        "actor.name",
                        actor.kind,
                        sector=actor.sector,
                        country=actor.country,
                        canonical=actor.name,
                    )
                    self._define(mention, last)
                    return

    def _written_as(self, at: int, last: int, alias: str) -> bool:
        """Whether a name stands here in its own case, and is not part of a longer one: "Sea of Azov", "National Army Council"."""
        tokens, place = self._document.tokens, self._register.place_at.get(at)
        if alias.isupper() and last - at == 1 and tokens[at].text not in (alias, alias.replace(".", "")):
            return False
        if place is not None and (place.first < at or place.last > last):
            return False
        if last - at < _LONG and not all(
            t.text != t.lower or t.lower in self._lexicon.particles for t in tokens[at:last]
        ):
            return False
        return not (
            last < len(tokens)
            and tokens[last].is_capitalised
            and tokens[last].lower in self._lexicon.heads
            and self._phrases.tags[last] == "w"
        )

    def _current(self, actor: NamedActor) -> bool:
        return self._year is None or ((actor.since or 0) <= self._year <= (actor.until or 9999))

    def _define(self, mention: ActorMention | None, last: int) -> None:
        initials = acronym_after(self._document, last, self._document.sentence_of(last - 1).last)
        if mention is not None and initials is not None:
            self._aliases.setdefault(self._document.tokens[initials].text, mention)
            self._register.taken[initials] = 1

    def _organizations(self, heads: list[int]) -> None:
        for first, last, sector in find_organizations(
            self._document,
            self._phrases,
            [at for at in heads if not self._register.taken[at]],
            self._lexicon,
            self._register.taken,
        ):
            if all(at in self._register.place_at for at in range(first, last)):
                continue
            name = self._register.name(first, last)
            mention = self._register.add(
                first,
                last,
                "actor.organization",
                ActorKind.ORGANIZATION,
                sector=sector,
                country=self._register.country(first, last),
                canonical=name,
            )
            self._define(mention, last)

    def _self_named(self) -> None:
        for first, last in find_self_named(self._document):
            name = self._register.name(first, last)
            mention = self._register.add(
                first, last, "actor.self_named", ActorKind.ORGANIZATION, sector=Sector.UAF, canonical=name
            )
            self._define(mention, last)

    def _initials(self, capitals: list[int]) -> None:
        for at in capitals if self._aliases else ():
            known = self._aliases.get(self._document.tokens[at].text)
            if known is not None and at > known.last:
                self._register.add(
                    at,
                    at + 1,
                    "actor.initials",
                    known.kind,
                    sector=known.sector,
                    country=known.country,
                    canonical=known.canonical,
                )

    def _persons(self, capitals: list[int]) -> None:
        """A surname stands for the last person of that name; both have the fuller name as their canonical one."""
        for first, last, sector, rule_id in find_persons(
            self._document, self._phrases, capitals, self._register.taken, self._register.place_at, self._lexicon
        ):
            name = self._register.name(first, last)
            bare = without_articles(name)
            known = self._persons_by_surname.get(bare.rsplit(" ", 1)[-1])
            if known is not None and f" {bare} " not in f" {without_articles(known.name)} ":
                known = None  # another one of that surname
            mention = self._register.add(
                first,
                last,
                rule_id,
                ActorKind.PERSON,
                sector=sector or (known.sector if known else None),
                canonical=known.canonical if known else name,
            )
            if mention is not None and known is None:
                self._persons_by_surname.update(dict.fromkeys(bare.split(" ")[1:] or [bare], mention))

    def _nationals(self, capitals: list[int]) -> None:
        """People by their country only: "Palestinians", "two Costa Ricans", "a Colombian"."""
        for at in capitals:
            phrase = self._phrases.around(at)
            if phrase is None or phrase[1] != at + 1:
                continue
            place = self._register.place_at.get(at)
            country = self._lexicon.nationals.get(self._document.keys[at]) or (
                self._lexicon.nationals.get(self._document.lower(at - 1, at + 1)) if at > phrase[0] else None
            )
            if country is None and place is not None and place.kind == "demonym":
                country = place.country if self._document.keys[phrase[0]] in _ONE else None
            if country is not None:
                core = self._phrases.core(*phrase)
                count = self._register.count(phrase[0], core)
                self._register.add(
                    core, at + 1, "actor.nationals", ActorKind.PEOPLE, sector=Sector.CVL, country=country, count=count
                )

    def _states(self) -> None:
        """A capital that stands for its government, a country that is no scene: "Kyiv denied", "Ruritania shelled"."""
        for place in self._places:
            if place.kind != "place" or place.entry is None:
                continue
            if is_half_of_word(self._document, place):
                continue
            if not place.metonym:
                phrase = self._phrases.around(place.last - 1)
                first = (
                    min(place.first, phrase[0]) if phrase is not None else place.first
                )  # "in | neighbouring Ruritania"
                first -= first > 0 and self._document.keys[first - 1] in _NEIGHBOURING
                before = self._document.tokens[first - 1].lower if first else ""
                if (
                    place.entry.kind is not PlaceKind.COUNTRY
                    or before in _LOCATIVE
                    or self._ends_address(place)
                    or phrase is None
                    or phrase[1] != place.last
                ):
                    continue
            self._register.add(
                place.first,
                place.last,
                "actor.state",
                ActorKind.STATE,
                sector=Sector.GOV,
                country=place.country,
                canonical=None,
            )

    def _ends_address(self, country: PlaceMention) -> bool:
        """Whether it only says where a place is: "at a cafe in Madrid, | Spain"; "Mali, | Niger and Chad" are three."""
        comma = country.first - 1
        if comma < 1 or self._document.keys[comma] != ",":
            return False
        other = self._register.place_at.get(comma - 1)
        return other is not None and (other.entry is None or other.entry.kind is not PlaceKind.COUNTRY)
