"""The closed lists of reasons: why a message became a dead letter, why words became no event.

Append only: consumers group by these words.
"""

from __future__ import annotations

from enum import StrEnum


class DeadLetterReason(StrEnum):
    """Why a message stands in ``<topic>.dlq`` (header ``x-dlq-reason``)."""

    DECODE_ERROR = "decode_error"  # not JSON and not text, or broken UTF-8
    SCHEMA_INVALID = "schema_invalid"  # JSON, but not the topic's record; the message names the field
    EMPTY_TEXT = "empty_text"  # no text, or white space only
    TOO_LARGE = "too_large"  # text above the limit; the message says its size and what fits
    EXTRACT_TIMEOUT = "extract_timeout"  # the article took longer than the limit
    EXTRACT_ERROR = "extract_error"  # a defect in the extraction
    SPAN_MISMATCH = "span_mismatch"  # an evidence quote is not the text at its offsets: a defect
    ENRICH_ERROR = "enrich_error"  # a defect in the enrichment
    SINK_DATA_ERROR = "sink_data_error"  # the database refuses the values
    PRODUCE_TOO_LARGE = "produce_too_large"  # the result is larger than the brokers take
    REDRIVE_LIMIT = "redrive_limit"  # sent back too often


class SkipReason(StrEnum):
    """Why words that look like an incident, or a whole article, gave no event."""

    # how the text speaks of it (realis)
    PLANNED = "planned"
    THREATENED = "threatened"
    HYPOTHETICAL = "hypothetical"
    DENIED = "denied"
    NEGATED = "negated"
    HISTORIC = "historic"
    GENERIC = "generic"
    # what kind of words they are
    BOILERPLATE = "boilerplate"
    FIGURATIVE = "figurative"
    FICTION = "fiction"
    SPORT = "sport"
    EXERCISE = "exercise"
    COURT = "court"
    STATISTICS = "statistics"
    OBITUARY = "obituary"
    ANNIVERSARY = "anniversary"
    STATEMENT = "statement"
    # how much there is
    TOO_MANY = "too_many"  # more incidents than one record holds: from the first to the last that was left out
    # what kind of article it is
    BOILERPLATE_ONLY = "boilerplate_only"
    OTHER_LANGUAGE = "other_language"
    OPINION = "opinion"
    NO_INCIDENT = "no_incident"
