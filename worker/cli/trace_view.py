"""How a trace is shown: the article with its spans marked, then each event with the words that prove it, then what was put aside.

On a terminal spans have colours; elsewhere they stand in brackets with a letter.  It decides nothing and reads no file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from schemas.incident import Evidence, IncidentEvent
from worker.extract.findings import Mention
from worker.extract.trace import Trace
from worker.text.document import Document


class Mark(NamedTuple):
    """A stretch of the text, its letter (for plain output) and its style (for terminals)."""

    start: int
    end: int
    letter: str
    style: str


_EVENTS = (
    "black on bright_yellow",
    "black on bright_cyan",
    "black on bright_green",
    "black on bright_magenta",
    "black on white",
)
_KINDS = (
    ("x", "strike red", "trigger put aside"),
    ("P", "green", "place"),
    ("T", "cyan", "time"),
    ("A", "yellow", "actor"),
    ("C", "magenta", "casualties"),
    ("-", "dim", "no prose"),
)
_STYLES = {letter: style for letter, style, _ in _KINDS}
_FINDINGS = (
    "casualties",
    "weapons",
    "counts",
    "outcomes",
    "targets",
    "damage",
    "effects",
    "secondary",
    "roles",
    "claims",
)


def show_trace(trace: Trace, text: str, console: Console) -> None:
    """Print the whole trace."""
    console.print(_legend(trace, colours=console.color_system is not None))
    console.print(_article(trace, text, colours=console.color_system is not None))
    if trace.verdict is not None:
        console.print(f"\nThe article as a whole gives no event: {trace.verdict.reason} ({trace.verdict.rule_id})")
    for number, event in enumerate(trace.result.events):
        console.print(
            Panel(_event(trace, number, event), title=f"{number + 1}. {event.title or event.type}", title_align="left")
        )
    console.print(_put_aside(trace, text))


def _legend(trace: Trace, *, colours: bool) -> Text:
    legend = Text()
    for number in range(len(trace.incidents)):
        legend.append(f" {number + 1} ", style=_EVENTS[number % len(_EVENTS)] if colours else "")
        legend.append(f" {trace.incidents[number].leaf}   ")
    for letter, style, meaning in _KINDS:
        legend.append(meaning if colours else f"{letter}={meaning}", style=style if colours else "")
        legend.append("   ")
    return legend


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
        marks += [Mark(t.start, t.end, str(number + 1), _EVENTS[number % len(_EVENTS)]) for t in incident.triggers]
    return marks


def _article(trace: Trace, text: str, *, colours: bool) -> Text:
    marks = _marks(trace)
    if colours:
        shown = Text(text)
        for mark in marks:
            shown.stylize(mark.style, mark.start, mark.end)
        return shown
    return Text(_bracketed(text, marks))


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


def _event(trace: Trace, number: int, event: IncidentEvent) -> RenderableType:
    fields = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for path, value in _values(event):
        proofs = [e for e in event.evidence if e.field == path or e.field.startswith((path + ".", path + "["))]
        fields.add_row(Text(path, style="bold"), Text(value), _proof(proofs))
    parts: list[RenderableType] = [Text(event.summary or ""), fields]
    parts += list(_scenes(trace, number))
    return Group(*parts)


def _values(event: IncidentEvent) -> Iterator[tuple[str, str]]:
    """Each field that says something, as ``path`` and words."""
    yield "type", f"{event.type} ({event.realis})"
    time = event.time
    inferred = ", inferred" if time.inferred else ""
    yield "time", f"{time.earliest or '…'} / {time.best or '?'} / {time.latest or '…'} ({time.precision}{inferred})"
    if event.location is not None:
        place = event.location
        yield (
            "location",
            f"{place.name} = {place.resolved or '?'}, {place.admin1 or ''} {place.country or ''} ({place.precision})",
        )
    for position, actor in enumerate(event.actors):
        yield f"actors[{position}]", f"{actor.role}: {actor.name} ({actor.kind}, {actor.sector}, {actor.status})"
    if event.claim is not None:
        yield (
            "claim",
            f"by {', '.join(event.claim.claimed_by) or '–'}; denied by {', '.join(event.claim.denied_by) or '–'}",
        )
    for name in type(event.casualties).model_fields:
        quantity = getattr(event.casualties, name)
        if quantity is not None:
            yield (
                f"casualties.{name}",
                f"{quantity.min}/{quantity.best}/{quantity.max} {quantity.qualifier} “{quantity.text}”",
            )
    yield from _details(event)


def _details(event: IncidentEvent) -> Iterator[tuple[str, str]]:
    """The fields below who, where and when."""
    for name in ("weapons", "targets", "damage", "effects", "secondary", "attribution", "other_places"):
        for position, record in enumerate(getattr(event, name)):
            words = ", ".join(str(v) for v in record.model_dump(exclude_none=True).values() if not isinstance(v, dict))
            yield f"{name}[{position}]", words
    if event.attack_count is not None:
        yield "attack_count", f"{event.attack_count.min}/{event.attack_count.best} {event.attack_count.qualifier}"
    for name in ("outcome", "intercepted"):
        if getattr(event, name) is not None:
            yield name, str(getattr(event, name))
    for relation in event.relations:
        yield "relations", f"{relation.kind} {relation.to} ({relation.status})"


def _proof(evidence: Sequence[Evidence]) -> Text:
    words = Text()
    for one in evidence:
        words.append(f"“{' '.join(one.quote.split())}”", style="italic")
        words.append(f" {one.rule_id}  ", style="dim")
    return words


def _scenes(trace: Trace, number: int) -> Iterator[Text]:
    """The places that were considered for the incident, by trigger."""
    if trace.scenes is None:
        return
    for trigger in trace.incidents[number].triggers:
        considered = trace.scenes.considered(trigger)
        if considered:
            words = "; ".join(f"{c.place.name} {c.score:+.2f} ({c.why})" for c in considered)
            yield Text(
                f"scene of “{_words(trace.scenes.document, trigger)}” ({trigger.rule_id}, {trigger.weight:.2f}): {words}",
                style="dim",
            )


def _words(document: Document, mention: Mention) -> str:
    return " ".join(document.text[mention.start : mention.end].split())


def _put_aside(trace: Trace, text: str) -> RenderableType:
    table = Table(title="Put aside", title_justify="left", box=None, padding=(0, 2, 0, 0))
    for heading in ("reason", "words", "rule", "would have been"):
        table.add_column(heading)
    for skipped in trace.result.skipped:
        words = " ".join(text[skipped.start : skipped.end][:80].split())
        table.add_row(skipped.reason.value, Text(words), skipped.rule_id, skipped.type or "")
    owned = {m for found in trace.attached for name in _FINDINGS for m in getattr(found, name)}
    if trace.findings is not None and trace.scenes is not None:
        for name in _FINDINGS:
            for mention in getattr(trace.findings, name):
                if mention not in owned:
                    table.add_row("of no incident", Text(_words(trace.scenes.document, mention)), mention.rule_id, name)
    if not table.row_count:
        return Text("Nothing was put aside.")
    return table
