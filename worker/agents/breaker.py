"""Stops a role that dead-letters too much: a bad deploy must not eat a day of news."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

WINDOW = 200
"""Messages that the share is taken of."""


class BreakerOpen(RuntimeError):
    """Too many dead letters: somebody has to look before more messages are tried."""


class Breaker:
    """Counts outcomes in the order of the messages."""

    def __init__(self, in_a_row: int, share: float) -> None:
        self._in_a_row, self._share = in_a_row, share
        self._row = 0
        self._window: deque[bool] = deque(maxlen=WINDOW)

    def count(self, outcomes: Iterable[bool]) -> None:
        """Count a slice (True: done, False: to be dead-lettered) before anything of it is sent.

        Raises:
            BreakerOpen: a limit is reached.  Nothing of this slice becomes a dead letter then.
        """
        for done in outcomes:
            self._row = 0 if done else self._row + 1
            self._window.append(done)
            if self._row >= self._in_a_row:
                raise BreakerOpen(f"{self._row} dead letters in a row")
            bad = self._window.count(False) if not done and len(self._window) == WINDOW else 0
            if bad >= self._share * WINDOW:
                raise BreakerOpen(f"{bad} dead letters among the last {WINDOW} messages")
