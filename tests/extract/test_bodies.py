"""Whether words of violence are meant: what suffers, what does it, with what, and what is said to be such a thing."""

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
    "Coventry's Haji Wright shot down Sunderland with a rocket from 30 yards on Saturday.",
    "The streaming service returned fire in Brussels on Wednesday; Apple returned fire in Cork.",
]
NO_DOER = [
    "The scandal has decapitated the party in Saxony.",
    "Lily beetles have launched their spring offensive in the gardens of Surrey.",
    "The rookie exploded for 41 points in Utah on Tuesday.",
    "The senate killed the bill.",
    "The Social Democrats launched an assault on nine seats in Jutland on Tuesday.",
    "The tycoon opened fire on the Federal Reserve on Monday.",
    "Her tour has set Lisbon ablaze.",
    "Arthritis held my hands hostage for eleven years, writes a reader from Cork.",
    "I was mugged by nostalgia in a toy shop in Stockholm.",
    "Mustard ambushes the palate in the second spoonful.",
    "The favourites, wounded by their defeat in Leeds, went on the rampage against Hull.",
    "A team in Darmstadt bombarded gold foil with ions on Thursday.",
    "Slugs executed a whole row of delphiniums in my garden in Cork.",
    "Magpies staged a dawn raid on the raspberries at Kew.",
]
SAID_TO_BE = [
    "Their second album is a car crash, and you do not slow down to look at it.",
    "It is a riot of a musical.",
    "That typhoon of a winger has left Bristol.",
    "The guidelines landed in Warsaw like an incendiary device.",
]
MEANT = [
    "Troops have launched an offensive in Ituri, the army said on Monday.",
    "Miners are marching on La Paz to demand higher wages.",
    "A chess player was murdered in his hotel room in Baku.",
    "An air raid killed nine clerks in the budget office in Aden on Monday.",
    "Police raided the premises of a charity in Aarhus and arrested three men.",
    "Gunmen ambushed a patrol near Djibo on Monday with rifles and grenades.",
    "A tenor was stabbed outside the opera house in Naples on Monday.",
    "Two players were killed when a drone hit a football pitch in Kharkiv on Friday.",
    "Intelligence agents arrested a lawyer in Caracas on Monday.",
    "A driver was taken hostage in Brussels on Tuesday by two men who wanted slimming jabs.",
    "Gunmen opened fire on the Election Commission in Kabul on Monday.",
    "Rebels ambushed an army column near Loikaw on Tuesday.",
    "A man screaming that nobody was safe stabbed four clerks in Busan on Tuesday.",
    "Men wearing police uniforms robbed a bank in Polokwane.",
    "The incident on Friday was a robbery in which a clerk was shot in Leeds.",
    "Fireworks exploded at a festival in Tultepec, injuring 20.",
    "Residents of Lorca heard something like an explosion; a gas tank had blown up, and two people were hurt.",
    "A brigade of rebels attacked a census team in Quetta and killed two men.",
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


@pytest.mark.parametrize("text", NO_DOER)
def test_nobody_does_what_takes_hands(run: Run, text: str) -> None:
    """What has no body attacks nobody, and what beasts do is no incident."""
    assert not run(text).result.events


@pytest.mark.parametrize("text", SAID_TO_BE)
def test_what_something_is_likened_to_is_none(run: Run, text: str) -> None:
    """A figure of speech says what something is like."""
    assert not run(text).result.events


@pytest.mark.parametrize("text", MEANT)
def test_what_is_meant_is_told(run: Run, text: str) -> None:
    """The nearest neighbours: things and gatherings are attacked, arms attack, and a toll proves it."""
    assert run(text).result.events


@pytest.mark.parametrize("text", BODIES)
def test_what_stands_beside_a_thing_of_words_is_harmed(run: Run, text: str) -> None:
    """The noun that suffers decides, not one beside it."""
    assert run(text).result.events
