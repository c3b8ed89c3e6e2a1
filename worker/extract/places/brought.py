"""Hospitals, morgues and shelters: where people were brought is not where it was."""

from __future__ import annotations

from itertools import pairwise

from worker.extract.findings import PlaceMention
from worker.text.document import Document

_HOSPITALS = frozenset("hospital hospitals clinic clinics morgue mortuary".split())
_BROUGHT = frozenset(
    "taken flown rushed ferried carried driven airlifted brought evacuated transferred transported shifted moved referred sent treated admitted hospitalised confined"
    " hospitalized treatment".split()
)
_SHELTERS = frozenset("hall gymnasium shelter shelters barracks".split())
_LAY = frozenset(
    "died dies dying succumbed pronounced condition stable recovers recovering recovered listed surgery injuries wounds care".split()
)
_STAFF = frozenset("doctor doctors surgeon surgeons specialist specialists nurse nurses medics director".split())
_CENTRES = frozenset("center centre".split())
_SAYS = frozenset("said says claimed denied announced warned reported".split())
_TOWNS = (("in",), ("and",))
_MOVED = frozenset("flown rushed ferried airlifted evacuated transferred extradited deported".split())
_IS = frozenset("was were is are been being be later then and".split())
_FAR = 3  # words of "flown back to", "taken by helicopter to"
_NEAR = 6  # words between those words and a place


def is_where_brought(document: Document, place: PlaceMention) -> bool:
    """``flown to hospital | in Surkhet``, ``died at Temple University Hospital``: where they were brought, not where it was."""
    low = document.sentences[place.sentence].first
    near = document.keys[max(low, place.first - _NEAR) : place.first]
    if near[-1:] == ("to",) and any(key in _MOVED and before in _IS for before, key in pairwise(near[-_FAR - 2 : -1])):
        return True  # "A suspect was flown to | Toluca"
    name = document.keys[place.first : place.last]
    behind = document.keys[place.last : place.last + 1]
    named = "medical" in name and not _CENTRES.isdisjoint(name)
    if named or not _HOSPITALS.isdisjoint(name) or not _HOSPITALS.isdisjoint(behind):  # "died in a | Dallas | hospital"
        # "A doctor at Baquba General Hospital | said"
        told = not _STAFF.isdisjoint(near) and not _SAYS.isdisjoint(behind)
        return told or not (_BROUGHT | _LAY).isdisjoint(near)
    if near[-1:] in _TOWNS and ("treated", "in") in pairwise(near):
        return True  # "are being treated in | Liling", "in Liling and | Zhuzhou"
    far = document.keys[max(low, place.first - 2 * _NEAR) : place.first]
    if not _HOSPITALS.isdisjoint(near) and not _STAFF.isdisjoint(far) and not _SAYS.isdisjoint(behind):
        return True  # "specialists at a hospital in X | said"
    # "Moved to a sports hall in | Portimão"
    sheltered = not _SHELTERS.isdisjoint(near) and not _BROUGHT.isdisjoint(far)
    return sheltered or (not _HOSPITALS.isdisjoint(near) and "," not in near and not (_BROUGHT | _LAY).isdisjoint(far))
