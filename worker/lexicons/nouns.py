"""What common nouns mostly stand for: people, animals, parts of bodies, things, or nothing that has a body (``worker/data/nouns``, after WordNet)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

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
    return NounClasses(
        {noun: "people" if name == _PERSON else name for noun, name in _table().items() if name != _WORD}
    )


def load_common_words() -> frozenset[str]:
    """All words that are no names, in their base form.

    Raises:
        KnowledgeError: the table can't be read.
    """
    return frozenset(_table())


def load_persons() -> tuple[str, ...]:
    """The nouns that stand for one person and for nothing else, in the singular.

    Raises:
        KnowledgeError: the table can't be read.
    """
    return tuple(noun for noun, name in _table().items() if name == _PERSON)


@cache  # three lexicons are made of it
def _table() -> Mapping[str, str]:
    rows = (row.partition("\t") for row in load_rows(NOUNS))
    return {word: name for word, _, name in rows}
