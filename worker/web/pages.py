"""``/livez``, ``/readyz`` and ``/metrics``: on Faust's own web server, and on one that stands in for it until Faust runs.

Both run on the worker's own event loop, so a page that answers also proves that the loop turns.
"""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web
from faust import App
from faust.web import Request, Response, View

from worker.errors import Misconfigured
from worker.kafka.vitals import Vitals
from worker.observe.metrics import CONTENT_TYPE
from worker.web.health import Limits, Verdict, assess_liveness, assess_readiness


@dataclass(frozen=True, slots=True)
class Answer:
    """A page."""

    body: bytes
    status: int = 200
    content_type: str = "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Pages:
    """A role's pages.

    Attributes:
        role: Named in the answers.
        vitals: What the watchdog writes.
        limits: What is tolerated.
        away_since: Since when the database is away.
        render: The text of ``/metrics``.
    """

    role: str
    vitals: Vitals
    limits: Limits
    away_since: Callable[[], float | None]
    render: Callable[[], bytes]

    def livez(self) -> Answer:
        """Whether a restart would help: 503 when it would."""
        return self._answer(
            assess_liveness(self.vitals, self.limits, now=time.monotonic(), away_since=self.away_since())
        )

    def readyz(self) -> Answer:
        """Whether it takes messages and can do them."""
        return self._answer(
            assess_readiness(self.vitals, self.limits, now=time.monotonic(), away_since=self.away_since())
        )

    def metrics(self) -> Answer:
        """Prometheus' text format."""
        return Answer(self.render(), content_type=CONTENT_TYPE)

    def _answer(self, verdict: Verdict) -> Answer:
        body = {"role": self.role, "ok": verdict.good, "reasons": list(verdict.reasons), "lag": self.vitals.lag}
        return Answer(json.dumps(body).encode(), 200 if verdict.good else 503)

    def by_path(self) -> dict[str, Callable[[], Answer]]:
        """Each page and where it stands."""
        return {"/livez": self.livez, "/readyz": self.readyz, "/metrics": self.metrics}


def add_pages(app: App, pages: Pages) -> None:
    """Put the pages on an app's own web server."""

    def add(path: str, make: Callable[[], Answer]) -> None:
        @app.page(path, name=path[1:])  # type: ignore[untyped-decorator]
        async def page(view: View, _request: Request) -> Response:
            answer = make()
            return view.bytes(answer.body, status=answer.status, headers={"Content-Type": answer.content_type})

    for path, make in pages.by_path().items():
        add(path, make)


@asynccontextmanager
async def waiting_pages(pages: Pages, host: str, port: int) -> AsyncIterator[None]:
    """Answer while the app does not run yet: a role that waits for its brokers lives.

    Args:
        pages: The pages.
        host: What to bind.
        port: Where the app's own server will answer; 0: none.

    Raises:
        Misconfigured: the port is taken.
    """
    if not port:
        yield
        return

    def handler(make: Callable[[], Answer]) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def handle(_: web.Request) -> web.Response:
            pages.vitals.tick = time.monotonic()  # no watchdog runs yet; this shows as well that the loop turns
            answer = make()
            return web.Response(body=answer.body, status=answer.status, headers={"Content-Type": answer.content_type})

        return handle

    server = web.Application()
    server.add_routes([web.get(path, handler(make)) for path, make in pages.by_path().items()])
    runner = web.AppRunner(server, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise Misconfigured(
                f"the web server of {pages.role} cannot bind port {port} of {host}: {error.strerror or error}",
                "Free it, or set TOCSIN_WEB__PORT and TOCSIN_WEB__HOST to what this machine has; 0 is no web server.",
            ) from error
        yield
        pages.vitals.tick = time.monotonic()
    finally:
        await runner.cleanup()
