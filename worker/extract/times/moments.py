"""Compares times: their days, and whether two can be of one incident."""

from __future__ import annotations

from datetime import date, datetime

from worker.extract.findings import TimeMention


def disjoint(one: TimeMention, other: TimeMention) -> bool:
    """Whether two times can not be of one incident."""
    a, b = _days(one), _days(other)
    if a[1] is not None and b[0] is not None and a[1] < b[0]:
        return True
    return b[1] is not None and a[0] is not None and b[1] < a[0]


def same_days(one: TimeMention, other: TimeMention) -> bool:
    """Whether two times are of the very same days."""
    return _days(one) == _days(other)


def _days(time: TimeMention) -> tuple[date | None, date | None]:
    return day_of(time.earliest), day_of(time.end_best or time.latest)


def day_of(moment: date | datetime | None) -> date | None:
    """The day of a moment."""
    return moment.date() if isinstance(moment, datetime) else moment
