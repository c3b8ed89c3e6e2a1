"""A library that says the same for ever is heard once in a while, with a count."""

from __future__ import annotations

import logging

from worker.observe.repeats import Repeats


class Clock:
    """A clock that stands still until it is moved."""

    now = 100.0

    def __call__(self) -> float:
        """What a test says that it is."""
        return self.now


def _record(logger: str, message: str, *args: object, level: int = logging.ERROR) -> logging.LogRecord:
    return logging.LogRecord(logger, level, "", 0, message, args, None)


def test_the_first_passes_the_next_are_counted_and_the_count_is_told():
    """By template: node and reason may differ."""
    clock = Clock()
    repeats = Repeats(["aiokafka"], seconds=30, clock=clock)
    template = "Unable connect to node with id %s: %s"
    assert repeats.filter(_record("aiokafka.client", template, 1, "refused"))
    for _ in range(41):
        clock.now += 0.5
        assert not repeats.filter(_record("aiokafka.client", template, 2, "timed out"))
    clock.now += 10
    last = _record("aiokafka.client", template, 1, "refused")
    assert repeats.filter(last)
    assert last.getMessage() == "Unable connect to node with id 1: refused (and 41 more like it in 30 s)"
    clock.now += 31
    again = _record("aiokafka.client", template, 1, "refused")
    assert repeats.filter(again)
    assert again.getMessage() == "Unable connect to node with id 1: refused"


def test_others_always_pass():
    """Our own lines, other templates, and what is no warning."""
    repeats = Repeats(["aiokafka"], clock=Clock())
    for _ in range(2):
        assert repeats.filter(_record("tocsin", "article_processed"))
        assert repeats.filter(_record("aiokafka", "x", level=logging.DEBUG))
    assert repeats.filter(_record("aiokafka", "one"))
    assert repeats.filter(_record("aiokafka", "two"))
    assert repeats.filter(_record("aiokafka.consumer", "one"))


def test_templates_that_hold_values_do_not_eat_memory():
    """A bound, not a leak."""
    repeats = Repeats(["aiokafka"], clock=Clock())
    for number in range(5_000):
        repeats.filter(_record("aiokafka", f"value {number}"))
    assert len(repeats._seen) <= 1_000
