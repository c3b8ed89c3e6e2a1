"""The base of all records: frozen, written closed, read tolerant of what a newer writer added."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

Moment = Annotated[AwareDatetime | date, Field(union_mode="left_to_right")]
"""A date (ISO 8601) or an instant with its offset (RFC 3339).  Unknown is null, never a guess."""


class Record(BaseModel):
    """Frozen value.  Writers may not set what the contract lacks (``extra="forbid"``)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def read_json(cls, raw: bytes | str) -> Self:
        """Decode a record, ignoring fields that a newer writer added.

        Raises:
            pydantic.ValidationError: the bytes are not JSON or not this record.
        """
        return cls.model_validate_json(raw, extra="ignore")

    def write_json(self) -> bytes:
        """Encode as UTF-8 JSON, nulls included: a reader need not know the defaults."""
        return self.model_dump_json().encode()


Share = Annotated[float, Field(ge=0, le=1)]
