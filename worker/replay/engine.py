"""The replay itself: one article after the other to a target, paced, counted, resumable.

It knows no Kafka and no database: those are targets.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

from worker.replay.outgoing import Outgoing, Target, make_ready
from worker.replay.pacing import Pace
from worker.replay.readers import BadSeed, Reading, Seed
from worker.replay.resume import ResumeFile


@dataclass(frozen=True, slots=True)
class Order:
    """Which of the articles, and in which order: shuffled first, then skipped, then limited."""

    skip: int = 0
    limit: int | None = None
    shuffle: bool = False
    seed: int | None = None

    def applied(self, readings: Iterable[Reading]) -> Iterator[Reading]:
        """The articles that are meant.  Shuffling holds all of them in memory."""
        if self.shuffle:
            readings = list(readings)
            random.Random(self.seed).shuffle(readings)  # noqa: S311 - an order, no secret
        return islice(readings, self.skip, None if self.limit is None else self.skip + self.limit)


@dataclass(slots=True)
class Tally:
    """What became of the articles so far."""

    read: int = 0
    sent: int = 0  # safe at the target
    resumed: int = 0  # sent by an earlier run
    failed: int = 0
    bytes: int = 0
    stopped_at: str | None = None  # where the first bad one ended the run
    ids: set[str] = field(default_factory=set)  # of what is safe, where somebody waits for it


@dataclass(frozen=True, slots=True)
class Rules:
    """How to go about it."""

    pace: Pace
    key: str = "article_id"
    on_error: Literal["stop", "skip"] = "stop"
    keep_ids: bool = False


async def replay(
    readings: Iterable[Reading],
    target: Target | None,
    rules: Rules,
    tally: Tally,
    *,
    tell: Callable[[str], None],
    resume: ResumeFile | None = None,
) -> None:
    """Send everything; ``tally`` is right at any moment, also when this is cancelled.

    Args:
        readings: From the readers.
        target: Where to, started; None: nowhere, only look.
        rules: Pace, key, and whether a bad article ends the run.
        tally: Counted into; ``make_done`` gives the function that the target reports to.
        tell: Gets one line for each bad article.
        resume: What was sent before.

    Raises:
        Misconfigured: the target has gone.
    """
    begun = time.monotonic()
    for reading in readings:
        tally.read += 1
        match reading:
            case BadSeed(place, problem):
                _fail(tally, f"{place}: {problem}", tell)
            case Seed() as seed:
                outgoing = make_ready(seed, rules.key)
                if resume is not None and outgoing.digest in resume:
                    tally.resumed += 1
                    if rules.keep_ids:
                        tally.ids.add(seed.article.article_id)
                elif target is not None:
                    wait = begun + rules.pace.due(seed.article) - time.monotonic()
                    await asyncio.sleep(max(0.0, wait))
                    await target.put(outgoing)
        if tally.failed and rules.on_error == "stop":
            break
    if target is not None:
        await target.flush()


def make_done(
    tally: Tally, rules: Rules, *, tell: Callable[[str], None], resume: ResumeFile | None = None
) -> Callable[[Outgoing, str | None], None]:
    """What a target reports to."""

    def done(outgoing: Outgoing, problem: str | None) -> None:
        if problem is not None:
            _fail(tally, f"{outgoing.seed.place}: {problem}", tell)
            return
        tally.sent += 1
        tally.bytes += len(outgoing.value)
        if rules.keep_ids:
            tally.ids.add(outgoing.seed.article.article_id)
        if resume is not None:
            resume.add(outgoing.digest)

    return done


def _fail(tally: Tally, line: str, tell: Callable[[str], None]) -> None:
    tally.failed += 1
    tally.stopped_at = tally.stopped_at or line
    tell(line)
