"""Lists that people filter on: actors, weapons, targets; and words for all that had none in PostgreSQL's catalogue.

The text that names the actors with their roles is now `who`, as the view has always called it.  The view itself stays, so
that rights to it stay, too.

Frozen: what changes later is a migration of its own.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WHO = "Who, with role and, where it is not merely reported, status"
LISTS = {
    "actors": "Names of all actors, canonical where known, else as written",
    "weapons": "Kinds: drone, aircraft, helicopter, missile, rocket, artillery, mortar, tank, small_arms, ied, mine, grenade, vehicle, blade, fire, chemical, other",
    "targets": "Kinds: residential, commercial, military, government, energy, transport, health, education, religious, media, food_water, vehicle, other",
}

# What each list takes from the whole record: the path, and the keys of which the first that is there counts.
POSTGRES = """ARRAY(
  SELECT left(word, 500) FROM (
    SELECT {word} AS word, min(place) AS place
    FROM jsonb_path_query(record, '$.{name}[*]') WITH ORDINALITY AS found (one, place) GROUP BY 1
  ) AS words WHERE word IS NOT NULL ORDER BY place
)"""
SQLITE = """(
  SELECT json_group_array(substr(word, 1, 500)) FROM (
    SELECT {word} AS word, min(key) AS place FROM json_each(record, '$.{name}') GROUP BY 1 ORDER BY 2
  ) WHERE word IS NOT NULL
)"""
KEYS = {"actors": ("canonical", "name"), "weapons": ("kind",), "targets": ("kind",)}

VIEW = {
    "what": "Leaf of the taxonomy: conflict.drone_strike",
    "happened": "Likeliest day of its start, in UTC",
    "happened_precision": "How sure the day is: minute, hour, part_of_day, night, day, days, week, month, year, unknown",
    "place": "The gazetteer's name, else as written",
    "admin1": "ISO 3166-2 where known, else GeoNames' code",
    "country": "ISO 3166-1 alpha-3",
    "killed": "Number with its doubt: 12, 0 (the text says none), ~50, 10–14, ≥12, ≤5; null: not said",
    "injured": "Number with its doubt: 12, 0 (the text says none), ~50, 10–14, ≥12, ≤5; null: not said",
    "who": WHO,
    "proof": "The words that prove the type",
    "title": "Composed from the fields",
    "summary": "Composed from the fields",
    "severity": "0 to 10",
    "confidence": "0 to 1",
    "lat": "Degrees WGS 84",
    "lon": "Degrees WGS 84",
    "uncertainty_km": "Radius around the point that holds the incident",
    "publisher": "Of the article, as the producer gave it",
    "url": "Of the article, as the producer gave it",
    "published": "Publication of the article; a mere date is its first instant in UTC",
    "article_id": "The article that reports it",
    "event_id": "Depends on article, type, place, date only: the same after every replay",
}


def upgrade() -> None:
    is_postgres = op.get_bind().dialect.name == "postgresql"
    op.execute("ALTER TABLE incident_event RENAME COLUMN actors TO who")
    for name, comment in LISTS.items():
        type_, empty = (ARRAY(sa.Text()), "{}") if is_postgres else (sa.Text(), "[]")
        op.add_column(
            "incident_event",
            sa.Column(name, type_, nullable=False, server_default=sa.text(f"'{empty}'"), comment=comment),
        )
    words = {name: _first_of(keys, is_postgres=is_postgres) for name, keys in KEYS.items()}
    fill = POSTGRES if is_postgres else SQLITE
    values = ", ".join(f"{name} = {fill.format(name=name, word=word)}" for name, word in words.items())
    op.get_bind().exec_driver_sql(f"UPDATE incident_event SET {values}")
    if not is_postgres:
        return
    for name in LISTS:
        op.create_index(op.f(f"ix_incident_event_{name}"), "incident_event", [name], postgresql_using="gin")
    for name, comment in VIEW.items():
        op.execute(f"COMMENT ON COLUMN incidents.{name} IS '{comment.replace(chr(39), chr(39) * 2)}'")
    op.execute("COMMENT ON TABLE alembic_version IS 'Which version these tables are of; `tocsin db upgrade` keeps it.'")
    op.execute("COMMENT ON COLUMN alembic_version.version_num IS 'The newest migration that has run'")


def _first_of(keys: tuple[str, ...], *, is_postgres: bool) -> str:
    found = [f"one ->> '{key}'" if is_postgres else f"json_extract(value, '$.{key}')" for key in keys]
    return f"coalesce({', '.join([*found, 'NULL'])})"  # SQLite's takes two or more


def downgrade() -> None:
    raise NotImplementedError("the table is a projection of the topics: drop it and build it anew")
