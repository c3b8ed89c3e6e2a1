"""Column types that are one thing in Python and another in each database."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.types import TypeEngine


class Instant(sa.TypeDecorator[datetime]):
    """An instant: timestamptz on PostgreSQL; SQLite knows no zones, so UTC without one."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """To UTC; SQLite gets it without its zone, and so as text that sorts."""
        if value is None:
            return None
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        """UTC, with its zone."""
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


class Texts(sa.TypeDecorator[tuple[str, ...]]):
    """A list of texts: text[] on PostgreSQL, JSON on SQLite."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> TypeEngine[Any]:
        """As the database has it."""
        return dialect.type_descriptor(ARRAY(sa.Text()) if dialect.name == "postgresql" else sa.Text())

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: sa.Dialect) -> Any:  # noqa: ANN401 - two kinds
        """A list, or its JSON."""
        if value is None:
            return None
        texts = list(value)
        return texts if dialect.name == "postgresql" else json.dumps(texts, ensure_ascii=False, separators=(",", ":"))

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> tuple[str, ...] | None:  # noqa: ANN401
        """Always a tuple."""
        if value is None:
            return None
        return tuple(value if dialect.name == "postgresql" else json.loads(value))


# The engine is told to pass JSON through as text (database.py): records are encoded by their models, once.
Json = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
