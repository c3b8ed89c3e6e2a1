"""Things: what was hit, what became of it, what no longer works, what followed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract.conftest import Read
from worker.extract.things.damage import find_damage
from worker.extract.things.effects import find_effects
from worker.extract.things.secondary import find_secondary
from worker.extract.things.targets import find_targets
from worker.lexicons.knowledge import Knowledge

DAMAGE = [
    ("A railway bridge between Lota and Coronel was destroyed.", ["destroyed transport railway bridge 1"]),
    (
        "Bombs destroyed 2 drugstores, 6 other drugstores and 30 offices.",
        ["destroyed health drugstores 2", "destroyed health drugstores 6", "destroyed commercial offices 30"],
    ),
    (
        "The blast damaged several private homes, offices and cars.",
        ["damaged residential private homes 3", "damaged commercial offices -", "damaged vehicle cars -"],
    ),
    ("A gas pipeline was damaged in the valley.", ["damaged energy gas pipeline 1"]),
    ("Rebels burned a shop and a van in Port Elizabeth.", ["damaged commercial shop 1", "damaged vehicle van 1"]),
    ("Three houses and a school were destroyed.", ["destroyed residential houses 3", "destroyed education school 1"]),
    (
        "The fire destroyed a warehouse and two trucks.",
        ["destroyed commercial warehouse 1", "destroyed vehicle trucks 2"],
    ),
    ("The quake partially destroyed the town hall.", ["damaged government town hall -"]),
    ("A bridge in the valley collapsed.", ["destroyed transport bridge 1"]),
    ("Army bulldozers demolished homes and a clinic.", ["destroyed residential homes -", "destroyed health clinic 1"]),
    (
        "The bomb caused damage estimated in the millions to a shop and to two offices.",
        ["damaged commercial shop 1", "damaged commercial offices 2"],
    ),
    ("The rioters set two buses on fire.", ["damaged vehicle buses 2"]),
    ("Youths lit two buses on fire.", ["damaged vehicle buses 2"]),
    ("Gunmen burned to the ground the houses of two senators.", ["destroyed residential houses -"]),
    ("Rebels blew up a power line.", ["destroyed energy power line 1"]),
    ("The wind left 40 houses damaged.", ["damaged residential houses 40"]),
    ("There was damage to a mosque.", ["damaged religious mosque 1"]),
    ("There was no damage to the runway.", ["none transport runway -"]),
    ("The church was not damaged.", ["none religious church -"]),
    (
        "The blast damaged the offices of the Ministry of Health.",
        ["damaged commercial offices of the Ministry of Health -"],
    ),
    (
        "Raiders burned the homes of district and village officials.",
        ["damaged residential homes of district and village officials -"],
    ),
    ("A bomb went off at a bank and a school was damaged.", ["damaged education school 1"]),
    ("Many shops and a bank have been destroyed.", ["destroyed commercial shops 2", "destroyed commercial bank 1"]),
    ("Part of the school was damaged.", ["damaged education school -"]),
    ("Floods washed away several segments of the road.", ["destroyed transport road -"]),
    ("Three planes were destroyed at the airport.", ["destroyed vehicle planes 3"]),
    ("Rioters set two trucks loaded with grain on fire.", ["damaged vehicle trucks 2"]),
    # a part stands for the whole that is named
    ("The blast shattered the windows of several shops.", ["damaged commercial shops 3"]),
    ("The embassy's windows were smashed.", ["damaged government embassy -"]),
    ("A bomb tore the roof off a minibus.", ["damaged vehicle minibus 1"]),
    ("The blast broke windows.", ["damaged other windows -"]),
    ("A rocket left a hole in the wall of a school.", ["damaged education school 1"]),
    ("The storm ripped roofs off homes.", ["damaged residential homes -"]),
    ("The shelling left the hospital without a roof.", ["damaged health hospital -"]),
    ("They pulled a boy from the ruins of an apartment house.", ["destroyed residential apartment house 1"]),
    ("The road bridge gave way under a convoy.", ["destroyed transport road bridge -"]),
    ("They found their grain stores set ablaze.", ["damaged food_water grain stores -"]),
    ("Four warehouses full of grain were gutted.", ["destroyed commercial warehouses 4"]),
    ("The minister left Downing Street.", []),
    ("Saboteurs cut two subsea cables.", ["damaged other subsea cables 2"]),
    ("No damage was reported.", []),
    ("The bomb could destroy houses.", []),
    ("His reputation was damaged.", []),
    ("The bus driver was hurt.", []),
]


@pytest.mark.parametrize(("text", "expected"), DAMAGE, ids=[text for text, _ in DAMAGE])
def test_damage(text: str, expected: list[str], read: Read, knowledge: Knowledge) -> None:
    """Each thing of a list by itself; a count only where its own words give one."""
    found = find_damage(read(text)[0], knowledge.damage)
    assert [f"{m.level.value} {m.kind.value} {m.object} {m.count.min if m.count else '-'}" for m in found] == expected


TARGETS = [
    ("A fire at a refinery hurt no one.", ["energy: refinery"]),
    ("A bomb placed on a motorcycle outside a mosque killed two.", ["religious: mosque"]),
    ("Rioters pushed over a police van.", ["vehicle: police van"]),
    ("Sabotage cut train services.", []),
    ("A bomb rocked the headquarters of a union.", ["government: headquarters of a union"]),
    ("The scandal rocked the bank.", []),
    ("Rebels bombed the country's most important bridge.", ["transport: most important bridge"]),
    ("Bombs went off in Quito and the port city of Manta.", []),
    ("The line was shut after the attack near Loja, the company said.", []),
    ("Nine farmers died in a raid in Santa Rosa, a village about 60 miles from Quito.", []),
    ("A drone fired on a car near the border.", ["vehicle: car"]),
    ("Police opened fire on a bus.", ["vehicle: bus"]),
    ("A roadside mine blew up under a minibus.", ["vehicle: minibus"]),
    ("A bomb went off at a training school for teachers.", ["education: training school for teachers"]),
    ("A bomb went off at a training school for two hours.", ["education: training school"]),
    ("A drone struck a residential building.", ["residential: residential building"]),
    ("A bomb exploded outside a bank.", ["commercial: bank"]),
    ("The power plant was hit by two missiles.", ["energy: power plant"]),
    ("The attack on a police station lasted an hour.", ["government: police station"]),
    ("Mortar rounds landed near the school.", ["education: school"]),
    ("Gunmen stormed a hospital and a clinic.", ["health: hospital", "health: clinic"]),
    ("The army shelled the rebel position.", ["military: rebel position"]),
    # names: whose it is, what it is called, and which of several
    ("The rebels attacked Governor Adeyemi's residence.", ["residential: Governor Adeyemi's residence"]),
    ("Militants bombed the embassies of Chad and Togo.", ["government: embassies of Chad and Togo"]),
    ("Pirates attacked the tanker Elbe Star off the coast.", ["vehicle: tanker Elbe Star"]),
    ("A drone hit the country's oil pipelines.", ["energy: oil pipelines"]),
    ("They stoned a privately owned minibus.", ["vehicle: privately owned minibus"]),
    ("Last week Ana Ruiz's car was the target of a bomb attack.", ["vehicle: Ana Ruiz's car"]),
    ("The attack on the newspaper Le Phare offices lasted an hour.", ["commercial: newspaper Le Phare offices"]),
    ("Gunmen ambushed a convoy of five trucks.", ["vehicle: convoy"]),
    # lists
    (
        "The mob attacked the mayor, a bank in Goma, two shops and the town hall.",
        ["commercial: bank", "commercial: shops", "government: town hall"],
    ),
    ("A bomb exploded at a bank and a school was closed.", ["commercial: bank"]),
    ("Shots were fired at the embassy and in front of a school.", ["government: embassy", "education: school"]),
    # where a bomb was, went off, was thrown
    ("A truck full of explosives blew up early on Monday outside a federal building.", ["other: federal building"]),
    ("Two men threw a grenade at a passenger bus.", ["vehicle: passenger bus"]),
    ("A mine had been placed under a railway bridge.", ["transport: railway bridge"]),
    ("Explosives left by the rebels in a technical institute wounded four.", ["education: technical institute"]),
    ("The second blast occurred on Friday at a market.", ["commercial: market"]),
    ("Gunmen opened fire repeatedly on a mosque.", ["religious: mosque"]),
    ("The attack was carried out by masked men against a radio station.", ["media: radio station"]),
    ("One of the attacks was aimed at the fuel depot.", ["energy: fuel depot"]),
    ("They are accused of the burning of five buses.", ["vehicle: buses"]),
    ("A bomb went off on the main road.", []),
    ("The bomb exploded in a car near the barracks.", ["military: barracks"]),
    ("Rockets hit the US consulate in Erbil.", ["government: US consulate"]),
    ("The attack on Friday, 23 June at the Goma Central Market killed two.", ["commercial: Goma Central Market"]),
    ("A bomb exploded on the sixth floor of the Hilltop hotel.", ["commercial: Hilltop hotel"]),
    ("A bomb was left at the gate of the embassy.", ["government: embassy"]),
    ("A bomber blew himself up inside a Shiite mosque.", ["religious: Shiite mosque"]),
    ("A charge fixed by militants on top of his armoured car went off.", []),
    (
        "Three bombs went off, one at the town hall, another at a school.",
        ["government: town hall", "education: school"],
    ),
    # one after the other, over a colon, a time, "the third"; members of a list that are no things
    (
        "Three bombs went off on Monday: one at the town hall, another at a school and a third near a market.",
        ["government: town hall", "education: school", "commercial: market"],
    ),
    ("One was thrown at a bank, another at a bus depot.", ["commercial: bank", "transport: bus depot"]),
    ("The blast took place between the town hall and a bank.", ["government: town hall", "commercial: bank"]),
    (
        "Bombs were placed in four shops in Cali on Monday, namely a bank, a hotel and a bar.",
        ["commercial: shops", "commercial: bank", "commercial: hotel", "commercial: bar"],
    ),
    (
        "The offices of aid groups, political parties and churches were attacked.",
        ["commercial: offices of aid groups", "religious: churches"],
    ),
    ("They attacked a bank in Cali, one of the poorest cities, and soldiers near a school.", ["commercial: bank"]),
    # whose it is stands between; who did it does
    ("A house owned by a judge was bombed.", ["residential: house"]),
    ("The attack by unknown men on the union's headquarters lasted an hour.", ["government: union's headquarters"]),
    ("The attack by soldiers on Monday was brief.", []),
    ("An airliner exploded over the sea.", ["vehicle: airliner"]),
    ("A car exploded near the barracks.", ["military: barracks"]),
    ("The raid on the village of Kanti lasted an hour.", ["other: village of Kanti"]),
    ("The attack on the road to Kanti left two dead.", []),
    ("The clinic was the objective of the attack.", ["health: clinic"]),
    ("Gunmen tried to attack the residence of a judge.", ["residential: residence of a judge"]),
    (
        "The Houthis fired two missiles and three drones at the oil tanker Maran Star.",
        ["vehicle: oil tanker Maran Star"],
    ),
    ("A car bomb parked near a market was defused.", ["commercial: market"]),
    ("Attackers poured petrol over a train and set it on fire at Tejgaon station.", ["vehicle: train"]),
    ("The boys threw a ball at a house.", []),
    ("Two Molotov cocktails were thrown through the window of a mosque.", ["religious: mosque"]),
    ("A man rammed a car into a bus stop.", ["transport: bus stop"]),
    ("Gunmen attacked Camp Falcon at dawn.", ["other: Camp Falcon"]),
    # the subject of a passive
    ("Three helicopters were attacked at the airport.", ["vehicle: helicopters"]),
    ("Several homes near the radio station were attacked.", ["residential: homes"]),
    ("Five of its ambulances have been shot at.", ["health: ambulances"]),
    ("Seven bank branches were also attacked and looted.", ["commercial: bank branches"]),
    ("Two guards of the embassy were attacked.", []),
    # what it came under, took, suffered
    ("The barracks of the gendarmerie came under heavy mortar fire.", ["military: barracks of the gendarmerie"]),
    ("The frigate took a direct hit.", ["military: frigate"]),
    ("The pipeline suffered its third bomb attack of the year.", ["energy: pipeline"]),
    ("Two police vans were pelted with stones.", ["vehicle: police vans"]),
    ("Shells rained down on a bakery and a ward.", ["commercial: bakery", "health: ward"]),
    ("The hotel came under new management.", []),
    # what was taken, blocked, run off the road
    ("Raiders made off with two pickups.", ["vehicle: pickups"]),
    ("Government troops captured the airport.", ["transport: airport"]),
    ("Police seized two cars and a boat.", []),
    ("Farmers blocked the ring road.", ["transport: ring road"]),
    ("The shop stands on a block of Mill Street.", []),
    ("A bus carrying pilgrims plunged into a gorge.", ["vehicle: bus"]),
    ("Two trains collided near the border.", ["vehicle: trains"]),
    ("A truck ran into a bus.", ["vehicle: bus", "vehicle: truck"]),
    ("A truck ploughed into the crowd.", []),
    ("Hackers encrypted the computers of a hospital.", ["other: computers of a hospital"]),
    ("The website of the ministry was knocked offline.", ["other: website of the ministry"]),
    # bombs that were found, hidden, thrown from somewhere
    ("Police found a pipe bomb beneath a councillor's car.", ["vehicle: councillor's car"]),
    ("Police found a bag beneath a car.", []),
    ("A bomb hidden in a rubbish bin outside a tax office went off.", ["government: tax office"]),
    ("A grenade thrown from a taxi into a bar hurt nine.", ["commercial: bar"]),
    ("They lobbed grenades over the wall of the consulate.", ["government: consulate"]),
    ("Police fired tear gas at students outside the parliament.", []),
    ("A car bomb was set off at its gate.", []),
    ("A soldier opened fire in the canteen of a barracks.", ["commercial: canteen of a barracks"]),
    ("A direct hit on a tower block killed two.", ["residential: tower block"]),
    ("A van, property of a school, was bombed.", ["vehicle: van"]),
    ("A lorry was driven into the gate of a customs office.", ["government: customs office"]),
    ("The huts were burned and the cattle driven off.", ["food_water: cattle"]),
    ("They stole 180 head of cattle.", ["food_water: cattle"]),
    ("They are accused of the theft of a truck.", ["vehicle: truck"]),
    ("Troops foiled a bid by men of an outlawed front to storm a post office.", ["government: post office"]),
    ("The front plans to storm a post office.", []),
    # "U.S." ends no name; a body's name goes on behind "for"
    (
        "A bomb went off outside the villa of U.S.-backed President Ana Ruiz.",
        ["residential: villa of U.S.-backed President Ana Ruiz"],
    ),
    ("Men bombed the motorcade of ex-U.S. Senator Ana Ruiz.", ["vehicle: motorcade of ex-U.S. Senator Ana Ruiz"]),
    (
        "The attack on the offices of the Institute for Rural Credit hurt a clerk.",
        ["commercial: offices of the Institute for Rural Credit"],
    ),
    ("The attack on the offices of Kentro for Monday failed.", ["commercial: offices of Kentro"]),
    ("The idea struck a chord.", []),
    ("Gunmen attacked the mayor.", []),
    ("They plan to attack the airport.", []),
]


@pytest.mark.parametrize(("text", "expected"), TARGETS, ids=[text for text, _ in TARGETS])
def test_targets(text: str, expected: list[str], read: Read, knowledge: Knowledge) -> None:
    """Things that were hit or aimed at; no people, no plans."""
    assert [f"{m.kind.value}: {m.name}" for m in find_targets(read(text)[0], knowledge.damage)] == expected


def test_what_was_damaged_is_a_target_too(read: Read, knowledge: Knowledge) -> None:
    """Damage gives targets; what took none gives none."""
    reading = read("The blast damaged a school. There was no damage to the church.")[0]
    damage = find_damage(reading, knowledge.damage)
    assert [m.name for m in find_targets(reading, knowledge.damage, damage)] == ["school"]


EFFECTS = [
    (
        "Several villages that lost power as a result of clashes with the raiders would be reconnected on Friday.",
        [("power", "Several villages", "restoration_promised")],
    ),
    ("The storm left 20,000 homes without electricity.", [("power", "20,000 homes", None)]),
    ("About 4,000 customers are still without power.", [("power", "About 4,000 customers", "ongoing")]),
    ("Power was cut in the north.", [("power", None, None)]),
    ("Power was cut to 20,000 customers in the city.", [("power", "20,000 customers", None)]),
    ("Gas supplies were cut.", [("gas", None, None)]),
    ("Shelling left the city without running water.", [("water", "the city", None)]),
    ("Telephone lines were cut.", [("telecom", None, None)]),
    ("Forty flights were cancelled.", [("transport", "Forty flights", None)]),
    ("The road to the coast was blocked.", [("transport", "The road", None)]),
    ("Schools in the district were closed.", [("closure", "Schools", None)]),
    ("Some 300 residents were evacuated.", [("evacuation", "Some 300 residents", None)]),
    ("Three houses caught fire.", [("fire", "Three houses", None)]),
    ("The party lost power in the election.", []),
    ("Residents will be evacuated.", []),
]


@pytest.mark.parametrize(("text", "expected"), EFFECTS, ids=[text for text, _ in EFFECTS])
def test_effects(text: str, expected: list[tuple[str, str, str]], read: Read, knowledge: Knowledge) -> None:
    """What no longer works, whom it concerns, how it stands."""
    found = find_effects(read(text)[0], knowledge.effects)
    assert [(m.kind.value, m.extent, m.status) for m in found] == expected


def test_an_effect_names_its_cause(read: Read, knowledge: Knowledge) -> None:
    """The words that name the incident are kept as tokens."""
    reading = read("Two villages lost power as a result of the shelling.")[0]
    (mention,) = find_effects(reading, knowledge.effects)
    assert mention.link
    assert reading.document.words(*mention.link) == "as a result of the shelling"


SECONDARY = [
    ("A small fire is burning at the depot.", [("fire", "small")]),
    ("The strike sparked a large fire.", [("fire", "large")]),
    ("The roof of the hall collapsed.", [("collapse", None)]),
    ("The blast caused panic in the market.", [("panic", None)]),
    ("Secondary explosions were heard.", [("explosion", None)]),
    ("The rain triggered landslides in the hills.", [("landslide", None)]),
    ("The attack caused an oil spill.", [("spill", None)]),
    ("Troops opened fire on the crowd.", []),
    ("The spark could cause a fire.", []),
]


@pytest.mark.parametrize(("text", "expected"), SECONDARY, ids=[text for text, _ in SECONDARY])
def test_secondary(text: str, expected: list[tuple[str, str]], read: Read, knowledge: Knowledge) -> None:
    """What followed, and how large it was."""
    assert [(m.kind, m.extent) for m in find_secondary(read(text)[0], knowledge.effects)] == expected


WORDS = (
    "damaged destroyed several homes , and offices no damage to a bridge was hit by drones power lost without village until of the"
    " fire caught shot down all most 12 of 15 missiles schools closed not could evacuated residents as result attack ( ; ’s"
).split()


@settings(max_examples=200, deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), max_size=40))
def test_any_words_are_read_without_error(words: list[str], read: Read, knowledge: Knowledge) -> None:
    """No order of words raises, and spans lie in the text."""
    reading = read(" ".join(words))[0]
    document = reading.document
    damage = find_damage(reading, knowledge.damage)
    found = [
        *damage,
        *find_targets(reading, knowledge.damage, damage),
        *find_effects(reading, knowledge.effects),
        *find_secondary(reading, knowledge.effects),
    ]
    assert all(document.text[m.start : m.end] == document.words(m.first, m.last) for m in found)
