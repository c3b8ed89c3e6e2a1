"""Sets logs up: structlog and the standard library's loggers through one formatter, one line for each thing that happens.

JSON off a terminal, console on it.  No secret leaves: their values are replaced wherever they stand in a line.  It knows
nothing of articles beyond the one canonical line that tells an article's story.
"""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Mapping, MutableMapping, Sequence
from typing import Any, Literal, TextIO

import structlog

from worker.observe.repeats import Repeats

Event = MutableMapping[str, Any]
"""What structlog hands from processor to processor."""

LIBRARIES = ("faust", "mode", "aiokafka", "asyncio", "kafka", "sqlalchemy", "alembic", "aiosqlite", "aiohttp")
"""Loggers that are not ours: below warning they only speak when debugging."""

MASK = "***"
_URL_PASSWORD = re.compile(r"(?<=://)([^\s:/@?#]*):[^\s/]*@")

_log: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger("tocsin")


def set_up_logs(
    level: Literal["debug", "info", "warning", "error"] = "info",
    format: Literal["auto", "json", "console"] = "auto",  # noqa: A002 - the setting's name
    *,
    stream: TextIO | None = None,
    secrets: Sequence[str] = (),
) -> None:
    """Route all logs of this process to one stream (stderr).  Calling it again replaces what was set up.

    Args:
        level: Least level that is logged; libraries speak from warning on unless it is debug.
        format: auto is console on a terminal and JSON off it.
        stream: Where lines go; unset: stderr.
        secrets: Values that must never be seen.
    """
    out = stream if stream is not None else sys.stderr
    on_terminal = out.isatty()
    console = format == "console" or (format == "auto" and on_terminal)
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
        Masker(secrets),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(out)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _renderer(console=console, colours=on_terminal and "NO_COLOR" not in os.environ),
            ],
        )
    )
    handler.addFilter(Repeats(LIBRARIES))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in LIBRARIES:
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
        logger.setLevel(logging.DEBUG if level == "debug" else max(logging.WARNING, root.level))


def _renderer(*, console: bool, colours: bool) -> structlog.types.Processor:
    if console:
        return structlog.dev.ConsoleRenderer(
            colors=colours, exception_formatter=structlog.dev.plain_traceback, pad_event_to=0
        )
    return structlog.processors.JSONRenderer(ensure_ascii=False, default=str)


class Masker:
    """Replaces secrets, and passwords inside URLs, in every value of a line."""

    def __init__(self, secrets: Sequence[str]) -> None:
        self._secrets = sorted({secret for secret in secrets if secret}, key=len, reverse=True)

    def __call__(self, _logger: object, _method: str, event: Event) -> Event:
        """Mask one line, in place."""
        for key, value in event.items():
            if not key.startswith("_"):
                event[key] = self._mask(value)
        return event

    def _mask(self, value: object) -> object:
        match value:
            case str():
                return self.mask_text(value)
            case bool() | int() | float() | None:
                return value
            case Mapping():
                return {key: self._mask(item) for key, item in value.items()}
            case list() | tuple():
                return [self._mask(item) for item in value]
            case BaseException():
                return self.mask_text(repr(value))
            case _:
                return value

    def mask_text(self, text: str) -> str:
        """A text without secrets."""
        for secret in self._secrets:
            text = text.replace(secret, MASK)
        return _URL_PASSWORD.sub(rf"\1:{MASK}@", text)


def log_article(
    agent: str,
    article_id: str,
    *,
    events: int = 0,
    skipped: Mapping[str, int] | None = None,
    dead_lettered: str | None = None,
    ms: Mapping[str, float] | None = None,
    trace_id: str | None = None,
    **more: str | float | None,
) -> None:
    """The canonical line of an article: what one agent did with it.

    Args:
        agent: extract, enrich or store.
        article_id: The article's id, or its message's key where it could not be read.
        events: How many incident events it holds.
        skipped: How often each skip reason was met.
        dead_lettered: The reason, where it became a dead letter.
        ms: Milliseconds of each stage.
        trace_id: The trace that it belongs to.
        more: Where it stood: topic, partition, offset.
    """
    line = _log.warning if dead_lettered else _log.info
    told = {key: value for key, value in more.items() if value is not None}
    if dead_lettered:
        told["dead_lettered"] = dead_lettered
    if trace_id:
        told["trace_id"] = trace_id
    line(
        "article_processed",
        agent=agent,
        article_id=article_id,
        events=events,
        skipped=dict(skipped or {}),
        ms={stage: round(value, 1) for stage, value in (ms or {}).items()},
        **told,
    )
