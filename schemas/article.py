"""What comes in: a raw article; and the reference to it that travels with every result."""

from __future__ import annotations

from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from typing import Annotated, Any
from uuid import UUID, uuid5

from pydantic import BeforeValidator, Field, model_validator

from schemas.record import Moment, Record

NAMESPACE = UUID("3b0d3f4e-6a58-5f0c-9b0e-7d3c5b1a9e42")
"""The uuid5 namespace of all ids that Tocsin makes.  Never change it: ids are stable because it is."""

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


def article_id_of(*, url: str | None, text: str) -> str:
    """The id of an article that came without one: uuid5 of its url, else of its text."""
    name = f"url:{url}" if url else f"text:{text}"
    return str(uuid5(NAMESPACE, name if name.isascii() else name.encode("utf-8", "replace").decode()))


SENT = (
    "ISO 8601 date or RFC 3339 instant; RFC 2822 and seconds or milliseconds since 1970 are read, too. An instant without"
    " offset is taken as UTC; a year before 1000 or after 9000, which software writes for want of a date, as unknown"
)
_LEAST_EPOCH = 10**8  # seconds: March 1973; a smaller number is a year or a mistake
_LEAST_MILLISECONDS = 2 * 10**10


def _read_moment(value: object) -> object:
    """A moment as producers write it; null where they write one that stands for none.

    Raises:
        ValueError: it is no moment; the message says how to write one.
    """
    moment = _parse_moment(value.strip()) if isinstance(value, str) else value
    if isinstance(moment, int | float) and not isinstance(moment, bool):
        moment = _from_epoch(moment)
    if not isinstance(moment, date):
        raise ValueError(f"{str(value)[:40]!r} is no date; write 2026-05-03 or 2026-05-03T18:30:00Z")  # noqa: TRY004 - pydantic's way
    if not 1000 <= moment.year <= 9000:
        return None
    return moment.replace(tzinfo=UTC) if isinstance(moment, datetime) and moment.tzinfo is None else moment


def _parse_moment(text: str) -> date | int | None:
    if text.isascii() and text.isdigit() and len(text) != len("20260503"):
        return int(text[:20])
    for parse in (date.fromisoformat, datetime.fromisoformat, parsedate_to_datetime):
        try:
            return parse(text)
        except (ValueError, OverflowError):
            continue
    return None


def _from_epoch(number: float) -> datetime | None:
    if not abs(number) >= _LEAST_EPOCH:
        return None
    try:
        return datetime.fromtimestamp(number / 1000 if abs(number) >= _LEAST_MILLISECONDS else number, UTC)
    except (ValueError, OverflowError, OSError):
        return None


Sent = Annotated[Moment | None, BeforeValidator(_read_moment)]
"""A moment in any of the ways of ``SENT``."""


class RawArticle(Record):
    """A news article as received.  ``text`` is never altered: all offsets point into it.

    Reading is lenient where the meaning is plain: ``id`` for ``article_id``, ids that are numbers, several ways to write a
    moment, and "" where nothing is known.
    """

    article_id: str = Field(default="", description="Given (as `id`, too), else uuid5 of url, else of text")
    text: str = Field(description="The article's words, up to 256 KB of UTF-8")
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: Sent = Field(
        default=None, description=f"When it was published; relative times resolve against it. {SENT}"
    )
    fetched_at: Sent = Field(default=None, description=f"When it was fetched. {SENT}")
    language: str | None = Field(default=None, description="ISO 639-1, where the producer knows it")
    metadata: dict[str, Any] = Field(default_factory=dict, description="Free; carried, not read")

    @model_validator(mode="before")
    @classmethod
    def _tidied(cls, data: object) -> object:
        if not isinstance(data, dict):
            return data
        known = {
            k: v for k, v in data.items() if k == "text" or not (v is None or (isinstance(v, str) and not v.strip()))
        }
        number = known.pop("id", None)
        given = known.get("article_id", number)
        if isinstance(given, int | float) and not isinstance(given, bool):
            given = str(given)
        if given is None and isinstance(known.get("text"), str):
            url = known.get("url")
            given = article_id_of(url=url if isinstance(url, str) else None, text=known["text"])
        return known if given is None else known | {"article_id": given}


class ArticleRef(Record):
    """Where a result comes from, without the text."""

    id: str
    publisher: str | None = None
    url: str | None = None
    title: str | None = None
    published: Moment | None = None
    language: str | None = Field(default=None, description="ISO 639-1, as given or as recognised")
    sha256: Sha256 = Field(description="Of the text's UTF-8 bytes (lone surrogates as in the JSON)")


def sha256_of(text: str) -> str:
    """Hex SHA-256 of the text's UTF-8 bytes; lone surrogates are kept, so that any str has one."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
