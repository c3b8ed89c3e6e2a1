"""Articles that nobody wrote: the samples of ``seeds/``, spliced, swapped, cut and strewn with odd characters.

A mutant depends on the run's seed and on its own number only.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from schemas.article import RawArticle
from worker.replay.readers import Seed, parse_columns, read_files
from worker.replay.sources import find_files

SEEDS = Path(__file__).parents[2] / "seeds"
_ODD = [
    "\x00", "\r\n", "\n\n", "\t", "\u2028", "\u200b", "\u200d", "\u200f", "\u202e", "\ufeff", "\u00a0", "\u00ad", "e\u0301", "\u0301", "\ufe0f",
    "🚒", "👨‍👩‍👧‍👦", "مطولة", "東京", "Київ", "“", "”", "‘", "’", "«", '"', "'", "(", ")", "[", "]", "...", "…", "?!", "—", "--", "-", ",", ";", ":",
    "%", "$", "#", "@", "/", "\\", "<p>", "&amp;", "\U0010ffff", "ǅ", "İ", "ß", "ﬁ", "½", "²", "٣", "Ⅷ", "１２", "10^30", "-5", "0",
    "999999999999", "1,2,3", "1.000.000", "31 February", "no", "not", "all", "two of them", "Monday", "last year", "Read more:", "killed",
]  # fmt: skip
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_WORD = re.compile(r"\S+")
_NUMBER = re.compile(r"\d+")

Mutation = Callable[[random.Random, str, list[str]], str]


def read_seeds() -> list[RawArticle]:
    """The samples, in the order of their files."""
    readings = read_files(find_files([str(SEEDS)]), parse_columns(["text=body"]))
    return [reading.article for reading in readings if isinstance(reading, Seed)]


def make_mutant(seeds: list[RawArticle], seed: int, number: int) -> RawArticle:
    """The mutant of this number."""
    chance = random.Random(f"{seed}/{number}")
    parent = chance.choice(seeds)
    text, others = parent.text, [article.text for article in seeds]
    for _ in range(chance.choice((1, 1, 2, 3, 5))):
        text = chance.choice(MUTATIONS)(chance, text, others)[:20_000]
    published = parent.published
    if chance.random() < 0.2:
        published = chance.choice(
            (None, date(1000, 1, 1), date(2024, 2, 29) + timedelta(days=chance.randint(-9999, 9999)))
        )
    return RawArticle(article_id=str(number), text=text or "x", published=published, title=parent.title)


def _splice(chance: random.Random, text: str, others: list[str]) -> str:
    """Sentences of two articles, by turns."""
    mine, theirs = _SENTENCE.split(text), _SENTENCE.split(chance.choice(others))
    at = chance.randrange(len(mine) + 1)
    return " ".join([*mine[:at], *chance.sample(theirs, min(len(theirs), 3)), *mine[at:]])


def _swap(chance: random.Random, text: str, _others: list[str]) -> str:
    """Some words change places."""
    words = text.split(" ")
    for _ in range(chance.randint(1, 20)):
        one, other = chance.randrange(len(words)), chance.randrange(len(words))
        words[one], words[other] = words[other], words[one]
    return " ".join(words)


def _shuffle(chance: random.Random, text: str, _others: list[str]) -> str:
    """Sentences in any order."""
    sentences = _SENTENCE.split(text)
    chance.shuffle(sentences)
    return chance.choice((" ", "\n\n", "\n", "")).join(sentences)


def _strew(chance: random.Random, text: str, _others: list[str]) -> str:
    """Odd characters and words anywhere, within words, too."""
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(text) + 1)
        odd = chance.choice(_ODD) * chance.choice((1, 1, 1, 2, 30))
        text = text[:at] + chance.choice((odd, f" {odd} ")) + text[at:]
    return text


def _repeat(chance: random.Random, text: str, _others: list[str]) -> str:
    """A stretch of words, many times."""
    words = text.split(" ")
    at = chance.randrange(len(words))
    stretch = words[at : at + chance.randint(1, 12)]
    return " ".join([*words[:at], *stretch * chance.randint(2, 40), *words[at:]])


def _renumber(chance: random.Random, text: str, _others: list[str]) -> str:
    """Other numbers, the same one everywhere or huge ones."""
    number = chance.choice(("0", "1", "2", "2023", "31", "999999999999999", "1,200", "3.5", "00", "5:30", "²"))
    return _NUMBER.sub(number, text)


def _cut(chance: random.Random, text: str, _others: list[str]) -> str:
    """A part, broken off anywhere."""
    one, other = sorted((chance.randrange(len(text) + 1), chance.randrange(len(text) + 1)))
    return chance.choice((text[:one], text[one:], text[one:other], text[:one] + text[other:]))


def _recase(chance: random.Random, text: str, _others: list[str]) -> str:
    """Headlines, capitals, none; no marks; each word on its line."""
    changed: tuple[Callable[[str], str], ...] = (
        str.upper, str.lower, str.title, str.swapcase, lambda t: t.replace(".", ""), lambda t: t.replace(" ", "\n"),
        lambda t: t.replace(" ", ""), lambda t: t.replace(",", " ,").replace("'", "’"), lambda t: "\n\n".join(_WORD.findall(t)),
        lambda t: f"“{t}”", lambda t: t.replace("the ", ""), lambda t: t[::-1],
    )  # fmt: skip
    return chance.choice(changed)(text)


MUTATIONS: tuple[Mutation, ...] = (_splice, _swap, _shuffle, _strew, _strew, _repeat, _renumber, _cut, _recase)
