"""Time expressions: what they resolve to, against Wednesday, 24 May 2023, and what they are the time of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.article import RawArticle
from schemas.time import TimePrecision
from tests.cost import grows_with_length
from worker.extract.findings import TimeMention
from worker.extract.times.mentions import find_times
from worker.lexicons.times import load_times
from worker.text.numbers import find_numbers
from worker.text.reading import read_document

LEXICON = load_times()
PUBLISHED = date(2023, 5, 24)  # a Wednesday


def mentions(text: str, published: date | None = PUBLISHED):
    document = read_document(RawArticle(text=text, published=published))
    return find_times(document, LEXICON, find_numbers(document))


def short(moment: object):
    """MM-DD for a day of 2023, else the whole."""
    return None if moment is None else str(moment).removeprefix("2023-").replace("+00:00", "Z")


def row(text: str, mention: TimeMention):
    return (
        text[mention.start : mention.end],
        short(mention.earliest),
        short(mention.best),
        short(mention.latest),
        str(mention.precision),
        mention.use,
    )


ONE = [
    # days
    ("It fell on Wednesday.", ("Wednesday", "05-24", "05-24", "05-24", "day", "event")),
    ("It fell on Thursday.", ("Thursday", "05-18", "05-18", "05-18", "day", "event")),
    ("It fell last Wednesday.", ("last Wednesday", "05-17", "05-17", "05-17", "day", "event")),
    ("Friday's blast was loud.", ("Friday", "05-19", "05-19", "05-19", "day", "event")),
    ("It fell on Friday last week.", ("Friday last week", "05-19", "05-19", "05-19", "day", "event")),
    ("It fell on Wednesday, May 17.", ("Wednesday, May 17", "05-17", "05-17", "05-17", "day", "event")),
    ("It fell on Thursday (18 May).", ("Thursday (18 May)", "05-18", "05-18", "05-18", "day", "event")),
    ("It fell today.", ("today", "05-24", "05-24", "05-24", "day", "event")),
    ("It fell on New Year's Day.", ("New Year's Day", "01-01", "01-01", "01-01", "day", "past")),
    ("It was the worst fire in recent years.", ("recent years", "2020-05-24", None, "05-24", "year", "duration")),
    ("It fell yesterday.", ("yesterday", "05-23", "05-23", "05-23", "day", "event")),
    ("It fell the day before yesterday.", ("the day before yesterday", "05-22", "05-22", "05-22", "day", "event")),
    ("It fell the previous day.", ("the previous day", "05-23", "05-23", "05-23", "day", "event")),
    ("It came a day after the town fell.", ("a day after", "05-23", "05-23", "05-23", "day", "event")),
    ("It fell two days earlier.", ("two days earlier", "05-22", "05-22", "05-22", "day", "event")),
    ("It fell three days ago.", ("three days ago", "05-21", "05-21", "05-21", "day", "event")),
    # dates
    ("It fell on 3 May.", ("3 May", "05-03", "05-03", "05-03", "day", "event")),
    ("It fell on May 3rd.", ("May 3rd", "05-03", "05-03", "05-03", "day", "event")),
    ("It fell on the 3rd of May.", ("3rd of May", "05-03", "05-03", "05-03", "day", "event")),
    ("It fell on May 3, 2023.", ("May 3, 2023", "05-03", "05-03", "05-03", "day", "event")),
    ("It fell on Jan. 3, 2022.", ("Jan. 3, 2022", "2022-01-03", "2022-01-03", "2022-01-03", "day", "past")),
    ("It fell on 2023-05-03.", ("2023-05-03", "05-03", "05-03", "05-03", "day", "event")),
    ("It fell on 13/5/2023.", ("13/5/2023", "05-13", "05-13", "05-13", "day", "event")),
    ("It fell on 5/13/2023.", ("5/13/2023", "05-13", "05-13", "05-13", "day", "event")),
    ("It fell on 3/5/2023.", ("3/5/2023", "03-05", "05-03", "05-03", "day", "event")),
    ("It fell on 03.05.2023 here.", ("03.05.2023", "05-03", "05-03", "05-03", "day", "event")),
    ("It fell on December 30.", ("December 30", "2022-12-30", "2022-12-30", "2022-12-30", "day", "past")),
    ("It fell on May 3-5.", ("May 3-5", "05-03", "05-03", "05-05", "days", "event")),
    ("It fell from 3 to 5 May.", ("3 to 5 May", "05-03", "05-03", "05-05", "days", "event")),
    ("It fell on Christmas Day.", ("Christmas Day", "2022-12-25", "2022-12-25", "2022-12-25", "day", "past")),
    # several days
    ("It fell on Monday and Tuesday.", ("Monday and Tuesday", "05-22", "05-22", "05-23", "days", "event")),
    ("It fell from Friday to Sunday.", ("from Friday to Sunday", "05-19", "05-19", "05-21", "days", "event")),
    ("It has burned since Tuesday.", ("Tuesday", "05-23", "05-23", "05-24", "days", "event")),
    ("It fell within the past 24 hours.", ("the past 24 hours", "05-23", "05-24", "05-24", "day", "event")),
    ("It fell in recent days.", ("recent days", "05-21", None, "05-24", "days", "event")),
    ("It fell over the weekend.", ("the weekend", "05-20", "05-20", "05-21", "days", "event")),
    # parts of days
    ("It fell overnight.", ("overnight", "05-23", "05-24", "05-24", "night", "event")),
    ("It fell last night.", ("last night", "05-23", "05-23", "05-24", "night", "event")),
    ("It fell overnight into Tuesday.", ("overnight into Tuesday", "05-22", "05-23", "05-23", "night", "event")),
    ("It fell on the night of 3 to 4 May.", ("night of 3 to 4 May", "05-03", "05-04", "05-04", "night", "event")),
    ("It fell on the night of May 3-4.", ("night of May 3-4", "05-03", "05-04", "05-04", "night", "event")),
    ("It fell on the night of May 3.", ("night of May 3", "05-03", "05-03", "05-04", "night", "event")),
    ("It fell on Friday night.", ("Friday night", "05-19", "05-19", "05-20", "night", "event")),
    ("It fell in the night from Friday to Saturday.", ("night from Friday to Saturday", "05-19", "05-20", "05-20", "night", "event")),
    ("It fell late on Friday.", ("late on Friday", "05-19", "05-19", "05-19", "part_of_day", "event")),
    ("It fell early Saturday.", ("early Saturday", "05-20", "05-20", "05-20", "part_of_day", "event")),
    ("It fell this morning.", ("this morning", "05-24", "05-24", "05-24", "part_of_day", "event")),
    ("It fell on the morning of May 3.", ("morning of May 3", "05-03", "05-03", "05-03", "part_of_day", "event")),
    ("It fell on Monday in the evening.", ("Monday in the evening", "05-22", "05-22", "05-22", "part_of_day", "event")),
    ("It fell in the early hours of Monday.", ("early hours of Monday", "05-22", "05-22", "05-22", "part_of_day", "event")),
    ("It fell at dawn on Monday.", ("dawn on Monday", "05-22", "05-22", "05-22", "part_of_day", "event")),
    ("It fell at dawn.", ("dawn", "05-23", "05-24", "05-24", "part_of_day", "event")),
    # clock times
    ("It fell at 3:40 p.m. on Friday.", ("3:40 p.m. on Friday", "05-19", "05-19", "05-19", "hour", "event")),
    ("It fell at 14:30 GMT on May 3.", ("14:30 GMT on May 3", *["05-03 14:30:00Z"] * 3, "minute", "event")),
    ("It fell on Tuesday at 5am.", ("Tuesday at 5am", "05-23", "05-23", "05-23", "hour", "event")),
    ("It fell at 5 a.m. (0200 GMT) on Monday.", ("5 a.m. (0200 GMT) on Monday", *["05-22 02:00:00Z"] * 3, "minute", "event")),
    ("It fell on Monday around noon.", ("Monday around noon", "05-22", "05-22", "05-22", "hour", "event")),
    ("It fell on May 3 at 2000 local (0200 GMT).", ("May 3 at 2000 local (0200 GMT)", *["05-04 02:00:00Z"] * 3, "minute", "event")),
    ("It fell at 1845 on May 3.", ("1845 on May 3", "05-03", "05-03", "05-03", "hour", "event")),
    ("It fell on 2 May 89.", ("2 May 89", "1989-05-02", "1989-05-02", "1989-05-02", "day", "past")),
    ("It fell in the past two days.", ("the past two days", "05-22", "05-24", "05-24", "days", "event")),
    ("It came a day before the vote.", ("a day before", None, None, None, "unknown", "event")),
    ("It fell at 0900 MSK on May 3.", ("0900 MSK on May 3", *["05-03 06:00:00Z"] * 3, "minute", "event")),
    # stretches
    ("It fell last week.", ("last week", "05-15", "05-15", "05-21", "week", "event")),
    ("It fell earlier this week.", ("earlier this week", "05-22", "05-22", "05-23", "week", "event")),
    ("It fell last month.", ("last month", "04-01", "04-01", "04-30", "month", "event")),
    ("It fell in early May.", ("early May", "05-01", "05-01", "05-08", "month", "event")),
    ("It fell two weeks ago.", ("two weeks ago", "05-07", "05-10", "05-13", "week", "event")),
    # long past
    ("It fell last year.", ("last year", "2022-01-01", "2022-01-01", "2022-12-31", "year", "past")),
    ("It fell in 2014.", ("2014", "2014-01-01", "2014-01-01", "2014-12-31", "year", "past")),
    ("In 2014 Ford fell.", ("2014", "2014-01-01", "2014-01-01", "2014-12-31", "year", "past")),
    ("It fell in March.", ("March", "03-01", "03-01", "03-31", "month", "past")),
    ("It fell in the 1990s.", ("1990s", "1990-01-01", "1990-01-01", "1999-12-31", "year", "past")),
    ("It fell in mid-June 2022.", ("mid-June 2022", "2022-06-11", "2022-06-11", "2022-06-20", "week", "past")),
    ("It fell last summer.", ("last summer", "2022-06-01", "2022-06-01", "2022-08-31", "month", "past")),
    ("It fell years ago.", ("years ago", None, None, None, "unknown", "past")),
    ("They marked the anniversary of the war.", ("anniversary", None, None, None, "unknown", "past")),
    ("It fell during World War II.", ("World War II", "1939-01-01", "1939-01-01", "1945-12-31", "year", "past")),
    ("It fell in the Winter War.", ("Winter War", "1939-01-01", "1939-01-01", "1940-12-31", "year", "past")),
    ("It was the worst fall since the Korean War.", ("Korean War", "1950-01-01", "1950-01-01", "05-24", "year", "duration")),
    # to come
    ("Talks will be held on Friday.", ("Friday", "05-26", "05-26", "05-26", "day", "future")),
    ("On Friday the court will rule.", ("Friday", "05-26", "05-26", "05-26", "day", "future")),
    ("A landslide was set off by Monday night's quake.", ("Monday night", "05-22", "05-22", "05-23", "night", "event")),
    ("Power returns by the end of Wednesday.", ("Wednesday", "05-24", "05-24", "05-24", "day", "future")),
    ("It stays shut until Sunday.", ("Sunday", "05-28", "05-28", "05-28", "day", "future")),
    ("A march is planned for June.", ("June", "06-01", "06-01", "06-30", "month", "future")),
    ("A march is due next week.", ("next week", "05-29", "05-29", "06-04", "week", "future")),
    ("It opens tomorrow.", ("tomorrow", "05-25", "05-25", "05-25", "day", "future")),
    # a month whose case was lost
    ("It fell on 9 may, and rose.", ("9 may", "05-09", "05-09", "05-09", "day", "event")),
    # in numbers
    ("It fell on 12-05-2023.", ("12-05-2023", "05-12", "05-12", "12-05", "day", "event")),
    ("It fell on 28-04-2023.", ("28-04-2023", "04-28", "04-28", "04-28", "day", "event")),
    ("It fell on 12.5.23.", ("12.5.23", "05-12", "05-12", "05-12", "day", "event")),
    ("It fell on 2023/05/12.", ("2023/05/12", "05-12", "05-12", "05-12", "day", "event")),
    ("It fell on the 2nd of this month.", ("2nd of this month", "05-02", "05-02", "05-02", "day", "event")),
    ("It fell on the 28th of last month.", ("28th of last month", "04-28", "04-28", "04-28", "day", "event")),
    # the day in the brackets is that of the hour in them
    ("It fell at 1:40 a.m. (2240 GMT Monday).", ("1:40 a.m. (2240 GMT Monday)", *["05-22 22:40:00Z"] * 3, "minute", "event")),
    ("It fell of old age, 9 may 2023.", ("9 may 2023", "05-09", "05-09", "05-09", "day", "event")),
    # the telling
    ("The mayor on Monday charged that it fell.", ("Monday", "05-22", "05-22", "05-22", "day", "report")),
    ("The men on Monday charged at it.", ("Monday", "05-22", "05-22", "05-22", "day", "event")),
    ("The mayor today pledged to mend it.", ("today", "05-24", "05-24", "05-24", "day", "report")),
    ("It was what the mayor described on Monday as sabotage.", ("Monday", "05-22", "05-22", "05-22", "day", "report")),
    ("The death toll from the storm climbed to 31 on Sunday.", ("Sunday", "05-21", "05-21", "05-21", "day", "report")),
    ("The number of dead has risen to at least 31 on Monday.", ("Monday", "05-22", "05-22", "05-22", "day", "report")),
    ("It burned; on Sunday the toll rose to 31.", ("Sunday", "05-21", "05-21", "05-21", "day", "report")),
    ("On Sunday the toll bridge fell.", ("Sunday", "05-21", "05-21", "05-21", "day", "event")),
    ("The toll rose after a second blast on Sunday.", ("Sunday", "05-21", "05-21", "05-21", "day", "event")),
    ("The river rose on Sunday.", ("Sunday", "05-21", "05-21", "05-21", "day", "event")),
    ("He was charged with murder Tuesday.", ("Tuesday", "05-23", "05-23", "05-23", "day", "report")),
    ("The crowd was charged by horses on Tuesday.", ("Tuesday", "05-23", "05-23", "05-23", "day", "event")),
    ("Charged Tuesday, the batteries burnt as they were", ("Tuesday", "05-23", "05-23", "05-23", "day", "event")),
    ("It fell, the mayor said Wednesday.", ("Wednesday", "05-24", "05-24", "05-24", "day", "report")),
    ("He told reporters in Ostvik on Monday that it fell.", ("Monday", "05-22", "05-22", "05-22", "day", "report")),
    ("It fell, he said in a statement late on Monday.", ("late on Monday", "05-22", "05-22", "05-22", "part_of_day", "report")),
    ("The army on Monday announced it.", ("Monday", "05-22", "05-22", "05-22", "day", "report")),
    # how long, how often
    ("It burned for three days.", ("three days", None, None, None, "unknown", "duration")),
    ("A days-long siege ended.", ("days-long", None, None, None, "unknown", "duration")),
    ("A three-day siege ended.", ("three-day", None, None, None, "unknown", "duration")),
    ("Shells fall every night.", ("every night", None, None, None, "unknown", "duration")),
    ("Shells fall each year.", ("each year", None, None, None, "unknown", "duration")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ONE, ids=[text for text, _ in ONE])
def test_one_expression(text: str, expected: object):
    """Each row: a sentence, and its expression as (words, earliest, best, latest, precision, use)."""
    assert [row(text, mention) for mention in mentions(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It fell overnight, both sides said on Sunday.", [("overnight", "event", "05-21"), ("Sunday", "report", "05-21")]),
        ("He said on Wednesday that a day earlier shells fell.", [("Wednesday", "report", "05-24"), ("a day earlier", "event", "05-23")]),
        ("Shells fell on Monday. The next day it burned.", [("Monday", "event", "05-22"), ("The next day", "event", "05-23")]),
        ("Shells fell on Monday. It burned at night.", [("Monday", "event", "05-22"), ("night", "event", "05-22")]),
        ("Drones came overnight. The night was loud.", [("overnight", "event", "05-24"), ("night", "event", "05-24")]),
        ("Shells fell on Sunday. Two days after the blast it burned.", [("Sunday", "event", "05-21"), ("Two days after", "event", "05-23")]),
        ("It burned two days after shells fell.", [("two days after", "event", "05-22")]),
        ("It fell on the night of the parade.", [("night", "event", None)]),
        ("It fell on 18 May, the same day.", [("18 May", "event", "05-18"), ("the same day", "event", "05-18")]),
        ("It began at 2000 (0200 GMT).", [("2000 (0200 GMT)", "event", "05-23")]),
        ("On 7 May an overnight raid came.", [("7 May", "event", "05-07"), ("overnight", "event", "05-07")]),
        ("The shelling on Monday claimed three lives.", [("Monday", "event", "05-22")]),
        ("The army on Monday claimed the town.", [("Monday", "report", "05-22")]),
        ("He denied charges raised on Monday by the army.", [("Monday", "report", "05-22")]),
        ("The general told a television station on Monday that it fell.", [("Monday", "report", "05-22")]),
        ("On Monday, the president openly admitted that it fell.", [("Monday", "report", "05-22")]),
        ("On Monday, when the mayor said that it was safe, it fell.", [("Monday", "event", "05-22")]),
        ("He said Monday's blast killed two.", [("Monday", "event", "05-22")]),
        ("It began on Monday night and ended on Tuesday morning.", [("Monday night", "event", "05-22"), ("Tuesday morning", "event", "05-23")]),
        ("Shells fell on May 3 and 12 people died.", [("May 3", "event", "05-03")]),
    ],
)  # fmt: skip
def test_expressions_beside_each_other(text: str, expected: object):
    """A day that the text named before is what "the next day" counts from."""
    assert [(text[m.start : m.end], m.use, short(m.best)) for m in mentions(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "On Bloody Sunday it fell.", "A group of 10 may march.", "May killed him.", "He may march.", "The army will march north.", "The Sun wrote so.", "They sat.", "It fell on 30 February.",
        "It fell on 32 May.", "It fell on February 30.", "It fell on 2023-02-31.", "It fell on 31/31/2023.", "The Morning Post closed.",
        "They used night vision.", "A Christmas market opened.", "A second blast came.", "It was late.", "He is 34 years old.", "Some 2014 homes burned.",
        "She drove a 2010 Ford.", "It fell on the 1995 Honda Accord.",
        "They fired 500 shells.", "It was 25:70.", "Version 1.2.23 fell.", "It fell on 31-31-2023.", "The score was 21-14-2023.", "The 10-year-old fell.", "I am not here.", "It was Jun Lee.",
    ],
)  # fmt: skip
def test_what_is_no_time(text: str):
    """Names, verbs, numbers and days that no calendar has."""
    assert mentions(text) == ()


def test_without_a_publication():
    """Whole dates resolve, relative ones do not, and both are found."""
    found = mentions(
        "It fell on May 3, 2021, and again on Monday, overnight, last week, two days ago, last year.", None
    )
    assert [(str(m.best), m.use) for m in found if m.best] == [("2021-05-03", "event")]
    assert len(found) == 6
    assert found[-1].use == "past"


def test_an_instant_of_publication():
    """Its day counts."""
    (found,) = mentions("It fell on Wednesday.", datetime(2023, 5, 24, 23, 30, tzinfo=UTC))
    assert found.best == PUBLISHED


@pytest.mark.parametrize("published", [date(1, 1, 1), date(9999, 12, 31)])
def test_the_edges_of_the_calendar(published: date | None):
    """Nothing raises there."""
    text = " ".join(text for text, _ in ONE)
    assert mentions(
        text + " It fell 9000 years ago, 500 weeks earlier, next century, last decade, in the past 9999 years.",
        published,
    )


WORDS = (
    "early late mid on in the of night morning overnight last next this Monday Friday May 3 30 February 2014 14:30 GMT p.m. and to - –"
    " , ( ) two days ago earlier after week month year since until will said every 3/5/2023 2023-05-24 1990s mid-June hours yesterday"
    " before dawn midnight from between a weekend winter 's Christmas Eve past 24 for"
).split()


@given(
    st.text(max_size=80) | st.lists(st.sampled_from(WORDS), max_size=16).map(" ".join),
    st.none() | st.dates(),
)
def test_any_text(text: str, published: date | None):
    """Never raises; spans are exact, in order and apart; intervals are in order; twice gives the same."""
    document = read_document(RawArticle(text=text, published=published))
    found = find_times(document, LEXICON, find_numbers(document))
    reach = 0
    for mention in found:
        assert reach <= mention.first < mention.last
        assert document.words(mention.first, mention.last) == document.text[mention.start : mention.end]
        assert isinstance(mention.precision, TimePrecision)
        days = [
            m.date() if isinstance(m, datetime) else m for m in (mention.earliest, mention.best, mention.latest) if m
        ]
        assert days == sorted(days)
        reach = mention.last
    assert find_times(document, LEXICON, find_numbers(document)) == found


@pytest.mark.parametrize(
    "piece", ["Monday ", "May 3 ", "late ", "the last ", "3/", "14:", "two days ", "night of ", "Monday and "]
)
def test_cost_is_linear(piece: str):
    """Of one piece again and again, too."""

    def reading(size: int) -> Callable[[], object]:
        document = read_document(RawArticle(text=piece * (size // len(piece)), published=PUBLISHED))
        return partial(find_times, document, LEXICON, find_numbers(document))

    assert grows_with_length(reading)
