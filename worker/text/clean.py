"""Marks what is no prose: the date of the first line, promos, tails of headlines, credits.  Nothing is cut.

It knows lines and rules; it knows no incident.  Spans are code points of the raw text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple

from worker.text.document import Span

Scope = Literal["line", "sentence", "tail", "caption", "part"]
"""Where a rule holds: for a whole line; for a whole sentence, too; for a line that opens a list of headlines; for a line
that ends so, unless it is long; for just the words that match, anywhere in a line."""


class BoilerplatePattern(NamedTuple):
    """A rule as ``find_boilerplate`` needs it; ``regex`` is tried at one place only and repeats nothing without bound."""

    id: str
    kind: str
    scope: Scope
    regex: str


@dataclass(frozen=True, slots=True)
class BoilerplateRules:
    """All patterns, one union a scope, so that a line is read once for each scope and not once for each rule."""

    patterns: tuple[BoilerplatePattern, ...] = ()
    unions: tuple[tuple[Scope, re.Pattern[str]], ...] = ()


def compile_boilerplate(patterns: Sequence[BoilerplatePattern]) -> BoilerplateRules:
    """The unions of the patterns' regexes.

    Raises:
        re.error: a regex is broken.
    """
    unions: list[tuple[Scope, re.Pattern[str]]] = []
    scopes: tuple[Scope, ...] = ("line", "sentence", "tail", "caption", "part")
    for scope in scopes:
        own = [f"(?P<r{i}>{p.regex})" for i, p in enumerate(patterns) if p.scope == scope]
        if own:
            unions.append((scope, re.compile("|".join(own), re.IGNORECASE)))
    return BoilerplateRules(tuple(patterns), tuple(unions))


DATE_PREFIX = "date_prefix"
_PREFIX = re.compile(
    r"[\s\ufeff]{0,20}(date[ \t]{0,3}:?[ \t]{1,3}([0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9])"
    r"(?:[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:?[0-9]{2})))?)",
    re.IGNORECASE,
)


def find_date_prefix(text: str) -> tuple[Span, date | datetime | None] | None:
    """The ``date YYYY-MM-DD`` with which a bare text begins, prose after it or not, and its value.

    An impossible date is a prefix, too, without a value.
    """
    found = _PREFIX.match(text)
    if found is None:
        return None
    span = Span(found.start(1), found.end(1), "date_prefix", DATE_PREFIX)
    try:
        if found[3]:
            return span, datetime.fromisoformat(f"{found[2]}T{found[3]}")
        return span, date.fromisoformat(found[2])
    except ValueError:
        return span, None


def find_boilerplate(text: str, rules: BoilerplateRules) -> tuple[Span, ...]:
    """All spans that are no prose, in text order, without overlap; the date of the first line among them."""
    spans: list[Span] = []
    start = 0
    if prefix := find_date_prefix(text):
        spans.append(prefix[0])
        start = prefix[0].end
    lines = _read_lines(text, start)
    unions = dict(rules.unions)
    i = 0
    while i < len(lines):
        line = lines[i]
        rule = _tail_opened(text, line, rules, unions)
        if rule is not None:
            last = _zone_end(text, lines, i, rules, unions)
            spans.append(Span(line.start, lines[last].end, rule.kind, rule.id))
            i = last + 1
            continue
        spans += _in_line(text, line, rules, unions)
        i += 1
    spans += _headline_list(lines, spans) if rules.unions else ()
    return tuple(sorted(spans, key=lambda span: span.start))


class _Line(NamedTuple):
    """A line without the space around it; ``looks`` like a headline, a short or a long piece of prose."""

    start: int
    end: int
    looks: Literal["headline", "short", "prose"]
    adjoins: bool  # no blank line before it
    wrapped: bool  # part of a paragraph that a machine broke into lines


_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_LONGEST = 400  # characters; a longer line is prose
_LONG = 80  # a punctuated line of this length is prose, even within a list of headlines
_FINAL = ".!?…。؟۔।"
_CLOSERS = "\"'”’»)]› \t"
_SENTENCE_START = re.compile(r"[.!?…][\"'”’»)\]]{0,3}[ \t]{1,5}(?=[^\Wa-z_]|[\"'“‘«(\[▶►])")


def _lines(text: str, start: int) -> Iterator[tuple[int, int]]:
    for found in _LINE.finditer(text, start):
        line = found.group()
        stripped = line.strip()
        if stripped:
            begin = found.start() + len(line) - len(line.lstrip())
            yield begin, begin + len(stripped)


_WRAPPED = 55  # characters; where lines are broken by a machine they are about this long at least


def _read_lines(text: str, start: int) -> list[_Line]:
    lines: list[_Line] = []
    open_ended = False  # the line before was long and did not end a sentence
    bounds = list(_lines(text, start))
    for i, (begin, end) in enumerate(bounds):
        looks = _looks(text, begin, end)
        adjoins = i > 0 and not _BLANK.search(text, bounds[i - 1][1], begin)
        goes_on = i + 1 < len(bounds) and not _BLANK.search(text, end, bounds[i + 1][0])
        unfinished = looks == "headline" and end - begin >= _WRAPPED and text[end - 1] not in _ENDS
        wrapped = (adjoins and open_ended) or (goes_on and unfinished and _continues(text, (begin, end), bounds[i + 1]))
        lines.append(_Line(begin, end, looks, adjoins, wrapped))
        open_ended = unfinished
    return lines


def _continues(text: str, line: tuple[int, int], following: tuple[int, int]) -> bool:
    """The next line goes on in lower case; or all is in capitals, so that case tells nothing."""
    return text[following[0]].islower() or (text[slice(*line)].isupper() and text[slice(*following)].isupper())


_ENDS = "?!:…"
_BLANK = re.compile(r"[\n\x0b\x0c\x85\u2028\u2029][ \t\r]{0,200}[\n\x0b\x0c\x85\u2028\u2029]|\r[ \t]{0,200}\r")


def _looks(text: str, start: int, end: int) -> Literal["headline", "short", "prose"]:
    tail = text[max(start, end - 8) : end].rstrip(_CLOSERS)
    if end - start > _LONGEST:
        return "prose"
    if tail[-1:] not in _FINAL or not tail:
        return "headline"
    if tail[-1] == "." and (end - start >= _LONG or _SENTENCE_START.search(text, start, end)):
        return "prose"
    return "short" if tail[-1] == "." else "headline"


def _rule_of(found: re.Match[str], rules: BoilerplateRules) -> BoilerplatePattern:
    group = found.lastgroup or ""
    return rules.patterns[int(group[1:])]


def _whole(text: str, start: int, end: int, union: re.Pattern[str] | None) -> re.Match[str] | None:
    """A rule that matches all of it, but for marks and space at its end."""
    if union is None or end - start > _LONGEST:
        return None
    while end > start and text[end - 1] in ".!…:|>»›→ \t":
        end -= 1
    return union.fullmatch(text, start, end) if end > start else None


def _tail_opened(
    text: str, line: _Line, rules: BoilerplateRules, unions: dict[Scope, re.Pattern[str]]
) -> BoilerplatePattern | None:
    found = None if line.wrapped else _whole(text, line.start, line.end, unions.get("tail"))
    return _rule_of(found, rules) if found else None


def _zone_end(
    text: str, lines: Sequence[_Line], opened: int, rules: BoilerplateRules, unions: dict[Scope, re.Pattern[str]]
) -> int:
    """The last line of a list of headlines: up to prose, or to the end of the text."""
    last = opened
    for i in range(opened + 1, len(lines)):
        line = lines[i]
        if line.looks == "prose" and not any(True for _ in _in_line(text, line, rules, unions)):
            break
        last = i
    else:
        return last
    # Short sentences just before prose belong to it: "He died."
    while last > opened and lines[last].looks == "short":
        last -= 1
    return last


_MARK = re.compile(r"[(\[/|©]")  # one of these stands in each caption and part


def _in_line(text: str, line: _Line, rules: BoilerplateRules, unions: dict[Scope, re.Pattern[str]]) -> Iterator[Span]:  # noqa: C901 - a list of shapes
    """A whole line, else its sentences and parts that are none of the prose."""
    start, end = line.start, line.end
    for scope in () if line.wrapped else ("line", "sentence"):
        if found := _whole(text, start, end, unions.get(scope)):
            rule = _rule_of(found, rules)
            yield Span(start, end, rule.kind, rule.id)
            return
    marked = _MARK.search(text, start, end) is not None
    if marked and end - start <= _LONGEST and not line.wrapped and (union := unions.get("caption")):
        found = union.search(text, start, end)
        if found and not text[found.end() : end].strip(" .)]\t"):
            rule = _rule_of(found, rules)
            yield Span(start, end, rule.kind, rule.id)
            return
    reach = start
    if union := unions.get("sentence"):
        for begin, stop in _sentences(text, start, end):
            if found := _whole(text, begin, stop, union):
                rule = _rule_of(found, rules)
                yield Span(begin, stop, rule.kind, rule.id)
                reach = stop
    if marked and (union := unions.get("part")):
        for found in union.finditer(text, start, end):
            if found.start() >= reach and found.end() > found.start():
                rule = _rule_of(found, rules)
                yield Span(found.start(), found.end(), rule.kind, rule.id)


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for found in _SENTENCE_START.finditer(text, start, end):
        stop = found.end()
        while text[stop - 1].isspace():
            stop -= 1
        yield at, stop
        at = found.end()
    if at > start:
        yield at, end


_LIST = 3  # headlines in a row after prose are a list of other articles


def _headline_list(lines: Sequence[_Line], spans: Sequence[Span]) -> Iterator[Span]:
    """Three or more headlines at the end of an article of full sentences, though no marker opens them."""
    taken = max((span.end for span in spans), default=0)
    first = len(lines)
    airy = any(not line.adjoins for line in lines[1:])  # paragraphs stand apart, so headlines do
    while first > 0 and lines[first - 1].start >= taken and _is_headline(lines[first - 1], airy=airy):
        first -= 1
    prose = sum(1 for line in lines[:first] if line.looks == "prose")
    if len(lines) - first >= _LIST and prose >= _LIST and lines[first - 1].looks != "headline":
        yield Span(lines[first].start, lines[-1].end, "tail", "tail.headline_list")


def _is_headline(line: _Line, *, airy: bool) -> bool:
    return line.looks == "headline" and 30 <= line.end - line.start <= 160 and not (airy and line.adjoins)
