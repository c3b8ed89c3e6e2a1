"""The rights to topics and groups: what is needed, and what the brokers grant.  Plain values, no client."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

NO_SUCH_TOPIC, NO_TOPIC_RIGHTS, NO_GROUP_RIGHTS = 3, 29, 30
NOT_SAID = -(2**31)
"""The bits of a broker that does not tell."""


class Right(IntEnum):
    """Kafka's numbers of operations."""

    READ = 3
    WRITE = 4
    DESCRIBE = 8

    @property
    def operation(self) -> str:
        """As ``kafka-acls.sh --operation`` takes it."""
        return self.name.capitalize()


@dataclass(frozen=True, slots=True)
class Need:
    """A right that a role cannot do without."""

    right: Right
    kind: Literal["topic", "group"]
    name: str

    def __str__(self) -> str:
        """``read topic articles.raw``."""
        return f"{self.right.name.lower()} {self.kind} {self.name}"

    def granted_by(self, principal: str) -> str:
        """The arguments of ``kafka-acls.sh`` that grant it."""
        return f"--add --allow-principal User:{principal} --operation {self.right.operation} --{self.kind} {self.name}"


@dataclass(frozen=True, slots=True)
class Allowed:
    """What this client may do with one topic or group."""

    exists: bool
    bits: int

    def has(self, right: Right) -> bool:
        """Whether it has a right; brokers that do not say are believed to grant all."""
        return self.bits == NOT_SAID or bool(self.bits >> right & 1)


def allowed_by(error_code: int, bits: int) -> Allowed:
    """From the fields of an answer."""
    match error_code:
        case 0:
            return Allowed(exists=True, bits=bits)
        case _ if error_code in (NO_TOPIC_RIGHTS, NO_GROUP_RIGHTS):
            return Allowed(exists=True, bits=0)  # it may not even exist: who may not see it is not told
        case _ if error_code == NO_SUCH_TOPIC:
            return Allowed(exists=False, bits=NOT_SAID)
        case _:  # a leader is being elected, a coordinator is being loaded: that passes
            return Allowed(exists=True, bits=NOT_SAID)
