"""What is done to the worker while it works; each scenario sends its articles and says when it is over.

All of them are over when every article is in the table or a dead letter; whether that is so, and nothing stands twice, is
judged afterwards.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.chaos.arena import Arena
from tests.chaos.cost import costs_of

Play = Callable[[Arena, float], None]


@dataclass(frozen=True, slots=True)
class Scenario:
    """One row of the table."""

    name: str
    sentence: str
    play: Play
    """Told how much of the whole is wanted: 1 for all of it, less for a quick run."""


def _times(whole: int, share: float) -> int:
    return max(1, round(whole * share))


def plain(arena: Arena, _share: float) -> None:
    """Nothing happens; what it costs is noted."""
    arena.send_all()
    worker = arena.start_worker()
    arena.at(0.95)
    seconds = time.monotonic() - arena.progress.begun
    arena.notes.append(f"{arena.progress.stored / seconds:,.0f} articles/s, counted from the start of the processes")
    arena.notes.append(f"CPU for each article, and memory (PSS): {costs_of(worker, arena.progress.stored)}")


def kill_roles(arena: Arena, share: float) -> None:
    """SIGKILL to a random role."""
    arena.send_all()
    arena.start_worker()
    arena.during(_times(10, share), lambda _: arena.kill_role())


def stop_worker(arena: Arena, share: float) -> None:
    """SIGTERM, and a new start."""
    arena.send_all()
    worker = arena.start_worker()

    def stop(_: int) -> None:
        arena.stop_worker(worker)
        worker.start()

    arena.during(_times(5, share), stop)


def rebalance(arena: Arena, share: float) -> None:
    """Workers join, leave and die, one to three at a time, without names of their own: each change is a rebalance."""
    arena.send_all()
    one = arena.start_worker(TOCSIN_KAFKA__INSTANCE="")
    two = arena.start_worker(TOCSIN_KAFKA__INSTANCE="")
    three = arena.new_worker(TOCSIN_KAFKA__INSTANCE="")

    def die() -> None:
        two.kill()
        arena.exits["SIGKILL worker"] += 1

    steps: list[Callable[[], object]] = [
        three.start,  # the third joins
        lambda: arena.stop_worker(three),  # and leaves
        die,  # the second dies
        two.start,
        three.start,
        lambda: arena.stop_worker(one),
        one.start,
        arena.kill_role,
        lambda: arena.stop_worker(three),
        three.start,
    ]
    arena.during(_times(10, share), lambda at: steps[at]())


def kill_broker(arena: Arena, share: float) -> None:
    """The broker is killed and started again."""
    arena.send_all()
    arena.start_worker()

    def kill(_: int) -> None:
        with arena.outage():
            arena.kafka.kill()
            time.sleep(3)
            arena.kafka.start()

    arena.during(_times(3, share), kill)


def freeze_broker(arena: Arena, _share: float) -> None:
    """The broker is frozen for 40 s: connections stay open, and nothing answers."""
    arena.send_all()
    arena.start_worker()

    def freeze(_: int) -> None:
        with arena.outage():
            arena.kafka.pause()
            time.sleep(40)
            arena.kafka.unpause()

    arena.during(1, freeze)


def _without_database(arena: Arena, seconds: float, goes: Callable[[], object], comes: Callable[[], object]) -> None:
    """Meanwhile extract and enrich go on, and ``incidents.enriched`` grows."""
    before = arena.progress.enriched
    with arena.outage():
        goes()
        time.sleep(seconds)
        grown = arena.progress.enriched - before
        comes()
    arena.notes.append(f"`incidents.enriched` grew by {grown:,} meanwhile{'' if grown else ': enrich had done all'}")
    if before < arena.articles * 0.95 and not grown:
        raise AssertionError("incidents.enriched did not grow while the database was away")


def kill_database(arena: Arena, share: float) -> None:
    """PostgreSQL is killed, away for five seconds, and started again."""
    arena.send_all()
    arena.start_worker()
    server = arena.postgres
    arena.during(_times(3, share), lambda _: _without_database(arena, 5, server.kill, server.start))


def freeze_database(arena: Arena, _share: float) -> None:
    """PostgreSQL is frozen for 20 s."""
    arena.send_all()
    arena.start_worker()
    server = arena.postgres
    arena.during(1, lambda _: _without_database(arena, 20, server.pause, server.unpause))


def kill_children(arena: Arena, share: float) -> None:
    """SIGKILL to a random child of a pool."""
    arena.send_all()
    arena.start_worker()
    arena.during(_times(10, share), lambda _: arena.kill_child())


def hang(arena: Arena, share: float) -> None:
    """Articles that hang, some so that nothing but a kill ends them, and roles killed meanwhile."""
    times = _times(5, share)
    for number in range(times):
        key, do = f"hanging-{number}", ("hang", "block")[number % 2]
        arena.topics.send(key, {"article_id": key, "text": "Fire.", "metadata": {"do": do}})
        arena.expected.dead[key] = "extract_timeout"
        arena.send(range(number * arena.articles // times, (number + 1) * arena.articles // times))
    arena.start_worker()
    arena.during(2, lambda _: arena.kill_role())


def newer_versions(arena: Arena, share: float) -> None:
    """Newer versions follow while the older ones are under way, and roles are killed meanwhile."""
    step = max(200, arena.articles // 20)
    for first in range(0, arena.articles, step):
        arena.send(range(first, min(first + step, arena.articles)))
        for number in range(3 + max(0, first - step // 2), first + step // 2, 20):  # of this step and the one before
            if number % 4 == 3 and f"article-{number}" in arena.expected.live:
                arena.topics.send(*arena.expected.newer(number, under_way=True))
    arena.topics.flush()
    arena.start_worker()
    arena.during(_times(4, share), lambda _: arena.kill_role())


def other_rules(arena: Arena, _share: float) -> None:
    """Half-way the worker stops, and starts with rules that find less; then extract reads its topic once more from the start."""
    arena.send_all()
    worker = arena.start_worker()
    arena.at(0.5)
    arena.stop_worker(worker)
    arena.read_again()
    arena.expected.reruled(fewer=1)
    worker.settings["TRIAL_FEWER_EVENTS"] = "1"
    worker.start()


SCENARIOS = (
    Scenario("plain", "nothing happens", plain),
    Scenario("sigkill", "SIGKILL of a random role, 10 times", kill_roles),
    Scenario("sigterm", "SIGTERM of the worker, 5 times", stop_worker),
    Scenario("rebalance", "workers join, leave and die: 10 rebalances, 1 to 3 workers", rebalance),
    Scenario("broker-killed", "broker killed and restarted, 3 times", kill_broker),
    Scenario("broker-frozen", "broker paused for 40 s", freeze_broker),
    Scenario("database-killed", "PostgreSQL killed and restarted, 3 times", kill_database),
    Scenario("database-frozen", "PostgreSQL paused for 20 s", freeze_database),
    Scenario("children", "SIGKILL of a random pool child, 10 times", kill_children),
    Scenario("hanging", "5 articles that hang, 2 SIGKILLs", hang),
    Scenario("versions", "newer versions of articles under way, 4 SIGKILLs", newer_versions),
    Scenario("rules", "the rule set changed half-way, and the topic read again", other_rules),
)
