"""Finds who is spoken of: known groups, organisations, forces of a country, named persons, unnamed people, states.

Shapes: ``the Red Coast Army``, ``(RCA)``, ``Ruritanian security forces``, ``two masked gunmen``, ``Governor Ana Lopez``,
``Lopez`` after that, ``Kyiv denied``.  What an actor does is read by others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from schemas.incident import ActorKind, Sector
from schemas.quantity import Quantity
from worker.extract.findings import ActorMention, PlaceMention
from worker.extract.organizations import acronym_after, find_organizations
from worker.extract.persons import find_persons
from worker.extract.phrases import Phrases
from worker.lexicons.actors import ActorLexicon, ActorNouns, NamedActor
from worker.lexicons.gazetteer import PlaceKind
from worker.text.document import Document
from worker.text.numbers import Number

_LOCATIVE = frozenset("in at near from to into of across inside outside around through throughout over within towards toward off on entering leaving".split())
_LONG = 3  # words: "Red Coast liberation front" is a name for all its small letters, "shining path" is none
_MEMBERS = frozenset("member members supporters followers".split())
# The name begins after these: "Ruritania's | army", "Sunday morning | gunmen".
_NOT_IN_NAME = frozenset("'s same morning afternoon evening night midnight noon weekend today yesterday".split())
_ALLEGED = frozenset("suspected alleged accused presumed reported supposed so-called".split())


def find_actors(
    document: Document, phrases: Phrases, numbers: Iterable[Number], places: Iterable[PlaceMention], lexicon: ActorLexicon
) -> tuple[ActorMention, ...]:
    """All actor mentions in text order, at most one for a word; ``canonical`` is one for all names of an actor in this text."""
    return _Finder(document, phrases, numbers, places, lexicon).find()


class _Finder:
    """One pass over the words collects where names and nouns stand; then names before nouns, long before short."""

    def __init__(
        self, document: Document, phrases: Phrases, numbers: Iterable[Number], places: Iterable[PlaceMention], lexicon: ActorLexicon
    ) -> None:
        self._document = document
        self._phrases = phrases
        self._lexicon = lexicon
        self._counts: Mapping[int, Quantity] = {n.last: n.quantity for n in numbers if n.kind == "count"}
        self._places = tuple(places)
        self._place_at = {at: place for place in self._places for at in range(place.first, place.last)}
        self._found: list[ActorMention] = []
        self._taken = bytearray(len(document.tokens))
        self._aliases: dict[str, ActorMention] = {}  # initials that the text defines
        self._persons_by_surname: dict[str, ActorMention] = {}
        published = document.published
        self._year = published.year if isinstance(published, date) else None

    def find(self) -> tuple[ActorMention, ...]:
        lexicon, tokens = self._lexicon, self._document.tokens
        heads: list[int] = []
        capitals: list[int] = []
        nouns: list[int] = []
        known, noun_ends, name_begins, org_heads = lexicon.known, lexicon.noun_lengths, lexicon.name_lengths, lexicon.heads
        for at, (_, _, text, lower) in enumerate(tokens):
            if lower in known:
                if lower in noun_ends:
                    nouns.append(at)
                if text[0].isupper():
                    if lower in name_begins:
                        self._name(at)
                    if lower in org_heads:
                        heads.append(at)
            if text != lower and text[0].isupper():
                capitals.append(at)
        self._organizations(heads)
        self._initials(capitals)
        for at in nouns:
            self._noun(at)
        self._persons(capitals)
        self._states()
        return tuple(sorted(self._found, key=lambda m: (m.first, -m.last)))

    def _add(
        self,
        first: int,
        last: int,
        rule_id: str,
        kind: ActorKind,
        *,
        sector: Sector | None = None,
        country: str | None = None,
        canonical: str | None = None,
        name: str | None = None,
        count: Quantity | None = None,
        around: bool = False,
    ) -> ActorMention | None:
        if not around and 1 in self._taken[first:last]:
            return None
        document = self._document
        mention = ActorMention(
            start=document.tokens[first].start,
            end=document.tokens[last - 1].end,
            first=first,
            last=last,
            sentence=document.sentence_of(first).index,
            rule_id=rule_id,
            name=name or " ".join(document.words(first, last).split()),
            kind=kind,
            sector=sector,
            country=country,
            canonical=canonical,
            count=count,
        )
        self._found.append(mention)
        self._taken[first:last] = b"\1" * (last - first)
        return mention

    def _name(self, at: int) -> None:
        """A name of the list, in its own case: "EN" is no "en"."""
        if self._taken[at]:
            return
        tokens = self._document.tokens
        for length in self._lexicon.name_lengths[tokens[at].lower]:
            last = at + length
            for actor, alias in self._lexicon.names.get(self._document.lower(at, last), ()) if last <= len(tokens) else ():
                if self._current(actor) and self._written_as(at, last, alias):
                    mention = self._add(
                        at, last, "actor.name", actor.kind, sector=actor.sector, country=actor.country, canonical=actor.name
                    )
                    self._define(mention, last)
                    return

    def _written_as(self, at: int, last: int, alias: str) -> bool:
        """Whether a name stands here in its own case, and is not part of a longer one: "Sea of Azov", "National Army Council"."""
        tokens, place = self._document.tokens, self._place_at.get(at)
        if alias.isupper() and last - at == 1 and tokens[at].text != alias:
            return False
        if place is not None and (place.first < at or place.last > last):
            return False
        if last - at < _LONG and not all(token.is_capitalised for token in tokens[at:last]):
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
            self._taken[initials] = 1

    def _organizations(self, heads: list[int]) -> None:
        for first, last, sector, _ in find_organizations(
            self._document, self._phrases, [at for at in heads if not self._taken[at]], self._lexicon
        ):
            if all(at in self._place_at for at in range(first, last)):
                continue
            name = " ".join(self._document.words(first, last).split())
            mention = self._add(
                first, last, "actor.organization", ActorKind.ORGANIZATION, sector=sector, country=self._country(first, last), canonical=name
            )
            self._define(mention, last)

    def _initials(self, capitals: list[int]) -> None:
        for at in capitals if self._aliases else ():
            known = self._aliases.get(self._document.tokens[at].text)
            if known is not None and at > known.last:
                self._add(
                    at, at + 1, "actor.initials", known.kind, sector=known.sector, country=known.country, canonical=known.canonical
                )

    def _noun(self, at: int) -> None:
        """The head of a noun phrase; where a known name is part of it, the name stands alone: "Hamas | fighters"."""
        phrase = self._phrases.around(at)
        if self._taken[at] or phrase is None:
            return
        first, last = phrase[0], at + 1
        if last != phrase[1] and self._document.tokens[last].lower != "'s":
            return
        length, group = self._longest_noun(at, first)
        if group is None:
            return
        core = self._phrases.core(first, last)
        core = max([core, *(word + 1 for word in range(core, at) if self._document.tokens[word].lower in _NOT_IN_NAME)])
        alleged = core
        while alleged < at - length + 1 and self._document.tokens[alleged].lower in _ALLEGED:
            alleged += 1
        end, whose = self._with_complement(last)
        self._add(
            alleged,
            end,
            group.id,
            group.kind,
            sector=whose.sector if whose else self._side(first, at, group),
            country=whose.country if whose else self._country(first, last),
            count=self._count(first, core),
            around=True,
        )

    def _with_complement(self, last: int) -> tuple[int, ActorMention | None]:
        """ "Members" is nobody; "members of the Dawn Front" is somebody: where the name ends, and whose they are."""
        tokens = self._document.tokens
        if tokens[last - 1].lower not in _MEMBERS or last + 1 >= len(tokens) or tokens[last].lower not in ("of", "from"):
            return last, None
        end = self._phrases.layer.ends.get(last + 1, last)
        whose = next((m for m in self._found if last < m.first <= last + 2 and m.last >= end), None)
        return (whose.last, whose) if whose is not None else (last, None)

    def _longest_noun(self, at: int, first: int) -> tuple[int, ActorNouns | None]:
        """Of how many words the noun is that ends here, and its group."""
        for length in self._lexicon.noun_lengths[self._document.tokens[at].lower]:
            begin = at + 1 - length
            group = self._lexicon.nouns.get(self._document.lower(begin, at + 1)) if begin >= first else None
            if group is not None:
                return length, group
        return 0, None

    def _side(self, first: int, at: int, group: ActorNouns) -> Sector | None:
        """What the words before say of the side."""
        if group.sector in (Sector.UAF, Sector.MIL, None):
            for word in range(at - 1, first - 1, -1):
                sector = self._lexicon.modifiers.get(self._document.tokens[word].lower)
                if sector is not None:
                    return sector
                if self._taken[word] and (known := self._holding(word)) is not None and known.sector is not None:
                    return known.sector
        return group.sector

    def _holding(self, word: int) -> ActorMention | None:
        return next((mention for mention in self._found if mention.first <= word < mention.last), None)

    def _count(self, first: int, core: int) -> Quantity | None:
        for last in range(core, first, -1):
            if last in self._counts:
                return self._counts[last]
        return None

    def _country(self, first: int, last: int) -> str | None:
        for at in range(first, last):
            place = self._place_at.get(at)
            if place is not None and place.country is not None:
                return place.country
        return None

    def _persons(self, capitals: list[int]) -> None:
        """A surname stands for the last person of that name; both have the fuller name as their canonical one."""
        for first, last, sector, rule_id in find_persons(
            self._document, self._phrases, capitals, self._taken, self._place_at, self._lexicon
        ):
            name = " ".join(self._document.words(first, last).split())
            known = self._persons_by_surname.get(name.rsplit(" ", 1)[-1])
            if known is not None and f" {name} " not in f" {known.name} ":
                known = None  # another one of that surname
            mention = self._add(
                first,
                last,
                rule_id,
                ActorKind.PERSON,
                sector=sector or (known and known.sector),
                canonical=known.canonical if known else name,
                name=name,
            )
            if mention is not None and known is None:
                self._persons_by_surname.update(dict.fromkeys(name.split(" ")[1:] or [name], mention))

    def _states(self) -> None:
        """A capital that stands for its government, a country that is no scene: "Kyiv denied", "Ruritania shelled"."""
        for place in self._places:
            if place.kind != "place" or place.entry is None:
                continue
            if not place.metonym:
                before = self._document.tokens[place.first - 1].lower if place.first else ""
                phrase = self._phrases.around(place.last - 1)
                if place.entry.kind is not PlaceKind.COUNTRY or before in _LOCATIVE or phrase is None or phrase[1] != place.last:
                    continue
            self._add(
                place.first, place.last, "actor.state", ActorKind.STATE, sector=Sector.GOV, country=place.country, canonical=None
            )
