"""Reads the settings: variables ``TOCSIN_…`` of the environment, then of a file ``.env``, then the defaults.

Nested names are joined with ``__``.  A text or a secret may stand in a file: ``TOCSIN_KAFKA__PASSWORD_FILE=/run/secrets/kafka``.
An empty value is as good as none.  A variable that no setting has is an error, since a typing mistake would else go unseen.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import get_args

from pydantic import BaseModel, SecretStr, ValidationError
from pydantic.fields import FieldInfo

from worker.errors import Misconfigured
from worker.settings import Settings

PREFIX = "TOCSIN_"
FILE_SUFFIX = "_FILE"
DOTENV = Path(".env")

TEST_VARIABLES = frozenset({"TOCSIN_REQUIRE_DOCKER", "TOCSIN_TEST_POSTGRES_URL"})
"""Read by the test suite; no settings, and no mistakes either."""


class Source(StrEnum):
    """Where a value comes from."""

    DEFAULT = "default"
    ENVIRONMENT = "environment"
    DOTENV = ".env"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Known:
    """A setting: ``path`` is its place in ``Settings``, ``variable`` its name outside."""

    path: tuple[str, ...]
    field: FieldInfo

    @property
    def variable(self) -> str:
        """As in ``TOCSIN_KAFKA__BOOTSTRAP``."""
        return PREFIX + "__".join(self.path).upper()

    @property
    def secret(self) -> bool:
        """Whether its value must not be shown."""
        return SecretStr in _types_of(self.field)

    @property
    def from_file(self) -> bool:
        """Whether the value may stand in a file."""
        return self.secret or str in _types_of(self.field)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a setting's value comes from, and what names it there."""

    source: Source
    name: str = ""

    def __str__(self) -> str:
        """For people: ``environment``, ``file /run/secrets/kafka``."""
        return f"{self.source} {self.name}" if self.source is Source.FILE else str(self.source)


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings with the origin of each, by path."""

    settings: Settings
    origins: Mapping[tuple[str, ...], Origin]


def known_settings() -> tuple[Known, ...]:
    """Every setting, in the order in which the model lists them."""
    return tuple(_walk(Settings, ()))


def load_settings(environment: Mapping[str, str] | None = None, dotenv: Path | None = DOTENV) -> Settings:
    """The effective settings; see ``read_settings``."""
    return read_settings(environment, dotenv).settings


def read_settings(environment: Mapping[str, str] | None = None, dotenv: Path | None = DOTENV) -> Loaded:
    """The effective settings, and where each comes from.

    Args:
        environment: Variables; unset: those of this process.
        dotenv: A file of variables that the environment overrides; it may be missing.  None: no file.

    Raises:
        Misconfigured: a variable is unknown or its value is not allowed; all of them are named at once.
    """
    known = known_settings()
    given = [
        *_find(known, os.environ if environment is None else environment, Source.ENVIRONMENT),
        *_find(known, _read_dotenv(dotenv), Source.DOTENV),
    ]
    nested: dict[str, object] = {}
    origins: dict[tuple[str, ...], Origin] = {one.path: Origin(Source.DEFAULT) for one in known}
    values: dict[tuple[str, ...], str] = {}
    for one, value, origin in reversed(given):  # the environment comes last, and so wins
        _put(nested, one.path, value)
        origins[one.path] = origin
        values[one.path] = value
    try:
        return Loaded(Settings.model_validate(nested), origins)
    except ValidationError as error:
        raise _explain(error, known, values, origins) from None  # its text holds the values, secrets too


def _types_of(field: FieldInfo) -> tuple[object, ...]:
    return get_args(field.annotation) or (field.annotation,)


def _walk(model: type[BaseModel], path: tuple[str, ...]) -> Iterator[Known]:
    for name, field in model.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from _walk(inner, (*path, name))
        else:
            yield Known((*path, name), field)


def _put(nested: dict[str, object], path: tuple[str, ...], value: str) -> None:
    for name in path[:-1]:
        section = nested.setdefault(name, {})
        assert isinstance(section, dict)  # noqa: S101 - no setting is a section
        nested = section
    nested[path[-1]] = value


def _find(
    known: tuple[Known, ...], variables: Mapping[str, str], source: Source
) -> Iterator[tuple[Known, str, Origin]]:
    direct = {one.variable: one for one in known}
    files = {one.variable + FILE_SUFFIX: one for one in known if one.from_file}
    ours = {name: value for name, value in variables.items() if name.startswith(PREFIX) and name not in TEST_VARIABLES}
    unknown = [name for name in sorted(ours) if name not in direct and name not in files]
    if unknown:
        raise _unknown(unknown, source, [*direct, *files])
    for name, value in ours.items():
        if not value:
            continue
        if name in direct:
            yield direct[name], value, Origin(source, name)
            continue
        one = files[name]
        if ours.get(one.variable):
            raise Misconfigured(f"{one.variable} and {name} are both set ({source})", "Keep one of them.")
        yield one, _read_file(name, Path(value)), Origin(Source.FILE, value)


def _unknown(names: list[str], source: Source, candidates: list[str]) -> Misconfigured:
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only for who mistyped

    lines = []
    for name in names:
        # Without the prefix, which would make all names alike.
        nearest = process.extractOne(
            name, candidates, scorer=fuzz.ratio, processor=lambda text: text.removeprefix(PREFIX), score_cutoff=60
        )
        lines.append(f"{name} ({source})" + (f": did you mean {nearest[0]}?" if nearest else ""))
    return Misconfigured(
        "no setting has this name: " + "; ".join(lines),
        "Correct or unset it. `docs/settings.md` lists all settings, `tocsin config` shows those in force.",
    )


def _read_file(variable: str, path: Path) -> str:
    try:
        return path.read_text("utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise Misconfigured(
            f"{variable}: cannot read {path}: {error}", "Name a readable UTF-8 file that holds the value alone."
        ) from error


def _read_dotenv(path: Path | None) -> dict[str, str]:
    if path is None or not path.is_file():
        return {}
    from dotenv.parser import parse_stream  # noqa: PLC0415 - only where there is such a file

    try:
        with path.open(encoding="utf-8-sig") as lines:
            bindings = list(parse_stream(lines))
    except (OSError, UnicodeDecodeError) as error:
        raise Misconfigured(f"cannot read {path}: {error}", "Make it a readable UTF-8 file, or remove it.") from error
    for binding in bindings:
        if binding.error:
            text = binding.original.string
            line = binding.original.line + text[: len(text) - len(text.lstrip())].count("\n")
            raise Misconfigured(f"{path}, line {line}: this is no `NAME=value`", "Correct the line or remove it.")
    return {binding.key: binding.value for binding in bindings if binding.key and binding.value is not None}


def _explain(
    error: ValidationError,
    known: tuple[Known, ...],
    values: Mapping[tuple[str, ...], str],
    origins: Mapping[tuple[str, ...], Origin],
) -> Misconfigured:
    by_path = {one.path: one for one in known}
    lines = []
    for fault in error.errors(include_url=False, include_context=False, include_input=False):
        path = tuple(str(part) for part in fault["loc"])
        while path and path not in by_path and path[:-1] in by_path:
            path = path[:-1]  # inside a union
        message = fault["msg"].removeprefix("Value error, ")
        one = by_path.get(path)
        if one is None:  # a rule over several settings of a section
            lines.append(message)
            continue
        value = "***" if one.secret else repr(values[path])
        line = f"{one.variable}={value} ({origins[path]}): {message[:1].lower()}{message[1:]}"
        if line not in lines:
            lines.append(line)
    return Misconfigured(
        "; ".join(dict.fromkeys(lines)), "`docs/settings.md` says what each setting allows; unset it for its default."
    )
