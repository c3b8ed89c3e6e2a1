"""The database takes rows of this version."""

from __future__ import annotations

from worker.agents.roles import Role, parse_roles
from worker.doctor.findings import Seen
from worker.settings import Settings
from worker.sinks.database import open_engine, place_of
from worker.sinks.schema import head, require_head

_LIMIT = 5.0


async def check_database(settings: Settings) -> Seen:
    """It answers, lets this user in and write, and is at the newest migration: what store asks before it begins.

    Raises:
        Transient: it does not answer.
        Misconfigured: anything else that is wrong with it.
    """
    if Role.STORE not in parse_roles(settings.worker.agents):
        return Seen("no agent here writes to it")
    bounded = settings.database.model_copy(update={"timeout": min(settings.database.timeout, _LIMIT)})
    engine = open_engine(bounded)
    try:
        await require_head(engine)
    finally:
        await engine.dispose()
    return Seen(f"{place_of(engine.url)} is at {head()} and takes rows")
