"""One Faust app in this process: prepared, run, and stopped within bounds.

Faust waits without limit for slices in flight.  A hard exit is safe: nothing is acknowledged before it is durable, so what
was in flight comes again.
"""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import time
from collections.abc import Awaitable, Callable

import faust
import structlog
from mode import Service

from worker.kafka.process_codes import CLEAN, CRASHED, HARD
from worker.kafka.transport import SliceApp
from worker.kafka.vitals import Vitals

_LOG = structlog.get_logger(__name__)

_LEAVE = 5.0  # seconds; aiokafka's way out of a group can hang when it is just joining again
_SIGNALS = (signal.SIGTERM, signal.SIGINT)


Step = Callable[[], Awaitable[None]]


class RoleWorker(faust.Worker):  # type: ignore[misc]  # Faust has no types that mypy can follow
    """Runs an app until a signal or a failure."""

    def __init__(
        self,
        app: SliceApp,
        *services: Service,
        vitals: Vitals,
        drain: float,
        is_stalled: Callable[[], bool],
        stalled_drain: float = 3.0,
        **kwargs: object,
    ) -> None:
        """Nothing starts yet.

        Args:
            app: The Faust app.
            services: What runs beside it.
            vitals: Where ``draining`` and ``failure`` stand.
            drain: Seconds for a clean stop.
            is_stalled: Whether what is in flight waits for something that is away: it then cannot be drained.
            stalled_drain: Seconds for a stop in that case.
            kwargs: What Faust's workers take.
        """
        super().__init__(
            app, *services, override_logging=False, redirect_stdouts=False, quiet=True, loglevel="info", **kwargs
        )
        self.spinner = None
        self._vitals = vitals
        self._drain, self._stalled_drain = drain, stalled_drain
        self._is_stalled = is_stalled
        self._bounded = False

    def run(self, prepare: Step, close: Step) -> int:
        """Prepare, run, stop, close; returns the exit code: 0 after a signal, 1 after a crash.

        Raises:
            Exception: what ``prepare`` raises.
        """
        if not self._prepare(prepare):
            return CLEAN
        self._starting_fut = asyncio.ensure_future(self.start(), loop=self.loop)
        try:
            try:
                self.loop.run_until_complete(self._starting_fut)
            except asyncio.CancelledError:
                pass  # the signal's way to end a worker that still starts
            finally:
                self._starting_fut.cancel()
                self.loop.run_until_complete(self.stop())
                self.loop.run_until_complete(_awaited(close))
                self.on_worker_shutdown()
                self.stop_and_shutdown()
        except Exception as error:  # noqa: BLE001 - Faust has logged it; the exit code tells
            self._vitals.failure = self._vitals.failure or error
        return CLEAN if self._vitals.failure is None else CRASHED

    def _prepare(self, prepare: Step) -> bool:
        """False when a signal came first."""
        task = self.loop.create_task(_awaited(prepare))
        for number in _SIGNALS:
            self.loop.add_signal_handler(number, task.cancel)
        try:
            self.loop.run_until_complete(task)
        except asyncio.CancelledError:
            return False
        self.install_signal_handlers()
        return True

    def install_signal_handlers(self) -> None:
        """The first signal drains, the second ends at once."""
        for number in _SIGNALS:
            self.loop.add_signal_handler(number, self._on_stop_signal, number)

    def _on_stop_signal(self, number: signal.Signals) -> None:
        if self._vitals.draining:
            _LOG.warning("stopped_hard", reason="a second signal")
            os._exit(HARD)
        self._vitals.draining = True
        self._schedule_shutdown(number)

    async def stop(self) -> None:
        """Stop within the bounds."""
        if not self._bounded:
            self._bounded = True
            threading.Thread(target=self._bound, args=(time.monotonic(),), daemon=True, name="drain").start()
        await super().stop()

    def _bound(self, begin: float) -> None:
        """Ends the process when the stop takes too long; in a thread, since the loop may be what hangs."""
        code = CLEAN if self._vitals.failure is None else CRASHED
        drained: float | None = None
        while (now := time.monotonic()) - begin < self._drain:
            if self.app.drained and drained is None:
                drained = now
            if drained is not None and now - drained > _LEAVE:
                _LOG.warning("stopped_without_leaving", reason="all is committed, but the group does not let go")
                os._exit(code)
            if self._is_stalled() and now - begin > self._stalled_drain:
                _LOG.warning("stopped_without_drain", reason="what is in flight waits for what is away; it comes again")
                os._exit(code)
            time.sleep(0.1)
        reason = f"not drained within {self._drain:g} s; what was in flight comes again"
        _LOG.error("stopped_hard", reason=reason, waiting=self._waiting())
        os._exit(code or HARD)

    def _waiting(self) -> list[str]:
        """Where each task stands, in the loops of the worker and of its consumer: what held the drain up."""
        thread = getattr(self.app._consumer, "_thread", None)  # noqa: SLF001
        loops = [self.loop, getattr(thread, "thread_loop", None)]
        return sorted(
            " > ".join(_places(task.get_coro()))
            for loop in loops
            if loop is not None
            for task in asyncio.all_tasks(loop)
        )


def _places(awaited: object) -> list[str]:
    """The chain of what a coroutine awaits, by function and line."""
    found = []
    while awaited is not None:
        frame = getattr(awaited, "cr_frame", None) or getattr(awaited, "gi_frame", None)
        name = getattr(awaited, "__qualname__", type(awaited).__name__)
        found.append(f"{name}:{frame.f_lineno}" if frame is not None else name)
        awaited = getattr(awaited, "cr_await", None) or getattr(awaited, "gi_yieldfrom", None)
    return found


async def _awaited(step: Step) -> None:
    await step()
