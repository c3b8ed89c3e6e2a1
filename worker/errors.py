"""What can go wrong, told by what to do about it.

    TocsinError
    ├── Rejected       this message is at fault: dead-letter it now, with its reason
    ├── Transient      it will pass: try again, in place
    └── Misconfigured  the operator must act: stop at start, and say the remedy
        ├── NoBroker   the brokers, a topic or the rights to it are missing
        └── NoDatabase the database is missing, refuses us, or is not at the newest migration

Everything else is a defect and ends the process that meets it; the supervisor starts it again.
"""

from __future__ import annotations

from schemas.reasons import DeadLetterReason


class TocsinError(Exception):
    """The root of all errors that Tocsin raises on purpose."""


class Rejected(TocsinError):
    """The message is at fault; it goes to the dead letters with this reason."""

    def __init__(self, reason: DeadLetterReason, message: str) -> None:
        super().__init__(reason, message)  # both, so that it survives pickling
        self.reason = reason
        self.message = message

    def __str__(self) -> str:
        return f"{self.reason}: {self.message}"


class Transient(TocsinError):
    """A broker, a database or a network that is away for now."""


class Misconfigured(TocsinError):
    """Nothing will pass until somebody changes something; ``remedy`` says what."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem, remedy)
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.problem}\n  {self.remedy}"


class NoBroker(Misconfigured):
    """The brokers do not answer, or lack the topic or the rights that are needed.  Commands end with code 3."""


class NoDatabase(Misconfigured):
    """The database does not answer, refuses us, or is not at the newest migration.  Commands end with code 4."""
