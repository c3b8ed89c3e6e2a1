"""Numbers: their value, their doubt, and whether they count anything."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.article import RawArticle
from schemas.quantity import Quantity
from tests.cost import grows_with_length
from worker.text.numbers import find_numbers, number_layer
from worker.text.reading import read_document


def numbers(text: str):
    return find_numbers(read_document(RawArticle(text=text)))


def counts(text: str):
    return [
        (n.quantity.text, n.quantity.min, n.quantity.best, n.quantity.max, n.quantity.qualifier.value)
        for n in numbers(text)
        if n.kind == "count"
    ]


COUNTS = [
    ("12 people died.", ("12", 12, 12, 12, "exact")),
    ("Twelve people died.", ("Twelve", 12, 12, 12, "exact")),
    ("Twenty-one people died.", ("Twenty-one", 21, 21, 21, "exact")),
    ("Some say twenty one people died.", ("twenty one", 21, 21, 21, "exact")),
    ("One hundred and five people fled.", ("One hundred and five", 105, 105, 105, "exact")),
    ("Two hundred thousand people fled.", ("Two hundred thousand", 200_000, 200_000, 200_000, "exact")),
    ("Three thousand five hundred men came.", ("Three thousand five hundred", 3500, 3500, 3500, "exact")),
    ("A hundred people fled.", ("A hundred", 100, 100, 100, "exact")),
    ("A hundred and six people fled.", ("A hundred and six", 106, 106, 106, "exact")),
    ("It hit 1,200 homes.", ("1,200", 1200, 1200, 1200, "exact")),
    ("It hit 1\u00a0200 homes.", ("1\u00a0200", 1200, 1200, 1200, "exact")),
    ("It hit 1 200 000 homes.", ("1 200 000", 1_200_000, 1_200_000, 1_200_000, "exact")),
    ("There were 1.5 million refugees.", ("1.5 million", 1_500_000, 1_500_000, 1_500_000, "exact")),
    ("There were 1.1 million refugees.", ("1.1 million", 1_100_000, 1_100_000, 1_100_000, "exact")),
    ("About 10k people marched.", ("About 10k", None, 10_000, None, "about")),
    ("A dozen people died.", ("A dozen", 12, 12, 12, "exact")),
    ("Half a dozen people died.", ("Half a dozen", 6, 6, 6, "exact")),
    ("Two dozen people died.", ("Two dozen", 24, 24, 24, "exact")),
    ("Half a million people fled.", ("Half a million", 500_000, 500_000, 500_000, "exact")),
    ("A couple of men fled.", ("A couple of", 2, 2, 2, "exact")),
    ("At least 12 people died.", ("At least 12", 12, 12, None, "at_least")),
    ("No fewer than nine people died.", ("No fewer than nine", 9, 9, None, "at_least")),
    ("More than 30 people died.", ("More than 30", 30, 30, None, "at_least")),
    ("Well over 100 people died.", ("Well over 100", 100, 100, None, "at_least")),
    ("It hit 30 or more homes.", ("30 or more", 30, 30, None, "at_least")),
    ("It hit 30+ homes.", ("30+", 30, 30, None, "at_least")),
    ("A 50-plus crowd came.", ("50-plus", 50, 50, None, "at_least")),
    ("At least a dozen people died.", ("At least a dozen", 12, 12, None, "at_least")),
    ("Up to 20 people died.", ("Up to 20", None, 20, 20, "at_most")),
    ("As many as 20 people died.", ("As many as 20", None, 20, 20, "at_most")),
    ("No more than five people died.", ("No more than five", None, 5, 5, "at_most")),
    ("Fewer than 20 people came.", ("Fewer than 20", None, 20, 20, "at_most")),
    ("About 30 people died.", ("About 30", None, 30, None, "about")),
    ("Some 30 people died.", ("Some 30", None, 30, None, "about")),
    ("Nearly two dozen people died.", ("Nearly two dozen", None, 24, None, "about")),
    ("An estimated 200 people died.", ("An estimated 200", None, 200, None, "about")),
    ("It hit 30 or so homes.", ("30 or so", None, 30, None, "about")),
    ("The 20-odd men fled.", ("20-odd", None, 20, None, "about")),
    ("A total of 12 people died.", ("A total of 12", 12, 12, 12, "exact")),
    ("Another five people died.", ("Another five", 5, 5, 5, "exact")),
    ("Between 10 and 15 people died.", ("Between 10 and 15", 10, None, 15, "range")),
    ("From 10 to 15 people died.", ("From 10 to 15", 10, None, 15, "range")),
    ("Between five and 15 people died.", ("Between five and 15", 5, None, 15, "range")),
    ("The boat held nine to 12 people.", ("nine to 12", 9, None, 12, "range")),
    ("A blast injuring scores.", ("scores", 40, None, None, "many")),
    ("10 to 15 people died.", ("10 to 15", 10, None, 15, "range")),
    ("10-15 people died.", ("10-15", 10, None, 15, "range")),
    ("10–15 people died.", ("10–15", 10, None, 15, "range")),
    ("Two or three people died.", ("Two or three", 2, None, 3, "range")),
    ("2 to 3 million people fled.", ("2 to 3 million", 2_000_000, None, 3_000_000, "range")),
    ("Several people died.", ("Several", 3, None, None, "several")),
    ("A few people died.", ("A few", 3, None, None, "several")),
    ("A handful of men fled.", ("A handful of", 3, None, None, "several")),
    ("Dozens of people died.", ("Dozens of", 24, None, None, "dozens")),
    ("Dozens died.", ("Dozens", 24, None, None, "dozens")),
    ("Several dozen people died.", ("Several dozen", 24, None, None, "dozens")),
    ("Scores of people died.", ("Scores of", 40, None, None, "many")),
    ("Hundreds of people fled.", ("Hundreds of", 200, None, None, "many")),
    ("Several hundred people fled.", ("Several hundred", 200, None, None, "many")),
    ("Tens of thousands of people fled.", ("Tens of thousands of", 20_000, None, None, "many")),
    ("Many people fled.", ("Many", 2, None, None, "many")),
    ("Numerous shells fell.", ("Numerous", 2, None, None, "many")),
    ("A large number of shells fell.", ("A large number of", 2, None, None, "many")),
    ("A series of blasts shook it.", ("A series of", 2, None, None, "many")),
    ("No casualties were reported.", ("No", 0, 0, 0, "explicit_none")),
    ("Nobody was hurt.", ("Nobody", 0, 0, 0, "explicit_none")),
    ("No one was hurt.", ("No one", 0, 0, 0, "explicit_none")),
    ("None of them was hurt.", ("None", 0, 0, 0, "explicit_none")),
    ("It ended without any victims.", ("without any", 0, 0, 0, "explicit_none")),
    ("There were 0 casualties.", ("0", 0, 0, 0, "explicit_none")),
    ("Zero casualties were reported.", ("Zero", 0, 0, 0, "explicit_none")),
    ("Not a single house stood.", ("Not a single", 0, 0, 0, "explicit_none")),
    ("They took 2000 people.", ("2000", 2000, 2000, 2000, "exact")),
]


@pytest.mark.parametrize(("text", "expected"), COUNTS, ids=[text for text, _ in COUNTS])
def test_counts(text: str, expected: object):
    """Each row: a sentence with one count, its words and (min, best, max, qualifier)."""
    assert counts(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The toll rose from 3 to 5.", [3, 5]),
        ("It killed 19 children and two adults.", [19, 2]),
        ("Nine people are ill: three badly, six less so.", [9, 3, 6]),
        ("Flight 370 carried 239 people.", [239]),
        ("On May 3 12 people died.", [12]),
        ("Drones flew over two villages.", [2]),
        ("One of the men died.", [1]),
        ("Men aged 5, 7 and 12 came.", []),
    ],
)
def test_several_counts(text: str, expected: object):
    """Parts and wholes are read one by one and never added."""
    assert [n.quantity.best for n in numbers(text) if n.kind == "count"] == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("It cost $500.", "money"),
        ("It cost 500 euros.", "money"),
        ("It cost €1.2 million.", "money"),
        ("It cost five million dollars.", "money"),
        ("It cost 59.2 billion US dollars.", "money"),
        ("It grew 5 percent.", "percent"),
        ("It grew 5%.", "percent"),
        ("It grew five per cent.", "percent"),
        ("It hit one in five.", "percent"),
        ("A 34-year-old man came.", "age"),
        ("A nine-year-old came.", "age"),
        ("A boy aged 12 came.", "age"),
        ("He was 12 years old.", "age"),
        ("The driver, Jan Kos, 34, fled.", "age"),
        ("The driver, who was 34, fled.", "age"),
        ("It came in 2014.", "year"),
        ("It came in the 1990s.", "year"),
        ("It came on May 3.", "date"),
        ("It came on 3 May.", "date"),
        ("It came on 2023-05-03.", "date"),
        ("It came at 5 p.m.", "clock"),
        ("It came at 5pm.", "clock"),
        ("It came for three days.", "duration"),
        ("It came 24 hours ago.", "duration"),
        ("A three-day siege ended.", "duration"),
        ("It fell 20 km away.", "measure"),
        ("It fell 20 kilometres away.", "measure"),
        ("A 500-kilogram bomb fell.", "measure"),
        ("A 6.1-magnitude quake came.", "measure"),
        ("It weighed 3.5 tonnes.", "measure"),
        ("The second came.", "ordinal"),
        ("The 21st came.", "ordinal"),
        ("They won 3-0.", "score"),
        ("They won 3–1.", "score"),
        ("School No. 5 fell.", "name"),
        ("Take Highway 5.", "name"),
        ("He lives at 12 Ostvik Street.", "name"),
        ("Call 555-1234.", "name"),
    ],
)
def test_what_is_no_count(text: str, kind: str):
    """Money, dates, ages, measures and names are numbers, but count nothing."""
    assert [n.kind for n in numbers(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "An F-16 and a T-72 fell.", "Covid-19 spread.", "It is no longer so.", "No, he said.", "How many fell?", "They saw one another.",
        "One day it will end.", "A Kh-101 fell.", "A man came.", "He scores well.", "The few fled.",
        "There were 999999999999999999999999999999 of them.", "It was " + "9" * 5000,
    ],
)  # fmt: skip
def test_what_is_no_number(text: str):
    """Names of models, pronouns, negations of no thing, and what no quantity holds."""
    assert numbers(text) == ()


def test_the_layer_holds_counts_only():
    """Patterns that say %number mean people and things."""
    found = numbers("On May 3 at least 12 men in 5 cars lost $10.")
    assert len(number_layer(found).ends) == 2


WORDS = (
    "at least about between and 10 15 to - – or more dozen a hundred of million 1,200 3.5 . , % $ May 2014 no one 34-year-old from 3 5-7"
    " several km aged none without any half few 10-to-15 twenty-one 1e9 ² ٣ 0 00 007 9999999999999999"
).split()  # fmt: skip


@given(st.text(max_size=80) | st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_any_text(text: str):
    """Never raises; ranges are in order and apart; the quantity is valid and quotes the text; twice gives the same."""
    document = read_document(RawArticle(text=text))
    found = find_numbers(document)
    reach = 0
    for number in found:
        assert reach <= number.first < number.last <= len(document.tokens)
        assert number.quantity.text == document.words(number.first, number.last)
        assert Quantity.model_validate(number.quantity.model_dump()) == number.quantity
        reach = number.last
    assert find_numbers(document) == found


@pytest.mark.parametrize(
    "piece", ["twenty ", "one hundred and ", "10 to ", "at least ", "1 000 ", "a ", "9", "5-", "no ", "between 1 and "]
)
def test_cost_is_linear(piece: str):
    """Of one piece again and again, too."""

    def reading(size: int) -> Callable[[], object]:
        return partial(find_numbers, read_document(RawArticle(text=piece * (size // len(piece)))))

    assert grows_with_length(reading)
