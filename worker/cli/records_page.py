"""The page of records: every field of what stands on the topics, from the models themselves."""

from __future__ import annotations

import inspect
import types
from collections.abc import Iterator
from enum import Enum
from typing import Annotated, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from schemas.article import RawArticle
from schemas.incident import IncidentEvent
from schemas.reasons import SkipReason
from schemas.record import Moment, Record
from schemas.result import ArticleIncidents

_INTRODUCTION = """\
Unknown is null, never "" and never 0. Dates are ISO 8601, instants RFC 3339 in UTC, coordinates degrees WGS 84, countries ISO 3166-1
alpha-3, regions ISO 3166-2 where known. Offsets are Unicode code points, half-open, into the article's raw text as received.

An event is what one article reports of one incident; reports of the same incident by other articles are other events. Its
`event_id` is made of the article's id, the type, the place, the first day and a number: the same article and rules give the
same id, always. Every field that is not null names at least one span in `evidence`, and `text[start:end] == quote`, or the record is not
published; an inferred time needs none.

Numbers of people keep their doubt: `best` is what the text says, `min` and `max` what it allows.

| the text says | min | best | max | qualifier |
|---|---|---|---|---|
| nothing | the whole field is null | | | |
| "no casualties" | 0 | 0 | 0 | `explicit_none` |
| "nine people" | 9 | 9 | 9 | `exact` |
| "at least nine", "more than nine" | 9 | 9 | null | `at_least` |
| "up to nine" | null | 9 | 9 | `at_most` |
| "about nine" | null | 9 | null | `about` |
| "nine to twelve" | 9 | null | 12 | `range` |
| "several" | 3 | null | null | `several` |
| "dozens" | 24 | null | null | `dozens` |
| "many", "a number of" | 2 | null | null | `many` |

"Nine in hospital: three in intensive care and six on wards" is 9 with a `breakdown` of 3 and 6; parts are never added to their whole."""
_ROOTS = (RawArticle, ArticleIncidents, IncidentEvent)


def records_page() -> str:
    """All records, the outer ones first, and the reasons for which words give no event."""
    lines = [_INTRODUCTION]
    for record in _records():
        about = inspect.cleandoc(record.__doc__ or "").replace("``", "`")
        lines += [
            "",
            f"## {record.__name__}",
            "",
            *([about, ""] if about else []),
            "| field | type | meaning |",
            "|---|---|---|",
        ]
        lines += [
            f"| `{name}` | {_type_words(field.annotation)} | {(field.description or '').replace('|', chr(92) + '|')} |"
            for name, field in record.model_fields.items()
        ]
    lines += ["", "## Why words give no event", ""]
    lines += [f"- `{reason}`" for reason in SkipReason]
    return "\n".join(lines) + "\n"


def _records() -> list[type[Record]]:
    """The roots, then every record within them, in the order in which they are met."""
    found: dict[type[Record], None] = dict.fromkeys(_ROOTS)
    waiting: list[type[Record]] = list(_ROOTS)
    while waiting:
        record = waiting.pop(0)
        for field in record.model_fields.values():
            for inner in _inner(field.annotation):
                if isinstance(inner, type) and issubclass(inner, Record) and inner not in found:
                    found[inner] = None
                    waiting.append(inner)
    return list(found)


def _inner(annotation: object) -> Iterator[object]:
    yield annotation
    for argument in get_args(annotation):
        if not isinstance(argument, FieldInfo):
            yield from _inner(argument)


def _type_words(annotation: object) -> str:
    if annotation == Moment:
        return "date or instant"
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _type_words(arguments[0])
    if origin in (Union, types.UnionType):
        kinds = [a for a in arguments if a is not types.NoneType]
        words = "date or instant" if len(kinds) > 1 else _type_words(kinds[0])
        return words + (" or null" if len(kinds) < len(arguments) else "")
    if origin is tuple:
        return f"list of {_type_words(arguments[0])}"
    if origin is dict:
        return "object"
    if isinstance(annotation, type):
        if issubclass(annotation, Enum):
            return ", ".join(f"`{member.value}`" for member in annotation)
        if issubclass(annotation, Record):
            return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
        return {"str": "text", "int": "whole number", "float": "number", "bool": "true or false"}.get(
            annotation.__name__, "any"
        )
    return "any"
