"""Whose fault an error of the database is, and what heals it.

What was measured on both drivers, and stands behind ``fault_of``:
    asyncpg: a bad value comes as plain DBAPIError, only its SQLSTATE tells.  Connecting raises bare OSErrors, a frozen server
        TimeoutError, and that only because of ``command_timeout``.
    aiosqlite: a missing table is an OperationalError like a lock; only SQLite's own error code tells.
"""

from __future__ import annotations

from enum import StrEnum

import asyncpg  # type: ignore[import-untyped]
import sqlalchemy as sa

from worker.sinks.refusals import remedy_of_refusal


class Fault(StrEnum):
    """What an error of the database asks for."""

    WAIT = "wait"  # it is away, locked, full or overloaded: try again for ever
    DATA = "data"  # a value is refused: find the row
    OPERATOR = "operator"  # rights, password, read-only, no such database: nothing passes until somebody acts
    TABLES = "tables"  # no such table or column: not upgraded
    DEFECT = "defect"  # our statement is wrong


_SQLITE = {
    "READONLY": Fault.OPERATOR,
    "PERM": Fault.OPERATOR,
    "AUTH": Fault.OPERATOR,
    "CORRUPT": Fault.OPERATOR,
    "NOTADB": Fault.OPERATOR,
    "CONSTRAINT": Fault.DATA,
    "TOOBIG": Fault.DATA,
    "MISMATCH": Fault.DATA,
    "RANGE": Fault.DEFECT,
    "MISUSE": Fault.DEFECT,
}

_POSTGRES = {  # by SQLSTATE, or by its class
    "22": Fault.DATA,
    "23": Fault.DATA,
    "54": Fault.DATA,  # program limits: an index entry or a value too large
    "25006": Fault.OPERATOR,  # read-only
    "42501": Fault.OPERATOR,  # no rights
    "42P01": Fault.TABLES,
    "42703": Fault.TABLES,
    "3F000": Fault.TABLES,
    "42": Fault.DEFECT,
    "0A": Fault.DEFECT,
    "21": Fault.DEFECT,
}

Waits = (sa.exc.SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError, OSError, OverflowError, UnicodeError)
"""All that a database raises, by any path.  TimeoutError is an OSError."""


def fault_of(error: BaseException) -> Fault:
    """What an error of either database asks for.  What nobody knows is waited for: it loses nothing."""
    if isinstance(error, OverflowError | UnicodeError):
        return Fault.DATA
    if remedy_of_refusal(error):
        return Fault.OPERATOR
    cause = getattr(error, "orig", None) or error
    if name := getattr(cause, "sqlite_errorname", None):
        return _sqlite_fault(str(name), str(cause))
    state = str(getattr(cause, "sqlstate", None) or "")
    if state:
        return _POSTGRES.get(state) or _POSTGRES.get(state[:2], Fault.WAIT)
    if isinstance(error, sa.exc.DBAPIError | sa.exc.TimeoutError | OSError | asyncpg.InterfaceError):
        return Fault.DATA if isinstance(cause, OverflowError | UnicodeError) else Fault.WAIT
    return Fault.DEFECT


def _sqlite_fault(name: str, message: str) -> Fault:
    primary = name.removeprefix("SQLITE_").partition("_")[0]  # SQLITE_CONSTRAINT_FOREIGNKEY
    if primary == "ERROR":
        return Fault.TABLES if "no such table" in message or "no such column" in message else Fault.DEFECT
    return _SQLITE.get(primary, Fault.WAIT)


def remedy_of(error: BaseException) -> str:
    """What the operator can do about an error that no waiting heals."""
    if remedy := remedy_of_refusal(error):
        return remedy
    cause = getattr(error, "orig", None) or error
    if getattr(cause, "sqlite_errorname", "") in ("SQLITE_CORRUPT", "SQLITE_NOTADB"):
        return "Name another file in TOCSIN_DATABASE__URL; the table can be rebuilt from the topics."
    return "Give the worker's user the right to write there, or set TOCSIN_DATABASE__URL to where it may."


def lacks_rights(error: BaseException) -> bool:
    """Whether PostgreSQL refuses because rights to tables or to their schema are missing."""
    return getattr(getattr(error, "orig", None) or error, "sqlstate", "") == "42501" and not remedy_of_refusal(error)


def is_full(error: BaseException) -> bool:
    """Whether the database's disk is full: that passes only if somebody makes room."""
    cause = getattr(error, "orig", None) or error
    return getattr(cause, "sqlite_errorname", "") == "SQLITE_FULL" or getattr(cause, "sqlstate", "") == "53100"


def is_busy(error: BaseException) -> bool:
    """Whether PostgreSQL gave up waiting for a lock, or for a statement."""
    return getattr(getattr(error, "orig", None) or error, "sqlstate", "") in ("55P03", "57014")
