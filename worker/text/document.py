"""An article's prose, read once: paragraphs, sentences, tokens, and the spans that are no prose.

All offsets are code points of the raw text, half-open.  Boilerplate has no sentences and no tokens, so that nothing is
ever found in it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from typing import Protocol, TypeVar

from worker.text.tokens import Token
from worker.values import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the raw text that is no prose, with the rule that found it."""

    start: int
    end: int
    kind: str  # a value of schemas.incident.SpanKind
    rule_id: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """``text[start:end]``, tokens ``[first, last)``."""

    index: int
    start: int
    end: int
    first: int
    last: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Outline:
    """What is known of an article before it is read: as in ``Document``, but for its sentences."""

    published: date | datetime | None
    language: str | None
    boilerplate: tuple[Span, ...]
    has_prose: bool
    vocabulary: frozenset[str]
    keys: list[str]


class Found(Protocol):
    """Whatever begins at a token."""

    @property
    def first(self) -> int: ...  # noqa: D102


F = TypeVar("F", bound=Found)


@dataclass(frozen=True, slots=True)
class Document:
    """What the extraction reads.  ``published`` is the reference of relative times."""

    text: str
    published: date | datetime | None
    title: str | None
    publisher: str | None
    language: str | None
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    boilerplate: tuple[Span, ...]
    sentence_at: tuple[int, ...]  # the sentence of each token, and once more the last
    keys: tuple[str, ...]  # of all tokens: what matchers compare
    keys_before: tuple[str, ...]  # of the token before each in its sentence; "" for the first
    keys_behind: tuple[str, ...]  # of the token behind each in its sentence; "" for the last
    spots: Mapping[str, tuple[int, ...]]  # where each key stands, so that a matcher meets only words that are there
    vocabulary: frozenset[str]  # all keys
    sentence_keys: tuple[frozenset[str], ...]  # of each sentence
    capitals: tuple[int, ...]  # the tokens that begin with an upper-case letter

    @property
    def has_prose(self) -> bool:
        """Whether any word is left beside the boilerplate."""
        return any(token.is_word for token in self.tokens)

    def sentence_of(self, token: int) -> Sentence:
        """The sentence that holds a token (an index into ``tokens``)."""
        return self.sentences[self.sentence_at[token]]

    def spots_of(self, keys: AbstractSet[str]) -> list[int]:
        """The tokens, in text order, that have one of these keys."""
        spots = self.spots
        # Sets of one kind meet by walking over the smaller one; a dict's view would walk over the lexicon.
        return sorted([at for key in self.vocabulary & keys for at in spots[key]])

    def spots_where(self, says: Callable[[str], bool]) -> list[int]:
        """The tokens, in text order, of whose keys it is true; each key is asked once."""
        spots = self.spots
        return sorted([at for key in filter(says, self.vocabulary) for at in spots[key]])

    def sentences_with(self, spots: Sequence[int]) -> Iterator[tuple[Sentence, Sequence[int]]]:
        """The sentences that hold any of these tokens, which come in text order, with those that they hold."""
        begin = 0
        while begin < len(spots):
            sentence = self.sentence_of(spots[begin])
            end = bisect_left(spots, sentence.last, begin)
            yield sentence, spots[begin:end]
            begin = end

    def capitals_within(self, first: int, last: int) -> tuple[int, ...]:
        """Those of tokens ``[first, last)``."""
        return self.capitals[bisect_left(self.capitals, first) : bisect_left(self.capitals, last)]

    def by_sentence(self, found: Iterable[F]) -> dict[int, list[F]]:
        """Whatever was found, filed by the sentence that holds its first token, in its order; [] for the others.

        Who compares findings looks within a sentence, not over the whole text, so that cost grows with its length only.
        """
        filed: dict[int, list[F]] = defaultdict(list)
        for one in found:
            filed[self.sentence_of(one.first).index].append(one)
        return filed

    def words(self, first: int, last: int) -> str:
        """The text from token ``first`` up to and without token ``last``, on one line: what a name is, however it was wrapped."""
        return on_one_line(self.text[self.tokens[first].start : self.tokens[last - 1].end])

    def lower(self, first: int, last: int) -> str:
        """The keys of tokens ``[first, last)``, joined by spaces."""
        return " ".join(self.keys[first:last])


def on_one_line(words: str) -> str:
    """The same words, their line breaks as spaces."""
    return " ".join(words.split()) if "\n" in words or "\r" in words else words


def spots_by_key(keys: Iterable[str]) -> Mapping[str, tuple[int, ...]]:
    """Where each key stands, in text order."""
    spots: dict[str, list[int]] = defaultdict(list)
    for at, key in enumerate(keys):
        spots[key].append(at)
    return {key: tuple(several) for key, several in spots.items()}
