"""What holds for any text whatever: no error, exact spans, ids that differ, records that read back, one result only."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from schemas.article import RawArticle
from tests.fuzz.invariants import check_article
from worker.lexicons.knowledge import Knowledge

ROOT = Path(__file__).parents[2]

NEWS = """date 2026-05-03
Two gunmen shot dead at least 12 people, including three children, in Maiduguri, Borno state, on Monday night.
The army denied that its drones hit the school near the village of Old Ferry, 20 km east of Goma.
“We lost everything,” said Governor Ana Reyes, 54, who blamed the Dawn Front for the suicide bombing.
KYIV, Ukraine (AP) — Russia launched 34 drones and two Kalibr missiles overnight; air defences downed 30 of them.
Nine people were injured: three are in intensive care and six on wards.
A magnitude-6.1 earthquake struck off Honshu at 3:40 a.m. on 31 February 2023, killing between 5 and 7.
Nobody was hurt. Power was cut to half of the city until Friday.
Police arrested 40 protesters; hundreds of thousands fled the floods in Sindh on 12/05/2026.
Read more: Blast kills five in Basra
The group claimed responsibility for the attack. It was in retaliation for last week's raid.
Last year 4,000 people died in road accidents. If the ceasefire fails, they could attack again.
10^30 soldiers, 999999999999999999999999 rockets, minus five dead, 1,2,3,4 wounded, 1.000.000 displaced.""".splitlines()
ODD = [
    "\x00", "\r\n", "\n\n", "\t", "\u2028", "\u200f", "\u202e", "\ufeff", "e\u0301", "🚒", "👨‍👩‍👧‍👦", "مطولة", "東京", "“", "”", '"', "'", "((", "))",
    "...", "?!", "—", "-", ",", ";", ":", "%", "$", "\U0010ffff", "ǅ", "İ", "ß", "ﬁ", "½", "²", "٣", "Ⅷ", "１２", "a" * 300, "9" * 400,
    "killed", "attack", "no", "of", "the", "in", "on", "and", "two", "dozens", "million", "Monday", "May", "Kyiv", "by", "not",
]  # fmt: skip

words = st.sampled_from([word for line in NEWS for word in line.split(" ")] + ODD)
broken_news = st.lists(st.one_of(st.sampled_from(NEWS), words), max_size=40).map(" ".join)
glued_news = st.lists(st.one_of(words, st.text(max_size=3)), max_size=60).map("".join)
repeated = st.builds(
    lambda unit, times: unit * times, st.lists(words, min_size=1, max_size=4).map(" ".join), st.integers(1, 80)
)
shuffled_articles = st.builds(
    lambda seed, odd: "".join(
        c if i % 97 else odd for i, c in enumerate(" ".join(random.Random(seed).sample(NEWS * 3, 20)))
    ),
    st.integers(0, 10**6), st.sampled_from(ODD),
)  # fmt: skip
any_text = st.one_of(st.text(max_size=200), broken_news, glued_news, repeated, shuffled_articles).filter(
    bool
)  # an empty one is refused before
moments = st.one_of(
    st.none(),
    st.dates(date(1000, 1, 1), date(9000, 12, 31)),
    st.datetimes(datetime(1000, 1, 2), datetime(9000, 12, 30), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis adds the zone
)
quick = settings(
    max_examples=1000, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip


def test_any_text_is_worked_on(knowledge: Knowledge) -> None:
    """Never an error; offsets exact; the result reads back as it was written; a second run says the same."""

    @quick
    @given(text=any_text, published=moments)
    @example(text="²,².Traffic accidents", published=date(2026, 1, 13))
    @example(text="raped КİИ" + "їКив" * 24 + "2026-10-28", published=None)
    @example(text="raped К" + "İ" * 9 + "-Kyiv", published=None)
    @example(text="Bomb kills 999999999999 soldiers, 999999999999 women and 999999999999 men in Kyiv.", published=None)
    @example(text="On 31 February 10000 BC 10^30 people were killed in Kyiv.", published=date(2024, 2, 29))
    @example(
        text="date 0001-01-01\nA bomb killed two people in Kyiv yesterday, the worst in 9,999 years.", published=None
    )
    @example(
        text="date 9999-12-31\nA bomb killed two in Kyiv on Friday night and will until next week.", published=None
    )
    @example(
        text="A bomb killed 2 last year, last month, 400 years ago, 5,000,000 days ago.", published=date(1000, 1, 1)
    )
    def check(text: str, published: date | datetime | None) -> None:
        check_article(RawArticle(article_id="a", text=text, published=published), knowledge)

    check()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("“" * 5000 + "bomb kills two in Kyiv" + "”" * 5000, id="thousands of quotation marks"),
        pytest.param("A bomb\n" * 3000, id="thousands of lines"),
        pytest.param("A bomb killed two in Kyiv." + "\n" * 20_000, id="thousands of newlines"),
        pytest.param("bomb" * 10_000, id="a word of 40,000 letters"),
        pytest.param("Bomb-" * 8000 + "killed two", id="a word with 8,000 hyphens"),
        pytest.param("Kyiv, " * 5000 + "bomb", id="thousands of places"),
        pytest.param("two hundred thousand and " * 2000 + "killed by a bomb", id="a number without end"),
        pytest.param("9" * 40_000 + " killed by a bomb", id="a number of 40,000 digits"),
        pytest.param("1,000," * 8000 + "000 killed by a bomb", id="a number of 24,000 groups"),
        pytest.param("bomb " + "a\u0301" * 10_000, id="thousands of accents"),
        pytest.param("bomb " + "\u0301" * 20_000, id="accents upon nothing"),
        pytest.param("bomb " + "." * 40_000, id="thousands of full stops"),
        pytest.param("bomb " + "a.b" * 10_000, id="thousands of inner full stops"),
        pytest.param("((((" * 5000 + "bomb" + "))))" * 5000, id="thousands of brackets"),
        pytest.param("bomb " + "👨‍👩‍👧‍👦" * 3000, id="thousands of emoji with joiners"),
        pytest.param("bomb \u202e" + "ש" * 20_000, id="right to left"),
        pytest.param("\x00" * 20_000 + "bomb kills two in Kyiv", id="thousands of NULs"),
        pytest.param("Read more: bomb kills two\n\n" * 2000, id="thousands of promos"),
        pytest.param("http://example.org/" + "a/" * 10_000 + " bomb", id="a long address"),
    ],
)
def test_long_and_odd_texts(text: str, knowledge: Knowledge) -> None:
    """The same for texts that no generator thinks of."""
    check_article(RawArticle(article_id="a", text=text, published=date(2026, 5, 3)), knowledge)


OUTPUT = """
import sys
from worker.lexicons.knowledge import load_knowledge
from worker.pipeline import process_article
from worker.replay.readers import Seed, parse_columns, read_files
from worker.replay.sources import find_files
knowledge = load_knowledge()
for seed in read_files(find_files([sys.argv[1]]), parse_columns(["text=body"])):
    assert isinstance(seed, Seed)
    sys.stdout.buffer.write(process_article(seed.article, knowledge).write_json() + b"\\n")
"""


def test_the_result_depends_on_the_article_only() -> None:
    """Not on the process, nor on the order of sets: all samples give the same bytes under different hash seeds."""
    outputs = [
        subprocess.run(
            [sys.executable, "-c", OUTPUT, str(ROOT / "seeds")],
            capture_output=True, check=True, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1", "random")
    ]  # fmt: skip
    first, *others = [output.splitlines() for output in outputs]
    assert sum(len(json.loads(line)["events"]) for line in first) > 40
    for other in others:
        differing = [json.loads(a)["article"]["id"] for a, b in zip(first, other, strict=True) if a != b]
        assert not differing
