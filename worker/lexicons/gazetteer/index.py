"""The compiled gazetteer, read through memory maps: a few milliseconds to open, its pages shared by all processes."""

from __future__ import annotations

import json
import mmap
import struct
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, Self

import marisa_trie

from worker.errors import Misconfigured
from worker.lexicons.gazetteer import layout
from worker.lexicons.gazetteer.entry import Entry, NameRank, PlaceKind
from worker.lexicons.gazetteer.spelling import fold_name, transliteration_key
from worker.lexicons.gazetteer.words import ContextWords, load_context_words

DEFAULT_FOLDER = Path(__file__).parents[2] / "data" / "gazetteer"
_REMEDY = "build it: tocsin gazetteer build"
_KINDS = tuple(PlaceKind)
_RANKS = tuple(NameRank)
_OFFSETS = struct.Struct("<II")


class Candidate(NamedTuple):
    """An entry that bears a name, and how it came to it."""

    entry: Entry
    rank: NameRank


class Gazetteer:
    """Names to places.  Immutable; safe to fork."""

    def __init__(self, folder: Path, stamp: str) -> None:
        """Map the files of ``folder``; use ``load``, which checks them first."""
        self.stamp = stamp
        self.words: ContextWords = load_context_words()
        self.never_alone = self.words.never | self.words.organisation | self.words.office | self.words.title
        self._trie = marisa_trie.Trie()
        self._trie.mmap(str(folder / layout.NAMES))
        self._postings = _map(folder / layout.POSTINGS)
        self._records = _map(folder / layout.RECORDS)
        self._strings = _map(folder / layout.STRINGS)
        (self._names,) = struct.unpack_from("<I", self._postings)
        self._base = 4 + 4 * (self._names + 1)
        self._entry = lru_cache(maxsize=16_384)(self._read)
        self._candidates = lru_cache(maxsize=8_192)(self._read_candidates)

    @classmethod
    def load(cls, folder: Path | None = None) -> Self:
        """Open a compiled gazetteer.

        Args:
            folder: Where ``tocsin gazetteer build`` wrote it; the package's own by default.

        Raises:
            Misconfigured: It is not there, not whole, of another format or of other tables.
        """
        at = folder or DEFAULT_FOLDER
        try:
            stamp = json.loads((at / layout.STAMP).read_text(encoding="utf-8"))
            found = stamp["format"], stamp["sizes"], stamp["tables"] if stamp["format"] == layout.FORMAT else {}
        except FileNotFoundError:
            raise Misconfigured(f"There is no compiled gazetteer in {at}", _REMEDY) from None
        except (ValueError, KeyError, TypeError):
            raise Misconfigured(f"{at / layout.STAMP} is damaged", _REMEDY) from None
        if found[0] != layout.FORMAT:
            raise Misconfigured(
                f"The gazetteer in {at} has format {found[0]}, this version reads {layout.FORMAT}", _REMEDY
            )
        if found[2] != layout.source_sizes():
            raise Misconfigured(f"The gazetteer in {at} was built from other tables than this version's", _REMEDY)
        for name, size in found[1].items():
            path = at / name
            if not path.is_file() or path.stat().st_size != size:
                raise Misconfigured(f"{path} is missing or not whole", _REMEDY)
        return cls(at, stamp["sources"])

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """All places of that name, the best known first; by transliteration where none has it exactly."""
        folded = fold_name(name)
        found = self.candidates(folded) or self.candidates_like(folded)
        return tuple(candidate.entry for candidate in found)

    def candidates(self, folded: str) -> tuple[Candidate, ...]:
        """The places of a folded name (``spelling.fold_name``), best first."""
        number = self._trie.get(folded)
        return () if number is None else self._candidates(number)

    def candidates_like(self, folded: str) -> tuple[Candidate, ...]:
        """The places whose names differ from a folded one by transliteration only."""
        number = self._trie.get(layout.KEY_MARK + transliteration_key(folded))
        return () if number is None else self._candidates(number)

    def prefixes(self, folded: str) -> Iterator[tuple[str, int]]:
        """All names that ``folded`` begins with, the shortest first, each with its number for ``numbered``."""
        return self._trie.iter_prefixes_with_ids(folded)  # type: ignore[no-any-return]

    def numbered(self, number: int) -> tuple[Candidate, ...]:
        """The candidates of a name's number."""
        return self._candidates(number)

    def entry(self, geonames_id: int) -> Entry | None:
        """The place with that GeoNames id."""
        found = self._trie.get(f"#{geonames_id}")
        return None if found is None else self._candidates(found)[0].entry

    def division(self, code: str) -> Entry | None:
        """The division with that GeoNames code: ``RU.09`` or ``RU.09.824990``."""
        found = self._trie.get(f"#{code}")
        return None if found is None else self._candidates(found)[0].entry

    def country(self, code: str) -> Entry | None:
        """The country with that ISO 3166-1 code, alpha-3 or alpha-2."""
        found = self._trie.get(f"#{code}")
        return None if found is None else self._candidates(found)[0].entry

    def capital_of(self, country: str) -> Entry | None:
        """The seat of a country's government."""
        found = self._trie.get(f"#capital {country}")
        return None if found is None else self._candidates(found)[0].entry

    def region(self, name: str, country: str | None = None) -> Entry | None:
        """The region, sea or island of that name, or a place of our own list; of several one of that country."""
        wide = (PlaceKind.REGION, PlaceKind.WATER, PlaceKind.ISLAND, PlaceKind.CONTINENT)
        found = [entry for entry in self.lookup(name) if entry.kind in wide or entry.own]
        return next((entry for entry in found if country in entry.countries), found[0] if found else None)

    def parent(self, entry: Entry) -> Entry | None:
        """The division or country that an entry lies in."""
        if entry.kind is PlaceKind.CITY and entry.admin2:
            return self.division(entry.admin2)
        if entry.kind in (PlaceKind.CITY, PlaceKind.ADMIN2) and entry.admin1:
            return self.division(entry.admin1)
        if entry.kind is PlaceKind.COUNTRY or entry.country is None:
            return None
        return self.country(entry.country)

    def _read_candidates(self, number: int) -> tuple[Candidate, ...]:
        begin, end = _OFFSETS.unpack_from(self._postings, 4 + 4 * number)
        values = struct.unpack_from(f"<{end - begin}I", self._postings, self._base + 4 * begin)
        return tuple(
            Candidate(self._entry(value & layout.ENTRY_MASK), _RANKS[value >> layout.RANK_SHIFT]) for value in values
        )

    def _read(self, key: int) -> Entry:
        name, code, _, countries, lat, lon, population, geonames, admin1, admin2, radius, _, kind, flags = self._record(
            key
        )
        first = self._record(admin1 - 1) if admin1 else None
        second = self._record(admin2 - 1) if admin2 else None
        held = tuple(self._string(countries).split())
        sort = _KINDS[kind]
        return Entry(
            key=key,
            geonames_id=geonames or None,
            name=self._string(name),
            kind=sort,
            country=held[0] if len(held) == 1 else None,
            countries=held,
            admin1=self._string(first[1]) if first else None,
            admin1_iso=(self._string(first[2]) or None) if first else None,
            admin1_name=self._string(first[0]) if first else None,
            admin2=self._string(second[1]) if second else (self._string(code) if sort is PlaceKind.ADMIN2 else None),
            admin2_name=self._string(second[0]) if second else None,
            lat=lat / layout.DEGREE_SCALE,
            lon=lon / layout.DEGREE_SCALE,
            population=population,
            radius_km=radius / layout.RADIUS_SCALE,
            capital=bool(flags & layout.CAPITAL),
            own=bool(flags & layout.OWN),
        )

    def _record(self, key: int) -> tuple[int, ...]:
        return layout.RECORD.unpack_from(self._records, key * layout.RECORD.size)

    @lru_cache(maxsize=4_096)  # noqa: B019 - one gazetteer lives as long as its process
    def _string(self, offset: int) -> str:
        return self._strings[offset : self._strings.find(b"\0", offset)].decode("utf-8")


def _map(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
