"""Actors: who is spoken of, as written, with kind, side and country."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.actor import ActorKind, Sector
from worker.extract.actors.coreference import entity_key
from worker.extract.actors.phrases import Phrases
from worker.extract.findings import ActorMention
from worker.extract.reading import Reading
from worker.lexicons.actors import load_named_actors
from worker.lexicons.knowledge import Knowledge
from worker.text.tokens import split_tokens

Read = Callable[[str], tuple[Reading, Phrases]]


def told(actor: ActorMention) -> str:
    """``name/kind/sector/country``, without what is not known."""
    parts = (actor.name, actor.kind.value, actor.sector and actor.sector.value, actor.country)
    return "/".join(part for part in parts if part)


# fmt: off
ROWS = [
    # Unnamed people and bodies.
    ("Two masked gunmen fled.", ["masked gunmen/people/UAF"]),
    ("Suspected militants burned a school.", ["militants/people/REB"]),
    ("A suicide bomber struck the gate.", ["suicide bomber/people/REB"]),
    ("Villagers hid in the forest.", ["Villagers/people/CVL"]),
    ("Numerous protesters gathered.", ["protesters/people/OPP"]),
    ("The police closed the road.", ["police/organization/COP"]),
    ("Riot police used tear gas.", ["Riot police/organization/COP"]),
    ("The army withdrew.", ["army/organization/MIL"]),
    ("Rebel fighters took the hill.", ["Rebel fighters/people/REB"]),
    ("Government troops took the hill.", ["Government troops/people/MIL"]),
    ("An armed group took the hill.", ["armed group/people/UAF"]),
    ("Two guerrilla columns took the hill.", ["guerrilla columns/people/REB"]),
    ("A militia took the hill.", ["militia/organization/UAF"]),
    ("Firefighters put out the blaze.", ["Firefighters/people/GOV"]),
    ("Two nurses and a priest were hurt.", ["nurses/people/HLH", "priest/people/REL"]),
    ("Bandits robbed a trader.", ["Bandits/people/CRM", "trader/people/BUS"]),
    ("A drug cartel runs the port.", ["drug cartel/organization/CRM"]),
    ("The judge resigned.", ["judge/people/JUD"]),
    ("Air defence systems were active.", ["Air defence systems/organization/MIL"]),
    # In a compound the noun names no actor.
    ("The police station burned.", []),
    ("The rebel attack failed.", []),
    # Countries by demonym and name.
    ("Kenyan soldiers crossed the river.", ["Kenyan soldiers/people/MIL/KEN"]),
    ("Peruvian security forces searched the valley.", ["Peruvian security forces/organization/MIL/PER"]),
    ("Three Dutch tourists are missing.", ["Dutch tourists/people/CVL/NLD"]),
    ("The raid killed 46 Palestinians and a Mexican.", ["Palestinians/people/CVL/PSE", "Mexican/people/CVL/MEX"]),
    ("The Kenyan economy grew. It hurt the French.", []),
    ("On Tuesday Shining Path rebels took the hill.", ["Shining Path rebels/people/REB", "Shining Path/organization/REB/PER"]),
    # A surname stands for who was named in full before.
    ("Farmer Omar Sadat was there. Sadat was killed.", ["Omar Sadat/person/CVL", "Sadat/person/CVL"]),
    ("Sadat was killed.", []),
    ("Members of the 8th front of the ELN took the hill.", ["Members of the 8th front of the ELN/people/REB/COL", "ELN/organization/REB/COL"]),
    # Groups by name, alias and initials.
    ("Boko Haram raided the farm.", ["Boko Haram/organization/REB/NGA"]),
    ("The PKK denied it.", ["PKK/organization/REB/TUR"]),
    ("Hezbollah fighters crossed the hill.", ["Hezbollah fighters/people/REB", "Hezbollah/organization/REB/LBN"]),
    ("Members of the Arakan Army seized the post.", ["Members of the Arakan Army/people/REB/MMR", "Arakan Army/organization/REB/MMR"]),
    ("The Segunda Marquetalia withdrew.", ["Segunda Marquetalia/organization/REB/COL"]),
    ("Nyatura fighters withdrew.", ["Nyatura fighters/people/REB", "Nyatura/organization/REB/COD"]),
    ("The unit withdrew.", []),
    # Organisations by the word that says what they are.
    ("The Eastern Highlands Front withdrew.", ["Eastern Highlands Front/organization/REB"]),
    ("The Ministry of Public Works closed the bridge.", ["Ministry of Public Works/organization/GOV"]),
    ("The Movement for the Rights of Miners met.", ["Movement for the Rights of Miners/organization"]),
    ("The 3rd Mountain Brigade arrived.", ["3rd Mountain Brigade/organization/MIL"]),
    ("Black Harbour Cartel gunmen fled.", ["Black Harbour Cartel gunmen/people/CRM", "Black Harbour Cartel/organization/CRM"]),
    # Persons.
    ("Governor Ana Lopez resigned.", ["Ana Lopez/person/GOV"]),
    ("Col. Pedro Ruiz was wounded.", ["Pedro Ruiz/person/MIL"]),
    ("Judge Gustavo de la Vega was shot.", ["Gustavo de la Vega/person/JUD"]),
    ("Maria Torres, a teacher, was killed.", ["Maria Torres/person", "teacher/people/EDU"]),
    ("A farmer, Okwu Adanna, 41, was hurt.", ["farmer/people/CVL", "Okwu Adanna/person"]),
    ("Mayor Ivan Petrenko left. Petrenko said it was over.", ["Ivan Petrenko/person/GOV", "Petrenko/person/GOV"]),
    ("Danila Barras, another lawyer, was killed.", ["Danila Barras/person", "lawyer/people/LAB"]),
    ("Ngozi Adanna was stabbed.", ["Ngozi Adanna/person"]),
    ("Former Ohio Governor Ana Lopez resigned.", ["Ana Lopez/person/GOV"]),
    ("Miners Okwu Adanna and Jan Kos were hurt.", ["Okwu Adanna/person/LAB", "Jan Kos/person"]),
    ("The Frenchman Robert Lisan was hurt.", ["Robert Lisan/person"]),
    ("They read the El Heraldo.", []),
    # Weather, operations and vehicles are no persons; nor is what begins a sentence.
    ("Hurricane Maria struck.", []),
    ("Operation Iron Fist was over.", []),
    ("Heavy Rain was falling. The heavy rain went on.", []),
    # The time is no part of the name.
    ("In the last few hours rebels fled.", ["rebels/people/REB"]),
    ("On the night of 3 September unidentified gunmen fled.", ["unidentified gunmen/people/UAF"]),
    # States.
    ("Nairobi denied the report.", ["Nairobi/state/GOV/KEN"]),
    ("Ghana shelled the island.", ["Ghana/state/GOV/GHA"]),
    ("The rain fell in Ghana.", []),
    # The possessive names an actor, too.
    ("The mayor's car burned.", ["mayor/people/GOV"]),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[text[:40] for text, _ in ROWS])
def test_who_is_spoken_of(read: Read, text: str, expected: list[str]) -> None:
    """The name as written, without article, number and "suspected"."""
    assert [told(actor) for actor in read(text)[0].actors] == expected


@pytest.mark.parametrize(
    ("text", "best"),
    [("Two gunmen fled.", 2), ("At least nine Kenyan soldiers died.", 9), ("The gunmen fled.", None)],
)
def test_their_number_stands_apart(read: Read, text: str, best: int | None) -> None:
    """The count is a quantity, not part of the name."""
    count = read(text)[0].actors[0].count
    assert (count and count.best) == best


def test_initials_are_defined_in_the_text(read: Read) -> None:
    """``(EHF)`` after a name stands for it from there on, and has its canonical name."""
    actors = read("The Eastern Highlands Front (EHF) withdrew. The EHF lost a camp.")[0].actors
    assert [(a.name, a.canonical) for a in actors] == [
        ("Eastern Highlands Front", "Eastern Highlands Front"),
        ("EHF", "Eastern Highlands Front"),
    ]


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("The FMLN attacked.", "Farabundo Marti National Liberation Front"),
        ("ISIL lost the town.", "Islamic State"),
        ("Tamil Tigers attacked.", None),  # they ended in 2009, the article is of 2024
    ],
)
def test_a_known_group_has_one_name_in_its_years(read: Read, text: str, canonical: str | None) -> None:
    """Aliases and acronyms lead to the list's name, while the group existed."""
    assert next((a.canonical for a in read(text)[0].actors), None) == canonical


def test_an_acronym_is_no_common_word(read: Read) -> None:
    """The words ice and site are none of the bodies ICE and SITE."""
    assert read("The ice at the site broke.")[0].actors == ()


def test_one_key_for_all_names_of_an_actor(read: Read) -> None:
    """Surname and full name, gunman and gunmen: one entity."""
    reading, _ = read("Mayor Ivan Petrenko left. A gunman fled. Petrenko said the gunmen were two.")
    assert [entity_key(a) for a in reading.actors] == ["ivan petrenko", "gunman", "ivan petrenko", "gunman"]


def test_the_list_is_whole(knowledge: Knowledge) -> None:
    """Every entry has a source, sane years and an own name; every alias is found by its first word."""
    named = load_named_actors()
    assert len(named) >= 900
    assert len({actor.name for actor in named}) == len(named)
    for actor in named:
        assert actor.source
        assert (actor.since or 0) <= (actor.until or 9999)
        for alias in (actor.name, *actor.aliases):
            key = " ".join(token.lower for token in split_tokens(alias))
            assert (actor.name, alias) in [(known.name, written) for known, written in knowledge.actors.names[key]]


def test_every_noun_group_is_found_in_its_examples(read: Read, knowledge: Knowledge) -> None:
    """The examples of ``actors/nouns.yaml`` hold an actor of their group."""
    groups = {group.id: group for group in knowledge.actors.nouns.values()}.values()
    for group in groups:
        for example in group.examples:
            found = read(example)[0].actors
            assert any(a.rule_id == group.id for a in found), (group.id, example, [told(a) for a in found])


@given(
    st.text(max_size=300)
    | st.lists(st.sampled_from("Gen. (ABC) 's The army Front of two , said – “ Lopez de la".split()), max_size=40).map(
        " ".join
    )
)
@settings(max_examples=150, deadline=None)
def test_any_text_gives_exact_spans(read: Read, text: str) -> None:
    """Nothing raises, and every name stands where its mention says."""
    reading, _ = read(text)
    for actor in reading.actors:
        assert " ".join(text[actor.start : actor.end].split()) == actor.name
        assert isinstance(actor.kind, ActorKind)
        assert actor.sector is None or isinstance(actor.sector, Sector)
