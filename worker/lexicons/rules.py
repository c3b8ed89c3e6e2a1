"""The form of all rules: an id, patterns, and the sentences that prove it."""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from worker.lexicons.matcher import Matcher
from worker.lexicons.source import load_yaml
from worker.lexicons.syntax import Classes


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


R = TypeVar("R", bound=Rule)


def load_matcher(path: str, shape: TypeAdapter[tuple[R, ...]], classes: Classes) -> Matcher[R]:
    """The rules of a file below ``worker/data``, compiled.

    Raises:
        KnowledgeError: the file is broken.
        RuleSyntaxError: a pattern is.
    """
    rules = load_yaml(path, shape)
    return Matcher(rules, classes)
