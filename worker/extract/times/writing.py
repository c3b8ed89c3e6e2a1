"""The day on which a report was written, where its dateline says so."""

from __future__ import annotations

from datetime import date, timedelta

from worker.lexicons.times import TimeLexicon
from worker.text.document import Document

_HEADS = 3  # sentences, one of which the dateline may begin
_LONGEST_DATELINE = 12  # tokens
_AFTER_DATELINE = frozenset(("-", "--", "–", "—", ":", "("))
_DAYS_IN_PRESS = 3  # from the dateline's day to the publication


def day_of_writing(document: Document, lexicon: TimeLexicon, published: date | None) -> date | None:
    """``SHIMLA, November 19 -``, in a paper of the 20th: the day of the dateline, to which "today" refers; else the publication's.

    Who names weekdays counts from the publication.
    """
    if published is None or not document.vocabulary.isdisjoint(lexicon.weekdays):
        return published
    tokens = document.tokens
    for sentence in document.sentences[:_HEADS]:
        for at in range(sentence.first + 1, min(sentence.first + _LONGEST_DATELINE, len(tokens) - 2)):
            if tokens[at].lower not in lexicon.months or not tokens[at].is_capitalised:
                continue
            number = at + 1 + (tokens[at + 1].text == ".")
            ends = number + 1 >= sentence.last or tokens[number + 1].text in _AFTER_DATELINE
            if tokens[number].text.isdigit() and len(tokens[number].text) <= 2 and ends:
                day = _day_before(published, lexicon.months[tokens[at].lower], int(tokens[number].text))
                return day or published
            break
    return published


def _day_before(published: date, month: int, day: int) -> date | None:
    """The day and month in the days before the publication."""
    near = (published - timedelta(days=back) for back in range(1, _DAYS_IN_PRESS + 1))
    return next((one for one in near if (one.month, one.day) == (month, day)), None)
