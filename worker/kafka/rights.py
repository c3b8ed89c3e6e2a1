"""The rights that a role cannot do without.  Plain values, no client."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Right(StrEnum):
    """Kafka's names of operations; who may read or write may also describe."""

    READ = "READ"
    WRITE = "WRITE"


@dataclass(frozen=True, slots=True)
class Need:
    """A right to one topic or group."""

    right: Right
    kind: Literal["topic", "group"]
    name: str

    def __str__(self) -> str:
        """``read topic articles.raw``."""
        return f"{self.right.lower()} {self.kind} {self.name}"

    def granted_by(self, principal: str) -> str:
        """The command that grants it, but for where the brokers are."""
        operation = self.right.capitalize()
        return (
            f"kafka-acls.sh --add --allow-principal User:{principal} --operation {operation} --{self.kind} {self.name}"
        )
