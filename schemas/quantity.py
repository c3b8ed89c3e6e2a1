"""A number as news gives it: with its doubt."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from schemas.record import Record


class Qualifier(StrEnum):
    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"
    RANGE = "range"
    SEVERAL = "several"  # 3 or more
    DOZENS = "dozens"  # 24 or more
    MANY = "many"  # 2 or more, the text gives no better bound
    EXPLICIT_NONE = "explicit_none"  # the text says that there were none: 0


class Quantity(Record):
    """``best`` is what the text says, ``min`` and ``max`` what it allows; null where it allows anything.

    "at least 12" is (12, 12, null); "dozens" is (24, null, null); "no" is (0, 0, 0).
    """

    min: int | None = Field(default=None, ge=0, le=10**12)
    best: int | None = Field(default=None, ge=0, le=10**12)
    max: int | None = Field(default=None, ge=0, le=10**12)
    qualifier: Qualifier
    text: str = Field(description="The words, as written")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        low, best, high = self.min, self.best, self.max
        middle = low if best is None else best  # of those that are known
        if (low is not None and best is not None and low > best) or (
            middle is not None and high is not None and middle > high
        ):
            raise ValueError("min <= best <= max does not hold")
        return self


class Part(Record):
    """A part of a whole: three of the nine injured are in intensive care.  Never added to the whole."""

    count: Quantity
    state: str = Field(description="The condition or group of this part, as written")


class Casualty(Quantity):
    """A number of people, with its parts."""

    breakdown: tuple[Part, ...] = ()
    by_group: tuple[Part, ...] = Field(default=(), description="Parts by who they are: children, soldiers, attackers")
