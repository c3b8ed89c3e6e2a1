"""Which words are written small where no name is meant: what tells names in texts of capitals alone."""

from __future__ import annotations

from worker.lexicons.actors import ActorLexicon
from worker.lexicons.grammar import GrammarLexicon
from worker.lexicons.nouns import load_common_words
from worker.text.words import remembered
from worker.values import dataclass

_ENDINGS = (
    *(("s", ""), ("es", ""), ("ies", "y"), ("ves", "f"), ("men", "man"), ("ed", ""), ("ed", "e"), ("ied", "y"), ("ing", ""), ("ing", "e")),
    *(("er", ""), ("er", "e"), ("est", ""), ("est", "e"), ("ly", ""), ("ily", "y"), ("'s", ""), ("n't", "")),
)  # fmt: skip
_LEAST_STEM = 3  # letters


@dataclass(frozen=True, slots=True)
class CaseWords:
    """Words by key."""

    common: frozenset[str]
    function: frozenset[str]  # articles, prepositions, pronouns, auxiliaries: no name but within others
    verbs: frozenset[str]
    actors: ActorLexicon  # names of groups and bodies, titles, forenames

    def is_common(self, key: str) -> bool:
        """Whether a word is one that is written small, in any form; a compound is if its parts are."""
        return _is_common(self.common, key)


def _is_common(common: frozenset[str], key: str) -> bool:
    if key in common:
        return True
    for ending, instead in _ENDINGS:
        stem = key.removesuffix(ending)
        if stem is not key and len(stem) >= _LEAST_STEM and (stem + instead in common or _undoubled(stem) in common):
            return True
    return "-" in key and all(not part or part.isdigit() or _is_common(common, part) for part in key.split("-"))


@remembered
def _undoubled(stem: str) -> str:
    """``planned``: plan."""
    return stem[:-1] if stem[-1:] == stem[-2:-1] else stem


def load_case_words(grammar: GrammarLexicon, actors: ActorLexicon) -> CaseWords:
    """The words of the table of nouns, and those that rules know.

    Raises:
        KnowledgeError: the table can't be read.
    """
    tags = grammar.tags
    return CaseWords(
        common=load_common_words() | tags.keys() | grammar.persons,
        function=frozenset(key for key, tag in tags.items() if tag in "dpcrxan"),
        verbs=frozenset(key for key, tag in tags.items() if tag in "vbegj"),
        actors=actors,
    )
