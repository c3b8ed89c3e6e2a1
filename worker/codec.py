"""Bytes to records and back.  What cannot be decoded says why, in a reason and a sentence."""

from __future__ import annotations

import json
import re
from typing import TypeVar

from pydantic import ValidationError

from schemas.article import RawArticle
from schemas.reasons import DeadLetterReason
from schemas.record import Record
from worker.errors import Rejected

MAX_TEXT_BYTES = 256 * 1024
"""The largest article text, in bytes of UTF-8."""

AnyRecord = TypeVar("AnyRecord", bound=Record)


def decode_article(raw: bytes | None, *, max_bytes: int = MAX_TEXT_BYTES) -> RawArticle:
    """The article in a message's value: a JSON object, or bare UTF-8 text.

    Raises:
        Rejected: ``decode_error`` (no UTF-8, broken JSON, neither JSON nor text), ``schema_invalid`` (JSON, but no
            article), ``empty_text``, ``too_large``.
    """
    text = _utf8(raw)
    stripped = text.lstrip("\ufeff \t\r\n")
    if not _is_seen(stripped):
        raise Rejected(DeadLetterReason.EMPTY_TEXT, "the message is empty or white space only")
    article = _parse(RawArticle, stripped) if _is_json(stripped) else _bare(text)
    if not _is_seen(article.text):
        raise Rejected(
            DeadLetterReason.EMPTY_TEXT, f"article {article.article_id}: `text` is empty or white space only"
        )
    size = len(article.text.encode("utf-8", "surrogatepass"))
    if size > max_bytes:
        raise Rejected(
            DeadLetterReason.TOO_LARGE, f"article {article.article_id}: text of {size:,} bytes; up to {max_bytes:,} fit"
        )
    return article


def decode(record: type[AnyRecord], raw: bytes | None) -> AnyRecord:
    """A record of a downstream topic.

    Raises:
        Rejected: ``decode_error`` or ``schema_invalid``.
    """
    return _parse(record, _utf8(raw))


def encode(record: Record) -> bytes:
    """A record as the bytes of a message."""
    return record.write_json()


def _utf8(raw: bytes | None) -> str:
    try:
        return (raw or b"").decode("utf-8")
    except UnicodeDecodeError as error:
        raise Rejected(
            DeadLetterReason.DECODE_ERROR, f"not UTF-8: byte {error.start} is 0x{error.object[error.start]:02x}"
        ) from error


def _is_seen(text: str) -> bool:
    """Whether any character leaves ink: space, controls (NUL) and invisible marks do not."""
    return any(character.isprintable() and not character.isspace() for character in text)


_CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\v\f\r")
_HEAD = 1000  # characters that are looked at
_MOST_CONTROLS = 0.3  # of them, in text


def _bare(text: str) -> RawArticle:
    """Bare text.

    Raises:
        Rejected: ``decode_error``, for the bytes of some program that happen to be UTF-8.
    """
    head = text[:_HEAD]
    if head[0] == "\x00":
        raise Rejected(
            DeadLetterReason.DECODE_ERROR,
            "neither JSON nor text: it begins with NUL, as a schema registry's framing does",
        )
    if sum(character in _CONTROLS for character in head) > _MOST_CONTROLS * len(head):
        raise Rejected(DeadLetterReason.DECODE_ERROR, "neither JSON nor text: too many control characters")
    return RawArticle(text=text)


_JSON = re.compile(r"\{|\[\s*[\[{\"\]]")
_LONGEST_SCALAR = 64  # characters; a longer one in quotation marks is prose that begins with speech


def _is_json(text: str) -> bool:
    """Whether JSON was meant: an object, an array of things, or a bare scalar.  "[UPDATE] …" and “"We …” are prose."""
    if _JSON.match(text):
        return True
    if len(text) > _LONGEST_SCALAR:
        return False
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _parse(record: type[AnyRecord], text: str) -> AnyRecord:
    try:
        return record.read_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or record.__name__
        if first["type"] == "json_invalid":
            raise Rejected(
                DeadLetterReason.DECODE_ERROR, f"not JSON: {first['msg'].removeprefix('Invalid JSON: ')}"
            ) from error
        more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
        raise Rejected(DeadLetterReason.SCHEMA_INVALID, f"field `{where}`: {first['msg']}{more}") from error
