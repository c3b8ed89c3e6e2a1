"""Frozen values at the price of plain ones.

A frozen dataclass sets its fields one by one through ``object.__setattr__``: to make one costs some four times as much, and an article
makes 350.  mypy, which passes over every change, already proves that nobody sets a field again.  So where values are made by the
article, ``dataclass`` comes from here: the standard one to mypy, and without the guard when it runs.  A field of theirs is read at
a third of what one of a named tuple costs, too.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

C = TypeVar("C")

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - so that it is exported
else:

    def dataclass(*, frozen: bool = False, slots: bool = False, kw_only: bool = False) -> Callable[[type[C]], type[C]]:
        """As ``dataclasses.dataclass``; a frozen one is compared and hashed by its fields, but not guarded."""
        return dataclasses.dataclass(slots=slots, kw_only=kw_only, unsafe_hash=frozen)
