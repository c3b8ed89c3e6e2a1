"""The article with its spans marked: colours on a terminal, brackets with a letter elsewhere; of a long one, what holds marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.text import Text

from worker.extract.trace import Trace

_LONG = 3000  # characters; of a longer article, stretches without any mark are left out
_SHORTEST_CUT = 200  # characters; less than that is shown


class Mark(NamedTuple):
    """A stretch of the text, its letter (for plain output) and its style (for terminals)."""

    start: int
    end: int
    letter: str
    style: str


EVENT_STYLES = (
    "black on bright_yellow",
    "black on bright_cyan",
    "black on bright_green",
    "black on bright_magenta",
    "black on white",
)
_KINDS = (
    ("x", "strike red", "put aside"),
    ("P", "green", "place"),
    ("T", "cyan", "time"),
    ("A", "yellow", "actor"),
    ("C", "magenta", "casualties"),
    ("-", "dim", "no prose"),
)
_STYLES = {letter: style for letter, style, _ in _KINDS}


def legend(trace: Trace, *, colours: bool) -> Text:
    """What the marks mean: the events by number, then the kinds of findings."""
    words = Text()
    for number, incident in enumerate(trace.incidents):
        words.append(f" {number + 1} ", style=EVENT_STYLES[number % len(EVENT_STYLES)] if colours else "")
        words.append(f"{'' if colours else '= '}{incident.leaf}   ")
    for letter, style, meaning in _KINDS:
        words.append(meaning if colours else f"{letter} = {meaning}", style=style if colours else "")
        words.append("   ")
    return words


def marked(trace: Trace, text: str, *, colours: bool, whole: bool = False) -> Text:
    """The article's text with its marks."""
    marks = _marks(trace)
    shown = Text()
    for start, end in _kept(text, marks, whole=whole or len(text) <= _LONG):
        if start is None:
            shown.append(
                f"\n[… {end:,} characters without a mark; --whole shows them …]\n\n", style="dim" if colours else ""
            )
            continue
        inside = [
            m._replace(start=max(m.start, start) - start, end=min(m.end, end) - start)
            for m in marks
            if m.start < end and start < m.end
        ]
        piece = text[start:end]
        if colours:
            part = Text(piece)
            for mark in inside:
                part.stylize(mark.style, mark.start, mark.end)
            shown.append_text(part)
        else:
            shown.append(_bracketed(piece, inside))
    return shown


def _marks(trace: Trace) -> list[Mark]:
    """From the weakest to the strongest: a later one is drawn over an earlier one."""
    marks = [Mark(s.start, s.end, "-", _STYLES["-"]) for s in trace.result.boilerplate]
    if trace.reading is not None:
        for letter, mentions in (("A", trace.reading.actors), ("P", trace.reading.places), ("T", trace.reading.times)):
            marks += [Mark(m.start, m.end, letter, _STYLES[letter]) for m in mentions]
    if trace.findings is not None:
        marks += [Mark(m.start, m.end, "C", _STYLES["C"]) for m in trace.findings.casualties]
    marks += [Mark(t.start, t.end, "x", _STYLES["x"]) for t in trace.triggers if t.skip is not None]
    for number, incident in enumerate(trace.incidents):
        style = EVENT_STYLES[number % len(EVENT_STYLES)]
        marks += [Mark(t.start, t.end, str(number + 1), style) for t in incident.triggers]
    return marks


def _kept(text: str, marks: Sequence[Mark], *, whole: bool) -> Iterator[tuple[int | None, int]]:
    """The stretches to show; ``(None, length)`` for one that is left out."""
    if whole:
        yield 0, len(text)
        return
    telling = [m for m in marks if m.letter in "xC" or m.letter.isdigit()]
    at = 0  # the end of what was shown, or cut
    begin = 0
    for piece in text.splitlines(keepends=True):
        end = begin + len(piece)
        if any(m.start < end and begin < m.end for m in telling):
            if begin - at >= _SHORTEST_CUT:
                yield None, begin - at
            elif begin > at:
                yield at, begin
            yield begin, end
            at = end
        begin = end
    if begin - at >= _SHORTEST_CUT:
        yield None, begin - at
    elif begin > at:
        yield at, begin


def _bracketed(text: str, marks: Sequence[Mark]) -> str:
    """``[1 drone attacks]``: the strongest marks, none within another."""
    kept: list[Mark] = []
    for mark in reversed(marks):
        if all(mark.end <= other.start or other.end <= mark.start for other in kept):
            kept.append(mark)
    pieces: list[str] = []
    at = 0
    for mark in sorted(kept):
        pieces += [text[at : mark.start], f"[{mark.letter} {text[mark.start : mark.end]}]"]
        at = mark.end
    return "".join([*pieces, text[at:]])
