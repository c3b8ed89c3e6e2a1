"""The raw article: lenient where the meaning is plain, strict where it is not."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from pydantic import ValidationError

from schemas.article import RawArticle, article_id_of, sha256_of

TEN = datetime(2023, 5, 24, 10, tzinfo=UTC)


def _read(**fields: Any) -> RawArticle:
    return RawArticle.read_json(json.dumps({"text": "Rain fell."} | fields))


@pytest.mark.parametrize(
    ("sent", "moment"),
    [
        pytest.param("2023-05-24", date(2023, 5, 24), id="a date"),
        pytest.param("20230524", date(2023, 5, 24), id="a date without hyphens is no number of seconds"),
        pytest.param("2023-05-24T10:00:00Z", TEN, id="RFC 3339"),
        pytest.param("2023-05-24T10:00:00.000000001Z", TEN, id="nanoseconds are cut"),
        pytest.param("2023-05-24T12:00:00+02:00", TEN, id="an offset"),
        pytest.param("2023-05-24T10:00:00", TEN, id="without an offset it is UTC"),
        pytest.param(" 2023-05-24 10:00 ", TEN, id="a space for the T"),
        pytest.param("Wed, 24 May 2023 10:00:00 GMT", TEN, id="RFC 2822"),
        pytest.param("Wed, 24 May 2023 12:00:00 +0200", TEN, id="RFC 2822 with an offset"),
        pytest.param("24 May 2023 10:00:00 -0000", TEN, id="RFC 2822 without a known offset is UTC"),
        pytest.param(1684922400, TEN, id="seconds since 1970"),
        pytest.param(1684922400.0, TEN, id="seconds with a fraction"),
        pytest.param(1684922400000, TEN, id="milliseconds since 1970"),
        pytest.param("1684922400", TEN, id="seconds in a string"),
        pytest.param("", None, id="an empty string"),
        pytest.param("  ", None, id="white space"),
        pytest.param(None, None, id="null"),
        pytest.param("0001-01-01T00:00:00Z", None, id="the zero of some languages' date types"),
        pytest.param("9999-12-31", None, id="the largest date of others"),
    ],
)
def test_a_moment_is_read_in_many_ways(sent: object, moment: date | None) -> None:
    """published and fetched_at alike; what is written out is read back as the same."""
    article = _read(published=sent, fetched_at=sent)
    assert article.published == article.fetched_at == moment
    assert type(article.published) is type(moment)
    assert RawArticle.read_json(article.write_json()) == article


@pytest.mark.parametrize(
    "sent",
    [
        "2023-02-30", "2023-13-01", "yesterday", "May 3", "Wed, 99 May 2023 10:00:00 GMT", "2023", 2023, 0, -1, 10**30, 10**400,
        True, [], {}, "2023-05-24T25:00:00Z", "24 May 99999999999 10:00:00 GMT", "٢٠٢٣-٠٥-٢٤", "1e400", "x" * 10_000,
    ],
)  # fmt: skip
def test_what_is_no_moment_is_refused_with_the_fields_name(sent: object) -> None:
    """Never guessed, never another error than pydantic's; the message is short and says how to write one."""
    with pytest.raises(ValidationError) as raised:
        _read(published=sent)
    (error,) = raised.value.errors()
    assert error["loc"] == ("published",)
    assert "write 2026-05-03" in error["msg"]
    assert len(error["msg"]) < 200


def test_the_local_day_is_kept() -> None:
    """One o'clock at night in Kyiv is not the day before, although it is in UTC: "on Tuesday" is the writer's Tuesday."""
    published = _read(published="2023-05-24T01:00:00+03:00").published
    assert published == datetime(2023, 5, 24, 1, tzinfo=timezone(timedelta(hours=3)))
    assert isinstance(published, datetime)
    assert published.date() == date(2023, 5, 24)


@pytest.mark.parametrize(
    "field", ["title", "url", "publisher", "author", "published", "fetched_at", "language", "metadata"]
)
@pytest.mark.parametrize("blank", ["", " \t\n", None])
def test_a_blank_optional_field_is_unknown(field: str, blank: str | None) -> None:
    """Unknown is null, never an empty string; CSV and careless producers write "" for it."""
    assert _read(**{field: blank}) == _read()


@pytest.mark.parametrize(
    ("fields", "article_id"),
    [
        pytest.param({"article_id": "mine"}, "mine", id="given"),
        pytest.param({"id": "mine"}, "mine", id="given under its short name"),
        pytest.param({"article_id": "mine", "id": 5}, "mine", id="the full name wins"),
        pytest.param({"article_id": 5}, "5", id="a number"),
        pytest.param({"id": 0}, "0", id="zero is an id"),
        pytest.param({"id": 1.5}, "1.5", id="a fraction"),
        pytest.param({"article_id": "", "id": "mine"}, "mine", id="a blank one is none"),
        pytest.param({"article_id": " ", "id": None, "url": "https://n.example/1"},
                     article_id_of(url="https://n.example/1", text=""), id="made of the url"),
        pytest.param({"url": " "}, article_id_of(url=None, text="Rain fell."), id="else of the text"),
    ],
)  # fmt: skip
def test_an_article_has_an_id(fields: dict[str, object], article_id: str) -> None:
    """Given as string or number, else made of content only."""
    assert _read(**fields).article_id == article_id


@pytest.mark.parametrize("given", [True, [], {"a": 1}])
def test_an_id_of_another_kind_is_refused(given: object) -> None:
    """No id is made up of what is none."""
    for name in ("id", "article_id"):
        with pytest.raises(ValidationError, match="article_id"):
            _read(**{name: given})


def test_any_text_has_an_id_and_a_hash() -> None:
    """Also one with half a surrogate pair, which Python can hold and UTF-8 can not."""
    article = RawArticle(text="half \ud83d a smile")
    assert len(article.article_id) == 36
    assert len(sha256_of(article.text)) == 64


def test_the_text_is_never_altered() -> None:
    """Not trimmed, not normalised: offsets point into it."""
    text = " \ufeffCafe\u0301\r\n\x00 “Stop” 🚒\u200f\t"
    assert _read(text=text).text == text


def test_metadata_is_carried() -> None:
    """Whatever stands in it."""
    assert _read(metadata={"desk": "", "n": [1, None]}).metadata == {"desk": "", "n": [1, None]}
