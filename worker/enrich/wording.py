"""Quantities, times and places in a few plain words, for titles and summaries."""

from __future__ import annotations

from datetime import date, datetime

from schemas.place import Location, PlacePrecision, PlaceQualifier
from schemas.quantity import Qualifier, Quantity
from schemas.record import Moment
from schemas.time import Time, TimePrecision


def number_words(quantity: Quantity) -> str:
    """``12``, ``at least 12``, ``10 to 15``, ``several``, ``no``."""
    best = quantity.best if quantity.best is not None else quantity.min if quantity.min is not None else quantity.max
    match quantity.qualifier:
        case Qualifier.EXPLICIT_NONE:
            return "no"
        case Qualifier.SEVERAL:
            return "several"
        case Qualifier.DOZENS:
            return "dozens of" if quantity.text.lower().startswith("dozen") else "scores of"
        case Qualifier.MANY:
            return "many"
        case Qualifier.AT_LEAST:
            return f"at least {best:,}"
        case Qualifier.AT_MOST:
            return f"up to {best:,}"
        case Qualifier.ABOUT:
            return f"about {best:,}"
        case Qualifier.RANGE:
            return f"{quantity.min:,} to {quantity.max:,}"
        case Qualifier.EXACT:
            return f"{best:,}"


def time_words(time: Time) -> str:
    """``on 24 May 2023``, ``in the night to 24 May 2023``, ``22 to 23 May 2023``; "" where it is unknown."""
    if time.best is None:
        return ""
    best = _day(time.best)
    words = _day_words(best)
    match time.precision:
        case TimePrecision.NIGHT:
            return f"in the night to {words}"
        case TimePrecision.DAYS if time.end_best is not None and _day(time.end_best) != best:
            return f"{words} to {_day_words(_day(time.end_best))}"
        case TimePrecision.DAYS | TimePrecision.WEEK:
            return f"around {words}"
        case TimePrecision.MONTH:
            return f"in {best:%B %Y}"
        case TimePrecision.YEAR | TimePrecision.UNKNOWN:
            return f"in {best:%Y}"
        case _:
            return f"on {words}"


def place_words(place: Location) -> str:
    """``in Odesa``, ``near Odesa``, ``off Odesa``; of a report from a capital of whose country it tells: ``in Ukraine``."""
    name = place.resolved if place.precision is PlacePrecision.COUNTRY and place.resolved else place.name
    match place.qualifier:
        case PlaceQualifier.NEAR:
            return f"near {name}"
        case PlaceQualifier.OFF:
            return f"off {name}"
        case _:
            return f"in {name}"


def listed(names: list[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _day(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _day_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
