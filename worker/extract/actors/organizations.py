"""Finds organisations that no list names, by the word that says what they are: ``Eastern Highlands Front``, ``Ministry of Health``.

A name defined with its initials, ``National Salvation Army (NSA)``, is known by them from there on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from schemas.actor import Sector
from worker.extract.actors.phrases import Phrases
from worker.lexicons.actors import ActorLexicon
from worker.text.document import Document
from worker.text.number_kinds import MONTHS
from worker.text.tokens import Token

_MOST_WORDS = 9
_LINKS = frozenset("of for the and".split())
_TAKES_COMPLEMENT = frozenset(("of", "for"))
# A front or movement of these bears no arms.
_CIVIC = frozenset(
    "youth youths students student women women's labor labour workers peace civic green environmental landless farmers rights teachers pensioners"
    " consumers tenants parents lgbt climate".split()
)
_ACRONYM = range(2, 9)  # letters
_APOSTROPHES = ("'", "’")


class Organization(NamedTuple):
    """Tokens ``[first, last)`` of a name."""

    first: int
    last: int
    sector: Sector | None


def find_organizations(
    document: Document, phrases: Phrases, heads: list[int], lexicon: ActorLexicon, taken: Sequence[int]
) -> Iterator[Organization]:
    """Organisations around head words (token indices); a head word alone is none, and what is ``taken`` is no part of one."""
    reach = 0
    for head in heads:
        if head < reach:
            continue
        sentence = document.sentence_of(head)
        first = _begin(document.tokens, phrases.tags, head, max(sentence.first, reach), lexicon)
        last = _end(document.tokens, phrases.tags, head + 1, sentence.last, taken)
        while (
            last < sentence.last
            and document.tokens[last].is_capitalised
            and document.tokens[last].lower in lexicon.heads
        ):
            last += 1
        if last - first > 1:
            reach = last
            key = (
                document.tokens[last - 1].lower
                if last > head + 1 and document.tokens[last - 1].lower in lexicon.heads
                else None
            )
            sector = lexicon.heads[key or document.tokens[head].lower]
            civic = sector is Sector.REB and not _CIVIC.isdisjoint(document.keys[first:last])
            yield Organization(first, last, None if civic else sector)


def acronym_after(document: Document, last: int, stop: int) -> int | None:
    """The token in ``(ABC)`` right after a name."""
    if last + 2 >= stop or document.tokens[last].lower not in "([" or document.tokens[last + 2].lower not in ")]":
        return None
    word = document.tokens[last + 1].text
    return last + 1 if word.isalnum() and word[0].isupper() and sum(map(str.isupper, word)) in _ACRONYM else None


def _begin(tokens: tuple[Token, ...], tags: str, head: int, low: int, lexicon: ActorLexicon) -> int:
    """Leftwards over capitalised words; over "of" and "and" where a capitalised word stands before."""
    first = at = head
    while at > low and head - at < _MOST_WORDS:
        token = tokens[at - 1]
        if token.is_capitalised and tags[at - 1] in "wbegjv" and token.lower not in lexicon.titles:
            at -= 1
            first = at
        elif token.lower[0].isdigit() and token.lower.endswith(("st", "nd", "rd", "th")):
            return at - 1  # "3rd Mountain Brigade"
        elif token.lower in MONTHS and at - 2 >= low and tokens[at - 2].text.isdecimal():
            return at - 2  # "20 December Movement"
        elif (_is_whose(token, tokens[at - 2]) and at - 2 >= low and tokens[at - 2].is_capitalised) or (
            token.lower in _LINKS
            and at - 2 >= low
            and (
                tokens[at - 2].is_capitalised
                or (tokens[at - 2].lower in _LINKS and at - 3 >= low and tokens[at - 3].is_capitalised)
            )
            and tags[at - 2] in "wbegjpd"
            and token.lower in ("of", "for", "the")
            and tokens[at - 2].lower not in lexicon.titles
            and (tokens[at - 2].lower not in lexicon.nouns or tokens[at - 2].lower in lexicon.heads)  # "members of"
        ):
            at -= 1
        else:
            break
    return first


def _is_whose(mark: Token, before: Token) -> bool:
    """``People's | Army``, ``Workers' | Front``."""
    return mark.lower == "'s" or (mark.text in _APOSTROPHES and before.lower.endswith("s"))


def _end(tokens: tuple[Token, ...], tags: str, last: int, stop: int, taken: Sequence[int]) -> int:
    """Rightwards over "of the" and capitalised words: "Movement for the Rights of Miners"; not "the Front for | Monday", "of the | FARC"."""
    end = at = last
    while at < stop and at - last < _MOST_WORDS:
        token = tokens[at]
        if taken[at] or (token.is_capitalised and tags[at] == "a"):
            break
        if token.is_capitalised and at > last:
            end = at + 1
        elif token.lower not in (_TAKES_COMPLEMENT if at == last else _LINKS) and not (
            token.lower == "'s" and tokens[at - 1].is_capitalised and at > last
        ):
            break
        at += 1
    return end
