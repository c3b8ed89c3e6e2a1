"""Which incidents an article tells of: told three times is one, a summary of three is three, background is none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from schemas.article import RawArticle
from schemas.incident import IncidentEvent
from schemas.reasons import SkipReason
from worker.extract.engine import trace
from worker.extract.incidents.gathering import MOST_INCIDENTS
from worker.extract.trace import Trace
from worker.lexicons.knowledge import Knowledge

Run = Callable[[str], Trace]


def places(found: Trace) -> list[tuple[str, str | None]]:
    """Type and place of each event."""
    return [(e.type, e.location.name if e.location else None) for e in found.result.events]


def day(event: IncidentEvent) -> date | None:
    """The likeliest day."""
    best = event.time.best
    return best.date() if isinstance(best, datetime) else best


def test_the_total_of_a_summary_is_no_incidents_toll(run: Run) -> None:
    """``Killing nine people``, where four, three and two are told one by one."""
    text = (
        "Attacks on three Ukrainian regions killed nine people overnight, governors said.\n\nIn Kharkiv, a missile hit a block of flats,"
        " killing four people.\n\nThree women were killed when artillery shelled the village of Bilozerka in the Kherson region.\n\nA drone"
        " struck a bus in Nikopol, killing two passengers."
    )
    killed = [e.casualties.killed.best for e in run(text).result.events if e.casualties.killed is not None]
    assert sorted(k for k in killed if k is not None) == [2, 3, 4]


def test_nobody_hurt_is_told_of_what_harms_nobody_by_itself(run: Run) -> None:
    """A burst main, an outage."""
    (event,) = run("A burst water main flooded a station in Warsaw on Tuesday. Nobody was hurt.").result.events
    assert event.casualties.injured is not None
    assert event.casualties.injured.best == 0


def test_a_rally_that_is_attacked_is_no_incident_of_its_own(run: Run) -> None:
    """It says where: "assassinated at a rally", "a bomb exploded at a march"."""
    assert [i.leaf for i in run("A candidate was assassinated at a rally in Celaya on Tuesday.").incidents] == [
        "violence.assassination"
    ]
    assert [i.leaf for i in run("A bomb exploded at a protest march in Quetta on Tuesday, killing two.").incidents] == [
        "conflict.explosive_device"
    ]
    (blast,) = run("Two explosions at a peace rally in Ankara killed 95 people on Tuesday.").incidents
    assert blast.leaf.startswith(("conflict", "accident"))


def test_labelled_paragraphs_tell_of_different_incidents(run: Run) -> None:
    """A police log, a list of regions: what would be one in prose."""
    text = (
        "Robbery: Two men held up a shop in Fargo on Tuesday and took 340 dollars. No one was injured.\n\n"
        "Stabbing: A man was stabbed in the arm outside a bar in Fargo on Tuesday."
    )
    assert [i.leaf for i in run(text).incidents] == ["crime.robbery", "crime.violent"]


BULLETIN = (
    "May 15 (Reuters) - Following are security developments in Iraq at 1400 GMT on Wednesday.\n\n* denotes a new item.\n\n"
    "* MOSUL - Armed men opened fire at a police patrol in western Mosul, wounding two policemen, police said.\n\n"
    "NEAR HADITHA - The bodies of five men were found shot and bound, police said.\n\n"
    "KIRKUK - A roadside bomb killed three soldiers on Monday, police said.\n\n"
    "KIRKUK - Soldiers killed one gunman and arrested eleven others, the army said.\n\n"
    "BASRA - A roadside bomb wounded a driver. The bomb went off under his lorry."
)


def test_each_headed_item_of_a_bulletin_tells_of_its_own(run: Run) -> None:
    """Two of one kind in one town, and an arrest, are not what the item before told; a heading says where, the bulletin when."""
    events = run(BULLETIN).result.events
    told = [(e.type, e.location.name if e.location else None, day(e)) for e in events]
    assert told == [
        ("conflict.armed_clash", "western Mosul", date(2024, 5, 15)),
        ("crime.violent", "HADITHA", date(2024, 5, 15)),
        ("conflict.explosive_device", "KIRKUK", date(2024, 5, 13)),
        ("conflict.armed_clash", "KIRKUK", date(2024, 5, 15)),
        ("conflict.explosive_device", "BASRA", date(2024, 5, 15)),
    ]
    killed = [e.casualties.killed.best if e.casualties.killed else None for e in events]
    assert killed == [None, 5, 3, 1, None]


def test_two_datelines_are_no_bulletin(run: Run) -> None:
    """A report from two towns tells one story."""
    text = "LIMA - A bomb killed two people in Ayacucho on Tuesday.\n\nAYACUCHO - The bomb went off near a school, police said."
    assert len(run(text).result.events) == 1


DIGEST = (
    "The week\n\n"
    "Gunmen kill a driver and kidnap two nurses near Enugu, Nigeria. The gunmen came on motorcycles.\n\n"
    "Fighting in the north\n\n"
    "Air strikes on Raqqa kill at least 18 civilians, a monitor says.\n\n"
    "A policeman kills six of his colleagues in Herat, Afghanistan. The policeman has been arrested.\n\n"
    "Rebels kill two farmers near Concepción in Paraguay."
)


def test_each_paragraph_of_a_digest_tells_of_its_own(run: Run) -> None:
    """A murder without a word of its own for the kind is not of the raid before it; what points back is of its paragraph."""
    events = run(DIGEST).result.events
    told = [(e.type, e.location.name if e.location else None) for e in events if e.type != "security.arrest_raid"]
    assert told == [
        ("violence.abduction", "Enugu"),
        ("conflict.air_strike", "Raqqa"),
        ("crime.violent", "Herat"),
        ("violence.attack_on_civilians", "Concepción"),
    ]
    killed = [e.casualties.killed.best for e in events if e.casualties.killed]
    assert killed == [1, 18, 6, 2]


NO_DIGESTS = [
    # told again, of one town
    "A bomb killed nine people in Mosul on Tuesday.\n\nThe bomb went off in a market.\n\nThree of the dead in Mosul were children.",
    # what others say elsewhere
    "A bomb killed nine people in Mosul on Tuesday.\n\nIn London the minister condemned the attack.\n\nIn Paris flags flew at half mast.",
    # one land
    "A bomb killed nine people in Mosul on Tuesday.\n\nGunmen killed a judge in Basra.\n\nRebels shelled a base near Hilla.",
]


@pytest.mark.parametrize("text", NO_DIGESTS)
def test_an_article_is_no_digest(run: Run, text: str) -> None:
    """Three paragraphs at least must tell of something new, each in a land of its own."""
    assert not run(text).scenes.items


def test_what_is_told_also_of_a_day_is_another(run: Run) -> None:
    """``Also Tuesday``, "in another development", "in other violence"."""
    first = "A suicide bomber struck the convoy of a mayor in Hilla on Tuesday, wounding four people.\n\n"
    for opening, leaf in (
        ("Also Tuesday, two bombs exploded near a petrol station, killing two civilians.", "conflict.explosive_device"),
        ("In another development, armed men kidnapped an official on his way to work.", "violence.abduction"),
        ("In other violence, gunmen killed a tribal leader at his home.", "violence.assassination"),
    ):
        assert [i.leaf for i in run(first + opening).incidents] == ["conflict.suicide_bombing", leaf], opening


def test_what_happened_before_the_new_year_is_not_years_old(knowledge: Knowledge) -> None:
    """Two months before the day of publication, though in another year: the relative clause dates it, and makes it no history."""
    text = (
        "A colonel said on Friday that the masterminds of the six priests' murder are not soldiers.\n\n"
        "Those responsible for this murder that took place on 16 December are not soldiers or lieutenants, he said."
    )
    article = RawArticle(article_id="test", text=text, published=date(2024, 2, 10))
    assert [day(event) for event in trace(article, knowledge).result.events] == [date(2023, 12, 16)]


def test_what_broke_is_told_of_the_incident_before_it(run: Run) -> None:
    """In the next sentence, where it has no place and day of its own."""
    text = "An earthquake killed nine people in the port of Ambato on Tuesday. Two bridges have collapsed."
    assert [incident.leaf for incident in run(text).incidents] == ["disaster.geophysical"]


ONE = [
    # the same attack in lead, quotation and detail
    (
        "A car bomb exploded outside a courthouse in Mosul on Tuesday, killing nine people. The blast shattered windows across the"
        " district.\n\nThe attack came at noon, police said. “We heard the explosion from far away,” a trader said."
    ),
    # weak words join what they tell of
    "Gunmen killed four farmers near Maiduguri on Monday. The attackers set huts on fire and fled. Two people were wounded.",
    # what follows from it
    "A drone struck an oil depot in Ryazan overnight. A fire broke out and was put out by morning. Three tanks were damaged.",
]


@pytest.mark.parametrize("text", ONE, ids=["bomb", "farmers", "depot"])
def test_one_incident_told_in_many_words_is_one(run: Run, text: str) -> None:
    """Definite and weak mentions join what the text is talking about."""
    assert len(run(text).result.events) == 1, places(run(text))


ADDED = [
    ("Gunmen shot dead a judge in Mosul on Tuesday. His driver was also killed.", 2),
    ("A bomb killed three traders in Quetta on Monday. A guard died, too.", 4),
    ("A bomb killed three traders in Quetta on Monday, and a guard died.", 4),
    ("Gunmen shot dead a judge in Mosul on Tuesday. Three guards were also killed.", 4),
    # parts of the whole that was told first
    ("A bomb killed nine people in Quetta on Monday. A guard died at the gate. Two boys were also killed in the yard.", 9),
    ("A bomb injured a nun and killed three people in Quetta on Monday, including a trader. A guard was also killed.", 3),
    # nobody can be of both: troops of two lands, policemen and a schoolgirl
    ("Rebels stormed an outpost near Herat on Monday and killed nine Italian soldiers. Four Afghan troops died of wounds.", 13),
    ("Gunmen fired at a checkpoint near Mocoa on Monday, killing three policemen. A schoolgirl died of a stray bullet.", 4),
    ("A bomb killed three people in Quetta on Monday. A schoolgirl died of burns.", 3),
    ("A gunman shot dead two pupils in Turku on Monday. Police killed the gunman.", 2),
    # so many in all, or one more
    ("Two people were stabbed to death in Leeds on Monday. A third person was killed in the next street.", 3),
    ("A jet crashed near Minsk on Monday. The bodies of two more people were found; 70 are now confirmed dead.", 70),
    # what was said at first, and what corrects it
    ("A jet crashed near Minsk on Monday. Officials initially said 75 people had died, but later confirmed 71 deaths.", 71),
    ("A bomb went off in Lima on Monday. Initial reports said 20 people had died. A child was among the dead.", 20),
    ("Two bombs killed 103 people in Kerman on Monday. An official later corrected the count to 84.", 84),
    # what those say who claim it
    ("A bomb killed 115 people in Mosul on Monday. Islamic State, which claimed the attack, said that 180 people had been killed.", 115),
    # all that has gone on
    ("Troops shot dead 15 people in a crowd in Karbala on Monday, taking the number of those killed in a week of unrest to 110.", 15),
    # at least so many, whoever they were
    ("A bomb killed at least three people in Quetta on Monday. A guard was also killed.", 3),
    # the attackers are among the dead
    ("At least four people were killed when gunmen attacked a post near Quetta on Monday. Three of the gunmen were shot dead.", 4),
]  # fmt: skip


@pytest.mark.parametrize(("text", "killed"), ADDED)
def test_also_adds_to_the_toll_and_parts_do_not(run: Run, text: str, killed: int) -> None:
    """Who "also" died is counted with those told just before; who is part of a toll is not counted twice."""
    (event,) = run(text).result.events
    toll = event.casualties.killed
    assert toll is not None
    assert (toll.best or toll.min) == killed


AFTERMATH = [
    # who was arrested, and who died, after a riot
    (
        "Crowds looted shops in Nadi on Monday night in the worst riots for years. Two men died and about 60 were arrested, police said.",
        "unrest.riot",
        (2, 60),
    ),
    ("A bomb killed three traders in Quetta on Monday. Police detained two men on Tuesday.", "conflict.explosive_device", (3, 2)),
    ("A bus ran off a cliff near Oruro on Sunday and crashed. Nine people were killed. Its driver was arrested.", "accident.transport", (9, 1)),
    ("A mudslide buried huts near Oruro on Sunday. Three people were killed.", "disaster.geophysical", (3, None)),
    ("Rioters set fire to cars in Nadi on Monday night; 35 people were arrested.", "unrest.riot", (None, 35)),
    ("A man has been arrested on suspicion of murder after a woman was stabbed to death in Leicester on Monday night.", "crime.violent", (1, 1)),
    ("Police said on Tuesday that they had arrested 42 people over a week of riots in Leeds.", "unrest.riot", (None, 42)),
    # the arrest is the story
    ("Police arrested four men in a dawn raid in Lyon on Tuesday.", "security.arrest_raid", (None, 4)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "leaf", "tolls"), AFTERMATH)
def test_what_followed_is_a_field_of_what_happened(
    run: Run, text: str, leaf: str, tolls: tuple[int | None, int | None]
) -> None:
    """People killed in and arrested after an incident are its tolls; an arrest told alone or first is an incident, unless it is one "after" a deed."""
    (event,) = run(text).result.events
    killed, arrested = event.casualties.killed, event.casualties.arrested
    assert (event.type, (killed and killed.best, arrested and arrested.best)) == (leaf, tolls)
    assert not [a for a in event.actors if a.name == "driver"]  # who was arrested is no target


APART = [
    ("Gunmen killed three farmers in Katsina state on Monday. Separately, bandits kidnapped a priest there.", ["violence.attack_on_civilians", "violence.abduction"]),
    ("A gunman wounded two students in Lima on Monday. In a separate incident, a teacher was stabbed.", ["violence.attack_on_civilians", "crime.violent"]),
    ("A gunman wounded two students in Lima on Monday. In the incident a teacher was hurt, too.", ["violence.attack_on_civilians"]),
    ("Heavy rain left four people dead in Recife on Monday. Further south, a bus fell from a viaduct near Betim, killing the driver.", ["disaster.weather_flood", "accident.transport"]),
    # a scene of its own, after what has none
    ("KABUL - Rebels stormed a remote outpost on Monday, killing two soldiers. In Uruzgan province, a suicide bomber struck a police convoy.", ["conflict.armed_clash", "conflict.suicide_bombing"]),
    ("A bomb exploded on a bus on Monday, killing two people. In Kirkuk, police said the bomb was home-made.", ["conflict.explosive_device"]),
    # what befell him who did it, elsewhere
    ("A man stabbed two women in Lyon on Monday and was shot dead by police minutes later in neighbouring Villeurbanne.", ["crime.violent"]),
    ("A bomb killed two people in Lyon on Monday and a man was shot dead in Villeurbanne.", ["conflict.explosive_device", "crime.violent"]),
    # those who were told of before
    ("Gunmen killed 40 people at a school in Kohat on Monday. All seven attackers died in a battle with commandos.", ["violence.attack_on_civilians"]),
    # a ship in a storm is a ship; a train that came off the rails was not attacked
    ("A boat packed with tourists capsized on Lake Volta in high winds on Monday, killing 17 people. Thunderstorms hit the lake at noon.", ["accident.transport"]),
    ("A train struck a truck and came off the rails near Hualien on Monday, killing two people.", ["accident.transport"]),
    ("Bombs killed five people at a station in Leeds on Monday, seven in Bradford and two in Hull.", ["conflict.explosive_device"] * 3),
    ("A landslide buried huts near Enga on Monday. Tribal fighting on the road to Wabag killed eight people.", ["disaster.geophysical", "conflict.armed_clash"]),
    # who claims it does so on a day of his own
    ("Two men blew themselves up at a market in Kirkuk on Monday, killing nine people. A cell claimed the bombings on Tuesday.", ["conflict.suicide_bombing"]),
    # harm of its own at another place
    ("A truck bomb killed 19 people in Baghdad on Monday. Also on Monday, a bomber on a bus in Jerusalem killed 20 people.", ["conflict.explosive_device", "conflict.suicide_bombing"]),
    # what nobody is said to have done
    ("A train ran into a goods train near Tempe on Monday. At least 36 people were killed and 85 injured, the fire brigade said.", ["accident.transport"]),
    ("A train ran into a goods train near Tempe on Monday. Gunmen killed two farmers near Volos.", ["accident.transport", "violence.attack_on_civilians"]),
    # in general
    ("A wall of mud buried jade miners near Hpakant on Monday, killing 162. More than 100 people are killed in such slides in a normal year.", ["disaster.geophysical"]),
    # what somebody was arrested for was not in the arrest, nor on its day
    ("Police arrested the owner of a mill near Multan on Saturday, where a fire killed 52 people. The fire broke out on Thursday.", ["security.arrest_raid", "accident.industrial_fire"]),
    ("Police raided a mill near Multan on Saturday and damaged two looms.", ["security.arrest_raid"]),
    # of an old disaster
    ("At least 79 migrants drowned on Monday when a boat sank off Crete. Up to 300 people died in April 2021 when a ship went down off Libya.", ["accident.transport"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "leaves"), APART)
def test_a_sentence_may_say_that_it_tells_of_another_incident(run: Run, text: str, leaves: list[str]) -> None:
    """Whatever stands behind "in a separate incident"."""
    assert [event.type for event in run(text).result.events] == leaves


def test_a_protest_is_not_what_it_protests_against(run: Run) -> None:
    """Each has its own day, and the dead are those of the murder."""
    protest, murder = run(
        "Judges on Tuesday began to protest the assassination of Ana Ruiz on 9 May in Guayaquil."
    ).result.events
    assert (protest.type, day(protest), protest.casualties.killed) == (
        "unrest.peaceful_protest",
        date(2024, 5, 14),
        None,
    )
    assert (murder.type, day(murder)) == ("violence.assassination", date(2024, 5, 9))
    assert murder.casualties.killed is not None


OWN_STORIES = [
    ("Police arrested two men in Lyon over the murder of a girl 12 years ago.", "security.arrest_raid"),
    # at another place, and too late
    ("A bomb killed three traders in Quetta on Monday. Police arrested five men with forged papers in Lahore.", "security.arrest_raid"),
    ("A bomb killed three traders in Quetta on 22 April. Police arrested two men on Tuesday.", "security.arrest_raid"),
    ("Police arrested a baker in Lyon on Tuesday. He had shot a rival, they said.", "security.arrest_raid"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "leaf"), OWN_STORIES)
def test_an_arrest_elsewhere_or_later_is_an_incident(run: Run, text: str, leaf: str) -> None:
    """An arrest at another place, or when the incident is no news any more, stands for itself."""
    assert leaf in [t for t, _ in places(run(text))]


SUMMED_UP = [
    pytest.param(
        "Fires at two factories in Pakistan killed 314 people on Monday. In Karachi, 289 workers perished in a garment plant. The other 25 died in"
        " a shoe factory in Lahore.",
        [("Karachi", 289), ("Lahore", 25)],
        id="the number of sites says how many",
    ),
    pytest.param(
        "Gunmen killed 18 people in three attacks in Plateau state, police said on Tuesday. Seven farmers were shot dead in Mangu."
        " Eight people were killed by gunmen in Bokkos, where huts were burned.",
        [("Plateau state", 18), ("Mangu", 7), ("Bokkos", 8)],
        id="one of three is not told: the sum has its toll and region, each part its own",
    ),
    pytest.param(
        "Gunmen killed 18 people in two attacks in Plateau state, police said on Tuesday. Seven farmers were shot dead in Mangu."
        " Eleven people were killed by gunmen in Bokkos, where huts were burned.",
        [("Mangu", 7), ("Bokkos", 11)],
        id="both are told: nobody is counted twice",
    ),
    pytest.param(
        "Nineteen people died in two road accidents in Peru on Tuesday, police said. Thirteen were killed when a bus plunged into a"
        " ravine near La Oroya before dawn. Six died in the afternoon when a minivan collided with a lorry outside Sullana.",
        [("La Oroya", 13), ("Sullana", 6)],
        id="the parts inherit the day",
    ),
    pytest.param(
        "Blasts kill five rebels in Somalia\n\nBAIDOA, Somalia, Oct 3 (Wire) - Five rebels were killed in two accidental explosions in southern Somalia on Friday, police"
        " said. Two were killed when a bomb that they planted near Bardera went off. Three died when their car hit a landmine outside Dinsor.",
        [("Bardera", 2), ("Dinsor", 3)],
        id="a headline, its lead and both parts",
    ),
    pytest.param(
        "Police in Leeds are looking into two stabbings that left three people hurt at the weekend. On Saturday, a man of 40 was stabbed in"
        " a park. Early on Sunday, two students were stabbed outside a club.",
        [("Leeds", None), ("Leeds", None)],
        id="parts at one place at two times",
    ),
    pytest.param(
        "Two drone strikes killed nine people in Sumy region on Friday. The strikes came at noon. Rescuers found a tenth body.",
        [("Sumy region", 9)],
        id="no part is told",
    ),
    pytest.param(
        "Seven people were killed in Sumy, four in Kharkiv and two in Kherson on Monday, officials said.",
        [("Sumy", 7), ("Kharkiv", 4), ("Kherson", 2)],
        id="those whom it befell stand before the verb that they share",
    ),
    pytest.param(
        "Six people died when a missile hit a tent in Mawasi on Thursday; five were killed in a strike on a house in Nuseirat; and three in Jabalia.",
        [("Mawasi", 6), ("Nuseirat", 5), ("Jabalia", 3)],
        id="a part that a semicolon sets apart",
    ),
    pytest.param(
        "Two officers were killed in clashes in Lima on Monday and 40 people injured.",
        [("Lima", 2)],
        id="a number with a verb of its own is no part",
    ),
]  # fmt: skip


def test_a_part_has_the_day_of_what_sums_it_up(run: Run) -> None:
    """Where it has none of its own."""
    text = "Two drone strikes killed nine people in Sumy region on Friday. In Konotop, a drone hit a bus and killed six people."
    days = [day(event) for event in run(text).result.events]
    assert len(days) == 2
    assert days[0] == days[1]


@pytest.mark.parametrize(("text", "expected"), SUMMED_UP)
def test_a_summary_and_its_parts(run: Run, text: str, expected: list[tuple[str, int | None]]) -> None:
    """The total is taken for none of the parts; where all of them are told, the summary is no incident of its own."""
    told = [(e.location.name if e.location else None, e.casualties.killed) for e in run(text).result.events]
    assert [(place, killed.best if killed else None) for place, killed in told] == expected


HANDS = [
    # who is shot in another sentence did not die of the bomb
    (
        "A bomb exploded outside a bank in Kabul on Monday and broke windows. A teacher was shot dead by masked men as she left her school.",
        {"conflict.explosive_device", "violence.attack_on_civilians"},
    ),
    ("The army bombarded the old town of Sirte on Sunday. Two brothers were murdered near the port.", {"conflict.shelling", "crime.violent"}),
    # the murder that a definite word takes up is the bomb's
    ("A bomb under his car killed a reporter in Valletta on Monday. The murder shocked the island.", {"conflict.explosive_device"}),
    # what hands set on fire did not burn by the bomb
    ("Rebels detonated two bombs in banks and set a restaurant on fire in Cali on Monday.", {"conflict.explosive_device", "security.sabotage"}),
    (
        "A bomb exploded at a bank in Cali on Monday. The rebels also burned three buses on the highway.",
        {"conflict.explosive_device", "security.sabotage"},
    ),
    ("A car bomb exploded in a market in Cali on Monday. Several cars were burned.", {"conflict.explosive_device"}),
    ("Rebels threw a grenade at a bank in Cali on Monday and set it on fire.", {"conflict.explosive_device"}),
    ("The rebels attacked the town of Kanti on Monday, killing four farmers, and set fire to a school.", {"violence.attack_on_civilians"}),
    # one sentence tells of one
    ("A journalist was murdered with a car bomb in Valletta on Monday.", {"conflict.explosive_device"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "leaves"), HANDS)
def test_a_murder_and_a_bombing_are_two_unless_one_sentence_binds_them(run: Run, text: str, leaves: set[str]) -> None:
    """Two methods of harm in two sentences are two incidents."""
    assert {event.type for event in run(text).result.events} == leaves


def test_several_places_give_several_incidents(run: Run) -> None:
    """A summary of attacks at three places gives three events, each with its own toll."""
    found = run(
        "A car bomb killed six people in Kirkuk on Monday. In Basra, a roadside bomb wounded three soldiers. Gunmen shot dead a"
        " judge in Mosul."
    )
    assert [p for _, p in places(found)] == ["Kirkuk", "Basra", "Mosul"]
    killed = [e.casualties.killed.best if e.casualties.killed else None for e in found.result.events]
    injured = [e.casualties.injured.best if e.casualties.injured else None for e in found.result.events]
    assert (killed, injured) == ([6, None, 1], [None, 3, None])


def test_a_record_holds_so_many_incidents(run: Run) -> None:
    """The first two hundred are told; the stretch that tells of the others is counted as skipped, and nothing of it is lent to them."""
    vowels, consonants = "aeiou", "bdfgklmnrst"
    names = [f"{b}{a}r{e}n{d}o".title() for b in consonants for a in vowels for e in vowels for d in consonants]
    told = [
        f"Shells hit the village of {name}, killing {number + 2} people." for number, name in enumerate(names[:210])
    ]
    text = " ".join(told)
    result = run(text).result
    assert len(result.events) == MOST_INCIDENTS
    assert [event.casualties.killed.best for event in result.events if event.casualties.killed] == list(range(2, 202))
    (rest,) = [skipped for skipped in result.skipped if skipped.reason is SkipReason.TOO_MANY]
    assert text[: rest.start].count("Shells") == 200
    assert text[: rest.end].count("killing") == 210


WEEKS_BACK = [
    # the day that its own sentence names, though it is weeks back
    (
        "Police in Lima named the officers behind the assassination of Rector Omar Diaz, five monks, and two women on 2 April.",
        "2024-04-02",
    ),
    # a nearer day counts more
    (
        "The assassination of Rector Omar Diaz on Monday shook Lima. He was ill, and two women cared for him, since 2 April.",
        "2024-05-13",
    ),
    # the day of those who react is theirs
    (
        "The bishops of Lima condemned on Monday the assassination of Rector Omar Diaz. He was shot on Saturday.",
        "2024-05-11",
    ),
    # what readers have heard of has the day that a later sentence recalls, not that of who speaks today
    (
        "The family of Tomas Herrera said today that those who kidnapped him want a ransom. Herrera was kidnapped on 12 January.",
        "2024-01-12",
    ),
    ("The murder of the journalist Lydia Torres has shaken Iguala. Torres was stabbed to death at her home on 10 March.", "2024-03-10"),
    ("Those behind this multiple murder that took place on 2 April in Cali are no soldiers, the general said.", "2024-04-02"),
    # not that of somebody else's death, nor of what is told for the first time
    ("Police in Leeds seek the men who killed a baker. Another baker, Tom Hill, was killed in the city on 2 March.", "2024-05-15"),
    ("Gunmen killed Carlos Mora, the mayor of Tibu. Mora's deputy was shot dead on 3 March.", "2024-05-15"),
    # a day within "recent days"
    (
        "They spoke of the events of recent days, particularly the killing of ten members of the union in Lima on Monday, 13 May.",
        "2024-05-13",
    ),
    # the day of charges, and of who owns up to it
    (
        "The ministry was silent on charges raised on Tuesday by officers that blame colonels for the murder of four nuns in Lima on Sunday.",
        "2024-05-12",
    ),
    ("On Tuesday, the president openly admitted that soldiers had killed six farmers in Lima on Saturday.", "2024-05-11"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "day"), WEEKS_BACK)
def test_the_day_of_what_is_not_of_today(run: Run, text: str, day: str) -> None:
    """The first event's day."""
    time = run(text).result.events[0].time
    assert time is not None
    assert str(time.best)[:10] == day


def test_background_is_history(run: Run) -> None:
    """An older attack in the last paragraph is no event of this article."""
    found = run(
        "A suicide bomber killed twelve worshippers at a mosque in Peshawar on Tuesday.\n\nIn January, a similar blast at a mosque"
        " in Quetta killed thirty people."
    )
    assert places(found) == [("conflict.suicide_bombing", "Peshawar")]
    assert found.result.events[0].casualties.killed is not None
    assert found.result.events[0].casualties.killed.best == 12


def test_two_leaves_of_one_night_stay_two(run: Run) -> None:
    """Drones on one town and an incursion at another are two incidents."""
    found = run(
        "Drones hit a fuel depot in Kursk overnight. Armed men crossed the border near Sudzha and fought with guards, officials said."
    )
    assert {t for t, _ in places(found)} == {"conflict.drone_strike", "conflict.cross_border_incursion"}


def test_damage_of_unstated_cause_is_linked_not_asserted(run: Run) -> None:
    """A broken pipeline in another district is an incident of its own, possibly caused by the shelling."""
    found = run(
        "Shelling wounded two people in Kharkiv on Monday.\n\nA water main was damaged in Chuhuiv district, the governor said."
    )
    works = [e for e in found.result.events if e.type == "infrastructure.damage"]
    assert [r.status for e in works for r in e.relations] == ["possible"]


SCENES = [
    ("Rebels from Chad attacked a village near El Fasher in Darfur on Sunday.", "El Fasher"),
    ("Moscow said drones hit a refinery in Ryazan.", "Ryazan"),
    ("In Berlin, ministers condemned the bombing of a market in Aleppo.", "Aleppo"),
    ("KYIV (Reuters) - A missile struck a block of flats in Dnipro on Tuesday.", "Dnipro"),
    ("Police in the port city of Mersin arrested nine smugglers.", "Mersin"),
    ("Strikers in Cusco blocked the road leading to Puno on Monday.", "Cusco"),
    ("Gunners shot down 12 drones launched by Russia overnight. A school in Lutsk was damaged.", "Lutsk"),
    ("Troops backed by UK air strikes killed nine militants near Kismayo on Monday.", "Kismayo"),
]


@pytest.mark.parametrize(("text", "place"), SCENES)
def test_the_scene_is_what_attaches_to_the_trigger(run: Run, text: str, place: str) -> None:
    """Not the first place, not where it was written, not where somebody came from or spoke."""
    assert [p for _, p in places(run(text))][:1] == [place]


def test_a_capital_in_the_dateline_says_the_country_only(run: Run) -> None:
    """Where the desk is, is not where it happened; a smaller town in the dateline is."""
    (event,) = run(
        "NAIROBI (Reuters) - Gunmen kidnapped two aid workers on Monday, a relief agency said."
    ).result.events
    assert event.location is not None
    place = event.location
    assert (place.name, place.precision, place.resolved, place.country) == ("NAIROBI", "country", "Kenya", None)
    (event,) = run(
        "GARISSA (Reuters) - Gunmen kidnapped two aid workers on Monday, a relief agency said."
    ).result.events
    assert event.location is not None
    assert event.location.resolved == "Garissa"


def test_a_site_has_the_point_of_the_town_that_it_lies_in(run: Run) -> None:
    """No gazetteer knows the hotel: it is as sharp as the town; a name that was wrapped stands on one line."""
    (event,) = run(
        "A bomb exploded on Monday, killing two guards outside the Grand Pearl\nHotel in Quetta."
    ).result.events
    place = event.location
    assert place is not None
    assert (place.name, place.resolved, place.within) == ("Grand Pearl Hotel", None, "Quetta")
    assert (place.precision, place.country, place.admin1) == ("place", "PAK", "PK-BA")
    assert (place.lat, place.lon) == pytest.approx((30.18, 67.0), abs=0.1)


def test_a_wide_scene_is_sharpened_by_the_sentence_behind(run: Run) -> None:
    """Where that tells of no incident itself, and says that something was there."""
    text = "Yemen's Houthi rebels have detained ten aid workers. They were taken from their homes in Sanaa on Sunday."
    assert places(run(text)) == [("violence.abduction", "Sanaa")]
    text = "Cuba was left without power on Sunday. Power had been restored to a fifth of Havana by Monday."
    assert places(run(text)) == [("infrastructure.outage", "Cuba")]


def test_those_who_flee_towards_a_town_were_not_there(run: Run) -> None:
    """The scene is where they fled from."""
    text = "Rebels captured the town of Masisi on Monday. Seven civilians were killed and 4,000 families fled towards Sake."
    assert places(run(text)) == [("conflict.territory_change", "Masisi")]


HARM_BY = [
    ("A drone hit a car in Blida, Algeria, killing a guard, and a shell killed two women in Oran on Sunday.", [1, 2]),
    ("A shell hit a shop in Oran on Sunday, killing four, and a drone hit a car in Blida, killing one.", [4, 1]),
]


@pytest.mark.parametrize(("text", "tolls"), HARM_BY)
def test_harm_belongs_to_what_was_told_last_before_it(run: Run, text: str, tolls: list[int]) -> None:
    """Of several incidents in one sentence."""
    assert [e.casualties.killed.best for e in run(text).result.events if e.casualties.killed] == tolls


def test_what_the_same_hands_did_is_one_incident(run: Run) -> None:
    """The attackers are those of the sentence before."""
    text = (
        "Gunmen abducted 24 girls from a school in Maga, Nigeria, on Monday. The attackers, armed with rifles, exchanged fire with"
        " guards before scaling the fence."
    )
    assert places(run(text)) == [("violence.abduction", "Maga")]


def test_the_dead_of_two_sides_add_up(run: Run) -> None:
    """Told one after the other, as of one fight."""
    (event,) = run(
        "Somali forces killed 15 al-Shabaab fighters near Jilib on Monday. One Somali soldier died and two were wounded."
    ).result.events
    assert event.casualties.killed is not None
    assert event.casualties.killed.best == 16


def test_a_plot_ends_where_something_is_done(run: Run) -> None:
    """Who foiled it arrested somebody, and what was found there did not go off."""
    (event,) = run(
        "Police in Lagos foiled a plot to bomb a church and arrested five members of a cell. Two suicide vests were found in a flat."
    ).result.events
    assert event.type == "security.foiled_plot"
    assert event.casualties.arrested is not None


def test_what_came_a_day_after_something_else_is_told_apart_from_it(run: Run) -> None:
    """The blast was on Tuesday; what it came after was at another place, the day before."""
    text = (
        "A car bomb exploded outside a court in Islamabad on Tuesday, killing 12 people.\n\nThe blast came a day after militants"
        " attacked a college in Wana."
    )
    found = run(text)
    assert [(place, day(e)) for (_, place), e in zip(places(found), found.result.events, strict=True)] == [
        ("Islamabad", date(2024, 5, 14)),
        ("Wana", date(2024, 5, 13)),
    ]


def test_what_came_before_a_day_of_the_same_sentence_was_a_day_before_it(run: Run) -> None:
    """Who was killed on Tuesday did not die in what was the day before."""
    murder, downing = run(
        "Soldiers killed the prime minister in Bunia on Tuesday, a day after a transport plane was shot down near Goma."
    ).result.events
    assert (murder.type, day(murder)) == ("violence.assassination", date(2024, 5, 14))
    assert (downing.casualties.killed, day(downing)) == (None, date(2024, 5, 13))


def test_the_day_of_the_story_holds_until_another_is_told(run: Run) -> None:
    """``Earlier in the day``, ``in a separate strike``: not the day of the publication; "following an incursion" is undated."""
    text = (
        "An air strike killed 13 people in Sidon, Lebanon, on Tuesday.\n\nEarlier in the day, a drone hit a car in Tyre, killing a"
        " worker, and another strike killed one person in Nabatieh."
    )
    assert [day(e) for e in run(text).result.events] == [date(2024, 5, 14)] * 3


def test_what_a_crowd_burned_is_told_of_its_riot(run: Run) -> None:
    """A factory that burns right behind a blockade is no sabotage."""
    text = "Garment workers blocked a highway in Gazipur, Bangladesh, for five hours on Tuesday. A factory was set on fire."
    assert [e.type for e in run(text).result.events] == ["unrest.strike_blockade"]


def test_of_an_old_incident_a_month_is_enough(run: Run) -> None:
    """``Last month, a strike killed seventy``, behind the news, is history."""
    text = (
        "Gunmen killed nine people in Bara on Monday.\n\nLast month, a drone strike on a mosque in El Fasher killed 70."
    )
    assert places(run(text)) == [("violence.attack_on_civilians", "Bara")]
    assert not places(run("The UN said on Friday that at least 1,200 civilians were killed in Darfur in April."))


TIMES = [
    (
        "Forces on Tuesday foiled a bid to storm a post at Khar in Pakistan. Six attackers were killed in an exchange of fire.",
        date(2024, 5, 14),
    ),
    (
        "A bomb killed nine people in Quetta on Monday in what a minister on Tuesday called a massacre.",
        date(2024, 5, 13),
    ),
    ("A bomb exploded in Quetta on Monday, police said on Tuesday.", date(2024, 5, 13)),
    ("Officials said on Wednesday that drones hit Ryazan two days earlier.", date(2024, 5, 13)),
    ("Rebels shelled the town of Bara on 11 May.", date(2024, 5, 11)),
    # nor is the time of those who react to it
    (
        "The ministry on Tuesday promised to investigate the murder of three teachers who were killed on 9 May.",
        date(2024, 5, 9),
    ),
    ("Bishops on Tuesday condemned the massacre of nine villagers in Bara on Sunday.", date(2024, 5, 12)),
]


@pytest.mark.parametrize(("text", "when"), TIMES)
def test_the_time_of_the_telling_is_not_the_time_of_the_incident(run: Run, text: str, when: date) -> None:
    """The day that attaches to the trigger wins over the day on which it was said."""
    assert [day(e) for e in run(text).result.events] == [when]


def test_without_any_time_the_publication_stands_in_and_says_so(run: Run) -> None:
    """A fallback is said: ``inferred``."""
    (event,) = run("Gunmen kidnapped two engineers near Zamfara.").result.events
    assert (day(event), event.time.inferred) == (date(2024, 5, 15), True)


STOPPED = [
    ("Air defence units destroyed 47 aerial drones over the Bryansk region overnight. There were no casualties.", "conflict.intercepted_attack"),
    ("Air defences shot down all nine drones that were launched at Odesa overnight; there was no damage.", "conflict.intercepted_attack"),
    ("Air defences shot down all of the drones launched at Odesa overnight, but falling debris killed a watchman.", "conflict.drone_strike"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "leaf"), STOPPED)
def test_what_was_stopped_whole_is_an_intercepted_attack(run: Run, text: str, leaf: str) -> None:
    """All weapons stopped and nobody hurt: intercepted; else the attack keeps its type, with its outcome."""
    assert [t for t, _ in places(run(text))] == [leaf]


@pytest.mark.parametrize(
    ("text", "types"),
    [
        (
            "A bomb exploded outside a bank in Lagos on Monday. In Kano, an explosion killed two people.",
            ["conflict.explosive_device", "conflict.explosive_device"],
        ),
        (
            "A bomb exploded outside a bank in Lagos on Monday. In Kano, an explosion at a gas plant killed two workers.",
            ["accident.industrial_fire", "conflict.explosive_device"],
        ),
    ],
)
def test_an_explosion_among_bombs_is_a_bombing(text: str, types: list[str], run: Run) -> None:
    """Where nothing more is said of it; one at a plant stays an accident."""
    assert sorted(e.type for e in run(text).result.events) == types
