"""What tells a figure of speech from a deed: words of harm, and nouns of what has no body to be harmed (``classes/bodiless.yaml``)."""

from __future__ import annotations

from dataclasses import dataclass

from worker.lexicons.grammar import words_of
from worker.lexicons.nouns import NounClasses, load_nouns
from worker.lexicons.syntax import Classes


@dataclass(frozen=True, slots=True)
class FigureLexicon:
    """Single words, in all their forms."""

    nouns: NounClasses
    harms: frozenset[str]
    """Words of violence, verbs and nouns."""
    harms_of_bodies: frozenset[str]
    """Those that are done to who lives, and to no gathering or enterprise."""
    harms_of_the_living: frozenset[str]
    """Those that are done to no thing either."""
    harms_of_itself: frozenset[str]
    """Those that befall their subject."""
    harms_by_hands: frozenset[str]
    """Those that somebody must will."""
    harms_by_bodies: frozenset[str]
    """Those that something with a body does."""
    harms_of_force: frozenset[str]
    """Those that blasts and bullets do."""
    harms_of_teams: frozenset[str]
    """Those that places don't suffer, and the teams of that name do."""
    harms_with: frozenset[str]
    """Those that are done with what is thrown."""
    thrown: frozenset[str]
    """What is thrown and fired."""
    harmed: frozenset[str]
    """What is counted in a toll."""
    bodiless: frozenset[str]
    """What has no body and is not known to the table of nouns, or not as that: plans, hopes, prices, songs."""
    embodied: frozenset[str]
    """What the table takes for an abstraction, and stands for people or places."""
    armed: frozenset[str]
    """Who does what is meant: arms, and who bears them."""
    civic: frozenset[str]
    """The last words of the names of parties, offices, firms and teams, which attack in words."""
    bursting: frozenset[str]
    """What bursts with nobody harmed: knees, stars, stadiums at a goal."""
    likened: frozenset[str]
    """Of which there may be one of anything: floods, storms, barrages."""
    wonders: frozenset[str]
    """What one calls something or somebody: a riot, a bomb, a car crash."""
    literal_of: frozenset[str]
    """What these are of where they are meant."""
    gatherings: frozenset[str]
    """What can be attacked and can't be killed: talks, projects, matches."""


def load_figures(classes: Classes) -> FigureLexicon:
    """All of it, from the word classes and the table of nouns.

    Raises:
        RuleSyntaxError: a word class is missing.
    """
    words = {
        name: words_of(name, classes)
        for name in (
            "harm_of_bodies", "harm_of_the_living", "harm_of_itself", "harm_of_things", "harm_by_hands", "harm_by_bodies", "harm_with", "harm_of_teams", "harm_of_force", "thrown_arms", "toll_word", "bodiless",
            "bursting", "likened", "wonder", "literal_of", "gathering", "embodied", "armed", "civic",
        )
    }  # fmt: skip
    harms = (
        words["harm_of_bodies"]
        | words["harm_of_itself"]
        | words["harm_of_things"]
        | words["harm_by_hands"]
        | words["harm_of_force"]
    )
    return FigureLexicon(
        nouns=load_nouns(),
        harms=harms,
        harms_of_bodies=words["harm_of_bodies"],
        harms_of_the_living=words["harm_of_the_living"],
        harms_of_itself=words["harm_of_itself"],
        harms_by_hands=words["harm_by_hands"],
        harms_by_bodies=words["harm_by_bodies"],
        harms_of_force=words["harm_of_force"],
        harms_of_teams=words["harm_of_teams"],
        harms_with=words["harm_with"],
        thrown=words["thrown_arms"],
        harmed=words["toll_word"],
        bodiless=words["bodiless"],
        embodied=words["embodied"] | harms | words["literal_of"] | words["likened"],
        armed=words["armed"],
        civic=words["civic"],
        bursting=words["bursting"],
        likened=words["likened"],
        wonders=words["wonder"] | words["likened"],
        literal_of=words["literal_of"],
        gatherings=words["gathering"],
    )
