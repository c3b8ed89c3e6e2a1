"""Numbers in words and digits, with their qualifier: ``at least 1,200``, ``dozens of``, ``between 10 and 15``, ``no``."""

from __future__ import annotations

from typing import NamedTuple

from schemas.quantity import Quantity


class Number(NamedTuple):
    """A number in tokens ``[first, last)`` of a document, its qualifier included."""

    first: int
    last: int
    quantity: Quantity
