"""What common nouns mostly stand for: people, animals, parts of bodies, things, or nothing that has a body (``worker/data/nouns``, after WordNet)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from worker.lexicons.source import NOUNS, load_rows

_PLURALS = (
    *(("ies", "y"), ("ves", "f"), ("ves", "fe"), ("es", ""), ("s", ""), ("men", "man"), ("children", "child")),
    *(("people", "person"), ("mice", "mouse"), ("feet", "foot"), ("teeth", "tooth"), ("geese", "goose")),
)
_PERSON, _WORD = "person", "word"


@dataclass(frozen=True, slots=True)
class NounClasses:
    """The class of each noun in the singular: abstract, animal, body, people, thing; none of what is as often one as the other."""

    of: Mapping[str, str]

    def class_of(self, key: str) -> str:
        """The class of a noun in any form; "" for one that is not known."""
        found = self.of.get(key)
        if found is not None:
            return found
        for ending, instead in _PLURALS:
            if key.endswith(ending):
                found = self.of.get(key[: -len(ending)] + instead)
                if found is not None:
                    return found
        return self.of.get(key.rpartition("-")[2], "") if "-" in key else ""


def load_nouns() -> NounClasses:
    """The table that the package carries.

    Raises:
        KnowledgeError: it can't be read.
    """
    return NounClasses({noun: "people" if name == _PERSON else name for noun, name in _rows() if name != _WORD})


def load_common_words() -> frozenset[str]:
    """All words that are no names, in their base form.

    Raises:
        KnowledgeError: the table can't be read.
    """
    return frozenset(word for word, _ in _rows())


def load_persons() -> tuple[str, ...]:
    """The nouns that stand for one person and for nothing else, in the singular.

    Raises:
        KnowledgeError: the table can't be read.
    """
    return tuple(noun for noun, name in _rows() if name == _PERSON)


def _rows() -> Iterator[tuple[str, str]]:
    for row in load_rows(NOUNS):
        noun, _, name = row.partition("\t")
        yield noun, name
