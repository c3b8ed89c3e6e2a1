"""After sending: waits until the worker has stored everything, then says what is in the table, what is not, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from worker.agents.stages import dead_letter_topics
from worker.errors import NoDatabase
from worker.kafka.following import Ends, Follower
from worker.settings import DatabaseSettings, Settings
from worker.sinks.database import open_engine
from worker.sinks.presence import find_stored


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the articles that were sent.

    Attributes:
        stored: How many the table holds.
        dead_lettered: How many became dead letters, by reason.
        missing: Ids of those that are neither.
    """

    stored: int
    dead_lettered: Counter[str]
    missing: frozenset[str]


async def wait_until_stored(
    follower: Follower,
    settings: Settings,
    article_ids: AbstractSet[str],
    since: Ends,
    limit: float,
    *,
    moved: Callable[[str, int], None] | None = None,
) -> Outcome:
    """Wait until all roles are done, then look for each article.

    Args:
        follower: Connected.
        settings: Of the worker that stores.
        article_ids: What was sent; they are the keys of the messages, too.
        since: Where the dead-letter topics ended before the sending.
        limit: Seconds that may pass without any movement.
        moved: See ``Follower.until_stored``.

    Raises:
        Stalled: nothing moved for so long.
        NoBroker: the brokers have gone.
        NoDatabase: the table cannot be read.
    """
    await follower.until_stored(limit, moved=moved)
    keys = {article_id.encode("utf-8", "surrogatepass"): article_id for article_id in article_ids}
    reasons = await follower.reasons_since(since, dead_letter_topics(settings.kafka), keys.keys())
    dead = {keys[key]: reason for key, reason in reasons.items()}
    stored = await look_for(settings.database, article_ids)
    missing = frozenset(article_ids) - stored - dead.keys()
    return Outcome(len(stored - dead.keys()), Counter(dead.values()), missing)


async def look_for(database: DatabaseSettings, article_ids: AbstractSet[str]) -> set[str]:
    """Those of these articles that the table holds.

    Raises:
        NoDatabase: the table cannot be read.
    """
    engine = open_engine(database, write=False, program="tocsin replay")
    try:
        return await find_stored(engine, article_ids)
    except (SQLAlchemyError, OSError) as error:
        raise NoDatabase(
            f"the table cannot be read: {str(error).splitlines()[0]}",
            "Set TOCSIN_DATABASE__URL to where the worker stores; `tocsin db current` tells what is there.",
        ) from error
    finally:
        await engine.dispose()
