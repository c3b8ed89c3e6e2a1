"""How many incidents a text tells of: told again more sharply is one, one more of its kind is another, and what was long ago is none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from schemas.article import RawArticle
from tests.golden.comparison import WrittenArticle, differences, load_articles
from worker.extract.trace import Trace
from worker.lexicons.knowledge import Knowledge
from worker.pipeline import process_article

Run = Callable[[str], Trace]
ARTICLES = load_articles(Path(__file__).parent / "retold.yaml")


@pytest.mark.parametrize("article", ARTICLES, ids=[str(article.article) for article in ARTICLES])
def test_what_an_article_tells(article: WrittenArticle, knowledge: Knowledge) -> None:
    """Each event with what is written of it, and none more."""
    assert differences(article, process_article(article.raw, knowledge)) == []


Told = list[tuple[str | None, int | None]]


def told(found: Trace) -> Told:
    """The place and the dead of each event."""
    events = found.result.events
    return [
        (e.location.name if e.location else None, e.casualties.killed.best if e.casualties.killed else None)
        for e in events
    ]


SHARPER = [
    pytest.param(
        "A Kearney man died after his car hit a tree. A Kearney man died early Tuesday in a collision on Prairie Road, police said. The"
        " crash happened near Kearney.",
        [("Prairie Road", 1)],
        id="the lead names the road in the town of the headline",
    ),
    pytest.param(
        "A fire killed two people in Leicester on Monday. The blaze broke out at a house in Narborough Road.",
        [("Narborough Road", 2)],
        id="the road of the fire that was told of",
    ),
    pytest.param(
        "A man was shot dead in Leicester on Monday. Detectives have asked for witnesses. The victim has not been named. His family has"
        " been told. A man was shot dead in Narborough Road on Monday, too.",
        [("Leicester", 1), ("Narborough Road", 1)],
        id="a road named long after the lead is where another one was shot",
    ),
    pytest.param(
        "A man was shot dead in Narborough Road, Leicester, on Monday. A man was shot dead in Evington Road.",
        [("Narborough Road", 1), ("Evington Road", 1)],
        id="two roads",
    ),
    pytest.param(
        "Two boys drowned when a ferry sank near Leicester on Monday. A third died later at Glenfield Hospital.",
        [("Leicester", 3)],
        id="where somebody died of it is not where it was",
    ),
    pytest.param(
        "Three boys were hurt when a car crashed into a wall in Leicester on Monday. One died on Tuesday in a Nottingham hospital.",
        [("Leicester", 1)],
        id="nor is the town of the hospital",
    ),
    pytest.param(
        "A shooting was reported on Cedar Road in Fargo on Monday. Jan Kos, 35, of Bismarck, was found with a gunshot wound to the head.",
        [("Cedar Road", None)],
        id="nor the town that the victim is of",
    ),
    pytest.param(
        "Two men were shot on the Eastside of Fresno on Monday night, police said. Officers found them in Lowell Avenue near Cedar Street.",
        [("Fresno", None)],
        id="a side of a town is no town",
    ),
    pytest.param(
        "One man was killed in a shooting in the 1200 block of Lowell Avenue near Cedar Street in Fresno on Monday.",
        [("Lowell Avenue", 1)],
        id="near which other street it lies",
    ),
    pytest.param(
        "A bomb went off in Mosul on Monday. It exploded at Salam Hospital and killed two nurses.",
        [("Salam Hospital", 2)],
        id="a hospital that was hit is where it was",
    ),
]


@pytest.mark.parametrize(("text", "expected"), SHARPER)
def test_a_site_of_the_town_is_told_more_sharply(run: Run, text: str, expected: Told) -> None:
    """A street or a building lies in the town that was named before; two of them are two scenes."""
    assert told(run(text)) == expected


ONE = [
    pytest.param(
        "Rescuers searched twisted wreckage on Wednesday after two trains collided in Lamia, killing nine people. The crash occurred late"
        " on Monday.",
        [("Lamia", 9)],
        id="the day of the search is not that of the crash",
    ),
    pytest.param(
        "Troops were trying to end a siege at a mall in Nairobi on Tuesday, two days after gunmen stormed it and killed 62 people.",
        [("Nairobi", 62)],
        id="what stormed it is the siege",
    ),
    pytest.param(
        "At least 30 people were killed in the quake that hit Palu on Sunday, officials said on Tuesday. The city is cut off. Rescuers"
        " fear the worst. Aid is on its way. The magnitude-7.5 quake struck at 6:02 p.m.",
        [("Palu", 30)],
        id="an hour without a day is of the day that was told",
    ),
    pytest.param(
        "A quake and a tsunami hit the island of Sulawesi on Sunday, killing 30 people. Most of the dead were in Palu, where waves swept"
        " away houses.",
        [("Palu", 30)],
        id="what the wave swept away is told of the quake, and the town lies on the island",
    ),
    pytest.param(
        "A bomb wounded three people in Kirkuk on Monday, and one died in hospital in Baghdad.",
        [("Kirkuk", 1)],
        id="who died in hospital in another town was hurt here",
    ),
    pytest.param(
        "Police arrested a man in Fargo on Monday on a charge of sexual assault of a child. Jan Kos was arraigned in court on Tuesday, with"
        " bond set at $5,000 on the sexual assault charge.",
        [("Fargo", None), ("Fargo", None)],
        id="the days of the arrest and of the court are none of the assault",
    ),
    pytest.param(
        "A parcel bomb wounded six people in Lyon on Monday. Police have no suspect. They have a film. A reward was offered. A prosecutor"
        ' took the case. "There was an explosion and glass fell," a waiter said.',
        [("Lyon", None)],
        id="a witness tells of the bomb, however late",
    ),
    pytest.param(
        "A quake shook Virginia on Tuesday and was felt far away. In Richmond, Virginia, the ceiling of a school fell.",
        [("Richmond", None)],
        id="what fell within what the quake shook",
    ),
    pytest.param(
        "Storm Harvo flooded homes in Houston on Sunday. The storm came ashore on Friday near Rockport, Texas, and killed a man there. Rescuers"
        " saved hundreds. About 300,000 homes were without power.",
        [("Houston", 1)],
        id="the storm lasts for days, comes by many towns, and cuts the power",
    ),
    pytest.param(
        "A man opened fire during college night at a bar in Reno, Nevada, shortly before midnight on Saturday. Twelve people died. The killing"
        " on Saturday shook the town.",
        [("Reno", 12)],
        id="a night that has no day beside a day",
    ),
    pytest.param(
        "A jet crashed in Lima on Monday, killing nine people. Investigators said that nothing pointed to sabotage.",
        [("Lima", 9)],
        id="what nothing points to",
    ),
    pytest.param(
        "Riots in Delhi have left seven dead. Seven people were killed in clashes over a law in Delhi on Tuesday.",
        [("Delhi", 7)],
        id="the clashes of a riot",
    ),
    pytest.param(
        "The toll from an attack on a hotel in Mogadishu rose to 27 on Tuesday after security forces ended a siege by extremists. A truck bomb"
        " exploded outside the gate of the hotel on Sunday and gunmen stormed inside.",
        [("Mogadishu", 27)],
        id="the bomb with which a siege begins",
    ),
    pytest.param(
        "About 200 people marched on Saturday from the Capitol in Springfield, Illinois, over the killing of a boy in August.",
        [("Springfield", None)],
        id="what is protested against is old, and the protest has its day",
    ),
    pytest.param(
        "Floods killed 60 people in Cologne on Tuesday. It was the worst disaster since 1962, when a storm surge in Hamburg killed 340.",
        [("Cologne", 60)],
        id="how long ago it was is no matter",
    ),
]


@pytest.mark.parametrize(("text", "expected"), ONE)
def test_told_again_it_is_one(run: Run, text: str, expected: Told) -> None:
    """Neither the day of those who follow it up nor an hour without a day makes another."""
    assert told(run(text)) == expected


SEVERAL = [
    pytest.param(
        "Three militants were killed in two separate gunfights in Kashmir on Tuesday. Two died in a gunfight at Kokernag. In the evening,"
        " one militant was killed in Shopian.",
        [("Kokernag", 2), ("Shopian", 1)],
        id="gunfights are counted, and the harm in another place is one of them",
    ),
    pytest.param(
        "A car bomb killed 48 people in Baghdad on Tuesday. Earlier on Tuesday, four roadside bombs in other parts of Baghdad killed six.",
        [("Baghdad", 48), ("Baghdad", 6)],
        id="in other parts of the same town",
    ),
    pytest.param(
        "A bomb killed nine people in Kirkuk on Monday, and two policemen were killed in the town of Hawija.",
        [("Kirkuk", 9), ("Hawija", 2)],
        id="harm with a clause and a place of its own",
    ),
    pytest.param(
        "Storm Harvo flooded homes in Houston, Texas, on Sunday. A storm killed nine people in Veracruz, Mexico, on Friday.",
        [("Houston", None), ("Veracruz", 9)],
        id="a storm is not the storm",
    ),
    pytest.param(
        "A man was shot dead in Leeds on Monday. Hours later, a man was killed in Bradford.",
        [("Leeds", 1), ("Bradford", 1)],
        id="hours later, in another town",
    ),
    pytest.param(
        "A missile struck a hospital in Kyiv on Tuesday, killing two. At least 41 people were killed across the country. In Dnipro a missile"
        " killed ten people. A total of 90 people were wounded in the attacks.",
        [("Kyiv", 2), ("Dnipro", 10)],
        id="a toll of all of them is none's",
    ),
    pytest.param(
        "A cyclone hit Sylhet on Tuesday. At least 41 people were killed across the country.",
        [("Sylhet", 41)],
        id="but of one it is its own",
    ),
    pytest.param(
        "A drone strike on a car in Tyre killed three people on Monday. Commandos seized a local official from his home in Sidon, Lebanon. The"
        " prime minister condemned the abduction.",
        [("Tyre", 3), ("Sidon", None)],
        id="the abduction is no drone strike",
    ),
    pytest.param(
        "POLICE LOG\n\nTwo people were robbed outside a bar in Leeds on Monday night, police said. The robbers took a purse.\n\nA man was shot"
        " in the leg at a flat in Leeds early on Tuesday. He will recover.\n\nA fire damaged a vacant house in Otley on Tuesday afternoon.",
        [("Leeds", None), ("Leeds", None), ("Otley", None)],
        id="paragraphs that begin with somebody new on another day",
    ),
    pytest.param(
        "A soldier was killed in a clash in Kokernag on Tuesday. A second soldier was wounded in the Kokernag clash.",
        [("Kokernag", 1)],
        id="the clash is called by its place",
    ),
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_several_stay_several(run: Run, text: str, expected: Told) -> None:
    """Each with its own place and dead."""
    assert told(run(text)) == expected


UNDATED = [
    pytest.param(
        "Police arrested a banker in Rome on Friday in an inquiry into deals dating from 2013.",
        [None],
        id="the deals are that old",
    ),
    pytest.param(
        "A mine killed a general near Deir ez-Zor on Monday. It was the first death of a general since 2017.",
        [None],
        id="and so is the pause",
    ),
    pytest.param("In June 2017 rebels took the town of Sawran. The year 2017 was a bloody one.", [2017], id="no weekday tells of news"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "years"), UNDATED)
def test_without_a_date_of_publication_a_year_beside_weekdays_is_an_earlier_one(
    text: str, years: list[int | None], knowledge: Knowledge
) -> None:
    """News says "on Friday"; the year that it names is that of something else."""
    events = process_article(RawArticle(article_id="test", text=text), knowledge).events
    assert [e.time.best.year if e.time.best else None for e in events] == years
