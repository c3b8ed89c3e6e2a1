"""The 41 kinds of incident and their codes in other schemes: ``taxonomy.v1.json``, append-only."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from schemas.incident import Codes
from schemas.record import Record


class Leaf(Codes):
    """One kind of incident with its crosswalk."""

    leaf: str
    meaning: str

    @property
    def branch(self) -> str:
        """``conflict`` of ``conflict.drone_strike``."""
        return self.leaf.partition(".")[0]

    @property
    def codes(self) -> Codes:
        """The crosswalk alone, as it stands in an event."""
        return Codes(**{name: getattr(self, name) for name in Codes.model_fields})


class Taxonomy(Record):
    version: int
    source: str
    leaves: tuple[Leaf, ...]

    def __getitem__(self, leaf: str) -> Leaf:
        """The leaf of that name.

        Raises:
            KeyError: there is no such leaf.
        """
        for entry in self.leaves:
            if entry.leaf == leaf:
                return entry
        raise KeyError(f"{leaf!r} is no leaf of the taxonomy; see schemas/taxonomy.v1.json")

    def __contains__(self, leaf: str) -> bool:
        return any(entry.leaf == leaf for entry in self.leaves)


@cache
def load_taxonomy() -> Taxonomy:
    """The taxonomy that this version writes."""
    return Taxonomy.model_validate_json((files("schemas") / "taxonomy.v1.json").read_bytes())
