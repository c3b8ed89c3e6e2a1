"""Asks the health pages from outside, as a container's probe does: the standard library only, since it runs every few seconds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from typing import Literal

Page = Literal["livez", "readyz"]

LIMIT = 3.0
"""Seconds for an answer: a loop that does not turn for so long is asked again, and container engines count."""

_EVERYWHERE = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - bound by the worker, asked here


@dataclass(frozen=True, slots=True)
class Finding:
    """What an agent answered, or why it could not."""

    reasons: tuple[str, ...]

    @property
    def good(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.reasons


def reachable(host: str) -> str:
    """The address at which a server bound to ``host`` is found from this machine."""
    return _EVERYWHERE.get(host.strip("[]"), host.strip("[]"))


def ask(host: str, port: int, page: Page, *, limit: float = LIMIT) -> Finding:
    """What a health page says.

    Args:
        host: What the web server is bound to.
        port: Its port.
        page: Which page.
        limit: Seconds until a silent server counts as bad.
    """
    address = reachable(host)
    connection = HTTPConnection(address, port, timeout=limit)
    try:
        connection.request("GET", f"/{page}")
        answer = connection.getresponse()
        return read_answer(answer.status, answer.read())
    except TimeoutError:
        return Finding((f"port {port} of {address} is open, and has not answered within {limit:g} s",))
    except ConnectionRefusedError:
        return Finding((f"nothing answers on port {port} of {address}",))
    except (OSError, HTTPException) as error:
        return Finding((f"port {port} of {address} cannot be asked: {error or type(error).__name__}",))
    finally:
        connection.close()


def read_answer(status: int, body: bytes) -> Finding:
    """A page's answer: 200, or the reasons in its JSON."""
    if status == 200:
        return Finding(())
    try:
        reasons = tuple(str(reason) for reason in json.loads(body)["reasons"])
    except (ValueError, KeyError, TypeError):
        reasons = ()
    return Finding(reasons or (f"it answers with status {status}; this is no page of Tocsin's",))
