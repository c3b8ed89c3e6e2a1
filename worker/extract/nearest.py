"""Finds the trigger that stands nearest to a mention without asking each: a sentence may hold a hundred of both."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from worker.extract.findings import Mention, Trigger

Nearness = tuple[int, bool, int, int]
"""Words between (fewer than none: the mention is of its words), then what tells of an incident before what follows from one, then the first in the text, then in order."""


class NearestTrigger:
    """Some triggers of a sentence, each with the incident that it tells of, in the order of their first words."""

    def __init__(self, told: Sequence[tuple[Trigger, int | None]]) -> None:
        self._ordered = sorted(
            ((trigger.first, place, trigger, owner) for place, (trigger, owner) in enumerate(told)), key=lambda t: t[:2]
        )
        self._firsts = [first for first, _, _, _ in self._ordered]
        self._longest = max(trigger.last - trigger.first for trigger, _ in told)

    def to(self, mention: Mention) -> tuple[Nearness, int | None]:
        """The nearest, and whose it is."""
        behind = bisect_left(self._firsts, mention.last)
        best: tuple[Nearness, int | None] | None = None
        for at in range(behind, len(self._firsts)):  # of those that follow it: where the next begins
            first, place, trigger, owner = self._ordered[at]
            if first != self._firsts[behind]:
                break
            nearness = (first - mention.last, trigger.effect, first, place)
            if best is None or nearness < best[0]:
                best = nearness, owner
        for at in range(behind - 1, -1, -1):
            first, place, trigger, owner = self._ordered[at]
            if best is not None and mention.first - first - self._longest > best[0][0]:
                break  # none that begins earlier still can be as near
            inside = (
                -1 if mention.first < trigger.last and not trigger.effect else 0
            )  # sooner than what stands beside it
            nearness = (max(mention.first - trigger.last, inside), trigger.effect, first, place)
            if best is None or nearness < best[0]:
                best = nearness, owner
        assert best is not None  # noqa: S101 - there is one at least
        return best
