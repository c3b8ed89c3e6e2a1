"""The dead whom a text names without a number, and tolls of what happened earlier, but is the story."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from worker.extract.trace import Trace

Run = Callable[[str], Trace]

KILLED = [
    # Names count where no number does.
    ("Ana Ruiz, Omar Diaz, and Luis Prado, as well as their cook, Elba Ramos, were assassinated in Lima on Monday.", 4),
    ("On Monday gunmen killed the reporters Ana Ruiz and Omar Diaz in Lima.", 2),
    ("The assassination on Monday of Senator Ana Ruiz and of her guard Omar Diaz shook Lima.", 2),
    ("A priest took the place of the murdered Omar Diaz. His murder on Monday shook Lima.", 1),
    # A number counts more.
    ("Gunmen murdered nine people in Lima on Monday, among them Senator Ana Ruiz.", 9),
    # Who lives is not counted.
    ("The attempted murder of Senator Ana Ruiz in Lima on Monday shook the town.", None),
    ("Senator Ana Ruiz was kidnapped by gunmen in Lima on Monday.", None),
    # What was weeks ago and is the story.
    (
        "Nine officers are implicated in the assassination of Rector Omar Diaz, five monks, and two women in Lima on 16 April.",
        8,
    ),
    ("The party whose candidate was murdered on Monday, after two others in less than 40 days, met in Lima.", 1),
    ("Officials met after the funeral of six priests, five of them Spaniards, who were killed on Monday.", 6),
    # Statistics are no story.
    ("Gunmen attacked a bank in Lima on Monday. Since January 90 people have been murdered in the town.", None),
    # What nobody has done yet has no dead, what is only looked into has.
    ("There will be an inquiry into the murder of three bakers in Lima.", 3),
    ("Gunmen threatened the murder of three bakers in Lima.", None),
    ("A bomb wounded a guard in Lima on Monday. He was taken to a hospital, where he passed away.", 1),
    ("A clerk was killed by two bullets fired from a pistol in Lima.", 1),
]


@pytest.mark.parametrize(("text", "killed"), KILLED)
def test_how_many_were_killed(run: Run, text: str, killed: int | None) -> None:
    """The toll of the first event."""
    events = run(text).result.events
    toll = events[0].casualties.killed if events else None
    assert (toll.best if toll else None) == killed
