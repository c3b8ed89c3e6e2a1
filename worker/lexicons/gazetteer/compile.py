"""Compiles the sources into the files that ``Gazetteer`` maps.  The same sources give the same bytes."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import struct
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import marisa_trie

from worker.errors import Misconfigured
from worker.lexicons.gazetteer import layout
from worker.lexicons.gazetteer.draft import Draft
from worker.lexicons.gazetteer.entry import NameRank, PlaceKind
from worker.lexicons.gazetteer.gather import gather
from worker.lexicons.gazetteer.index import DEFAULT_FOLDER, Gazetteer
from worker.lexicons.gazetteer.sources import cached_cities_file
from worker.lexicons.gazetteer.spelling import fold_name, transliteration_key

_KINDS = {kind: number for number, kind in enumerate(PlaceKind)}
_LEAST_KEY = 5  # letters; shorter keys are shared by too many names
_NO_KEY = (NameRank.BARE, NameRank.DEMONYM, NameRank.PEOPLE)
_ARTICLE = re.compile(r"(?:al|el|ad|as|ash|at|an|ar|az)[- ](?=[a-z]{4})")  # "Al Hudaydah" is written without it, too
_PRIOR = {PlaceKind.COUNTRY: 5, PlaceKind.CONTINENT: 4, PlaceKind.ADMIN1: 3, PlaceKind.CITY: 2, PlaceKind.REGION: 2}


class Built(NamedTuple):
    """What was compiled."""

    folder: Path
    entries: int
    names: int
    size: int  # bytes


def build(dumps: Sequence[Path] = (), folder: Path | None = None) -> Built:
    """Compile the gazetteer.

    Args:
        dumps: GeoNames dump files to add; their places replace those of the same id.
        folder: Where to write; the package's own by default.

    Raises:
        Misconfigured: A source is missing or not of its format.
    """
    at = folder or DEFAULT_FOLDER
    drafts = gather(dumps)
    strings = _Strings()
    records = _records(drafts, strings)
    postings = _postings(drafts)
    trie = marisa_trie.Trie(sorted(postings))
    new = at.with_name(f"{at.name}.{os.getpid()}.new")
    new.mkdir(parents=True)
    trie.save(str(new / layout.NAMES))
    (new / layout.POSTINGS).write_bytes(_numbered(trie, postings))
    (new / layout.RECORDS).write_bytes(records)
    (new / layout.STRINGS).write_bytes(bytes(strings.pool))
    sizes = {
        name: (new / name).stat().st_size for name in (layout.NAMES, layout.POSTINGS, layout.RECORDS, layout.STRINGS)
    }
    (new / layout.STAMP).write_text(
        json.dumps(
            {
                "format": layout.FORMAT,
                "sources": _checksum(dumps),
                "tables": layout.source_sizes(),
                "entries": len(drafts),
                "names": len(trie),
                "sizes": sizes,
            },
            indent=1,
        )
        + "\n",
        encoding="utf-8",
    )
    _put_in_place(new, at)
    return Built(at, len(drafts), len(trie), sum(sizes.values()))


def _put_in_place(new: Path, at: Path) -> None:
    """Swap folders: processes that run keep the files that they have mapped, those that start see a whole gazetteer."""
    old = at.with_name(f"{at.name}.{os.getpid()}.old")
    if at.exists():
        at.rename(old)
    new.rename(at)
    shutil.rmtree(old, ignore_errors=True)


def is_current(folder: Path | None = None) -> bool:
    """Whether a whole gazetteer of this format and of these sources, without dumps, is there."""
    try:
        return Gazetteer.load(folder).stamp == _checksum(())
    except Misconfigured:
        return False


def _checksum(dumps: Iterable[Path]) -> str:
    """The SHA-256 of all sources: data, lists, towns, dumps."""
    digest = hashlib.sha256()
    for path in (*(layout.PLACES / name for name in layout.source_sizes()), cached_cities_file(), *dumps):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


class _Strings:
    """A pool of strings, each once, ended by a zero byte."""

    def __init__(self) -> None:
        self.pool = bytearray(b"\0")
        self._offsets = {"": 0}

    def offset(self, text: str) -> int:
        found = self._offsets.get(text)
        if found is None:
            found = self._offsets[text] = len(self.pool)
            self.pool += text.encode("utf-8") + b"\0"
        return found


def _records(drafts: Sequence[Draft], strings: _Strings) -> bytes:
    numbers = {
        draft.code: number + 1
        for number, draft in enumerate(drafts)
        if draft.kind in (PlaceKind.ADMIN1, PlaceKind.ADMIN2)
    }
    out = bytearray()
    for draft in drafts:
        lat, lon = draft.point
        out += layout.RECORD.pack(
            strings.offset(draft.name),
            strings.offset(draft.code),
            strings.offset(draft.iso),
            strings.offset(" ".join(draft.countries)),
            round(lat * layout.DEGREE_SCALE),
            round(lon * layout.DEGREE_SCALE),
            min(draft.population, 0xFFFFFFFF),
            draft.geonames_id,
            numbers.get(draft.admin1, 0),
            numbers.get(draft.admin2, 0),
            min(round(draft.radius_km * layout.RADIUS_SCALE), 0xFFFFFFFF),
            0,
            _KINDS[draft.kind],
            layout.CAPITAL * draft.capital + layout.OWN * draft.own,
        )
    return bytes(out)


def _postings(drafts: Sequence[Draft]) -> dict[str, list[int]]:
    """Each folded name and key with its entries, best first: rank << 24 | entry."""
    held: dict[str, dict[int, NameRank]] = defaultdict(dict)
    keyed: dict[str, set[int]] = defaultdict(set)
    for number, draft in enumerate(drafts):
        folded: dict[str, NameRank] = {}
        for name, rank in draft.names.items():
            for form in _forms(fold_name(name)):
                if form.isascii() and rank <= folded.get(form, rank):
                    folded[form] = rank
        for form, rank in folded.items():
            held[form][number] = rank
            if rank not in _NO_KEY and len(key := transliteration_key(form)) >= _LEAST_KEY:
                keyed[layout.KEY_MARK + key].add(number)
        for key in filter(None, (*draft.keys, str(draft.geonames_id or ""))):
            held[f"#{key}"][number] = NameRank.PRIMARY
    for key, numbers in keyed.items():
        held[key] = dict.fromkeys(numbers, NameRank.KEY)
    return {
        form: [rank << layout.RANK_SHIFT | number for number, rank in _sorted(drafts, ranks)]
        for form, ranks in held.items()
    }


def _sorted(drafts: Sequence[Draft], ranks: dict[int, NameRank]) -> list[tuple[int, NameRank]]:
    items = list(ranks.items())
    if len(items) > 1:
        items.sort(key=lambda item: _order(drafts, *item))
    return items


def _forms(folded: str) -> Iterable[str]:
    """A folded name as texts write it: with and without hyphens, saints in full and short."""
    forms = [folded]
    if "-" in folded:
        forms.append(" ".join(folded.replace("-", " ").split()))
    for written, others in (("st . ", ("st ", "saint ")), ("saint ", ("st . ", "st ")), ("mount ", ("mt . ", "mt "))):
        if folded.startswith(written):
            forms.extend(other + folded[len(written) :] for other in others)
    if folded.startswith("the "):
        forms.append(folded[4:])
    if article := _ARTICLE.match(folded):
        forms.append(folded[article.end() :])
    return (form for form in forms if form)


def _order(drafts: Sequence[Draft], number: int, rank: NameRank) -> tuple[int, ...]:
    draft = drafts[number]
    curated = 0 if rank in (NameRank.PRIMARY, NameRank.CURATED, NameRank.KEY) else int(rank)
    weight = _PRIOR.get(draft.kind, 0)
    return (
        -weight if weight > 2 and curated < 3 else 0,
        curated if draft.population < 100_000 else 0,
        -draft.population,
        -weight,
        number,
    )


def _numbered(trie: marisa_trie.Trie, postings: dict[str, list[int]]) -> bytes:
    lists = [trie.restore_key(number) for number in range(len(trie))]
    offsets, values = [0], []
    for key in lists:
        values.extend(postings[key])
        offsets.append(len(values))
    return (
        struct.pack("<I", len(lists))
        + struct.pack(f"<{len(offsets)}I", *offsets)
        + struct.pack(f"<{len(values)}I", *values)
    )
