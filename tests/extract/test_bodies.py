"""Whether what a word of violence is done to has a body."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from worker.extract.trace import Trace

Run = Callable[[str], Trace]

NONE = [
    "The minister strangled the reform in its cradle.",
    "The pension plan, which was murdered in committee, is to return.",
    "United hijacked their neighbours' move for the winger.",
    "He was accused of the assassination of her character.",
    "The lobby's ambush of the climate bill surprised nobody.",
    "Speculators attacked the peso on Tuesday.",
    "A wounded ego ended the tour.",
    "A secret explodes at the wedding.",
    "The merger has been torpedoed by the regulator in Brussels.",
    "The company killed dozens of jobs in Leeds.",
]
BODIES = [
    "Gunmen killed the author of the plan in Cali on Monday.",
    "A bomb exploded this evening in Athens.",
    "The offices of the reform party were attacked by gunmen in Tbilisi.",
    "An actor known for a television series was stabbed to death in Manila on Friday.",
    "Units that reported to the session were attacked by rebels in Ituri.",
    "There were no reports of deaths after a bomb exploded in Davao on Sunday.",
    "The writer, whose novel was a hit, was shot dead in Lagos on Friday.",
    "A shooting on a market left four dead in Recife.",
]


@pytest.mark.parametrize("text", NONE)
def test_nothing_suffers_that_has_no_body(run: Run, text: str) -> None:
    """No event."""
    assert not run(text).result.events


@pytest.mark.parametrize("text", BODIES)
def test_what_stands_beside_a_thing_of_words_is_harmed(run: Run, text: str) -> None:
    """The noun that suffers decides, not one beside it."""
    assert run(text).result.events
