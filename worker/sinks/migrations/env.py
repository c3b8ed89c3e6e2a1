"""Alembic's hook: runs the migrations on the connection that ``worker.sinks.schema`` hands over, in its transaction."""

from __future__ import annotations

from alembic import context

from worker.sinks.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,  # SQLite too: it begins its transactions itself (worker.sinks.database)
)
context.run_migrations()
