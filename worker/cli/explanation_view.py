"""How an explanation is printed: for each event its values, below each value the words, the rule and the file behind it.

It decides nothing and reads no file.  A line fits the width: quotes are cut before rules and files are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text

from worker.cli.explanation import EventStory, Explanation, Field, Figure, Proof, PutAside
from worker.cli.losers import Loser, shorten
from worker.cli.marked_text import EVENT_STYLES, legend, marked
from worker.extract.trace import Trace

_INDENT = 6
_SHORTEST_QUOTE = 16
_LABEL = 20
_RULE, _FILE, _WHY, _QUOTE = "cyan", "dim", "dim italic", "green"


def show_explanation(
    explanation: Explanation, trace: Trace, text: str, console: Console, *, whole: bool = False
) -> None:
    """The article with its marks, each event, the numbers, and what was put aside."""
    colours = console.color_system is not None
    console.rule(Text(explanation.title or explanation.place), align="left")
    dated = f"published {explanation.published}" if explanation.published else "no date of publication"
    console.print(Text(f"{explanation.place}, article {explanation.article_id}, {dated}", style="dim"))
    console.print(legend(trace, colours=colours))
    console.print()
    console.print(marked(trace, text, colours=colours, whole=whole))
    if explanation.verdict:
        console.print(Text(f"\nThe article as a whole gives no event: {explanation.verdict}", style="bold"))
    for number, story in enumerate(explanation.events):
        _show_event(number, story, console)
    _show_rest(explanation, console)


def show_fields(explanation: Explanation, part: str, console: Console) -> None:
    """Only the values whose path holds some words: ``killed``, ``actors``, ``time``."""
    console.rule(Text(explanation.title or explanation.place), align="left")
    for number, story in enumerate(explanation.events):
        fields = [field for field in story.fields if part in field.path]
        console.print(_heading(number, story))
        if not fields:
            console.print(Text(f"  no {part}"))
        _show_fields(fields, console)
    figures = [f for f in explanation.figures if part in f"casualties.{f.field}"]
    _show_figures(figures, console)


def _heading(number: int, story: EventStory) -> Text:
    return Text.assemble((f" {number + 1} ", EVENT_STYLES[number % len(EVENT_STYLES)]), (f" {story.title}", "bold"))


def _show_event(number: int, story: EventStory, console: Console) -> None:
    console.print()
    console.print(_heading(number, story))
    _hanging(Text(story.summary), 4, console, further=0)
    _show_fields(story.fields, console)


def _show_fields(fields: Iterable[Field], console: Console) -> None:
    """Neighbours that the same words prove stand together, above their proof."""
    for _, several in groupby(
        fields, key=lambda field: (field.proofs, field.path.partition("[")[0] if field.proofs else field.path)
    ):
        group = list(several)
        for field in group:
            _hanging(Text.assemble((f"{field.path:<{_LABEL}}", "bold"), field.value), 2, console)
        last = group[-1]
        for proof in last.proofs:
            console.print(_proof_line(proof, console.width))
        for entry in dict.fromkeys(entry for field in group for entry in field.entries):
            console.print(Text.assemble(" " * _INDENT, ("named in ", _WHY), (entry, _FILE)))
        if last.why:
            _hanging(Text(f"won: {last.why}", style=_WHY), _INDENT, console)
        for loser in last.losers:
            _hanging(_loser_line(loser), _INDENT, console)


def _proof_line(proof: Proof, width: int) -> Text:
    """``“words”  rule  file``, on one line: the quote gets what room there is."""
    tail = f"  {proof.rule}  {proof.file or 'by code'}"
    room = max(_SHORTEST_QUOTE, width - _INDENT - len(tail) - 2)
    return Text.assemble(
        " " * _INDENT,
        (f"“{shorten(proof.quote, room)}”", _QUOTE),
        "  ",
        (proof.rule, _RULE),
        "  ",
        (proof.file or "by code", _FILE),
    )


def _loser_line(loser: Loser) -> Text:
    words = Text.assemble(("not ", "red"), loser.words, (f": {loser.why}", _WHY))
    if loser.file and "/data/" in loser.file:  # a rule to change; what code finds is named in the proof above
        words.append_text(Text.assemble("  ", (loser.rule, _RULE), "  ", (loser.file, _FILE)))
    return words


def _hanging(words: Text, indent: int, console: Console, *, further: int = 4) -> None:
    """A paragraph whose later lines stand further in."""
    for position, line in enumerate(words.wrap(console, console.width - indent - further)):
        line.rstrip()
        console.print(Text.assemble(" " * (indent if position == 0 else indent + further), line))


def _show_rest(explanation: Explanation, console: Console) -> None:
    _show_figures(explanation.figures, console)
    if explanation.put_aside:
        console.print(Text("\nPut aside", style="bold"))
        for several in _alike(explanation.put_aside):
            _show_aside(several, console)
    elif not explanation.verdict:
        console.print("\nNothing was put aside.")
    for title, items in (
        ("Actors without a part", explanation.without_role),
        ("Numbers of nothing", explanation.numbers_left),
    ):
        if items:
            console.print()
            _hanging(Text.assemble((f"{title}: ", "bold"), ", ".join(items)), 0, console, further=2)


def _show_figures(figures: Sequence[Figure], console: Console) -> None:
    if figures:
        console.print(Text("\nNumbers of people, and where they went", style="bold"))
    for figure in figures:
        _hanging(Text.assemble((f"{figure.field:<{_LABEL}}", "bold"), f"{figure.value} → {figure.went}"), 2, console)
        console.print(_proof_line(figure.words, console.width))


def _alike(asides: Sequence[PutAside]) -> Iterator[list[PutAside]]:
    """Those of one reason, rule and kind together, in the order of the first."""
    groups: dict[tuple[str, str, str | None], list[PutAside]] = {}
    for aside in asides:
        groups.setdefault((aside.reason, aside.words.rule, aside.would_be), []).append(aside)
    yield from groups.values()


def _show_aside(several: Sequence[PutAside], console: Console) -> None:
    first = several[0]
    quotes = ", ".join(
        f"“{aside.words.quote}”{f' because of “{aside.because}”' if aside.because else ''}" for aside in several
    )
    kind = f" (else {first.would_be})" if first.would_be else ""
    _hanging(Text.assemble((f"{first.reason:<{_LABEL}}", "bold"), quotes, kind), 2, console)
    console.print(Text.assemble(" " * _INDENT, (first.words.rule, _RULE), "  ", (first.words.file or "by code", _FILE)))
