"""Finds the dateline: ``KYIV, Ukraine (AP) —``, ``PESHAWAR: Two officers …``."""

from __future__ import annotations

from collections.abc import Iterator

from worker.extract.places.chains import WIDE
from worker.extract.reading import Reading
from worker.text.document import Document

_LONGEST_DATELINE = 18  # tokens
_OPENING = 2  # sentences behind the first, in which a report from a capital may say where it was
_HEADLINES = 3  # sentences, with the one that the dateline begins


def find_dateline(reading: Reading) -> range:
    """The tokens of a dateline with its dash, at the begin of the text or under a headline; empty where there is none."""
    document = reading.document
    for begin in _begins(document):
        if not any(0 <= place.first - begin <= 1 for place in reading.places):
            continue
        # An agency's name in brackets may cut its sentence in two; a headline that begins with a place ends before it.
        end = min(begin + _LONGEST_DATELINE, _end_of_paragraph(document, begin))
        for at, token in enumerate(document.tokens[begin:end], begin):
            if token.text in ("-", "--", "—", "–"):
                return range(begin, at + 1)
            if token.lower == ":":
                if begin == 0 and _opens_a_report(at, reading):
                    return range(at + 1)
                break
    return range(0)


def _begins(document: Document) -> Iterator[int]:
    """Where a dateline may begin: the first word, and one in capitals that begins the paragraph under a headline, or under its byline."""
    if not document.sentences:
        return
    yield 0
    paragraph = 0
    for sentence in document.sentences[1:_HEADLINES]:
        if sentence.paragraph > paragraph and document.tokens[sentence.first].text.isupper():
            yield sentence.first
        paragraph = sentence.paragraph


def _end_of_paragraph(document: Document, token: int) -> int:
    """Behind the last token of the paragraph that this one opens."""
    at = document.sentence_of(token).index
    sentences, paragraph = document.sentences, document.sentences[at].paragraph
    while at + 1 < len(sentences) and sentences[at + 1].paragraph == paragraph:
        at += 1
    return sentences[at].last


def _opens_a_report(colon: int, reading: Reading) -> bool:
    """``PESHAWAR: Two officers were killed in Lower Dir``: a town, or a land in capitals, and another place behind it; not "Ukraine: …".

    Behind a capital city, where the desks are, the other place may follow a little later.
    """
    places = reading.places
    capitals = reading.document.tokens[0].text.isupper()
    written = next((p for p in places if p.last == colon and (capitals or p.precision not in WIDE)), None)
    if written is None:
        return False
    desk = capitals and written.entry is not None and written.entry.capital
    return any(
        place.first > colon
        and place.sentence <= (_OPENING if desk else 0)
        and place.kind == "place"
        and place.precision not in WIDE
        for place in places
    )
