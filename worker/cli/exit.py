"""How every command ends: one list of exit codes, and which error means which."""

from __future__ import annotations

from enum import IntEnum

from worker.errors import Misconfigured, NoBroker, NoDatabase, TocsinError


class ExitCode(IntEnum):
    """The same in every command."""

    ALL = 0  # all that was asked for is done
    SOME_FAILED = 1  # some inputs failed; the others are done
    USAGE = 2  # the command or a setting is wrong; nothing was done
    BROKER = 3  # no broker, no topic, no rights
    DATABASE = 4  # no database, or not at head
    INTERRUPTED = 130  # Ctrl-C


def exit_code_of(error: TocsinError) -> ExitCode:
    """The code that a command ends with when this error reaches its end."""
    match error:
        case NoBroker():
            return ExitCode.BROKER
        case NoDatabase():
            return ExitCode.DATABASE
        case Misconfigured():
            return ExitCode.USAGE
        case _:
            return ExitCode.SOME_FAILED
