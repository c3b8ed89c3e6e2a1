"""What a function says of single words, remembered: the words of one article come again in the next.

Bounded in number and in length, so that no stream of odd texts fills the memory.  Holds nothing of any article but what the pure
function says of its words, so that no result depends on what was read before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

V = TypeVar("V")
MOST_WORDS = 1 << 16
LONGEST_WORD = 40  # characters; longer ones are seldom words


class WordTable(dict[str, V]):
    """``table[word]`` is what the function says of it."""

    def __init__(self, say: Callable[[str], V]) -> None:
        super().__init__()
        self._say = say

    def __missing__(self, word: str) -> V:
        """Asks the function, and remembers the answer."""
        said = self._say(word)
        if len(word) <= LONGEST_WORD:
            if len(self) >= MOST_WORDS:
                self.clear()
            self[word] = said
        return said


def remembered(say: Callable[[str], V]) -> Callable[[str], V]:
    """The function with a table of its own."""
    return WordTable(say).__getitem__
