"""A place while the gazetteer is being compiled: everything that its record and its names are made of."""

from __future__ import annotations

from dataclasses import dataclass, field

from worker.lexicons.gazetteer.entry import NameRank, PlaceKind


@dataclass(slots=True)
class Draft:
    """A place to be; the sources fill it in turn.  Degrees WGS 84, kilometres."""

    name: str
    kind: PlaceKind
    countries: tuple[str, ...] = ()  # ISO 3166-1 alpha-3
    geonames_id: int = 0
    code: str = ""  # of a division or country: RU.09, RU
    iso: str = ""
    admin1: str = ""  # the division's code that it lies in
    admin2: str = ""
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    radius_km: float = 0.0
    capital: bool = False
    own: bool = False
    names: dict[str, NameRank] = field(default_factory=dict)
    keys: tuple[str, ...] = ()  # "#" look-ups besides id and code

    @property
    def point(self) -> tuple[float, float]:
        """Latitude and longitude.

        Raises:
            ValueError: No source gave it a point.
        """
        if self.lat is None or self.lon is None:
            raise ValueError(f"{self.name} has no point")
        return self.lat, self.lon

    def call(self, name: str, rank: NameRank) -> None:
        """Give it a name; the surer rank stays."""
        known = self.names.get(name)
        if known is None or rank < known:
            self.names[name] = rank
