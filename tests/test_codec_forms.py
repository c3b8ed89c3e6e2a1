"""Which bytes are taken for JSON and which for bare text."""

from __future__ import annotations

import pytest

from worker.codec import decode_article
from worker.errors import Rejected

PROSE = [
    pytest.param(
        '"We are under attack," said the governor of the region, as shells fell on the town for a third day.',
        id="speech",
    ),
    pytest.param("[UPDATE] Three people died in a blast in Kano.", id="a tag in brackets"),
    pytest.param("12 people died in a blast in Kano.", id="a number that begins a sentence"),
    pytest.param("\ufeffTwo people died.", id="a byte order mark"),
]


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_an_article(text: str) -> None:
    """Bare text is kept as it came, whatever it begins with."""
    assert decode_article(text.encode()).text == text


MEANT = [
    pytest.param(b'{"text": ', "decode_error", id="a broken object"),
    pytest.param(b'[{"text": "x"}]', "schema_invalid", id="an array"),
    pytest.param(b"[]", "schema_invalid", id="an empty array"),
    pytest.param(b"12", "schema_invalid", id="a number alone"),
    pytest.param(b"null", "schema_invalid", id="null"),
    pytest.param(b'"x"', "schema_invalid", id="a string alone"),
]


@pytest.mark.parametrize(("raw", "reason"), MEANT)
def test_what_was_meant_as_json_is_no_article(raw: bytes, reason: str) -> None:
    """JSON that is no article is refused, not taken for prose."""
    with pytest.raises(Rejected) as caught:
        decode_article(raw)
    assert caught.value.reason == reason
