"""Tells the stamps of a running report from the times of what it tells: the newest entry stands on top."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from worker.extract.findings import TimeMention
from worker.text.document import Document

_CLOCK = re.compile(r"\d\d[:.]\d\d")
_FEWEST = 2  # entries


def stamps_apart(document: Document, times: Sequence[TimeMention]) -> tuple[TimeMention, ...]:
    """``17:42 The fire is out. … 13:58 A blast was heard``: when each entry was written; the same clocks rising are a course of events."""
    stamps = [time for time in times if _opens_an_entry(document, time)]
    clocks = [document.text[time.start : time.end] for time in stamps]
    if len(stamps) < _FEWEST or clocks != sorted(clocks, reverse=True):
        return tuple(times)
    written = {time.first for time in stamps}
    return tuple(replace(time, use="report") if time.first in written else time for time in times)


def _opens_an_entry(document: Document, time: TimeMention) -> bool:
    """Whether a bare clock is all that stands before the first sentence of a paragraph."""
    sentence = document.sentences[time.sentence]
    if time.first != sentence.first or _CLOCK.fullmatch(document.text, time.start, time.end) is None:
        return False
    return sentence.index == 0 or document.sentences[sentence.index - 1].paragraph != sentence.paragraph
