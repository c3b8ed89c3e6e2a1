"""Long texts of one kind each: news without end, and texts that are made to be slow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from schemas.article import RawArticle
from tests.bench.articles import incident_story

Unit = Callable[[int], str]
"""What a text repeats, by the number of the repetition."""

TOWNS = "Kyiv Lviv Odesa Kharkiv Gaza Rafah Jenin Nablus Beirut Tripoli Mosul Kirkuk Erbil Basra Aleppo Homs Kabul Herat Lagos Kano".split()
SYLLABLES = "ba ke lo mi ru sa te no fi du".split()


def _name(number: int) -> str:
    """A name of its own for each number."""
    return "".join(SYLLABLES[int(digit)] for digit in str(number)).title() + "ra"


def _repeated(unit: str) -> Unit:
    return lambda _: unit


KINDS: list[tuple[str, Unit]] = [
    ("articles", incident_story),
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
    ("only trigger words", _repeated("attack bombing killed explosion ")),
    ("one trigger word", _repeated("killed ")),
    ("tolls", _repeated("people killed two ")),
    ("nobody hurt", _repeated("no casualties were reported, ")),
    ("only numbers", lambda n: f"{n * 7919 % 100_000} "),
    ("only names", _repeated("Ivan Petrov ")),
    ("capitals", _repeated("KYIV BOMB ATTACK KILLED ")),
    ("deep quotations", _repeated("“he said ‘")),
    ("deep brackets", _repeated("((bomb ")),
    ("zero-width characters", _repeated("bo\u200bmb \u200d")),
    ("combining marks", _repeated("bo\u0301mb\u0301\u0301 ")),
    ("full stops", _repeated("a. ")),
    ("one character", _repeated("x")),
    ("newlines", _repeated("a\n\n\n\nbomb ")),
]  # fmt: skip


def long_article(unit: Unit, size: int) -> RawArticle:
    """An article of so many bytes: a first sentence with an incident, then units without end."""
    parts = ["An explosion in Kyiv on Friday killed two people. "]
    length = len(parts[0])
    while length < size:
        parts.append(unit(len(parts)))
        length += len(parts[-1])
    text = "".join(parts).encode()[:size].decode(errors="ignore")
    return RawArticle(article_id="a", text=text, published=date(2026, 5, 3))
