"""``tocsin explain``: a person sees what fired, what proves each field, and what was put aside by which rule."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

from rich.console import Console
from typer.testing import CliRunner

from schemas.article import RawArticle
from worker.cli.main import app
from worker.cli.trace_view import show_trace
from worker.extract.engine import trace
from worker.lexicons.knowledge import load_knowledge

TEXT = "date 2024-05-15 A car bomb killed six people in Kirkuk on Monday, police said. The army denied that it had shelled the town.\n"


def test_explain_prints_events_and_what_was_put_aside(tmp_path: Path) -> None:
    """Plain text off a terminal: marks in brackets, each field with its words and rule, suppressed triggers with theirs."""
    file = tmp_path / "night.txt"
    file.write_text(TEXT, encoding="utf-8")
    result = CliRunner().invoke(app, ["explain", str(file)], env={"COLUMNS": "160"})
    assert result.exit_code == 0, result.output
    assert "[1 car bomb" in result.output
    assert "conflict.explosive_device" in result.output
    assert "casualties.killed" in result.output
    assert "scope.denied" in result.output
    assert "\x1b[" not in result.output


def test_on_a_terminal_spans_have_colours() -> None:
    """Colours where they are understood, and the text itself unchanged."""
    out = StringIO()
    console = Console(file=out, force_terminal=True, width=160, color_system="standard")
    show_trace(trace(RawArticle(text=TEXT), load_knowledge()), TEXT, console)
    assert "\x1b[" in out.getvalue()
    assert "[1 car bomb" not in out.getvalue()
