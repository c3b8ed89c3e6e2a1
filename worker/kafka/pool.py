"""A pool of child processes in which one bad item costs only itself.

Each child has two pipes of its own, so children share no lock and no queue: the death of one touches no other.  It answers
item by item, so the parent always knows which one a child died of or hangs in: finished answers are kept, the culprit
is tried again in a fresh child and, when it kills that too, comes back rejected; the rest goes on.  Order is kept.
Three lines of defence:
    1. an exception, or a hang in Python (regular expressions included): the child answers itself, by SIGALRM at ``limit``
    2. a hang that SIGALRM cannot end (a C loop, a blocked signal): the parent kills the child at ``limit + grace``
    3. a death (crash, ``os._exit``, SIGKILL, out of memory): the pipe ends

A child that dies before it is ready (an import error, a missing model) is no item's fault: ``PoolBroken``.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import pickle
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from worker.errors import Misconfigured, Rejected
from worker.kafka.child import READY, UNFIT, Answer, Blame, Request

_FAREWELL = 0.2  # seconds
_TRIES = 3  # something may kill a child while it starts: only one that cannot start thrice is broken


class Death(StrEnum):
    """How a child ended that was not told to."""

    HUNG = "hung"
    DIED = "died"
    IDLE = "idle"


class PoolBroken(RuntimeError):
    """No child can be started."""


@dataclass(frozen=True, slots=True)
class PoolLimits:
    """Seconds, and how many deaths blame an item (a single one may be the out-of-memory killer's)."""

    item: float = 5.0
    grace: float = 1.0
    start: float = 60.0
    strikes: int = 3


class _Child:
    def __init__(self, target: str, argument: str, limits: PoolLimits) -> None:
        self._command = (sys.executable, "-m", "worker.kafka.child", target, str(os.getpid()), argument)
        self._target = target
        self._limits = limits
        self._process: Process | None = None

    async def start(self) -> Process:
        for _ in range(_TRIES - 1):
            with contextlib.suppress(PoolBroken):
                return await self._start()
        return await self._start()

    async def _start(self) -> Process:
        # Whatever fails before the child says that it is ready is not an item's fault.
        self._process = process = await asyncio.create_subprocess_exec(*self._command, stdin=PIPE, stdout=PIPE)
        try:
            async with asyncio.timeout(self._limits.start):
                first = await _stdout(process).readexactly(1)
                if first == UNFIT:
                    raise await _answer(process)  # type: ignore[misc]  # Misconfigured, pickled
        except (TimeoutError, asyncio.IncompleteReadError) as error:
            await self.kill()
            raise PoolBroken(f"a child for {self._target} did not start; its own words stand above") from error
        except Misconfigured:
            await self.kill()
            raise
        if first != READY:
            await self.kill()
            raise PoolBroken(f"a child for {self._target} did not say that it is ready")
        return process

    @property
    def is_dead(self) -> bool:
        """Whether it died while it was idle: no item's fault."""
        return self._process is not None and _stdout(self._process).at_eof()

    async def run(self, items: Sequence[object], blame: Blame, answers: list[Answer]) -> None:
        process = self._process or await self.start()
        limit, longest = self._limits.item, self._limits.item + self._limits.grace
        body = pickle.dumps(Request(limit, blame, list(items)), pickle.HIGHEST_PROTOCOL)
        writer = process.stdin
        assert writer is not None  # noqa: S101 - it was started with PIPE
        async with asyncio.timeout(longest) as timer:  # it reads the whole request first, so pipes cannot deadlock
            writer.writelines((len(body).to_bytes(4, "big"), body))
            await writer.drain()
            for _ in items:
                timer.reschedule(asyncio.get_running_loop().time() + longest)
                result = await _answer(process)
                assert isinstance(result, Answer)  # noqa: S101 - our own child
                answers.append(result)

    async def kill(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin is not None  # noqa: S101 - it was started with PIPE
        process.stdin.close()  # an idle child ends by itself; killing a dead one would reap it behind asyncio's back
        try:
            async with asyncio.timeout(_FAREWELL):
                await process.wait()
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
        process._transport.close()  # type: ignore[attr-defined]  # noqa: SLF001 - asyncio leaves the pipes to the collector


class Pool:
    """``size`` children that do the work of ``MODULE:FACTORY`` (see ``worker.kafka.child``)."""

    def __init__(
        self,
        target: str,
        size: int,
        blame: Blame,
        *,
        argument: str = "",
        limits: PoolLimits | None = None,
        died: Callable[[Death], None] = lambda _: None,
    ) -> None:
        """Nothing starts yet.

        Args:
            target: ``MODULE:FACTORY``.
            size: How many children.
            blame: The reasons of the items that a child dies of or hangs in.
            argument: For the factory.
            limits: Seconds, and strikes.
            died: Told of each child that ended without being told to.
        """
        self.answered = 0
        """Items answered since the start: work goes on while this grows, even within a slice."""
        self._blame, self._died = blame, died
        self._limits = limits or PoolLimits()
        self._children = [_Child(target, argument, self._limits) for _ in range(size)]
        self._idle: asyncio.Queue[_Child] = asyncio.Queue()

    async def start(self) -> None:
        """Start all children and wait until they are ready.

        Raises:
            Misconfigured: what a child needs is missing.
            PoolBroken: a child cannot start.
        """
        await asyncio.gather(*(child.start() for child in self._children))
        for child in self._children:
            self._idle.put_nowait(child)

    async def stop(self) -> None:
        """End all children, whatever they do."""
        await asyncio.gather(*(child.kill() for child in self._children))

    async def run(self, items: Sequence[object]) -> list[Answer]:
        """One answer for each item, in their order.  A result that is ``Rejected`` blames its item.

        Raises:
            PoolBroken: no child can be started.
        """
        answers: list[Answer] = []
        strikes = 0
        while len(answers) < len(items):
            before = len(answers)
            child = await self._idle.get()
            try:
                if child.is_dead:
                    self._died(Death.IDLE)
                    await child.kill()
                await child.run(items[before:], self._blame, answers)
            except (OSError, EOFError) as error:  # TimeoutError is an OSError; incomplete reads are EOFErrors
                hang = isinstance(error, TimeoutError)
                self._died(Death.HUNG if hang else Death.DIED)
                strikes = 1 if len(answers) > before else strikes + 1
                await child.kill()
                if hang or strikes >= self._limits.strikes:
                    answers.append(self._culprit(hang=hang, strikes=strikes))
                    strikes = 0
            except BaseException:  # cancelled half-way: its answers belong to nobody
                await child.kill()
                raise
            finally:
                self.answered += len(answers) - before
                self._idle.put_nowait(child)
        return answers

    def _culprit(self, *, hang: bool, strikes: int) -> Answer:
        if hang:
            longest = self._limits.item + self._limits.grace
            return Answer(Rejected(self._blame.timeout, f"hung for {longest:g} s; its process was killed"), longest)
        return Answer(Rejected(self._blame.defect, f"its process died, {strikes} times"), 0.0)


def _stdout(process: Process) -> asyncio.StreamReader:
    assert process.stdout is not None  # noqa: S101 - it was started with PIPE
    return process.stdout


async def _answer(process: Process) -> object:
    reader = _stdout(process)
    size = int.from_bytes(await reader.readexactly(4), "big")
    return pickle.loads(await reader.readexactly(size))  # noqa: S301 - our own child
