"""Sentences as spans: a full stop ends one unless it belongs to an abbreviation, an initial or a number."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Words that a period follows within a sentence, before a capital letter.
ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof rev gen col lt sgt capt cmdr maj adm brig gov sen rep pres st ave blvd mt no nos vs etc al inc ltd co corp"
    " jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun fig dept est approx ft hon jr sr"
    " e.g i.e cf u.s u.k u.n d.c a.m p.m".split()
)
# These may end a sentence, too: they do before a capital letter that begins no name after them.
_MAY_END = frozenset("a.m p.m u.s u.k u.n d.c inc ltd co corp jr sr etc".split())
_STARTERS = frozenset(
    "the a an he she it they we i you in on at but and this that these those there his her its their our as after before when while"
    " if although meanwhile however no police officials local some several".split()
)

# The end marks, closing quotes and brackets after them, then space and what may begin a sentence.
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)")
_WORD_BEFORE = re.compile(r"[^\s\"'“‘(\[]+\Z")
_PARAGRAPH = re.compile(r"\n[ \t\r\f\v]*(?:\n\s*)+|\r[ \t]*(?:\r\s*)+|\u2029\s*")
_LINE = re.compile(r"\r\n|\n|\r|\u2028")
_LOOK_BACK = 40  # characters; no abbreviation is longer


def split_paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans between blank lines, without the space around them."""
    at = start
    for gap in _PARAGRAPH.finditer(text, start, end):
        yield from _trimmed(text, at, gap.start())
        at = gap.end()
    yield from _trimmed(text, at, end)


def split_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the sentences in one paragraph; a line break after a full stop, or before a capital, ends one."""
    at = start
    for found in _END.finditer(text, start, end):
        if found.start() >= at and _ends_here(text, found.start(), found.end(), end):
            yield from _lines(text, at, found.end())
            at = found.end()
    yield from _lines(text, at, end)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Hard-wrapped lines stay together; a heading or list item on a line of its own is a sentence of its own."""
    at = start
    for line_break in _LINE.finditer(text, start, end):
        after = line_break.end()
        line = text[max(at, line_break.start() - 200) : line_break.start()].rstrip()
        following = text[after : after + 2].lstrip()
        wrapped = len(line) - line.rfind("\n") > 60 and (not following or following[0].islower() or line[-1:] in ",;—-")
        if line and following and not wrapped and not following[0].islower():
            yield from _trimmed(text, at, line_break.start())
            at = after
    yield from _trimmed(text, at, end)


def _ends_here(text: str, mark: int, after: int, end: int) -> bool:
    rest = text[after : min(end, after + 60)].lstrip()
    if not rest:
        return True
    opener = rest.lstrip("\"'“‘«([—–-•* ")
    first = opener[:1]
    if first.islower():
        return False  # "… 'Stop!' he said", "approx. five"
    if text[mark] != "." or text[mark : mark + 2] == "..":
        return True
    before = _WORD_BEFORE.search(text[max(0, mark - _LOOK_BACK) : mark])
    word = before.group().lower() if before else ""
    if len(word) == 1 and word.isalpha():
        return False  # an initial: "George W. Bush"
    if word in ABBREVIATIONS:
        if word not in _MAY_END:
            return False
        following = re.match(r"[^\W\d_]+", opener)
        return following is not None and following.group().lower() in _STARTERS
    return True


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
