"""What a regular expression's matches begin with: it may say yes too often, never no where the expression matches."""

from __future__ import annotations

import re

import pytest

from worker.lexicons.boilerplate import load_boilerplate_rules
from worker.text.openings import LONGEST, openings_of


@pytest.mark.parametrize(
    ("regex", "text", "fits"),
    [
        ("follow us", "Follow us on the road", True),
        ("follow us", "Followers came", True),  # the first characters alone
        ("follow us", "The army", False),
        ("(?:please )?(?:follow|like) us", "PLEASE like us", True),
        ("(?:please )?(?:follow|like) us", "Plain words", False),
        ("[(\\[]?(?:photo|file)", "[File] A bridge", True),
        ("[(\\[]?(?:photo|file)", "(Fire) A bridge", False),
        ("[0-9]{1,3} min", "12 min", True),
        ("\\d{1,5} comments", "Many comments", False),
        ("ad", "Ad", True),  # shorter than what is looked at
        ("ad(?:vert)?", "A", False),
        ("skip", "\u017fkip", True),  # no ASCII: case is ignored in ways that lower case does not know
    ],
)
def test_what_fits(regex: str, text: str, fits: bool) -> None:  # noqa: FBT001 - a column
    """Asked of the first characters, in any case."""
    assert openings_of([regex]).fit(text[:LONGEST]) is fits


@pytest.mark.parametrize(
    ("regex", "landmarks"),
    [
        ("follow us", set()),
        (".{0,60}all rights reserved.{0,80}", {"all rights reserved"}),
        ("copyright|.{0,60}terms of use", {"terms of use"}),
        ("\\w{1,9} and", {""}),  # nothing is known: every text holds it
        ("[^a]bc", {""}),
    ],
)
def test_what_must_stand_somewhere(regex: str, landmarks: set[str]) -> None:
    """Where nothing is known of the begin."""
    assert openings_of([regex]).landmarks == landmarks


def test_the_rules_begin_with_something() -> None:
    """Each tells its begin or a landmark, and each example of a whole line fits."""
    for rule in load_boilerplate_rules():
        if rule.scope in ("caption", "part"):
            continue
        openings = openings_of([rule.match])
        assert "" not in openings.landmarks, rule.id
        for example in rule.examples:
            landmark = any(words in example.lower() for words in openings.landmarks)
            assert landmark or openings.fit(example[:LONGEST]), example
            assert re.match(rule.match, example, re.IGNORECASE), example
