"""What a check says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that should be mended, and how."""

    problem: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What a check saw: a sentence for when all is well, and what is not."""

    well: str
    findings: tuple[Finding, ...] = ()


class Status(StrEnum):
    """How a check ended."""

    OK = "ok"
    FINDING = "finding"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Report:
    """A check that has ended.

    Attributes:
        check: Its name.
        status: How it ended.
        said: What is well, or why it was skipped; empty where there are findings.
        findings: What is not well.
    """

    check: str
    status: Status
    said: str = ""
    findings: tuple[Finding, ...] = ()
