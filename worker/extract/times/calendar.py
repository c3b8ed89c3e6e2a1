"""Dates from parts and distances; what no calendar holds is None, never an exception.

It knows no text.  Nothing here looks at a clock.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta


def day_of(year: int, month: int, day: int) -> date | None:
    """A date; None for 30 February and the like."""
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def shifted(day: date, days: int) -> date | None:
    """So many days later or, where negative, earlier; None beyond the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def months_later(day: date, months: int) -> date | None:
    """The same day of another month, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_of(year: int, month: int) -> tuple[date, date] | None:
    """First and last day of a month."""
    if not 1 <= year <= 9999:
        return None
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def year_of(year: int) -> tuple[date, date] | None:
    """First and last day of a year."""
    return (date(year, 1, 1), date(year, 12, 31)) if 1 <= year <= 9999 else None


def week_of(day: date) -> tuple[date, date] | None:
    """Monday and Sunday of the day's week."""
    monday = shifted(day, -day.weekday())
    sunday = shifted(day, 6 - day.weekday())
    return (monday, sunday) if monday and sunday else None


def nearest_year(month: int, day: int, reference: date, *, future: bool) -> date | None:
    """The day of that name nearest to the reference: at most a week after it, or, if ``future``, not before it."""
    years = (reference.year - 1, reference.year, reference.year + 1)
    days = [found for year in years if (found := day_of(year, month, day))]
    if future:
        return next((found for found in days if found >= reference), None)
    return next((found for found in reversed(days) if (found - reference).days <= 7), None)


def weekday_near(weekday: int, reference: date, *, future: bool) -> date | None:
    """The last day of that name up to the reference, or, if ``future``, the next one from it on."""
    if future:
        return shifted(reference, (weekday - reference.weekday()) % 7)
    return shifted(reference, -((reference.weekday() - weekday) % 7))
