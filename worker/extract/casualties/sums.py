"""How many a list of people counts: ``19 children and two adults``, ``about 15 women and children``."""

from __future__ import annotations

from schemas.quantity import Qualifier, Quantity
from worker.extract.casualties.people import Member
from worker.text.document import Document
from worker.text.numerals import LARGEST


def is_one(member: Member) -> bool:
    """Whether it is somebody alone."""
    return member.quantity is not None and member.quantity.best == 1


def _share_number(document: Document, members: list[Member]) -> bool:
    """``about 15 women and | children``: the number counts both, since the last says no number and has no article."""
    first, *rest = members
    counted = first.quantity is not None and not is_one(first)
    bare = all(member.quantity is None and member.first == member.label[0] for member in rest)
    return counted and bare and len(rest) == 1 and document.keys[first.last : rest[0].first] == ("and",)


def sum_of(document: Document, members: list[Member]) -> Quantity | None:
    """Of a list: bounds add up; somebody uncounted makes it a lower bound."""
    known = [member.quantity for member in members if member.quantity is not None]
    if not known or sum(q.max or q.best or q.min or 0 for q in known) > LARGEST:
        return None
    if _share_number(document, members):
        return members[0].quantity
    open_ended = len(known) < len(members)
    text = document.words(members[0].first, members[-1].last)
    qualifiers = {quantity.qualifier for quantity in known} - {Qualifier.EXACT}
    low = sum(quantity.min or 0 for quantity in known)
    if open_ended:
        low = sum(q.min if q.min is not None else q.best or 0 for q in known)
        return Quantity(min=low, best=low, max=None, qualifier=Qualifier.AT_LEAST, text=text)
    if not qualifiers:
        return Quantity(min=low, best=low, max=low, qualifier=Qualifier.EXACT, text=text)
    best = sum(q.best for q in known if q.best is not None) if all(q.best is not None for q in known) else None
    high = sum(q.max for q in known if q.max is not None) if all(q.max is not None for q in known) else None
    qualifier = (
        min(qualifiers) if len(qualifiers) == 1 else (Qualifier.ABOUT if best is not None else Qualifier.AT_LEAST)
    )
    return Quantity(min=low, best=best, max=high, qualifier=qualifier, text=text)
