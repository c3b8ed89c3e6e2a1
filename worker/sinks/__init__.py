"""The table of incidents: one protocol, PostgreSQL and SQLite."""
