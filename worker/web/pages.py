"""``/livez``, ``/readyz`` and ``/metrics`` on Faust's own web server.

It runs on the worker's own event loop, so a page that answers also proves that the loop turns.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from faust import App
from faust.web import Request, Response, View

from worker.kafka.vitals import Vitals
from worker.observe.metrics import CONTENT_TYPE
from worker.web.health import Limits, Verdict, assess_liveness, assess_readiness


def add_pages(
    app: App,
    *,
    role: str,
    vitals: Vitals,
    limits: Limits,
    away_since: Callable[[], float | None],
    render: Callable[[], bytes],
) -> None:
    """Put the pages on an app.

    Args:
        app: The Faust app.
        role: Named in the answers.
        vitals: What the watchdog writes.
        limits: What is tolerated.
        away_since: Since when the database is away.
        render: The text of ``/metrics``.
    """

    def answer(view: View, verdict: Verdict) -> Response:
        body = {"role": role, "ok": verdict.good, "reasons": list(verdict.reasons), "lag": vitals.lag}
        return view.json(body, status=200 if verdict.good else 503)

    @app.page("/livez", name="livez")  # type: ignore[untyped-decorator]
    async def livez(view: View, _request: Request) -> Response:
        return answer(view, assess_liveness(vitals, limits, now=time.monotonic(), away_since=away_since()))

    @app.page("/readyz", name="readyz")  # type: ignore[untyped-decorator]
    async def readyz(view: View, _request: Request) -> Response:
        return answer(view, assess_readiness(vitals, limits, now=time.monotonic(), away_since=away_since()))

    @app.page("/metrics", name="metrics")  # type: ignore[untyped-decorator]
    async def metrics(view: View, _request: Request) -> Response:
        return view.bytes(render(), headers={"Content-Type": CONTENT_TYPE})
