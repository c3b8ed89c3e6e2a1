"""The two tables, and a view for people.

Frozen: what changes later is a migration of its own.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def count(of: str) -> str:
    """A number of people with its doubt, as text: 12, 0 (the text says none), ~50, 10–14, ≥12; null is "not said"."""
    return f"""CASE e.{of}_qualifier
    WHEN 'exact' THEN CAST(e.{of}_best AS TEXT)
    WHEN 'explicit_none' THEN '0'
    WHEN 'about' THEN '~' || e.{of}_best
    WHEN 'at_most' THEN '≤' || coalesce(e.{of}_max, e.{of}_best)
    WHEN 'range' THEN e.{of}_min || '–' || e.{of}_max
    ELSE '≥' || coalesce(e.{of}_min, e.{of}_best)
  END AS {of}"""


VIEW = f"""CREATE VIEW incidents AS
SELECT
  e.type AS what,
  e.happened_on AS happened,
  e.time_precision AS happened_precision,
  coalesce(e.place_resolved, e.place) AS place,
  e.admin1,
  e.country,
  {count("killed")},
  {count("injured")},
  e.actors AS who,
  e.proof,
  e.title,
  e.summary,
  e.severity,
  e.confidence,
  e.lat,
  e.lon,
  e.uncertainty_km,
  a.publisher,
  a.url,
  a.published,
  e.article_id,
  e.event_id
FROM incident_event AS e JOIN article AS a ON a.article_id = e.article_id
WHERE NOT e.withdrawn"""

COMMENT = "Live incident events for people: one row each, with names to be read. Everything else is in incident_event."


def upgrade() -> None:
    op.create_table(
        "article",
        sa.Column("article_id", sa.Text(), nullable=False, comment="Given by the producer, else made from url or text"),
        sa.Column("publisher", sa.Text(), nullable=True, comment="As the producer gave it"),
        sa.Column("url", sa.Text(), nullable=True, comment="As the producer gave it"),
        sa.Column("title", sa.Text(), nullable=True, comment="As the producer gave it"),
        sa.Column("published", INSTANT, nullable=True, comment="Publication; a mere date is its first instant in UTC"),
        sa.Column("language", sa.Text(), nullable=True, comment="ISO 639-1"),
        sa.Column("sha256", sa.Text(), nullable=False, comment="Of the text's UTF-8 bytes, in hex"),
        sa.Column("raw_topic", sa.Text(), nullable=True, comment="Topic of the raw message"),
        sa.Column("raw_partition", sa.BigInteger(), nullable=True, comment="Partition of the raw message"),
        sa.Column("raw_offset", sa.BigInteger(), nullable=True, comment="Offset of the raw message"),
        sa.Column(
            "raw_timestamp",
            sa.BigInteger(),
            nullable=False,
            comment="Milliseconds since 1970 of the raw message; a result from an earlier one never replaces this",
        ),
        sa.Column(
            "event_count", sa.BigInteger(), nullable=False, comment="Live events; 0 for an article without any incident"
        ),
        sa.Column(
            "skipped",
            JSON,
            nullable=False,
            comment="What looked like an incident and is none, with reason, span and rule",
        ),
        sa.Column("extractor", sa.Text(), nullable=False, comment="Name, version and rule set that made the result"),
        sa.Column("stored_at", INSTANT, nullable=False, comment="When this result was stored"),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_article")),
        comment="One row for each article that was read, also for those without any incident.",
    )
    op.create_index(op.f("ix_article_published"), "article", ["published"], unique=False)
    op.create_table(
        "incident_event",
        sa.Column(
            "event_id",
            sa.Text(),
            nullable=False,
            comment="Depends on article, type, place, date only: the same after every replay",
        ),
        sa.Column("article_id", sa.Text(), nullable=False, comment="The article that reports it"),
        sa.Column(
            "importance",
            sa.BigInteger(),
            nullable=False,
            comment="Place in the article's events: 0 is what the article is about",
        ),
        sa.Column(
            "withdrawn", sa.Boolean(), nullable=False, comment="True: a newer version of the article no longer holds it"
        ),
        sa.Column("withdrawn_at", INSTANT, nullable=True, comment="When it was withdrawn"),
        sa.Column("type", sa.Text(), nullable=False, comment="Leaf of the taxonomy: conflict.drone_strike"),
        sa.Column("branch", sa.Text(), nullable=False, comment="Its first part: conflict"),
        sa.Column("realis", sa.Text(), nullable=False, comment="actual, attempted or foiled"),
        sa.Column("title", sa.Text(), nullable=True, comment="Composed from the fields"),
        sa.Column("summary", sa.Text(), nullable=True, comment="Composed from the fields"),
        sa.Column("severity", sa.Float(), nullable=True, comment="0 to 10"),
        sa.Column("confidence", sa.Float(), nullable=True, comment="0 to 1"),
        sa.Column(
            "happened_on",
            sa.Date(),
            nullable=True,
            comment="Likeliest day of its start, in UTC; time_precision says how sure",
        ),
        sa.Column("time_earliest", INSTANT, nullable=True, comment="First instant that the text allows"),
        sa.Column(
            "time_best", INSTANT, nullable=True, comment="Likeliest start; a mere date is its first instant in UTC"
        ),
        sa.Column("time_latest", INSTANT, nullable=True, comment="Last instant that the text allows"),
        sa.Column(
            "time_precision",
            sa.Text(),
            nullable=False,
            comment="minute, hour, part_of_day, night, day, days, week, month, year, unknown",
        ),
        sa.Column(
            "time_inferred",
            sa.Boolean(),
            nullable=False,
            comment="True: the text gives no time, the publication date stands in",
        ),
        sa.Column("place", sa.Text(), nullable=True, comment="As written"),
        sa.Column(
            "place_resolved", sa.Text(), nullable=True, comment="The gazetteer's name; null: it knows no such place"
        ),
        sa.Column("geonames_id", sa.BigInteger(), nullable=True, comment="Id at geonames.org"),
        sa.Column("country", sa.Text(), nullable=True, comment="ISO 3166-1 alpha-3"),
        sa.Column("admin1", sa.Text(), nullable=True, comment="ISO 3166-2 where known, else GeoNames' code"),
        sa.Column("admin2", sa.Text(), nullable=True, comment="Name of the division"),
        sa.Column("lat", sa.Float(), nullable=True, comment="Degrees WGS 84"),
        sa.Column("lon", sa.Float(), nullable=True, comment="Degrees WGS 84"),
        sa.Column(
            "place_precision",
            sa.Text(),
            nullable=False,
            comment="exact, site, place, admin2, admin1, country, region, unknown",
        ),
        sa.Column(
            "uncertainty_km", sa.Float(), nullable=True, comment="Radius around the point that holds the incident"
        ),
        sa.Column(
            "killed_min", sa.BigInteger(), nullable=True, comment="Fewest killed that the text allows; null: not said"
        ),
        sa.Column(
            "killed_best",
            sa.BigInteger(),
            nullable=True,
            comment="Number killed as the text says it; 0 only where it says none, null: not said",
        ),
        sa.Column(
            "killed_max",
            sa.BigInteger(),
            nullable=True,
            comment="Most killed that the text allows; null: no upper bound, or not said",
        ),
        sa.Column(
            "killed_qualifier",
            sa.Text(),
            nullable=True,
            comment="exact, at_least, at_most, about, range, several, dozens, many, explicit_none; null: not said",
        ),
        sa.Column(
            "injured_min", sa.BigInteger(), nullable=True, comment="Fewest injured that the text allows; null: not said"
        ),
        sa.Column(
            "injured_best",
            sa.BigInteger(),
            nullable=True,
            comment="Number injured as the text says it; 0 only where it says none, null: not said",
        ),
        sa.Column(
            "injured_max",
            sa.BigInteger(),
            nullable=True,
            comment="Most injured that the text allows; null: no upper bound, or not said",
        ),
        sa.Column(
            "injured_qualifier",
            sa.Text(),
            nullable=True,
            comment="exact, at_least, at_most, about, range, several, dozens, many, explicit_none; null: not said",
        ),
        sa.Column(
            "actors", sa.Text(), nullable=True, comment="Who, with role and, where it is not merely reported, status"
        ),
        sa.Column("proof", sa.Text(), nullable=True, comment="The words that prove the type"),
        sa.Column("record", JSON, nullable=False, comment="The whole IncidentEvent"),
        sa.Column(
            "digest",
            sa.Text(),
            nullable=False,
            comment="Of all that stands in this row: an equal row is not written again",
        ),
        sa.Column("stored_at", INSTANT, nullable=False, comment="When this row was last written"),
        sa.ForeignKeyConstraint(["article_id"], ["article.article_id"], name=op.f("fk_incident_event_article_id")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_incident_event")),
        comment="One row for each incident event. Withdrawn ones stay, so that their withdrawal can be said again.",
    )
    op.create_index(op.f("ix_incident_event_article_id"), "incident_event", ["article_id"], unique=False)
    op.create_index(op.f("ix_incident_event_branch"), "incident_event", ["branch"], unique=False)
    op.create_index(op.f("ix_incident_event_country"), "incident_event", ["country"], unique=False)
    op.create_index(op.f("ix_incident_event_happened_on"), "incident_event", ["happened_on"], unique=False)
    op.create_index(op.f("ix_incident_event_killed_best"), "incident_event", ["killed_best"], unique=False)
    op.create_index(op.f("ix_incident_event_type"), "incident_event", ["type"], unique=False)
    op.execute(VIEW)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"COMMENT ON VIEW incidents IS '{COMMENT}'")


def downgrade() -> None:
    op.execute("DROP VIEW incidents")
    op.drop_table("incident_event")
    op.drop_table("article")
