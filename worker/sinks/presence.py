"""Which articles the table holds: what a replay that waits asks."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from worker.sinks.tables import ARTICLE

_AT_ONCE = 500


async def find_stored(engine: AsyncEngine, article_ids: Collection[str]) -> set[str]:
    """Those of these articles that have a row, with or without incidents.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database does not answer, or holds no such table.
    """
    found: set[str] = set()
    async with engine.connect() as connection:
        for some in _chunks(article_ids):
            rows = await connection.execute(sa.select(ARTICLE.c.article_id).where(ARTICLE.c.article_id.in_(some)))
            found.update(rows.scalars())
    return found


def _chunks(ids: Collection[str]) -> Iterator[list[str]]:
    rest = iter(ids)
    while some := list(islice(rest, _AT_ONCE)):
        yield some
