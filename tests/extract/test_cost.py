"""Cost grows with the length of a text, whatever stands in it: no stage compares everything with everything."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date
from types import FrameType

import pytest

from schemas.article import RawArticle
from worker.codec import MAX_TEXT_BYTES
from worker.lexicons.knowledge import Knowledge
from worker.pipeline import process_article

SMALL, LARGE = 4 * 1024, 32 * 1024
MOST_STEPS = 1.5  # what a character of the large text may cost, where one of the small text costs 1; a square costs 8
MOST_SECONDS = 8.0  # the same of seconds, which a busy machine blurs, from 8 KB to 256 KB; a square costs 32
TOWNS = "Kyiv Lviv Odesa Kharkiv Gaza Rafah Jenin Nablus Beirut Tripoli Mosul Kirkuk Erbil Basra Aleppo Homs Kabul Herat Lagos Kano".split()
SYLLABLES = "ba ke lo mi ru sa te no fi du".split()


def _name(number: int) -> str:
    """A name of its own for each number."""
    return "".join(SYLLABLES[int(digit)] for digit in str(number)).title() + "ra"


def _repeated(unit: str) -> Callable[[int], str]:
    return lambda _: unit


KINDS: list[tuple[str, Callable[[int], str]]] = [
    ("news", lambda n: f"Gunmen killed {n % 90 + 2} people in {TOWNS[n % 20]} on Monday, police said. The army denied it. "),
    ("trigger words", _repeated("explosion ")),
    ("definite trigger words", _repeated("the attack, ")),
    ("lines of one word", _repeated("Bomb.\n")),
    ("capitalised names", _repeated("Ivan Petrov and Anna Schmidt met Omar Hassan. Blast. ")),
    ("different names", lambda n: f"{_name(n)} {_name(n * 7)} said that gunmen killed {_name(n * 3)}. He fled. "),
    ("towns", _repeated("Kyiv, Lviv, Odesa, ")),
    ("unknown villages", lambda n: f"Shells hit the village of {_name(n)}, killing {n % 9 + 2} people. "),
    ("numbers", _repeated("12 killed, 13 injured, 14 missing ")),
    ("number words", _repeated("two hundred and ")),
    ("groups of people", _repeated("two of them children, three women and four men killed, ")),
    ("quotations", _repeated("“We were hit,” said Ivan Petrov, the governor. “Two died.” ")),
    ("quotation marks", _repeated("\"bomb' “ ")),
    ("one sentence", _repeated("and then soldiers killed two men near Kyiv with drones and ")),
    ("read more", _repeated("Read more: A blast kills two in Kyiv\n")),
    ("days", lambda n: f"On {n % 28 + 1} May {1990 + n % 34}, a bomb exploded in {TOWNS[n % 20]}, killing {n}. "),
    ("incidents", lambda n: "A quake hit {0}. A train derailed in {0}. Police arrested two men in {0}. ".format(TOWNS[n % 20])),
    ("claims", lambda n: f"The {_name(n)} Liberation Front claimed the attack. The {_name(n)} Army denied it. "),
    ("things", lambda n: f"The {_name(n)} missile hit the {_name(n)} bridge, destroying {n} houses and cutting power. "),
    ("full stops", _repeated("a. ")),
    ("one character", _repeated("x")),
    ("newlines", _repeated("a\n\n\n\nbomb ")),
]  # fmt: skip


def _article(unit: Callable[[int], str], size: int) -> RawArticle:
    parts = ["An explosion in Kyiv on Friday killed two people. "]
    length = len(parts[0])
    while length < size:
        parts.append(unit(len(parts)))
        length += len(parts[-1])
    text = "".join(parts).encode()[:size].decode(errors="ignore")
    return RawArticle(article_id="a", text=text, published=date(2026, 5, 3))


def _steps(work: Callable[[], object]) -> int:
    """Python lines that are run, each turn of a loop anew: a count that is the same on a busy machine."""
    steps = 0

    def count(_frame: FrameType, event: str, _argument: object) -> object:
        nonlocal steps
        steps += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)  # type: ignore[arg-type]
    try:
        work()
    finally:
        sys.settrace(before)
    return steps


def test_the_count_sees_a_square() -> None:
    """The instrument: a comparison of all with all, in one line, costs four times for twice the length."""

    def square(length: int) -> int:
        return _steps(lambda: [any(a == -b for a in range(1, length)) for b in range(length)])

    assert square(200) > 3.5 * square(100) > 10_000


@pytest.mark.parametrize("unit", [pytest.param(unit, id=kind) for kind, unit in KINDS])
def test_a_character_costs_the_same_in_a_longer_text(unit: Callable[[int], str], knowledge: Knowledge) -> None:
    """Eight times the text, no more than half as much again for each of its characters."""
    small, large = (
        _steps(lambda size=size: process_article(_article(unit, size), knowledge)) / size for size in (SMALL, LARGE)
    )
    assert large < MOST_STEPS * small, (
        f"{small:.1f} lines of Python for each character of {SMALL:,}, {large:.1f} of {LARGE:,}"
    )


IN_SECONDS = ("news", "towns", "things", "one sentence", "newlines")


@pytest.mark.slow
@pytest.mark.parametrize("unit", [pytest.param(unit, id=kind) for kind, unit in KINDS if kind in IN_SECONDS])
def test_the_largest_text_takes_seconds(unit: Callable[[int], str], knowledge: Knowledge) -> None:
    """What counting lines cannot see (work within one call of a library) is seen in CPU seconds, within wide bounds."""
    spent: list[float] = []
    for size in (8 * 1024, MAX_TEXT_BYTES):
        article = _article(unit, size)
        begin = time.process_time()
        process_article(article, knowledge)
        spent.append((time.process_time() - begin) / size)
    assert spent[1] < MOST_SECONDS * max(spent[0], 1e-6)
