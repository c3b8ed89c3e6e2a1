"""What a regular expression's matches begin with: it may say yes too often, never no where the expression matches."""

from __future__ import annotations

import re

import pytest

from worker.lexicons.boilerplate import load_boilerplate_rules
from worker.text.openings import Openings, openings_of


def fits_begin(openings: Openings, text: str) -> bool:
    """Whether a text begins like a match."""
    return re.match(openings.begin, text.lower()) is not None


@pytest.mark.parametrize(
    ("regex", "text", "fits"),
    [
        ("follow us", "Follow us on the road", True),
        ("follow us", "Follow users", True),  # the first characters alone
        ("follow us", "Followers came", False),
        ("follow us", "The army", False),
        ("(?:please )?(?:follow|like) us", "PLEASE like us", True),
        ("(?:please )?(?:follow|like) us", "Plain words", False),
        ("[(\\[]?(?:photo|file)", "[File] A bridge", True),
        ("[(\\[]?(?:photo|file)", "(Fire) A bridge", False),
        ("[0-9]{1,3} min", "12 min", True),
        ("\\d{1,5} comments", "Many comments", False),
        ("ad", "Ad", True),  # shorter than what is looked at
        ("ad(?:vert)?", "A", False),
        ("[–—] ?web desk", "— Web desk", True),
        ("[–—] ?web desk", "— Weather", False),
        ("by (?-i:[A-Z])", "BY ANA", True),  # case is not looked at
        ("\\d{1,2} hours", "١٢ hours", True),  # digits of any script
    ],
)
def test_what_fits(regex: str, text: str, fits: bool) -> None:  # noqa: FBT001 - a column
    """Asked of the first characters, in any case."""
    assert fits_begin(openings_of([regex]), text) is fits


@pytest.mark.parametrize(
    ("regex", "landmarks"),
    [
        ("follow us", set()),
        (".{0,60}all rights reserved.{0,80}", {"all rights reserved"}),
        ("copyright|.{0,60}terms of use", {"terms of use"}),
        (".{1,9} and", {""}),  # nothing is known: every text holds it
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
        assert not fits_begin(openings, "Zebras grazed."), f"{rule.id} would be tried on each line"
        for example in rule.examples:
            landmark = any(words in example.lower() for words in openings.landmarks)
            assert landmark or fits_begin(openings, example), example
            assert re.match(rule.match, example, re.IGNORECASE), example
