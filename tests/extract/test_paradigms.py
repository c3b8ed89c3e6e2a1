"""Who did it to whom, through the constructions of news: each of them with each kind of doer and of sufferer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from schemas.actor import ActorRole
from worker.extract.actors.arguments import arguments_of
from worker.extract.actors.phrases import Phrases
from worker.extract.actors.roles import find_roles
from worker.extract.reading import Reading
from worker.lexicons.knowledge import Knowledge

Read = Callable[[str], tuple[Reading, Phrases]]

# How a deed is told; {doer} and {sufferer} are noun phrases.
CONSTRUCTIONS = (
    "{doer} killed {sufferer} on Sunday.",
    "{sufferer} {were} killed by {doer} on Sunday.",
    "{sufferer} {were} kidnapped on Sunday by {doer}.",
    "{sufferer} {were} shot and wounded by {doer} last week.",
    "{sufferer} {were} murdered by {doer} early Tuesday.",
    "On Sunday {doer} kidnapped {sufferer} in Puno.",
    "Last week {doer} murdered {sufferer} in Puno.",
    "{doer} on Sunday shot dead {sufferer}.",
    "{doer}, armed with rifles, abducted {sufferer} on Sunday.",
    "Police said {doer} assassinated {sufferer} in Puno on Sunday.",
    "Officials said that {sufferer} {were} gunned down by {doer} in Puno.",
    "{sufferer} {were} stabbed to death late on Sunday, in the east of the city, by {doer}.",
    "{sufferer} {were} killed on Sunday by what police believe were {doer}.",
    "{sufferer} {were} killed on Sunday when {doer} opened fire on a bus.",
    "{sufferer} {were} killed in an attack by {doer} on Sunday.",
    "It was {doer} who killed {sufferer} in Puno on Sunday, police said.",
    "{doer} stormed a house on Sunday, killing {sufferer}.",
    "{doer} entered a house on Sunday and shot dead {sufferer}.",
    "The mayor accused {doer} of killing {sufferer} on Sunday.",
    "The killing of {sufferer} by {doer} in Puno on Sunday shocked the region.",
    "In Puno, {doer} killed {sufferer} on Sunday.",
    "In Puno, {doer} from the hills killed {sufferer} on Sunday.",
)
# (the noun phrase, the name of the actor)
DOERS = (
    ("rebels", "rebels"), ("a gunman", "gunman"), ("two masked men", "masked men"), ("Hamas militants", "Hamas militants"),
    ("soldiers", "soldiers"), ("a group of armed men", "armed men"), ("unidentified assailants", "unidentified assailants"),
    ("the guerrillas", "guerrillas"), ("drug traffickers", "drug traffickers"), ("suspected cattle rustlers", "cattle rustlers"),
    ("a 24-year-old man", "man"), ("an off-duty police officer", "off-duty police officer"), ("army deserters", "army deserters"),
    ("the Shining Path", "Shining Path"), ("Mexican soldiers", "Mexican soldiers"), ("Omar Diaz", "Omar Diaz"), ("a mob", "mob"),
)  # fmt: skip
SUFFERERS = (
    ("a nurse", "nurse"), ("three farmers", "farmers"), ("Judge Luis Prado", "Luis Prado"), ("Luis Prado", "Luis Prado"),
    ("two off-duty policemen", "off-duty policemen"), ("a union leader", "union leader"), ("journalist Ana Ruiz", "Ana Ruiz"),
    ("eight people", "people"), ("a former army officer", "former army officer"), ("a 19-year-old student", "student"),
    ("at least six villagers", "villagers"), ("a German tourist", "German tourist"), ("a pregnant woman", "pregnant woman"),
    ("the wife of a judge", "wife"), ("the mayor", "mayor"),
)  # fmt: skip
MANY = frozenset(("three farmers", "two off-duty policemen", "eight people", "at least six villagers"))
HARMED = frozenset((ActorRole.VICTIM, ActorRole.TARGET))


@pytest.mark.parametrize("construction", CONSTRUCTIONS)
def test_a_construction_names_who_did_it_and_who_suffered_it(
    construction: str, read: Read, knowledge: Knowledge
) -> None:
    """Each kind of doer with a nurse, and rebels with each kind of sufferer: both are found, in their roles."""
    pairs = [(doer, SUFFERERS[0]) for doer in DOERS] + [(DOERS[0], sufferer) for sufferer in SUFFERERS]
    wrong = []
    for (doer, doer_name), (sufferer, sufferer_name) in pairs:
        were = "were" if sufferer in MANY else "was"
        text = construction.format(doer=doer, sufferer=sufferer, were=were)
        text = text[0].upper() + text[1:]
        reading, phrases = read(text)
        roles = find_roles(reading, arguments_of(reading, phrases), knowledge.roles)
        did = {r.actor.name.lower() for r in roles if r.role is ActorRole.PERPETRATOR}
        suffered = {r.actor.name.lower() for r in roles if r.role in HARMED}
        if doer_name.lower() not in did or sufferer_name.lower() not in suffered:
            wrong.append(f"{text}  {sorted(did)} {sorted(suffered)}")
    assert not wrong, "\n".join(wrong)
