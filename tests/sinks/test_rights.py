"""Least rights on PostgreSQL: what each role may do, and what is said where rights are missing."""

from __future__ import annotations

import asyncio
import contextlib
import re
import secrets
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import asyncpg
import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from schemas.result import ArticleIncidents
from tests.containers.databases import Database, execute, url_of, user_of
from worker.errors import Misconfigured, NoDatabase
from worker.settings import DatabaseSettings
from worker.sinks import rights, schema
from worker.sinks.database import open_engine
from worker.sinks.rights import Roles
from worker.sinks.sql import SqlSink

ResultOf = Callable[..., ArticleIncidents]

PAGE = Path(__file__).parents[2] / "docs" / "database.md"


@pytest.fixture
async def upgraded(postgres: Database) -> Database:
    """A database with tables and rights."""
    await postgres.upgrade()
    return postgres


async def run(settings: DatabaseSettings, *statements: str) -> None:
    """Statements, past everything of ours."""
    await execute(url_of(settings), *statements)


@pytest.fixture
async def owner(upgraded: Database) -> AsyncIterator[AsyncEngine]:
    """The owner's engine."""
    engine = open_engine(upgraded.owner)
    yield engine
    await engine.dispose()


async def check(settings: DatabaseSettings) -> None:
    """What a worker does at its start."""
    sink = SqlSink(settings)
    try:
        await sink.check()
    finally:
        await sink.close()


CHANGES = [
    "DELETE FROM incident_event",
    "DELETE FROM article",
    "TRUNCATE incident_event",
    "TRUNCATE article CASCADE",
    "DROP TABLE incident_event",
    "DROP VIEW incidents",
    "ALTER TABLE article ADD COLUMN mine text",
    "ALTER TABLE article RENAME TO mine",
    "CREATE INDEX mine ON article (url)",
    "CREATE TABLE mine ()",
    "CREATE VIEW mine AS SELECT 1",
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE SCHEMA mine",
    "CREATE TEMPORARY TABLE mine ()",
    "CREATE ROLE mine",
    "COMMENT ON TABLE article IS 'mine'",
    "UPDATE alembic_version SET version_num = 'mine'",
    "INSERT INTO alembic_version VALUES ('mine')",
    "DELETE FROM alembic_version",
]

WRITES = [
    """INSERT INTO article (article_id, sha256, raw_timestamp, event_count, skipped, extractor, stored_at)
       VALUES ('a', '', 0, 0, '[]', '', now())""",
    "UPDATE article SET url = NULL",
    "UPDATE incident_event SET withdrawn = true",
    "SELECT * FROM article FOR UPDATE",
]


@pytest.mark.docker
async def test_a_worker_writes_rows(upgraded: Database, result_of: ResultOf):
    """Its start's check passes, it stores, replaces and withdraws."""
    sink = SqlSink(upgraded.worker)
    await sink.check()
    await sink.store([result_of("a", "e1", "e2", at=1)])
    stored = await sink.store([result_of("a", "e2", "e3", at=2)])
    await sink.close()
    assert {key: body is not None for key, body in stored.publish.items()} == {"e1": False, "e2": True, "e3": True}


@pytest.mark.docker
@pytest.mark.parametrize("who", ["worker", "reader"])
async def test_what_neither_may(upgraded: Database, who: str):
    """Delete, empty, drop, alter, create, comment: each is refused for want of rights, and nothing else."""
    refused = []
    for statement in CHANGES:
        with contextlib.suppress(asyncpg.InsufficientPrivilegeError):
            await run(getattr(upgraded, who), statement)
            continue
        refused.append(statement)
    assert refused == CHANGES


@pytest.mark.docker
async def test_a_reader_reads_and_writes_nothing(upgraded: Database):
    """Tables, view and version."""
    for name in ("article", "incident_event", "incidents", "alembic_version"):
        await run(upgraded.reader, f"SELECT * FROM {name}")  # noqa: S608 - names of ours
    for statement in WRITES:
        await run(upgraded.worker, statement)  # it is the rights that are missing, not the statement that is wrong
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await run(upgraded.reader, statement)


@pytest.mark.docker
async def test_granting_again_changes_nothing_and_takes_what_is_too_much(upgraded: Database, owner: AsyncEngine):
    """What somebody granted by hand beyond the list is gone after the next upgrade."""
    worker, reader = user_of(upgraded.worker), user_of(upgraded.reader)
    await upgraded.upgrade()
    await run(
        upgraded.owner,
        f"GRANT ALL ON article, alembic_version TO {worker}",
        f"GRANT INSERT ON article TO {reader}",
        f"GRANT CREATE ON SCHEMA public TO {worker}",
    )
    async with owner.connect() as connection:
        found = await rights.beyond(connection, upgraded.roles)
    assert [f"{worker} may also DELETE on article" in found[0], "CREATE in the schema" in found[0]] == [True, True]
    assert found[1] == f"{reader} may also INSERT on article"
    await upgraded.upgrade()
    async with owner.connect() as connection:
        assert await rights.beyond(connection, upgraded.roles) == []
    await check(upgraded.worker)


@pytest.mark.docker
async def test_names_that_need_quotes(postgres: Database, postgres_server: str):
    """A role may be called anything; nothing of its name is taken for SQL."""
    name = f'{user_of(postgres.worker)[:20]}"; DROP TABLE article; -- :x %s'
    quoted = '"' + name.replace('"', '""') + '"'
    server = sa.make_url(postgres_server)
    await execute(server, f"CREATE ROLE {quoted}")
    engine = open_engine(postgres.owner)
    try:
        await schema.upgrade(engine, Roles(worker=name))
        async with engine.connect() as connection:
            await rights.require_rights(connection, rights.WORKER, name)
            assert await rights.beyond(connection, Roles(worker=name)) == []
    finally:
        await engine.dispose()
        await execute(server.set(database=url_of(postgres.owner).database), f"DROP OWNED BY {quoted}")
        await execute(server, f"DROP ROLE {quoted}")


@pytest.mark.docker
@pytest.mark.parametrize(
    ("roles", "said"),
    [
        pytest.param(("no such", None), r"no role 'no such'\n.*CREATE ROLE \"no such\" LOGIN", id="does not exist"),
        pytest.param((None, ""), "no role ''", id="no name"),
        pytest.param((None, "public"), "no role 'public'", id="everybody is no role"),
        pytest.param(("{owner}", None), r"owns the tables.*\n.*another role", id="the owner"),
        pytest.param(("{worker}", "{worker}"), "worker and reader", id="one for both"),
    ],
)
async def test_roles_that_cannot_be_granted_to(postgres: Database, roles: tuple[str | None, str | None], said: str):
    """It is said before anything is migrated."""
    names = {"owner": user_of(postgres.owner), "worker": user_of(postgres.worker)}
    worker, reader = (role and role.format(**names) for role in roles)
    engine = open_engine(postgres.owner)
    with pytest.raises(NoDatabase, match=said):
        await schema.upgrade(engine, Roles(worker, reader))
    assert await schema.current(engine) is None
    await engine.dispose()


async def test_sqlite_has_no_roles(empty_sqlite: DatabaseSettings):
    """No file is made either."""
    engine = open_engine(empty_sqlite)
    with pytest.raises(Misconfigured, match=r"(?s)no roles.*Leave --worker and --reader out"):
        await schema.upgrade(engine, Roles(worker="w"))
    assert await schema.current(engine) is None
    await engine.dispose()


@pytest.mark.docker
@pytest.mark.parametrize(
    ("taken", "said"),
    [
        ("INSERT ON incident_event", "may not INSERT on incident_event"),
        ("UPDATE ON article", "may not UPDATE on article"),
        ("SELECT ON article", "may not SELECT on article"),
        ("SELECT ON alembic_version", "permission denied for table alembic_version"),
        ("USAGE ON SCHEMA public", "may not use the schema public"),
    ],
)
async def test_a_worker_without_a_right_does_not_start(upgraded: Database, postgres_server: str, taken: str, said: str):
    """The message names the right; the remedy is the command that grants it, and it does."""
    worker = user_of(upgraded.worker)
    server = sa.make_url(postgres_server).set(database=url_of(upgraded.owner).database)
    who = f"{worker}, PUBLIC" if "SCHEMA" in taken else worker
    await execute(server, f"REVOKE {taken} FROM {who}")
    with pytest.raises(NoDatabase, match=rf"{said}\n.*tocsin db upgrade --worker {worker}`.*owner"):
        await check(upgraded.worker)
    await upgraded.upgrade()
    await check(upgraded.worker)


@pytest.mark.docker
async def test_a_right_that_is_taken_while_a_worker_runs_is_said(upgraded: Database, result_of: ResultOf):
    """Waiting does not bring it back."""
    worker = user_of(upgraded.worker)
    sink = SqlSink(upgraded.worker)
    await sink.store([result_of("a", "e1", at=1)])
    await run(upgraded.owner, f"REVOKE UPDATE ON article FROM {worker}")
    with pytest.raises(NoDatabase, match=rf"permission denied.*\n.*tocsin db upgrade --worker {worker}"):
        await asyncio.wait_for(sink.store([result_of("a", "e2", at=2)]), 10)
    await sink.close()


@pytest.mark.docker
async def test_who_may_not_create_does_not_migrate(postgres: Database):
    """Migrations are the owner's; the remedy says so."""
    engine = open_engine(postgres.worker)
    with pytest.raises(NoDatabase, match=r"permission denied for schema public\n.*owner"):
        await schema.upgrade(engine)
    await engine.dispose()


@pytest.mark.docker
async def test_the_page_of_the_database_is_true(postgres_server: str):
    """Its roles are made as it says, and its questions are answered; only the names are others here."""
    name = f"doc{secrets.token_hex(4)}"
    page = PAGE.read_text("utf-8").replace("tocsin", name)
    make, ask = (
        [line for line in block.splitlines() if line] for block in re.findall(r"```sql\n(.+?)```", page, re.DOTALL)
    )
    server = sa.make_url(postgres_server)
    try:
        await execute(server, *make)
        of = server.set(database=name, password="change me")  # noqa: S106 - so says the page
        owner, worker, reader = (of.set(username=f"{name}_{role}") for role in ("owner", "worker", "reader"))
        engine = open_engine(DatabaseSettings(url=owner.render_as_string(hide_password=False)))
        roles = Roles(str(worker.username), str(reader.username))
        await schema.upgrade(engine, roles)
        async with engine.connect() as connection:
            assert await rights.beyond(connection, roles) == []
        await engine.dispose()
        await check(DatabaseSettings(url=worker.render_as_string(hide_password=False)))
        await execute(reader, *ask)
        assert (len(make), len(ask)) == (6, 3)
    finally:
        await execute(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        await execute(server, *(f"DROP ROLE IF EXISTS {name}_{role}" for role in ("owner", "worker", "reader")))
