"""The gate before all reading: whether a text holds the words of at least one whole rule, wherever they stand.

Most articles tell of no incident; this is asked of their bare words, and costs far less than to read them.  It may say yes too often,
never no where a rule would match.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from worker.lexicons.syntax import Classes, InLayer, Sequence, Words


@dataclass(frozen=True, slots=True)
class Gate:
    """What opens it: one of the words in ``alone``; or a word in ``together`` beside one word of each set of one of its alternatives."""

    alone: frozenset[str]
    together: Mapping[str, tuple[tuple[frozenset[str], ...], ...]]

    def opens(self, words: AbstractSet[str]) -> bool:
        """Whether the words of a text suffice for a rule."""
        if not self.alone.isdisjoint(words):
            return True
        for word in words & self.together.keys():
            for needs in self.together[word]:
                for keys in needs:
                    if keys.isdisjoint(words):
                        break
                else:
                    return True
        return False


def build_gate(sequences: Iterable[Sequence], classes: Classes) -> Gate:
    """The gate of rules that are found without layers: each sequence under its most telling element."""
    empty, common = frozenset(classes["function_word"]), frozenset(classes["common_word"])
    alone: set[str] = set()
    together: dict[str, dict[tuple[frozenset[str], ...], None]] = defaultdict(dict)
    for sequence in sequences:
        elements = [e.keys for e in sequence if isinstance(e, Words)]
        if not elements or any(isinstance(e, InLayer) for e in sequence):
            continue
        telling = min(elements, key=lambda keys: (len(keys & empty), len(keys & common), len(keys)))
        # Words that every text holds tell nothing.
        needs = tuple(keys for keys in dict.fromkeys(elements) if keys is not telling and keys.isdisjoint(empty))
        if needs:
            for key in telling:
                together[key][needs] = None
        else:
            alone |= telling
    return Gate(
        alone=frozenset(alone),
        together={key: tuple(needs) for key, needs in together.items() if key not in alone},
    )
