"""Words, their offsets and their keys."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cost import grows_with_length
from worker.text.tokens import key_of, split_keys, split_tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two men died.", "Two|men|died|."),
        ("1,200 men, 3.5 km", "1,200|men|,|3.5|km"),
        ("the ex-U.S. envoy", "the|ex-U.S.|envoy"),
        ("U.S. and U.S.'s", "U.S.|and|U.S.|'s"),
        ("Sana'a’s days-long siege", "Sana'a|’s|days-long|siege"),
        ("don't", "don't"),
        ("the soldiers' base", "the|soldiers|'|base"),
        ("F-16, 10-15, 10–15", "F-16|,|10-15|,|10|–|15"),
        ("14:30 3.40pm 6.1-magnitude", "14|:|30|3.40pm|6.1-magnitude"),
        ("cafe\u0301 E\u0301lan", "cafe\u0301|E\u0301lan"),
        ("inci\u00addent", "inci\u00addent"),
        ("\ufeffa\x00b \u200bc\u200e d", "a|b|c|d"),
        ("👩‍🚒 fire", "👩|🚒|fire"),
        ("“Stop!”", "“|Stop|!|”"),
        ("$5 5%", "$|5|5|%"),
        ("", ""),
    ],
)
def test_tokens(text: str, expected: object):
    """Each row: a text and its tokens."""
    assert "|".join(token.text for token in split_tokens(text)) == expected


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("Sana’a", "sana'a"),
        ("E\u0301lan", "élan"),
        ("inci\u00addent", "incident"),
        ("days‑long", "days-long"),
        ("İzmir", "i̇zmir"),
    ],
)
def test_keys(word: str, key: str):
    """Lexicons know a word by its NFC lower case with straight marks."""
    assert key_of(word) == key


@given(st.text(max_size=200) | st.text(alphabet="aA1.,-'’sS \u0301\u00ad\u200d\x00", max_size=60))
def test_any_text(text: str):
    """Offsets are exact, tokens in order and apart, each has a key, and twice gives the same."""
    reach = 0
    tokens = split_tokens(text)
    for token in tokens:
        assert text[token.start : token.end] == token.text
        assert reach <= token.start < token.end
        assert token.lower
        assert not token.text[0].isspace()
        reach = token.end
    assert split_tokens(text) == tokens


@pytest.mark.parametrize(
    "text",
    [
        "The mayor's office said: “We’re safe,” at 3.40pm.",
        "Sana'a’s days-long\tsiege,\r\n\u00a0U.S.'s troops\u2003in the U.S.",
        "İzmir’S cafe\u0301, inci\u00addents\x1cand \ufeffa\x00b",
        " " * 40 + "a" * 50 + "'s " + "-",
    ],
)
def test_keys_without_tokens(text: str):
    """The keys alone are those of the tokens, whatever stands between them."""
    assert split_keys(text) == [token.lower for token in split_tokens(text)]


@pytest.mark.parametrize("piece", ["1.", "a.", "x-", "'s", "1,1-", "\u0301", "a\u0301", "."])
def test_cost_is_linear(piece: str):
    """Of one piece again and again, too, by tokens and by keys."""
    for split in (split_tokens, split_keys):
        assert grows_with_length(lambda size, split=split: partial(split, piece * (size // len(piece)) + "x"))
