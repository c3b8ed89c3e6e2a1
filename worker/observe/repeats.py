"""Keeps libraries from saying the same thing for ever: a broker that is away is one line in half a minute, with a count."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from threading import Lock


class Repeats(logging.Filter):
    """Lets a warning of a library through once in a while, and then says how often it was held back.

    Two lines are the same when logger and message template are (``Unable connect to node with id %s: %s``), whatever
    they are filled with.  Our own lines always pass.
    """

    def __init__(
        self, loggers: Sequence[str], *, seconds: float = 30.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__()
        self._loggers = frozenset(loggers)
        self._seconds = seconds
        self._clock = clock
        self._lock = Lock()
        self._seen: dict[tuple[str, str], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the line passes; it is told how many like it did not."""
        if record.levelno < logging.WARNING or record.name.partition(".")[0] not in self._loggers:
            return True
        if not isinstance(record.msg, str):
            return True
        key = (record.name, record.msg)
        now = self._clock()
        with self._lock:
            last, held = self._seen.get(key, (now - self._seconds, 0))
            if now - last < self._seconds:
                self._seen[key] = (last, held + 1)
                return False
            if len(self._seen) >= 1_000:  # templates that hold values: forget, rather than grow
                self._seen.clear()
            self._seen[key] = (now, 0)
        if held:
            record.msg = f"{record.getMessage()} (and {held} more like it in {now - last:.0f} s)"
            record.args = ()
        return True
