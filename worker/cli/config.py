"""``tocsin config``: the effective settings, where each comes from, secrets masked."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Annotated

import typer
from pydantic import SecretStr

from worker.cli.tables import print_rows
from worker.environment import Loaded, known_settings, read_settings

MASK = "***"
_URL = re.compile(r"(?P<before>[a-z][a-z0-9+.-]*://[^\s:/@?#]*:).*(?P<after>@)", re.IGNORECASE)
_QUERY = re.compile(r"([?&](?:password|passwd|pwd|sslpassword|token)=)[^&#]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shown:
    """One setting as it may be seen."""

    variable: str
    value: str | float | bool | None
    origin: str


def shown_settings(loaded: Loaded) -> list[Shown]:
    """All settings in the model's order, secrets masked."""
    shown = []
    for known in known_settings():
        value: object = loaded.settings
        for name in known.path:
            value = getattr(value, name)
        shown.append(Shown(known.variable, _visible(value), str(loaded.origins[known.path])))
    return shown


def mask_url(url: str) -> str:
    """A URL without its password, wherever it stands; any ``@`` before the last belongs to the password."""
    return _QUERY.sub(rf"\g<1>{MASK}", _URL.sub(rf"\g<before>{MASK}\g<after>", url))


def _visible(value: object) -> str | float | bool | None:
    match value:
        case SecretStr():
            secret = value.get_secret_value()
            return mask_url(secret) if "://" in secret else MASK
        case str():
            return mask_url(value)
        case bool() | int() | float() | None:
            return value
        case _:
            return str(value)


def command(
    *, as_json: Annotated[bool, typer.Option("--json", help="One JSON object, by variable, for programs.")] = False
) -> None:
    """Show the effective settings and where each comes from.

    They come from the environment, then from the file `.env`, then from the defaults. Secrets are masked.
    """
    shown = shown_settings(read_settings())
    if as_json:
        typer.echo(
            json.dumps(
                {one.variable: {"value": one.value, "from": one.origin} for one in shown}, ensure_ascii=False, indent=2
            )
        )
        return
    print_rows(
        ("setting", "value", "from"),
        [(one.variable, "-" if one.value is None else str(one.value), one.origin) for one in shown],
    )
