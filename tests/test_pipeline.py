"""Bytes in, result out: what the core makes of odd articles.  Kafka, tables and logs are not known here."""

from __future__ import annotations

import json
import unicodedata
from datetime import date

import pytest

from schemas.article import RawArticle
from schemas.origin import Lineage
from schemas.reasons import SkipReason
from schemas.result import ArticleIncidents
from worker.codec import decode, decode_article, encode
from worker.lexicons.knowledge import Knowledge, load_knowledge
from worker.pipeline import enrich, extract_article, process_article

PLAIN = """A car bomb exploded outside a café in Kirkuk, Iraq, on Friday, killing nine people and injuring at least 20, police said.

“We heard a blast,” said Omar Aziz, a baker. “Then came the smoke.” No group claimed responsibility.

The blast damaged three shops."""


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


def _result(text: str, knowledge: Knowledge, published: date | None = date(2026, 5, 3)) -> ArticleIncidents:
    """Through the codec, twice; what holds for every result is asserted on the way."""
    sent = json.dumps({"id": "a-1", "text": text, "published": published and published.isoformat()}).encode()
    result = process_article(decode_article(sent), knowledge)
    for event in result.events:
        assert event.evidence
        for proof in event.evidence:
            assert text[proof.start : proof.end] == proof.quote
    assert encode(process_article(decode_article(sent), knowledge)) == encode(result)
    assert decode(ArticleIncidents, encode(result)) == result
    return result


def _told(result: ArticleIncidents) -> list[tuple[object, ...]]:
    """What is said of each event, apart from where the words stand."""
    return [
        (
            e.type,
            e.location and e.location.geonames_id,
            e.time.best,
            *(q and (q.best, q.qualifier) for _, q in e.casualties),
        )
        for e in result.events
    ]


def test_an_incident_comes_out_with_its_proof(knowledge: Knowledge) -> None:
    """The ground of the tests below: one bombing, with place, day and toll."""
    (event,) = _result(PLAIN, knowledge).events
    assert event.type == "conflict.explosive_device"
    assert event.location is not None
    assert (event.location.resolved, event.location.country) == ("Kirkuk", "IRQ")
    assert event.time.best == date(2026, 5, 1)
    assert event.casualties.killed is not None
    assert event.casualties.injured is not None
    assert (event.casualties.killed.best, event.casualties.injured.best) == (9, 20)
    assert {"type", "location", "time", "casualties.killed"} <= {proof.field for proof in event.evidence}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(PLAIN.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(PLAIN.replace("\n", "\r"), id="CR alone"),
        pytest.param(PLAIN.replace("\n\n", "\u2029"), id="Unicode's paragraph separators"),
        pytest.param(unicodedata.normalize("NFD", PLAIN), id="accents as marks of their own"),
        pytest.param("\ufeff" + PLAIN, id="a byte order mark"),
        pytest.param("\x00" + PLAIN.replace(". ", ".\x00 ") + "\x00\x00", id="NULs"),
        pytest.param(PLAIN.replace(" ", "\u00a0"), id="no-break spaces"),
        pytest.param(PLAIN.replace(" ", "  \t"), id="runs of white space"),
        pytest.param(PLAIN.replace("Kirkuk", "\u200fKirkuk\u200e"), id="direction marks around the name"),
        pytest.param(PLAIN.replace("exploded", "explo\u00added"), id="a soft hyphen"),
        pytest.param("🚨🚒👨‍👩‍👧 " + PLAIN + " 🕊️", id="emoji"),
        pytest.param(PLAIN.replace("“", '"').replace("”", '"'), id="straight quotation marks"),
        pytest.param(PLAIN.replace("“", '“‘«"').replace("”", '"»’”'), id="nested quotation marks"),
        pytest.param(PLAIN + "\n\n“““““““““““", id="quotation marks that never close"),
        pytest.param(PLAIN + "\n\nبيان: انفجار في المدينة", id="a line from right to left"),
        pytest.param("date 2026-05-03\n" + PLAIN, id="the date in the first line, too"),
    ],
)  # fmt: skip
def test_odd_characters_change_nothing(text: str, knowledge: Knowledge) -> None:
    """The same event with exact offsets, however the text is written."""
    assert _told(_result(text, knowledge)) == _told(_result(PLAIN, knowledge))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("A bomb killed two people in Kirkuk on 31 February 2026.", id="a day that is none"),
        pytest.param("A bomb killed two people in Kirkuk on 45 May.", id="a day that no month has"),
        pytest.param("A bomb killed two people in Kirkuk at 27:80.", id="a time that is none"),
        pytest.param(
            "date 2026-13-45\nA bomb killed two people in Kirkuk on Friday.", id="a first line that is no date"
        ),
        pytest.param("date 0001-01-01\nA bomb killed two people in Kirkuk yesterday.", id="the first day of all"),
        pytest.param("date 9999-12-31\nA bomb killed two people in Kirkuk last night.", id="the last day of all"),
        pytest.param("In the year 99999, a bomb killed two people in Kirkuk.", id="a year far away"),
    ],
)
@pytest.mark.parametrize("published", [None, date(2026, 5, 3)])
def test_impossible_dates(text: str, published: date | None, knowledge: Knowledge) -> None:
    """No error; the event still comes out, and no time is made up beyond the calendar."""
    (event,) = _result(text, knowledge, published).events
    assert event.casualties.killed is not None
    assert event.casualties.killed.best == 2


@pytest.mark.parametrize(
    "number",
    ["10^30", "1" + "0" * 30, "9" * 5000, "1,000,000,000,000,000", "999 trillion", "-5", "0", "1e99", "½", "٣"],
)
def test_impossible_numbers(number: str, knowledge: Knowledge) -> None:
    """No error, and no toll above what a quantity holds."""
    for event in _result(f"A bomb killed {number} people in Kirkuk on Friday.", knowledge).events:
        killed = event.casualties.killed
        assert killed is None or killed.best is None or killed.best <= 10**12


NOTHING = [
    pytest.param(
        "Una bomba estalló el viernes en el centro de la ciudad y mató a nueve personas, según informó la policía."
        " Otras veinte resultaron heridas y fueron llevadas a los hospitales de la zona.",
        SkipReason.OTHER_LANGUAGE,
        id="Spanish",
    ),
    pytest.param(
        "Bei der Explosion einer Bombe sind am Freitag in der Stadt neun Menschen getötet worden, wie die Polizei mitteilte."
        " Weitere zwanzig wurden verletzt und in die Krankenhäuser der Umgebung gebracht.",
        SkipReason.OTHER_LANGUAGE,
        id="German",
    ),
    pytest.param(
        "Взрыв бомбы в центре города унес жизни девяти человек, сообщила полиция. Еще двадцать человек ранены.",
        SkipReason.OTHER_LANGUAGE,
        id="Russian",
    ),
    pytest.param(
        "Read more: Bomb kills nine in Kirkuk\n\nAlso read: Drones hit Odesa\n\nSign up for our newsletter.",
        SkipReason.BOILERPLATE_ONLY,
        id="promos only",
    ),
    pytest.param("date 2026-05-03\n\n", SkipReason.BOILERPLATE_ONLY, id="a date only"),
    pytest.param(
        "Opinion: I believe that the attack on our courts must end. In my view the government is at war with its judges,"
        " and we should ask why the minister dropped a bomb on the whole system.",
        SkipReason.OPINION,
        id="opinion",
    ),
    pytest.param(
        "United crushed Rovers 4-1 on Saturday. Striker Leo Banks fired a rocket into the top corner in the 12th minute and shot"
        " again after the break. The visitors' attack was bombarded by the home defence, and the goalkeeper was beaten twice.",
        SkipReason.SPORT,
        id="match report",
    ),
    pytest.param(
        "The film opens with a bomb that kills nine people in a market. Its director stages the explosion with care, and the"
        " lead actor, who plays a police officer, is shot in the second act. The movie is in cinemas from Friday.",
        SkipReason.FICTION,
        id="film review",
    ),
    pytest.param(
        "The bakery on Mill Lane has a new owner. She sells rye bread and cakes, and opens at seven.",
        SkipReason.NO_INCIDENT,
        id="nothing at all",
    ),
    pytest.param("…!?", None, id="no word"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "reason"), NOTHING)
def test_no_event_and_why(text: str, reason: SkipReason | None, knowledge: Knowledge) -> None:
    """No event, and a reason that can be counted."""
    result = _result(text, knowledge)
    assert result.events == ()
    assert result.skipped
    assert reason is None or reason in {skip.reason for skip in result.skipped}


def test_a_corrected_version_keeps_its_ids(knowledge: Knowledge) -> None:
    """The same article with another toll gives the same event_id, so that the newer one replaces the older."""
    (old,), (new,) = _result(PLAIN, knowledge).events, _result(PLAIN.replace("nine", "eleven"), knowledge).events
    assert old.event_id == new.event_id
    assert old.casualties != new.casualties


def test_the_raw_message_goes_with_every_event(knowledge: Knowledge) -> None:
    """Extraction writes the lineage, enrichment keeps it."""
    lineage = Lineage(topic="articles.raw", partition=3, offset=7, timestamp=1)
    result = enrich(extract_article(RawArticle(article_id="a-1", text=PLAIN), knowledge, lineage), knowledge)
    assert result.lineage == lineage
    assert {event.lineage for event in result.events} == {lineage}


def test_enrichment_can_be_done_again(knowledge: Knowledge) -> None:
    """On its own result it changes nothing: old results may be enriched anew when knowledge grows."""
    once = _result(PLAIN, knowledge)
    assert enrich(once, knowledge) == once
