"""The names of the world's places, compiled once into memory-mapped files that all processes share.

It knows names, points and parents.  It knows no article: which of many Springfields a text means is decided by whoever
reads the text.
"""

from __future__ import annotations

from worker.lexicons.gazetteer.entry import Entry, NameRank, PlaceKind
from worker.lexicons.gazetteer.geometry import distance_km
from worker.lexicons.gazetteer.index import Candidate, Gazetteer

__all__ = ["Candidate", "Entry", "Gazetteer", "NameRank", "PlaceKind", "distance_km"]
