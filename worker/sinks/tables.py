"""The two tables and the view, as this version has them; the migrations make them, and a test compares both.

Typed columns hold what people filter on; ``record`` holds the whole event.  Every comment reaches PostgreSQL's catalogue
and docs/tables.md.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeEngine

from schemas.attack import WeaponKind
from schemas.harm import TargetKind
from worker.sinks.column_types import Instant, Json, Texts

METADATA = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


VERSIONS = "alembic_version"
"""The table in which Alembic keeps the version."""

_WHO = "Who, with role and, where it is not merely reported, status"
_DOUBT = "Number with its doubt: 12, 0 (the text says none), ~50, 10–14, ≥12, ≤5; null: not said"


def _column(
    name: str, type_: TypeEngine[Any] | type[TypeEngine[Any]], comment: str, *, null: bool = True, index: bool = False
) -> sa.Column[Any]:
    return sa.Column(name, type_, nullable=null, index=index, comment=comment)


def _count(of: str) -> list[sa.Column[Any]]:
    return [
        _column(f"{of}_min", sa.BigInteger, f"Fewest {of} that the text allows; null: not said"),
        _column(f"{of}_best", sa.BigInteger, f"Number {of} as the text says it; 0 only where it says none, null: not said", index=of == "killed"),
        _column(f"{of}_max", sa.BigInteger, f"Most {of} that the text allows; null: no upper bound, or not said"),
        _column(f"{of}_qualifier", sa.Text, "exact, at_least, at_most, about, range, several, dozens, many, explicit_none; null: not said"),
    ]  # fmt: skip


ARTICLE = sa.Table(
    "article",
    METADATA,
    sa.Column("article_id", sa.Text, primary_key=True, comment="Given by the producer, else made from url or text"),
    _column("publisher", sa.Text, "As the producer gave it"),
    _column("url", sa.Text, "As the producer gave it"),
    _column("title", sa.Text, "As the producer gave it"),
    _column("published", Instant, "Publication; a mere date is its first instant in UTC", index=True),
    _column("language", sa.Text, "ISO 639-1"),
    _column("sha256", sa.Text, "Of the text's UTF-8 bytes, in hex", null=False),
    _column("raw_topic", sa.Text, "Topic of the raw message"),
    _column("raw_partition", sa.BigInteger, "Partition of the raw message"),
    _column("raw_offset", sa.BigInteger, "Offset of the raw message"),
    _column("raw_timestamp", sa.BigInteger, "Milliseconds since 1970 of the raw message; a result from an earlier one never replaces this", null=False),
    _column("event_count", sa.BigInteger, "Live events; 0 for an article without any incident", null=False),
    _column("skipped", Json, "What looked like an incident and is none, with reason, span and rule", null=False),
    _column("extractor", sa.Text, "Name, version and rule set that made the result", null=False),
    _column("stored_at", Instant, "When this result was stored", null=False),
    comment="One row for each article that was read, also for those without any incident.",
)  # fmt: skip

INCIDENT_EVENT = sa.Table(
    "incident_event",
    METADATA,
    sa.Column("event_id", sa.Text, primary_key=True, comment="Depends on article, type, place, date only: the same after every replay"),
    sa.Column("article_id", sa.Text, sa.ForeignKey("article.article_id"), nullable=False, index=True, comment="The article that reports it"),
    _column("importance", sa.BigInteger, "Place in the article's events: 0 is what the article is about", null=False),
    _column("withdrawn", sa.Boolean, "True: a newer version of the article no longer holds it", null=False),
    _column("withdrawn_at", Instant, "When it was withdrawn"),
    _column("type", sa.Text, "Leaf of the taxonomy: conflict.drone_strike", null=False, index=True),
    _column("branch", sa.Text, "Its first part: conflict", null=False, index=True),
    _column("realis", sa.Text, "actual, attempted or foiled", null=False),
    _column("title", sa.Text, "Composed from the fields"),
    _column("summary", sa.Text, "Composed from the fields"),
    _column("severity", sa.Float, "0 to 10"),
    _column("confidence", sa.Float, "0 to 1"),
    _column("happened_on", sa.Date, "Likeliest day of its start, in UTC; time_precision says how sure", index=True),
    _column("time_earliest", Instant, "First instant that the text allows"),
    _column("time_best", Instant, "Likeliest start; a mere date is its first instant in UTC"),
    _column("time_latest", Instant, "Last instant that the text allows"),
    _column("time_precision", sa.Text, "minute, hour, part_of_day, night, day, days, week, month, year, unknown", null=False),
    _column("time_inferred", sa.Boolean, "True: the text gives no time, the publication date stands in", null=False),
    _column("place", sa.Text, "As written"),
    _column("place_resolved", sa.Text, "The gazetteer's name; null: it knows no such place"),
    _column("geonames_id", sa.BigInteger, "Id at geonames.org"),
    _column("country", sa.Text, "ISO 3166-1 alpha-3", index=True),
    _column("admin1", sa.Text, "ISO 3166-2 where known, else GeoNames' code"),
    _column("admin2", sa.Text, "Name of the division"),
    _column("lat", sa.Float, "Degrees WGS 84"),
    _column("lon", sa.Float, "Degrees WGS 84"),
    _column("place_precision", sa.Text, "exact, site, place, admin2, admin1, country, region, unknown", null=False),
    _column("uncertainty_km", sa.Float, "Radius around the point that holds the incident"),
    *_count("killed"),
    *_count("injured"),
    _column("who", sa.Text, _WHO),
    _column("actors", Texts, "Names of all actors, canonical where known, else as written", null=False),
    _column("weapons", Texts, f"Kinds: {', '.join(WeaponKind)}", null=False),
    _column("targets", Texts, f"Kinds: {', '.join(TargetKind)}", null=False),
    _column("proof", sa.Text, "The words that prove the type"),
    _column("record", Json, "The whole IncidentEvent", null=False),
    _column("digest", sa.Text, "Of all that stands in this row: an equal row is not written again", null=False),
    _column("stored_at", Instant, "When this row was last written", null=False),
    *(
        sa.Index(f"ix_incident_event_{name}", name, postgresql_using="gin").ddl_if(dialect="postgresql")
        for name in ("actors", "weapons", "targets")
    ),
    comment="One row for each incident event. Withdrawn ones stay, so that their withdrawal can be said again.",
)  # fmt: skip


INCIDENTS = sa.Table(
    "incidents",
    sa.MetaData(),  # of its own: the migrations make it, and it is no table
    _column("what", sa.Text, "Leaf of the taxonomy: conflict.drone_strike"),
    _column("happened", sa.Date, "Likeliest day of its start, in UTC"),
    _column("happened_precision", sa.Text, "How sure the day is: minute, hour, part_of_day, night, day, days, week, month, year, unknown"),
    _column("place", sa.Text, "The gazetteer's name, else as written"),
    _column("admin1", sa.Text, "ISO 3166-2 where known, else GeoNames' code"),
    _column("country", sa.Text, "ISO 3166-1 alpha-3"),
    _column("killed", sa.Text, _DOUBT),
    _column("injured", sa.Text, _DOUBT),
    _column("who", sa.Text, _WHO),
    _column("proof", sa.Text, "The words that prove the type"),
    _column("title", sa.Text, "Composed from the fields"),
    _column("summary", sa.Text, "Composed from the fields"),
    _column("severity", sa.Float, "0 to 10"),
    _column("confidence", sa.Float, "0 to 1"),
    _column("lat", sa.Float, "Degrees WGS 84"),
    _column("lon", sa.Float, "Degrees WGS 84"),
    _column("uncertainty_km", sa.Float, "Radius around the point that holds the incident"),
    _column("publisher", sa.Text, "Of the article, as the producer gave it"),
    _column("url", sa.Text, "Of the article, as the producer gave it"),
    _column("published", Instant, "Publication of the article; a mere date is its first instant in UTC"),
    _column("article_id", sa.Text, "The article that reports it"),
    _column("event_id", sa.Text, "Depends on article, type, place, date only: the same after every replay"),
    comment="Live incident events for people: one row each, with names to be read. Everything else is in incident_event.",
)  # fmt: skip


def markdown_of(table: sa.Table) -> str:
    """A table in the documentation: its sentence, then a line for each column."""
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    lines = [str(table.comment), "", "| column | type | meaning |", "|---|---|---|"]
    lines += [
        f"| `{column.name}` | {column.type.compile(dialect).lower()} | {column.comment} |" for column in table.columns
    ]
    return "\n".join(lines) + "\n"
