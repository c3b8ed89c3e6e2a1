"""Makes ``worker/data/nouns/classes.tsv.gz`` from a copy of WordNet 3: ``python -m worker.lexicons.wordnet FOLDER``.

FOLDER holds the four files ``data.*``, the four files ``index.*`` and ``cntlist.rev`` (Debian: package wordnet-base, /usr/share/wordnet).  A noun belongs to a class
if most of its uses do: WordNet files each sense under one of 26 topics, and counts how often a tagged corpus uses it.  A noun that is
as often one thing as another ("market") is left out.  Who is one person is told from a body of people: a noun that is no other part of
speech, and means a person first and mostly.  All other words that are no names, of any part of speech, follow as such: what is written in
capitals alone is read by them.  The same bytes from the same sources.
"""

from __future__ import annotations

import gzip
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
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
_SCOLDED = (
    *(
        "unwelcome_person",
        "unpleasant_person",
        "bad_person",
        "simpleton",
        "coward",
        "weakling",
        "enemy",
        "lover",
        "fictional_character",
    ),
    *(
        "spiritual_being",
        "deity",
        "hypothetical_creature",
        "killer",
        "good_person",
        "fiend",
        "sexual_pervert",
        "optimist",
        "pessimist",
    ),
)
"""Their hyponyms say what somebody is thought to be, not who was there."""
_SHARE = 0.75  # of a noun's uses that one class has
_UNTAGGED = 0.5  # of a use: what a sense counts that the corpus never uses, the first one; the n-th an n-th of that
_LIVED = frozenset(("person", "group", "location"))
"""A noun that stands for one of these as well, in one of its first senses, is of no other class: a tenor sings, people play on a pitch."""
_FIRST, _FEW, _RARE = 5, 15, 0.05  # senses; uses that prove little; a share of all uses
_LEAST_LETTERS = 3
_PARTICIPLES = ("ed", "ing")  # "the accused", and who is accused
_OTHER_PARTS = ("verb", "adj", "adv")  # of speech


def main(folder: Path, output: Path) -> None:
    """Writes the table."""
    rows = "".join(f"{noun}\t{name}\n" for noun, name in sorted(_classes(folder).items()))
    output.write_bytes(gzip.compress(rows.encode(), 9, mtime=0))


def _classes(folder: Path) -> Mapping[str, str]:
    topics, parents, common = _read_senses(folder / "data.noun")
    senses = dict(_read_index(folder / "index.noun"))
    counts = _read_counts(folder / "cntlist.rev")
    gatherings = {synset for noun in _GATHERINGS for synset in senses.get(noun, ())[:1]}

    found: dict[str, str] = {}
    for noun, synsets in senses.items():
        if noun not in common or len(noun) < _LEAST_LETTERS or not noun.replace("-", "").isalpha():
            continue
        weights: dict[str, float] = defaultdict(float)
        uses = [counts.get((noun, number), 0) for number in range(1, len(synsets) + 1)]
        for number, (synset, count) in enumerate(zip(synsets, uses, strict=True), 1):
            name = _CLASS_OF.get(topics[synset], "")
            if name == "abstract" and _is_under(synset, gatherings, parents):
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
    others = frozenset(fields[0] for name in _OTHER_PARTS for fields in _lines(folder / f"index.{name}"))
    scolded = {synset for noun in _SCOLDED for synset in senses.get(noun, ())[:1]}
    for noun, synsets in senses.items():
        person = noun in common and noun not in others and _is_person(noun, synsets, topics, counts)
        if person and not _is_under(synsets[0], scolded, parents):
            found[noun] = "person"
    words = common.union(*(_small_words(folder / f"data.{name}") for name in _OTHER_PARTS))
    return found | {word: "word" for word in words - found.keys() if word.replace("-", "").isalpha()}


def _small_words(path: Path) -> Iterator[str]:
    """The words of other parts of speech that are no names: ``swift``, not ``French``."""
    for fields in _lines(path):
        for word in fields[4 : 4 + 2 * int(fields[3], 16) : 2]:
            if (plain := word.partition("(")[0]).islower():
                yield plain


def _is_under(synset: str, roots: set[str], parents: Mapping[str, list[str]]) -> bool:
    return synset in roots or any(_is_under(parent, roots, parents) for parent in parents[synset])


def _is_person(noun: str, synsets: list[str], topics: Mapping[str, str], counts: Mapping[tuple[str, int], int]) -> bool:
    if topics[synsets[0]] != "person" or len(noun) < _LEAST_LETTERS or not noun.replace("-", "").isalpha():
        return False
    if noun.endswith(_PARTICIPLES):
        return False
    weights = [counts.get((noun, number), 0) + _UNTAGGED / number for number in range(1, len(synsets) + 1)]
    persons = sum(weight for synset, weight in zip(synsets, weights, strict=True) if topics[synset] == "person")
    return persons >= _SHARE * sum(weights)


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
