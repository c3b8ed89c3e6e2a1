"""URLs that operators write, and whose fault an error is."""

from __future__ import annotations

import asyncpg
import pytest
import sqlalchemy as sa

from worker.errors import Misconfigured
from worker.settings import DatabaseSettings
from worker.sinks.database import parse_url, place_of
from worker.sinks.faults import Fault, fault_of
from worker.sinks.refusals import remedy_of_refusal


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("sqlite:///tocsin.db", "sqlite+aiosqlite:///tocsin.db"),
        ("sqlite+aiosqlite:////var/lib/tocsin.db", "sqlite+aiosqlite:////var/lib/tocsin.db"),
        ("postgres://u:secret@h/d", "postgresql+asyncpg://u:***@h/d"),
        ("postgresql://u:secret@h:5433/d?sslmode=require", "postgresql+asyncpg://u:***@h:5433/d?ssl=require"),
        ("postgresql://h/d?user=u&password=secret", "postgresql+asyncpg://u:***@h/d"),
        (" postgresql+asyncpg://u@h/d\n", "postgresql+asyncpg://u@h/d"),
    ],
)
def test_urls_that_are_understood(written: str, shown: str):
    """Common spellings lead to the drivers that Tocsin has; the password is never shown."""
    assert place_of(parse_url(DatabaseSettings(url=written))) == shown


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("", id="empty"),
        pytest.param("no url, secret", id="no URL"),
        pytest.param("postgresql://u:secret@h:port/d", id="port is no number"),
        pytest.param("mysql://u:secret@h/d", id="another database"),
        pytest.param("postgresql+psycopg2://u:secret@h/d", id="another driver"),
        pytest.param("postgresql://u:secret@h", id="no database"),
        pytest.param("postgresql://u:secret@h/d?sslmod=require", id="parameter misspelt"),
        pytest.param("postgresql://u:secret@h/d?sslmode=yes", id="mode that is none"),
        pytest.param("postgresql://u:secret@h/d?statement_cache_size=none", id="size that is no number"),
        pytest.param("postgresql://u:secret@h/d?command_timeout=5", id="time limit, which is a setting"),
        pytest.param("sqlite://", id="in memory"),
        pytest.param("sqlite+aiosqlite:///:memory:", id="in memory, named"),
    ],
)
def test_urls_that_are_refused(written: str):
    """With what to write instead, and without the password."""
    with pytest.raises(Misconfigured) as caught:
        parse_url(DatabaseSettings(url=written))
    assert "TOCSIN_DATABASE__URL" in caught.value.remedy
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    ("written", "password"),
    [
        ("postgresql://u@h/d", "p@ss:w/rd"),
        ("postgresql://u:inside@h/d", "inside"),
        ("postgresql://h/d?user=u", "p@ss:w/rd"),
    ],
)
def test_where_the_password_comes_from(written: str, password: str):
    """A password of its own, which needs no escapes and may stand in a file, fills the place of the one that the URL lacks."""
    assert parse_url(DatabaseSettings(url=written, password="p@ss:w/rd")).password == password  # noqa: S106


@pytest.mark.parametrize("written", ["postgresql://h/d", "sqlite:///tocsin.db"])
def test_a_password_that_nobody_asks_for(written: str):
    """It is a mistake in the URL, and is said."""
    with pytest.raises(Misconfigured, match="TOCSIN_DATABASE__PASSWORD"):
        parse_url(DatabaseSettings(url=written, password="secret"))  # noqa: S106


def _postgres(state: str) -> sa.exc.DBAPIError:
    cause = asyncpg.PostgresError("said the server")
    cause.sqlstate = state
    return sa.exc.DBAPIError("INSERT …", {}, cause)


def _sqlite(name: str, message: str = "said SQLite") -> sa.exc.OperationalError:
    cause = Exception(message)
    cause.sqlite_errorname = name
    return sa.exc.OperationalError("INSERT …", {}, cause)


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (_postgres("22021"), Fault.DATA),  # NUL in text
        (_postgres("23514"), Fault.DATA),  # check constraint
        (_postgres("54000"), Fault.DATA),  # index entry too large
        (_postgres("40P01"), Fault.WAIT),  # deadlock
        (_postgres("53100"), Fault.WAIT),  # disk full
        (_postgres("53300"), Fault.WAIT),  # too many connections
        (_postgres("57P01"), Fault.WAIT),  # the administrator shuts it down
        (_postgres("08006"), Fault.WAIT),  # connection lost
        (_postgres("25006"), Fault.OPERATOR),  # read-only
        (_postgres("28P01"), Fault.OPERATOR),  # password
        (_postgres("3D000"), Fault.OPERATOR),  # no such database
        (_postgres("42501"), Fault.OPERATOR),  # no rights
        (_postgres("42P01"), Fault.TABLES),
        (_postgres("42601"), Fault.DEFECT),  # syntax
        (_sqlite("SQLITE_BUSY"), Fault.WAIT),
        (_sqlite("SQLITE_BUSY_SNAPSHOT"), Fault.WAIT),
        (_sqlite("SQLITE_FULL"), Fault.WAIT),
        (_sqlite("SQLITE_IOERR_WRITE"), Fault.WAIT),
        (_sqlite("SQLITE_CONSTRAINT_FOREIGNKEY"), Fault.DATA),
        (_sqlite("SQLITE_TOOBIG"), Fault.DATA),
        (_sqlite("SQLITE_READONLY"), Fault.OPERATOR),
        (_sqlite("SQLITE_NOTADB"), Fault.OPERATOR),
        (_sqlite("SQLITE_ERROR", "no such table: article"), Fault.TABLES),
        (_sqlite("SQLITE_ERROR", "near SELEC: syntax error"), Fault.DEFECT),
        (OverflowError("Python int too large to convert to SQLite INTEGER"), Fault.DATA),
        (UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"), Fault.DATA),
        (ConnectionRefusedError(111, "refused"), Fault.WAIT),
        (TimeoutError(), Fault.WAIT),
        (sa.exc.TimeoutError("pool"), Fault.WAIT),
        (sa.exc.ArgumentError("ours"), Fault.DEFECT),
    ],
    ids=lambda value: repr(getattr(value, "orig", value))[:60] if isinstance(value, BaseException) else str(value),
)
def test_whose_fault_an_error_is(error: BaseException, fault: Fault):
    """Wait, find the row, ask the operator, upgrade, or end."""
    assert fault_of(error) is fault


@pytest.mark.parametrize(
    ("state", "message", "fault", "word"),
    [
        ("08P01", "unsupported startup parameter: statement_timeout", Fault.OPERATOR, "pooler"),  # as PgBouncer says it
        ("08P01", "invalid message format", Fault.WAIT, ""),
        ("53300", "remaining connection slots are reserved", Fault.WAIT, ""),
        ("28000", "eine Meldung in einer anderen Sprache", Fault.OPERATOR, "TOCSIN_DATABASE__PASSWORD"),
    ],
)
def test_what_a_server_that_refuses_means(state: str, message: str, fault: Fault, word: str):
    """The code tells, and its words where the code alone does not."""
    cause = asyncpg.PostgresError(message)
    cause.sqlstate = state
    error = sa.exc.DBAPIError("", {}, cause)
    assert (fault_of(error), word in (remedy_of_refusal(error) or "")) == (fault, True)
