"""Prepositions that say of a place that something was there."""

AT = frozenset(
    "in at near outside inside around across on off within over above below along throughout under amid through into".split()
)
"""Prepositions of where something was."""
