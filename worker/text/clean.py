"""Marks what is no prose: the date of the first line, promos, tails of headlines, credits.  Nothing is cut.

It knows lines and rules; it knows no incident.  Spans are code points of the raw text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Literal

from worker.text.boilerplate import BREAKS, STOPPED, BoilerplatePattern, BoilerplateRules, Scope
from worker.text.document import Span
from worker.values import dataclass

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
    page = _Page(text, start, rules)
    if page.is_plain():
        return tuple(spans)
    lines = _read_lines(page, start)
    i = 0
    while i < len(lines):
        line = lines[i]
        rule = _tail_opened(page, line)
        if rule is not None:
            last = _zone_end(page, lines, i)
            spans.append(Span(line.start, lines[last].end, rule.kind, rule.id))
            i = last + 1
            continue
        spans += _in_line(page, line)
        i += 1
    spans += _headline_list(lines, spans) if rules.unions else ()
    return tuple(sorted(spans, key=lambda span: span.start))


class _Page:
    """A text with what is asked of it for all its lines at once."""

    def __init__(self, text: str, start: int, rules: BoilerplateRules) -> None:
        self.text = text
        self.start = start
        self.rules = rules
        self.unions = dict(rules.unions)
        self.lowered = lowered = text.lower()
        # Case is ignored in a few ways that lower case does not know.
        plain = len(lowered) == len(text) and "\u0131" not in lowered and "\u017f" not in lowered
        self.has_landmark = not plain or any(landmark in lowered for landmark in rules.landmarks)
        self.is_marked = any(mark in text for mark in _MARKS)

    def is_plain(self) -> bool:
        """Whether no rule can match anything, and no headline ends the text: most articles are so, and seen to be so at once."""
        if self.has_landmark or self.is_marked or _tail(self.text.rstrip()[-_LOOKED:]) != ".":
            return False
        return self.rules.anywhere.search("\n" + self.lowered[self.start :]) is None

    def may_be(self, start: int, end: int, openings: re.Pattern[str]) -> bool:
        """Whether a rule with these openings may match all of it; False only where none can."""
        return end - start <= _LONGEST and (self.has_landmark or openings.match(self.lowered, start) is not None)

    @cached_property
    def openings(self) -> list[int]:
        """Where sentences begin, but for the first of a line."""
        return [found.end() for found in _SENTENCE_START.finditer(self.text, self.start)]

    def opened_within(self, start: int, end: int) -> list[int]:
        """Where sentences begin within a line, but for the first."""
        openings = self.openings
        first = bisect_right(openings, start)
        return openings[first : bisect_left(openings, end, first)]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without the space around it; ``looks`` like a headline, a short or a long piece of prose."""

    start: int
    end: int
    looks: Literal["headline", "short", "prose"]
    adjoins: bool  # no blank line before it
    wrapped: bool  # part of a paragraph that a machine broke into lines
    suspect: bool  # a rule may match all of it


_LINE = re.compile(rf"[^{BREAKS}]+")
_LONGEST = 400  # characters; a longer line is prose
_LONG = 80  # a punctuated line of this length is prose, even within a list of headlines
_LOOKED = 8  # characters at the end of a line that tell whether it ends a sentence
_CLOSERS = "\"'”’»)]› \t"
_SENTENCE_START = re.compile(rf"[.!?…]{STOPPED}(?=[^\Wa-z_]|[\"'“‘«(\[▶►])")


def _lines(text: str, start: int) -> Iterator[tuple[int, int]]:
    for found in _LINE.finditer(text, start):
        line = found.group()
        stripped = line.strip()
        if stripped:
            begin = found.start() + len(line) - len(line.lstrip())
            yield begin, begin + len(stripped)


_WRAPPED = 55  # characters; where lines are broken by a machine they are about this long at least


def _read_lines(page: _Page, start: int) -> list[_Line]:
    lines: list[_Line] = []
    text, openings = page.text, page.rules.lines
    open_ended = adjoins = False  # open-ended: the line before was long and did not end a sentence
    bounds = list(_lines(text, start))
    for i, (begin, end) in enumerate(bounds):
        looks = _looks(page, begin, end)
        goes_on = i + 1 < len(bounds) and not _is_blank(text, end, bounds[i + 1][0])
        unfinished = looks == "headline" and end - begin >= _WRAPPED and text[end - 1] not in _ENDS
        wrapped = (adjoins and open_ended) or (goes_on and unfinished and _continues(text, (begin, end), bounds[i + 1]))
        lines.append(_Line(begin, end, looks, adjoins, wrapped, not wrapped and page.may_be(begin, end, openings)))
        open_ended, adjoins = unfinished, goes_on
    return lines


def _is_blank(text: str, start: int, end: int) -> bool:
    """Whether a blank line lies between two lines."""
    return end - start > 1 and _BLANK.search(text, start, end) is not None


def _continues(text: str, line: tuple[int, int], following: tuple[int, int]) -> bool:
    """The next line goes on in lower case; or all is in capitals, so that case tells nothing."""
    return text[following[0]].islower() or (text[slice(*line)].isupper() and text[slice(*following)].isupper())


_ENDS = "?!:…"
_BLANK = re.compile(r"[\n\x0b\x0c\x85\u2028\u2029][ \t\r]{0,200}[\n\x0b\x0c\x85\u2028\u2029]|\r[ \t]{0,200}\r")


def _looks(page: _Page, start: int, end: int) -> Literal["headline", "short", "prose"]:
    if end - start > _LONGEST:
        return "prose"
    if _tail(page.text[max(start, end - _LOOKED) : end]) != ".":
        return "headline"
    return "prose" if end - start >= _LONG or page.opened_within(start, end) else "short"


def _tail(line: str) -> str:
    """The last sign of a line, but for brackets and quotation marks that close."""
    return line.rstrip(_CLOSERS)[-1:]


def _rule_of(found: re.Match[str], rules: BoilerplateRules) -> BoilerplatePattern:
    group = found.lastgroup or ""
    return rules.patterns[int(group[1:])]


def _unmarked(text: str, start: int, end: int) -> int:
    """Where a line or sentence ends without the marks and space at its end."""
    while end > start and text[end - 1] in ".!…:|>»›→ \t":
        end -= 1
    return end


def _whole(page: _Page, start: int, end: int, scope: Scope) -> BoilerplatePattern | None:
    """The rule that matches all of it, but for marks and space at its end."""
    union = page.unions.get(scope)
    if union is None or end - start > _LONGEST:
        return None
    stop = _unmarked(page.text, start, end)
    found = union.fullmatch(page.text, start, stop) if stop > start else None
    return _rule_of(found, page.rules) if found else None


def _tail_opened(page: _Page, line: _Line) -> BoilerplatePattern | None:
    return _whole(page, line.start, line.end, "tail") if line.suspect else None


def _zone_end(page: _Page, lines: Sequence[_Line], opened: int) -> int:
    """The last line of a list of headlines: up to prose, or to the end of the text."""
    last = opened
    for i in range(opened + 1, len(lines)):
        line = lines[i]
        if line.looks == "prose" and not any(True for _ in _in_line(page, line)):
            break
        last = i
    else:
        return last
    # Short sentences just before prose belong to it: "He died."
    while last > opened and lines[last].looks == "short":
        last -= 1
    return last


_MARKS = "([/|©"
_MARK = re.compile(r"[(\[/|©]")  # one of these stands in each caption and part


def _in_line(page: _Page, line: _Line) -> Iterator[Span]:
    """A whole line, else its sentences and parts that are none of the prose."""
    text, start, end = page.text, line.start, line.end
    rule = _whole(page, start, end, "line") or _whole(page, start, end, "sentence") if line.suspect else None
    is_marked = page.is_marked and _MARK.search(text, start, end) is not None
    if rule is None and is_marked and not line.wrapped:
        rule = _captioned(page, start, end)
    if rule is not None:
        yield Span(start, end, rule.kind, rule.id)
        return
    reach = start
    for begin, stop in _sentences(page, start, end):
        if page.may_be(begin, stop, page.rules.sentences) and (rule := _whole(page, begin, stop, "sentence")):
            yield Span(begin, stop, rule.kind, rule.id)
            reach = stop
    if is_marked and (union := page.unions.get("part")):
        for found in union.finditer(text, start, end):
            if found.start() >= reach and found.end() > found.start():
                rule = _rule_of(found, page.rules)
                yield Span(found.start(), found.end(), rule.kind, rule.id)


def _captioned(page: _Page, start: int, end: int) -> BoilerplatePattern | None:
    """The rule of the caption with which a line ends."""
    union = page.unions.get("caption")
    found = union.search(page.text, start, end) if union and end - start <= _LONGEST else None
    return _rule_of(found, page.rules) if found and not page.text[found.end() : end].strip(" .)]\t") else None


def _sentences(page: _Page, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for opening in page.opened_within(start, end):
        stop = opening
        while page.text[stop - 1].isspace():
            stop -= 1
        yield at, stop
        at = opening
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
