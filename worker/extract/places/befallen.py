"""The place that is itself what something befell: "Lytton, a village in the hills, | went up in flames", "Kharkiv was shelled"."""

from __future__ import annotations

from worker.extract.findings import Mention, PlaceMention
from worker.text.document import Document

_UNDERGOES = frozenset(
    "was were is are has had came lost went fell suffered remains remained burned burnt shook trembled".split()
)
_SOON = 4  # words from that to the trigger
_APPOSITION = 24  # words between the commas behind the name


def is_befallen(document: Document, place: PlaceMention, trigger: Mention) -> bool:
    """Whether the place opens its sentence as the subject of the trigger."""
    keys, low = document.keys, document.sentences[place.sentence].first
    if place.first != low or place.last > trigger.first or place.metonym:
        return False
    at = place.last
    if keys[at] == ",":
        at = next((n + 1 for n in range(min(trigger.first, at + _APPOSITION) - 1, at, -1) if keys[n] == ","), at)
    return keys[at] in _UNDERGOES and trigger.first - at <= _SOON
