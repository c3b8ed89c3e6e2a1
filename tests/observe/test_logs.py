"""Logs: one line for each thing, JSON off a terminal, no secret in it."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from worker.observe.logs import Masker, log_article, set_up_logs


@pytest.fixture(autouse=True)
def restored_logs() -> Iterator[None]:
    """Logging is global: put it back."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """It does."""
        return True


def _lines(out: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_off_a_terminal_every_line_is_json_also_of_libraries():
    """Ours and those of the standard library's loggers alike."""
    out = io.StringIO()
    set_up_logs(stream=out)
    structlog.get_logger("tocsin.x").info("begun", role="extract")
    logging.getLogger("aiokafka.client").warning("Topic %s is away", "articles.raw")
    first, second = _lines(out)
    assert (first["event"], first["role"], first["logger"], first["level"]) == ("begun", "extract", "tocsin.x", "info")
    assert (second["event"], second["logger"]) == ("Topic articles.raw is away", "aiokafka.client")
    assert str(second["timestamp"]).endswith("Z")


def test_on_a_terminal_lines_are_for_people(monkeypatch: pytest.MonkeyPatch):
    """Coloured unless NO_COLOR is set."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    coloured, plain = Terminal(), Terminal()
    set_up_logs(stream=coloured)
    structlog.get_logger("x").info("begun")
    monkeypatch.setenv("NO_COLOR", "1")
    set_up_logs(stream=plain)
    structlog.get_logger("x").info("begun")
    assert "\x1b[" in coloured.getvalue()
    assert "\x1b[" not in plain.getvalue()
    assert "begun" in plain.getvalue()


@pytest.mark.parametrize(
    ("level", "logger", "said_at", "comes"),
    [
        ("info", "tocsin", logging.INFO, True),
        ("info", "tocsin", logging.DEBUG, False),
        ("warning", "tocsin", logging.INFO, False),
        ("info", "faust.app", logging.INFO, False),
        ("info", "mode", logging.WARNING, True),
        ("debug", "aiokafka", logging.DEBUG, True),
        ("error", "aiokafka", logging.WARNING, False),
    ],
)
def test_libraries_speak_from_warning_on(level: str, logger: str, said_at: int, comes: bool):  # noqa: FBT001
    """Unless somebody is debugging."""
    out = io.StringIO()
    set_up_logs(level, stream=out)  # type: ignore[arg-type]
    logging.getLogger(logger).log(said_at, "hello")
    assert bool(out.getvalue()) is comes


def test_setting_up_again_replaces():
    """No line comes twice."""
    first, second = io.StringIO(), io.StringIO()
    set_up_logs(stream=first)
    set_up_logs(stream=second)
    logging.getLogger("tocsin").info("once")
    assert not first.getvalue()
    assert len(_lines(second)) == 1


@pytest.mark.parametrize("format_", ["json", "console"])
def test_no_secret_leaves(format_: str):
    """Neither as a value, nor in a message, an exception, its traceback, a list, or a URL."""
    out = io.StringIO()
    set_up_logs("info", format_, stream=out, secrets=["hunter2"])  # type: ignore[arg-type]
    log = structlog.get_logger("x")
    log.info("logging in with hunter2", login="hunter2", nested={"a": ["hunter2"]}, error=ValueError("hunter2"))
    logging.getLogger("sqlalchemy").error("cannot connect to %s", "postgresql://user:s3cr3t@host/db")
    try:
        raise RuntimeError("hunter2")  # noqa: TRY301 - its traceback is what is tested
    except RuntimeError:
        log.exception("failed")
    assert "hunter2" not in out.getvalue()
    assert "s3cr3t" not in out.getvalue()
    assert "postgresql://user:***@host/db" in out.getvalue()
    assert "Traceback" in out.getvalue()


def test_a_longer_secret_is_masked_before_a_shorter_one_inside_it():
    """Else its rest would stand."""
    assert Masker(["abc", "abcdef", ""]).mask_text("x abcdef abc") == "x *** ***"


def test_what_is_bound_to_the_context_is_in_every_line():
    """Also in those of libraries."""
    out = io.StringIO()
    set_up_logs(stream=out)
    with structlog.contextvars.bound_contextvars(role="store"):
        structlog.get_logger("x").info("a")
        logging.getLogger("aiokafka").error("b")
    assert [line["role"] for line in _lines(out)] == ["store", "store"]


def test_the_canonical_line_tells_an_articles_story():
    """Id, events, what was skipped and why, milliseconds of each stage, where it stood."""
    out = io.StringIO()
    set_up_logs(stream=out)
    log_article(
        "store", "a1", events=2, skipped={"sport": 1}, ms={"extract": 3.14159}, trace_id="t", topic="x", offset=7
    )
    log_article("extract", "a2", dead_lettered="too_large", partition=None)
    done, dead = _lines(out)
    expected = {
        "event": "article_processed",
        "agent": "store",
        "article_id": "a1",
        "events": 2,
        "skipped": {"sport": 1},
    }
    assert done.items() >= (expected | {"ms": {"extract": 3.1}, "trace_id": "t", "topic": "x", "offset": 7}).items()
    assert (dead["level"], dead["dead_lettered"], dead["events"]) == ("warning", "too_large", 0)
    assert "partition" not in dead
