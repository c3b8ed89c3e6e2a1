"""What tells a figure of speech from a deed: words of harm, and nouns of what has no body to be harmed (``classes/bodiless.yaml``)."""

from __future__ import annotations

from dataclasses import dataclass

from worker.lexicons.grammar import words_of
from worker.lexicons.syntax import Classes


@dataclass(frozen=True, slots=True)
class FigureLexicon:
    """Single words, in all their forms."""

    harms: frozenset[str]
    """Words of violence, verbs and nouns."""
    harms_of_bodies: frozenset[str]
    """Those that are done to who lives, and to no gathering or enterprise."""
    harms_of_itself: frozenset[str]
    """Those that befall their subject."""
    bodiless: frozenset[str]
    """What has no body: plans, hopes, prices, songs."""
    bursting: frozenset[str]
    """What bursts with nobody harmed: knees, stars, stadiums at a goal."""
    likened: frozenset[str]
    """Of which there may be one of anything: floods, storms, barrages."""
    literal_of: frozenset[str]
    """What these are of where they are meant."""
    gatherings: frozenset[str]
    """What can be attacked and can't be killed: talks, projects, matches."""


def load_figures(classes: Classes) -> FigureLexicon:
    """All of it, from the word classes."""
    bodies, itself = words_of("harm_of_bodies", classes), words_of("harm_of_itself", classes)
    return FigureLexicon(
        harms=bodies | itself | words_of("harm_of_things", classes),
        harms_of_bodies=bodies,
        harms_of_itself=itself,
        bodiless=words_of("bodiless", classes),
        bursting=words_of("bursting", classes),
        likened=words_of("likened", classes),
        literal_of=words_of("literal_of", classes),
        gatherings=words_of("gathering", classes),
    )
