"""A place is filled from the gazetteer, and never drawn sharper than it is known."""

from __future__ import annotations

import pytest

from schemas.place import Location, OtherPlace, PlacePrecision, PlaceQualifier
from tests.factories import event
from worker.enrich.places import locate
from worker.lexicons.knowledge import Knowledge

KIRKUK = 94787


def located(knowledge: Knowledge, **place: object) -> Location:
    found = locate(event(location=Location(**{"name": "Kirkuk"} | place)), knowledge).location  # type: ignore[arg-type]
    assert found is not None
    return found


def test_a_known_town_gets_its_levels_and_point(knowledge: Knowledge) -> None:
    """Country, division, coordinates and radius come from the gazetteer."""
    place = located(knowledge, geonames_id=KIRKUK, resolved="Kirkuk", precision=PlacePrecision.PLACE)
    assert (place.country, place.admin1) == ("IRQ", "IQ-KI")
    assert (place.lat, place.lon) == pytest.approx((35.47, 44.39), abs=0.05)
    assert place.precision is PlacePrecision.PLACE


def test_near_a_town_is_less_sharp_than_in_it(knowledge: Knowledge) -> None:
    """A qualifier widens the radius."""
    inside = located(knowledge, geonames_id=KIRKUK, resolved="Kirkuk", precision=PlacePrecision.PLACE)
    near = located(
        knowledge, geonames_id=KIRKUK, resolved="Kirkuk", precision=PlacePrecision.PLACE, qualifier=PlaceQualifier.NEAR
    )
    assert inside.uncertainty_km is not None
    assert near.uncertainty_km is not None
    assert near.uncertainty_km > inside.uncertainty_km


def test_an_unknown_village_comes_out_with_its_parents_point(knowledge: Knowledge) -> None:
    """Its own name stays, nothing is resolved, and the precision is the parent's."""
    place = located(knowledge, name="village of Tel Zabdah", country="IRQ", admin1="IQ.13")
    assert (place.name, place.resolved, place.geonames_id) == ("village of Tel Zabdah", None, None)
    assert (place.country, place.admin1, place.precision) == ("IRQ", "IQ-KI", PlacePrecision.ADMIN1)
    assert place.lat is not None
    assert place.uncertainty_km is not None
    assert place.uncertainty_km > 10


def test_an_unknown_place_of_a_known_country(knowledge: Knowledge) -> None:
    """Only the country is known: its centre, its precision."""
    place = located(knowledge, name="Tel Zabdah", country="IRQ")
    assert (place.precision, place.country, place.admin1) == (PlacePrecision.COUNTRY, "IRQ", None)


def test_a_site_stays_where_the_text_put_it(knowledge: Knowledge) -> None:
    """What is known of it is the town that it lies in, and the gazetteer adds nothing."""
    site = Location(name="Rashid Hotel", within="Kirkuk", country="IRQ", lat=35.47, lon=44.39, precision="place")  # type: ignore[arg-type]
    assert locate(event(location=site), knowledge).location == site


def test_a_place_without_any_context_stays_as_written(knowledge: Knowledge) -> None:
    """No point is invented."""
    place = located(knowledge, name="Tel Zabdah")
    assert (place.lat, place.country, place.precision) == (None, None, PlacePrecision.UNKNOWN)


def test_a_sea_has_a_point_but_no_country_of_its_own_level(knowledge: Knowledge) -> None:
    """Regions have no GeoNames id; they are found by name."""
    place = located(knowledge, name="Black Sea", resolved="Black Sea", precision=PlacePrecision.REGION)
    assert place.lat is not None
    assert place.precision is PlacePrecision.REGION


def test_other_places_get_their_country(knowledge: Knowledge) -> None:
    """Origins and destinations are resolved, too."""
    other = locate(event(other_places=(OtherPlace(name="Kirkuk", geonames_id=KIRKUK),)), knowledge).other_places[0]
    assert (other.resolved, other.country) == ("Kirkuk", "IRQ")
