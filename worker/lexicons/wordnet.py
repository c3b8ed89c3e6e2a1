"""Makes ``worker/data/nouns/classes.tsv.gz`` from a copy of WordNet 3: ``python -m worker.lexicons.wordnet FOLDER``.

FOLDER holds ``data.noun``, ``index.noun`` and ``cntlist.rev`` (Debian: package wordnet-base, /usr/share/wordnet).  A noun belongs to a class
if most of its uses do: WordNet files each sense under one of 26 topics, and counts how often a tagged corpus uses it.  A noun that is
as often one thing as another ("market") is left out.  The same bytes from the same sources.
"""

from __future__ import annotations

import gzip
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from worker.lexicons.source import NOUNS

_TOPICS = (
    "adj adj adv top act animal thing attribute body cognition communication event feeling thing group location motive thing person"
    " phenomenon thing possession process quantity relation shape state thing time"
).split()  # by WordNet's number; artifacts, food, objects, plants and substances are things
_CLASS_OF = (
    {"person": "people", "group": "people", "animal": "animal", "thing": "thing", "body": "body"}
    | dict.fromkeys(
        "act attribute cognition communication event feeling motive possession process relation state".split(), "abstract"
    )
)  # fmt: skip
_GATHERINGS = ("social_event", "ceremony", "ceremonial", "gathering", "social_gathering", "journey")
"""People come together there, so that they can be attacked like a place: their hyponyms are nothing abstract."""
_SHARE = 0.75  # of a noun's uses that one class has
_UNTAGGED = 0.5  # of a use: what a sense counts that the corpus never uses, the first one; the n-th an n-th of that
_LIVED = frozenset(("person", "group", "location"))
"""A noun that stands for one of these as well, in one of its first senses, is of no other class: a tenor sings, people play on a pitch."""
_FIRST, _FEW, _RARE = 5, 15, 0.05  # senses; uses that prove little; a share of all uses
_LEAST_LETTERS = 3


def main(folder: Path, output: Path) -> None:
    """Writes the table."""
    rows = "".join(f"{noun}\t{name}\n" for noun, name in sorted(_classes(folder).items()))
    output.write_bytes(gzip.compress(rows.encode(), 9, mtime=0))


def _classes(folder: Path) -> Mapping[str, str]:
    topics, parents, common = _read_senses(folder / "data.noun")
    senses = dict(_read_index(folder / "index.noun"))
    counts = _read_counts(folder / "cntlist.rev")
    gatherings = {synset for noun in _GATHERINGS for synset in senses.get(noun, ())[:1]}

    @cache
    def is_gathering(synset: str) -> bool:
        return synset in gatherings or any(is_gathering(parent) for parent in parents[synset])

    found: dict[str, str] = {}
    for noun, synsets in senses.items():
        if noun not in common or len(noun) < _LEAST_LETTERS or not noun.replace("-", "").isalpha():
            continue
        weights: dict[str, float] = defaultdict(float)
        uses = [counts.get((noun, number), 0) for number in range(1, len(synsets) + 1)]
        for number, (synset, count) in enumerate(zip(synsets, uses, strict=True), 1):
            name = _CLASS_OF.get(topics[synset], "")
            if name == "abstract" and is_gathering(synset):
                name = ""
            weights[name] += count + _UNTAGGED / number
        best = max(weights, key=lambda name: weights[name])
        if weights[best] < _SHARE * sum(weights.values()):
            continue
        few = sum(uses) < _FEW
        lived = [
            count
            for synset, count in zip(synsets[:_FIRST], uses, strict=False)
            if topics[synset] in _LIVED and not (best == "people" and topics[synset] != "location")
        ]
        if best and not any(few or count > _RARE * sum(uses) for count in lived):
            found[noun] = best
    return found


def _read_senses(path: Path) -> tuple[dict[str, str], dict[str, list[str]], set[str]]:
    """The topic of each sense, the wider ones, and the nouns that are no names."""
    topics: dict[str, str] = {}
    parents: dict[str, list[str]] = {}
    common: set[str] = set()
    for fields in _lines(path):
        synset, topic = fields[0], _TOPICS[int(fields[1])]
        words, rest = int(fields[3], 16), 4
        topics[synset] = topic
        common.update(word for word in fields[rest : rest + 2 * words : 2] if word.islower())
        rest += 2 * words
        pointers = fields[rest + 1 : rest + 1 + 4 * int(fields[rest])]
        parents[synset] = [pointers[at + 1] for at in range(0, len(pointers), 4) if pointers[at] in ("@", "@i")]
    return topics, parents, common


def _read_index(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Each noun with its senses, the most frequent first."""
    for fields in _lines(path):
        yield fields[0], fields[6 + int(fields[3]) :]


def _read_counts(path: Path) -> dict[tuple[str, int], int]:
    """How often the tagged corpus uses a noun in its n-th sense."""
    rows = (fields for fields in _lines(path) if fields[0].partition("%")[2].startswith("1:"))
    return {(key.partition("%")[0], int(number)): int(count) for key, number, count in rows}


def _lines(path: Path) -> Iterator[list[str]]:
    for line in path.read_text("utf-8").splitlines():
        if not line.startswith("  "):  # the licence
            yield line.partition("|")[0].split()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).parents[1] / "data" / NOUNS)
