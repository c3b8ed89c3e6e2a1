"""How every command begins: settings from the environment and ``.env``, logs to stderr."""

from __future__ import annotations

import logging

from pydantic import SecretStr

from worker.environment import known_settings, load_settings
from worker.settings import Settings


def begin(*, logs: bool = True, libraries: bool = True) -> Settings:
    """Read the settings and set logs up.

    Args:
        logs: False for commands that log nothing: setting logs up costs a third of a second.
        libraries: False for commands that say themselves what a client's log would say once more.

    Raises:
        Misconfigured: a variable is unknown or its value is not allowed.
    """
    settings = load_settings()
    if logs:
        from worker.observe.logs import LIBRARIES, set_up_logs  # noqa: PLC0415 - see above

        set_up_logs(settings.log.level, settings.log.format, secrets=secrets_of(settings))
        if not libraries and settings.log.level != "debug":
            for name in LIBRARIES:
                logging.getLogger(name).setLevel(logging.CRITICAL)
    return settings


def secrets_of(settings: Settings) -> list[str]:
    """The values that no log and no output may show."""
    found = []
    for known in known_settings():
        value: object = settings
        for name in known.path:
            value = getattr(value, name)
        if isinstance(value, SecretStr):
            found.append(value.get_secret_value())
    return found
