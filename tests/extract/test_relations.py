"""How incidents of one article bear on each other, and what else an incident could be called."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from worker.extract.trace import Trace

Run = Callable[[str], Trace]

LINKED = [
    pytest.param(
        "Artillery shelled the town of Nikopol on Monday in retaliation for a drone attack on Belgorod on Sunday.",
        ("conflict.shelling", "retaliation_for", "stated", "conflict.drone_strike", "in retaliation for a drone attack"),
        id="words say that it is retaliation",
    ),
    pytest.param(
        "Boko Haram fighters killed nine villagers near Maiduguri on Monday. On Tuesday Boko Haram attacked a convoy "
        "near Damasak, killing three soldiers.",
        ("conflict.armed_clash", "same_series", "likely", "violence.attack_on_civilians", "Boko Haram"),
        id="attacks by one group within days",
    ),
    pytest.param(
        "An earthquake struck Nepal on Tuesday, killing 12 people. A bridge was damaged in Gorkha district.",
        ("infrastructure.damage", "caused_by", "possible", "disaster.geophysical", "earthquake"),
        id="damage of unstated cause",
    ),
    pytest.param(
        "Two separate drone strikes killed nine people in Sumy region on Friday, the governor said. In Konotop, a drone hit a bus and "
        "killed six people.",
        ("conflict.drone_strike", "part_of", "likely", "conflict.drone_strike", "drone strikes"),
        id="one of the strikes that were summed up",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "link"), LINKED)
def test_link(run: Run, text: str, link: tuple[str, str, str, str, str]) -> None:
    """From which kind of incident to which, how, how surely, and by which words."""
    events = run(text).result.events
    types = {event.event_id: event.type for event in events}
    found = {
        (event.type, relation.kind, relation.status, types[relation.to], proof.quote)
        for event in events
        for number, relation in enumerate(event.relations)
        for proof in event.evidence
        if proof.field == f"relations[{number}]"
    }
    assert found == {link}


APART = [
    pytest.param("Artillery shelled Nikopol on Monday. A bus crashed in Lviv on Tuesday, killing two.", id="nothing in common"),
    pytest.param("Gunmen killed nine villagers near Maiduguri on Monday. Gunmen attacked a convoy near Damasak on Tuesday.", id="two unnamed bands"),
    pytest.param("Two drone strikes hit Sumy region on Friday. A drone struck a depot in Poltava on Saturday.", id="a strike elsewhere"),
    pytest.param("Artillery shelled Nikopol on Monday in retaliation, officials said.", id="for what, the text does not say"),
]  # fmt: skip


@pytest.mark.parametrize("text", APART)
def test_no_link_is_guessed(run: Run, text: str) -> None:
    """What neither words nor a named group bind together stays apart."""
    assert not [relation for event in run(text).result.events for relation in event.relations]
