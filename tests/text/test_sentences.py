"""Where sentences end, and where they do not."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cost import grows_with_length
from worker.text.sentences import split_paragraphs, split_sentences


def sentences(text: str):
    return [
        text[a:b] for start, end in split_paragraphs(text, 0, len(text)) for a, b in split_sentences(text, start, end)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells fell. Two died.", ["Shells fell.", "Two died."]),
        ("Lt. Gov. Jan Kos came at 3 p.m. Monday. He left.", ["Lt. Gov. Jan Kos came at 3 p.m. Monday.", "He left."]),
        ("It began at 5 a.m. The fire spread.", ["It began at 5 a.m.", "The fire spread."]),
        ("George W. Bush came.", ["George W. Bush came."]),
        ("He lives in Washington, D.C. They left.", ["He lives in Washington, D.C.", "They left."]),
        ("They shot at ex-U.S. Senator Ruiz.", ["They shot at ex-U.S. Senator Ruiz."]),
        ("The U.S. Army left. U.S. forces stayed.", ["The U.S. Army left.", "U.S. forces stayed."]),
        ("School No. 5 fell. So did No. 7.", ["School No. 5 fell.", "So did No. 7."]),
        ("He said no. Then he left.", ["He said no.", "Then he left."]),
        ("It cost 3.5 million. It burned.", ["It cost 3.5 million.", "It burned."]),
        ("“It was loud. Shells fell,” he said. She left.", ["“It was loud.", "Shells fell,” he said.", "She left."]),
        ("“Stop!” he said.", ["“Stop!” he said."]),
        ("It ended… Nobody knew why.", ["It ended…", "Nobody knew why."]),
        ("It went on... and on.", ["It went on... and on."]),
        ("Really?! Yes.", ["Really?!", "Yes."]),
        ("Shells fell.The fire spread.", ["Shells fell.", "The fire spread."]),
        ("See example.com or Example.Com now.", ["See example.com or Example.Com now."]),
        ("He died.[2] She lived.", ["He died.[2]", "She lived."]),
        ("Ten dead in storm\nA storm killed ten.", ["Ten dead in storm", "A storm killed ten."]),
        ("Damage:\n• two homes\n• a school", ["Damage:", "• two homes", "• a school"]),
        ("A storm that came from the sea in the night killed ten people in\nOstvik.", ["A storm that came from the sea in the night killed ten people in\nOstvik."]),
        ("The storm that came in the night hit Sol\nVestre and Gamle\nOstvik, where ten people died.\nThe sea took four houses.", ["The storm that came in the night hit Sol", "Vestre and Gamle", "Ostvik, where ten people died.", "The sea took four houses."]),
        ("The storm that came from the sea hit\nSol Vestre and killed ten people. It\nwent on to Gamle Ostvik, which has a\nharbour.", ["The storm that came from the sea hit\nSol Vestre and killed ten people.", "It\nwent on to Gamle Ostvik, which has a\nharbour."]),
        ("Storm kills ten in Ostvik\nMinister resigns\nSchool fire put out after hours", ["Storm kills ten in Ostvik", "Minister resigns", "School fire put out after hours"]),
        ("One\r\n\r\nTwo\r\n", ["One", "Two"]),
        ("One\u2029Two", ["One", "Two"]),
        ("", []),
        (" \n\n \x00 ", ["\x00"]),
        ("مات اثنان. وصل الجيش؟ نعم.", ["مات اثنان.", "وصل الجيش؟", "نعم."]),
        ("两人死亡。火灾蔓延。", ["两人死亡。", "火灾蔓延。"]),
    ],
)  # fmt: skip
def test_sentences(text: str, expected: object):
    """Each row: a text and its sentences."""
    assert sentences(text) == expected


@given(st.text(max_size=200) | st.text(alphabet='.!?… \n\r"”’Aa3•', max_size=60))
def test_any_text(text: str):
    """Spans are in order and apart, hold no space at their ends, and lose nothing but space."""
    reach, kept = 0, ""
    for start, end in split_paragraphs(text, 0, len(text)):
        for a, b in split_sentences(text, start, end):
            assert reach <= a < b <= len(text)
            assert text[a:b] == text[a:b].strip()
            kept += text[a:b]
            reach = b
    assert "".join(kept.split()) == "".join(text.split())


@pytest.mark.parametrize("piece", [".", ". ", "\n", "\n \r", "Aa\n", '."', "x.Yz", " ", "…”", "A. "])
def test_cost_is_linear(piece: str):
    """Of one piece again and again, too."""
    assert grows_with_length(lambda size: partial(sentences, piece * (size // len(piece))))
