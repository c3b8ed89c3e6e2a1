"""When: an interval, and how sharply it is known."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from schemas.record import Moment, Record


class TimePrecision(StrEnum):
    MINUTE = "minute"
    HOUR = "hour"
    PART_OF_DAY = "part_of_day"
    NIGHT = "night"
    DAY = "day"
    DAYS = "days"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class Time(Record):
    """When: an interval, resolved against the article's publication."""

    earliest: Moment | None = None
    best: Moment | None = None
    latest: Moment | None = None
    end_best: Moment | None = Field(default=None, description="The likeliest end, of what lasted")
    precision: TimePrecision = TimePrecision.UNKNOWN
    inferred: bool = Field(
        default=False, description="True where the text gives no time and the publication date stands in"
    )
    ongoing: bool = False
