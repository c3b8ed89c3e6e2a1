"""Finds the dateline: ``KYIV, Ukraine (AP) —``, ``PESHAWAR: Two officers …``."""

from __future__ import annotations

from worker.extract.places.chains import WIDE
from worker.extract.reading import Reading

_LONGEST_DATELINE = 18  # tokens


def find_dateline(reading: Reading) -> int:
    """The token after the dash of a dateline; 0 where there is none."""
    document = reading.document
    if not document.sentences or not any(place.first <= 1 for place in reading.places):
        return 0
    for at, token in enumerate(
        document.tokens[:_LONGEST_DATELINE]
    ):  # an agency's name in brackets may cut its sentence in two
        if token.text in ("-", "--", "—", "–"):
            return at + 1
        if token.text == ":":
            return at + 1 if _opens_a_report(at, reading) else 0
    return 0


def _opens_a_report(colon: int, reading: Reading) -> bool:
    """``PESHAWAR: Two officers were killed in Lower Dir``: a town in capitals, and another place behind it; not "Ukraine: …"."""
    places = reading.places
    written = any(place.last == colon for place in places) and reading.document.tokens[0].text.isupper()
    return written and any(
        place.first > colon and place.sentence == 0 and place.kind == "place" and place.precision not in WIDE
        for place in places
    )
