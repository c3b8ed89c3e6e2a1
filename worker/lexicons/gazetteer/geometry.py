"""Points on the sphere: distances, and the centre of a set of towns."""

from __future__ import annotations

from collections.abc import Iterable
from math import asin, atan2, cos, degrees, radians, sin, sqrt

EARTH_DIAMETER_KM = 12_742.0
KM_PER_DEGREE = 111.2
_CELL_DEGREES = 0.25  # towns of one cell count once, so that a suburb-rich corner does not draw the centre


def distance_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """The great-circle distance in kilometres between two points given in degrees (haversine)."""
    phi, other_phi = radians(latitude), radians(other_latitude)
    half_phi = sin((other_phi - phi) / 2)
    half_lambda = sin(radians(other_longitude - longitude) / 2)
    return EARTH_DIAMETER_KM * asin(sqrt(min(1.0, half_phi**2 + cos(phi) * cos(other_phi) * half_lambda**2)))


def centre_of(points: Iterable[tuple[float, float]]) -> tuple[float, float, float]:
    """The centre of the area that towns lie in, and the radius in kilometres that holds nearly all of them.

    Args:
        points: Latitude and longitude in degrees; at least one.
    """
    towns = sorted(set(points))
    cells = {(round(lat / _CELL_DEGREES), round(lon / _CELL_DEGREES)): (lat, lon) for lat, lon in towns}
    x = y = z = 0.0
    for lat, lon in cells.values():
        phi, lam = radians(lat), radians(lon)
        x, y, z = x + cos(phi) * cos(lam), y + cos(phi) * sin(lam), z + sin(phi)
    centre = degrees(atan2(z, sqrt(x * x + y * y))), degrees(atan2(y, x))
    distances = sorted(distance_km(*centre, *town) for town in towns)
    return *centre, max(1.0, distances[int(0.95 * (len(distances) - 1))])
