"""The tables' versions: made by the package alone, checked at every start."""

from __future__ import annotations

import asyncio
import os
import stat
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy.ext.asyncio import AsyncEngine

from schemas.result import ArticleIncidents
from worker.errors import Misconfigured, Transient
from worker.settings import DatabaseSettings
from worker.sinks import schema
from worker.sinks.database import open_engine
from worker.sinks.sql import SqlSink
from worker.sinks.tables import INCIDENT_EVENT, INCIDENTS, METADATA, markdown_of

ResultOf = Callable[..., ArticleIncidents]

DATABASES = ["sqlite", pytest.param("postgres", marks=pytest.mark.docker)]


@pytest.fixture(params=DATABASES)
async def empty(request: pytest.FixtureRequest) -> DatabaseSettings:
    """A database without tables."""
    return await asyncio.to_thread(request.getfixturevalue, f"empty_{request.param}")


@pytest.fixture
async def engine(empty: DatabaseSettings) -> AsyncIterator[AsyncEngine]:
    """An engine on it."""
    engine = open_engine(empty)
    yield engine
    await engine.dispose()


async def _run(engine: AsyncEngine, *statements: str) -> None:
    async with engine.begin() as connection:
        for statement in statements:
            await connection.execute(sa.text(statement))


async def _check(settings: DatabaseSettings) -> None:
    sink = SqlSink(settings)
    try:
        await sink.check()
    finally:
        await sink.close()


async def test_upgrade_needs_nothing_but_the_package(
    engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    """No alembic.ini, no project folder; and a second upgrade changes nothing."""
    monkeypatch.chdir(tmp_path)
    assert await schema.current(engine) is None
    assert await schema.upgrade(engine) == schema.head()
    assert await schema.upgrade(engine) == await schema.current(engine) == schema.head()


async def test_two_upgrades_at_once(empty: DatabaseSettings):
    """Two containers start together: one goes after the other."""
    engines = [open_engine(empty) for _ in range(2)]
    versions = await asyncio.gather(*(schema.upgrade(engine) for engine in engines))
    assert versions == [schema.head()] * 2
    for engine in engines:
        await engine.dispose()


async def test_migrations_make_the_tables_that_the_program_writes(engine: AsyncEngine):
    """Columns, types, nullability, indexes, and on PostgreSQL the comments too."""
    await schema.upgrade(engine)

    def is_for_it(item: object, _name: str, kind: str, *_: object) -> bool:
        """Alembic does not ask which database an index is for."""
        return engine.dialect.name == "postgresql" or kind != "index" or not _is_gin(item)

    def differences(connection: sa.Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": is_for_it})
        return compare_metadata(context, METADATA)

    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []


def _is_gin(index: sa.Index) -> bool:
    return index.dialect_options["postgresql"]["using"] == "gin"


def test_every_table_and_column_says_what_it_holds():
    """The page of tables is made from these, and PostgreSQL's catalogue has them."""
    for table in (*METADATA.sorted_tables, INCIDENTS):
        assert table.comment
        assert [column.name for column in table.columns if not column.comment] == []


def test_the_tables_page_has_a_line_for_every_column():
    """It is made from the tables themselves."""
    page = markdown_of(INCIDENT_EVENT)
    assert page.count("\n| `") == len(INCIDENT_EVENT.columns)
    assert "| `time_best` | timestamp with time zone | Likeliest start" in page
    assert "| `record` | jsonb |" in page
    assert "| `weapons` | text[] | Kinds: drone, " in page


async def test_the_view_reads_like_a_sentence(empty: DatabaseSettings, engine: AsyncEngine, result_of: ResultOf):
    """Numbers show their doubt, the place is named, withdrawn events are not there."""
    await schema.upgrade(engine)
    numbers = {
        "e1": {"killed": {"min": 12, "best": 12, "qualifier": "at_least", "text": "at least 12"}},
        "e2": {"killed": {"min": 0, "best": 0, "max": 0, "qualifier": "explicit_none", "text": "nobody"}},
        "e3": {"killed": {"min": 10, "max": 14, "qualifier": "range", "text": "10 to 14"}},
        "e4": {"killed": {"best": 50, "qualifier": "about", "text": "about 50"}},
        "e5": {"killed": {"best": 5, "max": 5, "qualifier": "at_most", "text": "up to 5"}},
        "e6": {"killed": {"min": 24, "qualifier": "dozens", "text": "dozens"}},
        "e7": {},
        "e8": {"killed": {"min": 3, "best": 3, "max": 3, "qualifier": "exact", "text": "three"}},
    }
    sink = SqlSink(empty)
    await sink.store([result_of("gone", "e9", at=1)])
    await sink.store([result_of("gone", at=2)])
    place = {"name": "Nowhere", "country": "UKR", "precision": "country"}
    await sink.store([result_of(f"a-{key}", key, casualties=value, location=place) for key, value in numbers.items()])
    await sink.close()
    async with engine.connect() as connection:
        query = sa.text("SELECT what, place, country, killed, injured, url, event_id FROM incidents ORDER BY event_id")
        rows = [tuple(row) for row in await connection.execute(query)]
    assert [row[3] for row in rows] == ["≥12", "0", "10–14", "~50", "≤5", "≥24", None, "3"]
    assert rows[0] == ("conflict.drone_strike", "Nowhere", "UKR", "≥12", None, "https://example.org/a-e1", "e1")


async def test_an_upgrade_that_fails_leaves_nothing(engine: AsyncEngine):
    """One transaction, on SQLite too."""
    await _run(engine, "CREATE TABLE incidents (in_the_way INTEGER)")  # where the view shall be, made last
    with pytest.raises(sa.exc.DBAPIError):
        await schema.upgrade(engine)
    assert await schema.current(engine) is None
    async with engine.connect() as connection:
        assert await connection.run_sync(lambda c: sa.inspect(c).get_table_names()) == ["incidents"]


async def test_check_refuses_a_database_without_tables(empty: DatabaseSettings):
    """And names the command."""
    with pytest.raises(Misconfigured, match="tocsin db upgrade"):
        await _check(empty)


async def test_check_makes_no_file(empty_sqlite: DatabaseSettings, tmp_path: Path):
    """A wrong path is said, not turned into an empty database."""
    with pytest.raises(Misconfigured, match="there is no database"):
        await _check(empty_sqlite)
    assert os.listdir(tmp_path) == []  # noqa: PTH208 - pathlib blocks, says the linter


async def test_check_refuses_an_older_version(
    empty: DatabaseSettings, engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
):
    """Tables behind the program: upgrade."""
    await schema.upgrade(engine)
    monkeypatch.setattr(schema, "head", lambda: "9999")
    with pytest.raises(
        Misconfigured, match=r"(?s)of version \d{4}; this program needs version 9999.*tocsin db upgrade"
    ):
        await _check(empty)


async def test_a_newer_version_is_left_alone(empty: DatabaseSettings, engine: AsyncEngine):
    """A program older than the tables neither writes nor upgrades."""
    await schema.upgrade(engine)
    await _run(engine, "UPDATE alembic_version SET version_num = 'from_the_future'")
    with pytest.raises(Misconfigured, match=r"(?s)from_the_future.*newer Tocsin") as caught:
        await _check(empty)
    assert "db upgrade" not in caught.value.remedy
    with pytest.raises(Misconfigured, match="from_the_future"):
        await schema.upgrade(engine)


async def test_a_server_that_is_away_is_waited_for():
    """Nobody listens there: Transient, without the password."""
    with pytest.raises(Transient, match="does not answer") as caught:
        await _check(DatabaseSettings(url="postgresql://u:secret@127.0.0.1:1/d", timeout=2))
    assert "secret" not in str(caught.value)


@pytest.mark.docker
async def test_a_database_that_does_not_exist_is_misconfigured(empty_postgres: DatabaseSettings):
    """No waiting makes it."""
    url = sa.make_url(empty_postgres.url.get_secret_value()).set(database="no_such_database")
    with pytest.raises(Misconfigured, match=r"(?s)no_such_database.*CREATE DATABASE"):
        await _check(DatabaseSettings(url=url.render_as_string(hide_password=False)))


@pytest.mark.usefixtures("ordinary_user")
async def test_a_read_only_file_is_misconfigured(sqlite_database: DatabaseSettings, tmp_path: Path):
    """Said at the start, not at the first slice."""
    (tmp_path / "tocsin.db").chmod(stat.S_IRUSR)
    with pytest.raises(Misconfigured, match="readonly"):
        await _check(sqlite_database)


async def test_a_file_that_is_no_database_is_misconfigured(empty_sqlite: DatabaseSettings, tmp_path: Path):
    """A text file is not overwritten."""
    file = tmp_path / "tocsin.db"
    file.write_text("these are my notes\n" * 100)
    with pytest.raises(Misconfigured, match="not a database"):
        await _check(empty_sqlite)
    assert file.read_text().startswith("these are my notes")


async def test_the_folder_of_a_new_file_is_made(tmp_path: Path):
    """`tocsin db upgrade` on a fresh volume."""
    engine = open_engine(DatabaseSettings(url=f"sqlite:///{tmp_path}/new/folder/tocsin.db"))
    await schema.upgrade(engine)
    await engine.dispose()
    assert (tmp_path / "new/folder/tocsin.db").is_file()
