"""The form of all rules: an id, patterns, and the sentences that prove it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Rule(BaseModel):
    """A rule as it stands in a YAML file; each kind of rule adds what it yields.

    ``examples`` are sentences in which it is found, ``counter`` sentences in which it is not; a test runs them all.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z][a-z0-9_.]*$")
    match: str | tuple[str, ...]
    examples: tuple[str, ...] = Field(min_length=1)
    counter: tuple[str, ...] = ()
    note: str | None = None

    @property
    def patterns(self) -> tuple[str, ...]:
        """The patterns, also where there is but one."""
        return (self.match,) if isinstance(self.match, str) else self.match
