"""Means of attack, their number, and how it went: one sentence a row."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.extract.conftest import Read
from worker.extract.things.counts import find_counts
from worker.extract.things.outcomes import find_outcomes
from worker.extract.things.weapons import find_weapons
from worker.extract.trace import Trace
from worker.lexicons.knowledge import Knowledge

WEAPONS = [
    ("Pamphlets with a hammer and sickle lay beside the bomb.", ["ied: bomb"]),
    ("A youth with a sickle wounded two.", ["blade: sickle"]),
    ("A time bomb wounded two.", ["ied: time bomb"]),
    ("A girl was killed by a mine.", ["mine: mine"]),
    ("Guerrillas shelled the base with gas cylinders.", ["ied: gas cylinders"]),
    ("A boy was hit by a flare.", ["other: flare"]),
    ("Aircraft bombed a village.", ["aircraft: Aircraft"]),
    ("A missile corvette was sunk.", []),
    ("Two petrol stations were set alight.", []),
    ("Police sprayed them with pepper gas.", ["other: pepper gas"]),
    ("The town was targeted by numerous drones overnight.", ["drone: drones"]),
    ("A swarm of 30 Shahed drones hit the power plant.", ["drone: Shahed drones"]),
    ("The army deployed jets and artillery against the raiders.", ["aircraft: jets", "artillery: artillery"]),
    ("Attack helicopters fired on the convoy.", ["helicopter: Attack helicopters"]),
    ("A cruise missile struck the depot.", ["missile: cruise missile"]),
    ("Militants fired a dozen rockets at the base.", ["rocket: rockets"]),
    ("Mortar rounds landed near the school.", ["mortar: Mortar rounds"]),
    ("Tanks rolled into the town.", ["tank: Tanks"]),
    ("Men with automatic rifles opened fire on a restaurant.", ["small_arms: automatic rifles"]),
    ("A car bomb exploded outside a bank.", ["ied: car bomb"]),
    ("A homemade explosive device was defused.", ["ied: homemade explosive device"]),
    ("A boy stepped on a land mine.", ["mine: land mine"]),
    ("A hand grenade was thrown into the bar.", ["grenade: hand grenade"]),
    ("A man drove a van into the crowd.", ["vehicle: van"]),
    ("He attacked commuters with a kitchen knife.", ["blade: kitchen knife"]),
    ("Petrol bombs were thrown at the station.", ["fire: Petrol bombs"]),
    ("The victims had been exposed to sarin.", ["chemical: sarin"]),
    ("Police fired tear gas at protesters, who threw stones.", ["other: tear gas", "other: stones"]),
    # names: designation, size, what it is made of; no word for how strong
    ("Russia launched 12 Kh-101 cruise missiles.", ["missile: Kh-101 cruise missiles"]),
    ("A swarm of Shahed-136 drones crossed the river.", ["drone: Shahed-136 drones"]),
    ("An Iskander-M hit the hangar.", ["missile: Iskander-M"]),
    ("A KAB-500 fell on the market.", ["aircraft: KAB-500"]),
    ("FPV drones struck a bus.", ["drone: FPV drones"]),
    ("They fired 122-mm rockets at the town.", ["rocket: 122-mm rockets"]),
    ("He was shot with a .38 caliber revolver.", ["small_arms: .38 caliber revolver"]),
    ("A powerful bomb exploded outside the bank.", ["ied: bomb"]),
    ("Two small dynamite sticks were thrown at the office.", ["ied: dynamite sticks"]),
    ("Four charges of dynamite went off.", ["ied: charges of dynamite"]),
    ("The rebels used explosives against the dam.", ["ied: explosives"]),
    ("Gunmen this evening levelled machinegun fire at a guard.", ["small_arms: machinegun"]),
    ("The camp came under mortar fire.", ["mortar: mortar"]),
    ("The man doused the bar with petrol.", ["fire: petrol"]),
    ("He threw sulphuric acid at her.", ["chemical: sulphuric acid"]),
    ("A man threw acid in her face.", ["chemical: acid"]),
    ("The planes drop bombs on the village.", ["ied: bombs"]),
    # shots are told of, and no weapon is named
    ("Police fired live rounds.", ["small_arms: None"]),
    ("He died in a hail of bullets.", ["small_arms: None"]),
    # taken, struck, idle, unreal, part of another word
    ("Police seized 12 rifles.", []),
    ("Also recovered were two machine guns and a hand grenade.", []),
    ("In the raid they seized 37 rifles, a 90-mm cannon, two machine guns and six radios.", []),
    ("Two pistols were found in his flat.", []),
    ("The guerrillas stole four revolvers.", []),
    ("The rebels shot down two helicopters.", []),
    ("Six helicopters, one plane and ten lorries were destroyed by the rebels.", []),
    (
        "Six helicopters and a drone attacked the town; ten lorries were destroyed.",
        ["helicopter: helicopters", "drone: drone"],
    ),
    ("The van was struck by a missile and two cars were destroyed.", ["missile: missile"]),
    ("The rebels put 24 armored vehicles out of action.", []),
    ("He was flown to the capital in a military helicopter.", []),
    ("Troops were supported by military helicopters.", []),
    ("The drone destroyed three tanks.", ["drone: drone"]),
    ("Two tanks were destroyed by a drone.", ["drone: drone"]),
    ("The depot was hit by artillery.", ["artillery: artillery"]),
    ("Helicopters hovered over the capital.", []),
    ("The plane flew to the capital to bomb the Palace.", []),
    ("They threatened to use nerve gas.", []),
    ("A bomb threat closed the school.", []),
    ("The body had bullet wounds; shell casings lay beside it.", []),
    ("He waved a toy gun.", []),
    ("The truck carried 300 gallons of gasoline.", []),
    ("The jet stream shifted.", []),
    ("The think tank published a paper.", []),
    ("Drones struck an oil depot near the port and set three tanks ablaze.", ["drone: Drones"]),
    ("Tanks shelled the suburb from the ridge.", ["tank: Tanks"]),
    ("The coal mine employs 300 people.", []),
    # what it was hidden in, what it was laid on; what was found in a store
    ("A device exploded at a rally.", ["ied: device"]),
    ("The device of the phone maker sold well.", []),
    ("A pressure cooker filled with nails exploded on a train.", ["ied: pressure cooker"]),
    ("The train was derailed by a mine planted on the track.", ["mine: mine"]),
    ("An explosives-laden boat hit a frigate.", ["ied: explosives-laden boat"]),
    ("She was strangled with a scarf.", ["other: scarf"]),
    ("Two officers were injured by stones.", ["other: stones"]),
    ("A rifle was used, to judge by the shells collected.", ["small_arms: rifle"]),
    ("Twelve rifles and a mortar have been recovered.", []),
    ("Police found an arms cache with 12 rifles.", []),
]


@pytest.mark.parametrize(("text", "expected"), WEAPONS, ids=[text for text, _ in WEAPONS])
def test_weapons(text: str, expected: list[str], read: Read, knowledge: Knowledge) -> None:
    """The name is the noun phrase as written, without article and number."""
    assert [f"{m.kind.value}: {m.name}" for m in find_weapons(read(text)[0], knowledge.weapons)] == expected


COUNTS = [
    ("The army fired 15 cruise missiles at the port.", [(15, 15, 15, "exact")]),
    ("A large number of drones hit the depot.", [(2, None, None, "many")]),
    ("A swarm of 30 drones crossed the river.", [(30, 30, 30, "exact")]),
    ("At least 20 rockets hit the town.", [(20, 20, None, "at_least")]),
    ("A barrage of rockets hit the town.", [(2, None, None, "many")]),
    ("Twelve of 15 drones were intercepted.", [(15, 15, 15, "exact")]),
    ("The blast killed 15 soldiers.", []),
    ("A second bomb failed to explode.", []),
    ("The group could fire 500 missiles.", []),
]


@pytest.mark.parametrize(("text", "expected"), COUNTS, ids=[text for text, _ in COUNTS])
def test_counts(text: str, expected: list[tuple[int, int, int, str]], read: Read, knowledge: Knowledge) -> None:
    """Only what flies or bursts is counted, never casualties."""
    found = [m.quantity for m in find_counts(read(text)[0], knowledge.weapons)]
    assert [(q.min, q.best, q.max, q.qualifier.value) for q in found] == expected


ONE_EACH = [
    (
        "A bomb exploded at a bank in Lagos on Monday. The device had been left in a bag. The bomb attack wounded two people.",
        [("ied", "bomb")],
    ),
    (
        "A bomb attack wounded two people in Lagos on Monday. Police said that a car bomb exploded near the gate.",
        [("ied", "car bomb")],
    ),
    (
        "Gunmen shot dead a judge in Lagos on Monday. Gunfire was heard for minutes. The men fired assault rifles at his car.",
        [("small_arms", "assault rifles")],
    ),
    (
        "Rebels attacked a barracks in Goma on Monday with mortars and machine guns, killing two soldiers.",
        [("mortar", "mortars"), ("small_arms", "machine guns")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), ONE_EACH, ids=[text for text, _ in ONE_EACH])
def test_one_weapon_each(text: str, expected: list[tuple[str, str]], run: Callable[[str], Trace]) -> None:
    """What was told of before is no second weapon; the name that says most stays."""
    weapons = [(w.kind.value, w.name) for event in run(text).result.events for w in event.weapons]
    assert weapons == expected


OUTCOMES = [
    ("Air defence units handled most of them.", ("partly_intercepted", "most")),
    ("All of the drones were shot down.", ("intercepted", "all")),
    ("Air defences intercepted all 14 missiles.", ("intercepted", "all")),
    ("Twelve of 15 drones were intercepted.", ("partly_intercepted", "most")),
    ("The army shot down three of the eight missiles.", ("partly_intercepted", "some")),
    ("Air defences shot down nine drones.", ("intercepted", None)),
    ("None of the missiles were intercepted.", ("hit", "none")),
    ("A second bomb failed to explode.", ("failed", None)),
    ("A bomb near the station was defused.", ("foiled", None)),
    ("Police thwarted a planned attack on the market.", ("foiled", None)),
    ("Two rockets struck the hangar.", ("hit", None)),
    ("The depot was hit by a missile.", ("hit", None)),
    ("A car bomb exploded near the gate.", ("hit", None)),
]


@pytest.mark.parametrize(("text", "expected"), OUTCOMES, ids=[text for text, _ in OUTCOMES])
def test_outcomes(text: str, expected: tuple[str, str | None], read: Read, knowledge: Knowledge) -> None:
    """How it went, and how much was intercepted where the text says so."""
    (mention,) = find_outcomes(read(text)[0], knowledge.weapons)
    assert (mention.outcome, mention.intercepted) == expected


@pytest.mark.parametrize("text", ["The drones could hit the port.", "The army said nothing.", "The talks failed."])
def test_no_outcome(text: str, read: Read, knowledge: Knowledge) -> None:
    """What might happen is no outcome."""
    assert find_outcomes(read(text)[0], knowledge.weapons) == ()


SHARES = [
    (
        "Russia launched 176 drones at Ukraine overnight on Tuesday. Air defences shot down 130 drones.",
        ("partly_intercepted", "most"),
    ),
    (
        "Rebels fired 12 rockets at the base near Goma on Tuesday. Four rockets were intercepted.",
        ("partly_intercepted", "some"),
    ),
    ("Rebels fired 12 rockets at Goma on Tuesday. All 12 rockets were shot down.", ("intercepted", "all")),
    (
        "Drones attacked Goma on Tuesday and damaged a school. A drone was shot down over the lake.",
        ("partly_intercepted", "some"),
    ),
    ("Air defences shot down nine drones over Goma on Tuesday.", ("intercepted", None)),
]


@pytest.mark.parametrize(("text", "expected"), SHARES, ids=[text for text, _ in SHARES])
def test_what_part_was_shot_down(text: str, expected: tuple[str, str | None], run: Callable[[str], Trace]) -> None:
    """Of how many came, or beside what was hit: a part; else it is not said."""
    event = run(text).result.events[0]
    assert (event.outcome, event.intercepted) == expected
