"""Bytes to articles: which are taken for JSON and which for bare text, and what each bad one is told."""

from __future__ import annotations

import json
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.article import RawArticle
from schemas.result import ArticleIncidents
from tests.factories import event, incidents
from worker.codec import MAX_TEXT_BYTES, decode, decode_article, encode
from worker.errors import Rejected

PROSE = [
    pytest.param(
        '"We are under attack," said the governor of the region, as shells fell on the town for a third day.',
        id="speech",
    ),
    pytest.param("[UPDATE] Three people died in a blast in Kano.", id="a tag in brackets"),
    pytest.param("12 people died in a blast in Kano.", id="a number that begins a sentence"),
    pytest.param("\ufeffTwo people died.", id="a byte order mark"),
    pytest.param("Two people died.\x00\x00", id="NULs at the end"),
    pytest.param("Two \x1b[1mpeople\x1b[0m died.", id="a terminal's colours"),
    pytest.param("Dva lidé zemřeli při výbuchu.", id="another language"),
    pytest.param("Cafe\u0301 \u202eبومب\u202c 🚒👨‍👩‍👧", id="accents, right to left, emoji"),
    pytest.param("date 2026-05-03\r\nTwo people died.\r\n", id="a first line with a date"),
]


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_an_article(text: str) -> None:
    """Bare text is kept as it came, whatever it begins with."""
    assert decode_article(text.encode()).text == text


@pytest.mark.parametrize("text", PROSE)
def test_json_carries_any_text(text: str) -> None:
    """The same in an object; fields that a newer producer added are ignored."""
    raw = json.dumps({"text": text, "id": 7, "from_the_future": {"a": [1]}})
    assert decode_article(raw.encode()) == RawArticle(article_id="7", text=text)
    assert decode_article(("\ufeff \r\n" + raw).encode()).text == text


BAD = [
    # what was meant as JSON is not taken for prose
    pytest.param(b'{"text": ', "decode_error", "not JSON: EOF", id="a broken object"),
    pytest.param(b"{'text': 'x'}", "decode_error", "not JSON", id="Python's quotes"),
    pytest.param(b'{"text": "\\ud83d"}', "decode_error", "not JSON", id="half a surrogate pair"),
    pytest.param(b'{"a":' * 50_000, "decode_error", "recursion", id="nested without end"),
    pytest.param(b'{"text": "x"} {"text": "y"}', "decode_error", "not JSON: trailing", id="two objects"),
    pytest.param(b'[{"text": "x"}]', "schema_invalid", "object", id="an array"),
    pytest.param(b"[]", "schema_invalid", "object", id="an empty array"),
    pytest.param(b"12", "schema_invalid", "object", id="a number alone"),
    pytest.param(b"null", "schema_invalid", "object", id="null"),
    pytest.param(b'"x"', "schema_invalid", "object", id="a string alone"),
    # not JSON and not text
    pytest.param(b"Two people d\xefed.", "decode_error", "byte 12 is 0xef", id="broken UTF-8"),
    pytest.param("Zwölf Tote".encode("latin-1"), "decode_error", "byte 2 is 0xf6", id="Latin-1"),
    pytest.param("Twelve died".encode("utf-16"), "decode_error", "byte 0 is 0xff", id="UTF-16"),
    pytest.param(b"\xed\xa0\xbd", "decode_error", "byte 0 is 0xed", id="a surrogate as bytes"),
    pytest.param(b"\x1f\x8b\x08\x00", "decode_error", "byte 1 is 0x8b", id="gzip"),
    pytest.param(b"\x00\x00\x00\x00\x07" + b'{"text": "x"}', "decode_error", "schema registry", id="a registry's framing"),
    pytest.param(struct.pack("<8I", *range(65, 73)), "decode_error", "control characters", id="numbers of a program"),
    # JSON, but no article
    pytest.param(b"{}", "schema_invalid", "`text`", id="an empty object"),
    pytest.param(b'{"title": "x", "body": "y"}', "schema_invalid", "`text`: Field required", id="no text"),
    pytest.param(b'{"text": null}', "schema_invalid", "`text`", id="text is null"),
    pytest.param(b'{"text": 12}', "schema_invalid", "`text`", id="text is a number"),
    pytest.param(b'{"text": ["x"]}', "schema_invalid", "`text`", id="text is a list"),
    pytest.param(b'{"text": "x", "title": 5}', "schema_invalid", "`title`", id="a title that is a number"),
    pytest.param(b'{"text": "x", "published": "2023-02-30"}', "schema_invalid", "`published`", id="a day that is none"),
    pytest.param(b'{"text": "x", "metadata": 3}', "schema_invalid", "`metadata`", id="metadata that is no object"),
    pytest.param(b'{"text": 1, "title": 2}', "schema_invalid", "(and 1 more)", id="two fields"),
    # nothing to read
    pytest.param(None, "empty_text", "empty", id="no value"),
    pytest.param(b"", "empty_text", "empty", id="no bytes"),
    pytest.param(b" \r\n\t\xef\xbb\xbf", "empty_text", "empty", id="white space only"),
    pytest.param(b"\x00\x00\x00", "empty_text", "empty", id="NULs only"),
    pytest.param(b'{"text": "", "id": "a-1"}', "empty_text", "article a-1", id="an empty text"),
    pytest.param('{"text": "\u2003\\u0000\u200b\u00a0\u2028\u200f", "id": 5}'.encode(), "empty_text", "article 5",
                 id="a text of things unseen"),
    # too much to read
    pytest.param(b"x" * (MAX_TEXT_BYTES + 1), "too_large", "262,145 bytes; up to 262,144 fit", id="too large"),
    pytest.param(json.dumps({"id": "a-2", "text": "é" * 200_000}).encode(), "too_large", "a-2: text of 400,000 bytes",
                 id="too large in bytes, not in characters"),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "reason", "says"), BAD)
def test_a_bad_message_is_told_why(raw: bytes | None, reason: str, says: str) -> None:
    """One reason of the closed list, and a short sentence that names the field, the byte or the size."""
    with pytest.raises(Rejected) as caught:
        decode_article(raw)
    assert caught.value.reason == reason
    assert says in caught.value.message
    assert len(caught.value.message) < 300


def test_the_largest_text_fits() -> None:
    """Exactly 256 KB of UTF-8 is taken, in JSON and bare; the message around it does not count."""
    text = "é" * (MAX_TEXT_BYTES // 2)
    assert decode_article(text.encode()).text == text
    assert decode_article(json.dumps({"text": text, "title": "x" * 1000}).encode()).text == text


@settings(max_examples=500, deadline=None, derandomize=True, database=None)
@given(st.one_of(st.binary(max_size=80), st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from([*RawArticle.model_fields, "id", "x"]), inner, max_size=6),
).map(lambda value: json.dumps(value).encode())))  # fmt: skip
def test_any_bytes_are_an_article_or_rejected(raw: bytes) -> None:
    """Nothing else is raised; what is read is written and read back as the same."""
    try:
        article = decode_article(raw)
    except Rejected:
        return
    assert decode_article(encode(article)) == article


def test_a_result_is_read_back() -> None:
    """A record of a later topic; what is none says so."""
    result = incidents(event())
    assert decode(ArticleIncidents, encode(result)) == result
    for raw, reason in (
        (b"", "decode_error"),
        (None, "decode_error"),
        (b"\xff", "decode_error"),
        (b"{}", "schema_invalid"),
    ):
        with pytest.raises(Rejected) as caught:
            decode(ArticleIncidents, raw)
        assert caught.value.reason == reason
