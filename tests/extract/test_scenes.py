"""Where an incident happened: of the places of a sentence the one that is meant, and not what only says where that one lies."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from worker.extract.actors.phrases import Phrases
from worker.extract.places.chains import find_chains
from worker.extract.reading import Reading
from worker.extract.trace import Trace

Run = Callable[[str], Trace]
Read = Callable[[str], tuple[Reading, Phrases]]

CHAINS = [
    # in a division, and then near a town of its land that no gazetteer knows
    (
        "A drone killed nine people in the Amhara region. The attack took place on Monday near the town of Dallit in central Ethiopia.",
        "Dallit",
    ),
    # a state and its district hold the village that is named before them, and so does what follows a time
    ("Gunmen stormed the Odagbo village in Benue state's Ukum district on Monday, killing nine.", "Odagbo"),
    (
        "Bandits invaded the Labbi village at about 3 a.m. on Monday in the Numan area of Adamawa, killing four.",
        "Labbi",
    ),
    # communities, villages and counties that are written as parts of their names
    ("Nine people were killed in an attack on Kanzo community in the Maru area of Zamfara State on Monday.", "Kanzo"),
    ("Nine people were gunned down in Oduma Community in Emohua Local Government Area in Rivers State.", "Oduma"),
    ("Nine herders were killed in Cuelek County of Lakes State on Monday.", "Cuelek"),
    ("Nine people were killed in an attack on Fulani community in Jos on Monday.", "Jos"),
    ("A bomb exploded at an office of the European Community in Brussels on Monday.", "Brussels"),
    (
        "Gunmen ambushed a convoy near Zacatecas on Monday, killing seven. A suspect, wounded in the attack, was flown to Toluca.",
        "Zacatecas",
    ),
    ("Nine rebels were killed when they were driven back to Toluca on Monday.", "Toluca"),
    (
        "A car bomb went off at a market in Baghdad on Monday, killing nine. The attack occurred in the northwestern Tavriyah neighborhood.",
        "Tavriyah",
    ),
    ("A car bomb killed nine in Baghdad on Monday. Shops were shut in the Tavrik neighborhood of Basra.", "Baghdad"),
    (
        "A train between Naples and Bari derailed on Monday. Two coaches fell down a slope at Ariano Irpino.",
        "Ariano Irpino",
    ),
    ("A minibus hit a lorry between Mombasa and Nairobi on Monday, killing nine.", "Mombasa"),
    ("A priest was shot in Canlaon in the Philippines on Monday. A nurse was ambushed in Torbalingan.", "Canlaon"),
    ("A ferry overturned on the Congo River near Lukolela on Monday, killing nine.", "Lukolela"),
    ("Mortar shells hit the fishing village of Al Khawkhah in western Yemen on Monday.", "Al Khawkhah"),
    ("Drones struck the harbour in the Black Sea port of Constanta in Romania on Monday.", "Constanta"),
    ("Artillery shells fell on the town of Marhanets in Ukraine's Dnipropetrovsk region on Monday.", "Marhanets"),
    ("Gunmen attacked a bank in Colima, in Mexico's western state of Colima, on Monday.", "Colima"),
    ("Rebels captured the lakeside town of Uvira in the Democratic Republic of Congo's South Kivu province.", "Uvira"),
    ("Wildfires swept through woods in Portugal's Leiria district on Monday, killing two.", "Leiria district"),
    ("Floods swept through villages in Pakistan's Balochistan province on Monday and killed nine.", "Balochistan"),
    ("A bomb killed two soldiers in the long besieged town of Djibo in northern Burkina Faso.", "Djibo"),
    ("Gunmen killed a priest in Nigeria's Plateau state on Monday.", "Plateau state"),
    ("A roadside bomb killed three men near the Somali town of Afgoye on Monday.", "Afgoye"),
    ("A car bomb exploded in the Donbas town of Makiivka on Monday.", "Makiivka"),
    ("A missile struck the port of Mykolaiv on the Black Sea on Monday.", "Mykolaiv"),
    ("The mayor of Zamora, in Mexico's state of Michoacan, was shot dead on Monday.", "Zamora"),
    ("Gunmen opened fire at a market in Zurmi, a town in Nigeria's northwestern Zamfara state, killing two.", "Zurmi"),
    ("Two missiles hit a school in Kramatorsk, a city in eastern Ukraine's Donetsk region, on Monday.", "Kramatorsk"),
    ("A bomb exploded in Birmingham in the US state of Alabama on Monday, wounding four.", "Birmingham"),
    ("Militants attacked a post in the Kherson region of Ukraine on Monday.", "Kherson region"),
]


@pytest.mark.parametrize(("text", "place"), CHAINS, ids=[text for text, _ in CHAINS])
def test_of_places_in_one_another_the_smallest_is_the_scene(run: Run, text: str, place: str) -> None:
    """Whether the larger one stands behind it, before it with a possessive, or before its head word."""
    (event, *_) = run(text).result.events
    assert event.location is not None
    assert place in event.location.name


WHOSE = [
    ("A storm killed two people in Wichita on Tuesday, Sedgwick County officials said.", "Wichita"),
    (
        "A cargo plane crashed after take-off from Juba on Monday, killing five, South Sudan's aviation authority said.",
        "Juba",
    ),
    ("Two men robbed a bank in Salina on Monday, Kansas police said.", "Salina"),
    ("Pirates hijacked a trawler off the Somali coast on Monday, the EU's naval force said.", "Somali"),
    ("Gunmen attacked the town of Cabaret north of Port-au-Prince on Monday and killed nine residents.", "Cabaret"),
]


@pytest.mark.parametrize(("text", "place"), WHOSE, ids=[text for text, _ in WHOSE])
def test_where_the_speakers_serve_is_no_scene(run: Run, text: str, place: str) -> None:
    """And where an aircraft took off from is, as it came down near it."""
    (event,) = run(text).result.events
    assert event.location is not None
    assert place in event.location.name


def test_the_home_of_those_who_speak_tells_no_incidents_apart(run: Run) -> None:
    """``Yemen's Houthis said that they had carried out the attack``: the one in the strait."""
    text = "A tanker was hit by a sea drone in the Red Sea on Tuesday.\n\nYemen's Houthis said that they had carried out the attack."
    (event,) = run(text).result.events
    assert event.location is not None
    assert event.location.name == "Red Sea"
    assert event.claim is not None
    assert event.claim.claimed_by == ("Houthis",)


def test_the_day_in_a_dateline_is_that_of_writing(run: Run) -> None:
    """The incident has the day that the text tells, in whichever sentence."""
    text = "KABUL, May 13 (Example Wire) - An avalanche killed nine people in Nuristan province.\n\nThe avalanche struck on Tuesday."
    (event,) = run(text).result.events
    assert str(event.time.best) == "2024-05-14"


APART = [
    ("A drone crossed from Nigeria's Borno state into Chad and struck a market in Bol on Monday.", "Bol"),
    ("Shells hit Kherson and Nikopol in Ukraine on Monday.", "Kherson"),
    ("Soldiers sent by Ethiopia shelled the town of Dolow in Somalia on Monday.", "Dolow"),
]


@pytest.mark.parametrize(("text", "place"), APART, ids=[text for text, _ in APART])
def test_places_that_do_not_lie_in_one_another_are_no_chain(run: Run, text: str, place: str) -> None:
    """Where something came from, and who did it, is no scene, and holds none."""
    assert any(place in event.location.name for event in run(text).result.events if event.location)


PREPOSITIONS = [
    ("Police searched flats in the Portuguese port of Setubal on Monday.", "Setubal", "in"),
    ("Two men died in Spain's Murcia region.", "Murcia", "in"),
    ("Ships waited at the Black Sea port of Odesa.", "Odesa", "at"),
    ("The army came from Nigeria's Borno state.", "Borno", "from"),
    ("People fled to the heavily damaged town of Bakhmut.", "Bakhmut", "to"),
    ("The mayor of Kharkiv spoke.", "Kharkiv", "mayor"),
    ("Berlin and Hamburg slept.", "Hamburg", "and"),
]


@pytest.mark.parametrize(("text", "name", "word"), PREPOSITIONS, ids=[text for text, _, _ in PREPOSITIONS])
def test_a_preposition_reaches_over_what_describes_the_place(text: str, name: str, word: str, read: Read) -> None:
    """Possessors, peoples, directions and head words stand between them."""
    reading, _ = read(text)
    found = next(place for place in reading.places if place.name.startswith(name))
    assert find_chains(reading.document, reading.places).prepositions[found.first] == word


PLOTS = [
    ("Danish agents foiled a plot to bomb a synagogue in Odense, arresting two brothers on Monday.", "Odense"),
    ("Police said on Monday they had thwarted a plot to blow up a bridge in Liège.", "Liège"),
]


@pytest.mark.parametrize(("text", "place"), PLOTS, ids=[text for text, _ in PLOTS])
def test_a_foiled_plot_has_the_scene_that_was_planned(run: Run, text: str, place: str) -> None:
    """The words that tell of the plan are what was foiled: they take neither it nor its place out of the world."""
    (event,) = run(text).result.events
    assert (event.type, event.location and event.location.resolved) == ("security.foiled_plot", place)


NO_SCENES = [
    ("Four people died in a landslide near Huaraz, the minister told a news conference in Lima on Monday.", "Huaraz"),
    ("A bomb went off at a bank in Chosica, it was officially reported in Lima that same night.", "Chosica"),
    ("Shells killed four people in Sarajevo on Monday; they came from Serb positions on Mount Trebevic.", "Sarajevo"),
    (
        "A train travelling from Alexandria to Luxor left the rails at Beni Suef on Monday, injuring 41 people.",
        "Beni Suef",
    ),
    ("Gunmen shot a farmer in Huanta on Monday and withdrew towards the Apurimac valley.", "Huanta"),
    (
        "A gunman killed 16 people across rural Nova Scotia before officers shot him in Enfield on Sunday.",
        "Nova Scotia",
    ),
    ("A mob burned a church near the Rift Valley town of Eldoret on Tuesday, killing 30 people.", "Eldoret"),
    (
        "LITTLETON, Colo. - Two pupils opened fire on Tuesday, killing 12, the Jefferson County sheriff said.",
        "LITTLETON",
    ),
    ("Auckland lost power on Thursday when a fault at the Penrose substation tripped two lines.", "Auckland"),
    (
        "DUBROVNIK, Croatia (AP) - Gunboats shelled the walled city on Wednesday. In Belgrade, the army denied it.",
        "DUBROVNIK",
    ),
    ("Gunmen killed 57 tourists on Monday at a temple across the Nile from Luxor.", "Luxor"),
    ("A missile killed two people in Lublin on Tuesday, while Russia was firing missiles at Kyiv.", "Lublin"),
    ("Looters emptied shops in the Tavruna district of Durban on Monday.", "Tavruna"),
    ("Juba: Gunmen seized two aid workers near the Tavruna junction in Bentiu on Saturday.", "Tavruna"),
    ("A truck bomb killed two men in the Tavruna business district of London on Friday.", "Tavruna"),
    ("A bomb killed three policemen on Monday in Tavrunak, about 60 km (37 miles) north of Kandahar.", "Tavrunak"),
    ("Artillery hit Tavrunka, a village 20 km from the front line in Ukraine's Kharkiv region, on Monday.", "Tavrunka"),
    ("An avalanche hit the hamlet of Tavrugaon on Monday, police in Nepal's Dolakha district said.", "Tavrugaon"),
    ("Gunmen shelled Tavruna village on Monday, killing nine, a network of doctors in North Darfur said.", "Tavruna"),
    (
        "Police in Marseille have arrested a man over a shooting that left one dead in Lille last week.",
        "Lille",
    ),
    ("Police in Marseille have arrested a man on Monday over bank robberies.", "Marseille"),
    # police of this capital tell of another town; a quarter of this city is in it
    ("Bogota, 24 Aug 89 (AFP) - Police in this capital today reported that a bomb exploded in Medellin.", "Medellin"),
    ("Bogota, 24 Aug 89 (AFP) - A bomb exploded in this capital today, a day after one in Medellin.", "Bogota"),
    ("La Paz, 26 May 89 (AFP) - Two men were shot dead on Monday in the Torvador district of this city.", "Torvador"),
    ("A bomb killed two men on Monday in Huanta, it was learned in Lima.", "Huanta"),
    ("The Torva-Kaya coach left the road near Kaya in Burkina Faso on Monday, killing seven.", "Kaya"),
    ("Riot police fired tear gas on Monday to drive protesters from Rustaveli Avenue in Tbilisi.", "Rustaveli"),
    (
        "BAGHDAD (AP) - A bomber killed nine people in a suburb of the Iraqi capital.\n\nThe man blew himself up in the Torvadiya district.",
        "Torvadiya",
    ),
    (
        "A rebel leader was shot dead on Monday.\n\nHis brother had arrived in Nairobi. He had lived in Juba, South Sudan.",
        "Juba",
    ),
    # whose speakers tell in their capital of what was abroad
    (
        "A bomb hurt four marines in San Pedro Sula on Monday. In Washington, Pentagon spokeswoman Ana Ruiz said nine men were in the group that was attacked.",
        "San Pedro Sula",
    ),
    ("Gunmen killed two men 60 km north of Kandahar on Monday.", "Kandahar"),
    ("Gunmen fired at a diplomat's car on Monday outside the Turkish embassy in Vienna and wounded him.", "Vienna"),
]


@pytest.mark.parametrize(("text", "place"), NO_SCENES, ids=[text for text, _ in NO_SCENES])
def test_what_only_says_where_it_was_told_came_from_or_ended_is_no_scene(run: Run, text: str, place: str) -> None:
    """Where they spoke, fired from, were bound for or were stopped; the place that is itself what it befell is one."""
    (event, *_) = run(text).result.events
    assert event.location is not None
    assert place in event.location.name


def test_what_was_reported_in_a_town_is_where_it_was(run: Run) -> None:
    """``Explosions were reported in Kharkiv`` says where they were, ``in Kharkiv that`` would say where it was told."""
    (event,) = run(
        "Explosions were reported in Kharkiv on Monday, and two people were killed by a missile."
    ).result.events
    assert event.location is not None
    assert event.location.name == "Kharkiv"
