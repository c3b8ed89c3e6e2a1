"""Which places a text names, which they are, and what stands round them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import partial

import pytest

from schemas.article import RawArticle
from schemas.place import PlacePrecision, PlaceQualifier
from tests.cost import grows_with_length
from worker.extract.findings import PlaceMention
from worker.extract.places.mentions import find_places
from worker.lexicons.gazetteer import Gazetteer
from worker.text.reading import read_document


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """The one that the package carries."""
    return Gazetteer.load()


def places(gazetteer: Gazetteer, text: str) -> tuple[PlaceMention, ...]:
    """The places of a text."""
    return find_places(read_document(RawArticle(article_id="a", text=text)), gazetteer)


def place(gazetteer: Gazetteer, text: str, name: str) -> PlaceMention:
    """The first place of that name."""
    return next(mention for mention in places(gazetteer, text) if mention.name == name)


NAMES = [
    ("A blast shook Mosul on Sunday.", ["Mosul"]),
    ("Rockets fell on Khan Yunis and Deir al-Balah.", ["Khan Yunis", "Deir al-Balah"]),
    ("Gunmen attacked a convoy in Burkina Faso near the border with Niger.", ["Burkina Faso", "Niger"]),
    ("A Somali soldier died.", ["Somali"]),
    ("said the officer at the scene\nFrom the outset the blast in Mosul caused chaos", ["Mosul"]),
    ("Somalis mourned; the Somali army said nothing.", ["Somali"]),
    ("She answered in Spanish and left.", []),
    (
        "Rebels raided the town of San Jose Tavruna, in Cuscatlan Department.",
        ["San Jose Tavruna", "Cuscatlan Department"],
    ),
    ("Two died in San Pedro Tavruna, Cuscatlan Department.", ["San Pedro Tavruna", "Cuscatlan Department"]),
    ("Two died in San Pedro, Cuscatlan Department.", ["San Pedro", "Cuscatlan Department"]),
    ("The Texas Department of Health and the Tavruna Police Department met.", []),
    ("Shells fell on the old Moorish quarter of Tavruna.", ["Tavruna"]),
    ("A quarter of Tavrunians agreed.", []),
    ("Shops burned in the Warwick Tavruna district of Durban.", ["Warwick Tavruna", "Durban"]),
    ("Shells fell on the Tavra Sousa quarter of Homs.", ["Tavra Sousa", "Homs"]),
    ("Snow fell in the Tavruna area of Oregon.", ["Tavruna", "Oregon"]),
    ("Rebels burned huts in the villages of Tavruna and Orvuna.", ["Tavruna"]),
    ("A boat was lost off Punta Tavrada, on the coast of Peru.", ["Punta Tavrada", "Peru"]),
    ("A tanker ran aground at Pointe d'Avry in Mauritius.", ["Pointe d'Avry", "Mauritius"]),
    ("A dhow was boarded off Tavruna, near Lamu.", ["Tavruna", "Lamu"]),
    ("Snow buried a bus at the Tavrik pass in Uzbekistan.", ["Tavrik pass", "Uzbekistan"]),
    ("A missile fell at Tavrodow, a Polish village six km from Ukraine.", ["Tavrodow", "Polish", "Ukraine"]),
    ("A bus fell into a gorge near Tavruna de Torres, Peru.", ["Tavruna de Torres", "Peru"]),
    ("A bridge fell near the hamlet of El Tavrito in Peru.", ["El Tavrito", "Peru"]),
    ("Tavruna, a village of 250 people in Peru, burned.", ["Tavruna", "Peru"]),
    ("Tavruna, a village elder in Peru, spoke.", ["Peru"]),
    ("A shot was fired outside Tavruna University in Peru.", ["Tavruna University", "Peru"]),
    ("Two teachers of Tavruna University in Peru spoke.", ["Peru"]),
    ("The Freedom of Syria Legion claimed it.", []),
    ("The Bank of England kept its rate.", []),
    ("President Jordan thanked Senator Paris.", []),
    ("Jack London wrote; London was pleased with himself.", []),
    ("Reading is good. He likes reading in Reading, England.", ["Reading", "England"]),
    ("March came, and May went on Monday.", []),
    ("It was a nice day, and in May, Iran was silent.", ["Iran"]),
    ("Two men drowned on Lake Orvomagog.", ["Lake Orvomagog"]),
    ("DORVA, Saudi Arabia - Pilgrims died in Dorva outside Mecca.", ["DORVA", "Saudi Arabia", "Dorva", "Mecca"]),
    ("They told us and them. The US denied it.", ["US"]),
    ("A bus in the UAE, a train in the UK.", ["UAE", "UK"]),
    ("A strike hit the Ain al-Helweh camp near Sidon.", ["Ain al-Helweh", "Sidon"]),
    ("A Beirut-based group and the Iran-Iraq border.", ["Beirut", "Iran", "Iraq"]),
    ("The Abu Dhabi-based agency spoke.", ["Abu Dhabi"]),
    ("KABUL (News Desk) - Two bombs went off.", ["KABUL"]),
    ("Two died in Nashville, Tenn., police said.", ["Nashville", "Tenn"]),
    ("He was taken to Aleppo University Hospital in Aleppo.", ["Aleppo University Hospital", "Aleppo"]),
    ("A fire broke out on Harcourt Street in Dublin.", ["Harcourt Street", "Dublin"]),
    ("Aid worth US$2 million came; the People's Republic of China sent more.", ["People's Republic of China"]),
    ("Anglers met in the Kintaro Valley.", ["Kintaro Valley"]),
    ("Kentucky State Troopers came to Lexington, Kentucky.", ["Kentucky", "Lexington", "Kentucky"]),
    ("Fighters took the port town of Ras Vellen in Libya.", ["Ras Vellen", "Libya"]),
    ("Pupils were taken from a school in Tavruna in Nigeria's Kaduna state.", ["Tavruna", "Nigeria", "Kaduna"]),
    ("A mill burnt in the city of Tavruna-on-Sea in southern England.", ["Tavruna-on-Sea", "England"]),
    ("Interest in Bitcoin rose in Kenya.", ["Kenya"]),
    ("The lorry left the A64 near York.", ["A64", "York"]),
    ("The Kenyan Parliament met; the Peruvian Armed Forces did not.", ["Kenyan", "Peruvian"]),
    ("The Kenya Power Company apologised.", []),
    ("Rosalinda Durant taught in Leeds. Durant was 61.", ["Leeds"]),
    ("Weber said the roof fell on the north side.", []),
    ("A shop burnt on 23rd Street and two on N. Alder Drive.", ["23rd Street", "N. Alder Drive"]),
    ("Shots were heard in Harbour Street West before dawn.", ["Harbour Street West"]),
    ("Janelle Hill, 24, was hurt near Vine Hill.", ["Vine Hill"]),
]


@pytest.mark.parametrize(("text", "names"), NAMES, ids=[text for text, _ in NAMES])
def test_names_of_places_and_nothing_else(gazetteer: Gazetteer, text: str, names: list[str]) -> None:
    """People, organisations, languages, common words and acronyms are none."""
    assert [mention.name for mention in places(gazetteer, text)] == names


SENSES = [
    ("Militias clashed in Tripoli, the Libyan capital.", "Tripoli", "LBY"),
    ("A car blew up in the Colombian border town of Cordoba.", "Cordoba", "COL"),
    ("Lebanese troops were sent to Tripoli after clashes; Beirut stayed calm.", "Tripoli", "LBN"),
    ("A bomb went off in Hyderabad, Pakistan.", "Hyderabad", "PAK"),
    ("The Indian city of Hyderabad was flooded; trains to Mumbai and Chennai stopped.", "Hyderabad", "IND"),
    ("Tbilisi said that Russian troops had moved in Georgia.", "Georgia", "GEO"),
    ("A tornado hit Georgia and Alabama; Atlanta lost power.", "Georgia", "USA"),
    ("Cases in Ohio, Oregon, Utah, Washington and Wyoming rose.", "Oregon", "USA"),
    ("Storms crossed Alabama, Georgia and Florida.", "Georgia", "USA"),
    ("Troops left Armenia, Georgia and Azerbaijan.", "Georgia", "GEO"),
    ("A tornado struck Paris, Texas.", "Paris", "USA"),
    ("French police searched flats in Paris.", "Paris", "FRA"),
    ("Police in Birmingham, Alabama, made arrests.", "Birmingham", "USA"),
    ("British police in Birmingham made arrests.", "Birmingham", "GBR"),
    ("Fighting went on in Rafah in the Gaza Strip.", "Rafah", "PSE"),
    ("Brazilian police searched flats in Salvador.", "Salvador", "BRA"),
    ("Salvadoran troops returned to Salvador from Honduras.", "Salvador", "SLV"),
    ("Troops left El Salvador and Brazil.", "El Salvador", "SLV"),
    ("A bomb went off in Hyderabad in southern Pakistan.", "Hyderabad", "PAK"),
    ("Gunmen raided the village of Baraka in the Democratic Republic of Congo.", "Baraka", "COD"),
    ("Clashes in Valencia, Carabobo state, Venezuela.", "Valencia", "VEN"),
    ("The Donbas saw more shelling.", "Donbas", "UKR"),
    ("Israeli drones hit Sidon, Lebanon, and a car in the town of Blida, a Lebanese minister said.", "Blida", "LBN"),
    ("Algerian police raided flats in the town of Blida.", "Blida", "DZA"),
    ("Gunmen kidnapped the ruler of Ubulu in Nigeria's Delta state.", "Delta", "NGA"),
    ("Floods killed 95 people in Valencia; the king voiced his grief.", "Valencia", "ESP"),
    ("Canadian mayors wrote to Quebec.", "Quebec", "CAN"),
    ("Three girls were stabbed in Southport on Monday.", "Southport", "GBR"),
    ("Two people died in the French city of Nice.", "Nice", "FRA"),
    ("BUTLER, Pa. - A barn burned down.", "Pa", "USA"),
    ("A tornado killed two men in Mobile, Alabama.", "Mobile", "USA"),
    ("Floods in Norfolk, Suffolk and Lincolnshire, the British weather office said.", "Norfolk", "GBR"),
]


@pytest.mark.parametrize(("text", "name", "country"), SENSES, ids=[text for text, _, _ in SENSES])
def test_an_ambiguous_name_means_the_place_that_fits(gazetteer: Gazetteer, text: str, name: str, country: str) -> None:
    """The container behind it, the countries and peoples named, the other places."""
    assert place(gazetteer, text, name).country == country


USAGE = [
    ("A motorist was stabbed near the settlement of Ariel.", "Ariel", "Ariel"),
    ("Eleven people were killed in Gaza on Monday.", "Gaza", "Gaza Strip"),
    ("Shops stayed shut in Jerusalem.", "Jerusalem", "Jerusalem"),
]


@pytest.mark.parametrize(("text", "name", "meant"), USAGE, ids=[text for text, _, _ in USAGE])
def test_a_name_means_what_news_calls_so(gazetteer: Gazetteer, text: str, name: str, meant: str) -> None:
    """What the sources also call so, a poets' name or a part for the whole, is not meant."""
    entry = place(gazetteer, text, name).entry
    assert entry is not None
    assert entry.name == meant


KINDS = [
    ("Drones hit the Belgorod region of Russia.", "Belgorod", PlacePrecision.ADMIN1),
    ("Drones hit the border region of Belgorod in Russia.", "Belgorod", PlacePrecision.ADMIN1),
    ("Drones hit the Russian city of Belgorod.", "Belgorod", PlacePrecision.PLACE),
    ("A pipeline in the Graivoron district of Russia's Belgorod region burnt.", "Graivoron", PlacePrecision.ADMIN2),
    ("Villages in Kharkiv Oblast, Ukraine, were shelled.", "Kharkiv Oblast", PlacePrecision.ADMIN1),
    ("Two men died in Nigeria.", "Nigeria", PlacePrecision.COUNTRY),
    ("A ship sank in the Black Sea.", "Black Sea", PlacePrecision.REGION),
    ("Cases in Ohio, Oregon, Utah and Wyoming rose.", "Wyoming", PlacePrecision.ADMIN1),
    ("Cases in Ohio, Oregon, Utah and Wyoming rose.", "Oregon", PlacePrecision.ADMIN1),
    ("The Australian states agreed.", "Australian", PlacePrecision.COUNTRY),
    ("Raids in Habersham and Rabun counties, Georgia.", "Habersham", PlacePrecision.ADMIN2),
]


@pytest.mark.parametrize(("text", "name", "precision"), KINDS, ids=[text for text, _, _ in KINDS])
def test_a_head_word_says_what_is_meant(gazetteer: Gazetteer, text: str, name: str, precision: PlacePrecision) -> None:
    """Region, city or district of one name; also for names listed before a plural."""
    assert place(gazetteer, text, name).precision is precision


def test_direction_and_head_word_belong_to_the_extended_span(gazetteer: Gazetteer) -> None:
    """The name stays bare."""
    text = "Shells fell on the southern Belgorod region of Russia overnight."
    found = place(gazetteer, text, "Belgorod")
    assert text[slice(*found.extended)] == "southern Belgorod region"
    assert found.entry is not None
    assert found.entry.admin1_iso == "RU-BEL"


QUALIFIED = [
    ("Two soldiers died near Gao, Mali.", "Gao", PlaceQualifier.NEAR, 15.0),
    ("A camp 20 km east of Gao, Mali, was attacked.", "Gao", PlaceQualifier.NEAR, 20.0),
    ("A camp 10 miles from Gao, Mali, was attacked.", "Gao", PlaceQualifier.NEAR, 16.1),
    ("Two people died south of the Syrian city of Homs.", "Homs", PlaceQualifier.NEAR, 15.0),
    ("A tanker was hit 50 nautical miles south of Aden, Yemen.", "Aden", PlaceQualifier.NEAR, 92.6),
    ("Pirates seized a tanker off the coast of Somalia.", "Somalia", PlaceQualifier.OFF, None),
    ("Troops massed on the border with Armenia.", "Armenia", PlaceQualifier.BORDER, None),
    ("Two soldiers died in Gao, Mali.", "Gao", None, None),
]


@pytest.mark.parametrize(("text", "name", "qualifier", "distance"), QUALIFIED, ids=[row[0] for row in QUALIFIED])
def test_nearness_is_read_from_the_words_before(
    gazetteer: Gazetteer, text: str, name: str, qualifier: PlaceQualifier | None, distance: float | None
) -> None:
    """Near, at a distance, off a coast, at a border."""
    found = place(gazetteer, text, name)
    assert (found.qualifier, found.distance_km) == (qualifier, distance)


@pytest.mark.parametrize(
    ("text", "name", "metonym"),
    [
        ("Moscow announced a truce.", "Moscow", True),
        ("Kyiv has denied any part in it.", "Kyiv", True),
        ("Iran condemned the raid.", "Iran", True),
        ("Russia attacked Ukraine with 90 drones.", "Russia", True),
        ("On Friday Pakistan shelled villages.", "Pakistan", True),
        ("Rebels in Syria attacked a bus.", "Syria", False),
        ("A bomb killed two in Moscow.", "Moscow", False),
        ("Shells hit Kyiv overnight.", "Kyiv", False),
    ],
)
def test_a_capital_that_speaks_is_its_government(gazetteer: Gazetteer, text: str, name: str, metonym: bool) -> None:  # noqa: FBT001
    """And no scene."""
    assert place(gazetteer, text, name).metonym is metonym


def test_an_unknown_village_comes_out_with_what_it_lies_in(gazetteer: Gazetteer) -> None:
    """Three ways to name one, none in the gazetteer."""
    for text in (
        "The village of Zubrovkino in Russia's Belgorod region was shelled.",
        "Shelling hit Zubrovkino village in the Belgorod region of Russia.",
        "Three died in Zubrovkino, Belgorod region, Russia.",
    ):
        found = place(gazetteer, text, "Zubrovkino")
        assert (found.entry, found.precision, found.country) == (None, PlacePrecision.PLACE, "RUS"), text
        assert found.parent is not None, text


QUARTERS = [
    ("A bomb went off in the Lviv neighborhood of Lagos.", "Lviv", None),
    ("A bomb went off in the Podil neighbourhood of Kyiv.", "Podil", "Podil"),
    ("A bomb went off in a Lagos neighborhood.", "Lagos", "Lagos"),
    ("Shells fell on Kharkiv; a Lagos neighborhood flew its flag.", "Lagos", "Lagos"),
    ("A car bomb went off in Mogadishu, another in the Medina district.", "Medina", None),
    ("A car bomb went off in the Medina district of Saudi Arabia.", "Medina", "Medina Region"),
    ("Panama City, 5 Sep 90 - A grenade went off in the Bella Vista district.", "Bella Vista", "Bella Vista"),
]


@pytest.mark.parametrize(("text", "name", "entry"), QUARTERS, ids=[row[0] for row in QUARTERS])
def test_a_quarter_is_no_far_town_of_its_name(gazetteer: Gazetteer, text: str, name: str, entry: str | None) -> None:
    """It lies where the article plays; a great city's name before the word is the city's."""
    found = place(gazetteer, text, name).entry
    assert (found.name if found else None) == entry


def test_a_town_behind_a_first_name_and_a_particle_is_a_surname(gazetteer: Gazetteer) -> None:
    """And the first name is no town."""
    assert [m.name for m in places(gazetteer, "Gunmen killed Alfonso de Lagos in Kharkiv.")] == ["Kharkiv"]
    assert "Lagos" in [m.name for m in places(gazetteer, "Gunmen killed two at San Alfonso de Lagos, Nigeria.")]


SITES = [
    # streets, squares and stadiums bear the names of places elsewhere: the site, the country that it lies in
    ("A man was stabbed at the Place du Luxembourg in Brussels.", "Place du Luxembourg", "BEL"),
    ("Two people were shot in Rue de Rome in Marseille.", "Rue de Rome", "FRA"),
    ("A car hit a woman in Avenue de France, Tunis police said.", "Avenue de France", "TUN"),
    ("A man was stabbed on Calle de Toledo in Madrid.", "Calle de Toledo", "ESP"),
    ("Two students were shot at Plaza Italia in Santiago.", "Plaza Italia", "CHL"),
    ("Police shot a man near Moscow Avenue in Sofia.", "Moscow Avenue", "BGR"),
    ("A man was knifed in Plaza de Bolivia in Lima.", "Plaza de Bolivia", "PER"),
    ("The quake was felt in Taipei and in Shanghai, Taiwan said. Hikers died in Tavoro Gorge.", "Tavoro Gorge", "TWN"),
    ("A wreck on Rivers Avenue killed a man.", "Rivers Avenue", None),
    ("He died at St. Michael's Hospital in Toronto.", "St. Michael's Hospital", "CAN"),
    ("Guards were shot at Tavarville, in the department of Eure.", "Tavarville", "FRA"),
]


@pytest.mark.parametrize(("text", "name", "country"), SITES, ids=[row[0] for row in SITES])
def test_what_is_named_for_a_place_lies_where_the_words_around_it_say(
    gazetteer: Gazetteer, text: str, name: str, country: str
) -> None:
    """And the place that it is named for is not told of."""
    found = places(gazetteer, text)
    site = next(m for m in found if m.name == name)
    assert site.country == country
    assert not any(site.start < m.start < site.end for m in found)


NO_PLACES = [
    ("The nearby Luxembourg metro station in Brussels was closed.", "Luxembourg"),
    ("The plane fell into a residential district of Ahmedabad.", "residential"),
    ("The governor of Guayas province, Humberto Plaza, spoke of terrorism.", "Humberto Plaza"),
    ("BEIRUT, Nov 23 (Agency) - A missile hit a flat.", "Nov"),
    ("He works at Siemens, in Munich.", "Siemens"),
    ("The minister spoke of Nigeria's Torvabo on Monday.", "Torvabo"),
    ("Three French soldiers were killed in Operation Torva on Monday.", "Operation Torva"),
    ("Two lawmakers clashed in Congress on Monday over the Kenyan budget.", "Congress"),
    ("Six rebels were killed as they slept in TORV on Monday in Goma.", "TORV"),
    ("The paper praised Torva on Monday in Goma.", "Torva"),
    ("President Torva, 60 km from Goma, spoke of those killed.", "Torva"),
]


@pytest.mark.parametrize(("text", "name"), NO_PLACES, ids=[row[0] for row in NO_PLACES])
def test_what_only_looks_like_a_place_is_none(gazetteer: Gazetteer, text: str, name: str) -> None:
    """Stations, kinds of districts, persons, months and firms."""
    assert name not in [m.name for m in places(gazetteer, text)]


BEARERS = [
    # who bears it is told by a word for persons before the whole name, or by an age behind it
    ("Officers shot a gunman in Carthage, Illinois. The police officer Dalvo Garner was hit. Garner fell.", "Garner"),
    ("The man, named as Tessio Hamburg, 34, fell near Lyon. Hamburg fell at noon.", "Hamburg"),
    ("Tessio Hamburg, a 22-year-old baker, fell near Lyon. Hamburg fell at noon.", "Hamburg"),
    # or what was done to him
    ("Two men shot at each other in Raleigh, North Carolina. Garner was wounded in the leg.", "Garner"),
    ("Two men shot at each other in Raleigh, North Carolina. Garner was later arrested.", "Garner"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), BEARERS, ids=[row[0] for row in BEARERS])
def test_who_bears_the_name_of_a_town_is_told_by_the_words_around_it(
    gazetteer: Gazetteer, text: str, name: str
) -> None:
    """Wherever the name stands alone later."""
    assert name not in [m.name for m in places(gazetteer, text)]


def test_a_town_that_bears_nobodys_name_stays_one(gazetteer: Gazetteer) -> None:
    """What is hit or attacked is as often a town."""
    text = (
        "Two men shot at each other near Raleigh, North Carolina. Garner was hit by a storm. A man from Garner was wounded. A blast in Garner"
        " injured two."
    )
    assert [m.name for m in places(gazetteer, text)].count("Garner") == 3


PARENTS = [
    ("A car blew up in the Colombian town of El Mango.", "El Mango", "COL"),  # and in no other country's
    ("Shells fell on the village of Al Rufan in Yemen.", "Al Rufan", "YEM"),
    ("Two died near the Israeli village of Tavruna when rockets were fired over Lebanon.", "Tavruna", "ISR"),
    ("Shells fell on Armenia's village of Tavruna. Azerbaijan said nothing.", "Tavruna", "ARM"),
    (
        (
            "The governor of Chad's Ouaddai region spoke of drones that came from Sudan.\n\nIt was the worst raid since the war in Sudan"
            " began.\n\nA pipe was broken in the Tavruna district, he said."
        ),
        "Tavruna",
        "TCD",
    ),
    ("Shelling hit Kharkiv. Moscow denied it. A woman died in the village of Tavruna.", "Tavruna", "UKR"),
    ("A missile fell at Tavrodow, a Polish village six km from the border with Ukraine.", "Tavrodow", "POL"),
    ("Two died in the town of Nueva Esperanza, Cuscatlan Department.", "Nueva Esperanza", "SLV"),
    ("A lorry overturned at Torvasamba, north of Kampala, on Monday.", "Torvasamba", "UGA"),
    # so far from a known place
    ("A bomb killed three men on Monday in Torvak, about 60 km north of Kandahar.", "Torvak", "AFG"),
    ("Gunmen attacked a base at Dulvabey on Monday, 90km (55 miles) west of Kismayo.", "Dulvabey", "SOM"),
    # owned by a known place, or entered as only places are
    ("A launch capsized near Shariatpur's Torvaria on Monday.", "Torvaria", "BGD"),
    ("Residents of Kaduna's Torva Tasek fled to Lagos.", "Torva Tasek", "NGA"),
    ("Gunmen stormed Torvabo in Nigeria's Borno state.", "Torvabo", "NGA"),
    # a district that no bearer of its name can be
    ("La Paz, 26 May 89 - Two men were shot in the Villa El Torvador district.", "Villa El Torvador", "BOL"),
    # told of with its day, behind what happened
    ("Miners clashed with police at Pampa Torva on Monday, Bolivia's government said.", "Pampa Torva", "BOL"),
    (
        "Fighting between herders in Torva Kebir left 17 dead, the governor of Chad's Guera province said.",
        "Torva Kebir",
        "TCD",
    ),
    # in the land of the people whom its sentence names, where no place is known
    ("A lorry ploughed into mourners at Torvetani on Sunday, Tanzanian police said.", "Torvetani", "TZA"),
    # its name is longer than a known one's
    ("A roof collapsed in Torva Kalan village near Gujranwala.", "Torva Kalan", "PAK"),
    ("Students clashed with police outside Dhaka University.", "Dhaka University", "BGD"),  # called after its town
    ("A bomb went off at Mosul General Hospital.", "Mosul General Hospital", "IRQ"),
    # no bearer of the name lies so far from the town; a saint's name goes on
    ("Rebels killed two guards in El Paraiso, 40 miles north of San Salvador.", "El Paraiso", "SLV"),
    ("Rebels killed two guards in La Esperanza, some 60 km from San Salvador.", "La Esperanza", "SLV"),
    ("SANTA CRUZ LOMA, El Salvador (AP) - Rebels killed two guards here.", "SANTA CRUZ LOMA", "SLV"),
    ("Two men died in the village of San Mateo El Alto in Guatemala.", "San Mateo El Alto", "GTM"),
    ("Students clashed with police in Lagos, outside Dhaka University.", "Dhaka University", "NGA"),
]


@pytest.mark.parametrize(("text", "name", "country"), PARENTS, ids=[row[0] for row in PARENTS])
def test_an_unknown_place_lies_where_the_article_does(gazetteer: Gazetteer, text: str, name: str, country: str) -> None:
    """In the land named right before it, else near by, else in the last place that is no whole country."""
    assert place(gazetteer, text, name).country == country


HELD = [
    # the division behind a name is right: none of the known bearers lies in it
    ("Two men were shot in Salem, Vermont.", "Salem", None, "US.VT"),
    ("Two men were shot in Princeton, Oregon.", "Princeton", None, "US.OR"),
    ("A tornado killed three people in Fairview, Kansas, and two in Alabama.", "Fairview", None, "US.KS"),
    ("A bomb went off in San Miguel, Huila, on Monday.", "San Miguel", None, "CO.16"),
    # a place that is called as persons are
    ("A barn burned down in Brandon, Minnesota.", "Brandon", None, "US.MN"),
    ("Trust in Brandon, a Minnesota lawmaker, is gone.", "Brandon", None, None),
    # one does
    ("Two men were shot in Salem, Massachusetts.", "Salem", "Salem", "US.MA"),
    ("Two men were shot in Paris, Ontario.", "Paris", "Paris", "CA.08"),
    # of the one bearer in the land another map says so
    ("Gunmen attacked a patrol in Tarmiyah, Saladin, Iraq, on Monday.", "Tarmiyah", "Aţ Ţārmīyah", "IQ.07"),
    # in a list what follows is another town
    ("Its shops are in Miami, West Palm Beach, New York, and Detroit.", "West Palm Beach", "West Palm Beach", "US.FL"),
    # a city is known too well to be another one
    ("Flights from Dubai, Kerala and Mumbai were late.", "Dubai", "Dubai", "AE.03"),
]


@pytest.mark.parametrize(("text", "name", "entry", "admin1"), HELD, ids=[row[0] for row in HELD])
def test_a_town_lies_in_the_division_behind_its_name(
    gazetteer: Gazetteer, text: str, name: str, entry: str | None, admin1: str | None
) -> None:
    """It is never drawn in another one for want of an entry."""
    found = next((one for one in places(gazetteer, text) if one.name == name), None)
    assert (found and found.entry and found.entry.name, found and found.admin1) == (entry, admin1)


def test_a_demonym_leads_to_its_country(gazetteer: Gazetteer) -> None:
    """Its kind says that it is one."""
    found = place(gazetteer, "A Nigerian court ruled.", "Nigerian")
    assert (found.kind, found.country) == ("demonym", "NGA")


TRICKY = [
    "Émeutes à São Paulo: in São Paulo, Brazil, and Bogotá, Colombia.",
    unicodedata.normalize("NFD", "Riots in São Paulo, Brazil, and Bogotá, Colombia."),
    "🔥🔥 Fire in İzmir, Turkey — “Ankara” said.",
    "\ufeffKYIV\u00a0– Shells hit Kharkiv’s suburbs.\r\n\r\nLviv, too.",
    "‘Sana’a’, Yemen: strikes on Sana'a's airport; Xi’an, China.",
]


@pytest.mark.parametrize("text", TRICKY)
def test_offsets_are_those_of_the_raw_text(gazetteer: Gazetteer, text: str) -> None:
    """In code points, whatever the accents, quotes and marks."""
    found = places(gazetteer, text)
    assert len(found) >= 3
    for mention in found:
        assert text[mention.start : mention.end] == mention.name
        assert mention.extended[0] <= mention.start < mention.end <= mention.extended[1]


IN_THE_NEWS = [
    # which are spelled otherwise in the gazetteer
    ("Jabalia", "PSE"),
    ("Nuseirat", "PSE"),
    ("Kobani", "SYR"),
    ("Kupiansk", "UKR"),
    ("Sloviansk", "UKR"),
    ("Slovyansk", "UKR"),
    ("Deir el-Zour", "SYR"),
    ("Hasakeh", "SYR"),
    ("El Geneina", "SDN"),
    ("Miranshah", "PAK"),
    ("Iguala", "MEX"),
    # which are small, or have no population there
    ("Chibok", "NGA"),
    ("Parachinar", "PAK"),
    ("Srebrenica", "BIH"),
    # which have a namesake
    ("Palmyra", "SYR"),
    ("Bali", "IDN"),
    ("Odessa", "UKR"),
    ("Pokrovsk", "UKR"),
    # divisions, too
    ("Virginia", "USA"),
    ("Faryab", "AFG"),
    ("Niger state", "NGA"),
]


@pytest.mark.parametrize(("name", "country"), IN_THE_NEWS)
def test_a_town_that_news_names_needs_no_country(gazetteer: Gazetteer, name: str, country: str) -> None:
    """``worker/data/places/aliases.yaml``: nothing else in the text speaks for its country."""
    (found,) = places(gazetteer, f"Gunmen killed five people in {name} on Thursday, officials said.")
    assert (found.name, found.country) == (name.removesuffix(" state"), country)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("A man was shot dead in Palmyra, Pennsylvania, on Thursday.", "Palmyra", "USA"),
        ("Storms hit west Texas. A roof fell in Odessa, and schools shut in Midland.", "Odessa", "USA"),
    ],
)
def test_its_namesake_is_found_beside_its_own_country(gazetteer: Gazetteer, text: str, name: str, country: str) -> None:
    """Another country in the text counts more."""
    assert place(gazetteer, text, name).country == country


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen launched an attack on Dikwa on Tuesday.",
        "A drone raid on Dikwa killed two people.",
        "Shells fell on Dikwa at noon.",
        "Dikwa was hit by three rockets on Tuesday.",
        "Dikwa came under mortar fire on Tuesday.",
        "Dikwa was shelled on Tuesday.",
        "Floods hit Dikwa on Tuesday, killing nine people.",
    ],
)
def test_what_is_struck_is_a_place(gazetteer: Gazetteer, text: str) -> None:
    """``on`` after what is made or falls on a place is as good as "in"."""
    assert [mention.country for mention in places(gazetteer, text)] == ["NGA"]


def test_accents_do_not_hide_a_name(gazetteer: Gazetteer) -> None:
    """NFC, NFD and none."""
    for name in ("Bogotá", unicodedata.normalize("NFD", "Bogotá"), "Bogota"):
        assert place(gazetteer, f"A bomb in {name}, Colombia.", name).country == "COL"


@pytest.mark.parametrize("text", ["", " \n ", "12 34", "no place here", "A", "The", "x" * 10_000, "Of Of Of , , ,"])
def test_texts_without_places(gazetteer: Gazetteer, text: str) -> None:
    """Nothing is found, nothing fails."""
    assert places(gazetteer, text) == ()


def test_one_name_has_one_sense(gazetteer: Gazetteer) -> None:
    """The second mention is the first one's place, without its container."""
    text = "A storm hit Paris, Texas, on Friday. Schools in Paris stayed shut."
    assert {mention.country for mention in places(gazetteer, text) if mention.name == "Paris"} == {"USA"}


def test_the_cost_grows_with_the_length_only(gazetteer: Gazetteer) -> None:
    """Of a line full of places, too."""
    line = "Clashes in Aleppo, Homs and Hama, Syria, and near Mosul, Iraq, killed two in Deir Ezzor on Monday.\n\n"

    def reading(size: int) -> Callable[[], object]:
        return partial(
            find_places, read_document(RawArticle(article_id="a", text=line * (size // len(line)))), gazetteer
        )

    assert grows_with_length(reading)
