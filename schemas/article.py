"""What comes in: a raw article; and the reference to it that travels with every result."""

from __future__ import annotations

from hashlib import sha256
from typing import Annotated, Any
from uuid import UUID, uuid5

from pydantic import Field, model_validator

from schemas.record import Moment, Record

NAMESPACE = UUID("3b0d3f4e-6a58-5f0c-9b0e-7d3c5b1a9e42")
"""The uuid5 namespace of all ids that Tocsin makes.  Never change it: ids are stable because it is."""

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


def article_id_of(*, url: str | None, text: str) -> str:
    """The id of an article that came without one: uuid5 of its url, else of its text."""
    return str(uuid5(NAMESPACE, f"url:{url}" if url else f"text:{text}"))


class RawArticle(Record):
    """A news article as received.  ``text`` is never altered: all offsets point into it."""

    article_id: str = Field(default="", description="Given, else uuid5 of url, else of text")
    text: str = Field(description="The article's words, up to 256 KB of UTF-8")
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: Moment | None = Field(
        default=None, description="Date or instant of publication; relative times resolve against it"
    )
    fetched_at: Moment | None = None
    language: str | None = Field(default=None, description="ISO 639-1, where the producer knows it")
    metadata: dict[str, Any] = Field(default_factory=dict, description="Free; carried, not read")

    @model_validator(mode="before")
    @classmethod
    def _give_id(cls, data: Any) -> Any:
        if isinstance(data, dict) and not data.get("article_id") and isinstance(data.get("text"), str):
            url = data.get("url")
            known = data.get("id") or article_id_of(url=url if isinstance(url, str) else None, text=data["text"])
            return {k: v for k, v in data.items() if k != "id"} | {"article_id": str(known)}
        return data


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
