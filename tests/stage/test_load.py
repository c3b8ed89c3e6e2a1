"""The judge finds every loss and every double that is planted; else no chaos test could fail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest

from tests.stage.load import Expected, judge
from tests.stage.topics import Read

EVENT_TOPIC, LETTERS = "incidents.events", "articles.raw.dlq"


@dataclass
class World:
    """What the table and the topics hold."""

    articles: list[str] = field(default_factory=list)
    events: list[tuple[str, bool]] = field(default_factory=list)
    records: list[Read] = field(default_factory=list)


def expected() -> Expected:
    """Three articles with 1, 2 and 3 events, the last in a newer version too, and one that is poison."""
    wanted = Expected()
    for number in (1, 2, 3, 50):
        wanted.article(number)
    wanted.newer(3)
    return wanted


def perfect(wanted: Expected) -> World:
    """A world that holds just what it must."""
    live = [Read(EVENT_TOPIC, 0, 0, key, b"{}", {}) for key in sorted(wanted.events)]
    gone = [Read(EVENT_TOPIC, 0, 0, key, None, {}) for key in sorted(wanted.gone)]
    dead = [Read(LETTERS, 0, 0, key, b"", {"x-dlq-reason": reason}) for key, reason in wanted.dead.items()]
    rows = [(key, False) for key in sorted(wanted.events)] + [(key, True) for key in sorted(wanted.gone)]
    return World(sorted(wanted.live), rows, [*live, *gone, *dead])


def lose_article(world: World) -> None:
    world.articles.pop()


def lose_event(world: World) -> None:
    world.events.pop(0)


def lose_published(world: World) -> None:
    world.records.pop(0)


def lose_letter(world: World) -> None:
    world.records.pop()


def forget_withdrawal(world: World) -> None:
    world.events[-1] = (world.events[-1][0], False)


def revive(world: World) -> None:
    """A live record after the tombstone."""
    gone = next(record for record in world.records if record.value is None and record.topic == EVENT_TOPIC)
    world.records.append(replace(gone, value=b"{}"))


def blame_wrongly(world: World) -> None:
    world.records[-1] = replace(world.records[-1], headers={"x-dlq-reason": "extract_timeout"})


def put_elsewhere(world: World) -> None:
    world.records[-1] = replace(world.records[-1], topic="incidents.enriched.dlq")


def double_article(world: World) -> None:
    world.articles.append(world.articles[0])


def store_poison(world: World) -> None:
    world.articles.append("article-50")


def double_event(world: World) -> None:
    world.events.append(world.events[0])


def invent_event(world: World) -> None:
    world.events.append(("never", False))


def letter_of_good(world: World) -> None:
    world.records.append(replace(world.records[-1], key=world.articles[0]))


LOSSES = [
    (lose_article, "article without row"),
    (lose_event, "event without row"),
    (lose_published, "event not published"),
    (lose_letter, "no dead letter"),
    (forget_withdrawal, "event not marked withdrawn"),
    (revive, "event without tombstone"),
    (blame_wrongly, "dead letter with a wrong reason"),
    (put_elsewhere, "dead letter on a wrong topic"),
    (letter_of_good, "dead letter with a wrong reason"),
]
DOUBLES = [
    (double_article, "row of an article twice"),
    (store_poison, "row of a poisoned article"),
    (double_event, "row of an event twice"),
    (invent_event, "live event that should not be"),
    (forget_withdrawal, "live event that should not be"),
]


def test_a_world_as_it_must_be_is_good() -> None:
    """Repeated messages and dead letters change nothing: at least once may repeat."""
    wanted = expected()
    world = perfect(wanted)
    world.records += world.records
    assert judge(wanted, articles=world.articles, events=world.events, records=world.records).good
    assert len(wanted.events) == 5
    assert len(wanted.gone) == 1


@pytest.mark.parametrize(("plant", "words"), LOSSES)
def test_a_loss_is_found(plant: Callable[[World], None], words: str) -> None:
    """And named."""
    wanted = expected()
    world = perfect(wanted)
    plant(world)
    verdict = judge(wanted, articles=world.articles, events=world.events, records=world.records)
    assert not verdict.good
    assert any(fault.startswith(words) for fault in verdict.missing), verdict


@pytest.mark.parametrize(("plant", "words"), DOUBLES)
def test_a_double_is_found(plant: Callable[[World], None], words: str) -> None:
    """And named."""
    wanted = expected()
    world = perfect(wanted)
    plant(world)
    verdict = judge(wanted, articles=world.articles, events=world.events, records=world.records)
    assert not verdict.good
    assert any(fault.startswith(words) for fault in verdict.doubled), verdict


def fleeting(wanted: Expected) -> World:
    """An event of an older version that was under way when the newer one came."""
    wanted.article(7)
    wanted.newer(7, under_way=True)
    return perfect(wanted)


def without(world: World, keys: set[str]) -> World:
    """As if these had never been seen."""
    world.events = [row for row in world.events if row[0] not in keys]
    world.records = [record for record in world.records if record.key not in keys]
    return world


def test_what_a_newer_version_overtook_may_never_have_been_seen() -> None:
    """But whoever saw it must be told that it is gone."""
    wanted = expected()
    world = without(fleeting(wanted), wanted.fleeting)
    assert judge(wanted, articles=world.articles, events=world.events, records=world.records).good
    (key,) = wanted.fleeting
    world.records.append(Read(EVENT_TOPIC, 0, 0, key, b"{}", {}))
    verdict = judge(wanted, articles=world.articles, events=world.events, records=world.records)
    assert verdict.missing == (f"event not marked withdrawn: {key}", f"event without tombstone: {key}")
