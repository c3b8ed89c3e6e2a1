"""What migrations do to rows, rights and readers that are already there; and what PostgreSQL's catalogue tells."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from schemas.result import ArticleIncidents
from tests.containers.databases import Database, execute, url_of, user_of
from worker.settings import DatabaseSettings
from worker.sinks import schema
from worker.sinks.database import open_engine
from worker.sinks.rows import rows_of
from worker.sinks.sql import SqlSink
from worker.sinks.tables import ARTICLE, INCIDENT_EVENT, INCIDENTS, METADATA, VERSIONS

ResultOf = Callable[..., ArticleIncidents]

LISTS = ("actors", "weapons", "targets")

FIELDS: dict[str, object] = {
    "actors": [
        {"role": "perpetrator", "name": "the Houthis", "canonical": "Houthi movement"},
        {"role": "victim", "name": "two “guards” 🚁"},
        {"role": "claimant", "name": "Houthi fighters", "canonical": "Houthi movement"},
        {"role": "target", "name": "x" * 600},
    ],
    "weapons": [
        {"kind": "missile"},
        {"kind": "drone", "name": "Shahed"},
        {"kind": "missile", "name": "cruise missile"},
    ],
    "targets": [{"kind": "energy", "name": "a refinery"}],
}


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.docker)])
async def engine(request: pytest.FixtureRequest) -> AsyncIterator[AsyncEngine]:
    """The owner's engine, on a database without tables."""
    empty: DatabaseSettings = await asyncio.to_thread(request.getfixturevalue, f"empty_{request.param}")
    engine = open_engine(empty)
    yield engine
    await engine.dispose()


async def test_rows_of_the_first_version_get_their_lists(engine: AsyncEngine, result_of: ResultOf):
    """Taken from the records, and equal to what this version writes; the view reads as before."""
    rows = [rows_of(result_of("a", "full", **FIELDS)), rows_of(result_of("b", "empty"))]
    now = "2026-03-01 00:00:00+00:00" if engine.dialect.name == "postgresql" else "2026-03-01 00:00:00.000000"
    async with engine.begin() as connection:
        await connection.run_sync(schema._upgrade, "0001")
        for row in rows:
            stored = {"stored_at": sa.text(f"'{now}'")}
            await connection.execute(sa.insert(ARTICLE).values({**row.values, **stored}))
            for event in row.events:
                old = {name: value for name, value in event.values.items() if name not in (*LISTS, "who")}
                table = sa.table(
                    INCIDENT_EVENT.name, *(sa.column(c.name, c.type) for c in INCIDENT_EVENT.c), sa.column("actors")
                )
                await connection.execute(sa.insert(table).values({**old, "actors": event.values["who"], **stored}))
        view = sa.text("SELECT * FROM incidents ORDER BY event_id")
        before = (await connection.execute(view)).all()
    assert await schema.upgrade(engine) == schema.head()
    async with engine.connect() as connection:
        assert (await connection.execute(view)).all() == before
        columns = [INCIDENT_EVENT.c[name] for name in LISTS]
        found = (await connection.execute(sa.select(*columns).order_by(INCIDENT_EVENT.c.event_id))).all()
    events = sorted((event for row in rows for event in row.events), key=lambda event: event.event_id)
    assert [tuple(row) for row in found] == [tuple(event.values[name] for name in LISTS) for event in events]
    assert found[1] == (("Houthi movement", "two “guards” 🚁", "x" * 500), ("missile", "drone"), ("energy",))


@pytest.mark.docker
async def test_an_upgrade_leaves_rights_alone(postgres: Database):
    """Who could read the view before can read it after, without being named again."""
    reader = user_of(postgres.reader)
    engine = open_engine(postgres.owner)
    async with engine.begin() as connection:
        await connection.run_sync(schema._upgrade, "0001")
        await connection.execute(sa.text(f"GRANT SELECT ON incidents, incident_event TO {reader}"))
    await schema.upgrade(engine)
    await engine.dispose()
    await execute(url_of(postgres.reader), "SELECT who FROM incidents", "SELECT weapons FROM incident_event")


@pytest.mark.docker
async def test_the_catalogue_says_what_everything_holds(postgres_database: DatabaseSettings):
    """Every table, view and column has words, the same as in the documentation."""
    query = sa.text("""
        SELECT c.relname, coalesce(a.attname, ''), coalesce(col_description(c.oid, a.attnum), obj_description(c.oid, 'pg_class'))
        FROM pg_catalog.pg_class c
        LEFT JOIN LATERAL (
            SELECT attname, attnum FROM pg_catalog.pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped
            UNION ALL SELECT NULL, 0
        ) a ON true
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p')
    """)
    engine = open_engine(postgres_database)
    async with engine.connect() as connection:
        found = {(table, column): words for table, column, words in await connection.execute(query)}
    await engine.dispose()
    assert [place for place, words in found.items() if not words] == []
    expected = {(table.name, ""): table.comment for table in (*METADATA.sorted_tables, INCIDENTS)} | {
        (table.name, column.name): column.comment
        for table in (*METADATA.sorted_tables, INCIDENTS)
        for column in table.columns
    }
    assert {place: words for place, words in found.items() if place[0] != VERSIONS} == expected


@pytest.mark.docker
async def test_the_types_are_postgresqls_own(postgres_database: DatabaseSettings):
    """Instants know their zone, records are jsonb, lists are arrays: in the tables and in the view."""
    query = sa.text(
        "SELECT attname, format_type(atttypid, atttypmod) FROM pg_catalog.pg_attribute"
        " WHERE attrelid = CAST(:table AS regclass) AND attnum > 0 AND NOT attisdropped"
    )
    engine = open_engine(postgres_database)
    async with engine.connect() as connection:
        for table in (*METADATA.sorted_tables, INCIDENTS):
            rows = await connection.execute(query, {"table": table.name})
            found = dict(iter(rows))
            expected = {column.name: column.type.compile(engine.dialect).lower() for column in table.columns}
            assert found == {name: kind.replace("float", "double precision") for name, kind in expected.items()}
    await engine.dispose()


@pytest.mark.docker
@pytest.mark.parametrize("name", LISTS)
async def test_a_list_is_searched_by_its_index(postgres_database: DatabaseSettings, result_of: ResultOf, name: str):
    """The question that the documentation shows."""
    sink = SqlSink(postgres_database)
    await sink.store([result_of(f"a{n}", f"e{n}", **FIELDS) for n in range(20)])
    await sink.close()
    engine = open_engine(postgres_database)
    async with engine.connect() as connection:
        await connection.execute(sa.text("SET LOCAL enable_seqscan = off"))  # without it, so few rows are just read
        question = f"EXPLAIN SELECT 1 FROM incident_event WHERE {name} @> ARRAY['drone']"  # noqa: S608 - a name of ours
        plan = await connection.execute(sa.text(question))
        assert f"ix_incident_event_{name}" in "\n".join(plan.scalars())
    await engine.dispose()
