"""Sentences as spans: a full stop ends one unless it belongs to an abbreviation, an initial or a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

# Words that a period follows within a sentence, before a capital letter.
ABBREVIATIONS = frozenset(
    "mr mrs ms mx dr prof rev gen col lt sgt capt cmdr cdr maj adm brig pvt cpl gov sen rep reps sens pres supt insp det hon"
    " st ste ave blvd rd mt ft no nos vs v etc al inc ltd co corp bros dept est approx fig min max vol pp messrs"
    " jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun jr sr"
    " e.g i.e cf u.s u.k u.n u.s.a d.c l.a n.y e.u a.m p.m ph.d m.d b.a m.a u.a.e d.r d.r.c p.o r.i n.j n.c s.c"
    " ala ariz ark calif colo conn del fla ga ill ind kan ky md mass mich minn miss mont neb nev okla ore pa tenn tex vt va"
    " wash wis wyo".split()
)
# These may end a sentence, too: they do before a word that begins no name.
_MAY_END = frozenset(
    "a.m p.m u.s u.k u.n u.s.a d.c l.a n.y e.u u.a.e d.r.c inc ltd co corp bros jr sr etc al est dept st ave blvd rd ft ph.d m.d"
    " calif fla ga ill ind mass tex va wash pa md max min".split()
)
# Plain words, too, that are an abbreviation only before a number: "No. 5", "Mar. 3", "Sat. 4"
_BEFORE_NUMBER = frozenset("no nos mar may sat sun fig vol pp jun jul mon wed".split())
_WORDS_TOO = frozenset("no sat sun mar mon wed min max del miss ill pa ind mass wash ore fig rep det v".split())
_STARTERS = frozenset(
    "the a an he she it they we i you in on at but and this that these those there his her its their our as after before when while"
    " if although meanwhile however no police officials local some several one two three four five six nine ten many most more"
    " such what who why how where both each all another other others for from with by to since during according authorities"
    " witnesses residents rescuers firefighters last earlier later so yet or nor not then here now also still only".split()
)

_OPENERS = "\"'“‘«‹([{—–-•*·▪●‣◦■►▶✔✓➤>»❝ \t\u200e\u200f\u202a\u202b\u2066\u2067"
_ITEMS = "•*·▪●‣◦■►▶✔✓➤-–—"
# The end marks, then closing quotes and brackets and a footnote's mark.  Whether a sentence ends there is asked in code,
# so that a run of marks is read once.
_END = re.compile(
    r"[.!?…]+[\"'”’»›)\]}\u200e\u200f\u202c\u2069]{0,6}(?:\[\d{1,3}\]){0,4}|[。！？؟۔।॥]+[\"'”’»）」』]{0,6}"
)
_PARAGRAPH = re.compile(r"(?:\r\n|[\n\r\x0b\x0c\x85\u2028])[^\S\n\r]*(?:\r\n|[\n\r\x0b\x0c\x85\u2028])\s*|\u2029\s*")
_LINE = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028]")
_CAPITAL_WORD = re.compile(r"[^\W\d_]+")
_LOOK_BACK = 40  # characters; no abbreviation is longer
_LOOK_AHEAD = 60
_WRAPPED = 60  # characters; a line that was wrapped by a machine is about this long at least
_WIDTHS = range(36, 121)  # characters in the longest line of a paragraph that was wrapped by a machine


def split_paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans between blank lines, without the space around them."""
    at = start
    for gap in _PARAGRAPH.finditer(text, start, end):
        yield from _trimmed(text, at, gap.start())
        at = gap.end()
    yield from _trimmed(text, at, end)


def split_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the sentences in one paragraph.

    A sentence ends at a full stop, question mark, exclamation mark or ellipsis with its closing quotes; at a line break
    after a heading or list item; and where a full stop stands without space between two sentences ("homes.The").
    """
    at, lines = start, _trimmed if _is_wrapped(text, start, end) else _lines
    for found in _END.finditer(text, start, end):
        if _ends_here(text, at, found.start(), found.end(), end):
            yield from lines(text, at, found.end())
            at = found.end()
    yield from lines(text, at, end)


def _is_wrapped(text: str, start: int, end: int) -> bool:
    """Whether a machine broke the paragraph's lines: to none could the next one's first word be added within their width."""
    lines = [line for line in _LINE.split(text[start:end]) if line.strip()]
    if len(lines) < 3:
        return False
    width = max(len(line.rstrip()) for line in lines)
    return width in _WIDTHS and all(
        len(line.rstrip()) + 1 + len(following.split(maxsplit=1)[0]) > width and following.lstrip()[0] not in _ITEMS
        for line, following in pairwise(lines)
    )


_LONGEST_LINE = 200  # characters


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Hard-wrapped lines stay together; a heading or list item on a line of its own is a sentence of its own."""
    at = start
    begin = max(text.rfind("\n", max(0, start - _LONGEST_LINE), start) + 1, start - _LONGEST_LINE, 0)  # of its line
    for line_break in _LINE.finditer(text, start, end):
        after = line_break.end()
        last = _last_seen(text, begin, line_break.start())
        following = text[after : after + 40].lstrip()
        wrapped = line_break.start() - begin > _WRAPPED and last not in ":."
        item = following[:1] in _ITEMS
        begin = after
        if last and following and (item or not (wrapped or following[0].islower() or last in ",;—–-(")):
            yield from _trimmed(text, at, line_break.start())
            at = after
    yield from _trimmed(text, at, end)


def _last_seen(text: str, start: int, end: int) -> str:
    """The last character that is no space; empty for a blank line."""
    return text[max(start, end - 200) : end].rstrip()[-1:]


def _ends_here(text: str, start: int, mark: int, after: int, end: int) -> bool:  # noqa: C901 - a list of shapes
    if after >= end:
        return True
    if text[mark] in "。！？؟۔।॥":
        return True
    if not text[after].isspace():
        return _glued(text, start, mark, after, end)
    rest = text[after : min(end, after + _LOOK_AHEAD)].lstrip()
    if not rest:
        return True
    opener = rest.lstrip(_OPENERS)
    if opener[:1].islower():
        return False  # "… 'Stop!' he said", "approx. five"
    if text[mark] != "." or text[mark : mark + 2] == ".." or after > mark + 1:
        return True
    word = _word_before(text, start, mark)
    key = word.lower().removeprefix("ex-")  # "ex-U.S. Senator"
    if len(word) == 1 and word.isalpha():
        # An initial, "George W. Bush"; but "Vitamin C. The", "they and I. The"
        return word == "I" and _first_word(opener) in _STARTERS
    if key not in ABBREVIATIONS:
        return True
    if key in _BEFORE_NUMBER and opener[:1].isdigit():
        return False
    if key in _WORDS_TOO and word.islower():
        return True  # "He said no. They", "where they sat. Then"
    if key in _MAY_END or key in _WORDS_TOO:
        return _first_word(opener) in _STARTERS
    return False


def _glued(text: str, start: int, mark: int, after: int, end: int) -> bool:
    """No space after the full stop: "homes.The blast"; not "example.Com", "3.5", "U.S"."""
    if end - after < 2 or not text[after].isupper() or not text[after + 1].islower():
        return False
    word = _word_before(text, start, mark)
    return len(word) >= 3 and word.isalpha() and word.islower() and text[after : after + 3].lower() not in _DOMAINS


_DOMAINS = frozenset("com net org gov edu inf".split())


def _word_before(text: str, start: int, mark: int) -> str:
    """What stands before a mark, back to space, quotation mark or bracket."""
    words = text[max(start, mark - _LOOK_BACK) : mark].rsplit(maxsplit=1)
    return words[-1].lstrip("\"'“‘«([-–—") if words else ""


def _first_word(rest: str) -> str:
    found = _CAPITAL_WORD.match(rest)
    return found.group().lower() if found else ""


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
